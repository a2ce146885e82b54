// Package series reads tables of attacks that users bring along, and counts
// attacks and claims for each group and month. It knows the columns of the
// Global Terrorism Database, of ACLED and of the UCDP georeferenced events by
// their names, in any order and with commas, semicolons or tabs between them.
//
// Begin with [Read].
package series

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/credence-project/credence"
)

// Table is what a file holds.
type Table struct {
	Format string                `json:"format"` // gtd, acled or ucdp
	Rows   int                   `json:"rows"`   // rows that were counted
	Passed int                   `json:"passed"` // rows without a date or a group, or of what is no attack
	Counts []credence.GroupMonth `json:"counts"` // in order of group and month
}

const (
	maxRecord = 1 << 20   // bytes of one row
	maxCounts = 1_000_000 // pairs of group and month
	maxName   = 300       // bytes of a group's name
)

// Read reads a table from its first line, which names the columns. A file of
// another kind, a row that is not CSV and a table beyond the limits are
// InputErrors.
func Read(r io.Reader) (Table, error) {
	var t Table
	lines := &meter{r: r, left: maxRecord}
	in := bufio.NewReader(lines)
	rows := csv.NewReader(in)
	rows.Comma, rows.FieldsPerRecord, rows.LazyQuotes, rows.ReuseRecord = separator(in), -1, true, true
	head, err := rows.Read()
	if errors.Is(err, io.EOF) {
		return t, &credence.InputError{Name: "table", Reason: "is empty"}
	}
	if err != nil {
		return t, fault(1, err)
	}
	columns := map[string]int{}
	for i, name := range head {
		columns[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))] = i
	}
	f := recognise(columns)
	if f == nil {
		return t, &credence.InputError{Name: "table", Reason: "its columns are not those of GTD, ACLED or UCDP"}
	}
	t.Format = f.name
	counts := map[key]*credence.GroupMonth{}
	for n := 2; ; n++ {
		lines.left = maxRecord
		record, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return t, fault(n, err)
		}
		if !add(counts, f.events(row{columns, record})) {
			t.Passed++
			continue
		}
		if t.Rows++; len(counts) > maxCounts {
			return t, fault(n, credence.ErrTooLarge)
		}
	}
	for _, c := range counts {
		t.Counts = append(t.Counts, *c)
	}
	slices.SortFunc(t.Counts, func(a, b credence.GroupMonth) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.Month, b.Month))
	})
	return t, nil
}

func fault(line int, err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return &credence.InputError{Name: fmt.Sprintf("table, line %d", parse.StartLine), Reason: parse.Err.Error(), Err: err}
	}
	if errors.Is(err, credence.ErrTooLarge) {
		return &credence.InputError{Name: fmt.Sprintf("table, row %d", line), Reason: "larger than is read", Err: err}
	}
	return fmt.Errorf("table, row %d: %w", line, err)
}

// meter fails when one row takes too much, as an open quotation mark does.
type meter struct {
	r    io.Reader
	left int
}

func (m *meter) Read(p []byte) (int, error) {
	if m.left <= 0 {
		return 0, credence.ErrTooLarge
	}
	n, err := m.r.Read(p)
	m.left -= n
	return n, err
}

// separator looks at the first line without taking it.
func separator(in *bufio.Reader) rune {
	line, _ := in.Peek(in.Size())
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	best, most := ',', 0
	for _, c := range []rune{',', ';', '\t'} {
		if n := bytes.Count(line, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

type key struct{ group, month string }

// event is an attack as a row lays it to one group.
type event struct {
	group, month  string
	claimed, told bool
	killed        int
}

// add counts the events of a row and reports whether there were any.
func add(counts map[key]*credence.GroupMonth, events []event) bool {
	for _, e := range events {
		k := key{strings.Clone(e.group), e.month}
		c := counts[k]
		if c == nil {
			c = &credence.GroupMonth{Group: k.group, Month: k.month}
			counts[k] = c
		}
		c.Attacks++
		c.Killed += e.killed
		if e.told {
			c.Told++
		}
		if e.claimed {
			c.Claims++
		}
	}
	return len(events) > 0
}

// row is a record with the names of its columns.
type row struct {
	columns map[string]int
	record  []string
}

func (r row) get(column string) string {
	if i, ok := r.columns[column]; ok && i < len(r.record) {
		return strings.TrimSpace(r.record[i])
	}
	return ""
}

// group is a name that can stand for a group, "" if it does not.
func (r row) group(column string) string {
	name := r.get(column)
	if strings.EqualFold(name, "unknown") || len(name) > maxName {
		return ""
	}
	return strings.ToValidUTF8(name, "?")
}

// count reads a number of people; tables write some as "3.0". What is no
// number, or none of people, counts nothing.
func (r row) count(column string) int {
	f, err := strconv.ParseFloat(r.get(column), 64)
	if err != nil || f < 0 || f > 1e6 {
		return 0
	}
	return int(f)
}

// Package table writes claims and their details as rows: CSV for spreadsheets,
// JSONL for programs. Both hold the same columns, from the same brief.
package table

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"strings"
)

// Table is rows under heads. Numbers are figures without words, so that they
// can be reckoned with.
type Table struct {
	Columns []string
	Rows    [][]string
}

// Guard keeps a spreadsheet from taking a cell for a formula: one that begins
// with a sign that would make it so, or with an apostrophe, gets an apostrophe
// in front.
func Guard(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n'", rune(s[0])) {
		return "'" + s
	}
	return s
}

// Unguard undoes Guard.
func Unguard(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && Guard(rest) != rest {
		return rest
	}
	return s
}

// CSV writes a table with its heads; cells are guarded.
func CSV(w io.Writer, t *Table) error {
	out := csv.NewWriter(w)
	if err := out.Write(t.Columns); err != nil {
		return err
	}
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = Guard(strings.ReplaceAll(c, "\r\n", "\n")) // CSV readers make the one of the other
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// JSONL writes one object for each row, its fields in the order of the
// columns. Cells are strings and are not guarded.
func JSONL(w io.Writer, t *Table) error {
	for _, row := range t.Rows {
		var line bytes.Buffer
		for i, column := range t.Columns {
			mark := byte(',')
			if i == 0 {
				mark = '{'
			}
			line.WriteByte(mark)
			name, _ := json.Marshal(column) // strings cannot fail
			value, _ := json.Marshal(row[i])
			line.Write(name)
			line.WriteByte(':')
			line.Write(value)
		}
		line.WriteString("}\n")
		if _, err := w.Write(line.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// Package reports holds news reports in the style of today, written by us, with
// what must be read in them: the incidents, slot by slot, and the statements.
// Reading is developed on those of develop.txt and learns from them; held.txt
// and fresh.txt only measure it.
package reports

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/credence-project/credence"
)

// Files are develop.txt, held.txt and fresh.txt; develop.txt explains their
// form.
//
//go:embed *.txt
var Files embed.FS

// Report is a text and what must be read in it.
type Report struct {
	Name      string
	Text      string
	Published credence.Interval // zero if the report is undated
	Incidents []string          // a line each: "1 bombing; date 1998-08-10; place Kampala UG; ..."
	Said      []Saying
}

// Saying is one statement and which of the incidents it may be tied to.
type Saying struct {
	credence.Span
	Kind  credence.Kind
	Names []string // of who is responsible, none if nobody is
	About []int    // numbers of incidents, 0 for one that is not reported
}

// Read reads the reports of a file. An error names the report.
func Read(file string) ([]Report, error) {
	var out []Report
	for _, part := range strings.Split(file, "\n== ")[1:] {
		head, rest, _ := strings.Cut(part, "\n")
		name, day, _ := strings.Cut(head, " | ")
		r := Report{Name: name}
		for rest != "" && rest[0] >= '0' && rest[0] <= '9' {
			var line string
			line, rest, _ = strings.Cut(rest, "\n")
			r.Incidents = append(r.Incidents, line)
		}
		if err := r.unmark(strings.TrimSpace(rest)); err != nil {
			return nil, fmt.Errorf("report %q: %w", name, err)
		}
		if day != "undated" {
			at, err := time.Parse(time.DateOnly, day)
			if err != nil {
				return nil, fmt.Errorf("report %q: %w", name, err)
			}
			r.Published = credence.Interval{From: at.Add(20 * time.Hour), To: at.Add(21 * time.Hour)}
		}
		out = append(out, r)
	}
	return out, nil
}

// unmark takes the braces out of a text and keeps what they say.
func (r *Report) unmark(marked string) error {
	var text strings.Builder
	for {
		before, after, found := strings.Cut(marked, "{")
		text.WriteString(before)
		if !found {
			r.Text = text.String()
			return nil
		}
		inside, rest, closed := strings.Cut(after, "}")
		f := strings.SplitN(inside, ":", 3)
		if !closed || len(f) < 3 {
			return fmt.Errorf("malformed mark {%.40s", inside)
		}
		kind, about, _ := strings.Cut(f[0], " ")
		s := Saying{Kind: credence.Kind(kind)}
		if f[1] != "" {
			s.Names = strings.Split(f[1], "/")
		}
		for _, n := range strings.Split(about, ",") {
			k, err := strconv.Atoi(n)
			if err != nil {
				return fmt.Errorf("mark {%.40s: %w", inside, err)
			}
			s.About = append(s.About, k)
		}
		s.Start = text.Len()
		text.WriteString(f[2])
		s.End = text.Len()
		r.Said = append(r.Said, s)
		marked = rest
	}
}

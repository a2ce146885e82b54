package brief

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/credence-project/credence/export/plain"
)

// width of a line of text output, for a terminal of 80 columns and up.
const width = 96

// Text writes the brief for a terminal, where all spaces are plain ones.
func Text(w io.Writer, b *Brief) error {
	p := newPage(b)
	var s strings.Builder
	fmt.Fprintf(&s, "%s\n%s\n%s\n\n", strings.ToUpper(p.title), strings.Repeat("=", min(width, utf8.RuneCountInString(p.title))), p.asOf)
	s.WriteString(wrap(p.standfirst, "", ""))
	for _, sec := range p.sections {
		fmt.Fprintf(&s, "\n%s\n%s\n", sec.title, strings.Repeat("-", utf8.RuneCountInString(sec.title)))
		for _, bl := range sec.blocks {
			textBlock(&s, bl)
		}
	}
	_, err := io.WriteString(w, strings.ReplaceAll(printable(s.String()), plain.Space, " "))
	return err
}

func textBlock(s *strings.Builder, bl block) {
	switch bl := bl.(type) {
	case para:
		s.WriteString(wrap(bl.text, "", ""))
	case quotation:
		s.WriteString(wrap("“"+bl.text+"”", "    ", "    "))
	case pre:
		s.WriteString(strings.TrimRight(string(bl), "\n") + "\n")
	case list:
		for _, p := range bl {
			s.WriteString(wrap(p.text, "  * ", "    "))
			if p.quote != "" {
				s.WriteString(wrap("“"+p.quote+"” "+p.source, "      ", "      "))
			}
		}
	case table:
		textTable(s, bl)
	case ladder:
		for _, r := range bl {
			mark := " "
			if r.top {
				mark = ">"
			}
			fmt.Fprintf(s, "%s %s %s %s\n     %s\n", mark, r.name, barOf(r), plain.Chance(r.p), r.label)
		}
	case trend:
		textTable(s, bl.table())
	case timeline:
		for _, e := range bl {
			s.WriteString(wrap(fmt.Sprintf("%-9s %s", e.kind, e.label), fmt.Sprintf("  %-24s ", plain.Clock(e.when)), strings.Repeat(" ", 37)))
		}
	}
}

// barOf draws the probability in 20 cells: # up to the value, - to the upper
// end of the interval.
func barOf(r bar) string {
	const cells = 20
	at := func(p float64) int { return min(cells, int(p*cells+0.5)) }
	fill := at(r.p.P)
	high := max(fill, at(r.p.Hi))
	return "[" + strings.Repeat("#", fill) + strings.Repeat("-", high-fill) + strings.Repeat(" ", cells-high) + "]"
}

// textTable prints narrow tables in columns and others as one item a row.
func textTable(s *strings.Builder, t table) {
	if t.caption != "" {
		s.WriteString("\n" + t.caption + "\n")
	}
	widths := make([]int, len(t.head))
	for _, row := range append([][]string{t.head}, t.rows...) {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	total := 0
	for _, w := range widths {
		total += w + 2
	}
	if total > width {
		textRecords(s, t)
		return
	}
	for _, row := range append([][]string{t.head}, t.rows...) {
		line := " "
		for i, cell := range row {
			line += " " + cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+1)
		}
		s.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

func textRecords(s *strings.Builder, t table) {
	for _, row := range t.rows {
		s.WriteString(wrap(row[0], "  * ", "    "))
		for i, cell := range row[1:] {
			if cell != "" {
				s.WriteString(wrap(strings.ToLower(t.head[i+1])+": "+cell, "      ", "        "))
			}
		}
	}
}

// wrap breaks text into lines of at most width runes, the first with prefix
// first, the others with prefix rest.
func wrap(text, first, rest string) string {
	var s strings.Builder
	line, n := first, utf8.RuneCountInString(first)
	fresh := true
	for _, w := range strings.FieldsFunc(text, breaks) {
		k := utf8.RuneCountInString(w)
		if !fresh && n+1+k > width {
			s.WriteString(line + "\n")
			line, n, fresh = rest, utf8.RuneCountInString(rest), true
		}
		if !fresh {
			line, n = line+" ", n+1
		}
		line, n, fresh = line+w, n+k, false
	}
	if !fresh {
		s.WriteString(line + "\n")
	}
	return s.String()
}

// breaks reports whether a line may break there.
func breaks(r rune) bool { return unicode.IsSpace(r) && string(r) != plain.Space }

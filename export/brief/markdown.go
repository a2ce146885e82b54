package brief

import (
	"fmt"
	"io"
	"strings"

	"github.com/credence-project/credence/export/plain"
)

// Markdown writes the brief in CommonMark with tables.
func Markdown(w io.Writer, b *Brief) error {
	p := newPage(b)
	var s strings.Builder
	fmt.Fprintf(&s, "# %s\n\n*%s*\n\n**%s**\n", escape(p.title), p.asOf, escape(p.standfirst))
	for _, sec := range p.sections {
		fmt.Fprintf(&s, "\n## %s\n\n", sec.title)
		for _, bl := range sec.blocks {
			markdownBlock(&s, bl)
		}
	}
	_, err := io.WriteString(w, printable(s.String()))
	return err
}

func markdownBlock(s *strings.Builder, bl block) {
	switch bl := bl.(type) {
	case para:
		if bl.strong {
			fmt.Fprintf(s, "**%s**\n\n", escape(bl.text))
		} else {
			s.WriteString(escape(bl.text) + "\n\n")
		}
	case quotation:
		s.WriteString("> “" + escape(bl.text) + "”\n\n")
	case pre:
		s.WriteString("```\n" + strings.ReplaceAll(strings.TrimRight(string(bl), "\n"), "```", "'''") + "\n```\n\n")
	case list:
		for _, p := range bl {
			s.WriteString("- " + escape(p.text))
			if p.quote != "" {
				s.WriteString(": “" + escape(p.quote) + "” " + escape(p.source))
			}
			s.WriteString("\n")
		}
		s.WriteString("\n")
	case table:
		if bl.caption != "" {
			fmt.Fprintf(s, "**%s**\n\n", escape(bl.caption))
		}
		markdownRow(s, bl.head)
		s.WriteString(strings.Repeat("|---", len(bl.head)) + "|\n")
		for _, row := range bl.rows {
			markdownRow(s, row)
		}
		s.WriteString("\n")
	case ladder:
		t := table{head: []string{"", "Rung", "Probability"}}
		for _, r := range bl {
			t.rows = append(t.rows, []string{r.name, r.label, plain.Chance(r.p)})
		}
		markdownBlock(s, t)
	case timeline:
		t := table{head: []string{"When", "What", ""}}
		for _, e := range bl {
			t.rows = append(t.rows, []string{plain.Clock(e.when), e.kind, e.label})
		}
		markdownBlock(s, t)
	case trend:
		markdownBlock(s, bl.table())
	}
}

func markdownRow(s *strings.Builder, cells []string) {
	for _, c := range cells {
		s.WriteString("| " + escape(c) + " ")
	}
	s.WriteString("|\n")
}

// escape keeps text from outside from being read as markup.
func escape(text string) string { return markdownEscaper.Replace(text) }

var markdownEscaper = strings.NewReplacer("\n", " ", `\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "<", "&lt;", ">", "&gt;", "[", `\[`, "]", `\]`, "#", `\#`)

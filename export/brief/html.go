package brief

import (
	_ "embed"
	"fmt"
	"html"
	"io"
	"strings"

	"github.com/credence-project/credence/export/chart"
)

//go:embed brief.css
var styles string

// HTML writes the brief as one page that needs nothing from elsewhere: no
// script, no font, no picture, no request.
func HTML(w io.Writer, b *Brief) error {
	p := newPage(b)
	var s strings.Builder
	s.WriteString("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
	s.WriteString("<meta name=\"color-scheme\" content=\"light dark\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
	fmt.Fprintf(&s, "<title>%s</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n", html.EscapeString(p.title), styles)
	fmt.Fprintf(&s, "<header>\n<p class=\"kicker\">Credence brief</p>\n<h1>%s</h1>\n<p class=\"asof\">%s</p>\n<p class=\"standfirst\">%s</p>\n</header>\n",
		html.EscapeString(p.title), html.EscapeString(p.asOf), html.EscapeString(p.standfirst))
	s.WriteString("<nav aria-label=\"Sections\"><ul>\n")
	for _, sec := range p.sections {
		fmt.Fprintf(&s, "<li><a href=\"#%s\">%s</a></li>\n", sec.id, html.EscapeString(sec.title))
	}
	s.WriteString("</ul></nav>\n")
	for _, sec := range p.sections {
		fmt.Fprintf(&s, "<section id=\"%s\" aria-labelledby=\"h-%s\">\n<h2 id=\"h-%s\">%s</h2>\n", sec.id, sec.id, sec.id, html.EscapeString(sec.title))
		for _, bl := range sec.blocks {
			htmlBlock(&s, sec, bl)
		}
		s.WriteString("</section>\n")
	}
	s.WriteString("</main>\n</body>\n</html>\n")
	_, err := io.WriteString(w, printable(s.String()))
	return err
}

func htmlBlock(s *strings.Builder, sec section, bl block) {
	switch bl := bl.(type) {
	case para:
		class := ""
		if bl.strong {
			class = ` class="lead"`
		}
		fmt.Fprintf(s, "<p%s>%s</p>\n", class, cited(bl.text))
	case quotation:
		fmt.Fprintf(s, "<blockquote><p>“%s”</p><footer>%s, short quotation</footer></blockquote>\n", html.EscapeString(bl.text), html.EscapeString(bl.source))
	case pre:
		fmt.Fprintf(s, "<pre tabindex=\"0\">%s</pre>\n", html.EscapeString(string(bl)))
	case list:
		htmlList(s, bl)
	case table:
		htmlTable(s, sec, bl)
	case ladder:
		s.WriteString(chart.Ladder(bl.bars()))
	case timeline:
		s.WriteString(chart.Strip(bl.events()))
		htmlTimeline(s, bl)
	case trend:
		s.WriteString(chart.Trend(bl.when, bl.moved()))
		htmlTable(s, sec, bl.table())
	}
}

func htmlList(s *strings.Builder, l list) {
	s.WriteString("<ul>\n")
	for _, p := range l {
		s.WriteString("<li>" + cited(p.text))
		if p.quote != "" {
			fmt.Fprintf(s, ": <q>%s</q> %s", html.EscapeString(p.quote), cited(p.source))
		}
		s.WriteString("</li>\n")
	}
	s.WriteString("</ul>\n")
}

func htmlTable(s *strings.Builder, sec section, t table) {
	fmt.Fprintf(s, "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"%s\">\n<table class=\"t-%s\">\n", html.EscapeString(strings.TrimSpace(sec.title+" "+t.caption)), sec.id)
	if t.caption != "" {
		fmt.Fprintf(s, "<caption>%s</caption>\n", html.EscapeString(t.caption))
	}
	s.WriteString("<thead><tr>")
	for _, h := range t.head {
		fmt.Fprintf(s, "<th scope=\"col\">%s</th>", html.EscapeString(h))
	}
	s.WriteString("</tr></thead>\n<tbody>\n")
	for _, row := range t.rows {
		id := ""
		if sec.id == "sources" {
			id = fmt.Sprintf(" id=\"s%s\"", strings.Trim(row[0], "[]"))
		}
		fmt.Fprintf(s, "<tr%s><th scope=\"row\">%s</th>", id, html.EscapeString(row[0]))
		for i, cell := range row[1:] {
			fmt.Fprintf(s, "<td data-head=\"%s\">%s</td>", html.EscapeString(t.head[i+1]), cited(cell))
		}
		s.WriteString("</tr>\n")
	}
	s.WriteString("</tbody>\n</table>\n</div>\n")
}

// cited escapes text and makes each "[3]" a link to the source of that number.
func cited(text string) string {
	var s strings.Builder
	for {
		i := strings.IndexByte(text, '[')
		if i < 0 {
			break
		}
		j := strings.IndexByte(text[i:], ']')
		if j < 2 || strings.Trim(text[i+1:i+j], "0123456789") != "" {
			s.WriteString(html.EscapeString(text[:i+1]))
			text = text[i+1:]
			continue
		}
		n := text[i+1 : i+j]
		fmt.Fprintf(&s, "%s<a class=\"cite\" href=\"#s%s\">[%s]</a>", html.EscapeString(text[:i]), n, n)
		text = text[i+j+1:]
	}
	s.WriteString(html.EscapeString(text))
	return s.String()
}

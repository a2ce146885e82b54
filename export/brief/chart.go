package brief

import (
	"fmt"
	"html"
	"strings"

	"github.com/credence-project/credence/export/chart"
	"github.com/credence-project/credence/export/plain"
)

// bars are the rungs as a chart draws them.
func (l ladder) bars() []chart.Bar {
	out := make([]chart.Bar, len(l))
	for i, r := range l {
		out[i] = chart.Bar{Name: r.name, Label: r.label, P: r.p, Top: r.top}
	}
	return out
}

// events are what a chart draws of a timeline.
func (t timeline) events() []chart.Event {
	out := make([]chart.Event, len(t))
	for i, e := range t {
		out[i] = chart.Event{When: e.when, Kind: e.kind, Label: e.label}
	}
	return out
}

func htmlTimeline(s *strings.Builder, t timeline) {
	s.WriteString("<ol class=\"timeline\">\n")
	for _, e := range t {
		fmt.Fprintf(s, "<li class=\"%s\"><time>%s</time> <span class=\"kind\">%s</span> %s</li>\n", e.kind, html.EscapeString(plain.Clock(e.when)), e.kind, cited(e.label))
	}
	s.WriteString("</ol>\n")
}

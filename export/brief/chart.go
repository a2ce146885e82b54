package brief

import (
	"fmt"
	"html"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/plain"
)

// htmlLadder draws one row a rung: name, words, and a bar with its interval.
// The numbers stand beside the bar, so the bar itself is hidden from readers
// of the text.
func htmlLadder(s *strings.Builder, l ladder) {
	s.WriteString("<ol class=\"ladder\">\n")
	for _, r := range l {
		class := ""
		if r.top {
			class = ` class="top"`
		}
		x := func(p float64) float64 { return 100 * p }
		fmt.Fprintf(s, "<li%s><span class=\"rung\"><b>%s</b> %s</span>", class, r.name, html.EscapeString(r.label))
		fmt.Fprintf(s, "<svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"track\" width=\"100\" height=\"8\"/>"+
			"<rect class=\"value\" width=\"%.1f\" height=\"8\"/><rect class=\"range\" x=\"%.1f\" y=\"3.2\" width=\"%.1f\" height=\"1.6\"/></svg>",
			x(r.p.P), x(r.p.Lo), max(0.4, x(r.p.Hi-r.p.Lo)))
		fmt.Fprintf(s, "<span class=\"chance\">%s</span></li>\n", html.EscapeString(plain.Chance(r.p)))
	}
	s.WriteString("</ol>\n")
}

// lanes are the rows of the strip, top down.
var lanes = []string{"attack", "report", "claim", "finding"}

// htmlStrip draws the hours around the attack and the claim. An interval is a
// bar as long as the time is uncertain; what lies outside is counted.
func htmlStrip(s *strings.Builder, t timeline) {
	from, to, ok := window(t)
	if !ok {
		return
	}
	const w, left, lane = 760.0, 70.0, 24.0
	x := func(at time.Time) float64 {
		f := float64(at.Sub(from)) / float64(to.Sub(from))
		return left + (w-left)*min(1, max(0, f))
	}
	height := lane*float64(len(lanes)) + 22
	fmt.Fprintf(s, "<svg class=\"strip\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"Reports, claim and findings between %s and %s; the list below says the same in words\">\n",
		w, height, plain.Instant(from), plain.Instant(to))
	for i, kind := range lanes {
		y := lane * float64(i)
		fmt.Fprintf(s, "<text x=\"0\" y=\"%.0f\">%s</text><line class=\"lane\" x1=\"%.0f\" x2=\"%.0f\" y1=\"%.0f\" y2=\"%.0f\"/>\n", y+16, kind, left, w, y+12, y+12)
		for _, e := range t {
			if e.kind == kind && !outside(e.when, from, to) {
				a, z := x(start(e.when)), x(end(e.when))
				fmt.Fprintf(s, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"12\" rx=\"3\"/>\n", kind, a, y+6, max(5, z-a))
			}
		}
	}
	for day := from.Truncate(24 * time.Hour).Add(24 * time.Hour); day.Before(to); day = day.AddDate(0, 0, 1) {
		fmt.Fprintf(s, "<line class=\"day\" x1=\"%.1f\" x2=\"%.1f\" y1=\"0\" y2=\"%.0f\"/><text x=\"%.1f\" y=\"%.0f\">%s</text>\n",
			x(day), x(day), height-18, x(day)+3, height-5, day.Format("2 Jan"))
	}
	s.WriteString("</svg>\n")
}

// window is half a day before the attack to two days after the claim, at most
// ten days in all; there is none if the attack or the claim has no time.
func window(t timeline) (from, to time.Time, ok bool) {
	var attack, claim credence.Interval
	for _, e := range t {
		switch e.kind {
		case "attack":
			attack = e.when
		case "claim":
			claim = e.when
		}
	}
	if attack.IsZero() || claim.IsZero() {
		return from, to, false
	}
	from, to = start(attack).Add(-12*time.Hour), end(claim).Add(48*time.Hour)
	if to.Sub(from) > 10*24*time.Hour {
		to = from.Add(10 * 24 * time.Hour)
	}
	return from, to, to.After(from)
}

func start(v credence.Interval) time.Time {
	if v.From.IsZero() {
		return v.To
	}
	return v.From
}

func end(v credence.Interval) time.Time {
	if v.To.IsZero() {
		return v.From
	}
	return v.To
}

func outside(v credence.Interval, from, to time.Time) bool {
	return end(v).Before(from) || start(v).After(to)
}

func htmlTimeline(s *strings.Builder, t timeline) {
	s.WriteString("<ol class=\"timeline\">\n")
	for _, e := range t {
		fmt.Fprintf(s, "<li class=\"%s\"><time>%s</time> <span class=\"kind\">%s</span> %s</li>\n", e.kind, html.EscapeString(plain.Clock(e.when)), e.kind, cited(e.label))
	}
	s.WriteString("</ol>\n")
}

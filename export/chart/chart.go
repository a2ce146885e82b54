// Package chart draws the figures of a verdict as SVG: the ladder, the hours
// around attack and claim, how the answers moved. A figure has a title and a
// description for those who do not see it, classes in place of colours, and
// always stands beside the same numbers in words.
//
// Whoever puts a figure on a page brings the style: .ladder, .strip, .trend
// and .spark, with .track, .value, .range, .lane, .day, .date, .scale, .edge
// and a class for each kind of event.
package chart

import (
	"cmp"
	"fmt"
	"html"
	"slices"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/plain"
)

// Bar is a rung of the ladder.
type Bar struct {
	Name, Label string
	P           credence.Probability
	Top         bool
}

// Ladder draws one row a rung: name, words, and a bar with its interval. The
// numbers stand beside the bar, so the bar itself is hidden from readers of
// the text.
func Ladder(bars []Bar) string {
	var s strings.Builder
	s.WriteString("<ol class=\"ladder\">\n")
	for _, r := range bars {
		class := ""
		if r.Top {
			class = ` class="top"`
		}
		x := func(p float64) float64 { return 100 * p }
		fmt.Fprintf(&s, "<li%s><span class=\"rung\"><b>%s</b> %s</span>", class, html.EscapeString(r.Name), html.EscapeString(r.Label))
		fmt.Fprintf(&s, "<svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"track\" width=\"100\" height=\"8\"/>"+
			"<rect class=\"value\" width=\"%.1f\" height=\"8\"/><rect class=\"range\" x=\"%.1f\" y=\"3.2\" width=\"%.1f\" height=\"1.6\"/></svg>",
			x(r.P.P), x(r.P.Lo), max(0.4, x(r.P.Hi-r.P.Lo)))
		fmt.Fprintf(&s, "<span class=\"chance\">%s</span></li>\n", html.EscapeString(plain.Chance(r.P)))
	}
	s.WriteString("</ol>\n")
	return s.String()
}

// Event is something that happened or was said. Kind is a lane of the strip.
type Event struct {
	When  credence.Interval
	Kind  string // attack, report, claim, finding
	Label string
}

// lanes are the rows of the strip, top down.
var lanes = []string{"attack", "report", "claim", "finding"}

// Strip draws the hours around the attack and the claim, "" if either has no
// time. An interval is a bar as long as the time is uncertain; what lies
// outside is left to the list that stands with it.
func Strip(events []Event) string {
	from, to, ok := window(events)
	if !ok {
		return ""
	}
	const w, left, lane = 760.0, 62.0, 26.0
	x := func(at time.Time) float64 {
		f := float64(at.Sub(from)) / float64(to.Sub(from))
		return left + (w-left)*min(1, max(0, f))
	}
	var s strings.Builder
	height := lane*float64(len(lanes)) + 22
	fmt.Fprintf(&s, "<svg class=\"strip\" viewBox=\"0 0 %.0f %.0f\" role=\"img\"><title>Reports, claim and findings between %s and %s</title><desc>%s</desc>\n",
		w, height, plain.Instant(from), plain.Instant(to), html.EscapeString(counted(events, from, to)))
	for i, kind := range lanes {
		y := lane * float64(i)
		fmt.Fprintf(&s, "<text x=\"0\" y=\"%.0f\">%s</text><line class=\"lane\" x1=\"%.0f\" x2=\"%.0f\" y1=\"%.0f\" y2=\"%.0f\"/>\n", y+17, kind, left, w, y+13, y+13)
	}
	for day := from.Truncate(24 * time.Hour).Add(24 * time.Hour); day.Before(to); day = day.AddDate(0, 0, 1) {
		fmt.Fprintf(&s, "<line class=\"day\" x1=\"%.1f\" x2=\"%.1f\" y1=\"0\" y2=\"%.0f\"/><text x=\"%.1f\" y=\"%.0f\">%s</text>\n",
			x(day), x(day), height-18, x(day)+3, height-5, day.Format("2 Jan"))
	}
	for i, kind := range lanes {
		y := lane * float64(i)
		for _, e := range events {
			if e.Kind == kind && !outside(e.When, from, to) {
				a, z, thick := x(start(e.When)), x(end(e.When)), thickness(e.When)
				fmt.Fprintf(&s, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.0f\" rx=\"2\"><title>%s: %s</title></rect>\n",
					kind, a, y+13-thick/2, max(5, z-a), thick, html.EscapeString(plain.Clock(e.When)), html.EscapeString(e.Label))
			}
		}
	}
	s.WriteString("</svg>\n")
	return s.String()
}

// thickness is less the less is known of a time, so that what is dated to a
// month does not hide what is dated to the minute.
func thickness(v credence.Interval) float64 {
	switch length := end(v).Sub(start(v)); {
	case length < 2*time.Hour:
		return 18
	case length < 25*time.Hour:
		return 10
	}
	return 3
}

// counted says how many events of each kind a strip shows.
func counted(events []Event, from, to time.Time) string {
	var parts []string
	for _, kind := range lanes {
		n := 0
		for _, e := range events {
			if e.Kind == kind && !outside(e.When, from, to) {
				n++
			}
		}
		parts = append(parts, fmt.Sprintf("%s: %d", kind, n))
	}
	return strings.Join(parts, ", ") + ". The list beside it says the same in words."
}

// window is half a day before the attack to two days after the claim, at most
// ten days in all; there is none if the attack or the claim has no time.
func window(events []Event) (from, to time.Time, ok bool) {
	var attack, claim credence.Interval
	for _, e := range events {
		switch e.Kind {
		case "attack":
			attack = e.When
		case "claim":
			claim = e.When
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

// InOrder sorts events by time and leaves out those without one.
func InOrder(events []Event) []Event {
	events = slices.DeleteFunc(events, func(e Event) bool { return e.When.IsZero() })
	slices.SortStableFunc(events, func(x, y Event) int {
		return cmp.Or(x.When.From.Compare(y.When.From), x.When.To.Compare(y.When.To))
	})
	return events
}

package brief

import (
	"fmt"
	"html"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/plain"
)

// trend is how the roll-ups stood at each verdict, oldest first: one row a
// roll-up, one point a verdict.
type trend struct {
	when []time.Time
	rows []trendRow
}

type trendRow struct {
	label  string
	points []credence.Probability
}

func (trend) isBlock() {}

// trendOf follows the roll-ups through the history to the verdict itself.
// There is none without an earlier verdict.
func trendOf(b *Brief) trend {
	var t trend
	if len(b.History) == 0 {
		return t
	}
	for _, s := range b.History {
		t.when = append(t.when, s.AsOf)
	}
	t.when = append(t.when, b.Assessment.AsOf)
	for _, now := range b.Assessment.RollUps {
		row := trendRow{label: now.Label}
		for _, s := range b.History {
			for _, r := range s.RollUps {
				if r.Name == now.Name {
					row.points = append(row.points, r.Probability)
				}
			}
		}
		if row.points = append(row.points, now.Probability); len(row.points) == len(t.when) {
			t.rows = append(t.rows, row)
		}
	}
	return t
}

// table says the same in figures.
func (t trend) table() table {
	out := table{caption: "How the answers moved", head: []string{"As of"}}
	for _, r := range t.rows {
		out.head = append(out.head, plain.Capital(r.label))
	}
	for i, w := range t.when {
		row := []string{w.UTC().Format("2 Jan 2006")}
		for _, r := range t.rows {
			row = append(row, plain.Percent(r.points[i].P))
		}
		out.rows = append(out.rows, row)
	}
	return out
}

// htmlTrend draws a strip for each roll-up, a column for each verdict: a dot
// at the probability on a line as long as its range. The columns are evenly
// spaced; most verdicts lie within days of the attack and the last years
// later. The table after it says the same.
func htmlTrend(s *strings.Builder, t trend) {
	const w, left, lane, inset = 760.0, 410.0, 64.0, 8.0
	height := lane*float64(len(t.rows)) + 20
	step := (w - left) / float64(len(t.when))
	x := func(i int) float64 { return left + step*(float64(i)+0.5) }
	fmt.Fprintf(s, "<svg class=\"trend\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"How the answers moved; the table below says the same in figures\">\n", w, height)
	for k, r := range t.rows {
		y := func(p float64) float64 { return lane*float64(k) + inset + (lane-2*inset)*(1-p) }
		fmt.Fprintf(s, "<text x=\"0\" y=\"%.1f\">%s</text>\n", y(0.5)+4, html.EscapeString(plain.Capital(r.label)))
		fmt.Fprintf(s, "<line class=\"edge\" x1=\"%.0f\" x2=\"%.0f\" y1=\"%.1f\" y2=\"%.1f\"/><line class=\"edge\" x1=\"%.0f\" x2=\"%.0f\" y1=\"%.1f\" y2=\"%.1f\"/>\n",
			left, w, y(0), y(0), left, w, y(1), y(1))
		fmt.Fprintf(s, "<text class=\"scale\" x=\"%.0f\" y=\"%.1f\">1</text><text class=\"scale\" x=\"%.0f\" y=\"%.1f\">0</text>\n", left-6, y(1)+4, left-6, y(0)+4)
		var line []string
		for i, p := range r.points {
			line = append(line, fmt.Sprintf("%.1f,%.1f", x(i), y(p.P)))
			fmt.Fprintf(s, "<line class=\"range\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/><circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>\n", x(i), x(i), y(p.Lo), y(p.Hi), x(i), y(p.P))
		}
		fmt.Fprintf(s, "<polyline points=\"%s\"/>\n", strings.Join(line, " "))
	}
	every := 1 + len(t.when)/7 // dates that fit beside one another
	for i, at := range t.when {
		if i%every == 0 || i == len(t.when)-1 && i%every > every/2 {
			fmt.Fprintf(s, "<text class=\"date\" x=\"%.1f\" y=\"%.0f\">%s</text>\n", x(i), height-4, at.UTC().Format("2 Jan 06"))
		}
	}
	s.WriteString("</svg>\n")
}

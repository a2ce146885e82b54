package chart

import (
	"fmt"
	"html"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/plain"
)

// Moved is how one answer stood at each of several times.
type Moved struct {
	Label  string
	Points []credence.Probability // as many as there are times
}

// Trend draws a strip for each answer, a column for each verdict: a dot at the
// probability on a line as long as its range. The columns are evenly spaced;
// most verdicts lie within days of the attack and the last years later. A
// table of the same figures belongs beside it.
func Trend(when []time.Time, rows []Moved) string {
	const w, left, lane, inset = 760.0, 410.0, 64.0, 8.0
	height := lane*float64(len(rows)) + 20
	step := (w - left) / float64(len(when))
	x := func(i int) float64 { return left + step*(float64(i)+0.5) }
	var s strings.Builder
	fmt.Fprintf(&s, "<svg class=\"trend\" viewBox=\"0 0 %.0f %.0f\" role=\"img\"><title>How the answers moved</title><desc>The table beside it says the same in figures.</desc>\n", w, height)
	for k, r := range rows {
		y := func(p float64) float64 { return lane*float64(k) + inset + (lane-2*inset)*(1-p) }
		fmt.Fprintf(&s, "<text x=\"0\" y=\"%.1f\">%s</text>\n", y(0.5)+4, html.EscapeString(plain.Capital(r.Label)))
		fmt.Fprintf(&s, "<line class=\"edge\" x1=\"%.0f\" x2=\"%.0f\" y1=\"%.1f\" y2=\"%.1f\"/><line class=\"edge\" x1=\"%.0f\" x2=\"%.0f\" y1=\"%.1f\" y2=\"%.1f\"/>\n",
			left, w, y(0), y(0), left, w, y(1), y(1))
		fmt.Fprintf(&s, "<text class=\"scale\" x=\"%.0f\" y=\"%.1f\">1</text><text class=\"scale\" x=\"%.0f\" y=\"%.1f\">0</text>\n", left-6, y(1)+4, left-6, y(0)+4)
		var line []string
		for i, p := range r.Points {
			line = append(line, fmt.Sprintf("%.1f,%.1f", x(i), y(p.P)))
			fmt.Fprintf(&s, "<line class=\"range\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/><circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>\n", x(i), x(i), y(p.Lo), y(p.Hi), x(i), y(p.P))
		}
		fmt.Fprintf(&s, "<polyline points=\"%s\"/>\n", strings.Join(line, " "))
	}
	every := 1 + len(when)/7 // dates that fit beside one another
	for i, at := range when {
		if i%every == 0 || i == len(when)-1 && i%every > every/2 {
			fmt.Fprintf(&s, "<text class=\"date\" x=\"%.1f\" y=\"%.0f\">%s</text>\n", x(i), height-4, at.UTC().Format("2 Jan 06"))
		}
	}
	s.WriteString("</svg>\n")
	return s.String()
}

// Spark draws a history in the size of a word: a line through the
// probabilities, evenly spaced, with the range of the last. The words are what
// it says, for those who do not see it.
func Spark(points []credence.Probability, words string) string {
	const w, h, inset = 96.0, 24.0, 3.0
	if len(points) == 0 {
		return ""
	}
	x := func(i int) float64 {
		if len(points) == 1 {
			return w - inset
		}
		return inset + (w-2*inset)*float64(i)/float64(len(points)-1)
	}
	y := func(p float64) float64 { return inset + (h-2*inset)*(1-p) }
	var line strings.Builder
	for i, p := range points {
		fmt.Fprintf(&line, "%.1f,%.1f ", x(i), y(p.P))
	}
	n := len(points) - 1
	last := points[n]
	return fmt.Sprintf("<svg class=\"spark\" viewBox=\"0 0 %.0f %.0f\" role=\"img\"><title>%s</title><line class=\"edge\" x1=\"0\" x2=\"%.0f\" y1=\"%.1f\" y2=\"%.1f\"/>"+
		"<line class=\"range\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/><polyline points=\"%s\"/><circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.500\"/></svg>",
		w, h, html.EscapeString(words), w, y(0)+1, y(0)+1, x(n), x(n), y(last.Lo), y(last.Hi), strings.TrimSpace(line.String()), x(n), y(last.P))
}

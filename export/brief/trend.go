package brief

import (
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/chart"
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

// moved is what a chart draws of a trend.
func (t trend) moved() []chart.Moved {
	out := make([]chart.Moved, len(t.rows))
	for i, r := range t.rows {
		out[i] = chart.Moved{Label: r.label, Points: r.points}
	}
	return out
}

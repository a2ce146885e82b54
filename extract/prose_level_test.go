package extract

import (
	"slices"
	"strings"
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lexicon"
)

// alignReports pairs each wanted incident with the one reported that is most
// like it, -1 if none is.
func alignReports(want []wanted, got []credence.Mention) []int {
	pair := make([]int, len(want))
	for i := range pair {
		pair[i] = -1
	}
	for {
		best, at, with := 0, -1, -1
		for i := range want {
			for j := range got {
				n := likeness(&want[i], &got[j])
				if !want[i].optional && n < 3 {
					continue
				}
				if pair[i] < 0 && !slices.Contains(pair, j) && n > best {
					best, at, with = n, i, j
				}
			}
		}
		if at < 0 {
			return pair
		}
		pair[at] = with
	}
}

// likeness counts what an incident has in common with the one that is wanted.
func likeness(w *wanted, m *credence.Mention) int {
	n := 0
	if slices.Contains(strings.Split(w.types, "/"), m.Type) {
		n++
	}
	if sameDays(w.fields["date"], m.Date) {
		n += 2
	}
	if place := w.fields["place"]; m.Place.Name != "" && strings.HasPrefix(lexicon.Fold(place), lexicon.Fold(m.Place.Name)) {
		n += 2
	}
	if w.fields["killed"] != "" && !m.Killed.IsZero() && sameCount(w.fields["killed"], m.Killed) {
		n += 2
	}
	if w.fields["injured"] != "" && !m.Injured.IsZero() && sameCount(w.fields["injured"], m.Injured) {
		n++
	}
	for _, line := range w.targets {
		_, rest, _ := strings.Cut(line, " ")
		nouns, _, _ := strings.Cut(rest, ":")
		for _, t := range m.Targets {
			if slices.ContainsFunc(strings.Split(nouns, "/"), func(n string) bool {
				return strings.Contains(strings.ToLower(t.Description), strings.TrimSuffix(n, "s"))
			}) {
				n++
				break
			}
		}
	}
	return n
}

// TestReports measures, slot by slot, what is read in the reports of
// bench/reports. A level below that reached fails.
func TestReports(t *testing.T) {
	for _, file := range []string{"develop", "held", "fresh"} {
		s := sheet{slots: map[string]*tally{}, note: func(string, ...any) {}}
		if file == *proseMisses {
			s.note = t.Logf
		}
		reports := readReports(t, file+".txt")
		for i := range reports {
			s.score(t, &reports[i])
		}
		for _, slot := range proseSlots {
			n := s.slots[slot]
			if n == nil {
				t.Errorf("%s: no %s in any report", file, slot)
				continue
			}
			if at := proseLevels[file+" "+slot]; n.recall() < at[0] || n.precision() < at[1] {
				t.Errorf("%s, %s: recall %.3f, want %.2f; precision %.3f, want %.2f", file, slot, n.recall(), at[0], n.precision(), at[1])
			}
			t.Logf("%-7s %-11s recall %.2f (%d of %d) precision %.2f (of %d)", file, slot, n.recall(), n.right, n.want, n.precision(), n.got)
		}
	}
}

// proseLevels are recall and precision reached; slots that are not among them
// are measured only.
var proseLevels = map[string][2]float64{
	"develop incident": {0.83, 0.93}, "held incident": {0.98, 0.87}, "fresh incident": {0.77, 0.89},
	"develop type": {0.75, 0.89}, "held type": {0.98, 0.98}, "fresh type": {0.71, 0.91},
	"develop stage": {0.80, 0.95}, "held stage": {0.98, 0.98}, "fresh stage": {0.74, 0.95},
	"develop date": {0.73, 0.91}, "held date": {0.94, 0.94}, "fresh date": {0.69, 0.91},
	"develop place": {0.67, 0.80}, "held place": {0.86, 0.86}, "fresh place": {0.56, 0.72},
	"develop weapon": {0.75, 0.87}, "held weapon": {0.98, 0.86}, "fresh weapon": {0.68, 0.83},
	"develop killed": {0.69, 0.79}, "held killed": {0.90, 0.90}, "fresh killed": {0.66, 0.78},
	"develop injured": {0.66, 0.89}, "held injured": {0.86, 0.92}, "fresh injured": {0.57, 0.85},
	"develop by": {0.59, 0.76}, "held by": {0.88, 0.89}, "fresh by": {0.58, 0.72},
	"develop target": {0.61, 0.69}, "held target": {0.74, 0.76}, "fresh target": {0.50, 0.63},
	"develop effect": {0.77, 0.88}, "held effect": {0.86, 0.98}, "fresh effect": {0.72, 0.90},
	"develop tie": {0.79, 0.79}, "held tie": {0.90, 0.90}, "fresh tie": {0.76, 0.76},
}

var proseSlots = []string{"incident", "type", "stage", "date", "time", "place", "weapon", "killed", "injured", "by", "footing",
	"target", "number", "effect", "statement", "tie"}

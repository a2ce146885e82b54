package assess

import (
	"cmp"
	"math"
	"slices"

	"github.com/credence-project/credence"
)

// Pull is how far the items that count together speak for the leading rung.
type Pull struct {
	Evidence []credence.EvidenceID // what speaks most that way first
	For      float64               // decibans; below 0 they speak against it
}

// Pulls gives for each cluster of an assessment how far it speaks for the
// leading rung against all others taken together: ten times the decimal
// logarithm of how likely it is under that rung over how likely under the
// others, each counted by its prior (the weight of evidence of I. J. Good,
// Probability and the Weighing of Evidence, 1950). What speaks most either way
// comes first.
func Pulls(t *Tables, a *credence.Assessment) []Pull {
	top := slices.Index(credence.Hypotheses, a.Top)
	if top < 0 {
		return nil
	}
	held := map[credence.EvidenceID]*credence.Evidence{}
	for i := range a.Evidence {
		held[a.Evidence[i].ID] = &a.Evidence[i]
	}
	out := make([]Pull, 0, len(a.Clusters))
	for _, c := range a.Clusters {
		p := Pull{Evidence: slices.Clone(c.Evidence), For: pull(c.DB, a.Prior.P, top)}
		alone := func(id credence.EvidenceID) float64 {
			return math.Copysign(1, p.For) * t.pullOf(held[id], a.Prior.P, top)
		}
		slices.SortStableFunc(p.Evidence, func(x, y credence.EvidenceID) int { return cmp.Compare(alone(y), alone(x)) })
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(x, y Pull) int { return cmp.Compare(math.Abs(y.For), math.Abs(x.For)) })
	return out
}

// pullOf is how far an answer speaks for a rung when it is taken as it stands.
func (t *Tables) pullOf(e *credence.Evidence, prior vector, top int) float64 {
	if e == nil {
		return 0
	}
	code := t.Codes.Code(e.Code)
	if code == nil {
		return 0
	}
	for i := range code.Values {
		if code.Values[i].Value == e.Value {
			return pull(code.Values[i].DB, prior, top)
		}
	}
	return 0
}

func pull(db, prior vector, top int) float64 {
	others, room := 0.0, 0.0
	for i, x := range db {
		if i != top {
			others, room = others+prior[i]*math.Pow(10, x/10), room+prior[i]
		}
	}
	if room <= 0 || others <= 0 {
		return 0
	}
	return db[top] - 10*math.Log10(others/room)
}

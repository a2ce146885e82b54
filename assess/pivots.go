package assess

import (
	"cmp"
	"math"
	"slices"

	"github.com/credence-project/credence"
)

// examined is how many items and how many voices are tried for a change of
// sufficiency; the ones that move the roll-ups most come first.
const examined = 12

// pivots leaves out each item and each voice of several items in turn. The
// list has the pivotal ones first, then goes by the largest move; it has at
// most 2*examined entries.
func (c *court) pivots() []credence.Pivot {
	all := c.without(nil)
	state, _ := c.state(&all)
	items := make([]tried, 0, len(c.items))
	for i := range c.items {
		items = append(items, c.try(credence.Pivot{Evidence: c.items[i].evidence.ID}, []int{i}))
	}
	var voices []tried
	for _, v := range c.heard {
		voices = append(voices, c.try(credence.Pivot{Origin: credence.OriginID(v.origin)}, v.items))
	}
	list := append(c.examine(items, state), c.examine(voices, state)...)
	slices.SortStableFunc(list, compareTried)
	out := make([]credence.Pivot, len(list))
	for i := range list {
		out[i] = list[i].pivot
	}
	return out
}

// tried is an item or a voice with what happens without it.
type tried struct {
	pivot credence.Pivot
	out   []int
	shift float64
}

func compareTried(a, b tried) int {
	if a.pivot.Pivotal != b.pivot.Pivotal {
		if a.pivot.Pivotal {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(b.shift, a.shift), cmp.Compare(a.pivot.Evidence, b.pivot.Evidence), cmp.Compare(a.pivot.Origin, b.pivot.Origin))
}

// try leaves items out and sees how the roll-ups and the top rung change. A
// roll-up counts when it moves by Pivot.Points and to another word: words
// alone are twitchy near the cuts.
func (c *court) try(pivot credence.Pivot, out []int) tried {
	p := posterior(c.base, c.sumWithout(out, &c.t.Rules))
	pivot.Top = credence.Hypotheses[leading(p)]
	pivot.Pivotal = leading(p) != leading(c.p)
	t := tried{out: out}
	pivot.Moves, t.shift = c.moves(p)
	for _, m := range pivot.Moves {
		if math.Abs(m.To-m.From) >= c.t.Rules.Pivot.Points && c.yardstick.Word(m.From) != c.yardstick.Word(m.To) {
			pivot.Pivotal = true
		}
	}
	t.pivot = pivot
	return t
}

// moves compares the roll-ups under p with those of the verdict, and gives the
// largest move.
func (c *court) moves(p vector) ([]credence.Move, float64) {
	out := make([]credence.Move, len(c.t.Ladder.RollUps))
	shift := 0.0
	for i := range out {
		r := &c.t.Ladder.RollUps[i]
		out[i] = credence.Move{Name: r.Name, From: round(r.of(c.p)), To: round(r.of(p))}
		shift = max(shift, math.Abs(out[i].To-out[i].From))
	}
	return out, round(shift)
}

// examine settles the sufficiency without the ones that move most. The draws
// are left out of both sides of this comparison.
func (c *court) examine(list []tried, state credence.Sufficiency) []tried {
	slices.SortStableFunc(list, compareTried)
	list = list[:min(len(list), examined)]
	for i := range list {
		rest := c.without(list[i].out)
		list[i].pivot.Sufficiency, _ = c.state(&rest)
		if list[i].pivot.Sufficiency != state {
			list[i].pivot.Pivotal = true
		}
	}
	return list
}

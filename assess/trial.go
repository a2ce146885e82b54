package assess

import (
	"slices"
	"strings"
)

// trial is the evidence with some items left out. Only the clusters that lose
// an item are weighed again.
type trial struct {
	out  []int // places of the items left out, sorted
	sum  vector
	good int // graded items from outside the claim that remain
}

// without leaves out the items at the given places, which must be sorted.
func (c *court) without(out []int) trial {
	tr := trial{out: out, sum: c.sumWithout(out, &c.t.Rules), good: c.good}
	for _, i := range out {
		if c.graded(i) {
			tr.good--
		}
	}
	return tr
}

// leads is the leading rung for a sum of clusters.
func leads(base, sum vector) int {
	for h := range sum {
		sum[h] += base[h]
	}
	return leading(sum)
}

// toppled says which single item or voice topples the leading rung, "" if
// none does. A final finding that holds (Refine.FinalHolds) is not left out:
// it is what an inquiry made of everything, and no single voice.
func (c *court) toppled(tr *trial, top int) string {
	var room [64]int
	for i := range c.items {
		if c.holds(i) {
			continue
		}
		out := insert(room[:0], tr.out, i)
		if len(out) > len(tr.out) && leads(c.base, c.sumWithout(out, &c.t.Rules)) != top {
			return "without one answer (" + c.items[i].evidence.Code + ", " + c.items[i].value.Text + ") another rung leads"
		}
	}
	for _, v := range c.heard {
		if slices.ContainsFunc(v.items, c.holds) {
			continue
		}
		if leads(c.base, c.sumWithout(union(tr.out, v.items), &c.t.Rules)) != top {
			return "without one voice (" + v.name + ") another rung leads"
		}
	}
	return ""
}

// holds reports whether the item at that place is a final finding by an A
// source.
func (c *court) holds(i int) bool {
	return c.t.Rules.Refine.FinalHolds > 0 && c.items[i].class == ClassFinal && c.items[i].evidence.Grade.Reliability == "A"
}

// lone names the voice without which the evidence would be insufficient, ""
// if there is none.
func (c *court) lone(tr *trial) string {
	for _, v := range c.heard {
		rest := c.without(union(tr.out, v.items))
		if rest.good <= 0 || information(posterior(c.base, rest.sum), c.prior.P) < c.t.Rules.Sufficiency.Information {
			return v.name
		}
	}
	return ""
}

// insert puts i into a sorted set, in room.
func insert(room, set []int, i int) []int {
	k, found := slices.BinarySearch(set, i)
	if found {
		return set
	}
	room = append(room, set[:k]...)
	room = append(room, i)
	return append(room, set[k:]...)
}

// union joins two sorted sets.
func union(a, b []int) []int {
	if len(a) == 0 {
		return b
	}
	out := append(slices.Clone(a), b...)
	slices.Sort(out)
	return slices.Compact(out)
}

// witness is everything that goes back to one origin.
type witness struct {
	origin string
	name   string
	items  []int
}

// voices lists the origins in the order of their identifiers.
func (c *court) voices() []witness {
	at := make(map[string]int)
	var out []witness
	for i := range c.items {
		e := c.items[i].evidence
		k, ok := at[string(e.Origin)]
		if !ok {
			k = len(out)
			at[string(e.Origin)] = k
			out = append(out, witness{origin: string(e.Origin), name: e.Outlet})
			if e.Outlet == "" {
				out[k].name = string(e.Origin)
			}
		}
		out[k].items = append(out[k].items, i)
	}
	slices.SortFunc(out, func(a, b witness) int { return strings.Compare(a.origin, b.origin) })
	return out
}

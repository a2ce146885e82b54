package assess

import (
	"slices"
	"strings"
)

// trial is the evidence with some items left out. Only the clusters that lose
// an item are weighed again.
type trial struct {
	c    *court
	out  []int // items left out, sorted
	sum  vector
	good int // graded items from outside the claim that remain
}

// trial leaves out the given items.
func (c *court) trial(out ...int) trial {
	tr := trial{c: c, out: out, sum: c.sum}
	for i := range c.items {
		if c.gradedItem(i) {
			tr.good++
		}
	}
	if len(out) == 0 {
		return tr
	}
	slices.Sort(tr.out)
	for _, i := range out {
		if c.gradedItem(i) {
			tr.good--
		}
	}
	tr.sum = c.sumWithout(out)
	return tr
}

// sumWithout is the sum of the clusters when items are left out.
func (c *court) sumWithout(out []int) vector {
	sum := c.sum
	byCluster := make(map[int][]int)
	for _, i := range out {
		byCluster[c.place[i]] = append(byCluster[c.place[i]], i)
	}
	for k := range c.clusters {
		if mine := byCluster[k]; mine != nil {
			v := c.clusters[k].without(c.items, mine, c.t.Rules.Sharing)
			for h := range sum {
				sum[h] += v[h] - c.clusters[k].total[h]
			}
		}
	}
	return sum
}

func (tr *trial) posterior(base vector) vector { return posterior(base, tr.sum) }

func (tr *trial) graded() bool { return tr.good > 0 }

// toppled says which single item or voice topples the leading rung, "" if
// none does.
func (tr *trial) toppled(base vector, top int) string {
	c := tr.c
	var room [64]int
	for i := range c.items {
		if slices.Contains(tr.out, i) {
			continue
		}
		if leading(posterior(base, c.sumWithout(append(append(room[:0], tr.out...), i)))) != top {
			e := c.items[i].evidence
			return "without " + e.Code + " (" + c.items[i].value.Text + ") another rung leads"
		}
	}
	for _, v := range c.voices() {
		if leading(posterior(base, c.sumWithout(union(tr.out, v.items)))) != top {
			return "without " + strings.TrimSpace(v.name) + " another rung leads"
		}
	}
	return ""
}

// union joins two sets of items.
func union(a, b []int) []int {
	out := append(slices.Clone(a), b...)
	slices.Sort(out)
	return slices.Compact(out)
}

// voice is everything that goes back to one origin.
type voice struct {
	origin string
	name   string
	items  []int
}

// voices lists the origins in the order of their names.
func (c *court) voices() []voice {
	if c.heard != nil {
		return c.heard
	}
	at := make(map[string]int)
	for i := range c.items {
		o := string(c.items[i].evidence.Origin)
		k, ok := at[o]
		if !ok {
			k = len(c.heard)
			at[o] = k
			name := c.items[i].evidence.Outlet
			if name == "" {
				name = o
			}
			c.heard = append(c.heard, voice{origin: o, name: name})
		}
		c.heard[k].items = append(c.heard[k].items, i)
	}
	slices.SortFunc(c.heard, func(a, b voice) int { return strings.Compare(a.origin, b.origin) })
	return c.heard
}

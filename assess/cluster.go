package assess

import (
	"cmp"
	"slices"

	"github.com/credence-project/credence"
)

// scored is an item with its weight.
type scored struct {
	evidence *credence.Evidence
	code     *Code
	value    *Value
	class    Class
	db       vector // discounted
}

// claimOrigin stands for the origin of everything that is taken from the
// claim: all of it is one voice.
const claimOrigin = "claim"

func (s *scored) origin() string {
	if s.class == ClassClaim {
		return claimOrigin
	}
	return string(s.evidence.Origin)
}

// group is the part of a cluster whose answers depend on each other.
type group struct {
	name string
	n    int
	sum  vector
}

// cluster is the items that count together.
type cluster struct {
	class  Class
	origin string
	groups []group
	items  []int // places in the list of scored items
	cap    float64
	total  vector
	capped bool
	scale  float64 // what was done to the total beyond the cap, see yield
}

func (c *cluster) key() string { return string(c.class) + "/" + c.origin }

// bundle sorts items into clusters, in the order of class and origin. Items
// must be in canonical order.
func bundle(items []scored, rules *Rules) []cluster {
	type place struct {
		class  Class
		origin string
	}
	at := make(map[place]int)
	var out []cluster
	for i := range items {
		p := place{items[i].class, items[i].origin()}
		k, ok := at[p]
		if !ok {
			k = len(out)
			at[p] = k
			out = append(out, cluster{class: p.class, origin: p.origin, cap: rules.Caps[p.class], scale: 1})
		}
		out[k].add(i, &items[i])
	}
	slices.SortFunc(out, func(a, b cluster) int {
		return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(a.origin, b.origin))
	})
	for k := range out {
		out[k].total, out[k].capped = weigh(out[k].groups, out[k].cap, rules.Sharing)
	}
	yield(out, items, rules.Refine.FinalHolds)
	return out
}

// yield scales the capped clusters down where a final finding by an A source
// stands, so that together they hold no more than limit against the rung it
// names: caps bound a cluster, and only this bounds their number. A limit of 0
// is none.
func yield(clusters []cluster, items []scored, limit float64) {
	rung := -1
	var against vector
	for k := range clusters {
		c := &clusters[k]
		switch {
		case c.class == ClassFinal && items[c.items[0]].evidence.Grade.Reliability == "A":
			rung = leading(c.total)
		case c.cap > 0:
			addTo(&against, c.total, 1)
		}
	}
	if rung < 0 || limit <= 0 {
		return
	}
	against = shift(against)
	if held := -against[rung]; held > limit {
		for k := range clusters {
			if c := &clusters[k]; c.cap > 0 {
				c.scale, c.capped = limit/held, true
				for h := range c.total {
					c.total[h] *= c.scale
				}
			}
		}
	}
}

func (c *cluster) add(i int, s *scored) {
	c.items = append(c.items, i)
	for g := range c.groups {
		if c.groups[g].name == s.code.Group {
			c.groups[g].n++
			addTo(&c.groups[g].sum, s.db, 1)
			return
		}
	}
	c.groups = append(c.groups, group{s.code.Group, 1, s.db})
}

// without is the total of the cluster when some of its items are left out.
func (c *cluster) without(items []scored, out []int, sharing float64) vector {
	if len(out) == len(c.items) {
		return vector{}
	}
	var room [16]group // no cluster of the shipped codes has more groups
	groups := append(room[:0], c.groups...)
	for _, i := range out {
		for g := range groups {
			if groups[g].name == items[i].code.Group {
				groups[g].n--
				addTo(&groups[g].sum, items[i].db, -1)
			}
		}
	}
	return c.scaled(groups, sharing)
}

func (c *cluster) scaled(groups []group, sharing float64) vector {
	total, _ := weigh(groups, c.cap, sharing)
	for h := range total {
		total[h] *= c.scale
	}
	return total
}

// with is the total of the cluster when one item is added.
func (c *cluster) with(s *scored, sharing float64) vector {
	var room [16]group
	groups := append(room[:0], c.groups...)
	found := false
	for g := range groups {
		if groups[g].name == s.code.Group {
			groups[g].n++
			addTo(&groups[g].sum, s.db, 1)
			found = true
		}
	}
	if !found {
		groups = append(groups, group{s.code.Group, 1, s.db})
	}
	return c.scaled(groups, sharing)
}

// weigh adds the groups up, each of n answers of a group at the weight
// 1/(1+(n-1)*sharing), and scales the sum down to the cap. A cap of 0 is none.
func weigh(groups []group, limit, sharing float64) (total vector, capped bool) {
	for _, g := range groups {
		if g.n > 0 {
			addTo(&total, g.sum, 1/(1+float64(g.n-1)*sharing))
		}
	}
	total = shift(total)
	low := 0.0
	for _, x := range total {
		low = min(low, x)
	}
	if limit > 0 && -low > limit {
		for i := range total {
			total[i] *= limit / -low
		}
		return total, true
	}
	return total, false
}

func addTo(sum *vector, v vector, weight float64) {
	for i := range sum {
		sum[i] += weight * v[i]
	}
}

// total adds up all clusters.
func total(clusters []cluster) vector {
	var sum vector
	for k := range clusters {
		addTo(&sum, clusters[k].total, 1)
	}
	return sum
}

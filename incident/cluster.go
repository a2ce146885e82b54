package incident

import (
	"cmp"
	"slices"

	"github.com/credence-project/credence"
)

// clusters merges mentions, best pair first, as long as the mean weight
// between the two clusters is positive and no pair across them is forbidden.
// Indices are those of the sorted reports, so ties fall the same way on every
// run. Only favourable pairs are kept; the rest is weighed again when a merge
// has to be judged, because nearly all pairs of a week are unfavourable.
type clusters struct {
	facts []facts
	owner []int         // of each mention: the cluster it is in
	parts map[int][]int // of each live cluster: its mentions, sorted
	same  [][2]int
	apart map[[2]int]bool
	edges []edge
	// refused remembers judged merges by the sizes the clusters had.
	refused map[[2]int][2]int
}

// edge is a pair of mentions that something speaks for.
type edge struct {
	key    [2]int
	weight float64
}

func newClusters(reports []Report, rulings []Ruling) *clusters {
	c := &clusters{parts: map[int][]int{}, apart: map[[2]int]bool{}, refused: map[[2]int][2]int{}}
	index := map[credence.MentionID]int{}
	for i, r := range reports {
		c.facts = append(c.facts, newFacts(r))
		c.owner = append(c.owner, i)
		c.parts[i] = []int{i}
		index[r.Mention.ID] = i
	}
	ruled := map[int]bool{}
	for _, r := range rulings {
		a, okA := index[r.A]
		b, okB := index[r.B]
		if !okA || !okB || a == b {
			continue
		}
		ruled[a], ruled[b] = true, true
		if r.Same {
			c.same = append(c.same, order(a, b))
		} else {
			c.apart[order(a, b)] = true
		}
	}
	slices.SortFunc(c.same, func(x, y [2]int) int { return slices.Compare(x[:], y[:]) })
	c.weighPairs(c.joinCopies(ruled))
	return c
}

// joinCopies puts the like mentions of documents that copy one another into
// one cluster, unless a person ruled on them, and gives one of each.
func (c *clusters) joinCopies(ruled map[int]bool) []int {
	first := map[string]int{}
	var heads []int
	for i := range c.facts {
		key := c.facts[i].copyKey()
		if head, seen := first[key]; seen && !ruled[i] {
			c.join(c.owner[head], i)
			continue
		}
		if !ruled[i] {
			first[key] = i
		}
		heads = append(heads, i)
	}
	return heads
}

// weighPairs weighs the pairs that share a day or touch, sweeping over days.
func (c *clusters) weighPairs(heads []int) {
	heads = slices.DeleteFunc(heads, func(i int) bool { return c.facts[i].first == 0 })
	slices.SortFunc(heads, func(a, b int) int {
		return cmp.Or(cmp.Compare(c.facts[a].first, c.facts[b].first), cmp.Compare(a, b))
	})
	var open []int
	for _, i := range heads {
		first := c.facts[i].first
		open = slices.DeleteFunc(open, func(j int) bool { return c.facts[j].last+1 < first })
		for _, j := range open {
			if w := c.weighPair(i, j); w > 0 {
				c.edges = append(c.edges, edge{order(i, j), w})
			}
		}
		open = append(open, i)
	}
	slices.SortFunc(c.edges, func(a, b edge) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), slices.Compare(a.key[:], b.key[:]))
	})
}

// weighPair weighs two mentions; one text keeps its own incidents apart.
func (c *clusters) weighPair(i, j int) float64 {
	if c.facts[i].document == c.facts[j].document || c.apart[order(i, j)] {
		return forbidden
	}
	return weigh(&c.facts[i], &c.facts[j])
}

// merge follows the rulings, then the favourable pairs from the best down.
func (c *clusters) merge() {
	for _, s := range c.same {
		c.join(c.owner[s[0]], c.owner[s[1]])
	}
	for _, e := range c.edges {
		a, b := c.owner[e.key[0]], c.owner[e.key[1]]
		if a != b && c.belong(a, b) {
			c.join(a, b)
		}
	}
}

// belong reports whether the mean weight between the clusters is positive and
// no pair is forbidden.
func (c *clusters) belong(a, b int) bool {
	key := order(a, b)
	sizes := [2]int{len(c.parts[key[0]]), len(c.parts[key[1]])}
	if c.refused[key] == sizes {
		return false
	}
	total := 0.0
	for _, i := range c.parts[a] {
		for _, j := range c.parts[b] {
			w := c.weighPair(i, j)
			if w == forbidden {
				c.refused[key] = sizes
				return false
			}
			total += w
		}
	}
	if total <= 0 {
		c.refused[key] = sizes
	}
	return total > 0
}

// join moves the mentions of the later cluster into the earlier one.
func (c *clusters) join(a, b int) {
	if a == b {
		return
	}
	a, b = min(a, b), max(a, b)
	for _, m := range c.parts[b] {
		c.owner[m] = a
	}
	c.parts[a] = append(c.parts[a], c.parts[b]...)
	slices.Sort(c.parts[a])
	delete(c.parts, b)
}

// groups gives the clusters, each sorted, in order of their first mention.
func (c *clusters) groups() [][]int {
	out := make([][]int, 0, len(c.parts))
	for _, members := range c.parts {
		out = append(out, members)
	}
	slices.SortFunc(out, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return out
}

func order(a, b int) [2]int { return [2]int{min(a, b), max(a, b)} }

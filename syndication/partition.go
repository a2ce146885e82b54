package syndication

import (
	"cmp"
	"slices"

	"github.com/credence-project/credence"
)

// Partition parts documents into groups that go back to one text each: by
// rulings first, then by links, the strongest first, so long as no two
// documents come together that were ruled not the same. A link between
// documents not listed is left out. The rulings are in order of time. The
// result depends on nothing but what is given: groups and their members are
// in order of identifier.
func Partition(ids []credence.DocumentID, links []Link, rulings []Ruling) [][]credence.DocumentID {
	f := newForest(ids)
	holds := standing(rulings)
	pairs := sortedPairs(holds)
	for _, p := range pairs {
		if holds[p] == NotSame {
			f.part(p[0], p[1])
		}
	}
	for _, p := range pairs {
		if holds[p] == Same {
			f.join(p[0], p[1])
		}
	}
	order := slices.Clone(links)
	slices.SortFunc(order, func(k, l Link) int {
		return cmp.Or(cmp.Compare(l.strength(), k.strength()), cmp.Compare(l.Words, k.Words), byEnds(k, l))
	})
	for _, l := range order {
		if l.Joins() {
			f.join(l.A, l.B)
		}
	}
	return f.groups()
}

func sortedPairs(m map[[2]credence.DocumentID]Verdict) [][2]credence.DocumentID {
	out := make([][2]credence.DocumentID, 0, len(m))
	for p := range m {
		out = append(out, p)
	}
	slices.SortFunc(out, func(p, q [2]credence.DocumentID) int {
		return cmp.Or(cmp.Compare(p[0], q[0]), cmp.Compare(p[1], q[1]))
	})
	return out
}

// forest joins documents to groups, and keeps those apart that must be.
type forest struct {
	ids   []credence.DocumentID
	place map[credence.DocumentID]int
	root  []int
	foes  []map[int]bool // by root: roots it may not join
}

func newForest(ids []credence.DocumentID) *forest {
	f := &forest{ids: slices.Compact(slices.Sorted(slices.Values(ids))), place: map[credence.DocumentID]int{}}
	f.root = make([]int, len(f.ids))
	f.foes = make([]map[int]bool, len(f.ids))
	for i, id := range f.ids {
		f.place[id], f.root[i] = i, i
	}
	return f
}

func (f *forest) find(i int) int {
	for f.root[i] != i {
		f.root[i] = f.root[f.root[i]]
		i = f.root[i]
	}
	return i
}

// both gives the roots of two documents, if both are known.
func (f *forest) both(a, b credence.DocumentID) (int, int, bool) {
	i, ok := f.place[a]
	j, ok2 := f.place[b]
	if !ok || !ok2 {
		return 0, 0, false
	}
	return f.find(i), f.find(j), true
}

func (f *forest) part(a, b credence.DocumentID) {
	i, j, ok := f.both(a, b)
	if !ok || i == j {
		return
	}
	for _, p := range [][2]int{{i, j}, {j, i}} {
		if f.foes[p[0]] == nil {
			f.foes[p[0]] = map[int]bool{}
		}
		f.foes[p[0]][p[1]] = true
	}
}

func (f *forest) join(a, b credence.DocumentID) {
	i, j, ok := f.both(a, b)
	if !ok || i == j || f.foes[i][j] {
		return
	}
	i, j = min(i, j), max(i, j)
	f.root[j] = i
	for foe := range f.foes[j] {
		delete(f.foes[foe], j)
		f.foes[foe][i] = true
		if f.foes[i] == nil {
			f.foes[i] = map[int]bool{}
		}
		f.foes[i][foe] = true
	}
}

func (f *forest) groups() [][]credence.DocumentID {
	by := map[int][]credence.DocumentID{}
	for i, id := range f.ids {
		r := f.find(i)
		by[r] = append(by[r], id)
	}
	var out [][]credence.DocumentID
	for i := range f.ids {
		if g := by[i]; len(g) > 0 {
			out = append(out, g)
		}
	}
	return out
}

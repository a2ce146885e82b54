package syndication

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/credence-project/credence"
)

// Memory is a [Shelf] and [Ledger] in memory.
type Memory struct {
	documents map[credence.DocumentID]credence.Document
	order     []credence.DocumentID
	posts     map[uint32][]uint32 // key to places in order
	links     map[credence.DocumentID]map[credence.DocumentID]Link
	stock     map[credence.OriginID]map[uint32]int
	rulings   map[credence.DocumentID][]Ruling
}

// NewMemory gives an empty one.
func NewMemory() *Memory {
	return &Memory{
		documents: map[credence.DocumentID]credence.Document{},
		posts:     map[uint32][]uint32{},
		links:     map[credence.DocumentID]map[credence.DocumentID]Link{},
		stock:     map[credence.OriginID]map[uint32]int{},
		rulings:   map[credence.DocumentID][]Ruling{},
	}
}

// Put implements [Shelf].
func (m *Memory) Put(_ context.Context, t *Text, d credence.Document) (bool, error) {
	if _, ok := m.documents[t.Document]; ok {
		return false, nil
	}
	m.documents[t.Document] = d
	if !t.HasArticle() {
		return true, nil
	}
	m.order = append(m.order, t.Document)
	for _, k := range t.Signature {
		m.posts[k] = append(m.posts[k], uint32(len(m.order)-1))
	}
	return true, nil
}

// Holders implements [Shelf].
func (m *Memory) Holders(_ context.Context, keys []uint32, limit int) ([]Holder, error) {
	lists := make([][]uint32, len(keys))
	for i, k := range keys {
		lists[i] = m.posts[k]
	}
	counts := CountShared(lists)
	least := min(2, len(keys))
	var out []Holder
	for n, c := range counts {
		if c >= least {
			out = append(out, Holder{m.order[n], c})
		}
	}
	slices.SortFunc(out, MoreShared)
	return out[:min(limit, len(out))], nil
}

// commonKey is the number of documents above which a key says little.
const commonKey = 1000

// CountShared counts in how many of the lists each document stands; there is
// one list for each key, of the numbers of the documents that hold it. The
// lists of common keys find nobody by themselves, so that a stock phrase does
// not bring in ten thousand documents, unless a quarter of the keys are common:
// then the text itself is.
func CountShared(lists [][]uint32) map[uint32]int {
	counts := map[uint32]int{}
	common := 0
	for _, l := range lists {
		if len(l) > commonKey {
			common++
			continue
		}
		for _, n := range l {
			counts[n]++
		}
	}
	all := 4*common >= len(lists)
	for _, l := range lists {
		if len(l) <= commonKey {
			continue
		}
		for _, n := range l {
			if have := counts[n]; all || have > 0 {
				counts[n] = have + 1
			}
		}
	}
	return counts
}

// MoreShared is the order in which [Shelf.Holders] gives documents.
func MoreShared(a, b Holder) int {
	return cmp.Or(cmp.Compare(b.Shared, a.Shared), cmp.Compare(a.Document, b.Document))
}

// Document implements [Shelf].
func (m *Memory) Document(_ context.Context, id credence.DocumentID) (credence.Document, error) {
	d, ok := m.documents[id]
	if !ok {
		return d, fmt.Errorf("document %s: %w", id, credence.ErrNotFound)
	}
	return d, nil
}

// Links implements [Ledger].
func (m *Memory) Links(_ context.Context, id credence.DocumentID) ([]Link, error) {
	var out []Link
	for _, l := range m.links[id] {
		out = append(out, l)
	}
	slices.SortFunc(out, byEnds)
	return out, nil
}

// Joined implements [Ledger].
func (m *Memory) Joined(_ context.Context, id credence.DocumentID) ([]credence.DocumentID, error) {
	seen := map[credence.DocumentID]bool{id: true}
	all := []credence.DocumentID{id}
	for n := 0; n < len(all); n++ {
		for other, l := range m.links[all[n]] {
			if l.Joins() && !seen[other] {
				seen[other] = true
				all = append(all, other)
			}
		}
	}
	return all, nil
}

// SetLinks implements [Ledger].
func (m *Memory) SetLinks(_ context.Context, id credence.DocumentID, links []Link) error {
	for other := range m.links[id] {
		delete(m.links[other], id)
	}
	delete(m.links, id)
	for _, l := range links {
		for _, end := range []credence.DocumentID{l.A, l.B} {
			if m.links[end] == nil {
				m.links[end] = map[credence.DocumentID]Link{}
			}
			m.links[end][l.other(end)] = l
		}
	}
	return nil
}

// Stock implements [Ledger].
func (m *Memory) Stock(_ context.Context, publisher credence.OriginID, keys []uint32) (map[uint32]int, error) {
	known := m.stock[publisher]
	if len(known) == 0 {
		return nil, nil
	}
	out := map[uint32]int{}
	for _, k := range keys {
		if n := known[k]; n > 0 {
			out[k] = n
		}
	}
	return out, nil
}

// AddStock implements [Ledger].
func (m *Memory) AddStock(_ context.Context, publisher credence.OriginID, add map[uint32]int) error {
	if m.stock[publisher] == nil {
		m.stock[publisher] = map[uint32]int{}
	}
	for k, n := range add {
		m.stock[publisher][k] += n
	}
	return nil
}

// Rulings implements [Ledger].
func (m *Memory) Rulings(_ context.Context, id credence.DocumentID) ([]Ruling, error) {
	return m.rulings[id], nil
}

// AddRuling keeps a ruling of an analyst.
func (m *Memory) AddRuling(r Ruling) {
	for _, id := range []credence.DocumentID{r.A, r.B} {
		m.rulings[id] = append(m.rulings[id], r)
		slices.SortStableFunc(m.rulings[id], byTime)
	}
}

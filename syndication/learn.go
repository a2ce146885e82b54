package syndication

import (
	"context"
	"slices"

	"github.com/credence-project/credence"
)

// Stock text is also learned: what two pages share although they tell
// different stories is the frame of their publisher, or a paragraph that is
// used again and again. One such pair is enough for pages of one publisher,
// whose frame it is; a passage that goes round among publishers takes several.
// Evidence is added up for each key and never taken back, and it does not
// depend on what was learned before, so the end is the same whatever the order
// of arrival.
const (
	enoughOfOne = 1 // pairs of pages of one publisher
	enoughOfAll = 3 // pairs of pages of any
)

// everywhere is the scope of what was learned of all publishers together.
const everywhere credence.OriginID = ""

// learn adds to the evidence for stock text what a new document shows when it
// is set beside others. It gives the documents to compare again because text
// of theirs became stock.
func (x *Index) learn(ctx context.Context, t *Text, near []pair) ([]credence.DocumentID, error) {
	own, all := map[uint32]int{}, map[uint32]int{}
	for _, p := range near {
		for _, k := range p.stockEvidence() {
			all[k]++
			if p.other.Publisher == t.Publisher {
				own[k]++
			}
		}
	}
	var crossed []uint32
	if t.Publisher != everywhere && len(own) > 0 {
		k, err := x.addStock(ctx, t.Publisher, t.Signature, own, enoughOfOne)
		if err != nil {
			return nil, err
		}
		crossed = append(crossed, k...)
	}
	if len(all) > 0 {
		k, err := x.addStock(ctx, everywhere, t.Signature, all, enoughOfAll)
		if err != nil {
			return nil, err
		}
		crossed = append(crossed, k...)
	}
	return x.holdersOf(ctx, t, crossed)
}

// holdersOf gives the other documents that hold one of the keys.
func (x *Index) holdersOf(ctx context.Context, t *Text, keys []uint32) ([]credence.DocumentID, error) {
	if len(keys) > 0 {
		x.stock = nil // no longer true
	}
	var out []credence.DocumentID
	for _, k := range keys {
		holders, err := x.Shelf.Holders(ctx, []uint32{k}, maxCandidates)
		if err != nil {
			return nil, err
		}
		for _, h := range holders {
			if h.Document != t.Document {
				out = append(out, h.Document)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// addStock adds to the evidence of a scope and gives the keys that became
// stock by it.
func (x *Index) addStock(ctx context.Context, scope credence.OriginID, keys []uint32, add map[uint32]int, enough int) ([]uint32, error) {
	before, err := x.Ledger.Stock(ctx, scope, keys)
	if err != nil {
		return nil, err
	}
	var crossed []uint32
	for k, n := range add {
		switch {
		case before[k] >= enough:
			delete(add, k)
		case before[k]+n >= enough:
			crossed = append(crossed, k)
		}
	}
	slices.Sort(crossed)
	return crossed, x.Ledger.AddStock(ctx, scope, add)
}

func (t *Text) holds(key uint32) bool {
	_, ok := slices.BinarySearch(t.Signature, key)
	return ok
}

// stockEvidence gives the keys of text that two documents share although they
// tell different stories: their titles have nothing in common, and neither has
// the beginning of the other.
func (p pair) stockEvidence() []uint32 {
	a, b, al := p.a, p.b, p.found
	if len(al.passages) == 0 {
		return nil
	}
	if _, apart := sameStory(a, b, tally(a, b, al, nil, nil)); !apart {
		return nil
	}
	var out []uint32
	for _, p := range a.places {
		last := p.word + shingleWords - 1
		if al.inA[p.word] && al.inA[last] && a.words[p.word].mark&quoted == 0 && b.holds(p.key) {
			out = append(out, p.key)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// stockWords marks the words that belong to learned stock: a sentence, or
// line, most of whose keys are stock, and what lies between two such. It gives
// nil if there is none.
func stockWords(t *Text, learned map[uint32]bool) []bool {
	if len(learned) == 0 {
		return nil
	}
	hit := make([]int, len(t.segments))
	all := make([]int, len(t.segments))
	any := false
	seg := 0
	for _, p := range t.places {
		for seg+1 < len(t.segments) && p.word >= t.segments[seg].last {
			seg++
		}
		all[seg]++
		if learned[p.key] {
			hit[seg]++
			any = true
		}
	}
	if !any {
		return nil
	}
	out := make([]bool, len(t.words))
	last := -1 // the last segment that is stock
	for k, s := range t.segments {
		if all[k] == 0 {
			continue
		}
		if 2*hit[k] <= all[k] {
			last = -1
			continue
		}
		from := s.first
		if last >= 0 {
			from = t.segments[last].last
		}
		for i := from; i < s.last; i++ {
			out[i] = true
		}
		last = k
	}
	return out
}

// place is where a key of the signature stands: the first word of its shingle.
type place struct {
	key  uint32
	word int
}

// locate finds the places of the keys of the signature.
func (t *Text) locate() {
	var w [shingleWords]uint64
	for i := range t.words {
		w[i%shingleWords] = uint64(t.words[i].hash)
		if i+1 < shingleWords {
			continue
		}
		if k := uint32(shingle(&w, i+1)); t.holds(k) {
			t.places = append(t.places, place{k, i + 1 - shingleWords})
		}
	}
}

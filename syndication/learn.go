package syndication

import (
	"context"
	"slices"

	"github.com/credence-project/credence"
)

// Stock text is also learned: what two pages of one publisher share although
// they tell different stories is the publisher's frame, or a paragraph of
// background that it uses again. Evidence is added up for each key and never
// taken back, and it does not depend on what was learned before, so the end is
// the same whatever the order of arrival.
const (
	enoughEvidence = 6 // from here on a key counts as stock
	apartEvidence  = 6 // for a pair that is no copy by what it shares
	titleEvidence  = 1 // for a pair that would be one, but whose titles have nothing in common
)

// learn adds to the evidence for stock text what a new document shows when it
// is set beside others of its publisher. It gives the documents to compare
// again because text of theirs became stock.
func (x *Index) learn(ctx context.Context, t *Text, near []*Text) ([]credence.DocumentID, error) {
	if t.Publisher == "" {
		return nil, nil
	}
	add := map[uint32]int{}
	for _, o := range near {
		if o.Publisher != t.Publisher {
			continue
		}
		for k, n := range stockEvidence(t, o) {
			add[k] += n
		}
	}
	if len(add) == 0 {
		return nil, nil
	}
	before, err := x.Ledger.Stock(ctx, t.Publisher, t.Signature)
	if err != nil {
		return nil, err
	}
	var crossed []uint32
	for k, n := range add {
		if before[k] < enoughEvidence && before[k]+n >= enoughEvidence {
			crossed = append(crossed, k)
		}
		if before[k] >= enoughEvidence {
			delete(add, k)
		}
	}
	if err := x.Ledger.AddStock(ctx, t.Publisher, add); err != nil {
		return nil, err
	}
	var again []credence.DocumentID
	for _, o := range near {
		if o.Publisher == t.Publisher && slices.ContainsFunc(crossed, o.holds) {
			again = append(again, o.Document)
		}
	}
	slices.Sort(again)
	return again, nil
}

func (t *Text) holds(key uint32) bool {
	_, ok := slices.BinarySearch(t.Signature, key)
	return ok
}

// stockEvidence gives the keys of text that two documents of one publisher
// share although they tell different stories.
func stockEvidence(a, b *Text) map[uint32]int {
	if a.Document > b.Document {
		a, b = b, a
	}
	al := align(a, b)
	s := tally(a, b, al, nil, nil)
	c := Comparison{CoveredA: share(s.narrative, s.freshA), CoveredB: share(s.narrative, s.freshB)}
	weight := 0
	joined, _ := joins(a, b, s, c)
	apart := titlesApart(a, b)
	switch {
	case !joined && s.narrative+s.stock > 0:
		weight = apartEvidence
	case joined && apart && min(c.CoveredA, c.CoveredB) < 0.8:
		weight = titleEvidence
	default:
		return nil
	}
	out := map[uint32]int{}
	for _, p := range a.places {
		if p.word+shingleWords <= len(al.inA) && al.inA[p.word] && al.inA[p.word+shingleWords-1] && a.words[p.word].mark&quoted == 0 && b.holds(p.key) {
			out[p.key] = weight
		}
	}
	return out
}

// titlesApart reports whether both documents have titles, and these have
// hardly a word in common.
func titlesApart(a, b *Text) bool {
	if len(a.title) < 2 || len(b.title) < 2 {
		return false
	}
	return titleShared(a, b)*3 < min(len(a.title), len(b.title))
}

func titleShared(a, b *Text) int {
	n := 0
	for i, h := range a.title {
		if slices.Contains(b.title, h) && !slices.Contains(a.title[:i], h) {
			n++
		}
	}
	return n
}

// stockWords marks the words that belong to learned stock: a sentence, or
// line, most of whose keys are stock, and what lies between two such. It gives
// nil if there is none.
func stockWords(t *Text, learned func(credence.OriginID, uint32) bool) []bool {
	if learned == nil || t.Publisher == "" {
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
		if learned(t.Publisher, p.key) {
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

package extract

import (
	"math/bits"

	"github.com/credence-project/credence/lang"
)

// ruleSet is a set of rules by their number.
type ruleSet []uint64

// verbIndex gives the rules whose verb a clause has, so that the others need
// not be looked at.
type verbIndex struct {
	all    ruleSet // rules that take any verb
	byCue  [64]ruleSet
	byWord map[lang.Word]ruleSet
}

func indexVerbs(rules []rule) verbIndex {
	x := verbIndex{all: make(ruleSet, len(rules)/64+1), byWord: map[lang.Word]ruleSet{}}
	for c := range x.byCue {
		x.byCue[c] = make(ruleSet, len(x.all))
	}
	for i := range rules {
		r, at, bit := &rules[i], i/64, uint64(1)<<(i%64)
		if r.verb == 0 && r.verbs == nil {
			x.all[at] |= bit
		}
		for c := range x.byCue {
			if r.verb>>c&1 != 0 {
				x.byCue[c][at] |= bit
			}
		}
		for w := range lang.Word(len(r.verbs) * 64) {
			if !r.verbs.Has(w) {
				continue
			}
			if x.byWord[w] == nil {
				x.byWord[w] = make(ruleSet, len(x.all))
			}
			x.byWord[w][at] |= bit
		}
	}
	return x
}

// rules appends the rules that take the verb of chunk c, in their order.
func (x *verbIndex) rules(to []int, c *chunk, t *lang.Text) []int {
	if c.kind != chunkVerb {
		return to
	}
	word := x.byWord[t.Tokens[c.head].Word]
	for at, set := range x.all {
		for cues := uint64(c.cues); cues != 0; cues &= cues - 1 {
			set |= x.byCue[bits.TrailingZeros64(cues)][at]
		}
		if word != nil {
			set |= word[at]
		}
		for ; set != 0; set &= set - 1 {
			to = append(to, at*64+bits.TrailingZeros64(set))
		}
	}
	return to
}

package extract

import (
	"math/bits"

	"github.com/credence-project/credence/lang"
)

// ruleSet is a set of rules by their number.
type ruleSet []uint64

// verbIndex gives the rules whose verb a clause has, and not what they rule
// out at first sight, so that the others need not be looked at.
type verbIndex struct {
	barred [barCount]ruleSet
	all    ruleSet // rules that take any verb
	byCue  [64]ruleSet
	byWord []ruleSet // by lang.Word, as far as one has rules
}

// What bars rules from a clause.
const (
	barNoAux = iota
	barNegated
	barPositive
	barPassive
	barActive
	barNoSubject
	barNoObject
	barNoAgent
	barNoAbove
	barCount
)

// bars tells which bars stand for a clause.
func bars(f *frame, c *chunk) [barCount]bool {
	return [barCount]bool{
		barNoAux: !c.aux, barNegated: f.neg, barPositive: !f.neg, barPassive: f.passive, barActive: !f.passive,
		barNoSubject: f.subj < 0, barNoObject: f.obj < 0, barNoAgent: f.by < 0, barNoAbove: f.gov < 0,
	}
}

// barredBy tells which bars hold for a rule.
func barredBy(r *rule) [barCount]bool {
	wants := func(t *nounTest) bool { return t != nil && !t.absent }
	return [barCount]bool{
		barNoAux: r.aux, barNegated: r.neg == -1, barPositive: r.neg == 1, barPassive: r.passive == -1, barActive: r.passive == 1,
		barNoSubject: wants(r.subj), barNoAbove: r.above != 0,
		// Who the subject is has to be found out first: that may bring in an entity.
		barNoObject: wants(r.obj) && r.subj == nil, barNoAgent: wants(r.by) && r.subj == nil && r.obj == nil,
	}
}

func indexVerbs(rules []rule) verbIndex {
	x := verbIndex{all: make(ruleSet, len(rules)/64+1)}
	for c := range x.byCue {
		x.byCue[c] = make(ruleSet, len(x.all))
	}
	for b := range x.barred {
		x.barred[b] = make(ruleSet, len(x.all))
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
		for b, holds := range barredBy(r) {
			if holds {
				x.barred[b][at] |= bit
			}
		}
		for w := range lang.Word(len(r.verbs) * 64) {
			if !r.verbs.Has(w) {
				continue
			}
			for int(w) >= len(x.byWord) {
				x.byWord = append(x.byWord, nil)
			}
			if x.byWord[w] == nil {
				x.byWord[w] = make(ruleSet, len(x.all))
			}
			x.byWord[w][at] |= bit
		}
	}
	return x
}

// rules appends the rules that may fit frame f with its verb c, in their order.
func (x *verbIndex) rules(to []int, f *frame, c *chunk, t *lang.Text) []int {
	if c.kind != chunkVerb {
		return to
	}
	against := bars(f, c)
	var word ruleSet
	if w := int(t.Tokens[c.head].Word); w < len(x.byWord) {
		word = x.byWord[w]
	}
	for at, set := range x.all {
		for cues := uint64(c.cues); cues != 0; cues &= cues - 1 {
			set |= x.byCue[bits.TrailingZeros64(cues)][at]
		}
		if word != nil {
			set |= word[at]
		}
		for b, stands := range against {
			if stands {
				set &^= x.barred[b][at]
			}
		}
		for ; set != 0; set &= set - 1 {
			to = append(to, at*64+bits.TrailingZeros64(set))
		}
	}
	return to
}

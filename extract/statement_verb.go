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
	subj   gate      // for the classes of the subject
	behind gate      // and for those of the words behind the verb
}

// gate lets rules through that want one of some classes, if one is there.
type gate struct {
	open ruleSet     // rules that want none of the sort
	by   [64]ruleSet // rules that a class lets through
}

func newGate(words int) gate {
	g := gate{open: make(ruleSet, words)}
	for at := range g.open {
		g.open[at] = ^uint64(0)
	}
	for c := range g.by {
		g.by[c] = make(ruleSet, words)
	}
	return g
}

// add enters a rule that wants one of the classes.
func (g *gate) add(rule int, wants cue) {
	at, bit := rule/64, uint64(1)<<(rule%64)
	g.open[at] &^= bit
	for c := uint64(wants); c != 0; c &= c - 1 {
		g.by[bits.TrailingZeros64(c)][at] |= bit
	}
}

// through gives the rules of word at that the classes let through.
func (g *gate) through(at int, classes cue) uint64 {
	set := g.open[at]
	for c := uint64(classes); c != 0; c &= c - 1 {
		set |= g.by[bits.TrailingZeros64(c)][at]
	}
	return set
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

// gates enters a rule into the gates for what it must have, as far as looking
// for it brings in no entity and nothing that does is looked for before.
func (x *verbIndex) gates(i int, r *rule) {
	if t := r.subj; t != nil && t.special == 0 && !t.absent {
		x.subj.add(i, t.cues)
	}
	if !r.subj.plain() || !r.obj.plain() || !r.by.plain() {
		return
	}
	for k := range r.tail {
		if t := &r.tail[k]; t.words == nil {
			x.behind.add(i, t.cues)
			return
		}
	}
}

// plain reports whether a test of a noun phrase brings in no entity.
func (t *nounTest) plain() bool {
	return t == nil || t.special&(testActor|testNamed|testArmed|testAccused) == 0
}

func indexVerbs(rules []rule) verbIndex {
	words := len(rules)/64 + 1
	x := verbIndex{all: make(ruleSet, words), subj: newGate(words), behind: newGate(words)}
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
		x.gates(i, r)
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

// aptRules fills s.apt with the rules that may fit frame f, in their order.
func (s *scratch) aptRules(f *frame) {
	x, c := &s.x.verbs, &s.chunks[f.verb]
	s.apt = s.apt[:0]
	if c.kind != chunkVerb {
		return
	}
	subj := cue(0)
	if f.subj >= 0 {
		if subj = s.chunks[f.subj].cues; s.chunks[f.subj].neg {
			subj |= cNobody
		}
	}
	against := bars(f, c)
	var word ruleSet
	if w := int(s.text.Tokens[c.head].Word); w < len(x.byWord) {
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
		if set != 0 {
			set &= x.subj.through(at, subj) & x.behind.through(at, s.behind.cues)
		}
		for ; set != 0; set &= set - 1 {
			s.apt = append(s.apt, at*64+bits.TrailingZeros64(set))
		}
	}
}

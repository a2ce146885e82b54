package event

import (
	"slices"

	"github.com/credence-project/credence/lexicon"
)

// callFeatures describes a person or thing by the words that its mentions, and
// the phrases in apposition to them, call it by.
func (r *reading) callFeatures(f *featureSet, mentions []int32) {
	f.reset()
	f.add(740, 0)
	for _, k := range mentions {
		r.callWords(f, k)
		if k+1 < int32(len(r.phrases)) && r.phrases[k+1].apposed == k {
			r.callWords(f, k+1)
		}
		if d := r.phrases[k].apposed; d >= 0 && r.hasName(k) != r.hasName(d) {
			r.callWords(f, d)
		}
	}
	slices.Sort(f.list)
	f.list = slices.Compact(f.list)
}

// callWords adds the words of phrase k that are no name, and of what hangs on
// it by "of".
func (r *reading) callWords(f *featureSet, k int32) {
	p := &r.phrases[k]
	last := p.head + 1
	if r.hasName(k) {
		last = p.name
	}
	head, former := int32(-1), uint32(0)
	for i := p.first; i < last; i++ {
		u := &r.units[i]
		if u.cat == catNominal && u.hash != 0 && (u.bits&isTitle == 0 || u.bits&isPerson != 0) {
			head = i
		}
		if u.bits&isFormer != 0 {
			former = 1
		}
	}
	if head < 0 {
		return
	}
	h := &r.units[head]
	f.add2(741, h.lemmaOr(), former)
	f.add2(742, uint32(h.person), former)
	f.add(743, uint32(h.thing))
	for i := p.first; i < head; i++ {
		if u := &r.units[i]; u.cat == catNominal && !u.name {
			r.callWord(f, u, h, former)
		}
	}
	for i := p.last; i < r.withOf(k); i++ {
		if u := &r.units[i]; u.hash != 0 && u.cat == catNominal {
			r.callWord(f, u, h, former)
		}
	}
	words := r.plain(p.first, head+1)
	if c, ok := lexicon.HumanTargets().Head(words); ok {
		f.add2(748, hashForm(c.ID), former)
	}
	if c, ok := lexicon.PhysicalTargets().Head(words); ok {
		f.add(749, hashForm(c.ID))
	}
}

// callWord adds a word beside the head.
func (r *reading) callWord(f *featureSet, u, head *unit, former uint32) {
	f.add(744, u.lemmaOr())
	f.add2(745, u.lemmaOr(), head.lemmaOr())
	f.add2(746, uint32(u.person)<<8|uint32(u.thing), former)
	if u.bits&isOrgHead != 0 {
		f.add2(747, uint32(head.person), 1)
	}
}

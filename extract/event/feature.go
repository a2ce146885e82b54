package event

import (
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// featureSet collects hashed features of one decision.
type featureSet struct{ list []uint32 }

func (f *featureSet) reset() { f.list = f.list[:0] }

// mix joins two hashes.
func mix(a, b uint32) uint32 {
	h := (a ^ b*0x85ebca6b) * 0xc2b2ae35
	return h ^ h>>15
}

// add puts in the feature of a template with a value.
func (f *featureSet) add(template uint32, value uint32) {
	f.list = append(f.list, mix(template*0x27d4eb2f+0x165667b1, value))
}

// add2 puts in a pair of values.
func (f *featureSet) add2(template uint32, a, b uint32) { f.add(template, mix(a, b)) }

// classKey condenses what a phrase is into a few bits.
func (c *chunker) classKey(p *phrase) uint32 {
	l := c.units[p.head].lexeme
	k := uint32(l.person) | uint32(l.thing)<<4 | uint32(l.weapon)<<8
	if p.bits&isPerp != 0 {
		k |= 1 << 13
	}
	if p.bits&isOrgHead != 0 {
		k |= 1 << 14
	}
	if p.name < p.last && p.name <= p.head {
		k |= 1 << 15
	}
	if p.actor != 0 {
		k |= 1 << 16
	}
	if p.bits&isEventNoun != 0 {
		k |= 1 << 17
	}
	if p.bits&isTalk != 0 {
		k |= 1 << 18
	}
	if p.date {
		k |= 1 << 19
	}
	if p.bits&isPlaceWord != 0 {
		k |= 1 << 20
	}
	if p.place != 0 {
		k |= 1 << 21
	}
	if k == 0 && c.units[p.head].bits == 0 {
		k = 1 << 22
	}
	return k
}

// verbKey is a verb group's lemma and voice; eventKey its event class.
func (c *chunker) verbKey(v int32) (lemma, event uint32) {
	if v < 0 {
		return 0, 0
	}
	g := &c.verbs[v]
	u := &c.units[g.main]
	voice := uint32(0)
	if g.passive {
		voice = 1
	}
	if g.gerund {
		voice |= 2
	}
	lemma = u.hash
	if u.lexeme != &noLexeme {
		lemma = u.lemma
	}
	return mix(lemma, voice+1), uint32(u.event)<<2 | voice
}

// roleFeatures describes phrase k for the decision what part it plays.
func (r *reading) roleFeatures(f *featureSet, k int) {
	c := &r.chunker
	p := &c.phrases[k]
	f.reset()
	f.add(0, 0)
	head := &c.units[p.head]
	hh := head.hash
	if head.lexeme != &noLexeme {
		hh = head.lemma
	}
	class := c.classKey(p)
	name := p.name < p.last && p.name <= p.head
	if !name {
		f.add(1, hh)
	} else {
		f.add(2, min(uint32(p.head+1-p.name), 5))
	}
	f.add(3, class)
	lp, le := c.verbKey(p.left)
	rp, re := c.verbKey(p.right)
	prep, above, aboveEvent := uint32(0), uint32(0), uint32(0)
	if p.prep >= 0 {
		prep = c.units[p.prep].hash
		if p.above >= 0 {
			u := &c.units[c.phrases[p.above].head]
			above, aboveEvent = u.hash, uint32(u.event)
		}
	}
	gl, gr := uint32(min(p.gapL, 3)), uint32(min(p.gapR, 3))
	f.add2(4, prep, class)
	f.add2(5, mix(prep, above), 7)
	f.add2(6, mix(prep, aboveEvent), class)
	f.add2(7, mix(prep, aboveEvent), 1)
	if p.left >= 0 {
		f.add2(8, mix(lp, prep), gl)
		f.add2(9, mix(le, prep), mix(gl, class))
		f.add2(10, mix(le, prep), gl)
		f.add2(11, le, class)
	} else {
		f.add(12, class)
	}
	if p.right >= 0 {
		f.add2(13, mix(rp, prep), gr)
		f.add2(14, mix(re, prep), mix(gr, class))
		f.add2(15, mix(re, prep), gr)
		f.add2(16, re, class)
	}
	f.add2(17, mix(le, re), class)
	r.contextFeatures(f, p, class)
	r.sentenceFeatures(f, p, class)
	r.insideFeatures(f, p, class)
	if p.apposed >= 0 {
		q := &c.phrases[p.apposed]
		f.add2(40, c.classKey(q), class)
		f.add2(41, c.units[q.head].hash, class)
	}
	if p.bracket {
		f.add(42, class)
	}
}

// contextFeatures are the tokens around the phrase.
func (r *reading) contextFeatures(f *featureSet, p *phrase, class uint32) {
	c := &r.chunker
	at := func(i int32) uint32 {
		if i < 0 || int(i) >= len(c.units) {
			return 1
		}
		if u := &c.units[i]; u.hash != 0 {
			return u.hash
		}
		return uint32(c.units[i].cat) + 2
	}
	f.add(20, at(p.first-1))
	f.add(21, at(p.last))
	f.add2(22, at(p.first-2), at(p.first-1))
	f.add2(23, at(p.last), at(p.last+1))
	f.add2(24, at(p.last), class)
	f.add2(25, at(p.first-1), class)
	// Nearest event words to the left and right, with their distance.
	for d, i := int32(1), p.first-1; d <= 12 && i >= 0 && c.text.Tokens[i].Sent == p.sent; d, i = d+1, i-1 {
		if e := c.units[i].event; e != 0 && c.units[i].bits&(isEventNoun|isEventVerb) != 0 {
			f.add2(26, uint32(e), mix(uint32(d/4), class))
			break
		}
	}
	for d, i := int32(0), p.last; d < 12 && int(i) < len(c.units) && c.text.Tokens[i].Sent == p.sent; d, i = d+1, i+1 {
		if e := c.units[i].event; e != 0 && c.units[i].bits&(isEventNoun|isEventVerb) != 0 {
			f.add2(27, uint32(e), mix(uint32(d/4), class))
			break
		}
	}
}

// sentenceFeatures are what else the sentence and the document speak of.
func (r *reading) sentenceFeatures(f *featureSet, p *phrase, class uint32) {
	s := &r.sents[p.sent]
	for e := range uint32(32) {
		if s.events&(1<<e) != 0 {
			f.add2(30, e, class)
			f.add(31, e)
		}
	}
	if s.events == 0 {
		f.add(32, class)
	}
	f.add2(33, uint32(min(p.sent, 6)), class)
	if s.quoted {
		f.add(37, class)
	}
	h := r.heads.at(r.chunker.units[p.head].hash)
	f.add2(38, uint32(min(h.events, 3)), class)
	f.add2(39, h.mask&0xff, class)
}

// heatFeatures are what has been decided about document and sentence.
func (r *reading) heatFeatures(f *featureSet, p *phrase) {
	class, heat := r.classKey(p), r.heat(p.sent)
	f.add2(34, heat, class)
	f.add(35, heat)
	f.add2(36, r.relevance, class)
	f.add(60, r.relevance)
	f.add2(61, r.relevance, heat)
}

// insideFeatures are the words of the phrase itself.
func (r *reading) insideFeatures(f *featureSet, p *phrase, class uint32) {
	c := &r.chunker
	for i := p.first; i < p.last; i++ {
		u := &c.units[i]
		if i != p.head && !u.name {
			f.add(50, u.hash)
			f.add2(51, u.hash, class)
		}
		if u.bits&isNation != 0 {
			f.add(52, class)
		}
	}
	if p.name <= p.head {
		r.nameFeatures(f, p, class)
	}
	u := &c.units[p.first]
	f.add2(53, uint32(u.cat), class)
	if c.units[p.head].bits&isPlural != 0 {
		f.add(54, class)
	}
	if c.text.Tokens[p.head].Has(lang.AllCaps) && p.head+1-p.first < 3 && p.last-p.head == 1 && c.text.Tokens[p.head].End-c.text.Tokens[p.head].Start <= 5 {
		f.add(55, class)
	}
}

// nameFeatures tell a person's name from that of a place or an outlet.
func (r *reading) nameFeatures(f *featureSet, p *phrase, class uint32) {
	first := &r.units[p.name]
	given, title := uint32(0), uint32(0)
	for i := p.name; i < p.head; i++ {
		if r.units[i].bits&isGiven != 0 {
			given++
		}
	}
	if p.name > p.first {
		switch b := r.units[p.name-1].bits; {
		case b&isTitle != 0:
			title = 1
		case b&isPerson != 0:
			title = 2
		case b&(isOrgHead|isThing|isPlaceWord) != 0:
			title = 3
		}
	}
	length := min(uint32(p.head+1-p.name), 5)
	if first.bits&isGiven != 0 {
		given |= 8
	}
	f.add2(56, given, length)
	f.add2(57, given, class)
	f.add2(58, title, given)
	switch w := r.text.Normal(int(p.name)); w {
	case "san", "santa", "santo", "puerto", "villa", "rio", "el", "la", "los", "las", "nueva", "radio":
		f.add2(59, first.hash, length)
		f.add2(59, 1, class)
	}
	prep := uint32(0)
	if p.prep >= 0 {
		prep = r.units[p.prep].hash
	}
	f.add2(62, prep, mix(given, title))
	f.add2(63, min(r.heads.at(r.units[p.head].hash).events, 3), mix(given, length))
}

// kindFeatures describes phrase k for the decision what became of the person
// or thing: all that its role rests on, and what hangs on it.
func (r *reading) kindFeatures(f *featureSet, k int) {
	r.roleFeatures(f, k)
	p := &r.phrases[k]
	head := r.units[p.head].lemmaOr()
	end := r.withOf(int32(k))
	for i := p.last; i < end; i++ {
		if u := &r.units[i]; u.hash != 0 {
			f.add(65, u.lemmaOr())
			f.add2(66, head, u.lemmaOr())
		}
	}
	for i := p.first; i < p.head; i++ {
		f.add2(67, head, r.units[i].lemmaOr())
	}
	if k+1 < len(r.phrases) && r.phrases[k+1].apposed == int32(k) {
		q := &r.phrases[k+1]
		for i := q.first; i < q.last; i++ {
			f.add(68, r.units[i].lemmaOr())
		}
	}
	if p.apposed >= 0 {
		q := &r.phrases[p.apposed]
		for i := q.first; i < q.last; i++ {
			f.add(69, r.units[i].lemmaOr())
		}
	}
	words := r.plain(p.first, p.head+1)
	if c, ok := lexicon.HumanTargets().Head(words); ok {
		f.add(70, hashForm(c.ID))
	}
	if c, ok := lexicon.PhysicalTargets().Head(words); ok {
		f.add(71, hashForm(c.ID))
		f.add2(72, hashForm(c.ID), head)
	}
}

package extract

import (
	"github.com/credence-project/credence"
)

// The classes of claim_mistake.txt.
const (
	mistakeForce uint = 1 << iota
	mistakeArm
	mistakeHit
	mistakeError
	mistakeRegret
	mistakeLapse
)

var mistakeClasses = []string{"force", "arm", "hit", "error", "regret", "lapse"}

// mistakeRule stands for the list of phrases.
var mistakeRule = rule{kind: credence.KindClaim, name: "own-mistake", plain: true, sure: true}

// ownMistakes makes a claim of each clause of the sentence in which a state or
// a force of one owns up to what it or its arms hit, in place of what was read
// there from the given candidate on: "the army admitted that its shell had hit
// the school".
func (s *scratch) ownMistakes(from, sent int) {
	for fi := range s.frames {
		f := &s.frames[fi]
		who, e := s.ownsUp(f)
		if e == noEntity {
			continue
		}
		for i := from; i < len(s.found); i++ {
			switch c := &s.found[i]; c.kind {
			case credence.KindClaim, credence.KindAccusation, credence.KindAttribution, credence.KindRetraction:
				c.replaced = c.replaced || c.frame == fi || c.frame == f.gov
			}
		}
		c := s.candidateFrom(credence.KindClaim, &mistakeRule, fi, sent)
		c.voice, c.bySubject = voice{ent: noEntity, person: noEntity}, false
		if s.chunks[who].cues&cSpokes != 0 {
			c.voice = s.voiceAt(who, f)
		}
		c.score, c.verb, c.tail, c.actor = 0.9, int(s.chunks[f.verb].first), s.tailEnd(f), e
		c.speaker = s.speaker(c.voice)
		s.found = append(s.found, c)
		s.note(&mistakeRule, e)
	}
}

// ownsUp gives the phrase of the state or force that owns up in the clause of
// f to a hit of its own, and its entity, noEntity if none does.
func (s *scratch) ownsUp(f *frame) (who int, e int32) {
	if s.chunks[f.verb].kind != chunkVerb || f.neg || f.unreal || s.unsaid(credence.KindClaim, f) || s.saysOf(s.clauseStart(f), s.tailEnd(f))&mistakeLapse != 0 {
		return -1, noEntity
	}
	if f.gov >= 0 && s.hits(f) {
		g := &s.frames[f.gov]
		if g.subj < 0 || g.neg || g.unreal || !s.admits(g) && s.saysOf(s.clauseStart(f), s.tailEnd(f))&mistakeError == 0 || !s.byItself(f, g) {
			return -1, noEntity
		}
		return g.subj, s.power(g.subj, g)
	}
	said := s.saysOf(int(s.chunks[f.verb].head)+1, s.tailEnd(f))
	if f.subj < 0 || f.passive || !s.admits(f) || !s.has(int(s.chunks[f.verb].head)+1, s.tailEnd(f), cAttack) || said&mistakeError == 0 {
		return -1, noEntity
	}
	return f.subj, s.power(f.subj, f) // "admitted a mistake in the strike"
}

// saysOf gives the classes of the phrases among tokens first..last-1.
func (s *scratch) saysOf(first, last int) (classes uint) {
	for j := first; j < last; j++ {
		class, _ := s.x.mistakes.at(s.text, j)
		classes |= class
	}
	return classes
}

// hits reports whether the verb of f is one of hitting somebody.
func (s *scratch) hits(f *frame) bool {
	return s.saysOf(int(s.chunks[f.verb].head), int(s.chunks[f.verb].head)+1)&mistakeHit != 0
}

// admits reports whether the verb of f is one of admitting or of regret.
func (s *scratch) admits(f *frame) bool {
	c := &s.chunks[f.verb]
	return c.cues&cAdmit != 0 || s.saysOf(int(c.head), int(c.head)+1)&mistakeRegret != 0
}

// byItself reports whether what does the deed in the clause of f is the one
// that speaks in g, or its arms: "it had", "its shell", "one of its drones".
func (s *scratch) byItself(f, g *frame) bool {
	ci := f.subj
	if f.passive {
		ci = f.by
	}
	if ci < 0 {
		return false
	}
	if ci == g.subj {
		return true
	}
	c := &s.chunks[ci]
	if s.numeral(c) && ci+2 < len(s.chunks) && s.chunks[ci+1].kind == chunkPrep && s.text.Role(int(s.chunks[ci+1].first)) == "of" {
		c = &s.chunks[ci+2]
	}
	if c.last-c.first == 1 && c.grams&gPronoun != 0 {
		w := s.text.Role(int(c.first))
		return w == "it" || w == "they" || w == "we"
	}
	switch s.text.Role(int(c.first)) {
	case "its", "their", "our":
		return s.saysOf(int(c.head), int(c.head)+1)&mistakeArm != 0 || s.saysOf(int(c.first)+1, int(c.last))&mistakeArm != 0
	}
	return false
}

// power gives the state or force for which the phrase stands or speaks,
// noEntity if it is none.
func (s *scratch) power(ci int, f *frame) int32 {
	c := &s.chunks[ci]
	e := noEntity
	switch {
	case c.name >= 0:
		e = s.names[c.name].entity
	case c.cues&cSpokes != 0 && s.saysOf(int(c.head), int(c.last))&mistakeForce == 0 && !s.forceNamed(s.nameWords(s.text.Slice(int(c.first), int(c.head)+1))):
		if e = s.attached(ci, f); e == noEntity {
			e = s.forceWithin(c)
		}
	default:
		if e = s.actorOf(ci, f); e == noEntity && s.forceNamed(s.nameWords(s.text.Slice(int(c.first), int(c.head)+1))) {
			e = s.described(c)
		}
	}
	if e == noEntity {
		return e
	}
	switch x := &s.entities[e]; x.kind {
	case entityState, entityOrgan:
		return e
	case entityDescribed:
		if s.forceNamed(x.words) {
			return e
		}
	case entityUnknown:
		if s.authorityName(e) || s.forceNamed(x.words) {
			return e
		}
	}
	return noEntity
}

// forceWithin gives the force that a noun before the head of the phrase names:
// "an army spokesman".
func (s *scratch) forceWithin(c *chunk) int32 {
	for j := c.head - 1; j >= c.first; j-- {
		if s.saysOf(int(j), int(j)+1)&mistakeForce != 0 {
			part := *c
			part.head, part.last = j, j+1
			return s.described(&part)
		}
	}
	return noEntity
}

// forceNamed reports whether the last word of a name is that of a force.
func (s *scratch) forceNamed(words []string) bool {
	n := len(words)
	return n > 0 && s.x.mistakes.has(words[n-1], mistakeForce) || n > 1 && s.x.mistakes.has(words[n-2]+" "+words[n-1], mistakeForce)
}

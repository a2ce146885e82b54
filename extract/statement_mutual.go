package extract

import (
	"slices"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
)

// The classes of claim_mutual.txt.
const (
	mutualEach uint = 1 << iota
	mutualRest
	mutualSides
	mutualTrade
	mutualBlame
)

var mutualClasses = []string{"each", "rest", "sides", "trade", "blame"}

// mutualRule stands for the list of phrases.
var mutualRule = rule{kind: credence.KindAccusation, name: "each-other", plain: true, sure: true}

// mostParties bounds how many may put an act on one another in one clause.
const mostParties = 4

// party is one of those who put an act on one another.
type party struct {
	entity int32
	chunk  int // -1 if the clause does not name it
}

// accuseEachOther makes each of those who put the act on one another in the
// sentence accused by the next of them, in place of what was read there from
// the given candidate on: "Ukraine and Russia blamed each other".
func (s *scratch) accuseEachOther(from, sent int) {
	for fi := range s.frames {
		f := &s.frames[fi]
		all := s.mutual(f)
		if len(all) < 2 {
			continue
		}
		for i := from; i < len(s.found); i++ {
			if c := &s.found[i]; c.frame == fi && c.kind != credence.KindDenial {
				c.replaced = true
			}
		}
		for i, p := range all {
			c := s.candidateFrom(credence.KindAccusation, &mutualRule, fi, sent)
			c.voice, c.bySubject = s.partyVoice(all[(i+1)%len(all)], f), false
			if all[0].chunk >= 0 {
				c.first = min(c.first, int(s.chunks[all[0].chunk].first))
			}
			c.score, c.verb, c.tail, c.listed = 0.9, int(s.chunks[f.verb].first), s.tailEnd(f), true
			v := c.voice
			s.ascribe(&c, p.entity)
			c.voice, c.speaker = v, s.speaker(v) // a group by another word too
			s.found = append(s.found, c)
			s.note(&mutualRule, p.entity)
		}
	}
}

// mutual gives those who put an act on one another in the clause of f, none if
// it says nothing of the kind.
func (s *scratch) mutual(f *frame) []party {
	c := &s.chunks[f.verb]
	if c.kind != chunkVerb || f.subj < 0 || f.subj > f.verb || f.neg || f.unreal || f.passive {
		return nil
	}
	sides := s.ofSides(f)
	said, end := s.saysMutual(f, sides)
	if !said || !s.ofAct(end, s.tailEnd(f)) {
		return nil
	}
	all := s.subjects(f)
	if len(all) < 2 && sides {
		all = s.sidesBefore(int(s.chunks[f.subj].first))
	}
	return all
}

// ofSides reports whether the subject of f is "both sides" and no more, or
// "each" stands between subject and verb: "A and B each accused".
func (s *scratch) ofSides(f *frame) bool {
	c := &s.chunks[f.subj]
	class, n := s.x.mutual.at(s.text, int(c.first))
	if class&mutualSides != 0 && n == int(c.last-c.first) {
		return true
	}
	class, _ = s.x.mutual.at(s.text, int(s.chunks[f.verb].first)-1)
	return f.subj+1 < f.verb && class&mutualSides != 0
}

// saysMutual reports whether the verb of f and the words behind it tell of
// blame each way, and the token behind those words. Where the subject is "both
// sides" or "each", "the other" will do.
func (s *scratch) saysMutual(f *frame, sides bool) (ok bool, end int) {
	c := &s.chunks[f.verb]
	verb, _ := s.x.mutual.at(s.text, int(c.head))
	blame := c.cues&(cBlameVerb|cPoint) != 0
	for j := int(c.head) + 1; j < s.tailEnd(f); j++ {
		class, n := s.x.mutual.at(s.text, j)
		switch {
		case n == 0:
			continue
		case class&mutualEach != 0 && blame, class&mutualRest != 0 && blame && sides:
			return true, j + n
		case class&mutualBlame == 0:
		case verb&mutualTrade != 0:
			return true, j + n // "traded accusations"
		default:
			blame = true // "laid the blame on each other"
		}
	}
	return false, 0
}

// ofAct reports whether what follows blame, tokens first..last-1 up to a comma,
// is an act of violence, or nothing at all.
func (s *scratch) ofAct(first, last int) bool {
	for j := first; j < last; j++ {
		if s.text.Word(j) == "," {
			last = j
		}
	}
	for j := first; j < last; j++ {
		if s.tags[j].cues&(cAttack|cAttackVerb|cDoVerb|cWeapon|cResp) != 0 || s.x.words.violent.Has(s.text.Tokens[j].Word) {
			return true
		}
	}
	for j := first; j < last; j++ {
		if s.tags[j].grams&gPrep != 0 && s.tags[j].grams&gTime == 0 {
			return j+1 < last && (s.text.Role(j+1) == "it" || s.text.Role(j+1) == "this" || s.dayOrMonth(j+1))
		}
	}
	return true
}

// subjects gives those whom a list before the verb of f names, in their order.
func (s *scratch) subjects(f *frame) []party {
	var all []party
	add := func(ci int) bool {
		e := s.accusable(ci, f)
		if e == noEntity || !s.mayAnswer(e) || slices.ContainsFunc(all, func(p party) bool { return p.entity == e }) {
			return false
		}
		all = append(all, party{e, ci})
		return true
	}
	if !add(f.subj) || f.also < 0 || !add(f.also) {
		return nil
	}
	for ci := f.also - 2; ci >= 0 && len(all) < mostParties && s.chunks[ci].kind == chunkNoun && s.chunks[ci+1].kind == chunkComma; ci -= 2 {
		if !add(ci) {
			break
		}
	}
	slices.Reverse(all)
	return all
}

// mayAnswer reports whether an entity is a group, a state or one of its organs,
// or is taken for one of them.
func (s *scratch) mayAnswer(e int32) bool {
	switch x := &s.entities[e]; x.kind {
	case entityGroup, entityState, entityOrgan, entityDescribed:
		return true
	case entityUnknown:
		return x.claimed || s.authorityName(e) || len(x.name) > 1 && strings.ToUpper(x.name) == x.name // no person is called in capitals
	}
	return false
}

// sidesBefore gives the two groups or states named last before token i, not as
// a place, within a few sentences.
func (s *scratch) sidesBefore(i int) []party {
	const sentences = 3
	var all []party
	at := s.text.Tokens[i].Sent
	for k := s.namesBefore(i) - 1; k >= 0 && len(all) < 2; k-- {
		n := &s.names[k]
		if at-s.text.Tokens[n.first].Sent > sentences {
			break
		}
		if !s.mayAnswer(n.entity) || n.first > 0 && s.ofPlace(int(n.first)-1) || s.text.Sentences[s.text.Tokens[n.first].Sent].Form == lang.Dateline {
			continue
		}
		if !slices.ContainsFunc(all, func(p party) bool { return p.entity == n.entity }) {
			all = append(all, party{n.entity, -1})
		}
	}
	slices.Reverse(all)
	return all
}

// partyVoice is one of them who speaks.
func (s *scratch) partyVoice(p party, f *frame) voice {
	v := voice{class: s.standing(p.entity), ent: p.entity, person: p.entity, chunk: -1, text: s.entities[p.entity].name}
	if p.chunk < 0 {
		return v
	}
	v.person = noEntity
	c := &s.chunks[p.chunk]
	if c.cues&(cAuthority|cOrgan) != 0 && s.entities[p.entity].kind != entityGroup {
		v.class = voiceState
	}
	v.chunk, v.first, v.last = p.chunk, c.first, c.last
	return v
}

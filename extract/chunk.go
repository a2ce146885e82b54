package extract

import (
	"github.com/credence-project/credence/lang"
)

// chunkKind is the kind of a chunk.
type chunkKind uint8

const (
	chunkNoun  chunkKind = iota // noun phrase
	chunkVerb                   // verb group
	chunkPrep                   // preposition
	chunkConj                   // and, or, but
	chunkThat                   // that, because, when: opens a clause
	chunkWho                    // which, who, that: opens a relative clause
	chunkComma                  // comma, dash or bracket
	chunkQuote                  // quotation mark
	chunkStop                   // semicolon, colon, full stop
	chunkTime                   // adverb or date
)

// chunk is a run of tokens first..last-1.
type chunk struct {
	kind        chunkKind
	first, last int32
	head        int32 // main token: the noun, the main verb
	cues        cue   // of the head
	grams       gram  // of the head
	neg         bool  // the verb is negated, the noun phrase is of no one
	passive     bool
	infinitive  bool
	modal       bool
	aux         bool // "was", "has" as a main verb
	name        int32
	owner       int32 // name before the head: "the ETA gunmen", "Iran's guards"; -1
	ownedBy     int8  // possessive pronoun or noun: see the owned constants
	quoted      bool
	paren       bool // opened by a bracket or dash: see chunkComma
}

const (
	ownedNot     int8 = iota
	ownedPronoun      // its, their
	ownedNoun         // the group's
)

// chunkSentence fills s.chunks with the chunks of tokens first..last-1.
func (s *scratch) chunkSentence(first, last int) {
	s.chunks = s.chunks[:0]
	for i := first; i < last; {
		i = s.nextChunk(i, last)
	}
}

// nextChunk appends the chunk at token i and gives the token behind it.
func (s *scratch) nextChunk(i, last int) int {
	tok, g := &s.text.Tokens[i], s.tags[i]
	if tok.Flags&lang.Punct != 0 && g.name < 0 {
		s.punct(i)
		return i + 1
	}
	if w := s.text.Role(i); (w == "both" || w == "each") && len(s.chunks) > 0 && s.chunks[len(s.chunks)-1].kind == chunkNoun && i+1 < last && g.name < 0 && s.tags[i+1].name < 0 && s.tags[i+1].grams&(gFinite|gAux) != 0 {
		s.add(chunkTime, i, i+1) // "A and B both claimed"
		return i + 1
	}
	if g.name >= 0 || s.opensNoun(i, last) {
		return s.nounPhrase(i, last)
	}
	if g.pgrams&gTime != 0 && i+int(g.phrase) <= last {
		s.add(chunkTime, i, i+int(g.phrase))
		return i + int(g.phrase)
	}
	switch {
	case s.verbAt(i, last):
		return s.verbGroup(i, last)
	case g.grams&gRel != 0 && s.relative(i):
		s.add(chunkWho, i, i+1)
	case g.grams&gSubord != 0 && (g.grams&gPrep == 0 || !s.ofParticiple(i) && s.clauseAhead(i+1, last)):
		s.add(chunkThat, i, i+1)
	case g.grams&gPrep != 0:
		n := 1
		if g.pgrams&gPrep != 0 || g.cues&cAccording != 0 {
			n = int(g.phrase) // "in the view of"
		}
		if s.text.Role(i) == "according" {
			n = 2
		}
		s.add(chunkPrep, i, min(i+n, last))
		return min(i+n, last)
	case g.grams&gConj != 0:
		s.add(chunkConj, i, i+1)
	case g.grams&gTime != 0 && i+1 < last && s.text.Role(i+1) == "'s":
		return s.nounPhrase(i, last)
	case g.grams&(gTime|gNeg) != 0 && g.cues&cNobody == 0:
		s.add(chunkTime, i, i+1)
	default:
		return s.nounPhrase(i, last)
	}
	return i + 1
}

func (s *scratch) add(k chunkKind, first, last int) *chunk {
	s.chunks = append(s.chunks, chunk{
		kind: k, first: int32(first), last: int32(last), head: int32(last - 1), cues: s.tags[last-1].cues,
		grams: s.tags[last-1].grams, name: -1, owner: -1, quoted: s.text.Tokens[first].Flags&lang.InQuote != 0,
	})
	return &s.chunks[len(s.chunks)-1]
}

func (s *scratch) punct(i int) {
	tok := &s.text.Tokens[i]
	switch {
	case tok.Flags&(lang.OpenQuote|lang.EndQuote) != 0:
		s.add(chunkQuote, i, i+1)
	default:
		switch s.text.Word(i) {
		case ",":
			s.add(chunkComma, i, i+1)
		case "(", ")", "[", "]", "—", "–", "--", "-":
			s.add(chunkComma, i, i+1).paren = true
		case ";", ":", ".", "!", "?", "…", "...":
			s.add(chunkStop, i, i+1)
		default:
			s.add(chunkTime, i, i+1)
		}
	}
}

// ofParticiple reports whether "as", "after" or "for" at i belongs to the verb
// before it and opens no clause: "disguised as", "named after".
func (s *scratch) ofParticiple(i int) bool {
	n := len(s.chunks)
	if n == 0 || s.chunks[n-1].kind != chunkVerb {
		return false
	}
	verb := s.text.Role(int(s.chunks[n-1].head))
	switch s.text.Role(i) {
	case "as":
		return s.hinged(int(s.chunks[n-1].head), hGuise)
	case "after", "for":
		return verb == "named" || verb == "called"
	}
	return false
}

// relative reports whether "that", "who", "which" at i refers back: a noun
// phrase stands before it.
func (s *scratch) relative(i int) bool {
	n := len(s.chunks)
	for n > 0 && s.chunks[n-1].kind == chunkComma {
		n--
	}
	if n == 0 {
		return false
	}
	prev := &s.chunks[n-1]
	if s.text.Role(i) == "that" {
		said := s.verbBefore(n - 1)
		if said&cClaimVerb != 0 && prev.cues&cAttack != 0 {
			said = 0 // "claimed an attack that killed two"
		}
		return prev.kind == chunkNoun && n == len(s.chunks) && s.verbAt(i+1, len(s.tags)) && said&(cSay|cThink) == 0
	}
	if s.text.Role(i) == "whose" {
		return prev.kind == chunkNoun
	}
	return prev.kind == chunkNoun || prev.kind == chunkPrep || prev.kind == chunkTime || prev.kind == chunkQuote
}

// verbBefore gives the cues of the verb directly before chunk n.
func (s *scratch) verbBefore(n int) cue {
	if n > 0 && s.chunks[n-1].kind == chunkVerb {
		return s.chunks[n-1].cues
	}
	return 0
}

// clauseAhead reports whether a clause with a verb of its own follows within
// the next few tokens, so that "after", "as", "before" open a clause.
func (s *scratch) clauseAhead(i, last int) bool {
	seen := false
	for j := i; j < last && j < i+9; j++ {
		if s.text.Tokens[j].Flags&lang.Punct != 0 && s.tags[j].name < 0 {
			return false
		}
		g := s.tags[j].grams
		if seen && (g&gAux != 0 && g&gDo == 0 || g&gPast != 0 && g&gDet == 0 && s.tags[j-1].grams&gDet == 0) {
			return true
		}
		if g&(gPrep) != 0 && s.tags[j].name < 0 {
			return false
		}
		seen = seen || g&(gDet|gPoss|gTime) == 0
	}
	return false
}

// verbAt reports whether token i belongs to a verb group, given the chunk
// before it.
func (s *scratch) verbAt(i, last int) bool {
	if i >= last || i >= len(s.tags) {
		return false
	}
	g := s.tags[i]
	tok := &s.text.Tokens[i]
	if g.name >= 0 || tok.Flags&lang.Punct != 0 {
		return false
	}
	if g.grams&gClitic != 0 {
		return s.verbAt(i+1, last) // "se atribuyó"
	}
	if g.grams&gAux != 0 {
		return s.text.Role(i) != "'s" || s.clausal(i, last)
	}
	if s.text.Role(i) == "to" {
		if s.tags[i].phrase > 1 {
			return false // "to blame"
		}
		return i+1 < last && s.tags[i+1].grams&(gBase|gAux) != 0 && !(s.tags[i+1].grams&gNoun != 0 && len(s.chunks) > 0 && s.chunks[len(s.chunks)-1].kind != chunkNoun && s.chunks[len(s.chunks)-1].kind != chunkVerb)
	}
	if g.grams&gNeg != 0 && g.cues&cNobody == 0 && i+1 < last && s.denies(i) {
		n := s.tags[i+1].grams
		if s.adverb(i+1) && s.tags[i+1].name < 0 && s.verbAt(i+1, last) {
			return true // "never formally claimed"
		}
		return n&(gPast|gPart|gGerund|gAux|gBase|gClitic) != 0 && n&gDet == 0 && s.tags[i+1].name < 0
	}
	if g.grams&gVerb == 0 {
		// "always attributed", "categorically rejects"
		return g.grams&gTime != 0 && i+1 < last && s.adverb(i) && s.tags[i+1].grams&gVerb != 0 && s.verbAt(i+1, last)
	}
	return s.verbal(i, last)
}

// denies reports whether token i negates a verb.
func (s *scratch) denies(i int) bool {
	switch s.text.Role(i) {
	case "not", "n't", "never", "hardly", "scarcely", "neither", "nor":
		return true
	}
	return false
}

// adverb reports whether token i is an adverb that may stand in a verb group.
func (s *scratch) adverb(i int) bool {
	if s.tags[i].grams&gAdverb != 0 {
		return true
	}
	w := s.text.Role(i)
	n := len(w)
	if n > 4 && w[n-2:] == "ly" {
		return true
	}
	switch w {
	case "also", "too", "later", "then", "already", "still", "ever", "never", "once", "since", "again", "twice", "now", "only", "just", "always", "often", "even", "soon", "not", "n't", "first", "long", "earlier", "indeed", "all":
		return true
	}
	return false
}

// clausal tells "it's ours" from "the group's men".
func (s *scratch) clausal(i, last int) bool {
	if len(s.chunks) == 0 || i+1 >= last {
		return false
	}
	prev := s.chunks[len(s.chunks)-1]
	return prev.kind == chunkNoun && prev.grams&gPronoun != 0
}

// verbal decides for a word that may be verb or noun.
func (s *scratch) verbal(i, last int) bool {
	g := s.tags[i].grams
	prev := chunkKind(255)
	if n := len(s.chunks); n > 0 {
		prev = s.chunks[n-1].kind
	}
	switch {
	case g&gPast != 0 || g&gPart != 0:
		return prev != chunkPrep && !s.attribute(i, last)
	case g&gGerund != 0:
		if g&gNoun != 0 && prev == chunkComma {
			return true
		}
		if g&gNoun != 0 {
			return prev != chunkPrep && i+1 < last && s.startsObject(i+1) || prev == chunkPrep && i+1 < last && s.startsObject(i+1)
		}
		return true
	case prev == chunkNoun || prev == chunkWho || prev == chunkConj || prev == chunkTime || prev == chunkQuote || prev == chunkComma:
		if g&gNoun == 0 {
			return true
		}
		if prev == chunkComma {
			// "the Brigade, claims responsibility"
			return g&gThird != 0 && i+1 < last && s.startsObject(i+1) && s.tags[i].cues&(cSay|cThink|cClaimVerb|cDenyVerb|cBlameVerb) != 0
		}
		if prev == chunkTime && s.afterVerb() {
			return false // "has claimed earlier attacks"
		}
		return (prev == chunkNoun || prev == chunkWho || prev == chunkTime) && i+1 < last && (s.startsObject(i+1) || g&gThird != 0 && s.onlyVerb(i, last) || s.sayingAt(i, last) || s.pointing(i) || s.headlineDeed(i, last, int(s.chunks[len(s.chunks)-1].head)))
	}
	return g&gNoun == 0 && prev != chunkPrep && (prev != 255 || g&gBase == 0)
}

// attribute reports whether the participle at token i belongs to the noun behind
// it: "suspected rebels attacked", "police said suspected rebels attacked".
func (s *scratch) attribute(i, last int) bool {
	if s.tags[i].grams&gPart == 0 || i+1 >= last {
		return false
	}
	if n := len(s.chunks); n > 0 && (s.chunks[n-1].kind != chunkVerb || s.chunks[n-1].aux) {
		return false
	}
	next := &s.tags[i+1]
	return next.name >= 0 || next.grams&gNoun != 0 && next.grams&(gDet|gPrep|gPronoun|gAux|gTime) == 0
}

// afterVerb reports whether a verb, and no more than adverbs and times behind
// it, stands last among the chunks.
func (s *scratch) afterVerb() bool {
	n := len(s.chunks)
	for n > 0 && s.chunks[n-1].kind == chunkTime {
		n--
	}
	return n > 0 && s.chunks[n-1].kind == chunkVerb
}

// onlyVerb reports whether a noun phrase and no other verb follows i up to the
// next mark, so that the word at i is the verb: "Red Wave claims arson".
func (s *scratch) onlyVerb(i, last int) bool {
	for j := i + 1; j < last; j++ {
		if s.text.Tokens[j].Flags&lang.Punct != 0 && s.tags[j].name < 0 {
			break
		}
		g := s.tags[j].grams
		if j > i+1 && g&gRel != 0 && s.text.Role(j) != "what" && s.tags[j-1].grams&gNoun != 0 {
			break // "claims attack that killed two"
		}
		if s.tags[j].name < 0 && (g&gAux != 0 || g&gFinite != 0 && g&gNoun == 0) {
			return false
		}
		if j == i+1 && g&(gPrep|gConj|gVerb) != 0 && g&gNoun == 0 {
			return false
		}
	}
	return true
}

// startsObject reports whether an object or a clause may begin at i.
func (s *scratch) startsObject(i int) bool {
	g := s.tags[i]
	if g.grams&gDet != 0 && i+1 < len(s.tags) && s.tags[i+1].grams&gTime != 0 {
		return false // "attacks this year"
	}
	if g.name >= 0 || g.grams&(gDet|gPoss|gPronoun) != 0 || g.cues&cNobody != 0 {
		return true
	}
	n := s.text.Role(i)
	return n == "that" || n == "responsibility" || n == "credit" || s.text.Tokens[i].Flags&(lang.Digit|lang.OpenQuote) != 0
}

// verbGroup appends the verb group at i: auxiliaries, negation, adverbs and
// the main verb.
func (s *scratch) verbGroup(i, last int) int {
	c := s.add(chunkVerb, i, i+1)
	c.head = int32(i)
	main, lastAux, end := -1, -1, i
	for end < last {
		g := s.tags[end].grams
		w := s.text.Role(end)
		switch {
		case s.text.Tokens[end].Flags&lang.Punct != 0 || s.tags[end].name >= 0:
			goto done
		case w == "to" && main < 0:
			if s.tags[end].phrase > 1 || end > i && lastAux < 0 || end+1 >= last || s.tags[end+1].grams&(gBase|gAux) == 0 {
				goto done
			}
			c.infinitive = true
		case g&gNeg != 0 && s.denies(end) && main < 0 && (end+1 < last && s.tags[end+1].grams&(gVerb|gAux|gTime|gClitic|gAdverb) != 0 && s.tags[end+1].grams&gDet == 0 || w == "n't" || w == "not"):
			c.neg = true
		case g&gAux != 0 && main < 0 && s.tags[end].cues&cDoVerb == 0 || g&gAux != 0 && main < 0 && end+1 < last && s.tags[end+1].grams&(gVerb|gAux|gNeg) != 0 && s.tags[end+1].grams&gDet == 0 && s.tags[end+1].name < 0:
			c.modal = c.modal || g&gModal != 0
			c.infinitive = c.infinitive || s.x.words.bare && g&gBase != 0 && lastAux < 0
			lastAux = end
		case g&gVerb != 0 && main < 0 && (s.tags[end].grams&gDet == 0):
			if lastAux >= 0 && !c.infinitive && g&gNoun != 0 && g&(gPast|gPart|gGerund) == 0 && s.tags[lastAux].grams&gBe != 0 {
				goto done
			}
			c.infinitive = c.infinitive || s.x.words.bare && g&gBase != 0 && lastAux < 0
			main = end
			if s.tags[end].pgrams&gVerb != 0 {
				end += int(s.tags[end].phrase)
			} else {
				end++
			}
			goto done
		case g&gClitic != 0 && main < 0:
		case s.adverb(end) && main < 0:
		case w == "yet" && main < 0 && lastAux >= 0 && end+1 < last && s.tags[end+1].grams&gVerb != 0 && s.tags[end+1].name < 0:
		default:
			goto done
		}
		end++
	}
done:
	if end > last {
		end = last
	}
	if end == i {
		end = i + 1
	}
	c = &s.chunks[len(s.chunks)-1]
	c.last = int32(end)
	s.finishVerb(c, main, lastAux)
	return end
}

// unlikely reports whether the verb group says that something hardly happened:
// "is unlikely to have planted".
func (s *scratch) unlikely(c *chunk) bool {
	for j := c.first; j < c.last; j++ {
		if s.text.Role(int(j)) == "unlikely" {
			return true
		}
	}
	return false
}

func (s *scratch) finishVerb(c *chunk, main, lastAux int) {
	c.neg = c.neg || s.unlikely(c)
	if main < 0 {
		c.aux = true
		if lastAux >= 0 {
			c.head = int32(lastAux)
		}
		c.cues, c.grams = s.tags[c.head].cues, s.tags[c.head].grams
		if w := s.text.Role(int(c.head)); !c.infinitive && w != "being" && w != "having" {
			c.grams |= gFinite
		}
		return
	}
	c.head = int32(main)
	c.cues, c.grams = s.tags[main].cues, s.tags[main].grams
	if lastAux >= 0 && s.tags[lastAux].grams&gBe != 0 && c.grams&gPart != 0 {
		c.passive = true
	}
	if lastAux >= 0 {
		// With an auxiliary the form is finite whatever the main verb looks like.
		c.grams |= gFinite
		c.grams &^= gPart | gGerund
		if c.infinitive {
			c.grams &^= gFinite
		}
		return
	}
	if c.infinitive {
		c.grams &^= gFinite | gPart | gGerund
	}
}

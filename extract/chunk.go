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
	case g.grams&gSubord != 0 && (g.grams&gPrep == 0 || s.clauseAhead(i+1, last)):
		s.add(chunkThat, i, i+1)
	case g.grams&gPrep != 0:
		n := 1
		if g.pgrams&gPrep != 0 {
			n = int(g.phrase)
		}
		if s.text.Normal(i) == "according" {
			n = 2
		}
		s.add(chunkPrep, i, min(i+n, last))
		return min(i+n, last)
	case g.grams&gConj != 0:
		s.add(chunkConj, i, i+1)
	case g.grams&gTime != 0 && i+1 < last && s.text.Normal(i+1) == "'s":
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
	if s.text.Normal(i) == "that" {
		return prev.kind == chunkNoun && n == len(s.chunks) && s.verbAt(i+1, len(s.tags)) && s.verbBefore(n-1)&(cSay|cThink) == 0
	}
	if s.text.Normal(i) == "whose" {
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

// opensNoun reports whether a noun phrase begins at i whatever else the word
// may be: a determiner, a pronoun, "no group".
func (s *scratch) opensNoun(i, last int) bool {
	g := s.tags[i]
	if g.cues&cNobody != 0 {
		return true
	}
	if s.text.Normal(i) == "there" {
		return i+1 < last && (s.tags[i+1].grams&(gBe|gHave|gModal) != 0 || i+2 < last && s.tags[i+2].grams&gBe != 0)
	}
	if g.grams&gPoss != 0 {
		return s.text.Normal(i) != "her" || true
	}
	if g.grams&gDet != 0 {
		if s.text.Normal(i) == "that" {
			return s.demonstrative(i, last)
		}
		return true
	}
	return g.grams&gPronoun != 0 && g.grams&gRel == 0
}

// demonstrative tells "that group" from "said that the group".
func (s *scratch) demonstrative(i, last int) bool {
	if i+1 >= last || len(s.chunks) == 0 {
		return i+1 < last && s.tags[i+1].grams&gNoun != 0
	}
	prev := s.chunks[len(s.chunks)-1]
	if prev.kind == chunkPrep {
		return true
	}
	if prev.kind == chunkVerb && prev.cues&(cSay|cThink) != 0 || prev.kind == chunkNoun || prev.kind == chunkConj || prev.kind == chunkTime {
		return false
	}
	next := s.tags[i+1]
	return next.name < 0 && next.grams&gNoun != 0 && next.grams&(gDet|gPronoun|gPoss) == 0
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
	if g.grams&gAux != 0 {
		return s.text.Normal(i) != "'s" || s.clausal(i, last)
	}
	if s.text.Normal(i) == "to" {
		if s.tags[i].phrase > 1 {
			return false // "to blame"
		}
		return i+1 < last && s.tags[i+1].grams&(gBase|gAux) != 0 && !(s.tags[i+1].grams&gNoun != 0 && len(s.chunks) > 0 && s.chunks[len(s.chunks)-1].kind != chunkNoun && s.chunks[len(s.chunks)-1].kind != chunkVerb)
	}
	if g.grams&gNeg != 0 && g.cues&cNobody == 0 && i+1 < last && s.denies(i) {
		n := s.tags[i+1].grams
		return n&(gPast|gPart|gGerund|gAux|gBase) != 0 && n&gDet == 0 && s.tags[i+1].name < 0
	}
	if g.grams&gVerb == 0 {
		// "always attributed", "categorically rejects"
		return g.grams&gTime != 0 && i+1 < last && s.adverb(i) && s.tags[i+1].grams&gVerb != 0 && s.verbAt(i+1, last)
	}
	return s.verbal(i, last)
}

// denies reports whether token i negates a verb.
func (s *scratch) denies(i int) bool {
	switch s.text.Normal(i) {
	case "not", "n't", "never", "hardly", "scarcely", "neither", "nor":
		return true
	}
	return false
}

// adverb reports whether token i is an adverb that may stand in a verb group.
func (s *scratch) adverb(i int) bool {
	w := s.text.Normal(i)
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
		if prev == chunkPrep {
			return false
		}
		return true
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
		return (prev == chunkNoun || prev == chunkWho || prev == chunkTime) && i+1 < last && (s.startsObject(i+1) || g&gThird != 0 && s.onlyVerb(i, last))
	}
	return g&gNoun == 0 && prev != chunkPrep && (prev != 255 || g&gBase == 0)
}

// onlyVerb reports whether a noun phrase and no other verb follows i up to the
// next mark, so that the word at i is the verb: "Red Wave claims arson".
func (s *scratch) onlyVerb(i, last int) bool {
	for j := i + 1; j < last; j++ {
		if s.text.Tokens[j].Flags&lang.Punct != 0 && s.tags[j].name < 0 {
			break
		}
		g := s.tags[j].grams
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
	if g.name >= 0 || g.grams&(gDet|gPoss|gPronoun) != 0 || g.cues&cNobody != 0 {
		return true
	}
	n := s.text.Normal(i)
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
		w := s.text.Normal(end)
		switch {
		case s.text.Tokens[end].Flags&lang.Punct != 0 || s.tags[end].name >= 0:
			goto done
		case w == "to" && main < 0:
			if s.tags[end].phrase > 1 || end > i && lastAux < 0 || end+1 >= last || s.tags[end+1].grams&(gBase|gAux) == 0 {
				goto done
			}
			c.infinitive = true
		case g&gNeg != 0 && s.denies(end) && main < 0 && (end+1 < last && s.tags[end+1].grams&(gVerb|gAux|gTime) != 0 && s.tags[end+1].grams&gDet == 0 || w == "n't" || w == "not"):
			c.neg = true
		case g&gAux != 0 && main < 0 && s.tags[end].cues&cDoVerb == 0 || g&gAux != 0 && main < 0 && end+1 < last && s.tags[end+1].grams&(gVerb|gAux|gNeg) != 0 && s.tags[end+1].grams&gDet == 0 && s.tags[end+1].name < 0:
			c.modal = c.modal || g&gModal != 0
			lastAux = end
		case g&gVerb != 0 && main < 0 && (s.tags[end].grams&gDet == 0):
			if lastAux >= 0 && !c.infinitive && g&gNoun != 0 && g&(gPast|gPart|gGerund) == 0 && s.tags[lastAux].grams&gBe != 0 {
				goto done
			}
			main = end
			if s.tags[end].pgrams&gVerb != 0 {
				end += int(s.tags[end].phrase)
			} else {
				end++
			}
			goto done
		case s.adverb(end) && main < 0:
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

func (s *scratch) finishVerb(c *chunk, main, lastAux int) {
	if main < 0 {
		c.aux = true
		if lastAux >= 0 {
			c.head = int32(lastAux)
		}
		c.cues, c.grams = s.tags[c.head].cues, s.tags[c.head].grams
		if w := s.text.Normal(int(c.head)); !c.infinitive && w != "being" && w != "having" {
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

// nounPhrase appends the noun phrase at i.
func (s *scratch) nounPhrase(i, last int) int {
	end, head := i, -1
	name, owner, owned := int32(-1), int32(-1), ownedNot
	quoted := false
	for end < last {
		tok, g := &s.text.Tokens[end], s.tags[end]
		if g.name >= 0 {
			n := &s.names[g.name]
			if head >= 0 && name >= 0 && owned != ownedNoun && s.names[name].last == n.first {
				break // two names side by side
			}
			if head >= 0 && s.tags[head].grams == gTime && s.dayOrMonth(head) {
				break // "on Tuesday Amaq"
			}
			if name >= 0 {
				owner = name
			}
			name, head, end = g.name, int(n.last)-1, int(n.last)
			continue
		}
		if tok.Flags&lang.Punct != 0 {
			if tok.Flags&(lang.OpenQuote|lang.EndQuote) != 0 && head >= 0 && tok.Flags&lang.EndQuote != 0 && quoted {
				end++
				continue
			}
			if tok.Flags&lang.OpenQuote != 0 && end > i && s.shortQuote(end, last) {
				quoted = true
				end++
				continue
			}
			w := s.text.Word(end)
			if (w == "'" || w == "’") && head >= 0 && tok.Flags&lang.Space == 0 {
				owner, owned, name = ownerOf(name, owner), ownedNoun, -1
				end++
				continue
			}
			break
		}
		w := s.text.Normal(end)
		if w == "'s" {
			if head < 0 || s.clausalHere(end, last, i) {
				break
			}
			owner, owned, name = ownerOf(name, owner), ownedNoun, -1
			end++
			continue
		}
		if end > i && (s.endsNoun(i, end, last, head, owned) || s.endsName(end, last)) {
			break
		}
		if end == i && g.grams&gPoss != 0 {
			owned = ownedPronoun
		}
		head = end
		end++
		if g.cues&cNobody != 0 && g.phrase > 1 {
			end = int(min(int32(i)+int32(g.phrase), int32(last)))
			head = end - 1
		}
		if g.grams&gPronoun != 0 && g.grams&gPoss == 0 && g.grams&gDet == 0 && !(s.text.Normal(end-1) == "neither" && end < last && (s.tags[end].name >= 0 || s.tags[end].grams&gDet != 0)) {
			break
		}
	}
	if end == i {
		end = i + 1
	}
	s.closeNoun(i, end, head, name, owner, owned)
	return end
}

// endsName reports whether the phrase ends before token i because a name
// stands before it and no noun follows: "held Iran answerable".
func (s *scratch) endsName(i, last int) bool {
	if s.tags[i-1].name < 0 {
		return false
	}
	for j := i; j < last && j < i+3; j++ {
		g := s.tags[j]
		if s.text.Tokens[j].Flags&lang.Punct != 0 && s.text.Tokens[j].Flags&(lang.OpenQuote|lang.EndQuote) == 0 {
			return true
		}
		if g.grams&gNoun != 0 || g.name >= 0 {
			return false
		}
		if g.grams&(gVerb|gAux|gPrep|gConj|gDet|gPronoun|gTime) != 0 {
			return true
		}
	}
	return true
}

func ownerOf(name, owner int32) int32 {
	if name >= 0 {
		return name
	}
	return owner
}

// shortQuote reports whether the quotation that opens at i is a few words
// within a noun phrase: the so-called "front".
func (s *scratch) shortQuote(i, last int) bool {
	if s.tags[i-1].grams&(gDet|gPoss) == 0 && s.text.Normal(i-1) != "'s" {
		return false
	}
	for j := i + 1; j < last && j < i+5; j++ {
		if s.text.Tokens[j].Flags&lang.EndQuote != 0 {
			return true
		}
		if s.tags[j].grams&(gAux|gPronoun) != 0 {
			return false
		}
	}
	return false
}

// clausalHere tells "he's" within a noun phrase from a possessive.
func (s *scratch) clausalHere(i, last, first int) bool {
	return i-first == 1 && s.tags[first].grams&gPronoun != 0
}

// endsNoun reports whether the noun phrase that began at first ends before
// token i.
func (s *scratch) endsNoun(first, i, last, head int, owned int8) bool {
	g := s.tags[i]
	prev := s.tags[i-1]
	if g.grams&(gPrep|gConj|gSubord|gRel|gAux) != 0 {
		return true
	}
	if s.text.Normal(i-1) == "neither" {
		return false
	}
	if g.grams&(gDet|gPoss) != 0 {
		// "all the", "the two", "its many"
		return prev.grams&gDet == 0 && prev.grams&gPoss == 0 || g.grams&gPoss != 0
	}
	if g.grams&gPronoun != 0 {
		return s.text.Normal(i) != "one" && s.text.Normal(i) != "ones"
	}
	if g.cues&cNobody != 0 && g.phrase > 1 {
		return true
	}
	if s.predicate(i, last, head) {
		return true
	}
	if g.grams&gVerb != 0 {
		return s.verbInNoun(i, last, head)
	}
	if g.grams&(gTime|gNeg) != 0 {
		return !(prev.grams&(gDet|gPoss) != 0 || s.text.Tokens[i-1].Flags&lang.Digit != 0 || i+1 < last && s.text.Normal(i+1) == "'s")
	}
	return false
}

// predicate reports whether token i begins what is said of the noun before
// it: "considers the letter authentic", "held the group responsible".
func (s *scratch) predicate(i, last, head int) bool {
	if head < 0 || s.tags[head].grams&gNoun == 0 || s.tags[i].grams&gNoun != 0 || s.tags[i].name >= 0 {
		return false
	}
	if s.tags[i].cues&cVerdict != 0 {
		return true
	}
	if s.tags[head].cues&(cClaimNoun|cClaimOnly) == 0 {
		return false
	}
	// "called the announcement pure opportunism"
	return i+1 < last && s.tags[i+1].cues&cVerdict != 0
}

// counts reports whether token i is a number or stands for a noun: "two said".
func (s *scratch) counts(i int) bool {
	if s.text.Tokens[i].Flags&lang.Digit != 0 {
		return true
	}
	switch s.text.Normal(i) {
	case "two", "three", "four", "five", "both", "some", "many", "several", "all", "others", "other", "few", "this", "that", "these", "those":
		return true
	}
	return false
}

// pluralAt reports whether the noun at token i may be a plural.
func (s *scratch) pluralAt(i int) bool {
	if i < 0 {
		return false
	}
	if s.tags[i].name >= 0 {
		return true
	}
	w := s.text.Normal(i)
	n := len(w)
	if n > 2 && w[n-1] == 's' && w[n-2] != 's' || n > 3 && w[n-2:] == "en" {
		return true
	}
	switch w {
	case "police", "people", "media", "both", "two", "three", "four", "some", "many", "several", "others", "few", "staff", "crew", "i", "we", "they", "you":
		return true
	}
	return false
}

// verbInNoun decides whether a word that may be a verb ends the phrase.
func (s *scratch) verbInNoun(i, last, head int) bool {
	g, prev := s.tags[i].grams, s.tags[i-1].grams
	opened := prev&(gDet|gPoss) != 0 && s.tags[i-1].cues&cNobody == 0 || s.text.Normal(i-1) == "'s" || s.text.Tokens[i-1].Flags&lang.Digit != 0
	if s.counts(i-1) && g&gNoun == 0 || s.text.Normal(i-1) == "one" {
		opened = false
		if s.text.Normal(i-1) == "one" {
			head = i - 1
		}
		if g&gThird != 0 {
			return true
		}
	}
	if prev&gTime != 0 && len(s.text.Normal(i-1)) > 2 && i >= 2 && s.tags[i-2].grams&gDet != 0 {
		opened = true
	}
	switch {
	case opened && g&gNoun != 0:
		return false
	case opened && g&gGerund != 0 && g&(gPast|gPart) == 0:
		return false
	case opened && g&(gPast|gPart|gGerund) != 0:
		// "the claimed attack", but "the two said"
		return s.counts(i-1) && (i+1 >= last || s.tags[i+1].grams&(gDet|gPrep|gPoss|gPronoun|gSubord|gAux) != 0)
	case opened:
		return false
	case g&(gPast|gPart) != 0:
		return true
	case g&(gThird|gGerund) == 0 && !s.pluralAt(head):
		return false // a base form needs a plural before it
	case g&gNoun != 0:
		if i+1 >= last || s.text.Normal(i+1) == "that" && g&gThird == 0 {
			return false
		}
		if g&gGerund != 0 {
			return s.startsObject(i + 1)
		}
		// "car bombs" against "the group claims"
		return s.startsObject(i+1) && (g&gThird != 0 || head >= 0) || g&gThird != 0 && s.tags[i-1].name >= 0 && s.onlyVerb(i, last)
	}
	return true
}

func (s *scratch) closeNoun(first, end, head int, name, owner int32, owned int8) {
	if head < 0 {
		head = end - 1
	}
	c := s.add(chunkNoun, first, end)
	c.head, c.name, c.owner, c.ownedBy = int32(head), name, owner, owned
	c.cues, c.grams = s.tags[head].cues, s.tags[head].grams
	for j := first; j < head; j++ {
		if j+int(s.tags[j].phrase) == head+1 {
			c.cues |= s.tags[j].cues
		}
	}
	if name >= 0 && int(s.names[name].last)-1 != head {
		c.owner, c.name = name, -1
	}
	c.neg = s.tags[first].cues&cNobody != 0 || s.text.Normal(first) == "no"
	if s.tags[head].grams&gTime != 0 && c.name < 0 && s.tags[head].grams&gNoun == 0 && c.cues&(cGroup|cAttack) == 0 {
		c.kind = chunkTime
	}
}

package extract

import (
	"strings"

	"github.com/credence-project/credence/lang"
)

// opensNoun reports whether a noun phrase begins at i whatever else the word
// may be: a determiner, a pronoun, "no group".
func (s *scratch) opensNoun(i, last int) bool {
	g := s.tags[i]
	if g.cues&cNobody != 0 {
		return true
	}
	if s.text.Role(i) == "there" {
		return i+1 < last && (s.tags[i+1].grams&(gBe|gHave|gModal) != 0 || i+2 < last && s.tags[i+2].grams&gBe != 0)
	}
	if g.grams&gPoss != 0 {
		return true
	}
	if g.grams&gDet != 0 {
		if s.text.Role(i) == "that" {
			return s.demonstrative(i, last)
		}
		return true
	}
	return g.grams&gPronoun != 0 && g.grams&gRel == 0
}

// demonstrative tells "that group" from "said that the group".
func (s *scratch) demonstrative(i, last int) bool {
	if len(s.chunks) == 0 {
		return i+1 < last && s.tags[i+1].grams&gNoun != 0
	}
	prev := s.chunks[len(s.chunks)-1]
	if prev.kind == chunkPrep {
		return true
	}
	if prev.kind == chunkVerb && s.noClauseAhead(i+1, last) {
		return true // "had claimed that attack"
	}
	if prev.kind == chunkVerb && prev.cues&(cSay|cThink) != 0 || prev.kind == chunkNoun || prev.kind == chunkConj || prev.kind == chunkTime {
		return false
	}
	if i+1 >= last {
		return false
	}
	next := s.tags[i+1]
	return next.name < 0 && next.grams&gNoun != 0 && next.grams&(gDet|gPronoun|gPoss) == 0
}

// noClauseAhead reports whether no word up to the next mark may be the verb of
// a clause.
func (s *scratch) noClauseAhead(i, last int) bool {
	for j := i; j < last; j++ {
		g := s.tags[j]
		switch {
		case g.name >= 0 || g.grams&gDet != 0 && s.text.Role(j) != "that":
		case s.text.Tokens[j].Flags&lang.Punct != 0:
			return true
		case g.grams&(gPoss|gPrep) != 0 && g.grams&gFinite == 0:
		case g.grams&(gRel|gSubord) != 0:
			return true
		case g.grams&(gAux|gPast|gThird|gModal) != 0 && (g.grams&gNoun == 0 || j > i):
			return false
		}
	}
	return true
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
			if head >= 0 && (s.tags[head].grams == gTime && s.dayOrMonth(head) || s.yearAlone(i, head)) {
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
		w := s.text.Role(end)
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
		if head < 0 || name >= 0 || !s.x.words.heads || s.tags[head].grams&gNoun == 0 {
			head = end
		}
		end++
		if g.cues&cNobody != 0 && g.phrase > 1 {
			end = min(end-1+int(g.phrase), last) // counted from its first word, wherever the phrase began
			head = end - 1
		}
		if g.grams&gPronoun != 0 && g.grams&gPoss == 0 && g.grams&gDet == 0 && !(s.text.Role(end-1) == "neither" && end < last && (s.tags[end].name >= 0 || s.tags[end].grams&gDet != 0)) {
			break
		}
	}
	if end == i {
		end = i + 1
	}
	s.closeNoun(i, end, head, name, owner, owned)
	return end
}

// yearAlone reports whether the phrase that begins at first is no more than a year,
// at token head, whatever follows: "in 2015 River Front", "since 2011 rebels".
func (s *scratch) yearAlone(first, head int) bool {
	if first != head || head < 1 || s.text.Tokens[head].Flags&lang.Digit == 0 || len(s.text.Word(head)) != len("2015") {
		return false
	}
	switch s.text.Role(head - 1) {
	case "in", "since":
		return true
	}
	return false
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
		if g.grams&gNoun != 0 || g.name >= 0 || g.grams == 0 && s.nounByForm(j) {
			return false
		}
		if g.grams&(gVerb|gAux|gPrep|gConj|gDet|gPronoun|gTime) != 0 {
			return true
		}
	}
	return true
}

// nounByForm reports whether the unknown word at token i ends as hardly any
// word but a noun does: "the Fatah leadership".
func (s *scratch) nounByForm(i int) bool {
	w := s.text.Role(i)
	for _, ending := range [...]string{"ship", "tion", "sion", "ness", "ity", "hood", "ism"} {
		if len(w) > len(ending)+2 && strings.HasSuffix(w, ending) {
			return true
		}
	}
	return false
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
	if s.tags[i-1].grams&(gDet|gPoss) == 0 && s.text.Role(i-1) != "'s" {
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
	if g.grams&(gPrep|gConj|gSubord|gRel|gAux) != 0 || s.yearAlone(first, i-1) {
		return true
	}
	if s.text.Role(i-1) == "neither" {
		return false
	}
	if g.grams&(gDet|gPoss) != 0 {
		// "all the", "the two", "its many"
		return prev.grams&gDet == 0 && prev.grams&gPoss == 0 || g.grams&gPoss != 0
	}
	if g.grams&gPronoun != 0 {
		return s.text.Role(i) != "one" && s.text.Role(i) != "ones"
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
		return !(prev.grams&(gDet|gPoss) != 0 || s.text.Tokens[i-1].Flags&lang.Digit != 0 || i+1 < last && s.text.Role(i+1) == "'s")
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
	if s.tags[i].name >= 0 {
		return false
	}
	if s.text.Tokens[i].Flags&lang.Digit != 0 {
		return true
	}
	switch s.text.Role(i) {
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
	w := s.text.Role(i)
	n := len(w)
	if n > 2 && w[n-1] == 's' && w[n-2] != 's' || n > 3 && w[n-2:] == "en" {
		return true
	}
	switch w {
	case "men", "police", "people", "media", "both", "two", "three", "four", "some", "many", "several", "others", "few", "staff", "crew", "i", "we", "they", "you":
		return true
	}
	return false
}

// verbInNoun decides whether a word that may be a verb ends the phrase.
func (s *scratch) verbInNoun(i, last, head int) bool {
	g, prev := s.tags[i].grams, s.tags[i-1].grams
	opened := prev&(gDet|gPoss) != 0 && s.tags[i-1].cues&cNobody == 0 || s.text.Role(i-1) == "'s" || s.text.Tokens[i-1].Flags&lang.Digit != 0 && s.tags[i-1].name < 0
	opened = opened || i >= 2 && s.tags[i-2].grams&gDet != 0 && s.hinged(i-1, hOrder)
	if s.counts(i-1) && g&gNoun == 0 || s.text.Role(i-1) == "one" {
		opened = false
		if s.text.Role(i-1) == "one" {
			head = i - 1
		}
		if g&gThird != 0 {
			return true
		}
	}
	if prev&gTime != 0 && len(s.text.Role(i-1)) > 2 && i >= 2 && s.tags[i-2].grams&gDet != 0 {
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
		// a base form needs a plural before it
		return g&gNoun == 0 && i+1 < last && s.text.Role(i+1) == "that"
	case g&gNoun != 0:
		if i+1 >= last || s.text.Role(i+1) == "that" && s.tags[i].cues&(cSay|cThink) == 0 && !(g&gThird != 0 && s.article(i+2, last)) {
			return false // "two bombs that", but "calls that a lie"
		}
		if s.text.Role(i+1) == "that" {
			return true // "diplomats suspect that"
		}
		if s.sayingAt(i, last) || s.headlineDeed(i, last, head) {
			return true
		}
		if g&gGerund != 0 {
			return s.startsObject(i + 1)
		}
		if s.pointing(i) {
			return true
		}
		if g&gThird != 0 && s.tags[i].cues&(cClaimVerb|cDenyVerb|cBlameVerb) != 0 && s.tags[i-1].cues&(cAuthority|cOrgan|cGroup|cMember) != 0 && s.onlyVerb(i, last) {
			return true // "navy blames rebels"
		}
		if g&gThird != 0 && s.tags[i].cues&cThink != 0 && s.tags[i+1].cues&(cMember|cGroup|cStripe) != 0 && s.pluralAt(i+1) {
			return true // "the brother suspects loyalists"
		}
		// "car bombs" against "the group claims"
		return s.startsObject(i+1) && (g&gThird != 0 || head >= 0) || g&gThird != 0 && s.tags[i-1].name >= 0 && s.onlyVerb(i, last)
	}
	return true
}

// article reports whether token i is an indefinite article.
func (s *scratch) article(i, last int) bool {
	return i < last && (s.text.Role(i) == "a" || s.text.Role(i) == "an")
}

// sayingAt reports whether token i, a noun or a verb of saying, is the verb by what
// follows: "the group claims to have done it", "experts doubt claim".
func (s *scratch) sayingAt(i, last int) bool {
	const said = cSay | cThink | cClaimVerb | cDenyVerb | cBlameVerb
	t := &s.tags[i]
	if t.cues&said == 0 || i+2 >= last {
		return false
	}
	if s.text.Role(i+1) == "to" {
		return s.tags[i+2].grams&(gBe|gHave) != 0
	}
	return t.grams&gThird == 0 && s.onlyVerb(i, last)
}

// headlineDeed reports whether the word for an attack at token i is the verb of people
// in the plural, at token head before it: "rebels attack police station",
// "members of Front attack bus".
func (s *scratch) headlineDeed(i, last, head int) bool {
	const people = cMember | cAttacker
	if g := s.tags[i].grams; g&gBase == 0 || g&gThird != 0 || s.tags[i].cues&cAttack == 0 || i+1 >= last || !s.onlyVerb(i, last) {
		return false
	}
	if next := &s.tags[i+1]; s.text.Tokens[i+1].Flags&lang.Punct != 0 || next.name < 0 && next.grams&(gPrep|gConj|gVerb|gAux) != 0 && next.grams&gNoun == 0 {
		return false
	}
	if s.tags[i-1].name >= 0 {
		head = s.headOf()
	}
	return head >= 0 && s.tags[head].name < 0 && s.tags[head].cues&people != 0 && s.pluralAt(head)
}

// headOf gives the token of the noun before "of", if that stands last among the
// chunks or before the last one; else -1.
func (s *scratch) headOf() int {
	n := len(s.chunks) - 1
	if n > 0 && s.chunks[n].kind == chunkNoun {
		n--
	}
	if n < 1 || s.chunks[n].kind != chunkPrep || s.text.Role(int(s.chunks[n].first)) != "of" {
		return -1
	}
	return int(s.chunks[n-1].head)
}

// pointing reports whether a phrase for how a trail or suspicion leads to somebody
// begins at token i: "points to", "falls on".
func (s *scratch) pointing(i int) bool {
	t := &s.tags[i]
	return t.grams&gThird != 0 && t.pgrams&gThird != 0 && t.cues&(cPoint|cFall) != 0
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
	c.neg = s.tags[first].cues&cNobody != 0 || s.text.Role(first) == "no"
	if s.tags[head].grams&gTime != 0 && c.name < 0 && s.tags[head].grams&gNoun == 0 && c.cues&(cGroup|cAttack) == 0 {
		c.kind = chunkTime
	}
}

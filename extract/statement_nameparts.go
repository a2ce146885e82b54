package extract

import (
	"strings"

	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// smallArticle reports whether token i is the Arabic article in small letters
// before a name: "al Shabaab".
func (s *scratch) smallArticle(i, last int) bool {
	return i+1 < last && s.text.Word(i) == "al" && s.text.Tokens[i+1].Flags&lang.Capital != 0
}

// ofName gives the tokens of "of the" where a name without a noun for a group
// goes on: "the Poets of the Last Platform", but not "John Smith of the
// Times". The name so far is tokens first..j-1.
func (s *scratch) ofName(j, last, first int) int {
	if j+1 >= last || s.text.Role(j) != "of" || j == first || first > 0 && s.text.Role(first-1) == "of" {
		return 0
	}
	for i := first; i < j; i++ {
		if s.tags[i].cues&(cAuthority|cSpokes) != 0 || s.title(i) && !s.pluralAt(i) {
			return 0
		}
	}
	if !s.articled(first) && !s.pluralAt(j-1) && s.unknown(j-1) {
		return 0
	}
	n := 1
	if s.text.Role(j+1) == "the" {
		n = 2
	}
	if j+n >= last || !s.capital(j+n) || s.functionWord(j+n) {
		return 0
	}
	return n
}

// articled reports whether "the" or words that bring in a name stand before
// token i.
func (s *scratch) articled(i int) bool {
	return i > 0 && (s.text.Role(i-1) == "the" || s.broughtIn(i))
}

// broughtIn reports whether words such as "calling itself" end before token i,
// or before the article there.
func (s *scratch) broughtIn(i int) bool {
	if i > 0 && s.text.Role(i-1) == "the" {
		i--
	}
	const longest = 5
	for k := 1; k <= longest && k <= i; k++ {
		if g := &s.tags[i-k]; g.cues&cNaming != 0 && max(int(g.phrase), 1) == k {
			return true
		}
	}
	return false
}

// owners reports whether token j is the possessive of many within a name that
// begins at token first: "Ranchers' Guard", "Freemen's Guard", "the King's Guard".
func (s *scratch) owners(j, last, first int) bool {
	if j == 0 || j+1 >= last || !s.capital(j+1) || s.functionWord(j+1) || s.text.Tokens[j].Flags&lang.Space != 0 {
		return false
	}
	owner := s.text.Role(j - 1)
	switch s.text.Role(j) {
	case "'", "’":
		return len(owner) > 3 && strings.HasSuffix(owner, "s") && (!s.unknown(j-1) || s.tags[j+1].cues&cGroup != 0 || agents(owner))
	case "'s", "’s":
		return strings.HasSuffix(owner, "men") && len(owner) > 4 || s.articled(first) && j-first == 1 && !s.unknown(j-1) && s.tags[j-1].cues&cAuthority == 0 && s.tags[j+1].cues&cGroup != 0
	}
	return false
}

// introducing gives the tokens of a connector in a name that the text brings in
// as one, whatever it is made of: "calling itself Homeland and Altar".
func (s *scratch) introducing(j, last, first int) int {
	if j+1 >= last || !s.broughtIn(first) {
		return 0
	}
	n := 1
	switch s.text.Role(j) {
	case "of", "for", "against", "in", "with", "without":
		if s.text.Role(j+1) == "the" {
			n = 2
		}
	case "and", "or":
	default:
		return 0
	}
	if j == first || j+n >= last || !s.capital(j+n) || s.functionWord(j+n) {
		return 0
	}
	return n
}

// agents reports whether a plural ends as those of doers do: "weavers".
func agents(plural string) bool {
	for _, ending := range [...]string{"ers", "ors", "ists", "ians", "ants"} {
		if strings.HasSuffix(plural, ending) {
			return true
		}
	}
	return false
}

// numbered reports whether the number at token j ends the name before it:
// "Orda 17 said", but not "In Mosul 40 died", "Flight 103", "Gate 3".
func (s *scratch) numbered(j, first, last int) bool {
	t := s.text
	if j == first || t.Tokens[j].Flags&lang.Digit == 0 || t.Tokens[j].End-t.Tokens[j].Start > 3 || t.Tokens[j-1].Flags&lang.Punct != 0 {
		return false
	}
	if first > 0 && s.ofPlace(first-1) || s.dayOrMonth(j-1) {
		return false
	}
	if s.hinged(j-1, hNumbered) {
		return false
	}
	if j+1 >= last {
		return true
	}
	next := s.tags[j+1]
	if w := t.Role(j + 1); w == "'s" || w == "," && (j+2 >= last || t.Tokens[j+2].Flags&lang.Digit == 0) || w == ")" || w == "." {
		return true
	}
	return next.grams&(gAux|gBe|gHave|gConj) != 0 || next.cues&(cSay|cThink|cClaimVerb|cDenyVerb|cGroup) != 0
}

// monthName reads a group named after a month: "April Legion", "October Third
// Organisation".
func (s *scratch) monthName(i, last int) (foundName, bool) {
	if !s.capital(i) || !s.dayOrMonth(i) || !s.articled(i) {
		return foundName{}, false
	}
	for j := i + 1; j < last && j < i+4 && s.capital(j); j++ {
		if s.tags[j].cues&cGroup != 0 {
			return foundName{name: name{first: int32(i), last: int32(j + 1), kind: entityGroup}, text: s.text.Slice(i, j+1)}, true
		}
	}
	return foundName{}, false
}

// bracketed gives the end of a name that ends at token end and goes on with
// the school it belongs to in brackets: "CPI (M-L)", "Communist Party of India
// (Maoist)". Acronyms in brackets are names of their own.
func (s *scratch) bracketed(end, last int) int {
	if end+2 >= last || s.text.Word(end) != "(" || s.text.Word(end+2) != ")" {
		return end
	}
	switch w := s.text.Role(end + 1); {
	case w == "m" || w == "ml" || w == "m-l" || w == "marxist-leninist" || s.capital(end+1) && s.tags[end+1].cues&cStripe != 0 && s.text.Tokens[end+1].Flags&lang.AllCaps == 0:
		return end + 3
	}
	return end
}

// abbreviated gives the end of a name that goes on behind token end with "in"
// or "with" and more capitals, as the acronym behind it tells: "Movement for
// Unity in West Africa (MUWA)".
func (s *scratch) abbreviated(first, end, last int) int {
	if end >= last {
		return end
	}
	switch s.text.Role(end) {
	case "in", "with", "and", "of":
	default:
		return end
	}
	j := end + 1
	if j < last && s.text.Role(j) == "the" {
		j++
	}
	for j < last && j < end+7 && s.capital(j) {
		j++
	}
	if j == end+1 || j+1 >= last {
		return end
	}
	short := j + 1
	switch {
	case s.text.Word(j) == "(" || s.text.Word(j) == "[":
	case s.text.Word(j) == "," && s.text.Role(j+1) == "or" && j+2 < last:
		short = j + 2
	default:
		return end
	}
	if text := s.text.Word(short); acronym(strings.ToLower(text), text, s.nameWords(s.text.Slice(first, j))) {
		return j
	}
	return end
}

// knownWithin finds a name of the register behind "of" at the end of tokens
// first..end-1, a quoted name, and the token with which it begins: "the
// Butchers of Hamas".
func (s *scratch) knownWithin(first, end int) (*lexicon.Actor, int) {
	for j := first + 1; j < end; j++ {
		if before := s.text.Role(j - 1); before != "of" && before != "the" {
			continue
		}
		if m, ok := s.x.actors.Longest(s.wordAt, j); ok && j+m.Tokens == end && len(m.Actors) == 1 && !m.Common {
			return m.Actors[0], j
		}
	}
	return nil, 0
}

// placeGoesOn reports whether the small word at token j stands within the name of
// a place that begins at token i: "Mazar i Sharif", "Port au Prince".
func (s *scratch) placeGoesOn(i, j, last int) bool {
	const longest = 3 // letters of the word
	if j <= i || j+1 >= last || j-i > 2 || len(s.text.Word(j)) > longest || s.text.Tokens[j].Flags&(lang.Punct|lang.Digit|lang.Capital) != 0 || s.text.Tokens[j+1].Flags&lang.Capital == 0 {
		return false
	}
	switch s.text.Role(j) {
	case "and", "or", "of", "in", "on", "by", "for", "to", "the", "but", "was", "has", "had", "is", "as":
		return false
	}
	m, ok := lexicon.Gazetteer().Longest(s.wordAt, i)
	return ok && i+m.Tokens > j+1
}

// townNamed reports whether the tokens first..end-1 behind a preposition of place
// are the name of a town, though a word of it may head the name of a group.
func (s *scratch) townNamed(first, end int) bool {
	const least = 20_000 // inhabitants
	if first == 0 || end-first > 3 || !s.ofPlace(first-1) {
		return false
	}
	m, ok := lexicon.Gazetteer().Longest(s.wordAt, first)
	return ok && first+m.Tokens == end && m.Largest >= least
}

// registered reports whether a name of the register that is no ordinary word
// begins at token i.
func (s *scratch) registered(i int) bool {
	if !s.mayBegin(i, nActor) {
		return false
	}
	m, ok := s.x.actors.Longest(s.wordAt, i)
	return ok && m.Tokens > 0 && !m.Common && m.Kind != lexicon.FormChannel
}

// creedBefore reports whether token i is the adjective of a creed or a people before
// a name of the register: "the Kurdish PKK".
func (s *scratch) creedBefore(i, last int) bool {
	return s.tags[i].cues&cStripe != 0 && i+1 < last && s.capital(i+1) && s.registered(i+1)
}

// behindPlace reports whether the name that begins at token i stands behind a
// preposition of place, so that what the register knows begins another: "In
// Beirut Hezbollah denied it".
func (s *scratch) behindPlace(i int) bool { return i > 0 && s.ofPlace(i-1) }

// setOffName reads a name of ordinary words at the beginning of a sentence that
// the words behind it set off as one: "Iron Lantern, a crew that", "Root and Branch,
// which".
func (s *scratch) setOffName(i, last int) (foundName, bool) {
	const longest = 5 // tokens
	const people = cAuthority | cExpert | cSpokes | cVoice | cMember
	if s.text.Tokens[i].Flags&lang.SentStart == 0 || s.tags[i].cues&people != 0 || s.tags[i].grams&(gDet|gPoss|gPronoun|gPrep|gConj|gSubord|gRel|gAux|gNeg|gTime) != 0 || !s.functionWord(i) {
		return foundName{}, false
	}
	end, capitals := i, 0
	for end < last && end < i+longest && s.text.Tokens[end].Flags&(lang.Punct|lang.Digit) == 0 {
		switch {
		case s.dayOrMonth(end) || s.tags[end].grams&gTime != 0 || s.registered(end) || s.townNamedAt(end):
			return foundName{}, false
		case s.capital(end):
			capitals++
		case s.text.Role(end) != "and" && s.text.Role(end) != "of" && s.text.Role(end) != "the":
			return foundName{}, false
		}
		end++
	}
	if capitals < 2 || end+1 >= last || s.text.Word(end) != "," {
		return foundName{}, false
	}
	switch s.text.Role(end + 1) {
	case "a", "an", "which", "whose":
		return foundName{name: name{first: int32(i), last: int32(end)}, text: s.text.Slice(i, end)}, true
	}
	return foundName{}, false
}

// townNamedAt reports whether the name of a place begins at token i.
func (s *scratch) townNamedAt(i int) bool {
	m, ok := lexicon.Gazetteer().Longest(s.wordAt, i)
	return ok && m.Tokens > 0
}

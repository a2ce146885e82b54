package extract

import (
	"strings"

	"github.com/credence-project/credence/lang"
)

// common reports whether token i, written with a capital only because it
// begins a sentence, is a word of the lexicon and not a name.
func (s *scratch) common(i int) bool {
	tok := &s.text.Tokens[i]
	if tok.Flags&(lang.SentStart) == 0 && (i == 0 || s.text.Tokens[i-1].Flags&(lang.OpenQuote) == 0) {
		return false
	}
	if tok.Flags&lang.AllCaps != 0 {
		return false
	}
	return s.tags[i].grams != 0 || s.tags[i].cues != 0 || !s.elsewhere(i) && !s.startsAsName(i)
}

// elsewhere reports whether the word at i stands with a capital where no
// sentence begins.
func (s *scratch) elsewhere(i int) bool {
	w := s.text.Word(i)
	lo, hi := max(0, i-600), min(len(s.text.Tokens), i+600)
	for j := lo; j < hi; j++ {
		t := &s.text.Tokens[j]
		if t.Flags&(lang.SentStart|lang.Capital) == lang.Capital && int(t.End-t.Start) == len(w) && s.text.Word(j) == w && j > 0 && s.text.Tokens[j-1].Flags&lang.OpenQuote == 0 {
			return true
		}
	}
	return false
}

// startsAsName reports whether the words behind a capitalised word at the
// start of a sentence make it a name: a verb, a possessive, another capital.
func (s *scratch) startsAsName(i int) bool {
	if i+2 >= len(s.tags) {
		return false
	}
	if s.particle(i+1, len(s.tags)) || s.numbered(i+1, i, len(s.tags)) {
		return true
	}
	next := &s.text.Tokens[i+1]
	if next.Flags&lang.Capital != 0 {
		return s.tags[i+1].grams&(gDet|gPronoun) == 0 || s.numberWord(i+1)
	}
	w := s.text.Word(i)
	for k := 1; k < len(w); k++ {
		if w[k] >= 'A' && w[k] <= 'Z' {
			return true
		}
	}
	if s.text.Word(i+1) == "," && i+2 < len(s.tags) {
		switch s.text.Role(i + 2) {
		case "a", "an", "which", "who", "whose", "the":
			return true
		}
	}
	w = s.text.Role(i)
	if n := len(w); n > 3 && (w[n-1] == 's' && w[n-2] != 's' || w[n-2:] == "ly" || w[n-3:] == "ing" || w[n-2:] == "ed") {
		return false
	}
	return s.text.Role(i+1) == "'s" || s.tags[i+1].grams&(gFinite|gAux) != 0 && s.tags[i+1].grams&gNoun == 0
}

// groupAhead reports whether "of the" at j leads to the noun of a group:
// "Conspiracy of the Cells".
func (s *scratch) groupAhead(j, last int) bool {
	if s.text.Role(j) != "of" {
		return false
	}
	for k := j + 1; k < last && k < j+3; k++ {
		if s.capital(k) && s.tags[k].cues&cGroup != 0 {
			return true
		}
	}
	return false
}

// particle reports whether a small word stands inside a person's name.
func (s *scratch) particle(j, last int) bool {
	if j == 0 || j+1 >= last || !s.capital(j+1) || s.text.Tokens[j+1].Flags&lang.Capital == 0 {
		return false
	}
	if s.hinged(j, hParticle) {
		return true
	}
	switch s.text.Normal(j) {
	case "de", "del", "la", "el", "al":
		return s.text.Tokens[j-1].Flags&lang.Capital != 0
	}
	return false
}

// dateName reads a group named after a day: "29 May Front", "Second of April
// Movement", "Cell of 1 December".
func (s *scratch) dateName(i, last int) (foundName, bool) {
	j, day := i, false
	if s.tags[j].cues&cGroup != 0 && s.capital(j) {
		j++
		if j < last && s.text.Role(j) == "of" {
			j++
		}
		day = true
	}
	if j+1 >= last || s.text.Tokens[j].Flags&(lang.Digit|lang.Capital) == 0 {
		return foundName{}, false
	}
	if q, ok := s.text.NumberAt(j); !ok || q.Min < 1 || q.Min > 31 || q.Last != j+1 {
		return foundName{}, false
	}
	j++
	if s.text.Role(j) == "of" {
		j++
	}
	if j >= last || !s.dayOrMonth(j) {
		return foundName{}, false
	}
	j++
	if !day {
		if j >= last || s.tags[j].cues&cGroup == 0 && !s.articled(i) || !s.capital(j) {
			return foundName{}, false
		}
		j++
	}
	return foundName{name: name{first: int32(i), last: int32(j), kind: entityGroup}, text: s.text.Slice(i, j)}, true
}

// institution reports whether token j is the noun of a place of learning, a
// medium, a firm or a building: what bears its name is no armed group.
func (s *scratch) institution(j int) bool { return s.hinged(j, hInstitution) }

// linkable reports whether token j goes on with the name before it.
func (s *scratch) linkable(j int) bool {
	prev := &s.text.Tokens[j-1]
	return prev.Flags&(lang.Punct) == 0 || prev.Flags&lang.EndQuote != 0 || s.text.Word(j-1) == "'" || s.text.Word(j-1) == "’"
}

// functionWord reports whether token i is a small word, or a common one that
// is capitalised for its place only.
func (s *scratch) functionWord(i int) bool {
	g := s.tags[i].grams
	if g&gDet != 0 && (s.counts(i) || s.numberWord(i)) && s.text.Tokens[i].Flags&lang.SentStart == 0 && g&gPronoun == 0 {
		return false
	}
	if g&(gDet|gPoss|gPronoun|gPrep|gConj|gSubord|gRel|gAux|gNeg) != 0 && s.text.Tokens[i].Flags&lang.AllCaps == 0 {
		return true
	}
	if s.dayOrMonth(i) && s.text.Tokens[i].Flags&lang.AllCaps == 0 {
		return true
	}
	if !s.common(i) {
		return false
	}
	// At the start of a sentence: a name only if a capitalised word follows
	// that makes a name with it.
	if i+1 < len(s.tags) && s.capital(i+1) && (s.tags[i+1].cues&cGroup != 0 || s.tags[i].cues&cGroup != 0) && s.tags[i].grams&gTime == 0 && s.tags[i].grams&gFinite == 0 {
		return false
	}
	if s.x.words.openers.Has(s.text.Tokens[i].Word) && s.groupInRun(i+1) {
		return false // "Free Highlands Movement"
	}
	if s.tags[i].cues&cGroup != 0 && i+2 < len(s.tags) && (s.text.Role(i+1) == "of" || s.text.Role(i+1) == "for") && (s.capital(i+2) || i+3 < len(s.tags) && s.capital(i+3)) {
		return false
	}
	return true
}

// openersFile lists ordinary words that begin the name of a group.
const openersFile = "claim_openers.txt"

// groupInRun reports whether the few capitalised words from token i on hold one
// for a group.
func (s *scratch) groupInRun(i int) bool {
	const longest = 4
	for j := i; j < len(s.tags) && j < i+longest; j++ {
		if !s.capital(j) || s.text.Tokens[j].Flags&(lang.SentStart|lang.Punct) != 0 {
			return false
		}
		if s.tags[j].cues&cGroup != 0 {
			return true
		}
	}
	return false
}

// numberWord reports whether token i is a number in words.
func (s *scratch) numberWord(i int) bool {
	_, ok := s.text.NumberAt(i)
	return ok
}

// dayOrMonth reports whether token i names a day of the week or a month. A
// shortened month is one beside a figure or behind "in" or "since": else it may
// be a name, as in "Santillana del Mar".
func (s *scratch) dayOrMonth(i int) bool {
	switch s.text.Role(i) {
	case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june",
		"july", "august", "september", "october", "november", "december":
		return true
	case "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec":
		t := s.text.Tokens
		if i+1 < len(t) && t[i+1].Flags&lang.Digit != 0 || i > 0 && t[i-1].Flags&lang.Digit != 0 || t[i].Flags&lang.Stopped != 0 {
			return true
		}
		named := i+1 < len(t) && t[i+1].Sent == t[i].Sent && t[i+1].Flags&lang.Capital != 0
		return i > 0 && !named && (s.text.Role(i-1) == "in" || s.text.Role(i-1) == "since" || s.text.Role(i-1) == "last")
	}
	return false
}

// plural reports whether token j is the possessive within a name: "People's
// Army", "Workers' Fraction".
func (s *scratch) plural(j, last int) bool {
	t := s.text
	w := t.Role(j)
	if w != "'s" && w != "'" && w != "’" && w != "’s" || j == 0 {
		return false
	}
	if j+1 >= last || !s.capital(j+1) || t.Tokens[j].Flags&lang.Space != 0 {
		return false
	}
	return s.hinged(j-1, hFolk)
}

// connector gives the tokens of "of", "for the", "and" inside the name of a
// group, 0 if the name does not go on.
func (s *scratch) connector(j, last, first int) int {
	t := s.text
	n := 0
	switch t.Role(j) {
	case "of", "for", "de", "del", "la", "el", "pour", "per", "against", "to":
		n = 1
		if j+1 < last && (t.Role(j+1) == "the" || t.Role(j+1) == "la" || t.Role(j+1) == "a") {
			n = 2
		}
	case "and", "y", "&":
		// "for Unity and Combat", "of Faith and Struggle".
		if j-2 > first && (t.Role(j-2) == "for" || t.Role(j-2) == "of") {
			n = 1
		}
	default:
		return 0
	}
	if n > 0 && j+n < last && s.capital(j+n) && (!s.functionWord(j+n) || s.tags[j+n].grams&gTime != 0) {
		return n
	}
	return 0
}

// closeName decides what the run of tokens first..end-1 is.
func (s *scratch) closeName(first, end int, group bool) (foundName, bool) {
	if end <= first {
		return foundName{}, false
	}
	t := s.text
	if end-first == 1 && s.common(first) {
		return foundName{}, false
	}
	if w := t.Role(end - 1); !group && end < len(s.tags) && s.tags[end].grams&gNoun != 0 && !s.capital(end) {
		for _, ending := range []string{"ian", "ean", "ese", "ish"} {
			if len(w) > 5 && strings.HasSuffix(w, ending) {
				return foundName{skip: end - first}, false // "a South Asian outlet"
			}
		}
	}
	town := s.townNamed(first, end)
	group = group && !town // "in Lashkar Gah"
	if group {
		end = s.bracketed(s.abbreviated(first, end, s.limit), s.limit)
	}
	f := foundName{name: name{first: int32(first), last: int32(end)}}
	for first < end-1 && s.title(first) && t.Role(first+1) != "of" && !s.plural(first+1, end) && !s.groupBehind(first+1, end) {
		first++
		f.kind = entityPerson
		group = false
	}
	if group && f.kind == 0 {
		f.kind = entityGroup
	}
	for j := first; j < end && !town; j++ {
		if s.institution(j) && !(first > 0 && s.tags[first-1].cues&cUnknown != 0) {
			f.kind = entityOutlet
		}
	}
	if f.kind == 0 && end-first == 1 && t.Tokens[first].Flags&lang.AllCaps != 0 && t.Tokens[first].End-t.Tokens[first].Start <= 6 {
		f.kind = entityUnknown
	}
	f.text = t.Slice(first, end)
	return f, true
}

// groupBehind reports whether a noun for a group stands among the tokens
// first..end-1, so that what stands before it is no title: "Military Council".
func (s *scratch) groupBehind(first, end int) bool {
	for j := first; j < end; j++ {
		if s.tags[j].cues&cGroup != 0 && s.tags[j].cues&(cAuthority|cSpokes) == 0 {
			return true
		}
	}
	return false
}

// title reports whether token i is a capitalised role before a person's name.
func (s *scratch) title(i int) bool {
	if s.text.Tokens[i].Flags&lang.Stopped != 0 && s.text.Tokens[i].End-s.text.Tokens[i].Start > 2 {
		return true
	}
	if s.tags[i].cues&(cAuthority|cExpert|cSpokes) != 0 && s.tags[i].cues&cGroup == 0 {
		return true
	}
	return s.hinged(i, hTitle) || s.hinged(i, hPortfolio) && i+1 < len(s.tags) && s.tags[i+1].cues&cAuthority != 0
}

// upperName reads a name where all is in capitals: the words between an
// article and the head noun of a group.
func (s *scratch) upperName(i, last int) (foundName, bool) {
	if i == 0 || s.tags[i].grams&(gDet|gPrep|gVerb|gAux|gConj|gPronoun|gTime|gPoss|gSubord|gRel) != 0 {
		return foundName{}, false
	}
	if d := s.text.Role(i - 1); d != "the" && s.tags[i].cues != 0 {
		return foundName{}, false
	}
	fresh := 0
	for j := i; j < last && j < i+7; j++ {
		g := s.tags[j]
		if g.cues&cGroup != 0 && j > i && fresh > 0 {
			if n := s.introducing(j+1, last, i); n > 0 && s.unknown(j+n+1) {
				j += n + 1
			}
			return foundName{name: name{first: int32(i), last: int32(j + 1), kind: entityGroup}, text: s.text.Slice(i, j+1)}, true
		}
		if g.grams&(gDet|gPrep|gVerb|gAux|gConj|gPronoun|gTime|gPoss|gSubord|gRel) != 0 || s.text.Tokens[j].Flags&lang.Punct != 0 {
			break
		}
		if g.cues&(cUnknown|cStripe|cAuthority) == 0 {
			fresh++
		}
	}
	if s.unknown(i) && s.text.Tokens[i].Flags&lang.Hyphen != 0 {
		return foundName{name: name{first: int32(i), last: int32(i + 1)}, text: s.text.Word(i)}, true
	}
	return foundName{}, false
}

// quotedName reads a name in quotation marks.
func (s *scratch) quotedName(i, last int) (foundName, bool) {
	t := s.text
	const longest = 12
	end, caps, words, group := -1, 0, 0, false
	for j := i + 1; j < last && j <= i+longest; j++ {
		if t.Tokens[j].Flags&lang.EndQuote != 0 {
			end = j
			break
		}
		if t.Tokens[j].Flags&lang.Punct != 0 && t.Word(j) != "'" && t.Word(j) != "’" {
			return foundName{}, false
		}
		if s.tags[j].grams&(gDet|gPrep|gConj) == 0 {
			words++
			if s.capital(j) {
				caps++
			}
		}
		group = group || s.tags[j].cues&cGroup != 0
	}
	if end < 0 || words == 0 {
		return foundName{}, false
	}
	if caps < words && !(group && words <= 3 && i > 0 && s.tags[i-1].cues&cNaming != 0) {
		return foundName{}, false
	}
	if caps == 1 && words == 1 && s.tags[i+1].grams&(gVerb|gAux|gPronoun|gNeg|gDet) != 0 {
		return foundName{}, false
	}
	first := i + 1
	if s.tags[first].grams&gDet != 0 && first+1 < end {
		first++
	}
	f := foundName{name: name{first: int32(i), last: int32(end + 1)}, text: t.Slice(first, end)}
	if a, at := s.knownWithin(first, end); a != nil {
		f.actor, f.text, f.kind = a, t.Slice(at, end), entityGroup
		return f, true
	}
	if group {
		f.kind = entityGroup
	}
	return f, true
}

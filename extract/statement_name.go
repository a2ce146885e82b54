package extract

import (
	"strings"

	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// entityKind says what a name stands for, as far as the text tells.
type entityKind uint8

const (
	entityUnknown entityKind = iota // a name of unknown kind
	entityGroup                     // an armed group, movement, gang, sect
	entityState                     // a state
	entityOrgan                     // an agency or service of a state
	entityPerson
	entityOutlet // a newspaper, an agency, a channel
	entityDescribed
)

// entity is somebody or something that a document names, under all its names.
type entity struct {
	name    string // the fullest
	words   []string
	kind    entityKind
	actor   *lexicon.Actor
	short   []string // acronyms and shorter forms, normal
	of      int32    // the entity a person or outlet speaks for, -1 if none
	count   int32
	first   int32 // token of its first occurrence
	outlet  bool  // a platform or medium that stands for nobody
	lent    bool  // named after an outlet that speaks for it; the text has not called it so
	claimed bool  // it has made or been given a statement about responsibility
}

// name is an occurrence of a name: tokens first..last-1.
type name struct {
	first, last int32
	entity      int32
	kind        entityKind
	member      bool // a word for the people of the entity: "Maoists"
	channel     bool // an outlet that speaks for the entity
	outlet      bool // one that speaks for nobody
}

// findNames fills s.names and s.entities.
func (s *scratch) findNames() {
	s.names, s.entities, s.entityWords = s.names[:0], s.entities[:0], s.entityWords[:0]
	t := s.text
	for i := range t.Sentences {
		sent := &t.Sentences[i]
		s.limit = int(sent.Last)
		for j := int(sent.First); j < int(sent.Last); {
			n, ok := s.nameAt(j, sent)
			if !ok {
				j += max(1, n.skip)
				continue
			}
			s.addName(n)
			j = int(n.name.last)
		}
	}
}

// found is a name being read.
type foundName struct {
	name
	text  string
	actor *lexicon.Actor
	skip  int // tokens that are no name and begin none
}

// nameAt reads the name that begins at token i.
func (s *scratch) nameAt(i int, sent *lang.Sentence) (foundName, bool) {
	t := s.text
	tok := &t.Tokens[i]
	if tok.Flags&lang.OpenQuote != 0 {
		return s.quotedName(i, int(sent.Last))
	}
	if n, ok := s.dateName(i, int(sent.Last)); ok {
		return n, true
	}
	if n, ok := s.monthName(i, int(sent.Last)); ok {
		return n, true
	}
	if s.smallArticle(i, int(sent.Last)) {
		if n, ok := s.knownName(i, sent); ok && n.last > n.first && n.skip == 0 {
			return n, true
		}
	}
	if !s.capital(i) {
		return foundName{}, false
	}
	if n, ok := s.knownName(i, sent); ok {
		return n, n.last > n.first && n.skip == 0
	}
	if n := s.outletAt(i, int(sent.Last)); n > 0 {
		return foundName{name: name{first: int32(i), last: int32(i + n), outlet: true}, text: s.text.Slice(i, i+n)}, true
	}
	if sent.Upper {
		return s.upperName(i, int(sent.Last))
	}
	if s.peopleOf(i, sent) {
		return foundName{}, false
	}
	if n, ok := s.setOffName(i, int(sent.Last)); ok {
		return n, true
	}
	return s.capitalName(i, int(sent.Last))
}

// peopleOf reports whether a plain word for people, with a capital since it opens
// the sentence, stands before "of" and the name of their group or state:
// "Fighters of the River Front", but "Soldiers of Odin".
func (s *scratch) peopleOf(i int, sent *lang.Sentence) bool {
	last := int(sent.Last)
	if s.text.Tokens[i].Flags&lang.SentStart == 0 || s.tags[i].cues&(cMember|cAttacker) == 0 || !s.pluralAt(i) || i+2 >= last || s.text.Role(i+1) != "of" {
		return false
	}
	j := i + 2
	if s.text.Role(j) == "the" && j+1 < last {
		j++
	}
	if !s.capital(j) {
		return false
	}
	if n, ok := s.knownName(j, sent); ok {
		return n.skip == 0 && n.kind != entityPerson
	}
	n, ok := s.capitalName(j, last)
	return ok && n.kind == entityGroup
}

// capital reports whether token i is written as a name is: with a capital, or
// with one behind a small particle ("al-Shabaab").
func (s *scratch) capital(i int) bool {
	tok := &s.text.Tokens[i]
	if tok.Flags&lang.Hyphen == 0 {
		return tok.Flags&lang.Capital != 0
	}
	w := s.text.Word(i)
	if tok.Flags&lang.Capital != 0 {
		// "London-based", "Russian-speaking" are no names; "Jaish-e-Mohammad" is.
		tail := w[strings.LastIndexByte(w, '-')+1:]
		return len(tail) < 4 || tail[0] < 'a' || tail[0] > 'z'
	}
	k := strings.IndexByte(w, '-')
	switch w[:max(k, 0)] {
	case "pro", "ex", "non", "un", "mid", "co", "neo", "pre", "re":
		return false
	}
	return k > 0 && k <= 3 && k+1 < len(w) && w[k+1] >= 'A' && w[k+1] <= 'Z' && w[0] >= 'a'
}

// knownName finds a name of the register or of a state.
func (s *scratch) knownName(i int, sent *lang.Sentence) (foundName, bool) {
	m, ok := lexicon.ActorMatch{}, false
	if s.mayBegin(i, nActor) {
		m, ok = s.x.actors.Longest(s.wordAt, i)
	}
	v, n := s.x.states.Match(s.text, i)
	if n > 0 && (!ok || n >= m.Tokens) {
		st := s.x.stateNames[v]
		if st.adjective {
			return foundName{name: name{first: int32(i), last: int32(i)}, skip: n}, s.adjective(i, i+n)
		}
		return foundName{name: name{first: int32(i), last: int32(i + n), kind: entityState}, text: st.name}, true
	}
	if !ok || m.Tokens == 0 {
		return foundName{}, false
	}
	last := i + m.Tokens
	if w := s.text.Word(last - 1); m.Tail < len(w) && strings.IndexByte(w, '-') > 0 {
		// Part of a compound: "Taliban-led" is an adjective, "FLEC-PM" a name of
		// its own.
		if m.Tail+1 < len(w) && w[m.Tail] == '-' && w[m.Tail+1] >= 'A' && w[m.Tail+1] <= 'Z' {
			return s.capitalName(i, int(sent.Last))
		}
		return foundName{}, true
	}
	if last < int(sent.Last) && s.extends(i, last, int(sent.Last)) && !sent.Upper {
		// The register's name is part of a longer one: "Islamic Jihad of the Peninsula".
		if n, ok := s.capitalName(i, int(sent.Last)); ok && int(n.last) > last {
			return n, true
		}
	}
	last = s.bracketed(last, int(sent.Last))
	a := m.Actors[0]
	f := foundName{name: name{first: int32(i), last: int32(last), kind: entityGroup}, text: s.text.Slice(i, last), actor: a}
	if len(m.Actors) > 1 {
		if p := lexicon.Pick(m.Actors, lexicon.Hints{Known: s.known, Year: s.year}); p != nil {
			f.actor = p
		} else if m.Kind != lexicon.FormChannel {
			f.actor = nil
		}
	}
	if f.actor != nil && f.actor.Kind == lexicon.KindState {
		f.kind = entityOrgan
	}
	switch m.Kind {
	case lexicon.FormMember:
		f.member = true
		if m.Common && m.Tokens == 1 && s.text.Tokens[i].Flags&lang.SentStart != 0 {
			return foundName{}, false
		}
	case lexicon.FormChannel:
		f.channel = true
	}
	if m.Common && m.Tokens == 1 && sent.Upper && s.tags[i].grams != 0 { // "IS", "IT"
		return foundName{}, false
	}
	if m.Common && m.Tokens == 1 && m.Kind == lexicon.FormName && (sent.Upper || s.text.Tokens[i].Flags&lang.SentStart != 0) {
		return foundName{}, false
	}
	if m.Common && !f.channel {
		f.actor = nil
		if m.Kind == lexicon.FormAcronym || m.Tokens > 1 {
			f.kind = entityUnknown
		}
	}
	return f, true
}

// adjective reports whether the adjective of a state, tokens i..end-1, is just
// that and does not begin a longer name.
func (s *scratch) adjective(i, end int) bool {
	if end >= len(s.tags) || !s.capital(end) || s.text.Tokens[end].Flags&lang.SentStart != 0 {
		return true
	}
	if m, ok := s.x.actors.Longest(s.wordAt, end); ok && m.Tokens > 0 && (!m.Common || m.Tokens > 1) {
		return true // "the Russian FSB"
	}
	return s.tags[end].cues&(cAuthority|cExpert) != 0 && s.tags[end].cues&cGroup == 0
}

// extends reports whether a capitalised continuation follows a known name.
func (s *scratch) extends(first, i, last int) bool {
	t := s.text
	if s.capital(i) && t.Tokens[i].Flags&lang.Space != 0 {
		if i-first == 1 && s.tags[i].cues == 0 && s.tags[i].grams == 0 && t.Tokens[i].Flags&lang.AllCaps == 0 && s.unknown(i) {
			return true
		}
		return s.tags[i].cues&(cGroup) != 0 || s.has(first, i, cGroup) && s.tags[i].cues == 0 && s.tags[i].grams == 0
	}
	if s.plural(i, last) || s.owners(i, last, first) {
		return true // "Army of God's Mercy"
	}
	if n := t.Role(i); n == "of" || n == "for" || n == "against" {
		j := i + 1
		if j < last && t.Role(j) == "the" {
			j++
		}
		return j < last && s.capital(j) && (s.has(first, i, cGroup) || i-first > 1 && n != "of")
	}
	return false
}

// capitalName reads a run of capitalised words.
func (s *scratch) capitalName(i, last int) (foundName, bool) {
	t := s.text
	if s.functionWord(i) {
		return foundName{}, false
	}
	if s.creedBefore(i, last) {
		return foundName{skip: 1}, false
	}
	end, group := i, false
	for j := i; j < last && j < i+14; {
		switch {
		case j > i && s.behindPlace(i) && s.registered(j):
			return s.closeName(i, end, group)
		case s.capital(j) && (j == i || s.linkable(j)):
			if s.functionWord(j) && j > i {
				if n := s.connector(j, last, i); group && n > 0 {
					j += n
					continue
				}
				return s.closeName(i, end, group)
			}
			group = group || s.tags[j].cues&cGroup != 0 || s.institution(j)
			j++
			end = j
		case t.Tokens[j].Flags&lang.Digit != 0 && j > i && s.tags[j-1].cues&cGroup != 0 && t.Tokens[j].End-t.Tokens[j].Start < 4:
			j++
			if j < last && s.dayOrMonth(j) && s.capital(j) {
				j++ // "Organisation 17 November"
			}
			end = j
		case s.plural(j, last) || s.owners(j, last, i):
			group = true
			j++
		case s.numbered(j, i, last):
			j++
			end = j
		case (group || s.groupAhead(j, last)) && s.connector(j, last, i) > 0:
			j += s.connector(j, last, i)
		case !group && s.ofName(j, last, i) > 0:
			j += s.ofName(j, last, i)
		case s.introducing(j, last, i) > 0:
			group = true // no person is called "Trust in Fire"
			j += s.introducing(j, last, i)
		case s.particle(j, last), s.placeGoesOn(i, j, last):
			j++
		default:
			return s.closeName(i, end, group)
		}
	}
	return s.closeName(i, end, group)
}

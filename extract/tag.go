package extract

import (
	"strings"

	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// tag is what the lexicon says about a token.
type tag struct {
	cues   cue
	scene  sceneWord
	turn   turnWord
	grams  gram
	pgrams gram  // of the phrase
	name   int32 // index of the name it belongs to, -1 if none
	phrase uint8 // tokens of the phrase that begins here, 1 for a word
	inside bool  // behind the first token of a phrase
	begins noun  // names and nouns that may begin here
}

// tagger looks tokens up in the lexicon.
func (s *scratch) tagTokens() {
	t := s.text
	s.tags = s.tags[:0]
	for i := range t.Tokens {
		tok := &t.Tokens[i]
		known := s.x.words.of(tok.Word)
		g := tag{cues: known.cues, scene: known.scene, turn: known.turn, grams: known.grams, name: -1, phrase: 1, begins: known.begins}
		if tok.Flags&lang.Accent != 0 {
			g.begins = anyNoun // its usual spelling is another
		}
		if tok.Flags&lang.Hyphen != 0 && s.unknown(i) {
			g.cues = s.x.words.of(tok.Tail).cues & (cGroup | cMember | cAttack | cWeapon | cAttacker)
			if g.cues != 0 {
				g.grams = gNoun
			}
		}
		if tok.Flags&(lang.Capital|lang.SentStart) == lang.Capital && s.dayOrMonth(i) {
			g.grams = gTime
		}
		if g.cues == 0 && g.grams == 0 && tok.Flags&(lang.Punct|lang.Digit|lang.Capital) == 0 {
			g.grams |= s.x.words.guess(t.Normal(i))
		}
		s.tags = append(s.tags, g)
	}
	for i := 0; i < len(t.Tokens); i++ {
		if v, n := s.x.words.phrases.Match(t, i); n > 1 {
			p := s.x.words.values[v]
			s.tags[i].cues |= p.cues
			s.tags[i].grams |= p.grams
			if p.grams&gPrep != 0 {
				s.tags[i].grams = p.grams // "according to"
			}
			s.tags[i].phrase, s.tags[i].pgrams = uint8(n), p.grams
			if p.grams&gVerb != 0 || p.cues&cNobody != 0 || p.grams&(gPrep|gNoun) != 0 {
				for j := i + 1; j < i+n; j++ {
					s.tags[j].inside = true
				}
			}
		}
	}
}

// mayBegin reports whether a name or noun of one of the lists may begin with token
// i.
func (s *scratch) mayBegin(i int, lists noun) bool { return s.tags[i].begins&lists != 0 }

// taxonomy is the one whose nouns a list holds.
func (n noun) taxonomy() *lexicon.Taxonomy {
	switch n {
	case nWeapon:
		return lexicon.Weapons()
	case nMethod:
		return lexicon.Methods()
	case nThing:
		return lexicon.Things()
	case nPerson:
		return lexicon.People()
	}
	return lexicon.Agents()
}

// nounAt gives the longest noun of a list that begins at token i.
func (s *scratch) nounAt(i int, list noun) (lexicon.ClassMatch, bool) {
	if !s.mayBegin(i, list) {
		return lexicon.ClassMatch{}, false
	}
	return list.taxonomy().Longest(s.wordAt, i)
}

// classAt gives the class that a list has for token i by itself.
func (s *scratch) classAt(i int, list noun) (lexicon.Class, bool) {
	if !s.mayBegin(i, list) {
		return lexicon.Class{}, false
	}
	return list.taxonomy().Lookup(s.text.Word(i))
}

// guess tells the grammar of an unknown word by its ending.
func (w *words) guess(word string) gram {
	for i := range w.endings {
		if e := &w.endings[i]; len(word) >= e.least && strings.HasSuffix(word, e.text) {
			return e.grams
		}
	}
	return 0
}

// has reports whether any token of first..last-1 has one of the cues.
func (s *scratch) has(first, last int, c cue) bool {
	for i := first; i < last; i++ {
		if s.tags[i].cues&c != 0 {
			return true
		}
	}
	return false
}

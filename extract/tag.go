package extract

import (
	"strings"

	"github.com/credence-project/credence/lang"
)

// tag is what the lexicon says about a token.
type tag struct {
	cues   cue
	grams  gram
	phrase uint8 // tokens of the phrase that begins here, 1 for a word
	pgrams gram  // of the phrase
	inside bool  // behind the first token of a phrase
	name   int32 // index of the name it belongs to, -1 if none
}

// tagger looks tokens up in the lexicon.
func (s *scratch) tagTokens() {
	t := s.text
	s.tags = s.tags[:0]
	for i := range t.Tokens {
		tok := &t.Tokens[i]
		g := tag{cues: cue(s.x.words.cues.Of(tok.Word)), grams: gram(s.x.words.grams.Of(tok.Word)), phrase: 1, name: -1}
		if tok.Flags&lang.Hyphen != 0 && s.unknown(i) {
			g.cues = cue(s.x.words.cues.Of(tok.Tail)) & (cGroup | cMember | cAttack | cWeapon | cAttacker)
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

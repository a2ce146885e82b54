package extract

import (
	"slices"
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// No rule that would match may be left out beforehand.
func TestAptRules(t *testing.T) {
	x, err := New(lang.English(), lexicon.Actors())
	if err != nil {
		t.Fatal(err)
	}
	s := x.newScratch()
	for _, text := range []string{
		"The Green Dawn Front claimed responsibility for the bombing. It was behind the attack, police said.",
		"Nobody has claimed the attack. No group said it was behind the blast, and there is no evidence that the Front did it.",
		"We carried out the raid, the statement said. The Front denies that it had anything to do with the killing.",
		"The minister blamed the Red Wave. Its claim was false, he said, and was not genuine. The raid bore the hallmarks of the Front.",
		"The group pledged allegiance to the Islamic State and took back its claim. The motive was robbery. He acted alone.",
	} {
		s.read(&credence.Document{Text: text})
		s.resetFocus()
		for i := range s.text.Sentences {
			sent := &s.text.Sentences[i]
			s.parse(int(sent.First), int(sent.Last))
			for fi := range s.frames {
				f := &s.frames[fi]
				s.behind = s.sumUp(int(s.chunks[f.verb].head)+1, s.tailEnd(f))
				s.aptRules(f)
				apt := slices.Clone(s.apt)
				for ri := range x.rules {
					if r := &x.rules[ri]; s.takesVerb(r, f) && s.matches(r, f) && !slices.Contains(apt, ri) {
						t.Errorf("%q: rule %s of %s is left out", text, r.name, r.kind)
					}
				}
			}
		}
	}
}

func (s *scratch) takesVerb(r *rule, f *frame) bool {
	c := &s.chunks[f.verb]
	return r.verb == 0 && r.verbs == nil || c.cues&r.verb != 0 || r.verbs.Has(s.text.Tokens[c.head].Word)
}

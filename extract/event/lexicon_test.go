package event

import (
	"strings"
	"testing"

	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
	"github.com/credence-project/credence/lexicon/en"
)

func newTables(t *testing.T) *lexiconTables {
	t.Helper()
	x, err := newLexicon(lang.NewVocabulary(lang.English()))
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// The files must use only classes that the code knows.
func TestLexiconFiles(t *testing.T) {
	kinds := map[string]bool{"person": true, "perp": true, "org": true, "thing": true, "weapon": true, "place": true, "group": true,
		"time": true, "event": true, "talk": true}
	check := func(file string, known func(class string) bool) {
		if err := classTable(en.Incident, file, func(class string, words []string) {
			if !known(class) {
				t.Errorf("%s: unknown class %q", file, class)
			}
		}); err != nil {
			t.Error(err)
		}
	}
	check("incident_nouns.txt", func(class string) bool {
		kind, _, _ := strings.Cut(class, ".")
		return kinds[kind]
	})
	check("incident_nations.txt", func(class string) bool {
		_, err := lexicon.Countries().Country(class)
		return err == nil
	})
	x := newTables(t)
	if len(x.event) > 32 || len(x.person) > 16 || len(x.thing) > 16 || len(x.weapon) > 32 {
		t.Errorf("too many classes for their bits: %d of events, %d of people, %d of things, %d of weapons",
			len(x.event), len(x.person), len(x.thing), len(x.weapon))
	}
}

func TestLexemes(t *testing.T) {
	x := newTables(t)
	for _, tc := range []struct {
		word  string
		bits  uint64
		event string
		lemma string
	}{
		{"murdered", verbPast | isEventVerb, "kill", "murder"},
		{"murders", isEventNoun | verbThird, "kill", "murder"},
		{"kidnapping", isEventNoun, "kidnap", "kidnap"},
		{"policemen", isPerson | isPlural, "", "policeman"},
		{"guerrillas", isPerp | isPlural, "", "guerrilla"},
		{"dynamite", isWeapon, "bomb", "dynamite"},
		{"buses", isThing | isPlural, "", "bus"},
		{"the", isDet, "", "the"},
	} {
		l := x.of(x.vocab.Find(tc.word))
		if l.bits&tc.bits != tc.bits {
			t.Errorf("%s: bits %b lack %b", tc.word, l.bits, tc.bits&^l.bits)
		}
		if got := x.event[l.event]; got != tc.event {
			t.Errorf("%s: event %q, want %q", tc.word, got, tc.event)
		}
		if l.lemma != hashForm(tc.lemma) {
			t.Errorf("%s: the base form is not %q", tc.word, tc.lemma)
		}
	}
}

func TestPhrases(t *testing.T) {
	r := &reading{chunker: chunker{lex: newTables(t)}, actors: lexicon.Actors()}
	a := lang.NewAnalyser(r.lex.vocab)
	for _, tc := range []struct{ name, text, want string }{
		{"passive with an agent", "THREE PEASANTS WERE KILLED BY GUNMEN IN THE TOWN.", "(THREE PEASANTS) <WERE KILLED> by:(GUNMEN) in:(THE TOWN)"},
		{"a participle inside a phrase", "THE MURDERED PRIESTS LIVED IN LIMA.", "(THE MURDERED PRIESTS) <LIVED> in:(LIMA)"},
		{"the name of a known group is kept together", "SHINING PATH GUERRILLAS ATTACKED A BANK.", "(SHINING PATH GUERRILLAS) <ATTACKED> (A BANK)"},
		{"an infinitive", "THEY TRIED TO BURN A BUS.", "<TRIED> <BURN> (A BUS)"},
		{"mixed case", "Police said the mayor's driver was hurt.", "(Police) <said> (the mayor's driver) <was hurt>"},
	} {
		r.look(a.Analyse(tc.text))
		r.markActors()
		r.cut()
		if got := r.show(); got != tc.want {
			t.Errorf("%s:\n got %s\nwant %s", tc.name, got, tc.want)
		}
	}
}

// show writes phrases and verb groups in the order of the text.
func (r *reading) show() string {
	var out []string
	v := 0
	for k := range r.phrases {
		p := &r.phrases[k]
		for v < len(r.verbs) && r.verbs[v].first < p.first {
			out = append(out, "<"+r.plain(r.verbs[v].first, r.verbs[v].last)+">")
			v++
		}
		s := "(" + r.plain(p.first, p.last) + ")"
		if p.prep >= 0 {
			s = r.text.Normal(int(p.prep)) + ":" + s
		}
		out = append(out, s)
	}
	for ; v < len(r.verbs); v++ {
		out = append(out, "<"+r.plain(r.verbs[v].first, r.verbs[v].last)+">")
	}
	return strings.Join(out, " ")
}

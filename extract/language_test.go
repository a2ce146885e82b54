package extract

import (
	"io/fs"
	"slices"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
	"github.com/credence-project/credence/lexicon/en"
)

var allLanguages = sync.OnceValues(func() (*Extractor, error) {
	return New(lang.English(), lexicon.Actors(), lang.Packs()[1:]...)
})

// TestLanguageOfDocument: the pack is chosen by what a document says of
// itself, else by its words; what no pack reads says so.
func TestLanguageOfDocument(t *testing.T) {
	x, err := allLanguages()
	if err != nil {
		t.Fatal(err)
	}
	const (
		english = "The Blue Valley Front claimed responsibility for the bombing of the station, police said."
		spanish = "El Frente del Valle Azul reivindicó el atentado contra la estación, según informó la policía en un comunicado."
		french  = "Le Front de la Vallée Bleue a revendiqué l'attentat contre la gare, selon un communiqué de la police publié hier. ETA claims responsibility."
	)
	for _, c := range []struct {
		name, lang, text string
		kinds            []credence.Kind
		unread           string
	}{
		{"English, named", "en", english, []credence.Kind{credence.KindClaim}, ""},
		{"English with a region", "en-GB", english, []credence.Kind{credence.KindClaim}, ""},
		{"English, unnamed", "", english, []credence.Kind{credence.KindClaim}, ""},
		{"English under a wrong name", "fr", english, []credence.Kind{credence.KindClaim}, ""},
		{"Spanish, named", "es-419", spanish, []credence.Kind{credence.KindClaim}, ""},
		{"Spanish, unnamed", "", spanish, []credence.Kind{credence.KindClaim}, ""},
		{"French, named", "fr", french, nil, "fr"},
		{"French, unnamed", "", french, nil, "und"},
		{"nothing", "", "", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := x.Extract(credence.Document{Lang: c.lang, Text: c.text})
			var kinds []credence.Kind
			for _, s := range e.Statements {
				kinds = append(kinds, s.Kind)
			}
			if !slices.Equal(kinds, c.kinds) || e.Unread != c.unread {
				t.Errorf("kinds %v, unread %q; want %v, %q", kinds, e.Unread, c.kinds, c.unread)
			}
		})
	}
}

// TestLanguageFiles holds the word lists of every language to those of
// English: the same files but for what only a model reads, none empty, and every class that the code itself
// asks for filled.
func TestLanguageFiles(t *testing.T) {
	names := func(files fs.FS) []string {
		list, err := fs.Glob(files, "*.txt")
		if err != nil {
			t.Fatal(err)
		}
		return slices.DeleteFunc(list, func(name string) bool { return name == sensesFile })
	}
	want := names(en.Statement)
	for tag, l := range languages {
		if got := names(l.files); !slices.Equal(got, want) {
			t.Errorf("%s has %v, want %v", tag, got, want)
		}
	}
	if len(languages) != len(lang.Packs()) {
		t.Errorf("%d languages, %d packs", len(languages), len(lang.Packs()))
	}
	for _, p := range lang.Packs() {
		x, err := New(p, lexicon.Actors())
		if err != nil {
			t.Fatal(err)
		}
		var cues cue
		var grams gram
		for w := range x.vocab.Len() {
			cues |= x.words.of(lang.Word(w)).cues
			grams |= x.words.of(lang.Word(w)).grams
		}
		for _, v := range x.words.values {
			cues, grams = cues|v.cues, grams|v.grams
		}
		for _, name := range []string{"say", "think", "admit", "according", "hedge", "sofar", "authority", "expert", "spokes", "voice", "attackverb", "doverb", "attack",
			"weapon", "attacker", "group", "member", "stripe", "organ", "naming", "unknown", "claimverb", "resp", "claimnoun", "claimonly", "involve", "denyverb",
			"chargenoun", "blameverb", "pinverb", "responsible", "behind", "pledgeverb", "pledgenoun", "nobody", "refusal"} {
			if cues&cueOf(name) == 0 {
				t.Errorf("%s: no word of class %s", p.Lang, name)
			}
		}
		for _, name := range []string{"det", "poss", "pronoun", "prep", "conj", "subord", "rel", "be", "have", "modal", "negation", "time", "commonverb", "commonnoun"} {
			if grams&gramOf(name) == 0 {
				t.Errorf("%s: no word of class %s", p.Lang, name)
			}
		}
		if len(x.rules) == 0 || len(x.stateNames) == 0 {
			t.Errorf("%s: %d rules, %d states", p.Lang, len(x.rules), len(x.stateNames))
		}
	}
}

func FuzzSpanishStatements(f *testing.F) {
	x, err := spanish()
	if err != nil {
		f.Fatal(err)
	}
	for _, c := range spanishCases {
		f.Add(c.text)
	}
	f.Add("Frente B")
	f.Add("La B de")
	f.Add("«SE ATRIBUYO\x00 el\u200f atentado\xff (ELN) a a a la las FARC que que que")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<14 {
			return
		}
		for _, s := range x.Statements(credence.Document{Lang: "es", Text: text}) {
			if s.Start < 0 || s.End > len(text) || s.Start >= s.End || utf8.ValidString(text) && !utf8.ValidString(s.Text) {
				t.Errorf("span %v of %d bytes: %q", s.Span, len(text), s.Text)
			}
		}
	})
}

package lang

import (
	"io/fs"
	"path"
	"slices"
	"testing"
)

// TestPackFiles holds every pack to the files of English, and every table to
// what its readers understand.
func TestPackFiles(t *testing.T) {
	names := func(dir string) (list []string) {
		entries, err := fs.ReadDir(packFiles, dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			list = append(list, path.Base(e.Name()))
		}
		return list
	}
	want := names("en")
	for _, p := range Packs() {
		if got := names(p.Lang); !slices.Equal(got, want) {
			t.Errorf("%s has %v, want %v", p.Lang, got, want)
		}
		if len(p.abbrev) == 0 || len(p.starters) == 0 || len(p.numbers) == 0 || len(p.calendar) == 0 || len(p.irregular)+len(p.listed) == 0 || len(p.suffixes) == 0 {
			t.Errorf("%s: a table is empty", p.Lang)
		}
		months := map[int]bool{}
		for word, c := range p.calendar {
			if Normal(word) != word {
				t.Errorf("%s: calendar word %q is not in its normal form", p.Lang, word)
			}
			if c.kind == "month" {
				months[c.n] = true
			}
		}
		if len(months) != 12 {
			t.Errorf("%s: %d months", p.Lang, len(months))
		}
		for word, role := range p.roles {
			if Normal(word) != word || role == "" {
				t.Errorf("%s: %q stands for %q", p.Lang, word, role)
			}
		}
		for _, e := range p.endings {
			if !slices.Contains([]FormKind{Base, Third, Past, Participle, Gerund, Finite}, e.kind) {
				t.Errorf("%s: ending of unknown kind %q", p.Lang, e.kind)
			}
		}
		for trait := range p.traits {
			if !slices.Contains([]Trait{DropsSubjects, BareInfinitives, LeadingSources, HeadsFirst, RepeatsTo}, trait) {
				t.Errorf("%s: unknown trait %q", p.Lang, trait)
			}
		}
	}
}

func TestForms(t *testing.T) {
	for _, c := range []struct {
		pack *Pack
		base string
		want VerbForm
	}{
		{English(), "deny", VerbForm{"denied", Past}},
		{English(), "carry out", VerbForm{"carrying out", Gerund}},
		{Spanish(), "atribuir", VerbForm{"atribuyo", Finite}},
		{Spanish(), "atribuir", VerbForm{"atribuido", Participle}},
		{Spanish(), "negar", VerbForm{"niega", Finite}},
		{Spanish(), "negar", VerbForm{"nego", Finite}},
		{Spanish(), "decir", VerbForm{"dijo", Finite}},
		{Spanish(), "decir", VerbForm{"dicho", Participle}},
		{Spanish(), "cometer", VerbForm{"cometido", Participle}},
		{Spanish(), "acusar", VerbForm{"acusando", Gerund}},
		{Spanish(), "llevar a cabo", VerbForm{"llevo a cabo", Finite}},
	} {
		if got := c.pack.Forms(c.base); !slices.Contains(got, c.want) {
			t.Errorf("%s: forms of %q are %v, lack %v", c.pack.Lang, c.base, got, c.want)
		}
	}
}

// TestRole: a small word stands for the English one that does the same.
func TestRole(t *testing.T) {
	text := NewAnalyser(NewVocabulary(Spanish())).Analyse("Según ÉL, fue colocada por el grupo")
	for i, want := range []string{"segun", "the", ",", "fue", "colocada", "by", "the", "grupo"} {
		if got := text.Role(i); got != want {
			t.Errorf("token %d: %q, want %q", i, got, want)
		}
	}
}

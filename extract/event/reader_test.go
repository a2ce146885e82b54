package event

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

func newReader(t testing.TB) *Reader {
	t.Helper()
	tables, err := Load(lang.NewVocabulary(lang.English()), lexicon.Actors(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return tables.NewReader()
}

// The texts below are our own; the people in them are made up.

const kidnapping = `   BOGOTA, 12 MAY 89 (EFE) -- [TEXT] RODRIGO ALMENARA, MAYOR OF SAN CLEMENTE, WAS
KIDNAPPED YESTERDAY BY GUERRILLAS OF THE ARMY OF NATIONAL LIBERATION [ELN] IN THE
DEPARTMENT OF SANTANDER, POLICE REPORTED TODAY.

   ALMENARA WAS TAKEN FROM HIS HOUSE BY A GROUP OF ARMED MEN.
`

const bombing = `   LIMA, 3 APR 90 -- [TEXT] A CAR BOMB PLANTED BY SHINING PATH TERRORISTS EXPLODED LAST NIGHT IN FRONT OF
THE INDUSTRIAL BANK IN LIMA.  TWO POLICEMEN WERE KILLED AND FIVE PASSERSBY WERE INJURED.  THE BANK BUILDING WAS
DESTROYED.
`

const quiet = `   SANTIAGO, 5 FEB 90 -- [TEXT] THE GOVERNMENT AND THE UNIONS TODAY SIGNED AN AGREEMENT ON WAGES.  THE
FINANCE MINISTER SAID THE ECONOMY GREW BY 4 PERCENT LAST YEAR.
`

const modern = `A bomb exploded outside a police station in the northern city of Kirkuk on Tuesday, killing four
police officers and wounding a dozen civilians, officials said. Islamic State claimed responsibility for the
attack in a statement posted online.
`

// gist is a mention reduced to what a test wants to see.
func gist(m *credence.Mention) []string {
	out := []string{"type " + m.Type, "stage " + string(m.Stage)}
	if m.Date.From == m.Date.To {
		out = append(out, "date "+m.Date.To)
	}
	out = append(out, "country "+m.Place.Country)
	for _, w := range m.Weapons {
		out = append(out, "weapon "+w.Class)
	}
	for _, g := range m.Targets {
		out = append(out, g.Kind+" "+strings.TrimSpace(g.Name+" "+g.Effect))
	}
	for _, p := range m.Perpetrators {
		if p.Kind == "organization" {
			out = append(out, "by "+p.ActorID)
		}
	}
	return out
}

func TestRead(t *testing.T) {
	f := newReader(t)
	for _, tc := range []struct {
		name, text string
		published  time.Time
		want       []string
	}{
		{"kidnapping in capitals", kidnapping, time.Time{}, []string{"type kidnapping", "stage accomplished", "date 1989-05-11", "country CO",
			"person RODRIGO ALMENARA", "by eln-colombia"}},
		{"bombing in capitals", bombing, time.Time{}, []string{"type bombing", "stage accomplished", "date 1990-04-02", "country PE",
			"weapon vehicle_bomb", "person death", "person injury", "by shining-path"}},
		{"today's prose", modern, time.Date(2017, 3, 23, 9, 0, 0, 0, time.UTC), []string{"type bombing", "stage accomplished",
			"date 2017-03-21", "country IQ", "weapon bomb", "by islamic-state"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := f.Read(tc.text, tc.published)
			if len(got) == 0 {
				t.Fatal("no incident found")
			}
			have := gist(&got[0])
			for _, want := range tc.want {
				if !containsLine(have, want) {
					t.Errorf("no %q among %q", want, have)
				}
			}
			if !got[0].Main || got[0].Ref != "i1" {
				t.Errorf("first incident: main %v, ref %q", got[0].Main, got[0].Ref)
			}
		})
	}
}

func containsLine(lines []string, want string) bool {
	for _, l := range lines {
		if l == want {
			return true
		}
	}
	return false
}

func TestReadNothing(t *testing.T) {
	f := newReader(t)
	for name, text := range map[string]string{"empty": "", "spaces": " \n\n ", "no violence": quiet, "one word": "Attack"} {
		if got := f.Read(text, time.Time{}); len(got) != 0 {
			t.Errorf("%s: found %d incidents, want none", name, len(got))
		}
	}
}

// A reader keeps nothing of the text before.
func TestReadAgain(t *testing.T) {
	f := newReader(t)
	first := f.Read(kidnapping, time.Time{})
	f.Read(bombing, time.Time{})
	f.Read(quiet, time.Time{})
	if diff := cmp.Diff(first, f.Read(kidnapping, time.Time{})); diff != "" {
		t.Errorf("second reading differs (-first +second):\n%s", diff)
	}
}

// checkSpans fails if anything points outside the text.
func checkSpans(t interface{ Errorf(string, ...any) }, text string, list []credence.Mention) {
	check := func(what string, s credence.Span) {
		if s.Start < 0 || s.End > len(text) || s.Start >= s.End {
			t.Errorf("%s: span %v outside the %d bytes of the text", what, s, len(text))
		}
	}
	for i := range list {
		m := &list[i]
		check("mention", m.Span)
		for _, w := range m.Weapons {
			check("weapon "+w.Text, w.Span)
		}
		for _, g := range m.Targets {
			check("target "+g.Name+g.Description, g.Span)
		}
		for _, p := range m.Perpetrators {
			check("perpetrator "+p.Name, p.Span)
		}
	}
}

func TestSpansOfShuffledText(t *testing.T) {
	f := newReader(t)
	words := strings.Fields(kidnapping + bombing + quiet + modern)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 120).Draw(t, "words"), rapid.SampledFrom([]string{" ", "\n", "  ", " - "}).Draw(t, "gap"))
		checkSpans(t, text, f.Read(text, time.Time{}))
	})
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{kidnapping, bombing, quiet, modern, "\x00[[((", "BOMB\xff KILLED [" + strings.Repeat("A ", 200)} {
		f.Add(s)
	}
	x := newReader(f)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<16 {
			t.Skip()
		}
		checkSpans(t, text, x.Read(text, time.Time{}))
	})
}

func BenchmarkRead(b *testing.B) {
	f := newReader(b)
	text := kidnapping + quiet + quiet + bombing + quiet
	words := len(strings.Fields(text))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		f.Read(text, time.Time{})
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

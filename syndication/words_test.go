package syndication

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestScanner(t *testing.T) {
	cases := []struct {
		name, text string
		want       []string
	}{
		{"plain", "The river rose, again!", []string{"The", "river", "rose", "again"}},
		{"apostrophes stay inside", "It's the boys' o’clock", []string{"It's", "the", "boys", "o’clock"}},
		{"parted at the end of a line", "exam-\n   ple well-known", []string{"exam-\n   ple", "well", "known"}},
		{"numbers", "2,000 men in 1990", []string{"2", "000", "men", "in", "1990"}},
		{"letters with marks", "Ünal Çelik, Kraków", []string{"Ünal", "Çelik", "Kraków"}},
		{"Arabic", "قال المتحدث، أمس", []string{"قال", "المتحدث", "أمس"}},
		{"no spaces between words", "警方说。", []string{"警", "方", "说"}},
		{"mixed", "在Reuters说", []string{"在", "Reuters", "说"}},
		{"nothing", " .,—\n", nil},
		{"broken bytes", "a\xffb\xc3", []string{"a", "b"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			s := scanner{text: c.text}
			for s.next() {
				got = append(got, c.text[s.start:s.end])
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("words (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWordsFolded(t *testing.T) {
	for _, pair := range [][2]string{{"River", "RIVER"}, {"exam-\nple", "example"}, {"it's", "its"}, {"don’t", "DON'T"}, {"ÜNAL", "ünal"}} {
		if wordHash(pair[0]) != wordHash(pair[1]) {
			t.Errorf("%q and %q are not one word", pair[0], pair[1])
		}
	}
}

// TestSignature: a passage leaves keys in every text that holds it.
func TestSignature(t *testing.T) {
	long := Sign(wireStory+"\n\n"+otherStory+"\n\n"+ownReport, nil)
	for i, p := range paragraphs(wireStory) {
		if n := Sign(p, nil).Shared(long); n < 2 {
			t.Errorf("paragraph %d shares %d keys with the text that holds it", i, n)
		}
	}
	if n := Sign(wireStory, nil).Shared(Sign(otherStory, nil)); n > 1 {
		t.Errorf("texts with nothing in common share %d keys", n)
	}
	if !slices.Equal(Sign(wireStory, nil), Sign(strings.ToUpper(strings.ReplaceAll(wireStory, ",", " ;")), make([]uint32, 3))) {
		t.Error("letter case and punctuation change the signature")
	}
	rapid.Check(t, func(t *rapid.T) {
		s := Sign(rapid.String().Draw(t, "text"), nil)
		if len(s) > maxKeys || !slices.IsSorted(s) || len(slices.Compact(slices.Clone(s))) != len(s) {
			t.Errorf("keys %v are too many, out of order or twice there", s)
		}
	})
}

func FuzzCompare(f *testing.F) {
	f.Add(wireStory, ownReport, "A title")
	f.Add(inFrame(otherStory), "", "")
	f.Add("“a\n\nb: \xff「", "By AP\n(Reuters) - ", "x - y | z")
	f.Fuzz(func(t *testing.T, a, b, title string) {
		r := Default()
		x, y := r.Prepare(page("https://a.example/some-long-slug-1", title, a)), r.Prepare(page("", title, b))
		c, d := Compare(x, y), Compare(y, x)
		if c.CoveredA < 0 || c.CoveredA > 1 || c.CoveredB < 0 || c.CoveredB > 1 {
			t.Errorf("covered %f and %f", c.CoveredA, c.CoveredB)
		}
		for _, p := range c.Passages {
			if p.A.Of(a) == "" || p.B.Of(b) == "" {
				t.Errorf("passage %v lies outside the texts", p)
			}
		}
		if same := Compare(x, x); x.HasArticle() && x.narrative >= 50 && !same.Joins() && x.words != nil && len(x.words) < maxCompared && !repeats(x) {
			t.Errorf("a text is no copy of itself: %+v", same)
		}
		_ = d
	})
}

// repeats reports whether a text says the same three words over and over, which
// an alignment follows only so far.
func repeats(t *Text) bool {
	seen := map[uint64]int{}
	for i := 0; i+seedWords <= len(t.words); i++ {
		k := seedKey(t.words[i:])
		if seen[k]++; seen[k] > maxRepeats {
			return true
		}
	}
	return false
}

func BenchmarkSign(b *testing.B) {
	text := strings.Join(strings.Fields(wireStory + " " + otherStory)[:350], " ")
	buf := make([]uint32, 0, maxKeys)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		buf = Sign(text, buf)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "documents/s")
}

func BenchmarkPrepare(b *testing.B) {
	d := page("https://a.example/1", "Ferry freed", wireStory)
	for b.Loop() {
		Default().Prepare(d)
	}
}

func BenchmarkCompare(b *testing.B) {
	x, y := Default().Prepare(page("", "Ferry freed", wireStory)), Default().Prepare(page("", "Ferry aground", inFrame(wireStory)))
	for b.Loop() {
		Compare(x, y)
	}
}

// TestCountShared: a common key finds nobody by itself, but adds to those whom
// others found; and the copies of a text that everybody has are found.
func TestCountShared(t *testing.T) {
	common := make([]uint32, commonKey+1)
	for i := range common {
		common[i] = uint32(i)
	}
	some := CountShared([][]uint32{{7, 2000}, {7}, {2000}, {5000}, common})
	if diff := cmp.Diff(map[uint32]int{7: 3, 2000: 2, 5000: 1}, some); diff != "" {
		t.Errorf("with one common key (-want +got):\n%s", diff)
	}
	if n := len(CountShared([][]uint32{common, common, {7}})); n != len(common) {
		t.Errorf("%d documents hold the keys of a common text, want %d", n, len(common))
	}
}

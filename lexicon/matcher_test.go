package lexicon

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// Whatever is entered is found again, in capitals, with any marks between its
// words, and at its full length.
func TestWhatIsEnteredIsFound(t *testing.T) {
	word := rapid.StringMatching(`[A-Z][a-zéñüß]{1,8}`)
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfNDistinct(rapid.Map(rapid.SliceOfN(word, 1, 5), func(w []string) string {
			return strings.Join(w, " ")
		}), 1, 50, hashText).Draw(t, "names")
		x := newIndex(1) // so that it must grow
		for i, n := range names {
			x.add(n, int32(i), styleProper)
		}
		i := rapid.IntRange(0, len(names)-1).Draw(t, "which")
		written := names[i]
		if rapid.Bool().Draw(t, "capitals") {
			written = strings.ToUpper(written)
		}
		parts := strings.Fields(written)
		if rapid.Bool().Draw(t, "hyphens") {
			parts = []string{strings.Join(parts, "-")}
		}
		parts = append(parts, ".")
		val, e := x.longest(func(i int) string {
			if i < len(parts) {
				return parts[i]
			}
			return ""
		}, 0)
		// A shorter name may hash to the same letters, but the longest wins.
		if e.Tokens != len(parts)-1 || hashText(names[val]) != hashText(names[i]) {
			t.Fatalf("%q written %q: found %d tokens of %v", names[i], parts, e.Tokens, parts)
		}
		if e.Tail != len(parts[len(parts)-2]) {
			t.Fatalf("%q: tail %d", parts, e.Tail)
		}
	})
}

// Folding must not depend on how often it is done, and hashing must agree
// with it.
func TestFoldIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Fatalf("Fold(%q) = %q, then %q", s, once, twice)
		}
		if strings.ContainsFunc(once, func(r rune) bool { return r < 128 && unicode.IsUpper(r) }) {
			t.Fatalf("Fold(%q) = %q has capitals", s, once)
		}
	})
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Al-Shabaab": "al shabaab", "Ejército  Popular": "ejercito popular", "People's Army": "peoples army",
		"Søren Łódź": "soren lodz", "  ": "", "داعش": "داعش", "Straße": "strasse", "İstanbul": "istanbul",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestRespell(t *testing.T) {
	got := strings.Join(respell("Labor Defense Organization"), "|")
	for _, want := range []string{"Labor Defense Organization", "Labour Defence Organisation", "Labor Defence Organization"} {
		if !strings.Contains("|"+got+"|", "|"+want+"|") {
			t.Errorf("no %q in %q", want, got)
		}
	}
}

// The matcher must take any bytes as tokens without harm and stay within them.
func FuzzLongest(f *testing.F) {
	for _, s := range []string{"the Shining Path (SL) said", "M-19's -- 'FMLN'", "القاعدة في جزيرة العرب", "\xff\xfe ISIS-\x00led", "a\u0301l-Qa\u2019ida"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		words := strings.Fields(text)
		at := func(i int) string {
			if i < len(words) {
				return words[i]
			}
			return ""
		}
		for i := range words {
			m, ok := Actors().Longest(at, i)
			if !ok {
				continue
			}
			if m.Tokens < 1 || i+m.Tokens > len(words) || m.Tail < 1 || m.Tail > len(words[i+m.Tokens-1]) || len(m.Actors) == 0 {
				t.Fatalf("match %+v at %d of %q", m, i, words)
			}
		}
		Actors().Resolve(text, Hints{})
	})
}

// A file of actors is read or refused with its fault, never with a panic, and
// what is read must find its own names.
func FuzzReadActors(f *testing.F) {
	f.Add("id: x\nname: The Harvest Brigade\nkind: group\n")
	f.Add("id: x\nname: Al-Q{ae,ai}da{,}\nkind: group\nyears: 1990-\nchannel: A = B (official 1990-)\n\nid: y\nname: Y\nkind: party\n")
	f.Add("# only a remark\n\nid:\n")
	f.Fuzz(func(t *testing.T, file string) {
		r, err := registerOf(file)
		if err != nil {
			return
		}
		for _, a := range r.All() {
			if Fold(a.Name) == "" {
				continue
			}
			if val, ok := r.index.lookup(a.Name); !ok || !same(r.forms[val].actors, []*Actor{a}) {
				t.Errorf("%q does not denote %q", a.Name, a.ID)
			}
		}
	})
}

package store

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/credence-project/credence"
)

func TestIndexed(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"case", "The ISLAMIC State", "the islamic state"},
		{"punctuation", "don't, al-Shabaab; 3,000 (e.g.)", "don t al shabaab 3 000 e g"},
		{"accents", "Ëxplosión à Łódź, Åse", "explosion a lodz ase"},
		{"accents apart from their letters", "cafe\u0301 noir", "cafe noir"},
		{"ligatures and relatives", "straße œuvre ﬁre ＡＢ", "strasse oeuvre fire ab"},
		{"dotted capital I", "İstanbul ısı", "istanbul isi"},
		{"Cyrillic", "Йод и Ёлка", "иод и елка"},
		{"Greek", "Άρης", "αρης"},
		{"Arabic", "الشَّبَاب كـــتاب", "الشباب كتاب"},
		{"Hebrew points", "שָׁלוֹם", "שלום"},
		{"Hindi keeps its vowels", "हिन्दी", "हिन्दी"},
		{"Korean", "한국 뉴스", "한국 뉴스"},
		{"Chinese", "警方2人", "警 方 2 人"},
		{"kana voicing", "がか", "が か"},
		{"soft hyphen and joiner", "ex\u00adplosion می\u200cشود", "explosion میشود"},
		{"superscripts and fractions separate", "10² ½", "10"},
		{"not UTF-8", "a\xffb\xc3", "a b"},
		{"nothing", " .\x00- ", ""},
		{"long", strings.Repeat("x", 70) + " y", strings.Repeat("x", 64) + " y"},
	}
	for _, test := range tests {
		if got := indexed(test.in); got != test.want {
			t.Errorf("%s: indexed(%q) = %q, want %q", test.name, test.in, got, test.want)
		}
	}
}

func TestParseQuestion(t *testing.T) {
	tests := []struct{ in, want string }{
		{`bomb`, `"bomb"`},
		{`al-Shabaab bomb*`, `"al shabaab" AND "bomb" *`},
		{`"so far" -"no group" -claim*`, `("so far") NOT ("no group" OR "claim" *)`},
		{`"not closed`, `"not closed"`},
		{`x"y z"w`, `"x" AND "y z" AND "w"`},
		{`"a bc"*d`, `"a bc" * AND "d"`},
		{`- -- x -`, `"x"`},
		{`a* "" "*" *b`, `"a" AND "b"`},
		{`tab	and
line`, `"tab" AND "and" AND "line"`},
		{`"quote""quote"`, `"quote" AND "quote"`},
	}
	for _, test := range tests {
		q, err := parseQuestion(test.in)
		if err != nil {
			t.Fatal(err)
		}
		if got := sqliteExpression(&q); got != test.want {
			t.Errorf("%s becomes %s, want %s", test.in, got, test.want)
		}
	}
}

// Words are found in order, within the text, and finding words in words gives
// the same words.
func FuzzEachWord(f *testing.F) {
	for _, s := range []string{"The ISLAMIC State", "cafe\u0301", "警方2人 がか", "a\xffb", "ﷺ ½ ①", strings.Repeat("é", 100), "İ", "ᾀ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var words []string
		last := 0
		eachWord(text, func(word []byte, at credence.Span) {
			if at.Start < last || at.End <= at.Start || at.End > len(text) || len(word) == 0 || len(word) > maxWord+utf8.UTFMax {
				t.Fatalf("word %q at %v of %q, after %d", word, at, text, last)
			}
			last = at.End
			words = append(words, string(word))
		})
		once := strings.Join(words, " ")
		if again := indexed(once); again != once {
			t.Errorf("words of %q are %q, and of these %q", text, once, again)
		}
	})
}

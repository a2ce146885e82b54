package knowledge

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/credence-project/credence/lang"
)

// Limits on outside input: what lies beyond is not read.
const (
	maxText      = 1 << 20 // bytes of one document
	maxSentences = 4000    // of one document
	maxValue     = 2000    // bytes of a detail's value
)

// term is a word or number of a text.
type term struct {
	start, end int    // bytes of the text
	word       string // lower case, without marks
	stem       string
	upper      bool    // begins with a capital or is a name by form
	first      bool    // first word of its sentence
	num        int     // its value, -1 if it is no number
	classes    []class // of the lexicon
}

// sentence is a stretch of a text with its terms.
type sentence struct {
	start, end int
	terms      []term
}

// fold lowers a word and strips its marks: "Chérif" and "cherif" are one.
func fold(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'ı':
			b.WriteByte('i')
		case r == 'ß':
			b.WriteString("ss")
		case r == 'ø' || r == 'Ø':
			b.WriteByte('o')
		case r == 'ł' || r == 'Ł':
			b.WriteByte('l')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// stem cuts the common endings of English words, and those plurals that other
// languages share. It is meant to make two forms of a word meet, not to give
// a true root.
func stem(w string) string {
	n := len(w)
	if n < 4 || !isLetters(w) {
		return w
	}
	for _, rule := range stemRules {
		if n-len(rule.cut) >= rule.keep && strings.HasSuffix(w, rule.cut) {
			return undouble(w[:n-len(rule.cut)] + rule.put)
		}
	}
	return w
}

var stemRules = []struct {
	cut, put string
	keep     int
}{
	{"sses", "ss", 2}, {"ies", "y", 3}, {"ied", "y", 3}, {"ings", "", 4}, {"ing", "", 4}, {"ers", "er", 3},
	{"oes", "o", 2}, {"xes", "x", 2}, {"ches", "ch", 2}, {"shes", "sh", 2}, {"ss", "ss", 1}, {"us", "us", 1},
	{"es", "e", 3}, {"s", "", 3}, {"ed", "", 4}, {"ment", "", 5}, {"e", "", 4},
}

// undouble drops the second of two equal closing consonants, and a closing e,
// so that "stabbed" meets "stab" and "used" meets "use".
func undouble(w string) string {
	n := len(w)
	if n > 4 && w[n-1] == w[n-2] && strings.IndexByte("bdgmnprt", w[n-1]) >= 0 {
		return w[:n-1]
	}
	if n > 4 && w[n-1] == 'e' {
		return w[:n-1]
	}
	return w
}

func isLetters(w string) bool {
	for _, r := range w {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

// terms reads the words of text[from:to].
func (l *lexicon) terms(text string, from, to int) []term {
	var out []term
	for i := from; i < to; {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			i += size
			continue
		}
		j := i
		for j < to {
			r, size := utf8.DecodeRuneInString(text[j:])
			if !wordRune(r) && !joins(text, j, to) {
				break
			}
			j += size
		}
		w := strings.TrimSuffix(strings.TrimSuffix(fold(text[i:j]), "'s"), "’s")
		t := term{start: i, end: j, word: w, stem: stem(w), upper: unicode.IsUpper(r), first: len(out) == 0, num: l.number(w)}
		out = append(out, t)
		i = j
	}
	l.mark(out)
	return out
}

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// joins reports whether the byte at j is an apostrophe between letters, or a
// point or comma between digits.
func joins(text string, j, to int) bool {
	if j+1 >= to || j == 0 {
		return false
	}
	prev, _ := utf8.DecodeLastRuneInString(text[:j])
	r, size := utf8.DecodeRuneInString(text[j:])
	next, _ := utf8.DecodeRuneInString(text[j+size:])
	switch r {
	case '\'', '’':
		return unicode.IsLetter(prev) && unicode.IsLetter(next)
	case '.', ',':
		return unicode.IsDigit(prev) && unicode.IsDigit(next)
	}
	return false
}

// sentences splits a text into those that have a word.
func (l *lexicon) sentences(text string) []sentence {
	if len(text) > maxText {
		text = text[:maxText]
		for !utf8.ValidString(text) && len(text) > 0 && len(text) > maxText-4 {
			text = text[:len(text)-1]
		}
	}
	cutter := lang.Cutter{Semicolons: true, Abbreviated: func(word string) bool { return l.abbreviations[fold(word)] }}
	var out []sentence
	for _, p := range cutter.Cut(text) {
		if len(out) == maxSentences {
			break
		}
		if ts := l.terms(text, p.Start, p.End); len(ts) > 0 {
			out = append(out, sentence{ts[0].start, trimEnd(text, p.Start, p.End), ts})
		}
	}
	return out
}

func trimEnd(text string, from, to int) int {
	return from + len(strings.TrimRightFunc(text[from:to], unicode.IsSpace))
}

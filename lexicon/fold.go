package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The folded form of a text is its letters and digits alone, lower case,
// without accents. Two texts are the same name if their folded forms are
// equal. The matcher never writes the folded form down: it hashes it (64-bit
// FNV-1a), rune by rune. With 200,000 names the odds that a foreign word of a
// text meets the hash of a name by chance are about 1 in 10^14.

const (
	hashStart = 14695981039346656037
	hashPrime = 1099511628211
)

func hashByte(h uint64, b byte) uint64 { return (h ^ uint64(b)) * hashPrime }

// asciiFold holds the folded byte of an ASCII byte, or 0 if it does not count.
var asciiFold = func() (t [utf8.RuneSelf]byte) {
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c
	}
	for c := byte('a'); c <= 'z'; c++ {
		t[c] = c
		t[c-'a'+'A'] = c
	}
	return t
}()

// hashRune adds a rune of two bytes or more, whose text begins s.
func hashRune(h uint64, r rune, s string) (uint64, bool) {
	switch {
	case unicode.Is(unicode.Mn, r) || !unicode.IsLetter(r) && !unicode.IsDigit(r):
		return h, false
	}
	if ascii := undecomposed(r); ascii != "" {
		for i := 0; i < len(ascii); i++ {
			h = hashByte(h, ascii[i])
		}
		return h, true
	}
	if d := norm.NFKD.PropertiesString(s).Decomposition(); len(d) > 0 {
		r, _ = utf8.DecodeRune(d)
	}
	r = unicode.ToLower(r)
	if r < utf8.RuneSelf {
		return hashByte(h, byte(r)), true
	}
	for ; r > 0; r >>= 8 {
		h = hashByte(h, byte(r))
	}
	return h, true
}

// undecomposed gives the ASCII spelling of Latin letters that Unicode does not
// take apart.
func undecomposed(r rune) string {
	switch r {
	case 'ß', 'ẞ':
		return "ss"
	case 'æ', 'Æ':
		return "ae"
	case 'œ', 'Œ':
		return "oe"
	case 'ø', 'Ø':
		return "o"
	case 'đ', 'Đ', 'ð', 'Ð':
		return "d"
	case 'ł', 'Ł':
		return "l"
	case 'ı', 'İ':
		return "i"
	case 'þ', 'Þ':
		return "th"
	case 'ə', 'Ə':
		return "a"
	}
	return ""
}

// hashText is the hash of the folded form of s.
func hashText(s string) uint64 {
	h := uint64(hashStart)
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if f := asciiFold[c]; f != 0 {
				h = hashByte(h, f)
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		h, _ = hashRune(h, r, s[i:])
		i += n
	}
	return h
}

// Fold writes the folded form of s: letters and digits, lower case, without
// accents, words separated by one space. It is for keys and comparison, not
// for show.
func Fold(s string) string {
	if folded(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			if a := undecomposed(r); a != "" {
				b.WriteString(a)
			} else {
				b.WriteRune(unicode.ToLower(r))
			}
		case r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '`':
		default:
			gap = true
		}
	}
	return b.String()
}

// folded reports whether s is its own folded form.
func folded(s string) bool {
	space := true
	for i := range len(s) {
		c := s[i]
		if c == ' ' && space || c != ' ' && (c >= utf8.RuneSelf || asciiFold[c] != c || c == 0) {
			return false
		}
		space = c == ' '
	}
	return !space || s == ""
}

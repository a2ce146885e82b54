package syndication

import (
	"unicode"
	"unicode/utf8"
)

// maxText is the number of bytes of a text that are looked at. A news item is
// two to ten kilobytes; what lies behind this bound cannot make a document
// more, or less, of a copy.
const maxText = 1 << 18

// scanner walks over the words of a text without allocating. A word is a run
// of letters and digits, folded to lower case; an apostrophe inside a word is
// dropped, and a hyphen at the end of a line joins what the printer parted.
// Scripts that are written without spaces give one word for each character.
type scanner struct {
	text       string
	pos        int
	start, end int    // of the current word
	hash       uint32 // of the folded word, never 0
	stem       uint32 // of its first letters, for comparing forms of one word
	runes      int    // its length
	digit      bool   // it begins with a digit
	upper      bool   // it begins with a capital letter
}

const (
	fnvOffset = 2166136261
	fnvPrime  = 16777619

	stemLetters = 5
)

// next moves to the next word and reports whether there is one.
func (s *scanner) next() bool {
	t := s.text
	i := s.pos
	for i < len(t) && !asciiWord[t[i]] && t[i] < utf8.RuneSelf {
		i++
	}
	for i < len(t) && t[i] >= utf8.RuneSelf {
		r, n := utf8.DecodeRuneInString(t[i:])
		if wordRune(r) {
			break
		}
		i += n
		for i < len(t) && !asciiWord[t[i]] && t[i] < utf8.RuneSelf {
			i++
		}
	}
	if i >= len(t) {
		s.pos = i
		return false
	}
	s.begin(i)
	s.pos = s.run(i)
	return true
}

func (s *scanner) begin(i int) {
	s.start, s.runes = i, 0
	c := s.text[i]
	s.digit = '0' <= c && c <= '9'
	s.upper = 'A' <= c && c <= 'Z'
	if c >= utf8.RuneSelf {
		r, _ := utf8.DecodeRuneInString(s.text[i:])
		s.upper, s.digit = unicode.IsUpper(r), unicode.IsDigit(r)
	}
}

// run reads the word that begins at i and gives the offset behind it.
func (s *scanner) run(i int) int {
	t := s.text
	h := uint32(fnvOffset)
	s.end = i
	for i < len(t) {
		c := t[i]
		if asciiWord[c] {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			h = (h ^ uint32(c)) * fnvPrime
			i++
			s.end = i
			if s.runes++; s.runes <= stemLetters {
				s.stem = h
			}
			continue
		}
		if c < utf8.RuneSelf {
			j := joined(t, i, c)
			if j == 0 {
				break
			}
			i = j
			continue
		}
		r, n := utf8.DecodeRuneInString(t[i:])
		switch {
		case unspaced(r):
			if s.runes == 0 {
				h, s.runes, i = (h^uint32(r))*fnvPrime, 1, i+n
				s.end, s.stem = i, h
			}
			s.hash = h | 1
			return i
		case wordRune(r):
			h = (h ^ uint32(unicode.ToLower(r))) * fnvPrime
			i += n
			s.end = i
			if s.runes++; s.runes <= stemLetters {
				s.stem = h
			}
			continue
		case r == '’' && i+n < len(t) && asciiWord[t[i+n]]:
			i += n
			continue
		case r == 0xAD: // a soft hyphen is not to be seen
			i += n
			continue
		}
		break
	}
	s.hash = h | 1
	return i
}

// joined gives where a word goes on behind an apostrophe or a hyphen at the
// end of a line, or 0 if it ends at i.
func joined(t string, i int, c byte) int {
	switch c {
	case '\'':
		if i+1 < len(t) && asciiLetter(t[i+1]) {
			return i + 1
		}
	case '-':
		j := i + 1
		if j < len(t) && t[j] == '\r' {
			j++
		}
		if j >= len(t) || t[j] != '\n' {
			return 0
		}
		for j++; j < len(t) && t[j] == ' '; j++ {
		}
		if j < len(t) && asciiLetter(t[j]) {
			return j
		}
	}
	return 0
}

func asciiLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

var asciiWord = func() (t [256]bool) {
	for c := range 128 {
		t[c] = asciiLetter(byte(c)) || '0' <= c && c <= '9'
	}
	return t
}()

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Mc, r)
}

// unspaced reports whether r belongs to a script that puts no space between
// words.
func unspaced(r rune) bool {
	switch {
	case r < 0x0E00:
		return false
	case r < 0x0EE0: // Thai, Lao
		return true
	case r >= 0x1000 && r < 0x10A0, r >= 0x1780 && r < 0x1800: // Burmese, Khmer
		return true
	case r >= 0x3040 && r < 0x3100, r >= 0x3400 && r < 0xA000, r >= 0xF900 && r < 0xFB00:
		return true
	case r >= 0x20000 && r < 0x32000:
		return true
	}
	return false
}

// mix spreads the bits of x (the finaliser of SplitMix64).
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

// clip cuts a text to the bytes that are looked at, at a character.
func clip(text string) string {
	if len(text) <= maxText {
		return text
	}
	n := maxText
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

package lang

import (
	"unicode"
	"unicode/utf8"
)

// kinds of runes, as the tokeniser tells them apart.
const (
	isSpace = iota
	isLower
	isUpper
	isDigit
	isPunct
	isMark    // combining mark: part of a word, dropped from its normal form
	isFormat  // zero-width and direction marks: ignored wherever they stand
	isNewline // line feed and its relatives
	isBroken  // a byte that is not UTF-8
	isWide    // a byte of something that is not ASCII
)

var byteKind = func() (t [256]uint8) {
	for c := range t {
		switch {
		case c >= utf8.RuneSelf:
			t[c] = isWide
		case c == '\n' || c == '\v' || c == '\f':
			t[c] = isNewline
		case c <= ' ' || c == 0x7f:
			t[c] = isSpace
		case 'a' <= c && c <= 'z':
			t[c] = isLower
		case 'A' <= c && c <= 'Z':
			t[c] = isUpper
		case '0' <= c && c <= '9':
			t[c] = isDigit
		default:
			t[c] = isPunct
		}
	}
	return t
}()

// kindAt classifies the rune at s[i:] and gives its width in bytes.
func kindAt(s string, i int) (uint8, int) {
	if kind := byteKind[s[i]]; kind != isWide {
		return kind, 1
	}
	return wideKindAt(s, i)
}

// wideKindAt is kindAt for what is not ASCII.
func wideKindAt(s string, i int) (uint8, int) {
	r, w := utf8.DecodeRuneInString(s[i:])
	if r == utf8.RuneError && w == 1 {
		return isBroken, 1
	}
	return wideKind(r), w
}

func wideKind(r rune) uint8 {
	switch {
	case r == 0x85 || r == 0x2028 || r == 0x2029:
		return isNewline
	case unicode.IsUpper(r) || unicode.IsTitle(r):
		return isUpper
	case unicode.IsLetter(r):
		return isLower
	case unicode.IsDigit(r):
		return isDigit
	case unicode.Is(unicode.M, r):
		return isMark
	case unicode.Is(unicode.Cf, r):
		return isFormat
	case unicode.IsSpace(r) || unicode.IsControl(r):
		return isSpace
	}
	return isPunct
}

// appendNormal appends the normal form of s to buf. plain reports whether s
// was ASCII throughout.
func appendNormal(buf []byte, s string) (out []byte, plain bool) {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			return appendFolded(buf, s[i:]), false
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf = append(buf, c)
	}
	return buf, true
}

func appendFolded(buf []byte, s string) []byte {
	for _, r := range s {
		if r < utf8.RuneSelf {
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			buf = append(buf, byte(r))
			continue
		}
		switch {
		case r == '\u2019' || r == '\u2018' || r == '\u02bc':
			buf = append(buf, '\'')
		case r == '\u2010' || r == '\u2011':
			buf = append(buf, '-')
		case unicode.Is(unicode.M, r) || unicode.Is(unicode.Cf, r):
		default:
			r = unicode.ToLower(r)
			if base, ok := accents[r]; ok {
				buf = append(buf, base...)
			} else {
				buf = utf8.AppendRune(buf, r)
			}
		}
	}
	return buf
}

// accents maps accented small letters of the Latin alphabets to their base.
var accents = func() map[rune]string {
	m := map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ı': "i", 'ħ': "h"}
	for base, set := range map[string]string{
		"a": "àáâãäåāăąǎ", "c": "çćĉċč", "d": "ď", "e": "èéêëēĕėęěẽ", "g": "ĝğġģ", "h": "ĥḥ", "i": "ìíîïĩīĭį",
		"j": "ĵ", "k": "ķ", "l": "ĺļľŀ", "n": "ñńņňŉ", "o": "òóôõöōŏőơ", "r": "ŕŗř", "s": "śŝşšșṣ",
		"t": "ţťŧțṭ", "u": "ùúûüũūŭůűųư", "w": "ŵ", "y": "ýÿŷ", "z": "źżžẓ",
	} {
		for _, r := range set {
			m[r] = base
		}
	}
	return m
}()

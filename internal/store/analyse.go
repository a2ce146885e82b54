package store

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/credence-project/credence"
)

// Full-text search sees words only as this file gives them, for documents and
// for what a user types, so that every engine finds the same. A word is a run
// of letters, digits and their marks, lower-cased, without diacritics; nothing
// is stemmed and nothing is a stop word. In scripts written without spaces
// each character is a word, and a typed run of them becomes a phrase.

// maxWord is the length in bytes at which a word is cut, in the index and in
// questions alike: what is longer is not language.
const maxWord = 64

// indexed gives the words of text separated by single spaces.
func indexed(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	eachWord(text, func(word []byte, _ credence.Span) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.Write(word)
	})
	return b.String()
}

// eachWord calls found for each word of text in order with the bytes it covers;
// word is valid during the call only. The text need not be valid UTF-8.
func eachWord(text string, found func(word []byte, at credence.Span)) {
	var room [maxWord + utf8.UTFMax]byte
	word, start := room[:0], 0
	end := func(at int) {
		if len(word) > 0 {
			found(word, credence.Span{Start: start, End: at})
			word = word[:0]
		}
	}
	add := func(s string, at int) {
		if len(word) == 0 {
			start = at
		}
		if len(word)+len(s) <= maxWord {
			word = append(word, s...)
		}
	}
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if low := lowerASCII[c]; low == 0 {
				end(i)
			} else if len(word) == 0 {
				word, start = append(word, low), i
			} else if len(word) < maxWord {
				word = append(word, low)
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case ignorable(r), len(word) == 0 && unicode.IsMark(r) && !unicode.In(r, unspaced...):
		case unicode.In(r, unspaced...):
			end(i)
			add(fold(r), i)
			end(i + size)
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if s := fold(r); s != "" {
				add(s, i)
			}
		default:
			end(i)
		}
		i += size
	}
	end(len(text))
}

// lowerASCII maps letters and digits to lower case and all else to 0.
var lowerASCII = func() (table [utf8.RuneSelf]byte) {
	for c := range table {
		switch {
		case '0' <= c && c <= '9', 'a' <= c && c <= 'z':
			table[c] = byte(c)
		case 'A' <= c && c <= 'Z':
			table[c] = byte(c) + 'a' - 'A'
		}
	}
	return table
}()

// unspaced are the scripts that put no spaces between words.
var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

// ignorable reports characters that stand inside words without being part of
// them: soft hyphen, joiners, direction marks, the Arabic stretching line.
func ignorable(r rune) bool {
	switch r {
	case '\u00ad', '\u0640', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\ufeff':
		return true
	}
	return false
}

// foldedRunes is fold for the scripts of most texts, computed once.
var foldedRunes = sync.OnceValue(func() (table [0x700]string) {
	for r := range table {
		table[r] = foldSlow(rune(r))
	}
	return table
})

// fold gives the form of a letter, digit or mark in the index.
func fold(r rune) string {
	if table := foldedRunes(); int(r) < len(table) {
		return table[r]
	}
	return foldSlow(r)
}

// letterForms are letters that differ from a plain one by more than a mark.
var letterForms = map[rune]string{
	'ß': "ss", 'ø': "o", 'æ': "ae", 'œ': "oe", 'đ': "d", 'ð': "d", 'ł': "l", 'þ': "th", 'ı': "i", 'ħ': "h", 'ŧ': "t",
}

func foldSlow(r rune) string {
	if unicode.Is(unicode.Hangul, r) {
		return string(r) // would fall apart into its strokes
	}
	var b strings.Builder
	for _, p := range norm.NFKD.String(string(r)) {
		p = unicode.ToLower(p)
		if form, ok := letterForms[p]; ok {
			b.WriteString(form)
			continue
		}
		if unicode.IsLetter(p) || unicode.IsDigit(p) || unicode.IsMark(p) && !diacritic(p) {
			b.WriteRune(p)
		}
	}
	return norm.NFC.String(b.String())
}

// diacritic reports marks that people leave out when they type: accents, and
// the vowel signs of Arabic and Hebrew; not the vowels of Indic scripts.
func diacritic(r rune) bool {
	return unicode.Is(unicode.Mn, r) && unicode.In(r, unicode.Inherited, unicode.Arabic, unicode.Hebrew) &&
		r != '\u3099' && r != '\u309a' // the voicing of kana
}

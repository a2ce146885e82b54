package event

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/credence-project/credence"
)

// pieceSize is how many bytes are read at once. Longer texts, whatever they
// are, are read in pieces: time and memory stay in proportion to the length.
const pieceSize = 24 << 10

// Piece is the beginning of text, of at most size bytes, up to the end of a
// paragraph, a sentence or a word.
func Piece(text string, size int) string {
	if len(text) <= size {
		return text
	}
	head := text[:size]
	for _, end := range []string{"\n\n", "\n", ". ", " "} {
		if i := strings.LastIndex(head, end); i > size/2 {
			return head[:i+len(end)]
		}
	}
	n := size
	for n > size-utf8.UTFMax && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// told is how many of the mentions before are looked through for one that the
// next piece tells of again.
const told = 16

// tell adds the mention of a later piece to those before, or joins it to the
// one that it repeats. It gives the place where it is.
func tell(out []credence.Mention, m *credence.Mention) ([]credence.Mention, int) {
	first := max(0, len(out)-told)
	if i := slices.IndexFunc(out[first:], func(a credence.Mention) bool { return repeats(&a, m) }); i >= 0 {
		absorb(&out[first+i], m)
		return out, first + i
	}
	return append(out, *m), len(out)
}

// Shift moves the spans of a mention by n bytes.
func Shift(m *credence.Mention, n int) {
	move := func(s *credence.Span) {
		if s.End > 0 {
			s.Start, s.End = s.Start+n, s.End+n
		}
	}
	move(&m.Span)
	move(&m.Date.Span)
	move(&m.Place.Span)
	for i := range m.Weapons {
		move(&m.Weapons[i].Span)
	}
	for i := range m.Targets {
		move(&m.Targets[i].Span)
	}
	for i := range m.Perpetrators {
		move(&m.Perpetrators[i].Span)
	}
}

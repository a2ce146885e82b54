package lexicon

import (
	"unicode"
	"unicode/utf8"
)

// Words gives token i of a text as it is written, and "" past the end of the
// text or of the sentence. A token may be a word, a hyphenated compound or a
// punctuation mark; it must not hold a space.
type Words func(i int) string

// Extent is how much of the tokens a match covers.
type Extent struct {
	Tokens int // number of tokens, punctuation in between included; 0 for no match
	Tail   int // bytes of the last token that belong to the match: all of it, or without "'s" or "-led"
}

// style says how a name must be written to be taken for one.
type style uint8

const (
	styleAny    style = iota // an ordinary noun
	styleProper              // wants a capital somewhere, where there are small letters
	styleStrict              // wants capitals only: a short or ambiguous acronym
)

// index finds names in tokens. It is an open-addressing hash table from the
// hash of a folded name to a value, with filters of all names and of all
// beginnings of names, which are small enough to stay in the caches.
type index struct {
	cells  []cell
	used   int
	filter []uint64 // one bit per hash of a beginning
	whole  []uint64 // one bit per hash of a name
	shift  uint8
	fshift uint8
}

// cell is a place in the table. A key of 0 means that it is empty; no name of
// the data hashes to 0.
type cell struct {
	key   uint64
	val   int32
	words uint8
	style style
}

// newIndex makes an index with room for n names; it grows if need be.
func newIndex(n int) *index {
	bits := 6
	for 1<<bits < n*4/3 {
		bits++
	}
	return &index{
		cells: make([]cell, 1<<bits), shift: uint8(64 - bits),
		filter: make([]uint64, 1<<(bits+3)/64), whole: make([]uint64, 1<<(bits+3)/64), fshift: uint8(64 - bits - 3),
	}
}

// spread mixes the hash so that its upper bits can pick a cell.
func spread(h uint64) uint64 { return (h ^ h>>29) * 0x9E3779B97F4A7C15 }

// find gives the cell of h: where it is, or the empty one where it belongs.
func (x *index) find(h uint64) *cell {
	mask := len(x.cells) - 1
	i := int(spread(h) >> x.shift)
	for x.cells[i].key != 0 && x.cells[i].key != h {
		i = (i + 1) & mask
	}
	return &x.cells[i]
}

// add enters name with value val unless the name is there; it gives the value
// that the name now has. Of two styles the more lenient stays.
func (x *index) add(name string, val int32, st style) int32 {
	h, words := x.measure(name)
	bit := spread(h) >> x.fshift
	x.whole[bit/64] |= 1 << (bit % 64)
	c := x.find(h)
	if c.key != 0 {
		c.style, c.words = min(c.style, st), max(c.words, words)
		return c.val
	}
	if x.used++; x.used*4 > len(x.cells)*3 {
		x.grow()
		c = x.find(h)
	}
	*c = cell{h, val, words, st}
	return val
}

// grow doubles the table. The filters stay: they only let more through.
func (x *index) grow() {
	cells := x.cells
	x.cells = make([]cell, 2*len(cells))
	x.shift--
	for _, c := range cells {
		if c.key != 0 {
			*x.find(c.key) = c
		}
	}
}

// measure gives the hash of name and the number of its words, and marks name
// up to each gap in the filter. An apostrophe is no gap between words, nor is
// a dot after a single letter ("U.S."), but a token may end there.
func (x *index) measure(name string) (h uint64, words uint8) {
	h = hashStart
	inside, letters := false, 0
	for i := 0; i < len(name); {
		r, n := rune(name[i]), 1
		counts := false
		if r < utf8.RuneSelf {
			if f := asciiFold[r]; f != 0 {
				h, counts = hashByte(h, f), true
			}
		} else {
			r, n = utf8.DecodeRuneInString(name[i:])
			h, counts = hashRune(h, r, name[i:])
		}
		switch {
		case counts:
			if !inside && words < 255 {
				words++
			}
			inside = true
			letters++
		case inside:
			x.mark(h)
			inside = r == '\'' || r == '’' || r == '‘' || r == '.' && letters == 1 || unicode.Is(unicode.Mn, r)
			letters = 0
		}
		i += n
	}
	return h, words
}

func (x *index) mark(h uint64) {
	bit := spread(h) >> x.fshift
	x.filter[bit/64] |= 1 << (bit % 64)
}

func (x *index) begins(h uint64) bool {
	bit := spread(h) >> x.fshift
	return x.filter[bit/64]&(1<<(bit%64)) != 0
}

// mayHold reports whether a name may have the hash.
func (x *index) mayHold(h uint64) bool {
	bit := spread(h) >> x.fshift
	return x.whole[bit/64]&(1<<(bit%64)) != 0
}

// starts reports whether a name may begin with the token, in whatever case the
// token is written.
func (x *index) starts(token string) bool {
	s := scan{h: hashStart, best: -1, anyCase: true}
	s.token(x, token, 0)
	return s.extent.Tokens > 0 || s.count > 0 && x.begins(s.h)
}

// lookup gives the value of a name written in any case.
func (x *index) lookup(name string) (int32, bool) {
	h := hashText(name)
	if !x.mayHold(h) {
		return 0, false
	}
	c := x.find(h)
	return c.val, c.key != 0
}

// longest gives the value of the longest name that starts at token i.
func (x *index) longest(words Words, i int) (val int32, e Extent) {
	s := scan{h: hashStart, best: -1}
	for n := 0; n < maxTokens; n++ {
		w := words(i + n)
		if w == "" {
			break
		}
		before := s.count
		s.token(x, w, n)
		if s.count == before {
			if n == 0 || !joins(w) {
				break
			}
			continue
		}
		if !x.begins(s.h) {
			break
		}
	}
	return s.best, s.extent
}

// maxTokens bounds the length of a match.
const maxTokens = 24

// scan is the state of one search for the longest name.
type scan struct {
	h       uint64
	count   int  // tokens with letters or digits so far
	small   bool // a small letter has been seen
	upper   bool // a capital, or a letter of a script without case
	anyCase bool // small letters count as none
	best    int32
	extent  Extent
}

// token adds token w, the n-th of the search, and tries every place in it
// where a name may end.
func (s *scan) token(x *index, w string, n int) {
	filled := false
	for i := 0; i < len(w); {
		r, size, h, counts := rune(w[i]), 1, s.h, false
		if r < utf8.RuneSelf {
			if f := asciiFold[r]; f != 0 {
				h, counts = hashByte(h, f), true
			}
		} else {
			r, size = utf8.DecodeRuneInString(w[i:])
			h, counts = hashRune(h, r, w[i:])
		}
		switch {
		case counts:
			if !filled {
				filled = true
				s.count++
			}
			s.h = h
			s.small = s.small || unicode.IsLower(r) && !s.anyCase
			s.upper = s.upper || !unicode.IsLower(r) && unicode.IsLetter(r)
		case filled && joint(r):
			s.try(x, n, i)
		}
		i += size
	}
	if filled {
		s.try(x, n, len(w))
	}
}

// joint reports whether a name may end before r inside a token: "Taliban-led",
// "Hamas's".
func joint(r rune) bool {
	switch r {
	case '-', '\'', '/', '’', '–', '‑':
		return true
	}
	return false
}

// try takes what has been read as a name that ends at byte tail of token n.
func (s *scan) try(x *index, n, tail int) {
	if !x.mayHold(s.h) {
		return
	}
	c := x.find(s.h)
	switch {
	case c.key == 0:
	case s.count > int(c.words): // "in la" is not INLA: a text may drop gaps of a name but adds none
	case c.style == styleProper && s.small && !s.upper:
	case c.style == styleStrict && s.small:
	default:
		s.best, s.extent = c.val, Extent{n + 1, tail}
	}
}

// joins reports whether a punctuation token may stand inside a name.
func joins(w string) bool {
	switch w {
	case "-", "–", "‑", "'", "’", ".", "/":
		return true
	}
	return false
}

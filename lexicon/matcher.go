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
// hash of a folded name to a value, with a filter of all beginnings of names.
type index struct {
	keys   []uint64
	slots  []slot
	used   int
	filter []uint64 // one bit per hash of a beginning
	shift  uint8
	fshift uint8
}

type slot struct {
	val   int32
	words uint8
	style style
}

// newIndex makes an index with room for n names.
func newIndex(n int) *index {
	bits := 6
	for 1<<bits < n*3/2 {
		bits++
	}
	return &index{
		keys: make([]uint64, 1<<bits), slots: make([]slot, 1<<bits), shift: uint8(64 - bits),
		filter: make([]uint64, 1<<(bits+3)/64), fshift: uint8(64 - bits - 3),
	}
}

// spread mixes the hash so that its upper bits can pick a slot.
func spread(h uint64) uint64 { return (h ^ h>>29) * 0x9E3779B97F4A7C15 }

// find gives the slot of h: where it is, or the empty one where it belongs.
// A hash of 0 means "empty"; no name of the data hashes to it.
func (x *index) find(h uint64) int {
	mask := len(x.keys) - 1
	i := int(spread(h) >> x.shift)
	for x.keys[i] != 0 && x.keys[i] != h {
		i = (i + 1) & mask
	}
	return i
}

// add enters name with value val unless the name is there; it gives the value
// that the name now has. Of two styles the more lenient stays.
func (x *index) add(name string, val int32, st style) int32 {
	h, words := hashText(name), uint8(min(wordCount(name), 255))
	if words > 1 {
		x.addBeginnings(name)
	}
	i := x.find(h)
	if x.keys[i] != 0 {
		x.slots[i].style = min(x.slots[i].style, st)
		x.slots[i].words = max(x.slots[i].words, words)
		return x.slots[i].val
	}
	if x.used++; x.used*4 > len(x.keys)*3 {
		x.grow()
		i = x.find(h)
	}
	x.keys[i], x.slots[i] = h, slot{val, words, st}
	return val
}

// grow doubles the table. The filter stays: it only lets more through.
func (x *index) grow() {
	keys, slots := x.keys, x.slots
	x.keys, x.slots = make([]uint64, 2*len(keys)), make([]slot, 2*len(keys))
	x.shift--
	for i, h := range keys {
		if h != 0 {
			j := x.find(h)
			x.keys[j], x.slots[j] = h, slots[i]
		}
	}
}

// addBeginnings marks name up to each gap between its words.
func (x *index) addBeginnings(name string) {
	h := uint64(hashStart)
	for i := 0; i < len(name); {
		r, n := utf8.DecodeRuneInString(name[i:])
		var counts bool
		if r < utf8.RuneSelf {
			if f := asciiFold[r]; f != 0 {
				h, counts = hashByte(h, f), true
			}
		} else {
			h, counts = hashRune(h, r, name[i:])
		}
		if !counts {
			bit := spread(h) >> x.fshift
			x.filter[bit/64] |= 1 << (bit % 64)
		}
		i += n
	}
}

func (x *index) begins(h uint64) bool {
	bit := spread(h) >> x.fshift
	return x.filter[bit/64]&(1<<(bit%64)) != 0
}

// lookup gives the value of a name written in any case.
func (x *index) lookup(name string) (int32, bool) {
	i := x.find(hashText(name))
	return x.slots[i].val, x.keys[i] != 0
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
	h      uint64
	count  int  // tokens with letters or digits so far
	small  bool // a small letter has been seen
	upper  bool // a capital, or a letter of a script without case
	best   int32
	extent Extent
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
			s.small = s.small || unicode.IsLower(r)
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
	i := x.find(s.h)
	if x.keys[i] == 0 {
		return
	}
	sl := x.slots[i]
	switch {
	case s.count > int(sl.words): // "in la" is not INLA: a text may drop gaps of a name but adds none
	case sl.style == styleProper && s.small && !s.upper:
	case sl.style == styleStrict && s.small:
	default:
		s.best, s.extent = sl.val, Extent{n + 1, tail}
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

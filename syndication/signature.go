package syndication

import "slices"

// The parameters of a signature. They were chosen on one half of the
// development texts (see DESIGN.md): four words survive most edits and are
// rare enough to be worth a look-up, one key for six words finds a passage
// of fifty words with near certainty, and the floor keeps short notices dense.
const (
	shingleWords = 4   // words in a shingle
	keyEvery     = 6   // one key is kept for so many words
	minKeys      = 32  // but at least so many, if the text has them
	maxKeys      = 128 // and at most so many
)

// A Signature is the part of a document by which others that share text with
// it are looked up: the smallest of the mixed hashes of its shingles, in
// rising order of key. A shingle is kept or dropped by its own hash, so a
// passage leaves the same keys in every document that holds it, however much
// else is around it; that is what a signature compared as a whole, such as
// MinHash, cannot do for a short text inside a long one.
type Signature []uint32

// Sign gives the signature of a text, written into buf if it has room.
// The same text gives the same signature on every machine.
func Sign(text string, buf []uint32) Signature {
	var room [1024]uint64
	marks := room[:0]
	s := scanner{text: clip(text)}
	var w [shingleWords]uint64
	var long [shingleWords]int
	n, heavy := 0, 0
	for s.next() {
		at := n % shingleWords
		heavy -= long[at]
		long[at] = weight(&s)
		heavy += long[at]
		w[at] = uint64(s.hash)
		n++
		if n >= shingleWords && heavy >= 2 {
			marks = append(marks, shingle(&w, n))
		}
	}
	keep := min(max(n/keyEvery, minKeys), maxKeys)
	return smallest(marks, keep, buf)
}

// weight is 1 for a word that may carry content. Length is a measure that
// works in any language; a shingle of short words alone ("it was one of") is
// in every other text.
func weight(s *scanner) int {
	if s.runes >= 5 || s.digit || unspacedWord(s) {
		return 1
	}
	return 0
}

func unspacedWord(s *scanner) bool { return s.runes == 1 && s.end-s.start >= 3 }

// shingle mixes the last words read, oldest first.
func shingle(w *[shingleWords]uint64, n int) uint64 {
	var h uint64
	for i := range shingleWords {
		h = h*0x9E3779B97F4A7C15 + w[(n+i)%shingleWords]
	}
	return mix(h)
}

// smallest keeps the least n distinct marks. The key is the low half of a
// mark, which says nothing about its rank.
func smallest(marks []uint64, n int, buf []uint32) Signature {
	if len(marks) > 4*n {
		marks = lowest(marks, n)
	}
	slices.Sort(marks)
	marks = slices.Compact(marks)
	keys := buf[:0]
	for _, m := range marks[:min(n, len(marks))] {
		keys = append(keys, uint32(m))
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// lowest narrows marks, whose values are spread evenly, to those below a
// bound under which some more than n are expected. It gives all of them if
// too few distinct ones lie there.
func lowest(marks []uint64, n int) []uint64 {
	bound := ^uint64(0) / uint64(len(marks)) * uint64(2*n)
	low := 0
	for i, m := range marks {
		if m <= bound {
			marks[i], marks[low] = marks[low], m
			low++
		}
	}
	head := marks[:low]
	slices.Sort(head)
	distinct := 0
	for i := range head {
		if i == 0 || head[i] != head[i-1] {
			distinct++
		}
	}
	if distinct < n {
		return marks
	}
	return head
}

// Shared counts the keys that two signatures have in common.
func (s Signature) Shared(t Signature) int {
	n, i, j := 0, 0, 0
	for i < len(s) && j < len(t) {
		switch {
		case s[i] < t[j]:
			i++
		case s[i] > t[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

package lang

import (
	"maps"
	"slices"
	"strings"
)

// Word numbers a normal form in a [Vocabulary]. Zero is a word that the
// vocabulary does not hold.
type Word uint32

// Vocabulary gives each known normal form a number. It is filled before the
// first text is analysed and only read afterwards; from then on it may be
// shared by any number of goroutines.
type Vocabulary struct {
	pack     *Pack
	index    map[string]Word
	words    []string
	numbers  []quantity // of the pack's words, by Word
	calendar []calendar
	roles    []string // by Word; nil if the pack maps no words
}

// NewVocabulary gives a vocabulary that holds the words of a language pack.
func NewVocabulary(pack *Pack) *Vocabulary {
	v := &Vocabulary{pack: pack, index: make(map[string]Word, 1<<13), words: []string{""}}
	for _, form := range slices.Sorted(maps.Keys(pack.numbers)) {
		v.Add(form)
	}
	for _, form := range slices.Sorted(maps.Keys(pack.calendar)) {
		v.Add(form)
	}
	for _, form := range grammar {
		v.Add(form)
	}
	for _, form := range slices.Sorted(maps.Keys(pack.roles)) {
		v.Add(form)
	}
	if len(pack.roles) > 0 {
		v.roles = make([]string, v.Len())
	}
	for w := range v.roles {
		v.roles[w] = pack.roles[v.words[w]]
	}
	v.numbers, v.calendar = make([]quantity, v.Len()), make([]calendar, v.Len())
	for w, form := range v.words {
		v.numbers[w], v.calendar[w] = pack.numbers[form], pack.calendar[form]
	}
	return v
}

// Pack is the language the vocabulary was made for.
func (v *Vocabulary) Pack() *Pack { return v.pack }

// Add gives the number of the normal form of word, a new one if the
// vocabulary did not hold it. It must not run beside an analysis.
func (v *Vocabulary) Add(word string) Word {
	form := Normal(word)
	if form == "" {
		return 0
	}
	if w, ok := v.index[form]; ok {
		return w
	}
	w := Word(len(v.words))
	v.index[form] = w
	v.words = append(v.words, form)
	return w
}

// Find gives the number of a normal form, zero if it is not held.
func (v *Vocabulary) Find(form string) Word { return v.index[form] }

// Len is one more than the largest number given.
func (v *Vocabulary) Len() int { return len(v.words) }

// Form is the normal form with that number.
func (v *Vocabulary) Form(w Word) string {
	if int(w) >= len(v.words) {
		return ""
	}
	return v.words[w]
}

// Classes is a table of bit sets over the words of a vocabulary: up to 64
// lexicon classes, tested with one look-up.
type Classes struct{ bits []uint64 }

// Set puts a word into the classes of mask.
func (c *Classes) Set(w Word, mask uint64) {
	for int(w) >= len(c.bits) {
		c.bits = append(c.bits, make([]uint64, int(w)+64)...)
	}
	c.bits[w] |= mask
}

// Of gives the classes of a word.
func (c *Classes) Of(w Word) uint64 {
	if int(w) >= len(c.bits) || w == 0 {
		return 0
	}
	return c.bits[w]
}

// Normal is the form under which a word is looked up: lower case, without
// accents and invisible marks, with straight apostrophes.
func Normal(word string) string {
	buf, _ := appendNormal(make([]byte, 0, len(word)), word)
	return strings.TrimSuffix(string(buf), ".")
}

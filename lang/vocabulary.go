package lang

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Word numbers a normal form in a [Vocabulary]. Zero is a word that the
// vocabulary does not hold.
type Word uint32

// Vocabulary gives each known normal form a number. It is filled before the
// first text is analysed and only read afterwards; from then on it may be
// shared by any number of goroutines.
type Vocabulary struct {
	pack     *Pack
	slots    []slot     // open addressing by hash
	forms    []byte     // of all words, one behind the other
	ends     []uint32   // of each in forms; word 0 has none
	numbers  []quantity // of the pack's words, by Word
	calendar []calendar
	roles    []string // by Word; nil if the pack maps no words
	counts   []bool   // by Word of the pack: a number or date may begin with it
}

// slot is a place in the table of a vocabulary; word 0 is none. The beginning of
// the form stands here, so that most words are told apart without a look at
// forms.
type slot struct {
	hash  uint32
	word  Word
	begin uint64
}

// begins gives the first eight bytes of a form as a number.
func begins(form []byte) uint64 {
	n := uint64(0)
	for _, c := range form[:min(len(form), 8)] {
		n = n<<8 | uint64(c)
	}
	return n
}

// NewVocabulary gives a vocabulary that holds the words of a language pack.
func NewVocabulary(pack *Pack) *Vocabulary {
	v := &Vocabulary{pack: pack, slots: make([]slot, 1<<14), ends: []uint32{0}}
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
		v.roles[w] = pack.roles[v.Form(Word(w))]
	}
	v.numbers, v.calendar, v.counts = make([]quantity, v.Len()), make([]calendar, v.Len()), make([]bool, v.Len())
	for w := range v.ends {
		form := v.Form(Word(w))
		v.numbers[w], v.calendar[w] = pack.numbers[form], pack.calendar[form]
		v.counts[w] = v.numbers[w].kind != "" || v.calendar[w].kind != "" || form == "a" || form == "an" || form == "the"
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
	hash := hashForm(form)
	if w := v.find(hash, []byte(form)); w != 0 {
		return w
	}
	w := Word(len(v.ends))
	v.forms = append(v.forms, form...)
	v.ends = append(v.ends, uint32(len(v.forms)))
	if len(v.ends)*2 > len(v.slots) {
		v.slots = make([]slot, 2*len(v.slots))
		for w := range v.ends[1:] {
			form := v.Form(Word(w + 1))
			v.place(slot{hashForm(form), Word(w + 1), begins([]byte(form))})
		}
		return w
	}
	v.place(slot{hash, w, begins([]byte(form))})
	return w
}

// place enters a word into the table, which has room.
func (v *Vocabulary) place(s slot) {
	i := int(s.hash) & (len(v.slots) - 1)
	for v.slots[i].word != 0 {
		i = (i + 1) & (len(v.slots) - 1)
	}
	v.slots[i] = s
}

// find gives the number of a normal form with its hash, zero if it is not held.
func (v *Vocabulary) find(hash uint32, form []byte) Word {
	begin := begins(form)
	for i := int(hash) & (len(v.slots) - 1); ; i = (i + 1) & (len(v.slots) - 1) {
		s := &v.slots[i]
		if s.word == 0 || s.hash == hash && s.begin == begin &&
			(len(form) <= 8 || string(v.forms[v.ends[s.word-1]:v.ends[s.word]]) == string(form)) {
			return s.word
		}
	}
}

// Find gives the number of a normal form, zero if it is not held.
func (v *Vocabulary) Find(form string) Word { return v.find(hashForm(form), []byte(form)) }

// hashForm is FNV-1a.
func hashForm[T string | []byte](form T) uint32 {
	h := uint32(2166136261)
	for i := range len(form) {
		h = (h ^ uint32(form[i])) * 16777619
	}
	return h
}

// InPack reports whether the number is that of a word of the language pack.
func (v *Vocabulary) InPack(w Word) bool { return w != 0 && int(w) < len(v.numbers) }

// Len is one more than the largest number given.
func (v *Vocabulary) Len() int { return len(v.ends) }

// Form is the normal form with that number.
func (v *Vocabulary) Form(w Word) string {
	if w == 0 || int(w) >= len(v.ends) {
		return ""
	}
	return string(v.forms[v.ends[w-1]:v.ends[w]])
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

// WordSet is a set of words of a vocabulary.
type WordSet []uint64

// Add puts a word into the set.
func (s *WordSet) Add(w Word) {
	for int(w/64) >= len(*s) {
		*s = append(*s, 0)
	}
	(*s)[w/64] |= 1 << (w % 64)
}

// Has reports whether the set holds the word; none holds an unknown word.
func (s WordSet) Has(w Word) bool {
	return w != 0 && int(w/64) < len(s) && s[w/64]>>(w%64)&1 != 0
}

// Words gives the words whose normal form fits.
func (v *Vocabulary) Words(fits func(form string) bool) WordSet {
	var s WordSet
	for w := range v.ends {
		if fits(v.Form(Word(w))) {
			s.Add(Word(w))
		}
	}
	return s
}

// Normal is the form under which a word is looked up: lower case, without
// accents and invisible marks, with straight apostrophes.
func Normal(word string) string {
	if normal(word) {
		return strings.TrimSuffix(word, ".")
	}
	var room [64]byte
	buf, _ := appendNormal(room[:0], word)
	return strings.TrimSuffix(string(buf), ".")
}

// normal reports whether a word is written as its normal form is.
func normal(word string) bool {
	for i := range len(word) {
		if c := word[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

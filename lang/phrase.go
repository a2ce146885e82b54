package lang

import "strings"

// Phrases finds phrases of one or more words in a text. It is filled before
// use and only read afterwards.
type Phrases struct {
	steps []step  // open addressing; half of them at least are free
	value []int32 // of the phrase that ends at a node, -1 if none
	begin WordSet // words that begin a phrase
	vocab *Vocabulary
}

// step leads from a node by a word to another; to node 0 none leads.
type step struct {
	from, to int32
	word     Word
}

// NewPhrases gives an empty set of phrases over a vocabulary.
func NewPhrases(v *Vocabulary) *Phrases {
	return &Phrases{steps: make([]step, 1<<8), value: []int32{-1}, vocab: v}
}

// Add puts in a phrase, words separated by spaces, with a value of zero or
// more. Hyphens in the phrase stand as they are: "car-bomb" and "car bomb"
// are two phrases. The first value given to a phrase stays.
func (p *Phrases) Add(phrase string, value int) {
	node := int32(0)
	for i, form := range strings.Fields(phrase) {
		w := p.vocab.Add(form)
		if i == 0 {
			p.begin.Add(w)
		}
		s := p.step(node, w)
		if s.to == 0 {
			*s = step{node, int32(len(p.value)), w}
			p.value = append(p.value, -1)
		}
		if node = s.to; len(p.value)*2 > len(p.steps) {
			p.grow()
		}
	}
	if node != 0 && p.value[node] < 0 {
		p.value[node] = int32(value)
	}
}

// step gives the step from a node by a word, or the free place for it.
func (p *Phrases) step(from int32, w Word) *step {
	mask := uint32(len(p.steps) - 1)
	h := uint32(from)*0x85EBCA6B ^ uint32(w)*0x9E3779B1
	for i := (h ^ h>>15) & mask; ; i = (i + 1) & mask {
		if s := &p.steps[i]; s.to == 0 || s.from == from && s.word == w {
			return s
		}
	}
}

// grow doubles the room for steps.
func (p *Phrases) grow() {
	old := p.steps
	p.steps = make([]step, 2*len(old))
	for _, s := range old {
		if s.to != 0 {
			*p.step(s.from, s.word) = s
		}
	}
}

// Match gives the value and length in tokens of the longest phrase that
// begins at token i, or length 0.
func (p *Phrases) Match(t *Text, i int) (value, length int) {
	if i >= len(t.Tokens) || !p.begin.Has(t.Tokens[i].Word) {
		return 0, 0
	}
	node, best := int32(0), int32(-1)
	for j := i; j < len(t.Tokens); j++ {
		w := t.Tokens[j].Word
		if w == 0 {
			break
		}
		s := p.step(node, w)
		if s.to == 0 {
			break
		}
		node = s.to
		if v := p.value[node]; v >= 0 {
			best, length = v, j-i+1
		}
	}
	if best < 0 {
		return 0, 0
	}
	return int(best), length
}

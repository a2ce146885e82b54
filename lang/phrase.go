package lang

import "strings"

// Phrases finds phrases of one or more words in a text. It is filled before
// use and only read afterwards.
type Phrases struct {
	next  map[step]int32
	value []int32 // of the phrase that ends at a node, -1 if none
	begin Classes // words that begin a phrase
	vocab *Vocabulary
}

type step struct {
	node int32
	word Word
}

// NewPhrases gives an empty set of phrases over a vocabulary.
func NewPhrases(v *Vocabulary) *Phrases {
	return &Phrases{next: map[step]int32{}, value: []int32{-1}, vocab: v}
}

// Add puts in a phrase, words separated by spaces, with a value of zero or
// more. Hyphens in the phrase stand as they are: "car-bomb" and "car bomb"
// are two phrases. The first value given to a phrase stays.
func (p *Phrases) Add(phrase string, value int) {
	node := int32(0)
	for i, form := range strings.Fields(phrase) {
		w := p.vocab.Add(form)
		if i == 0 {
			p.begin.Set(w, 1)
		}
		to, ok := p.next[step{node, w}]
		if !ok {
			to = int32(len(p.value))
			p.value = append(p.value, -1)
			p.next[step{node, w}] = to
		}
		node = to
	}
	if node != 0 && p.value[node] < 0 {
		p.value[node] = int32(value)
	}
}

// Match gives the value and length in tokens of the longest phrase that
// begins at token i, or length 0.
func (p *Phrases) Match(t *Text, i int) (value, length int) {
	if i >= len(t.Tokens) || p.begin.Of(t.Tokens[i].Word) == 0 {
		return 0, 0
	}
	node, best := int32(0), int32(-1)
	for j := i; j < len(t.Tokens); j++ {
		w := t.Tokens[j].Word
		if w == 0 {
			break
		}
		to, ok := p.next[step{node, w}]
		if !ok {
			break
		}
		node = to
		if v := p.value[node]; v >= 0 {
			best, length = v, j-i+1
		}
	}
	if best < 0 {
		return 0, 0
	}
	return int(best), length
}

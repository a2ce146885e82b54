package syndication

import (
	"math"

	"github.com/credence-project/credence"
)

// Boilerplate is the relation of two documents that share nothing but what
// publishers put around articles. Such documents have nothing to do with each
// other.
const Boilerplate credence.Relation = "boilerplate"

// Comparison is what two documents were found to have in common.
type Comparison struct {
	A, B credence.DocumentID
	// Relation of B to A: copy, shortened, extended or revised if the texts go
	// back to one; quote if they give the same statement inside reports of
	// their own; boilerplate or "" if they have nothing to do with each other.
	Relation credence.Relation
	// CoveredA and CoveredB are the shares of the running text of each, without
	// quotations and stock, that the other has too.
	CoveredA, CoveredB float64
	Words              int       // of running text that agree
	Quoted             int       // words in quotations that agree
	Stock              int       // words of stock that agree
	Longest            int       // words of running text in the longest passage
	Passages           []Passage // in order of their place in A
	Reason             string    // why the relation holds, in words
}

// Joins reports whether the two go back to one text.
func (c Comparison) Joins() bool { return joining(c.Relation) }

// shared is what an alignment found, by kind of text.
type shared struct {
	narrative, spoken, stock int
	whole                    int     // sentences of running text shared almost word for word
	ledeA, ledeB             float64 // share of the beginning of each that the other has
	topicA, topicB           float64 // share of the words of each title that are in the shared text
	longest                  int     // running text in the longest passage
	freshA, freshB           int     // running text of each side, without learned stock
	liveA, liveB             int     // the same with quotations
	emptyA, emptyB           bool    // the side holds no article
	spanA, spanB             float64 // share of it that lies in shared passages, changed words and all
	joints, even             int     // changes inside passages, and those of as many words on either side
	figures, figuresSame     int     // different numbers in the passages, and those of them that both have
}

// The beginning of an article, in words: at least and at most.
const (
	minLede   = 12
	ledeWords = 45
)

// Compare finds what two documents share and what follows from it.
func Compare(a, b *Text) Comparison {
	return pair{a: a, b: b, found: align(a, b)}.compare(nil, nil)
}

// compare takes the keys of either side that were learned to be stock.
func (p pair) compare(stockA, stockB map[uint32]bool) Comparison {
	a, b, al := p.a, p.b, p.found
	la, lb := stockWords(a, stockA), stockWords(b, stockB)
	s := tally(a, b, al, la, lb)
	c := Comparison{
		A: a.Document, B: b.Document, Words: s.narrative, Quoted: s.spoken, Stock: s.stock, Longest: s.longest,
		CoveredA: share(s.narrative, s.freshA), CoveredB: share(s.narrative, s.freshB), Passages: al.passages,
	}
	c.Relation, c.Reason = judge(a, b, s, c)
	return c
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return math.Min(1, float64(n)/float64(of))
}

// tally counts the shared words by kind. A word is stock if either side has it
// as stock, quoted if either side has it quoted.
func tally(a, b *Text, al alignment, la, lb []bool) shared {
	var s shared
	s.freshA, s.liveA = fresh(a, la)
	s.freshB, s.liveB = fresh(b, lb)
	s.emptyA, s.emptyB = empty(a, la, s.liveA), empty(b, lb, s.liveB)
	s.spanA, s.spanB = spread(a, al.passages, la, s.freshA, sideA), spread(b, al.passages, lb, s.freshB, sideB)
	s.figures, s.figuresSame = figures(a, b, al.passages)
	s.ledeA, s.ledeB = lede(a, al.inA, la), lede(b, al.inB, lb)
	for _, p := range al.passages {
		n := 0
		for i := p.first; i < p.last; i++ {
			if !al.inA[i] {
				continue
			}
			switch m := a.words[i].mark; {
			case m&(stock|fragment) != 0 || la != nil && la[i]:
				s.stock++
			case m&quoted != 0:
				s.spoken++
			default:
				n++
			}
		}
		s.joints += p.joints
		s.even += p.even
		s.narrative += n
		s.longest = max(s.longest, n)
	}
	// What b alone knows to be stock or quoted is taken off again.
	other := 0
	for j, in := range al.inB {
		if in && b.words[j].mark&(stock|fragment|quoted) == 0 && (lb == nil || !lb[j]) {
			other++
		}
	}
	s.narrative = min(s.narrative, other)
	s.longest = min(s.longest, other)
	s.topicA, s.topicB = topic(a, a, al.inA, la), topic(b, a, al.inA, la)
	s.whole = wholeSentences(a, al.inA, la)
	return s
}

func plain(w word) bool { return w.mark&(stock|fragment|quoted) == 0 }

// fresh counts the words of running text, and those with quotations.
func fresh(t *Text, learned []bool) (running, live int) {
	for i, w := range t.words {
		if learned != nil && learned[i] || w.mark&(stock|fragment) != 0 {
			continue
		}
		live++
		if w.mark&quoted == 0 {
			running++
		}
	}
	return running, live
}

// empty reports whether a page holds no article: hardly any running text, or
// mostly learned stock, and nothing of its title in what is left.
func empty(t *Text, learned []bool, live int) bool {
	if live < minNarrative {
		return true
	}
	before := t.narrative + t.spoken
	return 2*live < before && len(t.title) >= 2 && (t.lost || learned[t.lede])
}

func sideA(p Passage) (int, int) { return p.first, p.last }
func sideB(p Passage) (int, int) { return p.firstB, p.lastB }

// spread is the share of the running text that lies in passages, together with
// the words there that do not agree.
func spread(t *Text, passages []Passage, learned []bool, of int, side func(Passage) (int, int)) float64 {
	in := make([]bool, len(t.words))
	n := 0
	for _, p := range passages {
		first, last := side(p)
		for i := first; i < last; i++ {
			if !in[i] && plain(t.words[i]) && (learned == nil || !learned[i]) {
				in[i] = true
				n++
			}
		}
	}
	return share(n, of)
}

// figures counts the different numbers inside the passages, on the side with
// fewer of them, and how many of them stand on the other side too.
func figures(a, b *Text, passages []Passage) (all, same int) {
	na, nb := numbersIn(a, passages, sideA), numbersIn(b, passages, sideB)
	for h := range na {
		if nb[h] {
			same++
		}
	}
	return min(len(na), len(nb)), same
}

func numbersIn(t *Text, passages []Passage, side func(Passage) (int, int)) map[uint32]bool {
	out := map[uint32]bool{}
	for _, p := range passages {
		first, last := side(p)
		for i := first; i < last; i++ {
			if w := t.words[i]; w.number && plain(w) {
				out[w.hash] = true
			}
		}
	}
	return out
}

// lede is the share of the beginning of the article that is shared: its first
// sentence, with the next if it is short.
func lede(t *Text, in, learned []bool) float64 {
	n, hit := 0, 0
	for i := t.lede; i < len(t.words) && n < ledeWords; i++ {
		w := t.words[i]
		if plain(w) && (learned == nil || !learned[i]) {
			n++
			if in[i] {
				hit++
			}
		}
		if w.mark&sentence != 0 && n >= minLede {
			break
		}
	}
	return share(hit, n)
}

// topic is the share of the words of the title of t that stand in the running
// text of a that is shared.
func topic(t, a *Text, in, learned []bool) float64 {
	if len(t.title) < 2 {
		return 0
	}
	found := map[uint32]bool{}
	for i, w := range a.words {
		if in[i] && plain(w) && (learned == nil || !learned[i]) {
			found[w.stem] = true
		}
	}
	n := 0
	for _, h := range t.title {
		if found[h] {
			n++
		}
	}
	return share(n, len(t.title))
}

// wholeSentences counts the sentences of eight words and more of which nine
// words in ten are shared.
func wholeSentences(t *Text, in, learned []bool) int {
	count := 0
	for _, s := range t.segments {
		n, hit := 0, 0
		for i := s.first; i < s.last; i++ {
			if !plain(t.words[i]) || learned != nil && learned[i] {
				continue
			}
			n++
			if in[i] {
				hit++
			}
		}
		if n >= 8 && 10*hit >= 9*n {
			count++
		}
	}
	return count
}

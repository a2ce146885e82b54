package syndication

import (
	"math"
	"slices"

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

// sameStory says whether what two documents share is what they are about: the
// beginning of one of them, or the words of both titles. A page that has
// nothing of its title may lack the article, so what it begins with is no
// beginning, if the other is such a page too or of one publisher with it.
func sameStory(a, b *Text, s shared) (yes, no bool) {
	la, lb := s.ledeA, s.ledeB
	near := samePublisher(a, b)
	if a.lost && (b.lost || near) {
		la = 0
	}
	if b.lost && (a.lost || near) {
		lb = 0
	}
	yes = max(la, lb) >= 0.4 || min(s.topicA, s.topicB) >= 0.5
	if yes || max(la, lb) >= 0.25 || max(s.topicA, s.topicB) >= 0.34 {
		return yes, false
	}
	like := titleLikeness(a, b)
	if like < 0 {
		const own = 30 // words that each has to itself
		return false, near && min(s.freshA, s.freshB)-s.narrative >= own
	}
	return false, like < 0.34 || near && like < 0.6
}

// amongOthers reports whether one document is a small part of another that is
// about something else: a round-up, or own reporting with a notice at its end.
func amongOthers(a, b *Text, s shared, c Comparison) bool {
	like := titleLikeness(a, b)
	if like < 0 || like >= 0.34 {
		return false
	}
	if c.CoveredA < c.CoveredB {
		return c.CoveredA < 0.3 && s.ledeA < 0.25 && s.topicA < 0.34
	}
	return c.CoveredB < 0.3 && s.ledeB < 0.25 && s.topicB < 0.34
}

func samePublisher(a, b *Text) bool { return a.Publisher != "" && a.Publisher == b.Publisher }

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

// judge applies the rules of DESIGN.md, in order.
func judge(a, b *Text, s shared, c Comparison) (credence.Relation, string) {
	if s.emptyA || s.emptyB {
		return nothing(s, "a page without an article")
	}
	if ok, why := joins(a, b, s, c); ok {
		return kindOfCopy(a, b, c), why
	}
	if s.spoken >= minPassage {
		return credence.SameQuote, "the same statement inside separate reports"
	}
	return nothing(s, "no more in common than any two reports")
}

func nothing(s shared, why string) (credence.Relation, string) {
	if s.stock >= minPassage && s.stock > s.narrative {
		return Boilerplate, "only the publishers' stock text"
	}
	return "", why
}

// joins decides whether two documents go back to one text.
func joins(a, b *Text, s shared, c Comparison) (bool, string) {
	hi, lo := max(c.CoveredA, c.CoveredB), min(c.CoveredA, c.CoveredB)
	total := max(share(s.narrative+s.spoken, s.liveA), share(s.narrative+s.spoken, s.liveB))
	begins, apart := sameStory(a, b, s)
	n := s.narrative
	switch near := samePublisher(a, b); {
	case near && a.URL != "" && a.URL == b.URL && n >= 12 && lo >= 0.3:
		return true, "the same page at another time"
	case oneTemplate(a, b, s):
		return false, ""
	case near && !begins, amongOthers(a, b, s, c):
		// Pages of one publisher share its frame, whatever they are about.
		return false, ""
	case apart:
		if n >= 200 && lo >= 0.85 && s.whole >= 8 {
			return true, "nearly all of two long texts agrees, under other headlines"
		}
		return false, ""
	case n >= 12 && lo >= 0.6:
		return true, "nearly all of both texts agrees"
	case n >= 15 && hi >= 0.8 && total >= 0.8 && (begins || n >= 30):
		return true, "one text is in the other"
	case n >= 30 && hi >= 0.6 && begins:
		return true, "most of one text is in the other"
	case n >= 50 && hi >= 0.33 && begins && s.whole >= 2:
		return true, "the beginning and whole sentences agree"
	case n >= 80 && hi >= 0.4 && s.whole >= 4:
		return true, "whole sentences agree"
	case n >= 40 && lo >= 0.35 && min(s.spanA, s.spanB) >= 0.7:
		return true, "the texts agree from beginning to end but for single words"
	case n >= 50 && hi >= 0.45 && begins && max(s.spanA, s.spanB) >= 0.8:
		return true, "one text is in the other but for single words"
	case n >= 20 && hi >= 0.2 && sameNumber(a, b):
		return true, "the same story number, and part of the text"
	case n >= 30 && hi >= 0.25 && lo >= 0.15 && (begins || titleLikeness(a, b) >= 0.5) && sameWire(a, b):
		return true, "the same agency is credited, and part of the text agrees"
	}
	return false, ""
}

// oneTemplate reports whether two pages are the same form filled in with other
// numbers: draws, rates, results, weather. Corrections leave most numbers of a
// text as they are; between pages of one publisher less is asked for.
func oneTemplate(a, b *Text, s shared) bool {
	if samePublisher(a, b) {
		return s.figures >= 5 && 10*s.figuresSame < 7*s.figures
	}
	return s.figures >= 7 && 2*s.figuresSame < s.figures
}

func sameNumber(a, b *Text) bool {
	for _, n := range a.Numbers {
		if slices.Contains(b.Numbers, n) {
			return true
		}
	}
	return false
}

func sameWire(a, b *Text) bool {
	for _, x := range a.Credits {
		for _, y := range b.Credits {
			if x.Wire == y.Wire {
				return true
			}
		}
	}
	return false
}

// kindOfCopy tells full, shortened, extended and revised copies apart: the
// relation of b to a.
func kindOfCopy(a, b *Text, c Comparison) credence.Relation {
	if samePublisher(a, b) && a.Outlet == b.Outlet && min(c.CoveredA, c.CoveredB) < 0.98 {
		return credence.Revised
	}
	switch {
	case c.CoveredA >= 0.8 && c.CoveredB >= 0.8:
		return credence.FullCopy
	case c.CoveredB >= c.CoveredA:
		return credence.Shortened
	default:
		return credence.Extended
	}
}

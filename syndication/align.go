package syndication

import (
	"cmp"
	"slices"

	"github.com/credence-project/credence"
)

// The parameters of an alignment, in words.
const (
	seedWords   = 3  // words that must agree for a match to begin
	maxRepeats  = 6  // places of one seed that are followed up
	maxGap      = 14 // words that one side may have changed, put in or left out inside a passage
	minPassage  = 12 // words that must agree for a passage to count
	maxCompared = 6000
	evenGap     = 2  // words by which the sides of a small change may differ
	chainReach  = 40 // matches looked back on when a passage is continued
)

// Passage is a stretch that two texts share, with the words in between that
// one of them changed.
type Passage struct {
	A, B  credence.Span // bytes of the two texts
	Words int           // that agree

	first, last   int // words of A
	firstB, lastB int // words of B
	joints, even  int // changes between its matches, and those of as many words on either side
}

// match is a run of equal words: a[i:i+n] and b[j:j+n].
type match struct {
	i, j, n int
	score   int // of the best chain that ends here
	prev    int // its match before, or -1
	chain   int // set when used
}

// seeds is a table of the places in a text where each run of seedWords words
// begins.
type seeds struct {
	head map[uint64]int32
	next []int32
}

func seedKey(w []word) uint64 {
	return (uint64(w[0].hash)*0x9E3779B1+uint64(w[1].hash))*0x9E3779B97F4A7C15 + uint64(w[2].hash)
}

func newSeeds(w []word) seeds {
	n := max(len(w)-seedWords+1, 0)
	s := seeds{make(map[uint64]int32, n), make([]int32, n)}
	for i := n - 1; i >= 0; i-- {
		k := seedKey(w[i:])
		s.next[i] = s.head[k]
		s.head[k] = int32(i) + 1
	}
	return s
}

// alignment says which words of b stand for which of a.
type alignment struct {
	passages []Passage
	inA, inB []bool // word is shared
}

// plain reports whether half of both texts and more is shared.
func (a *alignment) plain() bool { return mostly(a.inA) && mostly(a.inB) }

func mostly(in []bool) bool {
	n := 0
	for _, shared := range in {
		if shared {
			n++
		}
	}
	return 2*n >= len(in)
}

// align finds what two texts share. Matches of three words and more are
// joined to passages across changed, added and missing words; each word is
// used once, the longest passages first, so repeated paragraphs and changed
// order do no harm.
func align(a, b *Text) alignment {
	wa, wb := a.words[:min(len(a.words), maxCompared)], b.words[:min(len(b.words), maxCompared)]
	m := matches(wa, wb)
	chains := chain(m)
	out := alignment{inA: make([]bool, len(a.words)), inB: make([]bool, len(b.words))}
	for _, end := range chains {
		out.take(a, b, m, end)
	}
	slices.SortFunc(out.passages, func(p, q Passage) int { return cmp.Compare(p.first, q.first) })
	return out
}

// matches gives the runs of equal words, in order of their place in b.
func matches(wa, wb []word) []match {
	if len(wa) < seedWords || len(wb) < seedWords {
		return nil
	}
	table := newSeeds(wa)
	done := make([]int32, len(wa)+len(wb)) // by diagonal: the end in b of what is covered
	var out []match
	for j := 0; j+seedWords <= len(wb); j++ {
		repeats := 0
		for at := table.head[seedKey(wb[j:])]; at != 0 && repeats < maxRepeats; at = table.next[at-1] {
			repeats++
			i := int(at - 1)
			d := i - j + len(wb)
			if int(done[d]) >= j+seedWords {
				continue
			}
			n := 0
			for i+n < len(wa) && j+n < len(wb) && wa[i+n].hash == wb[j+n].hash {
				n++
			}
			if n >= seedWords {
				done[d] = int32(j + n)
				out = append(out, match{i: i, j: j, n: n, prev: -1})
			}
		}
	}
	return out
}

// chain joins matches to passages and gives the last match of each, heaviest
// passage first.
func chain(m []match) []int {
	for k := range m {
		m[k].score = m[k].n
		for p := k - 1; p >= 0 && p >= k-chainReach; p-- {
			gi, gj := m[k].i-(m[p].i+m[p].n), m[k].j-(m[p].j+m[p].n)
			if gi < -2 || gj < -2 || gi > maxGap || gj > maxGap {
				continue
			}
			lost := max(-gi, -gj, 0) + max(gi-gj, gj-gi)/6
			if s := m[p].score + m[k].n - lost; s > m[k].score {
				m[k].score, m[k].prev = s, p
			}
		}
	}
	order := make([]int, len(m))
	for k := range order {
		order[k] = k
	}
	slices.SortFunc(order, func(x, y int) int {
		return cmp.Or(cmp.Compare(m[y].score, m[x].score), cmp.Compare(m[x].i, m[y].i), cmp.Compare(m[x].j, m[y].j))
	})
	ends := order[:0]
	for _, k := range order {
		if m[k].score >= minPassage {
			ends = append(ends, k)
		}
	}
	return ends
}

// take marks the words of the passage that ends in m[end], without those
// already taken, and keeps it if enough are left.
func (al *alignment) take(a, b *Text, m []match, end int) {
	var pairs [][2]int
	for k := end; k >= 0 && m[k].chain == 0; k = m[k].prev {
		for n := m[k].n - 1; n >= 0; n-- {
			i, j := m[k].i+n, m[k].j+n
			if al.inA[i] || al.inB[j] {
				continue
			}
			if l := len(pairs); l > 0 && (pairs[l-1][0] <= i || pairs[l-1][1] <= j) {
				continue
			}
			pairs = append(pairs, [2]int{i, j})
		}
	}
	if len(pairs) < minPassage {
		return
	}
	joints, even := 0, 0
	for k := end; k >= 0 && m[k].chain == 0; k = m[k].prev {
		m[k].chain = 1
		if p := m[k].prev; p >= 0 && m[p].chain == 0 {
			joints++
			gi, gj := m[k].i-m[p].i-m[p].n, m[k].j-m[p].j-m[p].n
			if max(gi-gj, gj-gi) <= evenGap {
				even++
			}
		}
	}
	first, last := pairs[len(pairs)-1], pairs[0]
	for _, p := range pairs {
		al.inA[p[0]], al.inB[p[1]] = true, true
	}
	al.passages = append(al.passages, Passage{
		A:     credence.Span{Start: int(a.words[first[0]].start), End: int(a.words[last[0]].end)},
		B:     credence.Span{Start: int(b.words[first[1]].start), End: int(b.words[last[1]].end)},
		Words: len(pairs), first: first[0], last: last[0] + 1, firstB: first[1], lastB: last[1] + 1,
		joints: joints, even: even,
	})
}

package syndication

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// cue is a phrase that tells stock from article.
type cue struct {
	rest   []uint32 // hashes of the words behind the first
	weight int
}

// cues are phrases by the hash of their first word.
type cues map[uint32][]cue

// parseCues reads lines of a weight and a phrase; "#" begins a comment.
func parseCues(r io.Reader) (cues, error) {
	out := cues{}
	in := bufio.NewScanner(r)
	for n := 1; in.Scan(); n++ {
		line := strings.TrimSpace(in.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		num, phrase, _ := strings.Cut(line, " ")
		weight, err := strconv.Atoi(num)
		hashes := phraseHashes(phrase)
		if err != nil || len(hashes) == 0 {
			return nil, fmt.Errorf("line %d: want a weight and a phrase: %q", n, line)
		}
		out[hashes[0]] = append(out[hashes[0]], cue{hashes[1:], weight})
	}
	return out, in.Err()
}

func phraseHashes(phrase string) []uint32 {
	var out []uint32
	s := scanner{text: phrase}
	for s.next() {
		out = append(out, s.hash)
	}
	return out
}

// at gives the weight of the heaviest phrase that begins at words[i].
func (c cues) at(words []word, i int) int {
	best := 0
	for _, q := range c[words[i].hash] {
		if q.weight <= best || i+len(q.rest) >= len(words) {
			continue
		}
		same := true
		for k, h := range q.rest {
			if words[i+1+k].hash != h {
				same = false
				break
			}
		}
		if same {
			best = q.weight
		}
	}
	return best
}

const (
	stockWindow   = 30 // words of a sentence that are weighed together
	fragmentWords = 12 // a line without a full stop, up to so many words, is no sentence
)

// markStock marks what belongs to the publisher's frame and not to the
// article: by phrases, and by lines that are no sentences.
func (t *Text) markStock(r *Registry) {
	for k, s := range t.segments {
		if !s.closed && s.last-s.first <= fragmentWords && t.alone(k) {
			t.markWith(s.first, s.last, fragment)
		}
		for from := s.first; from < s.last; from += stockWindow {
			to := min(from+stockWindow, s.last)
			if s.last-to < stockWindow/2 {
				to = s.last
			}
			t.weigh(r, from, to)
			if to == s.last {
				break
			}
		}
		t.words[s.last-1].mark |= sentence
	}
}

// alone reports whether segment k is a paragraph by itself.
func (t *Text) alone(k int) bool {
	p := t.segments[k].para
	return (k == 0 || t.segments[k-1].para != p) && (k+1 == len(t.segments) || t.segments[k+1].para != p)
}

// weigh marks words[from:to] as stock if phrases in it say so. What somebody
// is quoted with does not count.
func (t *Text) weigh(r *Registry, from, to int) {
	sum := 0
	for i := from; i < to; i++ {
		if t.words[i].mark&quoted == 0 {
			sum += r.stock.at(t.words, i)
		}
	}
	if sum >= 3 || sum == 2 && to-from <= fragmentWords {
		t.markWith(from, to, stock)
	}
}

func (t *Text) markWith(from, to int, m mark) {
	for i := from; i < to; i++ {
		t.words[i].mark |= m
	}
}

package store

import (
	"math/bits"
	"strings"

	credence "github.com/credence-project/credence"
)

const (
	// excerptWords is the length of an excerpt in words of the text.
	excerptWords = 30
	// excerptReach is how many bytes of a text are looked at for an excerpt.
	excerptReach = 1 << 20
)

// occurrence is where a phrase of a question stands in a text, in words.
type occurrence struct{ phrase, first, last int }

// excerpt finds the passage of the text in which most different phrases of the
// question occur, the first of equals, and the words in it that were asked for.
func excerpt(id credence.DocumentID, text string, asked *question) (credence.Quote, []credence.Span) {
	var words []string
	var spans []credence.Span
	eachWord(text[:min(len(text), excerptReach)], func(word []byte, at credence.Span) {
		words, spans = append(words, string(word)), append(spans, at)
	})
	if len(words) == 0 {
		return credence.Quote{Document: id}, nil
	}
	found := asked.occurrences(words)
	first, last := passage(found, len(words))
	span := credence.Span{Start: spans[first].Start, End: spans[last].End}
	var matches []credence.Span
	for _, o := range found {
		if o.first < first || o.last > last {
			continue
		}
		m := credence.Span{Start: spans[o.first].Start, End: spans[o.last].End}
		if n := len(matches); n > 0 && matches[n-1].Overlaps(m) {
			matches[n-1].End = max(matches[n-1].End, m.End)
		} else {
			matches = append(matches, m)
		}
	}
	return credence.Quote{Document: id, Span: span, Text: span.Of(text)}, matches
}

// occurrences gives where the wanted phrases stand, in the order of the text.
func (q *question) occurrences(words []string) []occurrence {
	var found []occurrence
	for i := range words {
		for p := range q.want {
			if q.want[p].at(words[i:]) {
				found = append(found, occurrence{p, i, i + len(q.want[p].words) - 1})
			}
		}
	}
	return found
}

// at reports whether the words begin with the phrase.
func (p *phrase) at(words []string) bool {
	if len(words) < len(p.words) {
		return false
	}
	for i, w := range p.words {
		if words[i] != w && (!p.prefix || i < len(p.words)-1 || !strings.HasPrefix(words[i], w)) {
			return false
		}
	}
	return true
}

// passage gives the first and last word of the best passage among n words.
func passage(found []occurrence, n int) (first, last int) {
	var from, to, most int
	for i, o := range found {
		var phrases uint64 // a question has less than 64
		end := o.last
		for _, next := range found[i:] {
			if next.last >= o.first+excerptWords {
				break
			}
			phrases |= 1 << next.phrase
			end = max(end, next.last)
		}
		if count := bits.OnesCount64(phrases); count > most {
			from, to, most = o.first, end, count
		}
	}
	// What is left of the length goes half before and half behind.
	from = max(0, from-max(0, excerptWords-(to-from+1))/2)
	return from, min(n-1, max(to, from+excerptWords-1))
}

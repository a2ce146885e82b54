package store

import "github.com/credence-project/credence"

const (
	// excerptWords is the length of an excerpt in words of the text.
	excerptWords = 30
	// excerptReach is how many bytes of a text are looked at for an excerpt.
	excerptReach = 1 << 20
)

// excerpt finds the passage of the text in which most different phrases of the
// question occur, the first of equals, and the words in it that were asked for.
func excerpt(id credence.DocumentID, text string, asked *question) (credence.Quote, []credence.Span) {
	var words analysed
	words.read(text[:min(len(text), excerptReach)])
	if words.len() == 0 {
		return credence.Quote{Document: id}, nil
	}
	found := asked.occurrences(&words)
	first, last, _ := passage(found, words.len())
	span := credence.Span{Start: words.spans[first].Start, End: words.spans[last].End}
	var matches []credence.Span
	for _, o := range found {
		if o.first < first || o.last > last {
			continue
		}
		m := credence.Span{Start: words.spans[o.first].Start, End: words.spans[o.last].End}
		if n := len(matches); n > 0 && matches[n-1].Overlaps(m) {
			matches[n-1].End = max(matches[n-1].End, m.End)
		} else {
			matches = append(matches, m)
		}
	}
	return credence.Quote{Document: id, Span: span, Text: span.Of(text)}, matches
}

package store

import (
	"cmp"
	"context"
	"database/sql"
	"math/bits"
	"slices"

	"github.com/credence-project/credence"
)

// Ranking is done here and not by the engines' own functions: those differ,
// and count how many documents hold a word, which for words that are
// everywhere takes longer than a reader waits. All wanted words are in every
// match, so how rare they are would tell little anyway.

const (
	// rankedHits is how many matches are ranked, the newest of them.
	rankedHits = 200
	// rankReach is how many bytes of a text count for its rank.
	rankReach = 32 << 10
)

// ranked is a row of the list of what was found.
type ranked struct {
	seq    int64
	listed int64 // the time it is listed by, in microseconds
	score  float64
}

// rank scores documents and puts the best first, the newer of equals.
func (t tx) rank(ctx context.Context, asked *question, found []ranked) error {
	numbers := make([]int64, len(found))
	scores := make(map[int64]float64, len(found))
	for i := range found {
		numbers[i] = found[i].seq
	}
	list, args := among(numbers)
	rows, err := t.query(ctx, `SELECT seq, title, text FROM contents WHERE seq IN `+list, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var title, text analysed
	for rows.Next() {
		var seq int64
		var heading string
		var body sql.RawBytes
		if err := rows.Scan(&seq, &heading, &body); err != nil {
			return err
		}
		plain, err := decompress(body)
		if err != nil {
			return err
		}
		title.read(heading)
		text.read(string(plain[:min(len(plain), rankReach)]))
		scores[seq] = score(asked, &title, &text)
	}
	for i := range found {
		found[i].score = scores[found[i].seq]
	}
	slices.SortStableFunc(found, func(a, b ranked) int { return cmp.Compare(b.score, a.score) })
	return rows.Err()
}

// score is the sum over the wanted phrases of the saturated number of times
// they occur (the term part of BM25 with its usual constants), where once in
// the title counts as four times in the text and a report of 400 words is of
// normal length; plus up to 1 for a phrase for standing close together.
func score(asked *question, title, text *analysed) float64 {
	const saturation, lengthPart, normalLength, titleWeight = 1.2, 0.75, 400, 4
	times := make([]float64, len(asked.want))
	inTitle, inText := asked.occurrences(title), asked.occurrences(text)
	for _, o := range inTitle {
		times[o.phrase] += titleWeight
	}
	for _, o := range inText {
		times[o.phrase]++
	}
	damp := saturation * (1 - lengthPart + lengthPart*float64(text.len())/normalLength)
	var sum float64
	for _, n := range times {
		sum += n * (saturation + 1) / (n + damp)
	}
	if n := len(times); n > 1 {
		_, _, there := passage(inTitle, title.len())
		_, _, here := passage(inText, text.len())
		sum += float64(max(0, here-1, there-1)) / float64(n-1) * float64(n)
	}
	return sum
}

// analysed is the words of a text with their places. It can be read into again.
type analysed struct {
	letters []byte
	ends    []int // of each word in letters
	spans   []credence.Span
}

func (a *analysed) read(text string) {
	a.letters, a.ends, a.spans = a.letters[:0], a.ends[:0], a.spans[:0]
	eachWord(text, func(word []byte, at credence.Span) {
		a.letters = append(a.letters, word...)
		a.ends = append(a.ends, len(a.letters))
		a.spans = append(a.spans, at)
	})
}

func (a *analysed) len() int { return len(a.ends) }

func (a *analysed) word(i int) []byte {
	start := 0
	if i > 0 {
		start = a.ends[i-1]
	}
	return a.letters[start:a.ends[i]]
}

// occurrence is where a phrase of a question stands in a text, in words.
type occurrence struct{ phrase, first, last int }

// occurrences gives where the wanted phrases stand, in the order of the text.
func (q *question) occurrences(in *analysed) []occurrence {
	var found []occurrence
	for i := range in.len() {
		for p := range q.want {
			if q.want[p].at(in, i) {
				found = append(found, occurrence{p, i, i + len(q.want[p].words) - 1})
			}
		}
	}
	return found
}

// at reports whether the phrase begins at word i.
func (p *phrase) at(in *analysed, i int) bool {
	if in.len()-i < len(p.words) {
		return false
	}
	for k, want := range p.words {
		got := in.word(i + k)
		if p.prefix && k == len(p.words)-1 && len(got) > len(want) {
			got = got[:len(want)]
		}
		if string(got) != want {
			return false
		}
	}
	return true
}

// passage gives the first and last of excerptWords words, of n, in which most
// different phrases occur, and how many these are.
func passage(found []occurrence, n int) (first, last, most int) {
	var from, to int
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
	return from, min(n-1, max(to, from+excerptWords-1)), most
}

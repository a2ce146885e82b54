package store

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/credence-project/credence"
)

// A question is what a user typed into a search box: words that must all
// occur, "phrases", prefix* and -exclusions. Every text is a question; what is
// not a word separates words.
type question struct {
	want, without []phrase
}

// phrase is words that follow one another; with prefix the last one may go on.
// A typed word that is several to the index, as al-shabaab, is a phrase too.
type phrase struct {
	words  []string
	prefix bool
}

const (
	maxQuestion = 1000 // bytes
	maxPhrases  = 40
	minPrefix   = 2 // characters; less would be half the dictionary
)

// parseQuestion fails only on a question that is too long.
func parseQuestion(s string) (question, error) {
	var q question
	if len(s) > maxQuestion {
		return q, &credence.InputError{Name: "search", Reason: fmt.Sprintf("more than %d bytes", maxQuestion)}
	}
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		rest, excluded := strings.CutPrefix(s, "-")
		var typed string
		if quoted, ok := strings.CutPrefix(rest, `"`); ok {
			typed, s, _ = strings.Cut(quoted, `"`)
			if after, star := strings.CutPrefix(s, "*"); star {
				typed, s = typed+"*", after
			}
		} else {
			end := strings.IndexFunc(rest, func(r rune) bool { return r == ' ' || r == '"' || r == '\t' || r == '\n' })
			if end < 0 {
				end = len(rest)
			}
			typed, s = rest[:end], rest[end:]
		}
		p := phrase{words: strings.Fields(indexed(typed))}
		if len(p.words) == 0 {
			continue
		}
		p.prefix = strings.HasSuffix(typed, "*") && utf8.RuneCountInString(p.words[len(p.words)-1]) >= minPrefix
		if excluded {
			q.without = append(q.without, p)
		} else {
			q.want = append(q.want, p)
		}
	}
	if len(q.want)+len(q.without) > maxPhrases {
		return question{}, &credence.InputError{Name: "search", Reason: fmt.Sprintf("more than %d words and phrases", maxPhrases)}
	}
	return q, nil
}

// Package language tells the language of a text. Most texts of the larger news
// markets are told by their function words, in microseconds; the rest is left
// to a statistical detector, which takes a thousand times as long. Begin with
// [Detect].
package language

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
)

// Sample and floor, in characters: more than the sample does not change the
// answer, less than the floor gives none to rely on.
const (
	sample = 500
	floor  = 60
)

// words.txt: a line for each language, its tag and its commonest function
// words, lower case.
//
//go:embed words.txt
var wordTable string

// languages and words are wordTable read: of each word, the numbers of the
// languages that have it.
var languages, words = func() (tags []string, words map[string][]int) {
	words = map[string][]int{}
	for i, line := range strings.Split(strings.TrimSpace(wordTable), "\n") {
		fields := strings.Fields(line)
		tags = append(tags, fields[0])
		for _, w := range fields[1:] {
			words[w] = append(words[w], i)
		}
	}
	return tags, words
}()

// Detect gives the BCP 47 tag of the language that text begins in, or "" if
// that cannot be told reliably.
func Detect(text string) string {
	text = strings.TrimSpace(text)
	if utf8.RuneCountInString(text[:min(len(text), 4*sample)]) < floor {
		return ""
	}
	text = head(text)
	if tag := byWords(text); tag != "" {
		return tag
	}
	found := whatlanggo.Detect(text)
	if !found.IsReliable() {
		return ""
	}
	return found.Lang.Iso6391()
}

// head is the first sample characters.
func head(text string) string {
	n := 0
	for i := range text {
		if n == sample {
			return text[:i]
		}
		n++
	}
	return text
}

// byWords counts function words. It answers where a fifth of the words, and at
// least six, are of one language, and no other language has nearly as many.
func byWords(text string) string {
	counts := make([]int, len(languages))
	all := 0
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		all++
		for _, i := range words[strings.ToLower(word)] {
			counts[i]++
		}
	}
	best, second := 0, 0
	for i, n := range counts {
		switch {
		case n > counts[best]:
			best, second = i, counts[best]
		case i != best && n > second:
			second = n
		}
	}
	if n := counts[best]; n >= 6 && n*5 >= all && n*2 >= second*3 {
		return languages[best]
	}
	return ""
}

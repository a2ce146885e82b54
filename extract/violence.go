package extract

import (
	"sort"
	"strings"
)

// violenceFile lists the words of violence of a language.
const violenceFile = "claim_violence.txt"

// listed reads the words of a list without sections.
func listed(text string) []string {
	var words []string
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		for w := range strings.SplitSeq(line, ",") {
			if w = strings.TrimSpace(w); w != "" {
				words = append(words, w)
			}
		}
	}
	return words
}

// How far around a statement a word of violence is looked for, in bytes, and
// how many words a text has for each of them before it counts as being about
// something else, so that a single one close by is not enough.
const (
	violenceReach = 300
	calmText      = 100
)

// speaksOfViolence reports whether words of violence stand close to a
// candidate, as they do where responsibility for an attack is spoken of, or a
// group is named in a text that is full of them. The models learnt from such texts alone and know of no others, in which parties,
// firms and teams claim, deny and accuse as well.
func (s *scratch) speaksOfViolence(c *candidate, at []int) bool {
	from, to := int(s.text.Tokens[c.first].Start)-violenceReach, int(s.text.Tokens[max(c.first, c.last-1)].End)+violenceReach
	first := sort.Search(len(at), func(k int) bool { return int(s.text.Tokens[at[k]].Start) >= from })
	close := sort.Search(len(at), func(k int) bool { return int(s.text.Tokens[at[k]].End) > to }) - first
	if len(at)*calmText < len(s.text.Tokens) {
		return close > 1 || close > 0 && len(s.known) > 0
	}
	return close > 0 || s.hasGroup
}

// violence gives the tokens that are words of violence.
func (s *scratch) violence() []int {
	var at []int
	for i := range s.text.Tokens {
		if s.x.words.violent.Has(s.text.Tokens[i].Word) {
			at = append(at, i)
		}
	}
	return at
}

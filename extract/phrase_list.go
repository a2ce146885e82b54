package extract

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/credence-project/credence/lang"
)

// The lists that are no part of the lexicon of statements, so that the models
// need not learn anew when a line is added to them.
const (
	mutualFile  = "claim_mutual.txt"
	mistakeFile = "claim_mistake.txt"
	outletFile  = "say_outlets.txt"
	organFile   = "say_states.txt" // save that the choice of who is responsible has learnt with it
)

// phraseList finds phrases in a text and tells of which classes they are.
type phraseList struct {
	phrases *lang.Phrases
	value   []uint // classes of the phrases, a bit for each in the order of its list
	number  map[string]int
}

// loadPhrases reads a list whose sections are those classes. Phrases of a
// section marked "verb" are inflected, and "noun" gives the plural as well.
func loadPhrases(v *lang.Vocabulary, files fs.FS, file string, classes ...string) (*phraseList, error) {
	b, err := fs.ReadFile(files, file)
	if err != nil {
		return nil, err
	}
	list := &phraseList{phrases: lang.NewPhrases(v), number: map[string]int{}}
	put := func(phrase string, class uint) {
		phrase = lang.Normal(phrase)
		if _, ok := list.number[phrase]; !ok {
			list.number[phrase] = len(list.value)
			list.phrases.Add(phrase, len(list.value))
			list.value = append(list.value, 0)
		}
		list.value[list.number[phrase]] |= class
	}
	class, sort := uint(0), ""
	for line := range strings.Lines(string(b)) {
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if name, tail, ok := strings.Cut(line, "]"); ok && name[0] == '[' {
			if class, sort = classBit(classes, name[1:]), strings.TrimSpace(tail); class == 0 {
				return nil, fmt.Errorf("%s: unknown class %q", file, name[1:])
			}
			continue
		}
		for entry := range strings.SplitSeq(line, ",") {
			entry = strings.TrimSpace(entry)
			put(entry, class)
			switch sort {
			case "verb":
				for _, f := range v.Pack().Forms(entry) {
					put(f.Text, class)
				}
			case "noun":
				put(v.Pack().Plural(entry), class)
			}
		}
	}
	return list, nil
}

func classBit(classes []string, name string) uint {
	for i, c := range classes {
		if c == name {
			return 1 << i
		}
	}
	return 0
}

// at gives the classes and the length of the longest phrase at token i, 0 and
// 0 if there is none, as without a list.
func (l *phraseList) at(t *lang.Text, i int) (classes uint, tokens int) {
	if l == nil {
		return 0, 0
	}
	if v, n := l.phrases.Match(t, i); n > 0 {
		return l.value[v], n
	}
	return 0, 0
}

// has reports whether a phrase in its normal form is of one of the classes.
func (l *phraseList) has(phrase string, classes uint) bool {
	i, ok := l.number[phrase]
	return ok && l.value[i]&classes != 0
}

package knowledge

import (
	_ "embed" // the data files
	"sort"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/concepts.txt
var conceptsFile string

//go:embed data/places.txt
var placesFile string

//go:embed data/words.txt
var wordsFile string

// lexicon is the two data files, read once: classes of words, and lists of
// small words. It does not change after reading.
type lexicon struct {
	class         map[string]class    // by name
	lands         map[class]bool      // classes that are countries
	parent        []class             // of each class: the wider one, 0 if there is none
	apart         map[class]bool      // classes of which those within are different things
	phrases       map[string][]phrase // first stem -> phrases of classes, longest first
	lists         map[string]map[string]bool
	cues          map[string]map[string][]phrase // list -> first stem -> phrases
	numbers       map[string]int
	abbreviations map[string]bool
}

type phrase struct {
	stems []string
	class class
}

// class is a class of words, from 1 on.
type class int16

var words = sync.OnceValue(func() *lexicon { return readLexicon(conceptsFile+"\n"+placesFile, wordsFile) })

// readLexicon reads "class > wider: word, two words" lines and "list: word,
// two words" lines; "class!" is one whose classes are different things. Lines
// that begin with # are comments.
func readLexicon(concepts, lists string) *lexicon {
	l := &lexicon{
		class: map[string]class{}, lands: map[class]bool{}, parent: make([]class, 1), apart: map[class]bool{}, phrases: map[string][]phrase{}, lists: map[string]map[string]bool{},
		cues: map[string]map[string][]phrase{}, numbers: map[string]int{}, abbreviations: map[string]bool{},
	}
	for _, line := range dataLines(concepts) {
		head, tail, _ := strings.Cut(line, ":")
		name, wider, _ := strings.Cut(head, ">")
		name, apart := strings.CutSuffix(strings.TrimSpace(name), "!")
		class := l.intern(name)
		if apart {
			l.apart[class] = true
		}
		if wider = strings.TrimSpace(wider); wider != "" {
			l.parent[class] = l.intern(wider)
		}
		for _, w := range strings.Split(tail, ",") {
			if stems := stemsOf(w); len(stems) > 0 {
				l.phrases[stems[0]] = append(l.phrases[stems[0]], phrase{stems, class})
			}
		}
	}
	for _, line := range dataLines(lists) {
		name, tail, _ := strings.Cut(line, ":")
		l.readList(strings.TrimSpace(name), strings.Split(tail, ","))
	}
	for _, ps := range l.phrases {
		sort.SliceStable(ps, func(i, j int) bool { return len(ps[i].stems) > len(ps[j].stems) })
	}
	return l
}

func (l *lexicon) intern(name string) class {
	c, ok := l.class[name]
	if !ok {
		c = class(len(l.parent))
		l.class[name] = c
		l.parent = append(l.parent, 0)
		l.lands[c] = strings.HasPrefix(name, "in-")
	}
	return c
}

func (l *lexicon) readList(name string, items []string) {
	if l.lists[name] == nil {
		l.lists[name], l.cues[name] = map[string]bool{}, map[string][]phrase{}
	}
	for _, w := range items {
		w = strings.TrimSpace(w)
		if name == "numbers" {
			if word, n, ok := strings.Cut(w, "="); ok {
				l.numbers[fold(word)], _ = strconv.Atoi(n)
			}
			continue
		}
		if name == "abbreviations" {
			l.abbreviations[fold(w)] = true
			continue
		}
		if stems := stemsOf(w); len(stems) > 0 {
			l.lists[name][strings.Join(stems, " ")] = true
			l.cues[name][stems[0]] = append(l.cues[name][stems[0]], phrase{stems: stems})
		}
	}
}

func dataLines(file string) []string {
	var out []string
	for _, line := range strings.Split(file, "\n") {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out
}

func stemsOf(s string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(fold(s), func(r rune) bool { return !wordRune(r) && r != '\'' }) {
		out = append(out, stem(w))
	}
	return out
}

// number is the value of a numeral or number word, -1 if it is none. "10th"
// is 10; "1,200" is 1200.
func (l *lexicon) number(w string) int {
	if n, ok := l.numbers[w]; ok {
		return n
	}
	if w == "" || w[0] < '0' || w[0] > '9' {
		return -1
	}
	digits := strings.NewReplacer(",", "", ".", "").Replace(w)
	for _, suffix := range []string{"th", "st", "nd", "rd", "er", "e", "kg", "lb", "lbs", "km", "m"} {
		if d, ok := strings.CutSuffix(digits, suffix); ok {
			digits = d
			break
		}
	}
	n, err := strconv.Atoi(digits)
	if err != nil || len(digits) > 7 {
		return -1
	}
	return n
}

// mark gives the terms their classes.
func (l *lexicon) mark(ts []term) {
	for i := range ts {
		for _, p := range l.phrases[ts[i].stem] {
			if matchStems(ts[i:], p.stems) {
				for k := range p.stems {
					ts[i+k].classes = append(ts[i+k].classes, p.class)
				}
			}
		}
	}
}

// within reports whether c is wider or lies within it.
func (l *lexicon) within(c, wider class) bool {
	for c != 0 {
		if c == wider {
			return true
		}
		c = l.parent[c]
	}
	return false
}

func matchStems(ts []term, stems []string) bool {
	if len(ts) < len(stems) {
		return false
	}
	for i, s := range stems {
		if ts[i].stem != s && ts[i].word != s {
			return false
		}
	}
	return true
}

// find gives the first position of a cue of the list at or after from, and how
// many terms it takes; -1 if there is none.
func (l *lexicon) find(list string, ts []term, from int) (at, n int) {
	cues := l.cues[list]
	for i := from; i < len(ts); i++ {
		for _, p := range cues[ts[i].stem] {
			if matchStems(ts[i:], p.stems) {
				return i, len(p.stems)
			}
		}
	}
	return -1, 0
}

// has reports whether a cue of the list is among the terms.
func (l *lexicon) has(list string, ts []term) bool {
	at, _ := l.find(list, ts, 0)
	return at >= 0
}

// is reports whether the term belongs to the class or to one within it.
func (l *lexicon) is(t *term, name string) bool {
	return len(t.classes) > 0 && l.belongs(t, l.class[name])
}

func (l *lexicon) belongs(t *term, c class) bool {
	for _, own := range t.classes {
		if l.within(own, c) {
			return true
		}
	}
	return false
}

// any reports whether a term belongs to the class.
func (l *lexicon) any(ts []term, name string) bool {
	c := l.class[name]
	for i := range ts {
		if l.belongs(&ts[i], c) {
			return true
		}
	}
	return false
}

// isLand reports whether the term names a country or its people.
func (l *lexicon) isLand(t *term) bool {
	for _, c := range t.classes {
		if l.lands[c] {
			return true
		}
	}
	return false
}

package assess

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/credence-project/credence"
	"golang.org/x/text/unicode/norm"
)

// Limits on what is read of one document.
const (
	maxProposeText = 1 << 20
	maxPassages    = 4000
)

// reading is a report cut into passages.
type reading struct {
	source   *Source
	at       time.Time
	passages []passage
	ofClaim  bool // it speaks of the claim, so it is not from before it
}

// passage is a sentence with its words.
type passage struct {
	credence.Span
	words []word
}

type word struct {
	text       string // lower case, without marks
	start, end int    // bytes in the document
	upper      bool
}

// passages splits a text into sentences of words. A full stop after a single
// letter or a known short form does not end a sentence.
func passages(text string) []passage {
	if len(text) > maxProposeText {
		text = text[:maxProposeText]
	}
	var out []passage
	var cur []word
	flush := func() {
		if len(cur) > 0 && len(out) < maxPassages {
			out = append(out, passage{credence.Span{Start: cur[0].start, End: cur[len(cur)-1].end}, cur})
		}
		cur = nil
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			j := wordEnd(text, i)
			cur = append(cur, word{plain(text[i:j]), i, j, unicode.IsUpper(r)})
			i = j
			continue
		}
		i += size
		switch r {
		case '.':
			if n := len(cur); n > 0 && (utf8.RuneCountInString(cur[n-1].text) == 1 || shortForms[cur[n-1].text]) {
				continue
			}
			if i < len(text) && !unicode.IsSpace(rune(text[i])) && text[i] < utf8.RuneSelf && unicode.IsLetter(rune(text[i])) {
				continue
			}
			flush()
		case '!', '?', ';', '؟', '\n':
			flush()
		}
	}
	flush()
	return out
}

var shortForms = map[string]bool{"mr": true, "mrs": true, "ms": true, "dr": true, "st": true, "gen": true, "col": true, "lt": true, "sgt": true, "no": false, "jan": true, "feb": true, "aug": true, "sept": true, "oct": true, "nov": true, "dec": true}

func wordEnd(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		inner := (r == '\'' || r == '’') && i+size < len(text)
		if inner {
			next, _ := utf8.DecodeRuneInString(text[i+size:])
			inner = unicode.IsLetter(next)
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && !inner {
			break
		}
		i += size
	}
	return i
}

// plain lowers a word and takes off its marks and its possessive ending.
func plain(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	w := strings.ReplaceAll(b.String(), "’", "'")
	return strings.TrimSuffix(w, "'s")
}

// pattern is a sequence of slots that words must fill in order.
type pattern []slot

// slot is one place in a pattern: any of the forms, after at most gap words.
type slot struct {
	gap   int
	forms map[string]bool
	heads []string // beginnings of words
	class string   // {claimant}, {other}
}

// parsePattern reads "no|not *3 evidence|sign of link~": alternatives with |,
// beginnings with ~, up to n words between with *n.
func parsePattern(s string) pattern {
	var out pattern
	gap := 0
	for _, f := range strings.Fields(s) {
		if n, ok := strings.CutPrefix(f, "*"); ok {
			gap = 3
			if len(n) == 1 {
				gap = int(n[0] - '0')
			}
			continue
		}
		sl := slot{gap: gap, forms: map[string]bool{}}
		gap = 0
		if strings.HasPrefix(f, "{") {
			sl.class = strings.Trim(f, "{}")
		} else {
			for _, alt := range strings.Split(f, "|") {
				if head, ok := strings.CutSuffix(alt, "~"); ok {
					sl.heads = append(sl.heads, plain(head))
				} else {
					sl.forms[plain(alt)] = true
				}
			}
		}
		out = append(out, sl)
	}
	return out
}

// find gives the first match of the pattern at or after word from.
func (m *matcher) find(p pattern, from int) (start, end int, ok bool) {
	for i := from; i < len(m.words); i++ {
		if n := m.fill(p[0], i); n > 0 {
			if end, ok := m.rest(p[1:], i+n); ok {
				return i, end, true
			}
		}
	}
	return 0, 0, false
}

// rest matches the remaining slots from word i on. Patterns are short and gaps
// small, so that trying every gap stays linear in the text.
func (m *matcher) rest(p pattern, i int) (int, bool) {
	if len(p) == 0 {
		return i, true
	}
	for g := 0; g <= p[0].gap && i+g < len(m.words); g++ {
		if n := m.fill(p[0], i+g); n > 0 {
			if end, ok := m.rest(p[1:], i+g+n); ok {
				return end, true
			}
		}
	}
	return 0, false
}

// matcher is a passage made ready for patterns.
type matcher struct {
	words []word
	names [][]string // the claimant's
	other []bool     // word belongs to the name of another group
}

// fill gives how many words from i on fill a slot, 0 if they do not.
func (m *matcher) fill(s slot, i int) int {
	switch s.class {
	case "claimant":
		return nameLength(m.words, i, m.names)
	case "other":
		if m.other[i] {
			return 1
		}
		return 0
	}
	w := m.words[i].text
	if s.forms[w] {
		return 1
	}
	for _, h := range s.heads {
		if strings.HasPrefix(w, h) {
			return 1
		}
	}
	return 0
}

// nameLength is the length in words of the longest of the names at i.
func nameLength(ws []word, i int, names [][]string) int {
	best := 0
	for _, n := range names {
		if len(n) <= best || i+len(n) > len(ws) {
			continue
		}
		ok := true
		for k, part := range n {
			if ws[i+k].text != part {
				ok = false
				break
			}
		}
		if ok {
			best = len(n)
		}
	}
	return best
}

// nameWords cuts a name into the words that texts use.
func nameWords(name string) []string {
	var out []string
	for _, p := range passages(name) {
		for _, w := range p.words {
			out = append(out, w.text)
		}
	}
	return out
}

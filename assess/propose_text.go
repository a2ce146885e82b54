package assess

import (
	"strconv"
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
	ofOther  bool // it speaks of other groups alone
}

// passage is a sentence with its words.
type passage struct {
	credence.Span
	words     []word
	m         *matcher
	claimFrom int // the word from which on it tells what the claim says
}

type word struct {
	text       string // lower case, without marks
	start, end int    // bytes in the document
	upper      bool   // begins with a capital
	caps       bool   // all capitals
}

// name is a name as words; caps if only capitals will do: "IS" is not "is".
type name struct {
	words []string
	caps  bool
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
			out = append(out, passage{Span: credence.Span{Start: cur[0].start, End: cur[len(cur)-1].end}, words: cur})
		}
		cur = nil
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			j := wordEnd(text, i)
			cur = append(cur, word{plain(text[i:j]), i, j, unicode.IsUpper(r), strings.ToUpper(text[i:j]) == text[i:j]})
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
	if ascii(s) {
		return shorten(strings.ToLower(s))
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return shorten(strings.ReplaceAll(b.String(), "’", "'"))
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// shorten takes off the English possessive and the French elision.
func shorten(w string) string {
	if strings.IndexByte(w, '\'') < 0 {
		return w
	}
	w = strings.TrimSuffix(w, "'s")
	if head, tail, ok := strings.Cut(w, "'"); ok && elided[head] {
		return tail
	}
	return w
}

// elided are the short words that French writes together with the next.
var elided = map[string]bool{"l": true, "d": true, "n": true, "s": true, "j": true, "c": true, "m": true, "t": true, "qu": true, "jusqu": true, "lorsqu": true, "puisqu": true}

// pattern is a sequence of slots that words must fill in order.
type pattern struct {
	slots []slot
	key   int // the slot with the fewest forms, looked for first; -1 if none has forms only
	id    int // its number in an index, 0 if it is in none
}

// patternIndex tells from the words of a passage which patterns may match there.
type patternIndex struct {
	byWord map[string][]int
	byHead map[string][]head // by the first two bytes
	count  int
}

type head struct {
	text string
	id   int
}

// add numbers the patterns and notes the words that each needs.
func (x *patternIndex) add(ps []pattern) {
	for i := range ps {
		p := &ps[i]
		if p.key < 0 {
			continue
		}
		x.count++
		p.id = x.count
		s := &p.slots[p.key]
		for _, f := range s.list {
			x.byWord[f] = append(x.byWord[f], p.id)
		}
		for _, run := range s.runs {
			x.byWord[run[0]] = append(x.byWord[run[0]], p.id)
		}
		for _, h := range s.heads {
			x.byHead[h[:min(2, len(h))]] = append(x.byHead[h[:min(2, len(h))]], head{h, p.id})
		}
	}
}

// live marks the patterns whose words are there.
func (x *patternIndex) live(ws []word) []bool {
	out := make([]bool, x.count+1)
	for i := range ws {
		w := ws[i].text
		for _, id := range x.byWord[w] {
			out[id] = true
		}
		for _, h := range x.byHead[w[:min(2, len(w))]] {
			if strings.HasPrefix(w, h.text) {
				out[h.id] = true
			}
		}
	}
	return out
}

// slot is one place in a pattern: any of the forms, after at most gap words.
type slot struct {
	list            []string // the forms again, in order
	gap             int
	forms           map[string]bool
	heads           []string   // beginnings of words
	runs            [][]string // alternatives of several words
	initials        [4]uint64  // the first bytes of all of these, as bits
	claimant, other bool       // {claimant}, {other}: a name of the claimant, of another group
}

// maxGap is the widest gap of a pattern in words.
const maxGap = 15

// parsePattern reads "no|not *3 evidence|sign of link~": alternatives with |,
// beginnings with ~, several words as one with _, up to n words between with
// *n.
func parsePattern(s string) pattern {
	out := pattern{key: -1}
	gap := 0
	for _, f := range strings.Fields(s) {
		if n, ok := strings.CutPrefix(f, "*"); ok {
			gap, _ = strconv.Atoi(n)
			gap = min(gap, maxGap)
			continue
		}
		sl := slot{gap: gap, forms: map[string]bool{}}
		gap = 0
		for _, alt := range strings.Split(f, "|") {
			switch {
			case alt == "{claimant}":
				sl.claimant = true
			case alt == "{other}":
				sl.other = true
			default:
				sl.alternative(alt)
			}
		}
		out.slots = append(out.slots, sl)
	}
	for i, sl := range out.slots {
		if !sl.claimant && !sl.other && (out.key < 0 || sl.size() < out.slots[out.key].size()) {
			out.key = i
		}
	}
	return out
}

func (sl *slot) size() int { return len(sl.forms) + len(sl.runs) + 3*len(sl.heads) }

// alternative adds one form: a word, a beginning, or several words.
func (sl *slot) alternative(alt string) {
	first := ""
	if run := strings.FieldsFunc(plain(alt), func(r rune) bool { return r == '_' || r == '-' }); len(run) > 1 {
		sl.runs = append(sl.runs, run)
		first = run[0]
	} else if head, ok := strings.CutSuffix(alt, "~"); ok {
		first = plain(head)
		sl.heads = append(sl.heads, first)
	} else {
		first = plain(alt)
		sl.forms[first] = true
		sl.list = append(sl.list, first)
	}
	if first != "" {
		sl.initials[first[0]>>6] |= 1 << (first[0] & 63)
	}
}

// find gives the first match of the pattern at or after word from.
func (m *matcher) find(p *pattern, from int) (start, end int, ok bool) {
	switch {
	case p.id > 0 && m.live != nil:
		if !m.live[p.id] {
			return 0, 0, false
		}
	case p.key >= 0 && !m.has(&p.slots[p.key]):
		return 0, 0, false
	}
	for i := from; i < len(m.words); i++ {
		if n := m.fill(&p.slots[0], i); n > 0 {
			if end, ok := m.rest(p.slots[1:], i+n); ok {
				return i, end, true
			}
		}
	}
	return 0, 0, false
}

// rest matches the remaining slots from word i on. Patterns are short and gaps
// small, so that trying every gap stays linear in the text.
func (m *matcher) rest(p []slot, i int) (int, bool) {
	if len(p) == 0 {
		return i, true
	}
	for g := 0; g <= p[0].gap && i+g < len(m.words); g++ {
		if n := m.fill(&p[0], i+g); n > 0 {
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
	named []int  // how many words from each on are the longest name of the claimant; nil if that was not asked
	other []bool // word belongs to the name of another group
	live  []bool // patterns of the phrasebook that may match, nil if that was not asked
	held  map[string]bool
}

// has reports whether a word of the passage can fill the slot: a quick way to
// pass over most patterns.
func (m *matcher) has(s *slot) bool {
	if m.held == nil {
		m.held = make(map[string]bool, len(m.words))
		for i := range m.words {
			m.held[m.words[i].text] = true
		}
	}
	for _, f := range s.list {
		if m.held[f] {
			return true
		}
	}
	for _, run := range s.runs {
		if m.held[run[0]] {
			return true
		}
	}
	for _, h := range s.heads {
		for i := range m.words {
			if strings.HasPrefix(m.words[i].text, h) {
				return true
			}
		}
	}
	return false
}

// fill gives how many words from i on fill a slot, 0 if they do not.
func (m *matcher) fill(s *slot, i int) int {
	if s.other && m.other[i] {
		return 1
	}
	if s.claimant && i < len(m.named) && m.named[i] > 0 {
		return m.named[i]
	}
	w := m.words[i].text
	if w == "" || s.initials[w[0]>>6]&(1<<(w[0]&63)) == 0 {
		return 0
	}
	for _, run := range s.runs {
		if startsWith(m.words[i:], run) {
			return len(run)
		}
	}
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
func nameLength(ws []word, i int, names []name) int {
	best := 0
	for _, n := range names {
		if len(n.words) <= best || i+len(n.words) > len(ws) {
			continue
		}
		ok := true
		for k, part := range n.words {
			if ws[i+k].text != part || n.caps && !ws[i+k].caps {
				ok = false
				break
			}
		}
		if ok {
			best = len(n.words)
		}
	}
	return best
}

func startsWith(ws []word, texts []string) bool {
	if len(texts) > len(ws) {
		return false
	}
	for k, t := range texts {
		if ws[k].text != t {
			return false
		}
	}
	return true
}

// nameOf reads a name. A short one in capitals is matched in capitals only.
func nameOf(s string) name {
	s = strings.TrimSpace(s)
	return name{nameWords(s), len(s) <= 5 && strings.ToUpper(s) == s}
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

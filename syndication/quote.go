package syndication

import "strings"

// maxQuote is the number of words behind which a quotation that was not
// closed is taken for a slip of the pen.
const maxQuote = 150

// pairs of quotation marks, by the mark that opens.
var closing = map[rune]string{
	'"': "\"“”", '“': "”\"", '„': "“”\"", '«': "»", '»': "«", '‘': "’", '「': "」", '『': "』",
}

// markQuotes marks the words between quotation marks. A quotation ends with
// its paragraph: writers who carry one on open it again.
func (t *Text) markQuotes(body string) {
	var open rune
	opened, from, seg := 0, 0, 0
	for i := range t.words {
		if seg+1 < len(t.segments) && i >= t.segments[seg].last {
			seg++
			if t.segments[seg].para != t.segments[seg-1].para && open != 0 {
				t.markRun(opened, i)
				open = 0
			}
		}
		gap := body[from:t.words[i].start]
		if strings.IndexByte(gap, '"') >= 0 || hasHigh(gap) {
			open, opened = t.turn(gap, open, opened, i)
		}
		if open != 0 && i-opened > maxQuote {
			open = 0
		}
		from = int(t.words[i].end)
	}
	if open != 0 {
		t.markRun(opened, len(t.words))
	}
	t.markGiven(body)
}

// turn follows the quotation marks between two words; i is the word behind. A
// straight mark opens where it leans on the word behind it and closes where it
// leans on the one before, so that a mark left out does not turn the rest of
// the text inside out; a mark that opens inside a quotation says that the one
// before was left open by mistake.
func (t *Text) turn(gap string, open rune, opened, i int) (rune, int) {
	for at, r := range gap {
		side := leans(gap, at, r)
		switch {
		case open != 0 && strings.ContainsRune(closing[open], r) && side <= 0:
			t.markRun(opened, i)
			open = 0
		case closing[r] != "" && side >= 0 && (open == 0 || r == '"'):
			open, opened = r, i
		}
	}
	return open, opened
}

// leans tells for a straight mark whether it leans on the word before it (-1)
// or behind it (1), by the spaces around; 0 if they do not tell, or for marks
// that have a side by their shape.
func leans(gap string, at int, r rune) int {
	if r != '"' {
		return 0
	}
	before := at == 0 || !spaceOrOpen(gap[at-1])
	behind := at+1 == len(gap) || gap[at+1] > ' '
	switch {
	case before && !behind:
		return -1
	case behind && !before:
		return 1
	}
	return 0
}

func spaceOrOpen(c byte) bool { return c <= ' ' || c == '(' || c == '[' || c == '-' }

func (t *Text) markRun(first, last int) {
	for i := first; i < last; i++ {
		t.words[i].mark |= quoted
	}
}

func hasHigh(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return true
		}
	}
	return false
}

// given are words for a text that somebody put out, in languages the project
// reads most.
var given = wordSet("statement", "statements", "release", "communique", "communiqué", "letter", "message", "post",
	"posted", "tweet", "tweeted", "wrote", "reads", "read", "notice", "following",
	"comunicado", "declaración", "nota", "mensaje", "declaration", "communiqué", "erklärung", "mitteilung", "schreiben",
	"dichiarazione", "comunicato", "заявление", "заявлении", "сообщение", "بيان")

// markGiven marks the paragraph behind a line that announces the wording of a
// statement ("the police said in a statement:").
func (t *Text) markGiven(body string) {
	for k := 0; k+1 < len(t.segments); k++ {
		s, next := t.segments[k], t.segments[k+1]
		if s.para == next.para {
			continue
		}
		gap := body[t.words[s.last-1].end:t.words[next.first].start]
		if !strings.HasPrefix(strings.TrimLeft(gap, " "), ":") || !t.announces(s) {
			continue
		}
		for j := k + 1; j < len(t.segments) && t.segments[j].para == next.para; j++ {
			t.markRun(t.segments[j].first, t.segments[j].last)
		}
	}
}

func (t *Text) announces(s segment) bool {
	for i := max(s.first, s.last-20); i < s.last; i++ {
		if given[t.words[i].hash] {
			return true
		}
	}
	return false
}

func wordSet(words ...string) map[uint32]bool {
	set := make(map[uint32]bool, len(words))
	for _, w := range words {
		set[wordHash(w)] = true
	}
	return set
}

// wordHash is the hash of a single word.
func wordHash(w string) uint32 {
	s := scanner{text: w}
	if !s.next() {
		return 0
	}
	return s.hash
}

package lang

import (
	"strings"
	"unsafe"
)

// maxText is the number of bytes of a text that is analysed; the rest of a
// longer one has no tokens.
const maxText = 1 << 30

// maxWord is the longest word in bytes. Longer runs of letters are cut.
const maxWord = 1 << 10

// Analyser turns texts into tokens and sentences. It keeps its buffers from
// text to text and serves one goroutine at a time.
type Analyser struct {
	pack  *Pack
	vocab *Vocabulary
	text  Text
	forms []byte
	pos   int  // scanning position
	flags Flag // of the next token: Space, LineStart, ParaStart
	soft  bool // line feeds wrap paragraphs, they do not end them
	row   struct {
		end  int  // of the line last looked at for tabs
		tabs bool // they part the cells of a table
	}
}

// NewAnalyser gives an analyser that looks words up in vocab and knows the
// language vocab was made for.
func NewAnalyser(vocab *Vocabulary) *Analyser {
	return &Analyser{pack: vocab.pack, vocab: vocab}
}

// Analyse gives the tokens and sentences of raw. The result is valid until
// the next call.
func (a *Analyser) Analyse(raw string) *Text {
	t := &a.text
	t.Raw, t.vocab = raw, a.vocab
	t.Tokens, t.Sentences = t.Tokens[:0], t.Sentences[:0]
	a.forms, a.pos, a.flags = a.forms[:0], 0, ParaStart|LineStart
	a.soft = wrapped(raw)
	a.row.end = 0
	end := min(len(raw), maxText)
	for a.gap(end); a.pos < end; a.gap(end) {
		a.scan(end)
	}
	// The buffer is not written again while the text is valid.
	t.forms = unsafe.String(unsafe.SliceData(a.forms), len(a.forms))
	t.Upper = mostlyCapitals(t.Tokens)
	a.markQuotes()
	a.split()
	return t
}

// gap skips white space, invisible marks and broken bytes, and notes what
// they mean for the token behind them.
func (a *Analyser) gap(end int) {
	raw, lines := a.text.Raw, 0
	at := a.pos
	for a.pos < end {
		kind, width := kindAt(raw, a.pos)
		switch kind {
		case isNewline:
			lines++
			a.flags |= Space
		case isSpace:
			if lines == 0 && raw[a.pos] == '\t' && at > 0 && a.cellEnds() {
				return
			}
			a.flags |= Space
		case isFormat, isMark:
		case isBroken:
			a.flags |= Space
		default:
			if lines > 0 {
				a.flags |= LineStart
				indent := lines == 1 && a.soft && raw[a.pos-1] == ' ' && a.pos-at > 3
				if lines > 1 || !a.soft || indent || bulletAt(raw, a.pos) || rowAt(raw, at, a.pos) {
					a.flags |= ParaStart
				}
			}
			return
		}
		a.pos += width
	}
}

// rowBars is how many marks between cells make a line the row of a table.
const rowBars = 2

// row reports whether a line is a row of a table: bars or tabs part its cells.
func row(line string) bool {
	return strings.Count(line, "|") >= rowBars || tabbed(line)
}

func tabbed(line string) bool { return strings.Count(strings.TrimLeft(line, " \t"), "\t") >= rowBars }

// rowAt reports whether the line that ends at byte at, or the one that begins at
// byte next, is a row of a table.
func rowAt(s string, at, next int) bool {
	return row(s[next:lineEnd(s, next)]) || row(s[strings.LastIndexByte(s[:at], '\n')+1:at])
}

// lineEnd is the end of the line at byte i.
func lineEnd(s string, i int) int {
	if n := strings.IndexByte(s[i:], '\n'); n >= 0 {
		return i + n
	}
	return len(s)
}

// cellEnds reports whether the tab at the scanning position parts two cells of
// a table. It is a token then, in the form of a bar.
func (a *Analyser) cellEnds() bool {
	if a.pos >= a.row.end {
		raw := a.text.Raw
		a.row.end = lineEnd(raw, a.pos)
		a.row.tabs = tabbed(raw[strings.LastIndexByte(raw[:a.pos], '\n')+1 : a.row.end])
	}
	return a.row.tabs
}

// bulletAt reports whether a list item begins at i.
func bulletAt(s string, i int) bool {
	if i+1 >= len(s) {
		return false
	}
	switch s[i] {
	case '*', '-':
		return s[i+1] == ' '
	}
	return len(s) > i+3 && s[i:i+3] == "•"
}

// scan makes the token that begins at pos.
func (a *Analyser) scan(end int) {
	raw, start := a.text.Raw, a.pos
	kind, width := kindAt(raw, start)
	if kind == isPunct || raw[start] == '\t' {
		a.mark(start, width, end)
		return
	}
	a.word(start, end)
}

// emit appends a token for raw[start:stop] and looks it up.
func (a *Analyser) emit(start, stop int, flags Flag) {
	low := len(a.forms)
	var plain bool
	word := a.text.Raw[start:stop]
	if word == "\t" {
		word = "|"
	}
	a.forms, plain = appendNormal(a.forms, word)
	if !plain {
		flags |= Accent
	}
	form := a.forms[low:]
	if n := len(form); flags&Stopped != 0 && n > 1 && form[n-1] == '.' {
		form = form[:n-1]
		a.forms = a.forms[:low+n-1]
	}
	hash := hashForm(form)
	w := a.vocab.find(hash, form)
	tail := w
	if flags&Hyphen != 0 {
		for i := len(form) - 1; i >= 0; i-- {
			if form[i] == '-' {
				tail = a.vocab.find(hashForm(form[i+1:]), form[i+1:])
				break
			}
		}
	}
	a.text.Tokens = append(a.text.Tokens, Token{
		Start: int32(start), End: int32(stop), Word: w, Tail: tail,
		Flags: flags | a.flags, low: int32(low), high: int32(len(a.forms)), hash: hash,
	})
	a.flags = 0
	a.pos = stop
}

// mark makes a token of punctuation; runs of dots and dashes are one.
func (a *Analyser) mark(start, width, end int) {
	raw, stop := a.text.Raw, start+width
	c := raw[start]
	if c == '.' || c == '-' {
		for stop < end && raw[stop] == c && stop-start < maxWord {
			stop++
		}
	}
	if c == '\'' || raw[start:stop] == "’" {
		if n := a.cliticLen(stop, end); n > 0 && a.flags&Space == 0 && len(a.text.Tokens) > 0 {
			a.emit(start, stop+n, Clitic)
			return
		}
	}
	a.emit(start, stop, Punct)
}

// cliticLen is the length of the clitic at i ("s" of "'s"), 0 if none.
func (a *Analyser) cliticLen(i, end int) int {
	n := 0
	var buf [4]byte
	for i+n < end && n < 4 {
		k, w := kindAt(a.text.Raw, i+n)
		if k == isMark || w > 1 && (k == isLower || k == isUpper) {
			return 0
		}
		if k != isLower && k != isUpper {
			break
		}
		buf[n] = a.text.Raw[i+n] | 0x20
		n++
	}
	if n == 0 || n > 2 || !a.pack.clitics[string(buf[:n])] {
		return 0
	}
	return n
}

// shape is what word learns of the letters it passes.
type shape struct {
	letters, capitals int
	first             uint8
	dots, hyphens     int
}

// word makes the token of the word or number at start.
func (a *Analyser) word(start, end int) {
	raw, i := a.text.Raw, start
	var s shape
	s.first, _ = kindAt(raw, start)
	prev := s.first
	for i < end && i-start < maxWord {
		kind, width := byteKind[raw[i]], 1
		if kind == isWide {
			kind, width = wideKindAt(raw, i)
		}
		switch kind {
		case isLower:
			s.letters++
		case isUpper:
			s.letters++
			s.capitals++
		case isDigit, isMark, isFormat:
		default:
			if !a.joins(start, i, width, end, prev, &s) {
				a.finish(start, i, end, s)
				return
			}
		}
		if kind != isMark && kind != isFormat {
			prev = kind
		}
		i += width
	}
	a.finish(start, i, end, s)
}

// joins reports whether the mark at i belongs to the word around it.
func (a *Analyser) joins(start, i, width, end int, prev uint8, s *shape) bool {
	raw := a.text.Raw
	if i+width >= end || prev == isPunct && (raw[i] != '-' || raw[i-1] != '.') {
		return false
	}
	next, _ := kindAt(raw, i+width)
	letter := next == isLower || next == isUpper
	switch raw[i : i+width] {
	case "'", "’", "ʼ":
		return letter && a.cliticLen(i+width, end) == 0 && !negation(raw, i, width, end) && prev != isDigit
	case "-", "‐", "‑":
		if prev == isDigit && next == isDigit && !isoDate(raw, start, i, end) || !letter && next != isDigit {
			return false
		}
		s.hyphens++
		return true
	case ".":
		if prev == isDigit && next == isDigit {
			return true
		}
		if s.dots > 0 && raw[i+1] == '-' && i+2 < end && isLetterAt(raw, i+2) {
			return true // "U.S.-backed"
		}
		if letter && initialism(raw, start, i) && (i+2 >= end || !isLetterAt(raw, i+2)) {
			s.dots++
			return true
		}
	case ",", ":", "/":
		return prev == isDigit && next == isDigit
	}
	return false
}

// negation reports whether the apostrophe at i is that of "n't".
func negation(raw string, i, width, end int) bool {
	if i == 0 || i+width >= end || raw[i-1]|0x20 != 'n' || raw[i+width]|0x20 != 't' {
		return false
	}
	return i+width+1 >= end || !isLetterAt(raw, i+width+1)
}

func isLetterAt(raw string, i int) bool {
	k, _ := kindAt(raw, i)
	return k == isLower || k == isUpper
}

// initialism reports whether raw[start:dot] is single letters apart by dots.
func initialism(raw string, start, dot int) bool {
	for i := start; i < dot; i += 2 {
		if !isLetterAt(raw, i) || i+1 < dot && raw[i+1] != '.' {
			return false
		}
	}
	return (dot-start)%2 == 1
}

// isoDate reports whether the hyphen at i stands in 2006-01-02.
func isoDate(raw string, start, i, end int) bool {
	if start+10 > end || i != start+4 && i != start+7 {
		return false
	}
	for k := range 10 {
		c := raw[start+k]
		if k == 4 || k == 7 {
			if c != '-' {
				return false
			}
		} else if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// finish emits the word raw[start:stop], split before "n't" and joined with
// the full stop of an abbreviation or initial.
func (a *Analyser) finish(start, stop, end int, s shape) {
	raw, flags := a.text.Raw, Flag(0)
	switch s.first {
	case isUpper:
		flags |= Capital
		if s.letters > 1 && s.capitals == s.letters {
			flags |= AllCaps
		}
	case isDigit:
		flags |= Digit
	}
	if s.hyphens > 0 {
		flags |= Hyphen
	}
	if stop < end && stop-start > 1 {
		if _, w := kindAt(raw, stop); negation(raw, stop, w, end) {
			a.emit(start, stop-1, flags)
			a.emit(stop-1, stop+w+1, Clitic)
			return
		}
	}
	if stop < end && raw[stop] == '.' && (stop+1 >= end || raw[stop+1] != '.') && a.abbreviated(start, stop, end, s) {
		stop++
		flags |= Stopped
	}
	a.emit(start, stop, flags)
}

// abbreviated reports whether the full stop at stop belongs to the word.
func (a *Analyser) abbreviated(start, stop, end int, s shape) bool {
	if s.dots > 0 {
		return true
	}
	raw := a.text.Raw
	if stop-start == 1 && s.capitals == 1 {
		// An initial, unless it ends the paragraph.
		return stop+1 < end && raw[stop+1] == ' ' && stop+2 < end && isLetterAt(raw, stop+2)
	}
	if stop-start > 8 {
		return false
	}
	var buf [8]byte
	form, _ := appendNormal(buf[:0], raw[start:stop])
	_, ok := a.pack.abbrev[string(form)]
	if ok && string(form) == "nos" || string(form) == "no" {
		return stop+2 < end && raw[stop+1] == ' ' && raw[stop+2] >= '0' && raw[stop+2] <= '9'
	}
	return ok
}

// mostlyCapitals reports whether capitals tell nothing in these tokens.
func mostlyCapitals(tokens []Token) bool {
	words, caps := 0, 0
	for i := range tokens {
		t := &tokens[i]
		if t.Flags&(Punct|Digit|Clitic) != 0 || t.End-t.Start < 2 {
			continue
		}
		words++
		if t.Flags&AllCaps != 0 {
			caps++
		}
	}
	return words > 0 && caps*4 >= words*3
}

// wrapped reports whether the lines of a text are cut at a column, so that a
// line feed does not end a paragraph.
func wrapped(raw string) bool {
	const look, column = 1 << 14, 110
	longest, length, lines, full := 0, 0, 0, 0
	for i := 0; i < len(raw) && i < look; i++ {
		if raw[i] != '\n' {
			length++
			continue
		}
		if length > 0 {
			lines++
			longest = max(longest, length)
			if length > 45 {
				full++
			}
		}
		length = 0
	}
	return lines >= 2 && longest <= column && length <= column && full*2 >= lines
}

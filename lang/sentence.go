package lang

// kinds of quotation marks: a straight or low mark may open and close.
const (
	noQuote = iota
	straight
	opening
	closing
	single
	singleOpening
	singleClosing
)

func quoteKind(s string) uint8 {
	switch s {
	case "\"", "''", "``", "＂":
		return straight
	case "“", "„", "«":
		return opening
	case "”", "»":
		return closing
	case "'", "`":
		return single
	case "‘", "‚":
		return singleOpening
	case "’":
		return singleClosing
	}
	return noQuote
}

// markQuotes pairs quotation marks within each paragraph and flags what
// stands between them. A quotation that no mark closes ends with its
// paragraph.
func (a *Analyser) markQuotes() {
	t := &a.text
	with := uint8(noQuote) // the mark that opened, noQuote outside
	for i := range t.Tokens {
		tok := &t.Tokens[i]
		if tok.Flags&ParaStart != 0 {
			with = noQuote
		}
		if tok.Flags&Punct != 0 {
			k := quoteKind(t.Raw[tok.Start:tok.End])
			switch {
			case k == noQuote:
			case with != noQuote && ends(with, k) && (k < single || !a.leans(i)):
				tok.Flags |= EndQuote
				with = noQuote
				continue
			case with == noQuote && (k == straight || k == opening || (k == single || k == singleOpening) && a.leans(i)):
				tok.Flags |= OpenQuote
				with = k
				continue
			}
		}
		if with != noQuote {
			tok.Flags |= InQuote
		}
	}
}

// ends reports whether a mark of kind k ends a quotation opened by with.
func ends(with, k uint8) bool {
	switch with {
	case straight, opening:
		return k == straight || k == closing
	}
	return k == single || k == singleClosing
}

// leans reports whether the mark i stands before a word and behind a space,
// as one that opens does.
func (a *Analyser) leans(i int) bool {
	t := a.text.Tokens
	if i+1 >= len(t) || t[i+1].Flags&Space != 0 {
		return false
	}
	return t[i].Flags&(Space|ParaStart) != 0 || i > 0 && t[i-1].Flags&Punct != 0
}

// longestSentence is how many tokens a sentence may have; a longer run is cut. What
// reads sentences weighs their clauses against each other, which takes hours for
// one of ten thousand.
const longestSentence = 600

// split makes the sentences.
func (a *Analyser) split() {
	t := &a.text
	t.Paras = 0
	for i := 0; i < len(t.Tokens); {
		t.Tokens[i].Flags |= ParaStart
		end := i + 1
		for end < len(t.Tokens) && t.Tokens[end].Flags&ParaStart == 0 {
			end++
		}
		a.splitParagraph(i, end)
		t.Paras++
		i = end
	}
}

func (a *Analyser) splitParagraph(first, last int) {
	t := a.text.Tokens
	at := a.dateline(first, last)
	if at > first {
		a.sentence(first, at, Dateline)
	}
	form := Plain
	if p := a.text.Raw[t[first].Start:t[first].End]; p == "*" || p == "-" || p == "•" {
		form = Bullet
	}
	begin := at
	for i := at; i < last; i++ {
		end := a.sentenceEnd(i, last)
		if end == 0 && i+1-begin >= longestSentence {
			end = i + 1
		}
		if end > 0 {
			a.sentence(begin, end, form)
			begin, i = end, end-1
		}
	}
	if begin < last {
		if begin == first && form == Plain {
			form = Headline
		}
		a.sentence(begin, last, form)
	}
}

// sentence appends the sentence of the tokens first..last-1.
func (a *Analyser) sentence(first, last int, form Form) {
	if first >= last {
		return
	}
	t := &a.text
	t.Tokens[first].Flags |= SentStart
	for i := first; i < last; i++ {
		t.Tokens[i].Sent = int32(len(t.Sentences))
	}
	t.Sentences = append(t.Sentences, Sentence{
		Start: t.Tokens[first].Start, End: t.Tokens[last-1].End, First: int32(first), Last: int32(last),
		Para: int32(t.Paras), Form: form, Upper: t.Upper || mostlyCapitals(t.Tokens[first:last]),
	})
}

// sentenceEnd gives the token behind the sentence that token i ends, 0 if it
// ends none.
func (a *Analyser) sentenceEnd(i, last int) int {
	t := a.text.Tokens
	stop := t[i].Flags&Stopped != 0
	if !stop && t[i].Flags&Punct == 0 {
		return 0
	}
	c := a.text.Raw[t[i].Start]
	strong := !stop && (c == '!' || c == '?')
	dots := !stop && (c == '.' && t[i].End-t[i].Start > 1 || a.text.Raw[t[i].Start:t[i].End] == "…")
	if !stop && !strong && !dots && c != '.' {
		return 0
	}
	next := i + 1
	quoted := false
	for next < last && t[next].Flags&Space == 0 && a.closesAt(next) {
		quoted = quoted || t[next].Flags&EndQuote != 0
		next++
	}
	if next >= last {
		return last
	}
	if t[next].Flags&Space == 0 && !(c == '.' && quoted) {
		return 0
	}
	if !a.beginsSentence(next, last) {
		return 0
	}
	if stop && !a.mayEnd(i, next) {
		return 0
	}
	return next
}

// closesAt reports whether token i closes a quotation or bracket.
func (a *Analyser) closesAt(i int) bool {
	t := &a.text.Tokens[i]
	if t.Flags&EndQuote != 0 {
		return true
	}
	if t.Flags&Punct == 0 {
		return false
	}
	c := a.text.Raw[t.Start]
	return c == ')' || c == ']' || c == '"' || c == '.' || c == '!' || c == '?'
}

// beginsSentence reports whether a sentence may begin with token i.
func (a *Analyser) beginsSentence(i, last int) bool {
	t := a.text.Tokens
	for i < last && t[i].Flags&Punct != 0 {
		c := a.text.Raw[t[i].Start]
		if t[i].Flags&OpenQuote == 0 && c != '(' && c != '[' && c != '"' && c != '-' && c != '*' {
			return t[i].Flags&EndQuote == 0 && c >= 0x80
		}
		i++
	}
	if i >= last {
		return false
	}
	if t[i].Flags&(Capital|Digit) != 0 {
		return true
	}
	// Names that begin small, and scripts without capitals.
	k, _ := kindAt(a.text.Raw, int(t[i].Start))
	form := a.text.forms[t[i].low:t[i].high]
	return k == isLower && a.text.Raw[t[i].Start] >= 0x80 || len(form) > 3 && (form[:3] == "al-" || form[:3] == "el-")
}

// mayEnd reports whether a sentence ends at the abbreviation i although its
// full stop belongs to it: a word follows that begins sentences.
func (a *Analyser) mayEnd(i, next int) bool {
	t := a.text.Tokens
	form := a.text.forms[t[i].low:t[i].high]
	if end, known := a.pack.abbrev[form]; known && !end {
		return false
	}
	if len(form) == 1 {
		return false
	}
	return a.pack.starters[a.text.forms[t[next].low:t[next].high]] || t[next].Flags&OpenQuote != 0
}

// dateline gives the token behind the dateline of the paragraph, or first if
// it has none: a few words in capitals, figures, months and brackets up to a
// dash.
func (a *Analyser) dateline(first, last int) int {
	const longest = 24
	t := a.text.Tokens
	if first >= last || t[first].Flags&Capital == 0 {
		return first
	}
	depth, caps := 0, 0
	for i := first; i < last && i < first+longest; i++ {
		form := a.text.forms[t[i].low:t[i].high]
		switch {
		case form == "(" || form == "[":
			depth++
		case form == ")" || form == "]":
			depth--
		case form == "--" || form == "—" || form == "–" || form == "-":
			if caps == 0 || i+1 >= last || t[i].Flags&Space == 0 && form != "--" && form != "—" || depth > 0 {
				return first
			}
			return a.remarks(i+1, last)
		case depth > 0 || t[i].Flags&Digit != 0 || form == "," || form == "." || form == "/":
		case t[i].Flags&AllCaps != 0:
			caps++
		case a.pack.calendar[form].kind == "month" || t[i].Flags&Capital != 0 && i > first:
		default:
			return first
		}
	}
	return first
}

// remarks skips "[TEXT]", "[Report by ...]" behind a dateline.
func (a *Analyser) remarks(i, last int) int {
	t := a.text.Tokens
	for i < last && a.text.Raw[t[i].Start] == '[' {
		j := i
		for j < last && j < i+24 && a.text.Raw[t[j].Start] != ']' {
			j++
		}
		if j >= last || a.text.Raw[t[j].Start] != ']' {
			break
		}
		i = j + 1
	}
	return i
}

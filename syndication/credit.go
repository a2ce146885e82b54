package syndication

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/credence-project/credence"
)

// Form says where and how a document credits another voice.
type Form string

// The forms of a credit. A document with one of the first five is the text of
// the agency as a whole; a contribution is a part; a relay is a report that
// the other reported something.
const (
	FormDateline    Form = "dateline" // "PARIS, March 3 (AFP) -"
	FormByline      Form = "byline"   // "By Jane Doe, Associated Press"
	FormField       Form = "field"    // the credit that a feed or export gives
	FormRights      Form = "rights"   // "Copyright 2017 The Associated Press"
	FormAddress     Form = "address"  // the page says it is a copy of another
	FormContributed Form = "part"     // "Reuters contributed to this report"
	FormRelay       Form = "relay"    // "CNN, citing officials", "told the BBC"
)

// Credit is another voice that a document names as its source.
type Credit struct {
	Wire credence.OriginID // the agency or publisher
	Name string            // as the document has it
	Form Form
	Span credence.Span // of the name in the text; zero if it stands in a field
	wire bool
	// cited is set for a relay right behind a word of citing.
	cited bool
}

// Whole reports whether the credit stands for the whole text.
func (c Credit) Whole() bool { return c.Form != FormContributed && c.Form != FormRelay }

// The parts of a text, in bytes, in which credits for the whole stand.
const (
	creditHead = 700
	creditTail = 500 // for story numbers
	creditLead = 70  // before a name
)

// Credits gives the voices that a document names as its sources, in order of
// their place; what fields say comes first.
func (r *Registry) Credits(d credence.Document) []Credit { return r.Prepare(d).Credits() }

// credits takes the offset at which the article begins: what stands before it
// may be a menu.
func (r *Registry) credits(d credence.Document, begins int) []Credit {
	var out []Credit
	if id, n := r.field(d.Credit); id != "" {
		out = append(out, Credit{Wire: id, Name: n, Form: FormField, wire: isWire(id)})
	} else if id := r.unlisted(d); id != "" {
		out = append(out, Credit{Wire: id, Name: d.Credit, Form: FormField, wire: isWire(id)})
	}
	if id, n := r.field(d.Author); isWire(id) {
		out = append(out, Credit{Wire: id, Name: n, Form: FormByline, wire: true})
	}
	if h := Host(d.Canonical); h != "" {
		if id := r.Publisher(credence.Document{URL: d.Canonical}); id != r.Publisher(d) {
			out = append(out, Credit{Wire: id, Name: r.Name(id), Form: FormAddress, wire: isWire(id)})
		}
	}
	body := clip(d.Text)
	own := r.Publisher(d)
	capitals := allCapitals(body)
	s := scanner{text: body}
	for s.next() {
		n, ok := r.nameAt(body, s.start, s.hash, capitals)
		if !ok {
			continue
		}
		c := Credit{Wire: n.origin, Name: body[s.start : s.start+len(n.text)], Span: credence.Span{Start: s.start, End: s.start + len(n.text)}, wire: n.wire}
		if c.Form = creditForm(body, c.Span, n, begins); c.Form == "" || c.Wire == own && c.Form == FormRelay {
			continue
		}
		c.cited = c.Form == FormRelay && ahead(body[max(0, s.start-creditLead):s.start], citing)
		out = append(out, c)
		s.pos = c.Span.End
	}
	return out
}

// isWire reports whether an origin is a news agency.
func isWire(id credence.OriginID) bool { return strings.HasPrefix(string(id), "wire:") }

// field finds the agency or outlet that a field names: the field as a whole,
// or one of its parts between commas, slashes and the like.
func (r *Registry) field(s string) (credence.OriginID, string) {
	if s = strings.TrimSpace(s); s == "" || len(s) > 200 {
		return "", ""
	}
	parts := append([]string{s}, strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune(",/|;()–—", c) })...)
	for _, p := range parts {
		p = strings.TrimSpace(p)
		p = strings.TrimPrefix(strings.TrimPrefix(p, "By "), "by ")
		if id, ok := r.named[fold(p)]; ok {
			return id, p
		}
		if id := r.agency(p); id != "" {
			return id, p
		}
	}
	return "", ""
}

// ownDesks are words of credits that name no other voice.
var ownDesks = wordSet("staff", "desk", "newsroom", "reporter", "reporters", "correspondent", "correspondents", "editor", "editors",
	"agencies", "wires", "photo", "courtesy", "handout", "redacción", "redaktion", "rédaction", "agencias", "agences", "agenturen")

// unlisted is the voice behind a credit that no table has: a channel that was
// forwarded, the feed an item was taken from. It gives "" for what names the
// publisher itself or nobody in particular.
func (r *Registry) unlisted(d credence.Document) credence.OriginID {
	if d.Credit == "" || len(d.Credit) > 200 {
		return ""
	}
	if Host(d.Credit) != "" {
		return r.Publisher(credence.Document{URL: d.Credit})
	}
	s := scanner{text: d.Credit}
	for s.next() {
		if ownDesks[s.hash] {
			return ""
		}
	}
	own, _, _ := strings.Cut(Host(d.URL), ".")
	if f := fold(d.Credit); f == fold(d.Outlet) || strings.ReplaceAll(f, " ", "") == own {
		return ""
	}
	return r.Outlet(d.Credit)
}

// nameAt finds the longest name that begins at text[i:].
func (r *Registry) nameAt(text string, i int, first uint32, capitals bool) (name, bool) {
	var best name
	for _, n := range r.names[first] {
		if len(n.text) <= len(best.text) || i+len(n.text) > len(text) {
			continue
		}
		got := text[i : i+len(n.text)]
		if last := len(got) - 1; got[last] != n.text[last] && got[last]^n.text[last] != 'a'-'A' && got[last] < utf8.RuneSelf {
			continue // the letters differ, not just their case
		}
		same := got == n.text || strings.HasPrefix(n.text, "The ") && got[0] == 't' && got[1:] == n.text[1:]
		if !same && !n.short {
			same = strings.EqualFold(got, n.text) && (capitals || strings.Contains(n.text, " ") && upperFirst(got))
		}
		if same && boundary(text, i+len(n.text)) {
			best = n
		}
	}
	return best, best.text != ""
}

func upperFirst(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func boundary(text string, i int) bool {
	if i >= len(text) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return !wordRune(r)
}

func allCapitals(text string) bool {
	upper, lower := 0, 0
	for i := 0; i < len(text) && i < 2000; i++ {
		switch c := text[i]; {
		case 'a' <= c && c <= 'z':
			lower++
		case 'A' <= c && c <= 'Z':
			upper++
		}
	}
	return upper > 10*lower
}

// creditForm tells from the text around a name whether, and how, it is a
// credit; "" if it is just a name.
func creditForm(text string, at credence.Span, n name, begins int) Form {
	before, after := text[max(0, at.Start-creditLead):at.Start], text[at.End:min(len(text), at.End+50)]
	head := at.Start < creditHead || at.Start > begins-creditHead/4 && at.Start < begins+creditHead
	if n.wire {
		switch {
		case head && bracketed(before, after) && dateline(text, at, n):
			return FormDateline
		case head && opens(text, at.Start, before) && dashed(after):
			return FormDateline
		case head && (inByline(before, after, n.short) || deskLine(text, at)):
			return FormByline
		case lastLine(text, at):
			return FormRights
		case bracketed(before, after) && closesArticle(before, after):
			return FormRights
		case !n.short && rights(before):
			return FormRights
		}
	}
	if contributed(before, after) {
		return FormContributed
	}
	if (!n.short || n.spoken) && relays(before, after) || n.wire && n.speaks() && behind(after, sayAfter) {
		return FormRelay
	}
	return ""
}

func bracketed(before, after string) bool {
	if before == "" || after == "" {
		return false
	}
	open, shut := before[len(before)-1], after[0]
	return strings.IndexByte("([/", open) >= 0 && strings.IndexByte(")]/", shut) >= 0
}

// closesArticle reports whether a name in brackets stands behind the last
// sentence of a paragraph and nothing follows there.
func closesArticle(before, after string) bool {
	b := strings.TrimRight(before[:len(before)-1], " ")
	rest := strings.TrimLeft(after[1:], " .")
	return (b == "" || strings.IndexByte(".!?\"", b[len(b)-1]) >= 0 || strings.HasSuffix(b, "”") || strings.HasSuffix(b, "»")) && (rest == "" || rest[0] == '\n' || rest[0] == '\r')
}

// dateline reports whether a name in brackets stands where a dateline does: a
// dash follows, or the beginning of a paragraph is near.
func dateline(text string, at credence.Span, n name) bool {
	rest := text[min(len(text), at.End+1):]
	if dashed(rest) || strings.HasPrefix(rest, ":") {
		return true
	}
	line := text[strings.LastIndexByte(text[:at.Start], '\n')+1 : at.Start]
	return len(line) < 60 && !strings.ContainsAny(line, "\"“") && (at.Start < 200 || strings.ToUpper(line) == line) && !n.lower()
}

// speaks reports whether nobody else can be meant by the name, so that what it
// says is the agency's report: capitals, or several words.
func (n name) speaks() bool {
	return (!n.short || n.spoken) && (strings.ToUpper(n.text) == n.text || strings.Contains(n.text, " "))
}

func (n name) lower() bool { return strings.ToLower(n.text) == n.text }

func dashed(s string) bool {
	s = strings.TrimLeft(s, " \u00a0")
	for _, d := range []string{"-", "–", "—", "―", "−"} {
		if strings.HasPrefix(s, d) && !boundaryWord(s[len(d):]) {
			return true
		}
	}
	return false
}

// boundaryWord reports whether a word begins at once, as in "AP-NORC".
func boundaryWord(s string) bool { return s != "" && asciiLetter(s[0]) && s[0] >= 'a' }

// opens reports whether the text, or a paragraph of it, begins at i.
func opens(text string, i int, before string) bool {
	return i < 3 || strings.HasSuffix(strings.TrimRight(before, " "), "\n")
}

// inByline reports whether a name stands in a byline, or alone on a line.
func inByline(before, after string, short bool) bool {
	line := before[strings.LastIndexByte(before, '\n')+1:]
	ends := after == "" || strings.IndexByte("\n\r|,•;·", after[0]) >= 0 || strings.HasPrefix(after, " |") || strings.HasPrefix(after, "  ")
	if strings.TrimSpace(line) == "" && len(line) < len(before) {
		return after != "" && (after[0] == '\n' || after[0] == '\r') && !short
	}
	lower := strings.ToLower(line)
	i := strings.LastIndex(lower, "by ")
	if i < 0 || i > 0 && asciiWord[lower[i-1]] || strings.ContainsAny(line[i:], ".!?:") {
		return false
	}
	who := strings.TrimRight(strings.TrimSuffix(strings.TrimRight(lower[i+3:], " "), "the"), " ")
	if who == "" {
		return ends || !short
	}
	return (strings.HasSuffix(who, ",") || strings.HasSuffix(who, "|") || strings.HasSuffix(who, "/") || strings.HasSuffix(who, "of")) && len(strings.Fields(who)) <= 9 && upperFirst(line[i+3:])
}

// deskLine reports whether a name stands at either end of a line that holds
// only who wrote the text, or where: "Jane Doe, Associated Press", "Reuters in Lima".
func deskLine(text string, at credence.Span) bool {
	before, after := lineAround(text, at)
	rest, ok := strings.CutPrefix(after, ", ")
	if before == "" && !ok {
		rest, ok = strings.CutPrefix(after, " in ")
	}
	if after == "" {
		before = strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(before, "the"), "The"), " ")
		rest = strings.TrimRight(before, ",|/ ")
		ok = len(rest) < len(before)
	} else if before != "" {
		return false
	}
	words := strings.Fields(rest)
	lower := slices.ContainsFunc(words, func(w string) bool { return !upperFirst(w) })
	return ok && len(words) > 0 && len(words) <= 5 && !lower && !strings.ContainsAny(rest, ".:?!")
}

// lastLine reports whether a name is all that the last line of a text says,
// but for such signs and words as stand before a credit.
func lastLine(text string, at credence.Span) bool {
	before, after := lineAround(text, at)
	if strings.Trim(after, " .)]/") != "" || strings.TrimSpace(text[at.End+len(after):]) != "" || before == "" && at.Start < 3 {
		return false
	}
	return strings.Trim(strings.TrimPrefix(strings.ToLower(before), "source:"), " -–—/([") == ""
}

// lineAround gives what stands before and behind a span in its line.
func lineAround(text string, at credence.Span) (before, after string) {
	before = text[strings.LastIndexByte(text[:at.Start], '\n')+1 : at.Start]
	after, _, _ = strings.Cut(text[at.End:], "\n")
	return before, strings.TrimSuffix(after, "\r")
}

func rights(before string) bool {
	b := strings.ToLower(before)
	b = strings.TrimRight(strings.TrimSuffix(strings.TrimRight(b, " "), "the"), " ")
	b = strings.TrimRight(b, "0123456789, ")
	for _, w := range []string{"copyright", "©", "(c)", "copyright ©", "distributed by", "provided by", "published by", "source:", "sources:", "fuente:", "quelle:", "fonte:", "kaynak:", "источник:"} {
		if strings.HasSuffix(b, w) {
			return true
		}
	}
	return false
}

// lead and follow are the words before and behind a name that make it a
// contribution or a relay. They stand right beside the name, but for articles.
var (
	partBefore = []string{"with inputs from", "inputs from", "with files from", "with reporting from", "with reporting by", "information from",
		"material from", "additional reporting by", "avec l'", "avec", "con información de", "con informacion de", "mit material von", "mit material der",
		"com informações da", "com informações de", "con informazioni di", "met informatie van", "via"}
	partAfter   = []string{"contributed", "and other agencies", "contribuyó", "a contribué"}
	relayBefore = []string{"citing", "cited by", "cites", "according to", "quoted by", "quoting", "told", "reported by", "a report by", "a report in", "reports by",
		"interview with", "interview to", "statement to", "as reported in", "carried by", "published by", "broadcast by", "aired on", "aired by", "first reported by",
		"según", "citando a", "dijo a", "declaró a", "selon", "citant", "cité par", "a déclaré à", "laut", "nach angaben von", "nach angaben der", "sagte",
		"secondo", "segundo", "по данным", "сообщает", "сообщило", "передает", "بحسب", "وفقا ل"}
	relayAfter = []string{"reported", "reports", "reported that", "said in a report", "quoted", "cited", "citing", "has learned", "was told", "broke the news",
		"first reported", "informó", "reportó", "rapporte", "a rapporté", "berichtete", "berichtet", "meldete", "meldet", "ha riferito", "informou", "сообщило", "bildirdi"}
	citing      = []string{"citing", "cites", "cited", "quoting", "quoted", "citando a", "citant"}
	sayAfter    = []string{"said", "says", "dijo", "a dit", "sagte", "ha detto", "disse"}
	agencyWords = []string{"the", "state news agency", "news agency", "state media", "state television", "state tv", "broadcaster", "newspaper", "the newspaper",
		"daily", "network", "television", "tv channel", "channel", "radio", "agency", "magazine", "news channel", "state-run", "official", "local", "private",
		"semi-official", "the semi-official", "la agencia", "agencia", "l'agence", "agence", "die nachrichtenagentur", "der nachrichtenagentur", "nachrichtenagentur",
		"l'agenzia", "a agência", "агентство", "agentur", "его", "la", "le", "der", "die", "to the", "to"}
)

func contributed(before, after string) bool {
	return behind(after, partAfter) || ahead(before, partBefore)
}

func relays(before, after string) bool {
	return ahead(before, relayBefore) || behind(after, relayAfter)
}

// ahead reports whether one of the words stands right before a name; between
// them may be an article and what kind of medium it is.
func ahead(before string, words []string) bool {
	b := strings.TrimRight(strings.ToLower(before), " ")
	for range 4 {
		for _, w := range words {
			if head, ok := strings.CutSuffix(b, w); ok && (head == "" || !asciiWord[head[len(head)-1]]) {
				return true
			}
		}
		cut := b
		for _, w := range agencyWords {
			if head, ok := strings.CutSuffix(b, w); ok && len(head) < len(cut) && (head == "" || head[len(head)-1] == ' ') {
				cut = strings.TrimRight(head, " ")
			}
		}
		if cut == b {
			break
		}
		b = cut
	}
	return false
}

// behind reports whether one of the words stands right behind a name.
func behind(after string, words []string) bool {
	a := strings.TrimLeft(strings.ToLower(after), " ,")
	for _, skip := range []string{"news agency", "news", "television", "tv", "newspaper", "radio", "also", "earlier", "has", "had", "have", "later"} {
		a = strings.TrimLeft(strings.TrimPrefix(a, skip+" "), " ,")
	}
	for _, w := range words {
		if strings.HasPrefix(a, w) && boundary(a, len(w)) {
			return true
		}
	}
	return false
}

// storyNumbers gives the numbers by which agencies follow a story through its
// versions, such as "AP-WF-03-23-17 1220GMT" or "L8N1GZ3XY".
func storyNumbers(text string) []string {
	var out []string
	for _, part := range []string{text[:min(len(text), creditHead)], text[max(0, len(text)-creditTail):]} {
		for f := range strings.FieldsSeq(part) {
			f = strings.Trim(f, "()[].,;:#*<>")
			if storyNumber(f) {
				out = append(out, f)
			}
		}
	}
	return out
}

// storyNumber reports whether a word looks like one: eight signs or more, all
// capitals, digits and hyphens, at least three of each of the first two.
func storyNumber(w string) bool {
	if len(w) < 8 || len(w) > 40 {
		return false
	}
	upper, digits := 0, 0
	for i := range len(w) {
		switch c := w[i]; {
		case 'A' <= c && c <= 'Z':
			upper++
		case '0' <= c && c <= '9':
			digits++
		case c != '-' && c != '_':
			return false
		}
	}
	return upper >= 2 && digits >= 3
}

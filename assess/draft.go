package assess

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/credence-project/credence"
)

// DraftTable holds the phrases by which a draft is read. The word "claimant"
// in a phrase stands for the claimant's names.
type DraftTable struct {
	Version     string      `json:"version"`
	Source      string      `json:"source"`
	Quotation   int         `json:"quotation"`  // words of a claimant's text that may be quoted at once
	Confidence  []string    `json:"confidence"` // levels of confidence
	Rows        [][]string  `json:"rows"`       // rows of probability words that must not be mixed
	Vague       []string    `json:"vague"`      // doubt without a number
	Denials     []string    `json:"denials"`    // what turns an assertion round
	Attribution []string    `json:"attribution"`
	Speakers    []string    `json:"speakers"` // who may be given for an operational role
	Assertions  []Assertion `json:"assertions"`
}

// Assertion is what a phrase says, and the state of the verdict it needs.
type Assertion struct {
	Needs   string   `json:"needs"` // a state of LadderTable.Headlines
	Why     string   `json:"why"`
	Phrases []string `json:"phrases"`
}

// Person is somebody a draft might name, with the status that the naming gate
// asks for.
type Person struct {
	Name   string
	Status string
}

// Remark is a sentence of a draft that says more than it should.
type Remark struct {
	credence.Span        // the sentence, in the draft
	Sentence      string `json:"sentence"`
	Rule          string `json:"rule"` // evidence, likelihood, mixed words, vague, numbers, name, quotation
	Why           string `json:"why"`
}

// maxDraft is the length of the longest draft that is read, in bytes.
const maxDraft = 1 << 20

// LintDraft reads a draft beside a verdict and names each sentence that says
// more than the evidence allows, mixes likelihood with confidence or two rows
// of words, prints a figure below 1 or above 99 %, names somebody before the
// gate is open, or quotes the claimant at length. Words in quotation marks
// assert nothing. Names are further names of the claimant. A draft beyond a
// megabyte gives ErrTooLarge.
func LintDraft(t *Tables, a *credence.Assessment, draft string, names []string, people []Person) ([]Remark, error) {
	if len(draft) > maxDraft {
		return nil, fmt.Errorf("draft: %w", credence.ErrTooLarge)
	}
	l := draftLinter{t: t, a: a, names: append([]string{a.Claim.Claimant}, names...), people: people}
	for _, s := range draftSentences(draft) {
		l.sentence(s, s.Of(draft))
	}
	return l.remarks, nil
}

type draftLinter struct {
	t       *Tables
	a       *credence.Assessment
	names   []string
	people  []Person
	remarks []Remark
}

func (l *draftLinter) sentence(span credence.Span, text string) {
	remark := func(rule, format string, args ...any) {
		l.remarks = append(l.remarks, Remark{span, text, rule, fmt.Sprintf(format, args...)})
	}
	plain, quoted := unquoted(text)
	words := wordsOf(plain)
	d := &l.t.Draft
	likelihood := firstOf(words, slices.Concat(d.Rows...))
	if c := firstOf(words, d.Confidence); c != "" && likelihood != "" {
		remark("likelihood", "%q is a likelihood and %q a confidence: put them in two sentences", likelihood, c)
	}
	if rows := rowsIn(words, d.Rows); len(rows) > 1 {
		remark("mixed words", "%q and %q belong to different rows of words", rows[0], rows[1])
	}
	if v := firstOf(words, d.Vague); v != "" && !strings.Contains(text, "%") {
		remark("vague", "%q gives no number", v)
	}
	for _, n := range extremes(plain) {
		remark("numbers", "%s: nothing is printed below 1 %% or above 99 %%", n)
	}
	for _, p := range l.people {
		if p.Name != "" && strings.Contains(text, p.Name) && !l.t.MayName(p.Status) {
			remark("name", "the person named is %s; the gate opens for the dead and the convicted", p.Status)
		}
	}
	if n := longest(quoted); n > d.Quotation && l.speaks(words) {
		remark("quotation", "%d words of the claimant in one quotation; %d are allowed", n, d.Quotation)
	}
	if why := l.beyond(words); why != "" {
		remark("evidence", "%s", why)
	}
}

// speaks reports whether the sentence names the claimant.
func (l *draftLinter) speaks(words []string) bool {
	for _, n := range l.names {
		if n != "" && find(words, wordsOf(n)) >= 0 {
			return true
		}
	}
	return false
}

// standing orders the states of a verdict by what they let one say.
var standing = []string{"withdrawn", "claim only", "open", "inspired", "declared", "operational"}

// beyond says which assertion of the sentence the verdict does not carry, ""
// if it carries all.
func (l *draftLinter) beyond(words []string) string {
	d := &l.t.Draft
	for _, as := range d.Assertions {
		for _, phrase := range as.Phrases {
			at, n := l.asserted(words, phrase)
			if n == 0 || firstOf(words[:at], d.Denials) != "" {
				continue
			}
			state := l.a.Headline.State
			attributed := firstOf(slices.Concat(words[:at], words[at+n:]), d.Attribution) != ""
			switch {
			case as.Needs == "false" && state == "false":
			case as.Needs != "false" && state != "false" && slices.Index(standing, state) >= slices.Index(standing, as.Needs):
				if as.Needs == "operational" && firstOf(words, d.Speakers) == "" {
					return as.Why + ": say in the sentence who established it"
				}
			case attributed: // somebody else's statement, and said to be so
			default:
				return fmt.Sprintf("%s; the verdict is %q and allows: %s", as.Why, state, l.a.Headline.Allowed)
			}
		}
	}
	return ""
}

// asserted is the place of a phrase in a sentence and its number of words, 0
// if it is not there.
func (l *draftLinter) asserted(words []string, phrase string) (at, n int) {
	for _, name := range l.names {
		if name == "" && strings.Contains(phrase, "claimant") {
			continue
		}
		p := wordsOf(strings.ReplaceAll(phrase, "claimant", name))
		if at := find(words, p); at >= 0 {
			return at, len(p)
		}
	}
	return 0, 0
}

var wordPattern = regexp.MustCompile(`[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*`)

func wordsOf(text string) []string { return wordPattern.FindAllString(strings.ToLower(text), -1) }

// find is the place of a sequence of words in a sentence, -1 if it is not
// there.
func find(words, phrase []string) int {
	for i := 0; len(phrase) > 0 && i+len(phrase) <= len(words); i++ {
		if slices.Equal(words[i:i+len(phrase)], phrase) {
			return i
		}
	}
	return -1
}

// firstOf is the first phrase of a list that the sentence has, "" if none.
func firstOf(words []string, phrases []string) string {
	for _, p := range phrases {
		if find(words, wordsOf(p)) >= 0 {
			return p
		}
	}
	return ""
}

// rowsIn gives one word of each row that the sentence uses. Longer words are
// taken out first, so that "very unlikely" is not also "unlikely".
func rowsIn(words []string, rows [][]string) []string {
	type entry struct {
		row    int
		phrase []string
	}
	var all []entry
	for r, row := range rows {
		for _, p := range row {
			all = append(all, entry{r, wordsOf(p)})
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int { return len(b.phrase) - len(a.phrase) })
	rest := slices.Clone(words)
	used := make([]string, len(rows))
	for _, e := range all {
		for at := find(rest, e.phrase); at >= 0; at = find(rest, e.phrase) {
			used[e.row] = strings.Join(e.phrase, " ")
			for i := range e.phrase {
				rest[at+i] = ""
			}
		}
	}
	return slices.DeleteFunc(used, func(s string) bool { return s == "" })
}

var percentPattern = regexp.MustCompile(`(<|>|less than |under |below |more than |over |above )?\s?(\d+(?:[.,]\d+)?)\s?(?:%|per ?cent)`)

// extremes gives the percentages below 1 and above 99 that are printed as
// figures; "< 1 %" and "> 99 %" are the way to write them.
func extremes(text string) []string {
	var out []string
	for _, m := range percentPattern.FindAllStringSubmatch(strings.ToLower(text), -1) {
		x, err := strconv.ParseFloat(strings.Replace(m[2], ",", ".", 1), 64)
		if err == nil && (x < 1 || x > 99) && !(m[1] != "" && (x == 1 || x == 99)) {
			out = append(out, strings.TrimSpace(m[0]))
		}
	}
	return out
}

var quotePattern = regexp.MustCompile(`"[^"]*"|“[^”]*”|«[^»]*»|„[^“”]*[“”]`)

// unquoted gives the text without what stands in quotation marks, and that.
func unquoted(text string) (plain string, quoted []string) {
	quoted = quotePattern.FindAllString(text, -1)
	return quotePattern.ReplaceAllString(text, " "), quoted
}

func longest(quoted []string) int {
	n := 0
	for _, q := range quoted {
		n = max(n, len(wordsOf(q)))
	}
	return n
}

var sentenceEnd = regexp.MustCompile(`[.!?…]["”’»)]*(?:\s+|$)|\n+`)

// draftSentences cuts a draft at full stops and line ends. An initial or a
// short abbreviation cuts too early, which costs a remark its context and
// nothing else.
func draftSentences(text string) []credence.Span {
	var out []credence.Span
	start := 0
	add := func(end int) {
		s, e := start, end
		for s < e && strings.ContainsRune(" \t\r\n", rune(text[s])) {
			s++
		}
		for e > s && strings.ContainsRune(" \t\r\n", rune(text[e-1])) {
			e--
		}
		if e > s {
			out = append(out, credence.Span{Start: s, End: e})
		}
		start = end
	}
	for _, m := range sentenceEnd.FindAllStringIndex(text, -1) {
		add(m[1])
	}
	add(len(text))
	return out
}

// UnmarshalJSON reads the table and refuses an assertion that needs a state
// there is no word for.
func (d *DraftTable) UnmarshalJSON(b []byte) error {
	type plain DraftTable
	if err := json.Unmarshal(b, (*plain)(d)); err != nil {
		return err
	}
	for _, a := range d.Assertions {
		if a.Needs != "false" && !slices.Contains(standing, a.Needs) {
			return &credence.InputError{Name: "draft.json", Reason: fmt.Sprintf("no state is named %q", a.Needs)}
		}
	}
	return nil
}

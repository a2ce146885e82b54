package incident

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lexicon"
)

// Limits on what is read to find the parts of a document.
const (
	maxScopeText     = 1 << 20 // bytes; what lies beyond counts for every incident
	maxScopeMentions = 64
)

// Scope tells the parts of a document that are about one incident from those
// about the others that it reports. refs are its mentions that were joined to
// the incident; if there are none, nothing is known.
//
// A sentence is about the mentions that its statements are tied to, else about
// those whose place, day or kind of attack it names and no mention apart from
// them shares, else about those whose report it is. One that points to none goes
// with the sentence before it in its paragraph; at the beginning of a paragraph
// it is elsewhere only if neither what was told last nor the main incident is
// the one asked about.
func Scope(text string, x *credence.Extraction, refs []string) credence.Scope {
	s := credence.Scope{Refs: refs}
	ours, others := parted(x.Incidents, refs)
	if len(ours) == 0 || len(others) == 0 && !slices.ContainsFunc(x.Statements, func(st credence.Statement) bool { return st.Other }) {
		return s
	}
	lines := sentences(text[:min(len(text), maxScopeText)])
	tied := ties(x.Statements, &s, lines)
	here, there := marksOf(text, ours), marksOf(text, others)
	here.without(there)
	aside := !slices.ContainsFunc(ours, isMain) && slices.ContainsFunc(others, isMain) // the document is about another
	last := tellsNone
	for i, v := range lines {
		tells := tied[i].or(here.named(v.Span, text), there.named(v.Span, text)).or(here.reported(v.Span), there.reported(v.Span)).what()
		switch {
		case tells != tellsNone:
			last = tells
		case !v.opens:
			tells = last
		case aside && last != tellsHere:
			tells = tellsThere
		}
		if tells == tellsThere {
			s.Elsewhere = append(s.Elsewhere, v.Span)
		}
	}
	return s
}

func isMain(m *credence.Mention) bool { return m.Main }

// parted gives the mentions of the incident and those that plainly are of
// another one: of another place, of other days, or of another kind. What may be
// the same told twice is neither.
func parted(all []credence.Mention, refs []string) (ours, others []*credence.Mention) {
	all = all[:min(len(all), maxScopeMentions)]
	for i := range all {
		if slices.Contains(refs, all[i].Ref) {
			ours = append(ours, &all[i])
		}
	}
	for i := range all {
		m := &all[i]
		if !slices.Contains(refs, m.Ref) && !slices.ContainsFunc(ours, func(o *credence.Mention) bool { return !apart(m, o) }) {
			others = append(others, m)
		}
	}
	return ours, others
}

// apart reports whether two mentions of one document plainly are of two
// incidents.
func apart(a, b *credence.Mention) bool {
	p, q := a.Place, b.Place
	if p.Name != "" && q.Name != "" && !within(p, q) && !within(q, p) {
		return true
	}
	if d, e := a.Date, b.Date; d.From != "" && e.From != "" && (d.To != "" && d.To < e.From || e.To != "" && e.To < d.From) {
		return true
	}
	k, l := kindsOf(a), kindsOf(b)
	return len(k) > 0 && len(l) > 0 && !slices.ContainsFunc(k, func(kind string) bool { return slices.Contains(l, kind) })
}

func within(p, q credence.PlaceMention) bool {
	return fold(p.Name) == fold(q.Name) || p.Within != "" && fold(p.Within) == fold(q.Name)
}

// kindsOf is what an attack was, as far as words for attacks and weapons tell
// kinds apart.
func kindsOf(m *credence.Mention) []string {
	var out []string
	if m.Type != "" && m.Type != "attack" {
		out = append(out, m.Type)
	}
	for _, w := range m.Weapons {
		if kind := kindByWeapon(w.Class); kind != "" && !slices.Contains(out, kind) {
			out = append(out, kind)
		}
	}
	return out
}

// weaponKinds are the kinds of attack that weapons give away.
var weaponKinds = [][2]string{{"gun", "shooting"}, {"bomb", "bombing"}, {"cutting-device", "stabbing"}, {"rocket", "shelling"}, {"mortar", "shelling"}}

func kindByWeapon(class string) string {
	for _, w := range weaponKinds {
		if class != "" && lexicon.Weapons().Is(class, w[0]) {
			return w[1]
		}
	}
	return ""
}

// kindByMethod is the kind of attack of a class of methods, "" for words that
// fit any.
func kindByMethod(c lexicon.Class) string {
	switch {
	case c.ID == "attack" || c.ID == "killing":
		return ""
	case c.MUC != "" && c.MUC != "ATTACK":
		return strings.ToLower(c.MUC)
	}
	return c.ID
}

// marks are what gives some mentions away.
type marks struct {
	refs   map[string]bool
	places map[string]bool // folded
	kinds  map[string]bool
	spans  []credence.Span // of the day and the place
	told   []credence.Span // of the report
}

func marksOf(text string, list []*credence.Mention) *marks {
	m := &marks{refs: map[string]bool{}, places: map[string]bool{}, kinds: map[string]bool{}}
	for _, in := range list {
		m.refs[in.Ref] = true
		if p := fold(in.Place.Name); p != "" {
			m.places[p] = true
		}
		for _, kind := range kindsOf(in) {
			m.kinds[kind] = true
		}
		for _, v := range []credence.Span{in.Date.Span, in.Place.Span} {
			if v.Of(text) != "" {
				m.spans = append(m.spans, v)
			}
		}
		m.told = append(m.told, in.Span)
	}
	return m
}

// without drops from both what they share: it tells nothing.
func (m *marks) without(o *marks) {
	for _, pair := range [][2]map[string]bool{{m.places, o.places}, {m.kinds, o.kinds}} {
		for k := range pair[0] {
			if pair[1][k] {
				delete(pair[0], k)
				delete(pair[1], k)
			}
		}
	}
	same := func(list []credence.Span) func(credence.Span) bool {
		return func(v credence.Span) bool { return slices.Contains(list, v) }
	}
	mine := slices.Clone(m.spans)
	m.spans = slices.DeleteFunc(m.spans, same(o.spans))
	o.spans = slices.DeleteFunc(o.spans, same(mine))
}

// What a sentence tells of.
type telling int

const (
	tellsNone telling = iota
	tellsHere
	tellsThere
)

// pointing is what points from a sentence to the incident, and to others.
type pointing struct {
	here, there bool
	past        bool // to an attack that the document does not report
}

// or adds weaker signs where there are no stronger ones.
func (p pointing) or(here, there bool) pointing {
	if p.here || p.there {
		return p
	}
	return pointing{here, there, p.past}
}

// what leaves a sentence that points both ways to the incident: it is not
// plainly another's.
func (p pointing) what() telling {
	switch {
	case p.here:
		return tellsHere
	case p.there || p.past:
		return tellsThere
	}
	return tellsNone
}

// ties says where the statements of each line point. They were tied with all
// words in view.
func ties(list []credence.Statement, s *credence.Scope, lines []line) []pointing {
	out := make([]pointing, len(lines))
	for k := range list {
		st := &list[k]
		i, _ := slices.BinarySearchFunc(lines, st.Start, func(v line, at int) int { return v.End - 1 - at })
		for ; i < len(lines) && lines[i].Start < st.End; i++ {
			switch {
			case st.Incident != "":
				out[i].here = out[i].here || s.About(st)
				out[i].there = out[i].there || !s.About(st)
			case st.Other:
				out[i].past = true
			}
		}
	}
	return out
}

// reported reports whether a line is of those that report a mention.
func (m *marks) reported(v credence.Span) bool {
	return slices.ContainsFunc(m.told, v.Overlaps)
}

// named reports whether a line names the place, the day or the kind.
func (m *marks) named(v credence.Span, text string) bool {
	if slices.ContainsFunc(m.spans, v.Contains) {
		return true
	}
	words := strings.FieldsFunc(v.Of(text), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	folded := " " + fold(strings.Join(words, " ")) + " "
	for p := range m.places {
		if strings.Contains(folded, " "+p+" ") {
			return true
		}
	}
	return len(m.kinds) > 0 && slices.ContainsFunc(kindsIn(words), func(kind string) bool { return m.kinds[kind] })
}

// kindsIn are the kinds of attack that words tell of.
func kindsIn(words []string) (kinds []string) {
	at := func(i int) string {
		if i < len(words) {
			return words[i]
		}
		return ""
	}
	for i := range words {
		if c, ok := lexicon.Methods().Longest(at, i); ok && c.Tokens > 0 {
			kinds = append(kinds, kindByMethod(c.Class))
		}
		if c, ok := lexicon.Weapons().Longest(at, i); ok && c.Tokens > 0 {
			kinds = append(kinds, kindByWeapon(c.Class.ID))
		}
	}
	return kinds
}

// line is a sentence of a text; opens if it begins a paragraph.
type line struct {
	credence.Span
	opens bool
}

// sentences splits a text. A sentence ends with a mark before a space and what
// may begin another, or with its paragraph: a line break is the end of one
// behind a mark or before an empty line, else it only wraps.
func sentences(text string) []line {
	var out []line
	start, opens := 0, true
	end := func(at int, paragraph bool) {
		if strings.TrimSpace(text[start:at]) != "" {
			out = append(out, line{credence.Span{Start: start, End: at}, opens})
			opens = false
		}
		start, opens = at, opens || paragraph
	}
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\n':
			before, after := strings.TrimRight(text[start:i], " \t\r"), strings.TrimLeft(text[i+1:], " \t\r")
			if before == "" || strings.ContainsAny(before[len(before)-1:], ".!?:\"") || strings.HasSuffix(before, "”") || strings.HasPrefix(after, "\n") {
				end(i+1, true)
			}
		case '.', '!', '?':
			if begins(text[i+1:]) {
				end(i+1, false)
			}
		}
	}
	end(len(text), true)
	return out
}

// begins reports whether what follows a mark may begin a sentence, behind marks
// that close the one before.
func begins(rest string) bool {
	rest = strings.TrimLeft(rest[:min(len(rest), 80)], "\"”’»)")
	next := strings.TrimLeft(rest, " \t")
	if len(next) == len(rest) {
		return false
	}
	c, _ := utf8.DecodeRuneInString(next)
	return !unicode.IsLower(c)
}

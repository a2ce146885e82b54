package incident

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lexicon"
)

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
	refs   []string
	places map[string]bool // folded
	kinds  map[string]bool
	spans  []credence.Span // of the day and the place
	told   []credence.Span // of the report
}

func marksOf(text string, list []*credence.Mention) *marks {
	m := &marks{places: map[string]bool{}, kinds: map[string]bool{}}
	for _, in := range list {
		m.refs = append(m.refs, in.Ref)
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

// reported reports whether a line is of those that report a mention.
func (m *marks) reported(v credence.Span) bool {
	return slices.ContainsFunc(m.told, v.Overlaps)
}

// named reports whether a line names the place, the day or the kind.
func (m *marks) named(v credence.Span, words []string) bool {
	return m.placed(v, words) || len(m.kinds) > 0 && slices.ContainsFunc(kindsIn(words), func(kind string) bool { return m.kinds[kind] })
}

// placed reports whether a line names the place or the day.
func (m *marks) placed(v credence.Span, words []string) bool {
	if slices.ContainsFunc(m.spans, v.Contains) {
		return true
	}
	folded := " " + fold(strings.Join(words, " ")) + " "
	for p := range m.places {
		if strings.Contains(folded, " "+p+" ") {
			return true
		}
	}
	return false
}

func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
}

// attackAt reports whether words tell of an attack at one of the places: "the
// Nice attack", "the attack on a promenade in Nice", "In Nice the attacker ...".
// That something else was there says nothing: an arrest, a minister who speaks.
func attackAt(words []string, places [][]string) bool {
	for i := range words {
		n := placeAt(words[i:], places)
		if n == 0 {
			continue
		}
		in := i > 0 && locative[strings.ToLower(words[i-1])]
		switch {
		case i+n < len(words) && isAttack(words[i+n]),
			in && i == 1 && slices.ContainsFunc(words[i+n:min(len(words), i+n+2)], func(w string) bool { return isAttack(w) || attackers[strings.ToLower(w)] }),
			in && attackBefore(words[:i-1]):
			return true
		}
	}
	return false
}

var (
	locative  = map[string]bool{"in": true, "at": true, "near": true, "outside": true}
	attackers = map[string]bool{"attacker": true, "attackers": true, "bomber": true, "bombers": true, "gunman": true, "gunmen": true, "assailant": true, "assailants": true}
	aux       = map[string]bool{"was": true, "were": true, "is": true, "are": true, "be": true, "been": true, "has": true, "have": true, "had": true, "and": true, "who": true, "that": true}
	// between are the words that may stand between an attack and its place.
	between = map[string]bool{"on": true, "of": true, "at": true, "against": true, "the": true, "a": true, "an": true, "in": true, "near": true, "outside": true}
)

// placeAt is the number of words by which a row of words names one of the
// places, 0 if it does not.
func placeAt(words []string, places [][]string) int {
	for _, p := range places {
		if len(p) <= len(words) && slices.Equal(strings.Fields(fold(strings.Join(words[:len(p)], " "))), p) {
			return len(p)
		}
	}
	return 0
}

func isAttack(word string) bool {
	_, ok := lexicon.Methods().Lookup(word)
	return ok
}

// attackBefore reports whether words end with an attack and what it hit: "the
// attack on a crowded promenade".
func attackBefore(words []string) bool {
	plain := 0 // words that say what was hit
	for i := len(words) - 1; i >= 0 && plain <= 2; i-- {
		if isAttack(words[i]) {
			return true
		}
		switch w := strings.ToLower(words[i]); {
		case aux[w]:
			return false
		case !between[w]:
			plain++
		}
	}
	return false
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

package incident

import (
	"slices"
	"strings"
	"unicode"

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
	places [][]string // the words of each, folded
	kinds  map[string]bool
	spans  []credence.Span // of the day and the place
	told   []credence.Span // of the report
}

func marksOf(text string, list []*credence.Mention) *marks {
	m := &marks{kinds: map[string]bool{}}
	for _, in := range list {
		m.refs = append(m.refs, in.Ref)
		if p := strings.Fields(fold(in.Place.Name)); len(p) > 0 {
			m.places = append(m.places, p)
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
	for k := range m.kinds {
		if o.kinds[k] {
			delete(m.kinds, k)
			delete(o.kinds, k)
		}
	}
	m.places, o.places = unshared(m.places, o.places, slices.Equal)
	m.spans, o.spans = unshared(m.spans, o.spans, func(a, b credence.Span) bool { return a == b })
}

// unshared gives each of two lists without what the other has.
func unshared[T any](a, b []T, same func(x, y T) bool) (left, right []T) {
	less := func(list, other []T) []T {
		return slices.DeleteFunc(slices.Clone(list), func(x T) bool {
			return slices.ContainsFunc(other, func(y T) bool { return same(x, y) })
		})
	}
	return less(a, b), less(b, a)
}

// reported reports whether a line is of those that report a mention.
func (m *marks) reported(v credence.Span) bool {
	return slices.ContainsFunc(m.told, v.Overlaps)
}

// named reports whether a line names the place, the day or the kind.
func (m *marks) named(v credence.Span, w *words) bool {
	return m.placed(v, w) || len(m.kinds) > 0 && slices.ContainsFunc(w.kinds(), func(kind string) bool { return m.kinds[kind] })
}

// placed reports whether a line names the place or the day.
func (m *marks) placed(v credence.Span, w *words) bool {
	if slices.ContainsFunc(m.spans, v.Contains) {
		return true
	}
	for i := range w.folded {
		if w.placeAt(i, m.places) > 0 {
			return true
		}
	}
	return false
}

// words are those of a line.
type words struct {
	written, folded []string
	told            []string // see kinds
	known           bool
}

func wordsOf(text string) *words {
	w := &words{written: strings.FieldsFunc(text, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })}
	w.folded = make([]string, len(w.written))
	for i, s := range w.written {
		w.folded[i] = strings.ToLower(s)
	}
	return w
}

// attackAt reports whether words tell of an attack at one of the places: "the
// Nice attack", "the attack on a promenade in Nice", "In Nice the attacker ...".
// That something else was there says nothing: an arrest, a minister who speaks.
func (w *words) attackAt(places [][]string) bool {
	for i := range w.folded {
		n := w.placeAt(i, places)
		if n == 0 {
			continue
		}
		in := i > 0 && locative[w.folded[i-1]]
		switch next := i + n; {
		case w.attack(next),
			in && i == 1 && (w.attacker(next) || w.attack(next+1) || w.attacker(next+1)),
			in && w.attackBefore(i-1):
			return true
		}
	}
	return false
}

var (
	locative  = map[string]bool{"in": true, "at": true, "near": true, "outside": true}
	attackers = map[string]bool{"attacker": true, "attackers": true, "bomber": true, "bombers": true, "gunman": true, "gunmen": true, "assailant": true, "assailants": true}
	// verbs that stand between an attack and a place where something else was.
	verbs = map[string]bool{"was": true, "were": true, "is": true, "are": true, "be": true, "been": true, "has": true, "have": true, "had": true, "and": true, "who": true, "that": true}
	// between are the words that may stand between an attack and its place.
	between = map[string]bool{"on": true, "of": true, "at": true, "against": true, "the": true, "a": true, "an": true, "in": true, "near": true, "outside": true}
)

// placeAt is the number of words from i on that name one of the places, 0 if
// they name none.
func (w *words) placeAt(i int, places [][]string) int {
	for _, p := range places {
		if len(p) > 0 && w.folded[i] == p[0] && i+len(p) <= len(w.folded) && slices.Equal(w.folded[i:i+len(p)], p) {
			return len(p)
		}
	}
	return 0
}

func (w *words) attack(i int) bool {
	if i >= len(w.written) {
		return false
	}
	_, ok := lexicon.Methods().Lookup(w.written[i])
	return ok
}

func (w *words) attacker(i int) bool { return i < len(w.folded) && attackers[w.folded[i]] }

// attackBefore reports whether an attack and what it hit stand before word i:
// "the attack on a crowded promenade".
func (w *words) attackBefore(i int) bool {
	const most = 2 // words that say what was hit
	for n := 0; i > 0 && n <= most; {
		i--
		switch {
		case w.attack(i):
			return true
		case verbs[w.folded[i]]:
			return false
		case !between[w.folded[i]]:
			n++
		}
	}
	return false
}

// kinds are the kinds of attack that the words tell of.
func (w *words) kinds() []string {
	if w.known {
		return w.told
	}
	w.known = true
	at := func(i int) string {
		if i < len(w.written) {
			return w.written[i]
		}
		return ""
	}
	for i, word := range w.written {
		if t := lexicon.Methods(); t.Starts(word) {
			if c, ok := t.Longest(at, i); ok && c.Tokens > 0 {
				w.told = append(w.told, kindByMethod(c.Class))
			}
		}
		if t := lexicon.Weapons(); t.Starts(word) {
			if c, ok := t.Longest(at, i); ok && c.Tokens > 0 {
				w.told = append(w.told, kindByWeapon(c.Class.ID))
			}
		}
	}
	return w.told
}

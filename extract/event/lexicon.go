package event

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon/en"
)

// Word classes of the incident lexicon, as bits.
const (
	isDet uint64 = 1 << iota
	isNumber
	isQuantity
	isPrep
	isConj
	isSub
	isPron
	isAux
	isNeg
	isAdv
	isTitle
	isGiven  // a given name
	isCommon // written without a capital in running text
	isTime
	isTalk
	isGroup // "group of", "members of"
	isPerson
	isPerp
	isOrgHead
	isThing
	isWeapon
	isPlaceWord
	isEventNoun
	verbBase
	verbThird
	verbPast // past or participle
	verbGerund
	isEventVerb
	isPlural
	isBe
	isNation // adjective or people of a country
	isFormer
	isHave
	isHedge     // word of doubt
	isAuthority // word for a state body or its people
)

// lexeme is what the incident lexicon knows of a word.
type lexeme struct {
	bits   uint64
	hash   uint32 // of the normal form, the same in every run
	lemma  uint32 // hash of the base form
	person uint8  // index into personClasses
	thing  uint8  // index into thingClasses
	weapon uint8  // index into weaponClasses
	place  uint8  // index into placeClasses
	event  uint8  // index into eventClasses
}

// classNames numbers the classes of one kind; 0 is none.
type classNames []string

func (c *classNames) number(name string) uint8 {
	for i, n := range *c {
		if n == name {
			return uint8(i)
		}
	}
	*c = append(*c, name)
	return uint8(len(*c) - 1)
}

// lexiconTables is the lexicon of incidents over a vocabulary. It is
// read-only once built.
type lexiconTables struct {
	words  []lexeme // by lang.Word
	vocab  *lang.Vocabulary
	pack   *lang.Pack
	person classNames
	thing  classNames
	weapon classNames
	place  classNames
	event  classNames
	kinds  []uint32 // by event class
	claim  uint8    // event classes of claiming and accusing
	accuse uint8
	shoot  uint8
	report uint8
}

// newLexicon adds the words of the incident lexicon to vocab.
func newLexicon(vocab *lang.Vocabulary) (*lexiconTables, error) {
	x := &lexiconTables{vocab: vocab, pack: vocab.Pack(), person: classNames{""}, thing: classNames{""},
		weapon: classNames{""}, place: classNames{""}, event: classNames{""}}
	for _, f := range []struct {
		name string
		row  func(class string, words []string)
	}{
		{"incident_function.txt", x.function},
		{"incident_verbs.txt", x.event1}, // before the nouns: the class of an act noun is that of its line here
		{"incident_nouns.txt", x.noun},
		{"incident_common_verbs.txt", func(_ string, words []string) { x.verbs(words, 0) }},
		{"incident_titles.txt", func(_ string, words []string) { x.mark(words, isTitle) }},
		{"incident_names.txt", func(_ string, words []string) { x.mark(words, isGiven) }},
		{"incident_common.txt", func(_ string, words []string) { x.mark(words, isCommon) }},
		{"incident_nations.txt", func(_ string, words []string) { x.mark(words, isNation) }},
	} {
		if err := classTable(en.Incident, f.name, f.row); err != nil {
			return nil, err
		}
	}
	x.claim, x.accuse, x.shoot = x.event.number("claim"), x.event.number("accuse"), x.event.number("shoot")
	x.report = x.event.number("report")
	for _, name := range x.event {
		x.kinds = append(x.kinds, eventKinds[name])
	}
	x.mark([]string{"be", "is", "are", "was", "were", "been", "being", "am"}, isBe)
	x.mark([]string{"has", "have", "had", "having"}, isHave)
	x.mark([]string{"former", "ex", "retired", "late"}, isFormer)
	return x, nil
}

// classTable reads lines of a class, a tab and words.
func classTable(files fs.FS, name string, row func(class string, words []string)) error {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("incident lexicon: %w", err)
	}
	for line := range strings.Lines(string(b)) {
		line, _, _ = strings.Cut(line, "#")
		class, words, ok := strings.Cut(line, "\t")
		if !ok {
			class, words = "", line
		}
		if f := strings.Fields(words); len(f) > 0 {
			row(strings.TrimSpace(class), f)
		}
	}
	return nil
}

// entry gives the lexeme of a word form, a new one if there is none.
func (x *lexiconTables) entry(form string) *lexeme {
	w := int(x.vocab.Add(form))
	for w >= len(x.words) {
		x.words = append(x.words, make([]lexeme, w+256)...)
	}
	l := &x.words[w]
	if l.hash == 0 {
		l.hash = hashForm(lang.Normal(form))
		l.lemma = l.hash
	}
	return l
}

func (x *lexiconTables) mark(words []string, bits uint64) {
	for _, w := range words {
		x.entry(w).bits |= bits
	}
}

func (x *lexiconTables) function(class string, words []string) {
	bits := map[string]uint64{"det": isDet, "number": isNumber, "quantity": isQuantity, "prep": isPrep, "conj": isConj,
		"sub": isSub, "pron": isPron, "aux": isAux, "neg": isNeg, "adv": isAdv, "hedge": isHedge, "authority": isAuthority}[class]
	x.mark(words, bits)
}

// nounForms gives singular and plural of a noun entry.
func nounForms(entry string) (one, many string) {
	one, many, ok := strings.Cut(entry, "/")
	if !ok {
		many = lang.Plural(one)
	}
	return one, many
}

func (x *lexiconTables) noun(class string, words []string) {
	kind, sub, _ := strings.Cut(class, ".")
	for _, w := range words {
		one, many := nounForms(w)
		if kind == "event" {
			x.event2(x.event.number("other"), one, many)
			continue
		}
		for _, form := range [2]string{one, many} {
			x.nounForm(x.entry(form), kind, sub, class)
		}
		x.entry(many).lemma = x.entry(one).hash
		if many != one {
			x.entry(many).bits |= isPlural
		}
	}
}

func (x *lexiconTables) nounForm(l *lexeme, kind, sub, class string) {
	set := func(bits uint64, field *uint8, names *classNames) {
		l.bits |= bits | isCommon
		if field != nil && *field == 0 {
			*field = names.number(sub)
		}
	}
	switch kind {
	case "person":
		set(isPerson, &l.person, &x.person)
	case "perp":
		set(isPerp, nil, nil)
	case "org":
		set(isOrgHead, nil, nil)
	case "thing":
		set(isThing, &l.thing, &x.thing)
	case "weapon":
		set(isWeapon, &l.weapon, &x.weapon)
	case "place":
		set(isPlaceWord, &l.place, &x.place)
	case "group":
		set(isGroup, nil, nil)
	case "time":
		set(isTime, nil, nil)
	case "talk":
		set(isTalk, nil, nil)
	}
}

// event1 reads a line of event verbs and, behind "|", event nouns.
func (x *lexiconTables) event1(class string, words []string) {
	number := x.event.number(class)
	nouns := false
	for _, w := range words {
		switch {
		case w == "|":
			nouns = true
		case nouns:
			one, many := nounForms(w)
			x.event2(number, one, many)
		default:
			x.verbs([]string{w}, number)
		}
	}
}

func (x *lexiconTables) event2(number uint8, one, many string) {
	for _, form := range [2]string{one, many} {
		l := x.entry(form)
		l.bits |= isEventNoun | isCommon
		if l.event == 0 {
			l.event = number
		}
		l.lemma = x.entry(one).hash
	}
}

// verbs adds the forms of verbs given as base or base/past/participle.
func (x *lexiconTables) verbs(words []string, event uint8) {
	for _, w := range words {
		p := strings.Split(w, "/")
		f := x.pack.Verb(p[0])
		if len(p) == 3 {
			f.Past, f.Participle = p[1], p[2]
		}
		base := hashForm(p[0])
		for _, form := range []struct {
			word string
			bits uint64
		}{{f.Base, verbBase}, {f.Third, verbThird}, {f.Past, verbPast}, {f.Participle, verbPast}, {f.Gerund, verbGerund},
			{doubled(p[0]) + "ed", verbPast}, {doubled(p[0]) + "ing", verbGerund}} {
			if strings.HasPrefix(form.word, "\x00") {
				continue
			}
			l := x.entry(form.word)
			l.bits |= form.bits | isCommon
			if l.bits&(isPerson|isThing|isWeapon|isPerp|isEventNoun) == 0 || l.lemma == l.hash {
				l.lemma = base
			}
			if event != 0 {
				l.bits |= isEventVerb
				if l.event == 0 {
					l.event = event
				}
			}
		}
	}
}

// doubled is the stem of a verb that doubles its last consonant, or "\x00" if
// it does not look like one.
func doubled(base string) string {
	n := len(base)
	if n < 3 || !strings.ContainsRune("bdgklmnprt", rune(base[n-1])) || !strings.ContainsRune("aeiou", rune(base[n-2])) ||
		strings.ContainsRune("aeiou", rune(base[n-3])) {
		return "\x00"
	}
	return base + base[n-1:]
}

// of gives the lexeme of a word: an empty one if only the language pack has
// it, noLexeme if that has not either.
func (x *lexiconTables) of(w lang.Word) *lexeme {
	switch {
	case int(w) < len(x.words) && x.words[w].hash != 0:
		return &x.words[w]
	case x.vocab.InPack(w):
		return &x.words[0]
	}
	return &noLexeme
}

// hashForm is FNV-1a; the models are keyed by it.
func hashForm(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	if h == 0 {
		return 1
	}
	return h
}

// Given reports whether a word is a given name.
func (t *Tables) Given(w lang.Word) bool {
	return int(w) < len(t.lex.words) && t.lex.words[w].bits&isGiven != 0
}

// Act gives the class of act that a word reports or names, a line of
// incident_verbs.txt, and whether it may do so as a verb; "" if it is no such
// word.
func (t *Tables) Act(w lang.Word) (class string, verb bool) {
	if int(w) >= len(t.lex.words) {
		return "", false
	}
	l := &t.lex.words[w]
	return t.lex.event[l.event], l.bits&isEventVerb != 0
}

package event

import (
	"github.com/credence-project/credence/lang"
)

// category is the part a token plays when phrases are cut.
type category uint8

const (
	catNominal category = iota
	catDet
	catNumber
	catPrep
	catConj
	catSub
	catPron
	catAux
	catNeg
	catAdv
	catVerb
	catGerund
	catTime
	catPoss // "'s"
	catComma
	catOpen
	catClose
	catMark // any other punctuation
)

// unit is a token as the incident stage sees it.
type unit struct {
	*lexeme
	hash   uint32
	cat    category
	name   bool // looks like part of a name
	actor  bool // belongs to the name of a known actor
	phrase int32
}

// phrase is a basic noun phrase: tokens First..Last-1 with its head.
type phrase struct {
	first, last int32
	head        int32
	name        int32 // first token of the name at its end, last if there is none
	sent        int32
	prep        int32 // preposition that governs it, -1 if none
	above       int32 // phrase that the preposition hangs on, -1 if none
	left, right int32 // nearest verb groups of its sentence, -1 if none
	gapL, gapR  int16 // phrases in between
	apposed     int32 // phrase before it, apart by a comma or bracket only, -1
	bracket     bool  // stands in brackets
	date        bool
	bits        uint64 // of the head and of compound parts
	actor       int32  // index+1 of a known actor that it holds
	place       int32
}

// chunker cuts a text into phrases and verb groups. Its buffers are reused.
type chunker struct {
	lex     *lexiconTables
	text    *lang.Text
	units   []unit
	phrases []phrase
	verbs   []verbGroup
	range_  []sentRange
}

// sentRange is what belongs to one sentence.
type sentRange struct {
	phrases, phrasesEnd int32
	verbs, verbsEnd     int32
}

// units of punctuation share this lexeme.
var noLexeme lexeme

// look fills units from t.
func (c *chunker) look(t *lang.Text) {
	c.text = t
	c.units = c.units[:0]
	for i := range t.Tokens {
		c.units = append(c.units, c.unit(i))
	}
}

// cut fills phrases and verbs from units.
func (c *chunker) cut() {
	c.phrases, c.verbs, c.range_ = c.phrases[:0], c.verbs[:0], c.range_[:0]
	for s := range c.text.Sentences {
		sent := &c.text.Sentences[s]
		c.categorise(int(sent.First), int(sent.Last))
		p0, v0 := len(c.phrases), len(c.verbs)
		c.group(int32(s), int(sent.First), int(sent.Last))
		c.range_ = append(c.range_, sentRange{int32(p0), int32(len(c.phrases)), int32(v0), int32(len(c.verbs))})
		c.attach(p0, v0)
	}
}

// unit looks a token up and gives it the category that it has without context.
func (c *chunker) unit(i int) unit {
	t := &c.text.Tokens[i]
	u := unit{lexeme: &noLexeme, phrase: -1}
	if t.Has(lang.Punct) {
		u.cat = punctuation(c.text.Raw[t.Start:t.End])
		return u
	}
	if t.Has(lang.Clitic) {
		u.cat = catPoss
		if c.text.Raw[t.End-1]|0x20 != 's' {
			u.cat = catAux
		}
		return u
	}
	u.lexeme = c.lex.of(t.Word)
	u.hash = u.lexeme.hash
	if u.hash == 0 && t.Tail != 0 && t.Tail != t.Word {
		u.lexeme = c.lex.of(t.Tail)
		if u.bits&(isPerson|isThing|isWeapon|isPerp|isEventNoun|isCommon) == 0 {
			u.lexeme = &noLexeme
		}
	}
	if u.hash == 0 {
		u.hash = max(c.text.Hash(i), 1)
	}
	u.cat = plainCategory(u.bits, t)
	u.name = c.nameLike(i, &u)
	return u
}

// nameLike reports whether the token looks like part of a proper name.
func (c *chunker) nameLike(i int, u *unit) bool {
	t := &c.text.Tokens[i]
	if t.Has(lang.Digit) || t.End-t.Start < 2 {
		return false
	}
	if u.bits&isGiven != 0 {
		return t.Has(lang.Capital)
	}
	sent := &c.text.Sentences[t.Sent]
	if !t.Has(lang.Capital) {
		return false
	}
	if !sent.Upper && !c.text.Upper {
		return u.bits&(isDet|isPrep|isConj|isPron|isAux|isSub|isTime) == 0 && (!t.Has(lang.SentStart) || u.bits&isCommon == 0)
	}
	const known = isCommon | isDet | isNumber | isQuantity | isPrep | isConj | isSub | isPron | isAux | isNeg | isAdv |
		isTitle | isTime | isNation | verbBase | verbThird | verbPast | verbGerund
	return u.bits&known == 0 && !commonShape(c.text.Normal(i))
}

// commonShape reports whether a word unknown to the lexicon ends like an
// ordinary English word rather than a name.
func commonShape(w string) bool {
	n := len(w)
	for _, s := range [...]string{"tion", "tions", "ment", "ments", "ness", "ized", "ated", "izing", "ating", "ability", "istic",
		"ively", "ously", "ally", "ful", "less", "ship", "able", "ible", "ance", "ances", "ence", "ences", "ary", "ical", "ing", "ed", "ists", "ist", "ism", "ers", "ous", "ive", "ures", "ure", "ly", "ions", "ity", "ities", "ology", "ial", "onal", "ental", "ize", "ify", "ward", "wards", "hood", "tive", "sive", "ness", "less"} {
		if n > len(s)+2 && w[n-len(s):] == s {
			return true
		}
	}
	return false
}

func punctuation(s string) category {
	switch s {
	case ",":
		return catComma
	case "[", "(":
		return catOpen
	case "]", ")":
		return catClose
	}
	return catMark
}

// plainCategory is the category of a word by itself.
func plainCategory(bits uint64, t *lang.Token) category {
	switch {
	case t.Has(lang.Digit):
		return catNumber
	case bits&isDet != 0:
		return catDet
	case bits&isAux != 0:
		return catAux
	case bits&isPrep != 0:
		return catPrep
	case bits&isConj != 0:
		return catConj
	case bits&isPron != 0:
		return catPron
	case bits&isSub != 0:
		return catSub
	case bits&isNeg != 0:
		return catNeg
	case bits&(isNumber|isQuantity) != 0:
		return catNumber
	case bits&isAdv != 0:
		return catAdv
	case bits&isTime != 0:
		return catTime
	}
	return catNominal
}

// group builds phrases and verb groups of tokens first..last-1.
func (c *chunker) group(sent int32, first, last int) {
	bracket := 0
	for i := first; i < last; {
		switch c.units[i].cat {
		case catOpen:
			bracket++
			i++
		case catClose:
			if bracket > 0 {
				bracket--
			}
			i++
		case catNominal, catDet, catNumber, catTime:
			i = c.nounPhrase(sent, i, last, bracket > 0)
		case catAux, catVerb, catGerund, catNeg:
			i = c.verbGroup(sent, i, last)
		case catAdv:
			if j := c.skipAdverbs(i, last); j < last && (c.units[j].cat == catVerb || c.units[j].cat == catAux) {
				i = c.verbGroup(sent, i, last)
			} else {
				i = j
			}
		default:
			i++
		}
	}
}

func (c *chunker) skipAdverbs(i, last int) int {
	for i < last && c.units[i].cat == catAdv {
		i++
	}
	return i
}

// nounPhrase reads a basic noun phrase that begins at i.
func (c *chunker) nounPhrase(sent int32, i, last int, bracket bool) int {
	start, head, nominal := i, -1, false
	for ; i < last; i++ {
		cat := c.units[i].cat
		if cat == catNominal && c.units[i].actor && i > start && !c.units[i-1].actor && c.units[i-1].cat == catTime {
			break
		}
		if cat == catDet && i > start || cat == catNumber && nominal && !c.numberInName(i) {
			break
		}
		if cat == catPoss {
			if !nominal || i+1 >= last {
				break
			}
			continue
		}
		if cat == catTime {
			if nominal {
				break
			}
			head = i
			continue
		}
		if cat == catMark && nominal && i+1 < last && c.quoteInside(i, last) {
			continue
		}
		if cat != catNominal && cat != catDet && cat != catNumber {
			break
		}
		if cat == catNominal {
			nominal, head = true, i
		}
	}
	if head < 0 {
		head = i - 1
	}
	p := phrase{first: int32(start), last: int32(i), head: int32(head), sent: sent, prep: -1, above: -1, left: -1, right: -1, apposed: -1, bracket: bracket}
	p.date = !nominal && c.units[head].cat == catTime
	c.shapeName(&p)
	p.bits = c.units[head].bits
	for k := start; k < i; k++ {
		c.units[k].phrase = int32(len(c.phrases))
	}
	c.phrases = append(c.phrases, p)
	return max(i, start+1)
}

// quoteInside reports whether the mark at i is a quotation mark within a name,
// as in: the "9 May" group.
func (c *chunker) quoteInside(i, last int) bool { return false }

// numberInName reports whether the number at i belongs to the nominal before
// it: "DETACHMENT NO 4", "FLIGHT 203".
func (c *chunker) numberInName(i int) bool { return false }

// shapeName finds where the name at the end of the phrase begins.
func (c *chunker) shapeName(p *phrase) {
	p.name = p.last
	end := p.head + 1
	k := end
	for k > p.first && (c.units[k-1].name || k < end && c.linksName(int(k-1)) && k-1 > p.first && c.units[k-2].name) {
		k--
	}
	if k < end {
		p.name = k
	}
}

// linksName reports whether token i may stand inside a name: "de", "del".
func (c *chunker) linksName(i int) bool {
	switch c.text.Normal(i) {
	case "de", "del", "la", "las", "los", "y", "e", "da", "dos", "van", "von", "bin", "al", "el", "ibn", "di", "du", "le":
		return true
	}
	t := &c.text.Tokens[i]
	return t.Has(lang.Capital) && (t.End-t.Start == 1 || t.Has(lang.Stopped))
}

// attach relates the phrases from p0 with the verb groups from v0 and with
// each other.
func (c *chunker) attach(p0, v0 int) {
	v := v0
	for k := p0; k < len(c.phrases); k++ {
		p := &c.phrases[k]
		for v < len(c.verbs) && c.verbs[v].first < p.first {
			v++
		}
		if v > v0 {
			p.left = int32(v - 1)
			p.gapL = c.between(k, p0, c.verbs[v-1].last)
		}
		if v < len(c.verbs) {
			p.right = int32(v)
			p.gapR = c.after(k, c.verbs[v].first)
		}
		c.govern(p, k, p0)
	}
}

// between counts phrases of the sentence before phrase k that begin at or
// behind token from.
func (c *chunker) between(k, p0 int, from int32) int16 {
	n := int16(0)
	for j := k - 1; j >= p0 && c.phrases[j].first >= from; j-- {
		n++
	}
	return n
}

// after counts phrases behind phrase k that end before token until.
func (c *chunker) after(k int, until int32) int16 {
	n := int16(0)
	for j := k + 1; j < len(c.phrases) && c.phrases[j].last <= until; j++ {
		n++
	}
	return n
}

// govern finds the preposition of a phrase and what the phrase hangs on.
func (c *chunker) govern(p *phrase, k, p0 int) {
	i := p.first - 1
	if i < 0 {
		return
	}
	if c.units[i].cat == catPrep {
		p.prep = i
		if k > p0 && c.phrases[k-1].last == i {
			p.above = int32(k - 1)
		}
		return
	}
	if k > p0 {
		q := &c.phrases[k-1]
		if q.last == i && (c.units[i].cat == catComma || c.units[i].cat == catOpen) || q.last == p.first {
			p.apposed = int32(k - 1)
		}
		// "X AND Y": Y shares the place of X.
		if q.last == i && c.units[i].cat == catConj || q.last == i && c.units[i].cat == catComma {
			p.prep, p.above = q.prep, q.above
		}
	}
}

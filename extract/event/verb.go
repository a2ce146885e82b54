package event

// verbGroup is a run of auxiliaries, adverbs and a main verb.
type verbGroup struct {
	first, last int32
	main        int32
	sent        int32
	passive     bool
	gerund      bool
	negated     bool
	modal       bool
	infinitive  bool
	past        bool // pluperfect or perfect
}

const anyVerb = verbBase | verbThird | verbPast | verbGerund

// categorise settles words that may be verbs by what stands around them.
func (c *chunker) categorise(first, last int) {
	prev := catMark
	for i := first; i < last; i++ {
		u := &c.units[i]
		switch {
		case u.actor:
		case u.cat == catPrep && c.atLeast(i, last):
			u.cat, c.units[i+1].cat = catDet, catNumber
		case u.cat == catNominal:
			u.cat = c.verbOrNoun(i, first, last, prev)
		case u.cat == catDet && u.bits&isSub != 0 && i > first && prev != catPrep:
			u.cat = catSub // "reported that ..."
		case u.cat == catAux && u.bits&isTime != 0 && (prev == catPrep || prev == catNumber):
			u.cat = catTime // the month of May
		}
		if u.cat == catVerb || u.cat == catGerund {
			u.name = false
		}
		prev = u.cat
	}
}

// atLeast reports whether "at least" or "at most" stands before a number.
func (c *chunker) atLeast(i, last int) bool {
	if i+2 >= last || c.units[i+2].cat != catNumber || c.text.Normal(i) != "at" {
		return false
	}
	w := c.text.Normal(i + 1)
	return w == "least" || w == "most"
}

// verbOrNoun decides what the nominal-looking token i is.
func (c *chunker) verbOrNoun(i, first, last int, prev category) category {
	u := &c.units[i]
	bits := u.bits
	if bits&anyVerb == 0 {
		bits |= c.shapeBits(i)
		if bits&anyVerb == 0 {
			return catNominal
		}
	}
	next := catMark
	if i+1 < last {
		next = c.units[i+1].cat
	}
	const noun = isPerson | isThing | isWeapon | isPerp | isEventNoun | isOrgHead | isTalk | isGroup | isPlaceWord
	opens := prev == catDet || prev == catNumber || prev == catPoss
	switch {
	case prev == catAux || prev == catNeg || prev == catPron:
		if bits&verbGerund != 0 && bits&verbPast == 0 {
			return catVerb
		}
		if bits&noun != 0 && bits&(verbPast|verbBase) == 0 {
			return catNominal
		}
		return catVerb
	case prev == catPrep && c.isTo(i-1):
		if bits&verbBase != 0 {
			return catVerb
		}
		return catNominal
	case bits&verbPast != 0 && bits&verbBase == 0:
		return c.participle(i, prev, next, opens)
	case bits&verbGerund != 0:
		if opens || bits&isEventNoun != 0 && (next == catPrep || prev == catNominal) || prev == catNominal && next == catNominal && bits&isEventNoun != 0 {
			return catNominal
		}
		if prev == catNominal || prev == catComma || prev == catPrep || prev == catMark || prev == catConj || prev == catSub || prev == catAdv || prev == catTime || prev == catClose {
			return catGerund
		}
		return catNominal
	case opens || prev == catPrep:
		return catNominal
	case bits&verbThird != 0:
		if prev == catNominal && (next == catDet || next == catSub || next == catNumber) && bits&noun == 0 {
			return catVerb
		}
		if bits&noun != 0 {
			return catNominal
		}
		if prev == catNominal || prev == catSub || prev == catClose || prev == catComma {
			return catVerb
		}
		return catNominal
	case bits&verbPast != 0: // hit, shot, set: base and past alike
		if bits&noun == 0 && (prev == catNominal || prev == catSub || prev == catAdv) {
			return catVerb
		}
		if bits&noun != 0 && prev == catNominal && (next == catDet || next == catNumber || next == catPrep && bits&isEventNoun == 0) {
			return catVerb
		}
		return catNominal
	}
	// A base form stands for a verb only where it can be nothing else.
	if bits&noun == 0 && bits&isCommon != 0 && (prev == catNominal && c.units[i-1].bits&isPlural != 0 || prev == catSub) {
		return catVerb
	}
	return catNominal
}

// participle decides between "the MURDERED priests", "priests MURDERED by" and
// "he MURDERED them".
func (c *chunker) participle(i int, prev, next category, opens bool) category {
	noun := next == catNominal && i+1 < len(c.units) && c.units[i+1].bits&anyVerb == 0
	switch {
	case opens:
		return catNominal
	case (prev == catPrep || prev == catConj || prev == catMark || prev == catComma) && noun && prev != catComma:
		return catNominal
	}
	return catVerb
}

// shapeBits guesses verb forms of words that the lexicon does not hold.
func (c *chunker) shapeBits(i int) uint64 {
	if c.units[i].bits != 0 || c.units[i].name {
		return 0
	}
	w := c.text.Normal(i)
	n := len(w)
	switch {
	case n > 4 && w[n-2:] == "ed":
		return verbPast
	case n > 5 && w[n-3:] == "ing":
		return verbGerund
	}
	return 0
}

func (c *chunker) isTo(i int) bool {
	t := &c.text.Tokens[i]
	return t.End-t.Start == 2 && c.text.Raw[t.Start]|0x20 == 't' && c.text.Raw[t.Start+1]|0x20 == 'o'
}

// verbGroup reads a verb group that begins at i.
func (c *chunker) verbGroup(sent int32, i, last int) int {
	g := verbGroup{first: int32(i), sent: sent, main: -1}
	be := false
	for ; i < last; i++ {
		u := &c.units[i]
		switch u.cat {
		case catAux:
			if u.bits&isBe != 0 {
				be = true
			} else if u.bits&isHave != 0 {
				g.past = true
			} else {
				g.modal = true
			}
			g.main = int32(i)
			continue
		case catNeg:
			g.negated = true
			continue
		case catAdv:
			continue
		case catVerb, catGerund:
			if g.main >= 0 && c.units[g.main].cat == catVerb && u.cat == catVerb && !be {
				// two verbs in a row begin a new group
				g.last = int32(i)
				c.addVerb(g)
				return i
			}
			g.main = int32(i)
			g.passive = be && u.bits&verbGerund == 0 || c.reducedPassive(i, g.first == int32(i), last)
			g.gerund = u.cat == catGerund
			i++
		}
		break
	}
	if g.main < 0 {
		return max(i, int(g.first)+1)
	}
	g.last = int32(i)
	if g.first > 0 && c.units[g.first-1].cat == catPrep && c.isTo(int(g.first-1)) {
		g.infinitive = true
	}
	c.addVerb(g)
	return i
}

// reducedPassive reports whether a bare participle is passive: "KILLED BY",
// "KIDNAPPED IN".
func (c *chunker) reducedPassive(i int, bare bool, last int) bool {
	if !bare || c.units[i].cat != catVerb {
		return false
	}
	return i+1 < last && c.units[i+1].cat == catPrep
}

func (c *chunker) addVerb(g verbGroup) { c.verbs = append(c.verbs, g) }

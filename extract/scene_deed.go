package extract

import (
	"slices"
	"strings"

	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// deed gives the type of incident that the verb at token k makes, by itself or
// with the words around it, "" if it is no verb of violence.
func (d *detailer) deed(k int) string {
	if d.deeds == nil {
		d.deedList = slices.Grow(d.deedList[:0], len(d.text.Tokens))
		d.deeds = d.deedList[:len(d.text.Tokens)]
		clear(d.deeds)
	}
	known := &d.deeds[k]
	if known.limit == d.limit {
		return known.kind
	}
	kind := d.deedOf(k)
	switch told := d.told(k); {
	case told == "":
	case kind == "", kind == plainAttack, kind == "arson" && told == plainAttack, kind == "kidnapping" && told == "hijacking": // "burned alive", "took control of a plane"
		kind = told
	}
	*known = deedRead{d.limit, kind}
	return kind
}

// deedRead is the deed of a verb, as it was read up to a token.
type deedRead struct {
	limit int
	kind  string
}

// deedOf is the type of incident that the verb at token k makes by itself.
func (d *detailer) deedOf(k int) string {
	switch {
	case d.is(k, wSeize):
		return d.hostages(k)
	case d.is(k, wKindle) && d.kindles(k):
		return "arson"
	case d.is(k, wKindle) && d.setsOff(k):
		return "bombing"
	}
	class, verb := d.x.events.Act(d.text.Tokens[k].Word)
	if !verb {
		return d.phrasal(k)
	}
	switch class {
	case "bomb", "explode":
		switch w := d.text.Role(k); {
		case strings.HasPrefix(w, "shell"), strings.HasPrefix(w, "mortar"), strings.HasPrefix(w, "bombard"), strings.HasPrefix(w, "burst"):
			return plainAttack
		case strings.HasPrefix(w, "bl") && !d.blows(k):
			return ""
		case strings.HasPrefix(w, "fire"):
			return "arson" // "firebombed"
		case strings.HasPrefix(w, "bomb") && k > 0 && (d.text.Role(k-1) == "petrol" || d.text.Role(k-1) == "gasoline"):
			return "arson"
		}
		return "bombing"
	case "kidnap":
		if d.text.Role(k) == "seized" && d.craft(k) {
			return "hijacking"
		}
		if d.tags[k].cues&cAttackVerb != 0 || d.text.Role(k) == "seized" && d.someone(k) {
			return "kidnapping"
		}
		return ""
	case "arson":
		return class
	case "hijack":
		return "hijacking"
	case "injure":
		if w := d.text.Role(k); strings.HasPrefix(w, "burn") && w != "burns" {
			return "arson"
		}
		return plainAttack
	case "kill", "stab", "ram", "attack", "shoot", "die":
		if w := d.text.Role(k); strings.HasPrefix(w, "fir") && !d.fires(k) || strings.HasPrefix(w, "target") || strings.HasPrefix(w, "harass") {
			return ""
		}
		return plainAttack
	}
	return ""
}

// mishap reports whether a sentence says that what happened was an accident or
// a drill; if act is set, only of "it" or by a word for the act.
func (d *detailer) mishap(sent *lang.Sentence, act bool) bool {
	if d.inQuotes(sent) {
		return true
	}
	for k := int(sent.First); k < int(sent.Last); k++ {
		if d.notBomb(k, int(sent.Last)) || d.rulesOut(k, int(sent.Last)) || d.ruledOut(k, int(sent.First), int(sent.Last)) || d.byGas(k, sent) {
			return true
		}
		if d.is(k, wDrill|wAccident) && d.surely(k, int(sent.First), act) {
			return true
		}
	}
	return false
}

// notBomb reports whether "not a bomb but a gas bottle" or "neither an attack nor ..., but
// an accident" begins at token k.
func (d *detailer) notBomb(k, last int) bool {
	const reach = 5
	if w := d.text.Role(k); w != "not" && w != "neither" {
		return false
	}
	bomb := false
	for j := k + 1; j < last; j++ {
		bomb = bomb || j < k+reach && d.tags[j].cues&(cWeapon|cAttack) != 0
		if j == k+reach && !bomb {
			return false
		}
		if d.text.Role(j) != "but" {
			continue
		}
		for n := j + 1; bomb && n < min(j+reach, last); n++ {
			if d.turns(n, tGas) || d.is(n, wAccident) {
				return true
			}
		}
	}
	return false
}

// byGas reports whether "caused by leaking gas" or "gas explosion" begins at token
// k and is no guess.
func (d *detailer) byGas(k int, sent *lang.Sentence) bool {
	last := int(sent.Last)
	caused := d.text.Role(k) == "caused" && k+1 < last && d.text.Role(k+1) == "by" && d.gasBehind(k+2, last)
	blast := d.turns(k, tGas) && k+1 < last && (d.text.Role(k+1) == "explosion" || d.text.Role(k+1) == "blast")
	if !caused && !blast {
		return false
	}
	for j := int(sent.First); j < k; j++ {
		if d.is(j, wUnsure) || d.tags[j].grams&gNeg != 0 {
			return false
		}
	}
	return true
}

// gasBehind reports whether gas or a fault is named at token k or shortly behind
// it, and no weapon or attacker before.
func (d *detailer) gasBehind(k, last int) bool {
	const reach = 4
	for j := k; j < min(k+reach, last) && !d.text.Tokens[j].Has(lang.Punct); j++ {
		if d.tags[j].cues&(cWeapon|cAttacker) != 0 {
			return false
		}
		if d.turns(j, tGas) {
			return true
		}
	}
	return false
}

// rulesOut reports whether "ruled out an attack" begins at token k.
func (d *detailer) rulesOut(k, last int) bool {
	const reach = 4
	if d.text.Role(k) != "ruled" || k+1 >= last || d.text.Role(k+1) != "out" || k > 0 && d.tags[k-1].grams&(gNeg|gAux) != 0 {
		return false
	}
	for j := k + 2; j < min(k+2+reach, last); j++ {
		switch d.text.Role(j) {
		case "attack", "terrorism", "sabotage", "bomb", "crime":
			return true
		}
	}
	return false
}

// ruledOut reports whether "sabotage has been ruled out" ends at token k, or a fire or
// explosion "had nothing to do with terrorism".
func (d *detailer) ruledOut(k, first, last int) bool {
	const reach = 4
	switch d.text.Role(k) {
	case "ruled":
		if k+1 >= last || d.text.Role(k+1) != "out" || d.tags[k-min(k, 1)].grams&gBe == 0 {
			return false
		}
		for j := k - 1; j >= max(first, k-reach); j-- {
			switch d.text.Role(j) {
			case "sabotage", "terrorism", "arson", "attack", "bomb", "foul":
				return j == first || d.tags[j-1].grams&gNeg == 0 && !d.is(j-1, wUnsure)
			case "not", "never", "yet":
				return false
			}
		}
	case "nothing":
		if k+4 >= last || d.text.Role(k+1) != "to" || d.text.Role(k+2) != "do" || d.text.Role(k+4) != "terrorism" && d.text.Role(k+4) != "terrorists" {
			return false
		}
		for j := first; j < k; j++ {
			switch d.text.Role(j) {
			case "explosion", "explosions", "blast", "blasts", "fire", "blaze", "bang":
				return true
			}
		}
	}
	return false
}

// inQuotes reports whether two words for attackers or what they do stand in quotation
// marks, each alone: "the \"terrorists\" who \"hijacked\" the ferry" are played.
func (d *detailer) inQuotes(sent *lang.Sentence) bool {
	n := 0
	for k := int(sent.First) + 1; k+1 < int(sent.Last); k++ {
		if d.quote(k-1) && d.quote(k+1) && (d.foe(k) || d.tags[k].cues&(cAttacker|cAttackVerb|cAttack) != 0 || d.is(k, wHarm|wOwn)) {
			n++
		}
	}
	return n >= 2
}

// quote reports whether token k is a quotation mark.
func (d *detailer) quote(k int) bool {
	switch d.text.Word(k) {
	case "\"", "“", "”", "''", "``", "‘", "’":
		return true
	}
	return false
}

// surely reports whether the accident at token k is stated: "was an accident",
// "no reason to think of anything but an accident".
func (d *detailer) surely(k, first int, act bool) bool {
	none := false
	for j := k - 1; j >= max(first, k-12); j-- {
		none = none || d.text.Role(j) == "no" || d.text.Role(j) == "nothing"
		if d.is(j, wUnsure) && (d.text.Role(j) != "no" || d.text.Role(j+1) != "reason") {
			return false
		}
	}
	if d.text.Role(k) == "accidentally" {
		return !act
	}
	const reach = 6
	for j := k - 1; j >= max(first, k-reach); j-- {
		g := &d.tags[j]
		switch {
		case g.grams&gBe != 0:
			return d.ofAct(j, first, act)
		case d.text.Role(j) == "but" && d.text.Role(j+1) == "an":
			return none // not "anything but an accident"
		case g.grams&gPrep != 0, g.grams&(gPast|gPart) != 0 && g.grams&gAux == 0, d.text.Tokens[j].Flags&lang.Punct != 0:
			return false
		}
	}
	return false
}

// ofAct reports whether the "be" at token j may have an act as its subject; if
// sure is set, whether it has: "it was", "the blast had been". "There was an
// accident" tells of another event.
func (d *detailer) ofAct(j, first int, sure bool) bool {
	i := j - 1
	for i >= first && d.tags[i].grams&gAux != 0 {
		i--
	}
	if i < first {
		return false
	}
	switch d.text.Role(i) {
	case "there":
		return false
	case "it", "that", "this":
		return true
	}
	return !sure || d.tags[i].cues&cAttack != 0 || d.is(i, wAct) && d.tags[i].grams&gNoun != 0
}

// rehearsed reports whether an account is of a rehearsal: "rescue services
// rehearsed", "a simulated attack".
func (d *detailer) rehearsed(a *account) bool {
	for k := a.first; k < a.last; k++ {
		if d.is(k, wDrill) && strings.HasSuffix(d.text.Role(k), "ed") {
			return true
		}
	}
	return false
}

// reports reports whether the verb at token k says that something was done: it
// is no wish, threat or denial.
func (d *detailer) reports(k int) bool {
	g := d.tags[k].grams | d.formOf(k)
	if g&(gPast|gPart|gGerund) == 0 && d.tags[k].cues&cAttackVerb == 0 {
		return false
	}
	first := int(d.text.Sentences[d.text.Tokens[k].Sent].First)
	if g&gGerund != 0 && k > first && d.tags[k-1].grams&gBe != 0 && d.is(k, wSeize) {
		return k+1 < d.limit && (d.startsObject(k+1) || d.behindNumber(k+1)) // "are holding 400 guests"
	}
	if g&gGerund != 0 && k > first && (d.text.Role(k-1) == "began" || d.text.Role(k-1) == "started") {
		return k < first+2 || !d.is(k-2, wUnreal)
	}
	passive := strings.HasPrefix(d.text.Role(k), "explod") && g&gGerund == 0 // of itself
	for j := k - 1; j >= max(first, k-4) && d.text.Tokens[j].Flags&lang.Punct == 0; j-- {
		switch {
		case d.is(j, wUnreal), j == k-1 && d.text.Role(j) == "to":
			return false
		case d.tags[j].grams&gBe != 0:
			passive = g&gGerund == 0
		case d.tags[j].grams&gPrep != 0:
			return passive || g&gGerund == 0 && g&(gPast|gPart) != 0
		case !passive && (j == k-1 || j == k-2 && d.tags[k-1].grams&gAux != 0) && d.official(j) && !d.posing(j) && !d.befell(j, k):
			return false // "police killed two gunmen", "France was bombing"
		}
	}
	if passive {
		return !d.ownLost(k)
	}
	return g&(gPast|gPart) != 0 || g&gGerund != 0 && k+1 < d.limit && d.startsObject(k+1) ||
		d.tags[k].cues&cAttackVerb != 0 && (d.tags[k].phrase > 1 || g&gThird != 0 && g&gNoun == 0) // "gunmen open fire"
}

// befell reports whether the verb at token k is a participle that says what befell
// the one at token j: "a magistrate shot with a pistol", "officers killed in Kano".
func (d *detailer) befell(j, k int) bool {
	if j != k-1 || k+1 >= d.limit || d.tags[k].grams&gPart == 0 || d.tags[j].name >= 0 {
		return false
	}
	switch class, _ := d.x.events.Act(d.text.Tokens[k].Word); class {
	case "kill", "shoot", "stab", "injure", "kidnap":
	default:
		return false
	}
	n := k + 1
	if d.text.Role(n) == "dead" && n+1 < d.limit {
		n++
	}
	switch w := d.text.Role(n); w {
	case "in", "by", "with", "during", "outside", "when", "near", "while", "inside":
		return !strings.HasPrefix(d.text.Role(k), "fir")
	}
	return false
}

// presently reports whether the verb at token k tells of a deed in the present, as
// diaries do: "ten people die when a house blows up".
func (d *detailer) presently(k int) bool {
	g := d.tags[k].grams
	if g&(gThird|gBase) == 0 || g&gPast != 0 || k == 0 || d.tags[k-1].grams&(gPrep|gDet|gAux|gPoss) != 0 || d.is(k-1, wUnreal) || d.text.Role(k-1) == "to" {
		return false
	}
	if g&gNoun == 0 {
		return true
	}
	switch w := d.text.Role(min(k+1, len(d.text.Tokens)-1)); w {
	case "himself", "herself", "themselves", "itself":
		return true
	}
	return false
}

// ownLost reports whether the passive at token k is said of an attacker: "the last
// gunman was killed".
func (d *detailer) ownLost(k int) bool {
	if !d.casualty(k, true) {
		return false
	}
	j := k - 1
	for j > 0 && (d.tags[j].grams&gAux != 0 || d.adverb(j)) {
		j--
	}
	return d.is(j, wOwn)
}

// posing reports whether those at token j are what attackers pass for: "dressed as
// police officers".
func (d *detailer) posing(j int) bool {
	for i := j - 1; i >= max(0, j-3); i-- {
		if d.text.Role(i) == "as" {
			return true
		}
	}
	return false
}

// official reports whether token j is a state, or one who acts for it.
func (d *detailer) official(j int) bool {
	if n := d.tags[j].name; n >= 0 {
		k := d.entities[d.names[n].entity].kind
		before := int(d.names[n].first) - 1
		return (k == entityState || k == entityOrgan) && (before < 0 || d.tags[before].grams&gPrep == 0)
	}
	if d.is(j, wForces) && j > 0 {
		_, of := lexicon.Countries().Lookup(d.text.Word(j - 1)) // "Israeli aircraft"
		return of
	}
	return d.tags[j].cues&cAuthority != 0
}

// fails reports whether token k says that an attack came to nothing.
func (d *detailer) fails(k int) bool {
	if k >= 2 && d.text.Role(k-1) == "to" && d.deed(k) != "" {
		switch d.text.Role(k - 2) {
		case "tried", "trying", "attempted", "attempting":
			return true // "pleaded guilty to trying to blow up"
		}
	}
	if d.is(k, wFoiled) || d.unexploded(k) {
		return true
	}
	if w := d.text.Role(k); (w == "made" || w == "rendered") && k+1 < d.limit && (d.text.Role(k+1) == "safe" || d.text.Role(k+1) == "harmless") {
		return true
	}
	if d.text.Role(k) == "failed" {
		return k+2 < d.limit && d.text.Role(k+1) == "to" && (d.deedStem(k+2) || d.text.Role(k+2) == "go" || d.text.Role(k+2) == "ignite")
	}
	return false
}

func (d *detailer) deedStem(k int) bool {
	class, _ := d.x.events.Act(d.text.Tokens[k].Word)
	return class == "explode" || class == "arson" || class == "bomb"
}

// unexploded reports whether token k says that a bomb did not go off: "did not
// explode", "without detonating", "a controlled explosion".
func (d *detailer) unexploded(k int) bool {
	if k == 0 {
		return false
	}
	w := d.text.Role(k - 1)
	if w == "controlled" {
		return d.tags[k].cues&cAttack != 0
	}
	if k >= 2 && (d.text.Role(k) == "go" || d.text.Role(k) == "going") && k+1 < d.limit && d.text.Role(k+1) == "off" || d.deedStem(k) {
		return w == "without" || (w == "not" || w == "n't" || w == "never") && d.tags[k].grams&gGerund == 0
	}
	return false
}

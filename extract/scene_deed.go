package extract

import (
	"strings"

	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// deed gives the type of incident that the verb at token k makes, "" if it is
// no verb of violence.
func (d *detailer) deed(k int) string {
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
		if strings.HasPrefix(d.text.Role(k), "burn") {
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

// hostages gives "kidnapping" if "took hostages", "held 40 people hostage"
// begins at token k.
func (d *detailer) hostages(k int) string {
	if d.carriesOff(k) {
		return "kidnapping"
	}
	for j := k + 1; j < min(k+6, d.limit); j++ {
		if w := d.text.Role(j); w == "hostage" || w == "hostages" {
			return "kidnapping"
		}
	}
	return ""
}

// carriesOff reports whether somebody is taken or held at token k by attackers,
// "took three councillors out of a meeting", "are holding 400 guests", or, in a
// text that speaks of a kidnapping, "taken from a vessel".
func (d *detailer) carriesOff(k int) bool {
	const reach = 8
	w := d.text.Role(k)
	if d.is(k, wKindle) || w == "held" && k > 0 && d.tags[k-1].grams&gBe != 0 {
		return false
	}
	holds := w == "holding" // "are holding 400 guests"
	if holds && (k+1 >= d.limit || !d.startsObject(k+1) && !d.behindNumber(k+1)) {
		return false
	}
	out, people := holds, d.someone(k)
	for j := k + 1; j < min(k+reach, d.limit) && d.text.Tokens[j].Flags&lang.Punct == 0; j++ {
		switch d.text.Role(j) {
		case "hospital", "hospitals", "custody", "responsibility":
			return false
		case "from", "out", "away", "off", "captive", "prisoner":
			out = true
		}
	}
	if !out {
		return false
	}
	first := int(d.text.Sentences[d.text.Tokens[k].Sent].First)
	for j := k - 1; j >= max(first, k-reach); j-- {
		if d.is(j, wOwn) && !strings.HasPrefix(d.text.Role(j), "suspect") {
			return people
		}
		_, human := lexicon.HumanTargets().Lookup(d.text.Word(j))
		people = people || human && w == "taken"
	}
	return people && !holds && d.speaksOf("kidnap")
}

// speaksOf reports whether a word of the text is of a class of acts, by those
// that stand for nothing else: "the hostages", "held them".
func (d *detailer) speaksOf(class string) bool {
	for k := range d.text.Tokens {
		c, verb := d.x.events.Act(d.text.Tokens[k].Word)
		if c == class && (!verb || d.tags[k].cues&cAttackVerb != 0 || k+1 < len(d.tags) && d.tags[k+1].grams&gPronoun != 0) {
			return true
		}
	}
	return false
}

// craft reports whether a plane, ship or bus stands around the verb at token k:
// "seized an airliner", "the ferry was seized".
func (d *detailer) craft(k int) bool {
	const reach = 5
	first := int(d.text.Sentences[d.text.Tokens[k].Sent].First)
	for j := max(first, k-reach); j < min(k+reach, d.limit); j++ {
		if d.is(j, wCraft) {
			return true
		}
	}
	return false
}

// kindles reports whether "set on fire", "set the house alight" begins at token
// k.
func (d *detailer) kindles(k int) bool {
	const reach = 9 // "set a tanker carrying naphtha ablaze"
	for j := k + 1; j < min(k+reach, d.limit); j++ {
		switch d.text.Role(j) {
		case "fire", "alight", "ablaze":
			return d.text.Role(j) != "fire" || j == k+1 || d.text.Role(j-1) == "on"
		}
	}
	return false
}

// setsOff reports whether "set off a bomb", "set off his vest" begins at token k.
func (d *detailer) setsOff(k int) bool {
	const reach = 7
	if k+1 >= d.limit || d.text.Role(k+1) != "off" {
		return false
	}
	if w := d.text.Role(k); w == "went" || w == "gone" || w == "going" {
		return d.weaponBefore(k)
	}
	for j := k + 2; j < min(k+reach, d.limit); j++ {
		if d.tags[j].cues&cWeapon != 0 || d.is(j, wVest) {
			return true
		}
	}
	return k >= 2 && d.tags[k-1].grams&gBe != 0 && d.tags[k-2].cues&cWeapon != 0 // "the bomb was set off"
}

// weaponBefore reports whether a bomb or the like is named shortly before token
// k: "a bomb strapped to a motorcycle went off".
func (d *detailer) weaponBefore(k int) bool {
	const reach = 14
	first := int(d.text.Sentences[d.text.Tokens[k].Sent].First)
	for j := k - 1; j >= max(first, k-reach); j-- {
		if d.tags[j].cues&cWeapon != 0 || d.is(j, wVest) {
			return true
		}
	}
	return false
}

// someone reports whether the verb at token k is done to people: "were seized",
// "seized three engineers".
func (d *detailer) someone(k int) bool {
	if k > 0 && d.tags[k-1].grams&gBe != 0 {
		return true
	}
	for j := k + 1; j < min(k+5, d.limit); j++ {
		if _, ok := lexicon.HumanTargets().Lookup(d.text.Word(j)); ok {
			return true
		}
	}
	return false
}

// mishap reports whether a sentence says that what happened was an accident or
// a drill; if act is set, only of "it" or by a word for the act.
func (d *detailer) mishap(sent *lang.Sentence, act bool) bool {
	for k := int(sent.First); k < int(sent.Last); k++ {
		if d.rulesOut(k, int(sent.Last)) {
			return true
		}
		if d.is(k, wDrill|wAccident) && d.surely(k, int(sent.First), act) {
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

// phrasal gives the type of incident that a verb makes with the words behind
// it: "opened fire", "took hostage", "drove into the crowd".
func (d *detailer) phrasal(k int) string {
	g := &d.tags[k]
	if g.cues&cAttackVerb == 0 || g.phrase < 2 || g.grams&(gPast|gPart) == 0 {
		if d.drives(k) {
			return plainAttack
		}
		return ""
	}
	for j := k + 1; j < min(k+int(g.phrase), d.limit); j++ {
		switch d.text.Role(j) {
		case "hostage", "hostages":
			return "kidnapping"
		case "alight", "ablaze":
			return "arson"
		case "fire":
			if w := d.text.Role(k); w == "set" {
				return "arson"
			}
		}
	}
	return plainAttack
}

// drives reports whether token k is of driving into people.
func (d *detailer) drives(k int) bool {
	if !d.is(k, wDrive) {
		return false
	}
	for j := k + 1; j < min(k+6, d.limit); j++ { // "drove a hired van at pedestrians"
		if w := d.text.Role(j); w != "into" && w != "at" {
			continue
		}
		for n := j + 1; n < min(j+6, d.limit); n++ {
			if _, ok := lexicon.HumanTargets().Lookup(d.text.Word(n)); ok || d.is(n, wCrowd) {
				return true
			}
		}
	}
	return false
}

// laid reports whether a sentence tells that a bomb or the like was laid,
// thrown or, at the beginning of a text, found.
func (d *detailer) laid(a *account) bool {
	weapon, done := false, false
	for k := a.first; k < a.last; k++ {
		class, verb := d.x.events.Act(d.text.Tokens[k].Word)
		g := d.tags[k]
		w := d.text.Role(k)
		done = done || (verb && class == "plant" && w != "set" || d.is(k, wFoiled) && d.tags[k-min(k, 1)].grams&gBe != 0 || a.sent < 3 && d.is(k, wFound)) && g.grams&(gPast|gPart) != 0 && d.reports(k)
		weapon = weapon || g.cues&cWeapon != 0 && (g.grams&gVerb == 0 || g.grams&gNoun != 0) && class != "shoot" || w == "explosives" || w == "incendiary"
	}
	return weapon && done
}

// blows reports whether "blew" at token k is of an explosion: "blew up", "blew
// himself up", "blew the door off".
func (d *detailer) blows(k int) bool {
	for j := k + 1; j < min(k+6, d.limit); j++ {
		switch d.text.Role(j) {
		case "up", "apart", "off":
			return true
		}
	}
	return false
}

// reports reports whether the verb at token k says that something was done: it
// is no wish, threat or denial.
func (d *detailer) reports(k int) bool {
	g := d.tags[k].grams
	if g&(gPast|gPart|gGerund) == 0 && d.tags[k].cues&cAttackVerb == 0 {
		return false
	}
	first := int(d.text.Sentences[d.text.Tokens[k].Sent].First)
	if g&gGerund != 0 && k > first && d.tags[k-1].grams&gBe != 0 && d.is(k, wSeize) {
		return k+1 < d.limit && (d.startsObject(k+1) || d.behindNumber(k+1)) // "are holding 400 guests"
	}
	passive := false
	for j := k - 1; j >= max(first, k-4) && d.text.Tokens[j].Flags&lang.Punct == 0; j-- {
		switch {
		case d.is(j, wUnreal), j == k-1 && d.text.Role(j) == "to":
			return false
		case d.tags[j].grams&gBe != 0:
			passive = g&gGerund == 0
		case d.tags[j].grams&gPrep != 0:
			return passive || g&gGerund == 0 && g&(gPast|gPart) != 0
		case !passive && (j == k-1 || j == k-2 && d.tags[k-1].grams&gAux != 0) && d.official(j) && !d.posing(j):
			return false // "police killed two gunmen", "France was bombing"
		}
	}
	if passive {
		return !d.ownLost(k)
	}
	return g&(gPast|gPart) != 0 || g&gGerund != 0 && k+1 < d.limit && d.startsObject(k+1) ||
		d.tags[k].cues&cAttackVerb != 0 && (d.tags[k].phrase > 1 || g&gThird != 0 && g&gNoun == 0) // "gunmen open fire"
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
	if d.is(k, wFoiled) {
		return true
	}
	if d.text.Role(k) == "made" && k+1 < d.limit && d.text.Role(k+1) == "safe" {
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

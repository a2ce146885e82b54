package extract

import (
	"slices"

	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// Where nobody claims an attack, denies or is blamed for one, what reads like it
// may be none: police and burglars, wrecks, storms, beasts, hunters, matches,
// films. A scene of such a text is kept if a sentence of it shows that somebody
// meant harm, and what happened has no other cause there.

// harmlessCauses are the words for causes other than an attack.
const harmlessCauses = tRobbery | tFelon | tBrawl | tFiction | tHunt | tFault | tNature | tWreck

// signs is what the sentences of a scene show of who or what did the harm.
type signs struct {
	fights   bool // rebels, terrorists: those who fight for a cause
	armed    bool // gunmen, attackers
	bomb     bool // what bursts, by its name
	gun      bool // other arms
	assault  bool // a deed that is meant: stabbed, ambushed, abducted
	meant    bool // a deed told in many words
	shots    bool // shot, opened fire
	blast    bool
	past     bool     // a deed told in the past
	lawful   bool     // police shot at somebody who is not said to be more than a man
	causes   turnWord // why harm came to be without anybody who meant an attack
	game     int      // words of sport, of strikes, of debates
	labour   int
	politics int
}

// harmless reports whether a scene of a text in which nobody answers for
// anything is of no attack; theme is what the text is about, sure what it is about
// beyond doubt.
func (d *detailer) harmless(sc *scene, theme, sure turnWord) bool {
	var g signs
	for _, i := range sc.sents {
		d.signsOf(&g, i, true)
	}
	if before := sc.sents[0] - 1; before >= 0 {
		d.signsOf(&g, before, false)
	}
	if behind := slices.Max(sc.sents) + 1; behind < len(d.text.Sentences) {
		d.signsOf(&g, behind, false)
	}
	hurt := sc.Killed.Min+sc.Injured.Min > 0
	switch {
	case g.fights:
		return false
	case g.causes&(tRobbery|tBrawl) != 0 && !g.bomb, g.causes&tFelon != 0 && !g.armed && !g.bomb && !g.meant:
		return true
	case g.causes&tFiction != 0 && !g.past, g.game > 1 && !hurt && !g.bomb && !g.armed:
		return true
	case theme&tGame != 0 && (g.game > 2 || sure&tGame != 0 && g.game > 0) && !hurt,
		theme&tLabour != 0 && g.labour > 2 && !hurt && !g.blast && !g.shots && !g.armed, theme&tPolitics != 0 && g.politics > 3 && sc.Killed.Min == 0:
		return true
	case sure&tLabour != 0 && g.labour > 1 && !hurt && !g.blast && !g.shots:
		return true
	case g.labour > 1 && !hurt && !g.bomb && !g.armed, g.politics > 1 && !hurt && !g.armed:
		return true
	case g.armed, g.bomb:
		return false
	case g.causes&(tHunt|tFault) != 0, g.causes&(tNature|tWreck) != 0 && !g.shots:
		return true
	case g.lawful:
		return true
	}
	return anyCause(sc.Type) && !g.assault && !g.shots && !g.blast && !g.gun && !sc.planned && !d.speaksOfArms()
}

// saidNone reports whether a text says outright that what happened was no attack: "it was
// not an attack", "there was no drone", "no trace of explosives", "the cause was a
// cigarette".
func (d *detailer) saidNone() bool {
	const reach = 4
	for i := range d.text.Sentences {
		sent := &d.text.Sentences[i]
		last := int(sent.Last)
		for k := int(sent.First); k+1 < last; k++ {
			switch w := d.text.Role(k); w {
			case "no", "not", "n't":
				if j := d.attackNamed(k+1, min(k+reach, last)); j > 0 && k > int(sent.First) && d.tags[k-1].grams&gBe != 0 && !d.particular(j+1, last) {
					return true
				}
				if w == "no" && d.turns(k+1, tNoSign) && d.attackNamed(k+2, min(k+2+reach, last)) > 0 {
					return true
				}
			case "cause", "result":
				if n := k + 1; (d.tags[n].grams&gBe != 0 || d.text.Role(n) == "of") && d.faultNamed(n+1, min(n+1+reach, last)) {
					return true
				}
			}
		}
	}
	return false
}

// attackNamed gives the first of the tokens first..last-1 that is a noun for an attack or
// for those who make them, 0 if none is; a bomb that was none is a hoax. "No reason for
// the attack" takes it that there was one.
func (d *detailer) attackNamed(first, last int) int {
	for j := first; j < last && !d.text.Tokens[j].Has(lang.Punct); j++ {
		switch d.text.Role(j) {
		case "the", "this", "these", "his", "their":
			return 0
		case "attack", "sabotage", "drone", "missile", "militant", "gunmen", "explosive", "explosives":
			return j
		}
	}
	return 0
}

// particular reports whether what stands from token j on makes an attack one of many:
// "was not an attack on one city but on all".
func (d *detailer) particular(j, last int) bool {
	if j >= last {
		return false
	}
	switch d.text.Role(j) {
	case "on", "against", "by", "upon", "that", "which", "from":
		return true
	}
	return false
}

// faultNamed reports whether one of the tokens first..last-1 is of gas, a fault or
// carelessness.
func (d *detailer) faultNamed(first, last int) bool {
	for j := first; j < last && !d.text.Tokens[j].Has(lang.Punct); j++ {
		if d.turns(j, tGas|tFault) {
			return true
		}
	}
	return false
}

// theme tells what a text is about if that is no attack, by how many different
// words of it are of one thing: a match, a debate, a strike, a storm, a drill; sure
// is that of which there are so many that it is beyond doubt.
func (d *detailer) theme() (found, sure turnWord) {
	const most = 4000 // tokens
	themes := [...]struct {
		class turnWord
		least int
		many  int
		seen  []lang.Word
	}{{class: tGame, least: 5, many: 8}, {class: tPolitics, least: 6, many: 12}, {class: tLabour, least: 4, many: 6}, {class: tNature, least: 3, many: 5}, {class: tRehearse, least: 3, many: 5}}
	for k := range min(len(d.text.Tokens), most) {
		if !d.turns(k, tGame|tPolitics|tLabour|tNature|tRehearse) || d.tags[k].name >= 0 {
			continue
		}
		w := d.text.Tokens[k].Word
		for i := range themes {
			t := &themes[i]
			if !d.turns(k, t.class&^sure) || slices.Contains(t.seen, w) {
				continue
			}
			t.seen = append(t.seen, w)
			if len(t.seen) >= t.least {
				found |= t.class
			}
			if len(t.seen) >= t.many {
				sure |= t.class
			}
		}
	}
	return found, sure
}

// likened reports whether token k is what something is only compared with: "came
// like a bomb", "hurling boulders like missiles".
func (d *detailer) likened(k int) bool {
	for j := k - 1; j >= max(0, k-3); j-- {
		if d.text.Role(j) == "like" && (j == 0 || d.tags[j-1].grams&gModal == 0) {
			return true
		}
		if d.tags[j].grams&gPrep != 0 || d.text.Tokens[j].Has(lang.Punct) {
			return false
		}
	}
	return false
}

// anyCause reports whether what is taken for an incident of the type may be the
// work of nobody.
func anyCause(kind string) bool { return kind == plainAttack || kind == "bombing" }

// speaksOfArms reports whether any sentence of a text names gunmen, rebels or a bomb.
func (d *detailer) speaksOfArms() bool {
	var g signs
	for i := range d.text.Sentences {
		d.signsOf(&g, i, true)
		if g.fights || g.armed || g.bomb {
			return true
		}
	}
	return false
}

// signsOf adds the signs of sentence i; of one outside the scene only the cause
// counts.
func (d *detailer) signsOf(g *signs, i int, inside bool) {
	sent := &d.text.Sentences[i]
	d.limit = int(sent.Last)
	inside = inside && !d.hearsay(sent)
	for k := int(sent.First); k < d.limit; k++ {
		c := d.causeAt(k, int(sent.First))
		themes := d.tags[k].turn & (tGame | tLabour | tPolitics)
		if !inside {
			c &^= tFelon
		}
		if c == 0 && themes == 0 && !(inside && d.maySign(k)) || d.denied(k, int(sent.First)) {
			continue
		}
		g.causes |= c
		if themes&tGame != 0 {
			g.game++
		}
		if themes&tLabour != 0 {
			g.labour++
		}
		if themes&tPolitics != 0 {
			g.politics++
		}
		if inside {
			d.signAt(g, k)
		}
	}
}

// hearsay reports whether a sentence tells what people feared or made up: "rumours that
// rebels had shot at it", "I thought it was a bomb".
func (d *detailer) hearsay(sent *lang.Sentence) bool {
	for k := int(sent.First); k < int(sent.Last); k++ {
		switch {
		case !d.turns(k, tHearsay):
		case d.text.Role(k) != "thought":
			return true
		case !d.passiveAt(k) && k > int(sent.First) && d.tags[k-1].grams&(gDet|gPoss) == 0: // not "is thought to be"
			return true
		}
	}
	return false
}

// maySign reports whether token k may show something of those who meant harm: it is
// a name, a noun for attackers or arms, or a word for a deed.
func (d *detailer) maySign(k int) bool {
	class, verb := d.x.events.Act(d.text.Tokens[k].Word)
	return d.tags[k].name >= 0 || d.mayBegin(k, nAgent|nWeapon) || verb || class != "" || d.tags[k].cues&(cAttack|cAttackVerb) != 0 || d.is(k, wAct|wDrive|wSeize|wKindle) || d.deed(k) != ""
}

// signAt adds what token k shows of those who meant harm.
func (d *detailer) signAt(g *signs, k int) {
	tag := &d.tags[k]
	if d.likened(k) {
		return
	}
	if tag.name >= 0 {
		g.fights = g.fights || d.entities[d.names[tag.name].entity].kind == entityGroup
		return
	}
	if m, ok := d.nounAt(k, nAgent); ok && m.Tokens > 0 && !m.Common {
		switch m.Class.ID {
		case "unknown-person":
			g.armed = true
		case "guerrilla", "rebel", "terrorist", "militant", "separatist", "paramilitary", "death-squad":
			g.fights = true
		}
	}
	if m, ok := d.weaponAt(k); ok && m.Tokens > 0 && !m.Common && (tag.grams&gVerb == 0 || tag.grams&gNoun != 0) {
		switch id := m.Class.ID; {
		case lexicon.Weapons().Is(id, "vehicle") && id != "drone", id == "fire", id == "stone", id == "blunt", id == "hoax-weapon":
		case lexicon.Weapons().Is(id, "gun"), lexicon.Weapons().Is(id, "cutting-device"):
			g.gun = true
		default:
			g.bomb = true
		}
	}
	d.deedSign(g, k)
}

// causeAt gives the harmless cause that token k names: a quarrel only if the deed
// was done in or over it, or by a husband.
func (d *detailer) causeAt(k, first int) turnWord {
	const reach = 4
	c := d.tags[k].turn & harmlessCauses
	if d.text.Role(k) == "held" && k+1 < d.limit && d.text.Role(k+1) == "up" && !d.passiveAt(k) {
		c |= tRobbery // "held up a bank"
	}
	if c&tBrawl != 0 {
		within := false
		for j := k - 1; j >= max(first, k-reach) && !within; j-- {
			switch d.text.Role(j) {
			case "in", "by", "during", "over", "after":
				within = true
			}
		}
		if !within {
			c &^= tBrawl
		}
	}
	if c&tFiction != 0 && d.tags[k].grams&gVerb != 0 && d.tags[k].grams&gNoun == 0 {
		c &^= tFiction
	}
	return c
}

// denied reports whether "no", "not" or the like stands shortly before token k.
func (d *detailer) denied(k, first int) bool {
	const reach = 3
	for j := k - 1; j >= max(first, k-reach) && !d.text.Tokens[j].Has(lang.Punct); j-- {
		if w := d.text.Role(j); d.is(j, wNone) || w == "without" || w == "not" || w == "neither" || w == "nor" {
			return true
		}
	}
	return false
}

// doneBySomebody reports whether the subject right before the verb at token k, or
// behind its "by", is people: "villagers killed".
func (d *detailer) doneBySomebody(k int) bool {
	j := k - 1
	for j > 0 && (d.tags[j].grams&(gAux|gRel) != 0 || d.adverb(j)) {
		if d.tags[j].grams&gBe != 0 {
			return false
		}
		j--
	}
	if j < 0 || d.official(j) {
		return false
	}
	if n := d.tags[j].name; n >= 0 {
		return d.entities[d.names[n].entity].kind == entityPerson
	}
	m, ok := d.nounAt(j, nPerson)
	return ok && m.Tokens == 1 || d.is(j, wAnyone)
}

// byPolice reports whether the verb at token k is of police, with one man or
// woman as its object: "officers opened fire on a man", "a deputy shot a driver".
func (d *detailer) byPolice(k int) bool {
	const reach = 6
	if k == 0 || d.tags[k-1].name >= 0 || d.deed(k) == "" {
		return false
	}
	if c, ok := d.classAt(k-1, nPerson); !ok || c.ID != "law-enforcement" {
		if a, ok := d.classAt(k-1, nAgent); !ok || a.ID != "police" {
			return false
		}
	}
	for j := k + 1; j < min(k+reach, d.limit); j++ {
		if d.is(j, wAnyone) && !d.pluralAt(j) && d.text.Role(j-1) == "a" || d.turns(j, tFelon|tNature|tHunt) {
			return true
		}
		if a, ok := d.classAt(j, nAgent); ok && a.ID == "criminal" {
			return true
		}
	}
	return false
}

// deedSign adds what a verb or noun for a deed shows.
func (d *detailer) deedSign(g *signs, k int) {
	tag := &d.tags[k]
	class, verb := d.x.events.Act(d.text.Tokens[k].Word)
	done := d.reports(k)
	if verb && tag.grams&(gPast|gPart) != 0 {
		g.past = g.past || done
	}
	if tag.cues&cAttack != 0 && tag.grams&gNoun != 0 && d.is(k, wAct) && !(k > 0 && d.turns(k-1, tAilment|tNature)) {
		switch class {
		case "explode":
			g.blast = true
		case "kill", "die", "injure", "rob", "destroy", "":
		default:
			g.assault = true
		}
	}
	kind := d.deed(k)
	g.lawful = g.lawful || d.byPolice(k)
	g.assault = g.assault || done && (kind == "kidnapping" || kind == "hijacking" || kind == "arson") || d.is(k, wDrive) && d.drives(k)
	if !done || kind == "" {
		return
	}
	g.meant = g.meant || d.told(k) == plainAttack && !d.byPolice(k)
	switch class {
	case "shoot":
		g.shots = g.shots || k+1 >= d.limit || d.text.Role(k+1) != "it" // a beast
	case "explode":
		g.blast = true
	case "stab", "bomb", "ram":
		g.assault = true
	case "attack":
		g.assault = g.assault || tag.cues&cAttackVerb != 0
	case "kill":
		g.assault = g.assault || !d.is(k, wDead) || d.doneBySomebody(k)
	}
}

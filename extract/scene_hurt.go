package extract

import (
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// Death and injury are told by more than the verbs for them: "suffered burns",
// "lost a leg", "was hit in the arm", "hacked to death".

// endures reports whether a verb that says of its subject that it was hurt
// stands at token k: "sustained injuries", "escaped with bruises", "lost two
// fingers", "was shot in the leg".
func (d *detailer) endures(k int) bool {
	const reach = 6
	if k < 0 || k >= len(d.tags) || d.tags[k].name >= 0 {
		return false
	}
	last := min(k+reach, d.limit)
	switch {
	case d.turns(k, tEndure):
		for j := k + 1; j < last && d.text.Tokens[j].Flags&lang.Punct == 0; j++ {
			if d.turns(j, tWound) {
				return true
			}
		}
	case d.tags[k].grams&gHave != 0:
		for j := k + 1; j < min(k+4, last) && d.text.Tokens[j].Flags&lang.Punct == 0 && d.tags[j].grams&(gBe|gPast|gPrep) == 0; j++ {
			if j > k+1 && d.turns(j, tWound) {
				return true // "have machete wounds"
			}
		}
	case d.turns(k, tCripple):
		owned := false
		for j := k + 1; j < last && d.text.Tokens[j].Flags&lang.Punct == 0; j++ {
			owned = owned || d.tags[j].grams&(gPoss|gDet) != 0 || d.counting(j)
			if d.turns(j, tLimb) {
				return owned
			}
			if d.tags[j].grams&(gPrep|gConj) != 0 && d.text.Role(j) != "of" {
				return false
			}
		}
	case d.turns(k, tHit) && d.tags[k].grams&(gPast|gPart) != 0 && (d.passiveAt(k) || d.text.Role(k) == "shot"):
		return d.inLimb(k+1, last)
	}
	return false
}

// fate tells what the verb at token k says became of its subject, though it does
// nothing to anybody: "perished", "lost their lives", "suffered burns", "were taken
// to hospital".
func (d *detailer) fate(k int) credence.Slot {
	if d.passedAway(k) {
		return credence.SlotKilled
	}
	switch d.text.Role(k) {
	case "lost", "losing":
		for j := k + 1; j < min(k+4, d.limit); j++ {
			if w := d.text.Role(j); (w == "lives" || w == "life") && d.tags[j-1].grams&gPoss != 0 {
				return credence.SlotKilled
			}
		}
	}
	switch {
	case d.tags[k].turn&tRite != 0 && k+1 < d.limit && d.text.Role(k+1) == "martyrdom":
		return credence.SlotKilled // "embraced martyrdom"
	case d.throats(k):
		return credence.SlotKilled
	}
	if d.mortal(k) && k > 0 && d.tags[k-1].grams&(gConj|gBe) == 0 {
		return credence.SlotKilled // "choked to death"
	}
	if d.endures(k) || d.passiveAt(k) && d.hospital(k, d.limit) {
		return credence.SlotInjured
	}
	return ""
}

// passedAway reports whether token k says by itself of its subject that it is dead.
func (d *detailer) passedAway(k int) bool {
	switch d.text.Role(k) {
	case "died", "perished", "succumbed":
		return true
	}
	return false
}

// deathOf reports whether "death of", "murder of" ends with token k.
func (d *detailer) deathOf(k int) bool {
	if k < 1 || d.text.Role(k) != "of" {
		return false
	}
	switch d.text.Role(k - 1) {
	case "throat", "throats":
		return d.slit(k-1, min(k+1, d.limit)) // "slit the throats of six shepherds"
	case "body":
		return k < 2 || d.tags[k-2].grams&gDet == 0 || d.text.Role(k-2) == "the"
	case "death", "deaths", "murder", "murders", "killing", "killings", "assassination", "assassinations", "beheading", "beheadings", "slaying", "slaughter", "massacre", "execution", "executions", "lynching":
		return d.tags[k-1].name < 0
	}
	return false
}

// inLimb reports whether "twice in the leg" begins at token i.
func (d *detailer) inLimb(i, last int) bool {
	for i < last && (d.adverb(i) || d.text.Role(i) == "times" || d.counting(i)) {
		i++
	}
	if i+2 >= last+1 || i+1 >= len(d.tags) {
		return false
	}
	switch d.text.Role(i) {
	case "in", "on", "through", "across":
	default:
		return false
	}
	for j := i + 1; j < min(i+4, last); j++ {
		if d.turns(j, tLimb) {
			return true
		}
	}
	return false
}

// mortal reports whether "to death" or the like stands behind the verb at token k:
// "hacked to death", "burned alive", but not "sentenced to death".
func (d *detailer) mortal(k int) bool {
	if !d.turns(k, tMortal) || k+2 >= len(d.tags) {
		return false
	}
	switch d.text.Role(k + 1) {
	case "alive":
		return strings.HasPrefix(d.text.Role(k), "bur")
	case "to":
	default:
		return false
	}
	w := d.text.Role(k + 2)
	if d.tags[k+2].grams&gPoss != 0 && k+3 < len(d.tags) {
		w = d.text.Role(k + 3) // "fell to their deaths"
		return w == "death" || w == "deaths"
	}
	return w == "death" || w == "pieces" && d.text.Role(k) != "fell"
}

// measures reports whether number n counts no persons, by what stands behind it
// or what it ends with: "56 km", "two fingers", "eight shops", "58" of "a reader of 58".
func (d *detailer) measures(n *lang.Number, end int) bool {
	if n.Last < len(d.tags) && d.turns(n.Last, tUnit) || d.ageAt(n) {
		return true
	}
	if end <= n.Last {
		return false
	}
	if d.turns(end-1, tLimb|tUnit) || d.actOrArm(end-1) {
		return true
	}
	for ; end > n.Last; end-- { // "eight shops" of "eight shops burned down"
		if !d.pluralAt(end - 1) {
			continue
		}
		m, thing := d.thing(n.Last, end)
		if _, people := lexicon.People().Head(d.text.Slice(n.Last, end)); people {
			return false
		}
		if thing && !m.Common {
			return true
		}
	}
	return false
}

// actOrArm reports whether token k is a noun for an act or for arms, which do harm
// and suffer none: "two car bombs killed", "three attacks wounded".
func (d *detailer) actOrArm(k int) bool {
	tag := &d.tags[k]
	if tag.name >= 0 || tag.cues&(cAttacker|cMember) != 0 || tag.grams&gVerb != 0 && tag.grams&gNoun == 0 {
		return false
	}
	if _, person := d.classAt(k, nPerson); person {
		return false
	}
	return tag.cues&(cAttack|cWeapon) != 0 || d.is(k, wAct)
}

// ageAt reports whether a number is somebody's age: "a guard of 58", "the
// victim, 29,", "aged 71".
func (d *detailer) ageAt(n *lang.Number) bool {
	const (
		oldest = 110
		adult  = 13
	)
	k := n.First
	if k < 2 || n.Min != n.Max || n.Max > oldest {
		return false
	}
	person := func(j int) bool {
		class, ok := d.classAt(j, nPerson)
		return ok && !d.pluralAt(j) && (class.ID != "military" && class.ID != "insurgent" || n.Max >= adult) // "a commando of four"
	}
	behind := func() bool { // what it counts would stand next
		return n.Last < len(d.tags) && d.text.Tokens[n.Last].Flags&lang.Punct == 0 && d.tags[n.Last].grams&(gConj|gRel|gPrep|gAux|gTime) == 0 &&
			(d.tags[n.Last].grams&(gPast|gThird) == 0 || d.tags[n.Last].grams&gNoun != 0)
	}
	switch w := d.text.Word(k - 1); {
	case d.text.Role(k-1) == "aged", k > 2 && d.text.Role(k-1) == "and" && d.text.Role(k-3) == "aged":
		return true
	case d.text.Role(k-1) == "of":
		return person(k-2) && (!behind() || d.mortal(n.Last))
	case w == ",":
		return n.Max >= 3 && n.Last < len(d.tags) && (d.text.Word(n.Last) == "," || d.tags[n.Last].grams&gConj != 0) && (person(k-2) || d.tags[k-2].name >= 0 && d.isPerson(d.text.Word(k-2)))
	}
	return false
}

// throats reports whether "had their throats cut" begins at token k.
func (d *detailer) throats(k int) bool {
	if d.tags[k].grams&gHave == 0 || k+3 >= d.limit || d.tags[k+1].grams&gPoss == 0 {
		return false
	}
	switch d.text.Role(k + 2) {
	case "throat", "throats":
	default:
		return false
	}
	switch d.text.Role(k + 3) {
	case "cut", "slit", "slashed":
		return true
	}
	return false
}

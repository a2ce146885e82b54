package extract

import (
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// counts finds numbers of killed, injured and attackers.
func (d *detailer) counts(first, last int) {
	for _, n := range d.numbers {
		if n.First < first || n.Last > last || n.Ordinal || d.inDate(n.First) {
			continue
		}
		if slot, end := d.countSlot(&n, first, last); slot != "" {
			d.add(slot, n.First, end, func(out *credence.Detail) { out.Number = n.Number })
		}
	}
}

func (d *detailer) inDate(i int) bool {
	k := d.dateBehind(i + 1)
	return k > 0 && i < d.dates[k-1].Last
}

// countSlot tells what a number counts and where the phrase ends.
func (d *detailer) countSlot(n *lang.Number, first, last int) (credence.Slot, int) {
	const look = 5
	if n.Last < last && d.is(n.Last, wSoon) {
		return "", 0 // "died two days after"
	}
	end := n.Last
	if end+1 < last && d.text.Role(end) == "other" && d.tags[end+1].grams&gNoun != 0 {
		end++
	}
	for end < last && end < n.Last+3 && d.text.Tokens[end].Flags&lang.Punct == 0 && d.tags[end].grams&(gPrep|gConj|gAux|gDet|gRel) == 0 && !d.casualty(end, true) && !d.casualty(end, false) && !d.hospital(end, last) {
		end++
	}
	if d.measures(n, end) {
		return "", 0
	}
	if n.First > first+1 && d.deathOf(n.First-1) {
		return credence.SlotKilled, end
	}
	if slot := d.harmBehind(end, last); slot != "" {
		if done := d.harmBefore(n.First, end, max(first, n.First-1)); done != "" && end < last && d.tags[end].grams&gPrep != 0 {
			return done, end // "killed 20 people in a hospital"
		}
		return slot, end
	}
	if of := d.ofThose(end, last); of > end {
		if slot := d.harmBehind(of, last); slot != "" {
			return slot, end
		}
	}
	if slot := d.harmBefore(n.First, end, max(first, n.First-look)); slot != "" {
		return slot, end
	}
	for k := n.Last; k < last && k < end+look && d.text.Tokens[k].Flags&lang.Punct == 0; k++ {
		said := k > 0 && d.tags[k-1].grams&gBe != 0 || k == end
		if slot := d.harm(k); said && slot != "" || slot == credence.SlotKilled && d.tags[k].grams&gNoun != 0 {
			return slot, end
		}
	}
	if d.attackers(n, end) {
		return credence.SlotAttackers, end
	}
	return d.party(n, first, last)
}

// attackers reports whether the persons counted by n, whose phrase ends at
// token end, are attackers: by what they are called, or, where anybody may be
// called so, by what they do.
func (d *detailer) attackers(n *lang.Number, end int) bool {
	for k := n.Last; k < end; k++ {
		if d.tags[k].cues&(cAttacker|cMember) == 0 {
			continue
		}
		class, person := d.classAt(k, nPerson)
		switch {
		case !person, class.ID == "insurgent", class.ID == "military", class.ID == "activist":
			return true
		case n.First > 0 && d.text.Role(n.First-1) == "by", d.assaults(k + 1):
			return true
		}
	}
	return false
}

// harm tells whether token k speaks of death or injury.
func (d *detailer) harm(k int) credence.Slot {
	class, verb := d.x.events.Act(d.text.Tokens[k].Word)
	dead, hurt := d.casualty(k, true), d.casualty(k, false)
	switch {
	case !dead && !hurt && class != "stab":
		return ""
	case d.supposed(k), k > 0 && strings.HasPrefix(d.text.Role(k), "wound") && d.tags[k].grams&gPast == 0 && lexicon.Weapons().Starts(d.text.Normal(k-1)):
		return "" // "had knife wounds"
	case dead:
		return credence.SlotKilled
	case hurt:
		return credence.SlotInjured
	}
	if verb && d.tags[k].grams&(gPast|gPart) != 0 {
		for j := k + 1; j+1 < min(k+6, d.limit); j++ {
			if d.text.Role(j) == "to" && d.text.Role(j+1) == "death" {
				return credence.SlotKilled
			}
		}
		return credence.SlotInjured
	}
	return ""
}

// harmBefore tells what is done to the persons whose count begins at token at
// and whose phrase ends at token end: "killing at least two", "Dead: two". In
// "five have died and 23 are missing" nothing is.
func (d *detailer) harmBefore(at, end, least int) credence.Slot {
	if at-2 >= least && d.text.Word(at-1) == ":" {
		return d.harm(at - 2)
	}
	joined := false
	for k := at - 1; k >= least && d.text.Tokens[k].Flags&lang.Punct == 0 && d.tags[k].grams&gSubord == 0; k-- {
		joined = joined || d.tags[k].grams&gConj != 0
		if k == at-1 && d.text.Role(k) == "by" {
			return "" // "was shot dead by two men"
		}
		if slot := d.harm(k); slot != "" {
			if d.suffered(k) || joined && end < len(d.tags) && d.tags[end].grams&gAux != 0 {
				return ""
			}
			return slot
		}
	}
	return ""
}

// supposed reports whether the verb at token k tells of what did not happen: "it
// would have killed hundreds", "planned to kill".
func (d *detailer) supposed(k int) bool {
	if k > 0 && d.text.Role(k-1) == "to" && d.tags[k].grams&gBase != 0 {
		return true
	}
	for j := k - 1; j >= max(0, k-3) && d.tags[j].grams&(gAux|gAdverb) != 0; j-- {
		if d.tags[j].grams&gModal != 0 {
			return true
		}
	}
	return false
}

// suffered reports whether the verb of harm at token k is said of those before
// it: "five died", "five were badly hurt".
func (d *detailer) suffered(k int) bool {
	if d.passedAway(k) {
		return true
	}
	j := k - 1
	for j > 0 && d.adverb(j) {
		j--
	}
	return j >= 0 && d.tags[j].grams&gBe != 0
}

// harmBehind tells what is said of the persons whose phrase ends at token end:
// "two were badly hurt", "two have died", "fourteen people, most of them
// guests, were hurt", "left 21 people wounded".
func (d *detailer) harmBehind(end, last int) credence.Slot {
	if end+2 < last && d.tags[end].grams&gRel != 0 && d.tags[end+1].grams&(gBe|gHave) != 0 {
		end++ // "miners who were killed"
	}
	if d.notSurvived(end, last) {
		return credence.SlotKilled
	}
	k := d.beyondComma(end, last)
	switch {
	case k > end:
	case end+1 < last && d.tags[end].grams&(gBe|gHave) != 0:
		for k = end + 1; k+1 < last && (d.tags[k].grams&(gBe|gHave) != 0 || d.adverb(k)) && d.tags[k].grams&gNeg == 0; {
			k++
		}
		k = d.beyondKnown(k, last)
		if d.hospital(k, last) {
			return credence.SlotInjured
		}
		if k+2 < last && d.tags[k+1].grams&gConj != 0 && d.harm(k) == "" {
			k += 2 // "were abducted and killed"
		}
	case end < last && d.tags[end].grams&gNoun == 0:
		if d.hospital(k, last) {
			return credence.SlotInjured
		}
	default:
		return ""
	}
	if d.endures(k) {
		return credence.SlotInjured
	}
	if slot := d.harm(k); slot != "" {
		return slot
	}
	return d.fate(k)
}

// notSurvived reports whether "did not survive" begins at token k.
func (d *detailer) notSurvived(k, last int) bool {
	return k+2 < last && d.text.Role(k) == "did" && d.tags[k+1].grams&gNeg != 0 && (d.text.Role(k+2) == "survive" || d.text.Role(k+2) == "live")
}

// beyondKnown gives the token behind "known to have" at token k, or k.
func (d *detailer) beyondKnown(k, last int) int {
	switch d.text.Role(k) {
	case "known", "believed", "reported", "thought", "said", "confirmed", "feared", "presumed":
	default:
		return k
	}
	j := k + 1
	for j < last && (d.text.Role(j) == "to" || d.tags[j].grams&(gBe|gHave) != 0 || d.adverb(j)) {
		j++
	}
	if j < last && d.harm(j) != "" {
		return j
	}
	return k
}

// hospital reports whether "in hospital", "taken to hospital" or "taken ill"
// begins at token k.
func (d *detailer) hospital(k, last int) bool {
	switch d.text.Role(k) {
	case "taken", "rushed", "brought", "fell", "fallen", "flown", "airlifted", "admitted", "evacuated", "sent", "carried", "landed", "transferred":
		if k+1 < last && d.text.Role(k+1) == "ill" {
			return true
		}
		for j := k + 2; j < min(k+7, last) && (d.tags[j-1].grams&(gPrep|gDet) != 0 || d.text.Tokens[j-1].Has(lang.Capital)); j++ {
			if d.careAt(j) {
				return true
			}
		}
		return false
	case "treated":
		if k > 0 && d.text.Role(k-1) == "being" {
			return true
		}
		return k > 0 && (d.tags[k-1].grams&gBe != 0 || d.adverb(k-1)) && (k+1 >= last || d.text.Tokens[k+1].Has(lang.Punct) || d.text.Role(k+1) == "for" || d.text.Role(k+1) == "in" || d.text.Role(k+1) == "at" || d.text.Role(k+1) == "by")
	case "hit", "struck":
		return k > 0 && d.tags[k-1].grams&gBe != 0 && (k+1 >= last || d.text.Tokens[k+1].Has(lang.Punct) || d.tags[k+1].grams&gConj != 0 || d.text.Role(k+1) == "by" && k+2 < last && (d.text.Role(k+2) == "bullets" || d.text.Role(k+2) == "shrapnel" || d.text.Role(k+2) == "flying"))
	case "sought", "seeking", "receiving", "received", "receive":
		return k+1 < last && d.text.Role(k+1) == "treatment" || k+2 < last && d.text.Role(k+1) == "medical"
	case "remain", "remained", "remains", "stay", "stayed", "lie", "lay":
		return k+1 < last && (d.text.Role(k+1) == "in" || d.text.Role(k+1) == "under") && d.hospital(k+1, last)
	case "needed", "needing", "required", "requiring":
		return k+2 < last && (d.text.Role(k+1) == "treatment" || d.text.Role(k+2) == "treatment")
	case "on":
		for j := k + 1; j < min(k+4, last); j++ {
			switch d.text.Role(j) {
			case "ward", "wards":
				return true
			case "list":
				return d.text.Role(j-1) == "danger" || d.text.Role(j-1) == "critical"
			}
		}
		return false
	case "critically":
		return k+1 < last && d.text.Role(k+1) == "ill"
	case "fighting":
		return k+3 < last && d.text.Role(k+1) == "for" && (d.text.Role(k+3) == "life" || d.text.Role(k+3) == "lives")
	case "in", "under":
		for j := k + 1; j < min(k+4, last) && d.text.Tokens[j].Flags&lang.Punct == 0; j++ {
			if d.careAt(j) {
				return true // "in Lira hospital"
			}
			if d.tags[j].grams&(gPrep|gConj) != 0 {
				break
			}
		}
		if k+1 < last && (d.text.Role(k+1) == "treatment" || d.text.Role(k+1) == "plaster" || d.text.Role(k+1) == "observation" || d.text.Role(k+2) == "coma") {
			return true
		}
		return k+2 < last && (d.text.Role(k+1) == "intensive" || d.text.Role(k+1) == "critical" || d.text.Role(k+1) == "serious" || d.text.Role(k+1) == "medical")
	}
	return false
}

// careAt reports whether token k is where the injured are cared for.
func (d *detailer) careAt(k int) bool {
	switch d.text.Role(k) {
	case "hospital", "hospitals", "clinic", "clinics", "surgery":
		return true
	}
	return false
}

// party reads "three of its fighters" and "a commando of four" as a number of
// attackers.
func (d *detailer) party(n *lang.Number, first, last int) (credence.Slot, int) {
	if n.Last+2 < last && d.text.Role(n.Last) == "of" && d.tags[n.Last+1].grams&gPoss != 0 && d.tags[n.Last+2].cues&(cAttacker|cMember) != 0 {
		return credence.SlotAttackers, n.Last + 3
	}
	if n.First-2 >= first && d.text.Role(n.First-1) == "of" && (n.Last >= last || d.tags[n.Last].grams&(gNoun|gCommonNoun) == 0) {
		switch d.text.Role(n.First - 2) {
		case "commando", "team", "squad", "cell", "unit", "band":
			return credence.SlotAttackers, n.Last
		}
	}
	return "", 0
}

// beyondComma gives the participle of "fourteen people, most of them guests,
// were hurt" for a phrase that ends at token end; end if there is none.
func (d *detailer) beyondComma(end, last int) int {
	const reach = 14
	if end >= last || d.text.Word(end) != "," {
		return end
	}
	for k := end + 1; k+2 < min(end+reach, last) && d.tags[k].cues&cSay == 0; k++ {
		if d.text.Word(k) != "," {
			continue
		}
		switch w := d.text.Role(k + 1); {
		case d.tags[k+1].grams&gBe != 0:
			return k + 2
		case w == "died" || w == "perished" || w == "lost":
			return k + 1
		}
	}
	return end
}

// casualty reports whether token i speaks of death, or of injury.
func (d *detailer) casualty(i int, death bool) bool {
	if d.text.Role(i) == "shot" {
		return death && i+1 < len(d.tags) && d.text.Role(i+1) == "dead"
	}
	if death {
		return d.is(i, wDead) || d.mortal(i)
	}
	return d.is(i, wHurt)
}

// ofThose gives the token behind "of them", "of the victims" at token i, or i.
func (d *detailer) ofThose(i, last int) int {
	if i+2 >= last || d.text.Role(i) != "of" {
		return i
	}
	switch d.text.Role(i + 1) {
	case "them", "whom", "those":
		return i + 2
	case "the", "these", "his", "her", "their", "its":
		if _, ok := d.classAt(i+2, nPerson); ok || d.is(i+2, wSuch) {
			return i + 3
		}
	}
	return i
}

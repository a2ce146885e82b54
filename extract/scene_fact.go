package extract

import (
	"slices"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// facts adds what a sentence says of a scene beyond time and place: weapons,
// counts and who was hit.
func (d *detailer) facts(sc *scene, a *account) {
	first, last := a.first, d.motiveIn(a)
	d.limit = last
	d.arms(sc, first, last)
	d.parse(first, last)
	d.victims(sc, first, last)
	for i := first; i < last; i++ {
		switch d.tollOf(i, last) {
		case credence.SlotKilled:
			if n, ok := d.toll(i, last); ok {
				sc.Killed = n
			}
		case credence.SlotInjured:
			if n, ok := d.toll(i, last); ok {
				sc.Injured = n
			}
		}
	}
	d.lives(sc, first, last)
	d.unhurt(sc, first, last)
	d.objects(sc, a)
	d.amongDead(sc, first, last)
	d.ofThem(sc, first, last)
	d.whoWere(sc, first, last)
	if sc.Killed.Min+sc.Injured.Min > 1 && last == a.last && !d.text.Upper {
		d.whatTheyWere(sc, a.sent)
	}
}

// motiveIn gives the token at which a sentence begins to say what an attack was
// for, "in response to the killing of three of its leaders", or its end.
func (d *detailer) motiveIn(a *account) int {
	for k := a.first + 1; k < a.last; k++ {
		if d.motiveAt(k) {
			return k
		}
	}
	return a.last
}

// motiveAt reports whether token k, which is not the first, begins to say what
// an attack was for: "in response to", "to avenge".
func (d *detailer) motiveAt(k int) bool {
	return d.is(k, wMotive) && d.tags[k].name < 0 && (d.tags[k-1].grams&gPrep != 0 || d.text.Role(k-1) == "to")
}

// arms adds the weapons that a sentence names, and those that its verbs imply.
func (d *detailer) arms(sc *scene, first, last int) {
	for i := first; i < last; i++ {
		m, ok := d.weaponAt(i)
		if !ok || m.Tokens == 0 || d.tags[i].grams&gVerb != 0 && (d.tags[i].grams&gNoun == 0 || m.Common && m.Class.ID == "gun") {
			continue
		}
		if d.idle(&m, i, first, last) {
			continue
		}
		w := credence.Weapon{Text: d.text.Slice(i, i+m.Tokens), Class: m.Class.ID, Span: d.text.Span(i, i+m.Tokens)}
		i += m.Tokens - 1 // "bombs" of "petrol bombs" are no others
		switch {
		case w.Class == "fire" && sc.Type != "arson", w.Class == "blunt", w.Class == "stone":
			continue // "opened fire"
		case w.Class != "drone" && lexicon.Weapons().Is(w.Class, "vehicle"):
			if d.packed(i, last) || d.bursting(i-m.Tokens+1, i, last) {
				w.Class = "vehicle-bomb"
			} else if !d.rams(first, last) {
				continue
			}
		}
		sc.arm(w)
	}
	for k := first; k < last; k++ {
		if d.is(k, wAct|wArms|wDrive|wKindle) || d.turns(k, tPoison|tGunned|tThroat) {
			d.implied(sc, k, last)
		}
	}
}

// implied adds the weapon that the verb or attacker at token k implies.
func (d *detailer) implied(sc *scene, k, last int) {
	class, verb := d.x.events.Act(d.text.Tokens[k].Word)
	word := d.text.Role(k)
	none := len(sc.Weapons) == 0
	if class == "explode" && sc.burst.End == 0 && d.deed(k) != "" {
		sc.burst = d.text.Tokens[k].Span()
	}
	w := credence.Weapon{Span: d.text.Tokens[k].Span()}
	switch {
	case none && class == "stab" && strings.HasPrefix(word, "hack"):
		w.Class = "cutting-device"
	case none && (class == "stab" || d.turns(k, tThroat) && d.slit(k, last)):
		w.Class = "knife"
	case none && d.turns(k, tPoison):
		w.Class = "chemical"
	case none && (verb && class == "shoot" && (strings.HasPrefix(word, "sho") || d.fires(k)) && !d.shotDown(k, last) || word == "gunmen" || word == "gunman" || d.turns(k, tGunned) || d.pointed(k, last)):
		w.Class = "gun"
	case none && d.is(k, wKindle) && word != "caught" && d.kindles(k) || none && verb && class == "arson" && d.reports(k):
		w.Class = "fire"
	case none && d.drives(k):
		w.Class = "vehicle"
	case (word == "suicide" && k+1 < last && strings.HasPrefix(d.text.Role(k+1), "bomb") || d.selfBlown(k) || d.ownVest(k, last)) && !slices.ContainsFunc(sc.Weapons, bursts):
		w.Class = "suicide-vest"
	default:
		return
	}
	sc.arm(w)
}

// slit reports whether token k, a throat, is cut: "had their throats slit", "cut the
// throats of six men", or a word for a beheading.
func (d *detailer) slit(k, last int) bool {
	const reach = 3
	if !strings.HasPrefix(d.text.Role(k), "throat") {
		return d.reports(k)
	}
	first := int(d.text.Sentences[d.text.Tokens[k].Sent].First)
	for j := max(first, k-reach); j < min(k+reach, last); j++ {
		switch d.text.Role(j) {
		case "cut", "slit", "slashed", "cutting", "slitting", "slashing":
			return true
		}
	}
	return false
}

// pointed reports whether "opened fire" or "pistol point" begins at token k.
func (d *detailer) pointed(k, last int) bool {
	if k+1 >= last {
		return false
	}
	w := d.text.Role(k)
	return d.text.Role(k+1) == "fire" && strings.HasPrefix(w, "open") || d.text.Role(k+1) == "point" && lexicon.Weapons().Starts(w)
}

// idle reports whether a noun of the list of weapons that is also an ordinary
// word is one here: a name ("Bow Street"), what is left of a house ("was a shell"),
// a form of another word ("in round figures"), a wire that nobody is strangled with.
func (d *detailer) idle(m *lexicon.ClassMatch, i, first, last int) bool {
	if !m.Common {
		return false
	}
	if d.text.Tokens[i].Has(lang.Capital) && i > first && (i+1 < last && d.text.Tokens[i+1].Has(lang.Capital) || d.text.Tokens[i-1].Has(lang.Capital) && !d.text.Tokens[i-1].Has(lang.Punct)) {
		return true
	}
	switch w := d.text.Role(i); {
	case m.Class.ID == "strangling":
		for k := first; k < last; k++ {
			if strings.HasPrefix(d.text.Role(k), "strangl") || strings.HasPrefix(d.text.Role(k), "garrot") {
				return false
			}
		}
		return true
	case w == "round":
		return true
	case w == "shell":
		return i > first+1 && d.text.Role(i-1) == "a" && d.tags[i-2].grams&gBe != 0
	}
	return false
}

// ownVest reports whether "set off his vest", "detonated her belt" begins at
// token k.
func (d *detailer) ownVest(k, last int) bool {
	const reach = 6
	if class, _ := d.x.events.Act(d.text.Tokens[k].Word); class != "explode" && !d.is(k, wKindle) {
		return false
	}
	owned := false
	for j := k + 1; j < min(k+reach, last); j++ {
		owned = owned || d.tags[j].grams&gPoss != 0
		if owned && d.is(j, wVest) {
			return true
		}
	}
	return false
}

// shotDown reports whether the one shot at token k is the attacker: "and was
// shot dead", "was shot by police".
func (d *detailer) shotDown(k, last int) bool {
	first := int(d.text.Sentences[d.text.Tokens[k].Sent].First)
	if k > first+1 && d.tags[k-1].grams&gBe != 0 {
		switch w := d.text.Role(k - 2); {
		case w == "and", (w == "he" || w == "she") && k > first+2 && d.is(k-3, wOrder):
			return true
		}
	}
	if k > first && d.official(k-1) {
		return true
	}
	for j := k + 1; j+1 < min(k+5, last); j++ {
		if d.text.Role(j) == "by" {
			for n := j + 1; n < min(j+4, last); n++ {
				if d.official(n) {
					return true
				}
			}
		}
	}
	return false
}

// arm adds a weapon unless the like is there.
func (sc *scene) arm(w credence.Weapon) {
	if !slices.ContainsFunc(sc.Weapons, func(v credence.Weapon) bool { return sameWeapon(v.Class, w.Class) }) {
		sc.Weapons = append(sc.Weapons, w)
	}
}

// packed reports whether the vehicle that ends with token at is said to hold explosives: "a car full of
// explosives".
func (d *detailer) packed(at, last int) bool {
	for j := at + 1; j < min(at+6, last); j++ {
		switch w := d.text.Role(j); {
		case w == "explosives", w == "explosive", w == "dynamite":
			return true
		case d.text.Tokens[j].Flags&lang.Punct != 0:
			return false
		}
	}
	return false
}

// bursting reports whether the vehicle of tokens first..at is said to explode by itself: "a
// van blew up", "the truck was detonated", but not "his car blew up".
func (d *detailer) bursting(first, at, last int) bool {
	const reach = 4
	if class, _ := d.classAt(at, nThing); d.tags[max(first-1, 0)].grams&(gDet|gPoss) == gPoss || d.pluralAt(at) || class.ID != "" && class.ID != "transport-vehicle" {
		return false
	}
	switch d.text.Role(at) {
	case "bus", "train", "plane", "aircraft", "helicopter", "tram", "ambulance", "trolleybus", "ship", "ferry", "tank", "trolley":
		return false
	}
	for k := at + 1; k < min(at+1+reach, last); k++ {
		if act, verb := d.x.events.Act(d.text.Tokens[k].Word); act == "explode" && verb {
			return d.text.Role(k) != "blown" && d.tags[k].grams&gGerund == 0
		}
		if d.tags[k].grams&gAux == 0 && !d.adverb(k) {
			return false
		}
	}
	return false
}

// rams reports whether a sentence speaks of driving at people.
func (d *detailer) rams(first, last int) bool {
	for j := first; j < last; j++ {
		if class, verb := d.x.events.Act(d.text.Tokens[j].Word); class == "ram" && verb {
			return true
		}
		if d.is(j, wDrive) {
			for n := j + 1; n < last; n++ {
				if w := d.text.Role(n); w == "hitting" || w == "striking" || w == "mowing" {
					return true
				}
			}
		}
		switch d.text.Role(j) {
		case "drove", "driven", "driving", "crashed", "ploughed", "plowed", "careered", "smashed", "slammed", "veered", "swerved", "steered":
			for n := j + 1; n < min(j+4, last); n++ {
				if w := d.text.Role(n); w == "into" || w == "through" || w == "onto" {
					return true
				}
			}
		case "jumped", "mounted":
			for n := j + 1; n < min(j+4, last); n++ {
				if d.turns(n, tWay) {
					return true // "jumped the kerb"
				}
			}
		case "ran", "run", "mowed", "mown", "mowing", "knocked":
			if j+1 < last && (d.text.Role(j+1) == "down" || d.text.Role(j+1) == "over") {
				return true
			}
		}
	}
	return false
}

// selfBlown reports whether "blew himself up" begins at token k.
func (d *detailer) selfBlown(k int) bool {
	if class, _ := d.x.events.Act(d.text.Tokens[k].Word); class != "explode" || k+1 >= d.limit {
		return false
	}
	switch d.text.Role(k + 1) {
	case "himself", "herself", "themselves":
		return true
	}
	return false
}

func firstNumber(into *credence.Number, n credence.Number) {
	if into.IsZero() {
		*into = n
	}
}

// bursts reports whether a weapon explodes or brings what does.
func bursts(w credence.Weapon) bool {
	return w.Class == "" || slices.ContainsFunc([]string{"explosive", "projectile", "mortar", "artillery", "aircraft", "drone"}, func(class string) bool {
		return lexicon.Weapons().Is(w.Class, class)
	})
}

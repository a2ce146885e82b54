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
	first, last := a.first, a.last
	d.limit = last
	d.arms(sc, first, last)
	d.victims(sc, first, last)
	for i := first; i < last; i++ {
		if d.is(i, wToll) {
			if n, ok := d.toll(i, last); ok {
				sc.Killed = n
			}
		}
	}
	d.unhurt(sc, first, last)
}

// arms adds the weapons that a sentence names, and those that its verbs imply.
func (d *detailer) arms(sc *scene, first, last int) {
	for i := first; i < last; i++ {
		if d.startsNone(i, d.x.unarmed) {
			continue
		}
		m, ok := lexicon.Weapons().Longest(d.wordAt, i)
		if !ok || m.Tokens == 0 || d.tags[i].grams&gVerb != 0 && (d.tags[i].grams&gNoun == 0 || m.Common && m.Class.ID == "gun") {
			continue
		}
		w := credence.Weapon{Text: d.text.Slice(i, i+m.Tokens), Class: m.Class.ID, Span: d.text.Span(i, i+m.Tokens)}
		i += m.Tokens - 1 // "bombs" of "petrol bombs" are no others
		switch {
		case w.Class == "fire" && sc.Type != "arson", w.Class == "blunt", w.Class == "stone":
			continue // "opened fire"
		case w.Class != "drone" && lexicon.Weapons().Is(w.Class, "vehicle"):
			if d.packed(i, last) {
				w.Class = "vehicle-bomb"
			} else if !d.rams(first, last) {
				continue
			}
		}
		sc.arm(w)
	}
	for k := first; k < last; k++ {
		if d.is(k, wAct|wArms|wDrive) {
			d.implied(sc, k, last)
		}
	}
}

// implied adds the weapon that the verb or attacker at token k implies.
func (d *detailer) implied(sc *scene, k, last int) {
	class, verb := d.x.events.Act(d.text.Tokens[k].Word)
	word := d.text.Role(k)
	none := len(sc.Weapons) == 0
	w := credence.Weapon{Span: d.text.Tokens[k].Span()}
	switch {
	case none && class == "stab":
		w.Class = "knife"
	case none && (verb && class == "shoot" && strings.HasPrefix(word, "sho") && !d.shotDown(k, last) || word == "gunmen" || word == "gunman"):
		w.Class = "gun"
	case none && d.drives(k):
		w.Class = "vehicle"
	case (word == "suicide" && k+1 < last && strings.HasPrefix(d.text.Role(k+1), "bomb") || d.selfBlown(k)) && !slices.ContainsFunc(sc.Weapons, bursts):
		w.Class = "suicide-vest"
	default:
		return
	}
	sc.arm(w)
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

// rams reports whether a sentence speaks of driving at people.
func (d *detailer) rams(first, last int) bool {
	for j := first; j < last; j++ {
		if class, verb := d.x.events.Act(d.text.Tokens[j].Word); class == "ram" && verb {
			return true
		}
		switch d.text.Role(j) {
		case "drove", "driven", "driving", "crashed":
			if j+1 < last && (d.text.Role(j+1) == "into" || j+3 < last && (d.text.Role(j+2) == "into" || d.text.Role(j+3) == "into")) {
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

// harmed is persons who were killed or injured, as a sentence counts them.
type harmed struct {
	slot             credence.Slot
	first, noun, end int // the first token, that behind the number or article, and that behind the last
	number           credence.Number
}

// victims adds the counts of killed, injured and attackers of a sentence, and
// whom they count.
func (d *detailer) victims(sc *scene, first, last int) {
	var list []harmed
	one := credence.Number{Min: 1, Max: 1, Known: true}
	add := func(h harmed, object bool) {
		list = append(list, h)
		if more := d.andOne(h.end, last, object); more > h.end {
			list = append(list, harmed{h.slot, h.end + 1, h.end + 2, more, one})
		}
	}
	for i := range d.numbers {
		n := &d.numbers[i]
		if n.First < first || n.Last > last || n.Ordinal || d.inDate(n.First) || n.First > first && d.text.Role(n.First-1) == "no" {
			continue
		}
		switch slot, end := d.countSlot(n, first, last); {
		case slot == "" || d.assailed(n.Last, end):
		case slot == credence.SlotAttackers:
			firstNumber(&sc.Attackers, n.Number)
		default:
			add(harmed{slot, n.First, n.Last, end, n.Number}, n.First > first && d.harm(n.First-1) == slot)
		}
	}
	for k := first; k < last; k++ {
		if d.tags[k].grams&gDet == 0 {
			continue
		}
		if slot, noun, end := d.single(k, first, last); slot != "" {
			add(harmed{slot, k, noun, end, one}, k > first && d.harm(k-1) == slot)
		}
	}
	for i := range list {
		h := &list[i]
		sum := &sc.Killed
		if h.slot == credence.SlotInjured {
			sum = &sc.Injured
		}
		firstNumber(sum, d.together(list, i))
		sc.hit(d, h.slot, h.noun, h.end, h.number)
	}
}

// together gives the number of those of list[i] and of those whom "and" joins
// to them: "nine guests and a guard".
func (d *detailer) together(list []harmed, i int) credence.Number {
	joined := func(a, b *harmed) bool {
		return a.slot == b.slot && a.end+1 == b.first && d.text.Role(a.end) == "and"
	}
	sum := list[i].number
	for j := range list {
		if joined(&list[i], &list[j]) || joined(&list[j], &list[i]) {
			n := list[j].number
			if sum.Min += n.Min; sum.Max > 0 && n.Max > 0 {
				sum.Max += n.Max
			} else {
				sum.Max = 0
			}
			sum.Approx = sum.Approx || n.Approx
		}
	}
	return sum
}

// andOne gives the token behind "and their driver" at token i, if what was
// counted before and this one were killed or injured together; else i. They are
// the object of the verb, or else its subject.
func (d *detailer) andOne(i, last int, object bool) int {
	if i+3 >= last || d.text.Role(i) != "and" {
		return i
	}
	switch d.text.Role(i + 1) {
	case "a", "an", "the", "their", "his", "her":
	default:
		return i
	}
	for end := i + 2; end < min(i+5, last-1); end++ {
		_, person := lexicon.HumanTargets().Lookup(d.text.Word(end))
		next := d.tags[end+1].grams
		ends := object && (next&(gPrep|gConj|gTime) != 0 || d.text.Tokens[end+1].Flags&lang.Punct != 0)
		if person && !d.pluralAt(end) && (ends || !object && next&gBe != 0) {
			return end + 1
		}
	}
	return i
}

// assailed reports whether what is counted is the attackers' own.
func (d *detailer) assailed(first, last int) bool {
	for k := first; k < last; k++ {
		if d.text.Role(k) == "of" {
			return k+1 < len(d.tags) && d.text.Role(k+1) == "them" // "eleven of them were killed"
		}
		if d.is(k, wOwn) {
			return true
		}
	}
	return false
}

// single finds one victim without a number: "killing a waiter", "a judge was
// shot dead".
func (d *detailer) single(k, first, last int) (slot credence.Slot, noun, end int) {
	if w := d.text.Role(k); w != "a" && w != "an" && w != "the" {
		return "", 0, 0
	}
	end = k + 1
	for end < min(k+5, last) && d.text.Tokens[end].Flags&lang.Punct == 0 && d.tags[end].grams&(gPrep|gConj|gAux|gDet|gRel) == 0 && !d.casualty(end, true) && !d.casualty(end, false) {
		if d.tags[end].grams&(gPast|gPart) != 0 && d.tags[end].grams&gNoun == 0 && end > k+1 {
			break
		}
		end++
	}
	m, ok := lexicon.HumanTargets().Lookup(d.text.Slice(end-1, end))
	if end == k+1 || !ok || m.ID == "" || d.assailed(k+1, end) || d.pluralAt(end-1) || d.tags[end-1].cues&cAttacker != 0 {
		return "", 0, 0
	}
	of := func(j int) credence.Slot {
		switch class, _ := d.x.events.Act(d.text.Tokens[j].Word); {
		case d.casualty(j, true) && d.text.Role(j) != "dead":
			return credence.SlotKilled
		case class == "stab" && j+2 < last && d.text.Role(j+1) == "to" && d.text.Role(j+2) == "death":
			return credence.SlotKilled
		case d.casualty(j, false) && d.text.Role(j) != "hurt", class == "stab" && d.tags[j].grams&(gPast|gPart) != 0:
			return credence.SlotInjured
		}
		return ""
	}
	if k > first {
		slot = of(k - 1)
	}
	if slot == "" && k > first+1 && d.text.Role(k-1) == "dead" && d.casualty(k-2, true) {
		slot = credence.SlotKilled
	}
	if slot == "" && end+1 < last && d.tags[end].grams&gBe != 0 {
		for j := end + 1; j < min(end+3, last) && slot == ""; j++ {
			slot = of(j)
		}
	}
	if slot == "" && end < last && d.text.Role(end) == "died" {
		slot = credence.SlotKilled
	}
	return slot, k + 1, end
}

// hit adds the tokens first..last-1 as persons killed or injured, if they are
// a noun for people.
func (sc *scene) hit(d *detailer, slot credence.Slot, first, last int, n credence.Number) {
	if first >= last {
		return
	}
	span := d.text.Span(first, last)
	words := span.Of(d.text.Raw)
	class, ok := lexicon.HumanTargets().Head(words)
	if !ok {
		return
	}
	effect := "death"
	if slot == credence.SlotInjured {
		effect = "injury"
	}
	sc.Targets = append(sc.Targets, credence.Target{Kind: "person", Description: words, Class: strings.ReplaceAll(strings.ToLower(class.MUC), " ", "_"), Number: n, Effect: effect, Span: span})
}

// toll reads "toll has risen to 25" at token i.
func (d *detailer) toll(i, last int) (credence.Number, bool) {
	const reach = 24
	for j := i + 1; j+1 < min(i+reach, last); j++ {
		switch w := d.text.Role(j); {
		case w == "to", w == "reached", w == "at" && (d.text.Role(j-1) == "stood" || d.text.Role(j-1) == "stands" || d.text.Role(j-1) == "put"):
			if n, ok := d.text.NumberAt(j + 1); ok && !n.Ordinal && !d.inDate(j+1) {
				return n.Number, true
			}
		}
	}
	return credence.Number{}, false
}

// unhurt reads "nobody was hurt", "there were no casualties": a stated zero.
func (d *detailer) unhurt(sc *scene, first, last int) {
	const reach = 6
	none := credence.Number{Known: true}
	for i := first; i < last; i++ {
		if !d.is(i, wNone) {
			continue
		}
		for k := i + 1; k < min(i+reach, last); k++ {
			switch w := d.text.Role(k); {
			case w == "casualties" || w == "victims":
				firstNumber(&sc.Killed, none)
				firstNumber(&sc.Injured, none)
			case w == "hurt" || strings.HasPrefix(w, "injur") || w == "harmed" || w == "wounded":
				firstNumber(&sc.Injured, none)
			case w == "killed" || w == "died" || w == "deaths":
				firstNumber(&sc.Killed, none)
			}
		}
	}
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

package extract

import (
	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
)

// The dead and injured of one attack are often listed: "eight pupils, two novices
// and a teacher died", "the dead are two aid workers from Belgium, a Dutch doctor
// and their driver".

// enrolled is one item of such a list: the tokens of its noun phrase without number
// or article, and how many it counts.
type enrolled struct {
	first, last int
	number      credence.Number
	own         bool // the attackers' own, who do not count
}

// rolls adds the lists of a sentence of which it is said that they died or were
// hurt, and gives how many there were.
func (d *detailer) rolls(sc *scene, first, last int) {
	if d.text.Upper || !d.anyHarm(first, last) {
		return
	}
	for i := first; i < last; i++ {
		if i > first && (d.tags[i-1].grams&gPrep != 0 || d.text.Role(i-1) == "by" || d.is(i-1, wIncluding) || d.text.Role(i-1) == "them" || d.text.Role(i-1) == "whom") {
			continue // "in a village", "by two men", "among them a teacher"
		}
		list, end, slot := d.rollBefore(i, last)
		if slot == "" {
			continue
		}
		if len(list) > 1 {
			d.enrol(sc, slot, list)
		}
		i = end - 1
	}
}

// anyHarm reports whether one of the tokens first..last-1 may say that somebody died
// or was hurt, which costs little to ask.
func (d *detailer) anyHarm(first, last int) bool {
	for k := first; k < last; k++ {
		if d.is(k, wDead|wHurt) || d.turns(k, tLoss|tEndure|tMortal) || d.text.Role(k) == "shot" {
			return true
		}
	}
	return false
}

// enrol adds a list of persons to those who were killed or hurt in a scene, and gives
// how many they are.
func (d *detailer) enrol(sc *scene, slot credence.Slot, list []enrolled) credence.Number {
	sum := credence.Number{Known: true}
	for _, e := range list {
		if e.own {
			continue
		}
		if sum.Min += e.number.Min; e.number.Max == 0 || sum.Max == 0 && sum.Min > e.number.Min {
			sum.Max = 0
		} else {
			sum.Max += e.number.Max
		}
		sum.Approx = sum.Approx || e.number.Approx
	}
	if sum.Min == 0 {
		return sum
	}
	sc.tally(slot, sum)
	for _, e := range list {
		if !e.own {
			sc.hit(d, slot, e.first, e.last, e.number)
		}
	}
	return sum
}

// rollBefore reads a list that begins with token i up to what is said of all of it,
// and gives the token there.
func (d *detailer) rollBefore(i, last int) (list []enrolled, end int, slot credence.Slot) {
	const reach = 24 // tokens behind an item
	e, j, ok := d.item(i, last)
	if !ok {
		return nil, i, ""
	}
	list = append(list, e)
	verbs, room, since := 0, 0, j // finite verbs, how many there may be, and the end of the last item
	for j < last && j-since <= reach {
		if s := d.saidOf(j, last); s != "" && (verbs <= room) {
			return list, j, s
		}
		g := d.tags[j].grams
		next := j
		switch w := d.text.Word(j); {
		case w == ",":
			next = j + 1
			if next < last && d.text.Role(next) == "and" {
				next++
			}
		case d.text.Role(j) == "and", d.text.Role(j) == "plus":
			next = j + 1
		case d.text.Tokens[j].Has(lang.Punct) && w != "'s" && w != "’s":
			return nil, i, ""
		case g&gRel != 0:
			room++
		case g&gSubord != 0:
			if room == 0 {
				return nil, i, ""
			}
			room++
		case g&(gBe|gHave|gModal) != 0 && g&gNoun == 0, g&(gPast|gThird) != 0 && g&gNoun == 0 && d.tags[max(j-1, 0)].grams&gAux == 0:
			if verbs++; verbs > room && g&gPart == 0 {
				return nil, i, ""
			}
		}
		if next > j {
			if e, to, ok := d.item(next, last); ok {
				list = append(list, e)
				j, since, verbs, room = to, to, 0, 0
				continue
			}
		}
		j++
	}
	return nil, i, ""
}

// rollBehind reads a list that begins with token i and gives the token behind it:
// "two aid workers from Belgium and Norway, a Dutch doctor and their driver".
func (d *detailer) rollBehind(i, last int) ([]enrolled, int) {
	const reach = 16
	e, j, ok := d.item(i, last)
	if !ok {
		return nil, i
	}
	list, end := []enrolled{e}, j
	for j < last && j-end <= reach {
		next := j
		switch {
		case d.text.Word(j) == ",":
			if next = j + 1; next < last && d.text.Role(next) == "and" {
				next++
			}
		case d.text.Role(j) == "and", d.text.Role(j) == "plus":
			next = j + 1
		case d.text.Tokens[j].Has(lang.Punct):
			return list, end
		}
		if next > j {
			e, to, ok := d.item(next, last)
			switch {
			case ok && !d.acts(to, last):
				list = append(list, e)
				j, end = to, to
				continue
			case ok:
				return list, end
			}
		}
		j++
	}
	return list, end
}

// acts reports whether the noun phrase that ends in front of token i is the subject
// of a verb.
func (d *detailer) acts(i, last int) bool {
	for ; i < last && d.adverb(i); i++ {
	}
	if i >= last {
		return false
	}
	g := d.tags[i].grams
	return g&(gBe|gHave|gModal) != 0 && d.text.Word(i) != "'s" || g&(gPast|gThird) != 0 && g&(gPart|gNoun) == 0 || d.tags[i].cues&cSay != 0
}

// item reads a noun phrase for persons with its number, article or owner, which
// begins with token i, and gives the token behind it.
func (d *detailer) item(i, last int) (enrolled, int, bool) {
	const most = 6 // tokens
	e := enrolled{}
	if i >= last {
		return e, i, false
	}
	from := i
	if k := d.numberBehind(i); k < len(d.numbers) && d.numbers[k].First == i && d.numbers[k].Last < last {
		n := &d.numbers[k]
		if n.Ordinal || d.inDate(i) || n.Min == 0 || d.measures(n, n.Last) {
			return e, i, false
		}
		e.number, from = n.Number, n.Last
	} else if w := d.text.Role(i); d.tags[i].name < 0 && (d.tags[i].grams&gPoss != 0 || w == "a" || w == "an" || w == "the" || w == "another") && d.text.Word(i) != "'s" {
		e.number, from = credence.Number{Min: 1, Max: 1, Known: true}, i+1
	} else {
		return e, i, false
	}
	if from < last && d.text.Role(from) == "other" {
		from++
	}
	if n, ok := d.text.NumberAt(from); ok && n.Ordinal {
		return e, i, false // "a teacher, the first tourist to be killed"
	}
	end := from
	for end < min(from+most, last) && d.text.Tokens[end].Flags&lang.Punct == 0 && d.tags[end].grams&(gPrep|gConj|gAux|gDet|gRel|gPoss) == 0 && !d.casualty(end, true) && !d.casualty(end, false) {
		if end > from && (d.adverb(end) || d.tags[end].grams&(gPast|gPart) != 0 && d.tags[end].grams&gNoun == 0) {
			break
		}
		end++
	}
	if end == from {
		return e, i, false
	}
	class, ok := d.somebody(from, end)
	if !ok {
		return e, i, false
	}
	if e.number.Max == 1 && e.number.Min == 1 && d.pluralAt(end-1) {
		return e, i, false // "the survivors"
	}
	e.first, e.last = from, end
	e.own = d.assailed(from, end) || class.ID == "insurgent"
	return e, end, true
}

// saidOf tells what is said of the persons of a list that ends in front of token j.
func (d *detailer) saidOf(j, last int) credence.Slot {
	g := d.tags[j].grams
	if d.text.Word(j) == "," || j > 0 && d.text.Role(j-1) == "to" {
		return ""
	}
	if g&(gBe|gHave) != 0 || d.passedAway(j) || d.text.Role(j) == "lost" || d.turns(j, tEndure) || d.text.Role(j) == "did" {
		return d.harmBehind(j, last)
	}
	if (d.text.Role(j) == "dead" || d.is(j, wHurt) && g&gPart != 0) && (j+1 == last || d.text.Tokens[j+1].Has(lang.Punct) || d.tags[j+1].grams&(gConj|gPrep) != 0 && d.text.Role(j+1) != "of") {
		return d.harm(j)
	}
	return ""
}

// enrolAll adds a list of the dead or injured, with their sum if it is all of them.
func (d *detailer) enrolAll(sc *scene, slot credence.Slot, list []enrolled, all bool) {
	if all {
		sc.restate(slot, d.enrol(sc, slot, list))
		return
	}
	for _, e := range list {
		if !e.own {
			sc.hit(d, slot, e.first, e.last, e.number)
		}
	}
}

// inverted reads "Killed in the blast were a police officer and his driver", where
// the list stands behind what is said of it.
func (d *detailer) inverted(sc *scene, first, last int) {
	const reach = 14
	for first < last && d.text.Tokens[first].Has(lang.Punct) {
		first++
	}
	slot := credence.Slot("")
	if first < last {
		slot = d.victimsAt(first)
	}
	if slot == "" || d.text.Role(first) == "victims" || d.text.Role(first) == "casualties" {
		return
	}
	for k := first + 1; k+1 < min(first+reach, last); k++ {
		if d.tags[k].grams&gBe == 0 {
			continue
		}
		if list, _ := d.rollBehind(k+1, last); len(list) > 0 {
			d.enrolAll(sc, slot, list, true)
		}
		return
	}
}

// ordinally reads "a fourth policeman died of his wounds": the dead are four.
func (d *detailer) ordinally(sc *scene, first, last int) {
	const reach = 5
	for i := d.numberBehind(first); i < len(d.numbers) && d.numbers[i].Last <= last; i++ {
		n := &d.numbers[i]
		if !n.Ordinal || n.First == first || d.inDate(n.First) || n.Min < 2 {
			continue
		}
		if w := d.text.Role(n.First - 1); w != "a" && w != "the" {
			continue
		}
		end := n.Last
		for end < min(n.Last+reach, last) && d.text.Tokens[end].Flags&lang.Punct == 0 && d.tags[end].grams&(gPrep|gConj|gAux|gDet|gRel) == 0 && !d.casualty(end, true) {
			end++
		}
		if end == n.Last || end >= last {
			continue
		}
		if _, person := d.classAt(end-1, nPerson); !person && d.text.Role(end-1) != "victim" {
			continue
		}
		if (d.tags[end].grams&(gBe|gHave) != 0 || d.passedAway(end)) && d.harmBehind(end, last) == credence.SlotKilled {
			sc.Killed = credence.Number{Min: n.Min, Max: n.Min, Known: true}
		}
	}
}

// whatTheyWere adds those whom the sentences behind one that counts the dead call
// by what they were: "Eleven were airmen and three were contractors.", "A policeman
// was among them."
func (d *detailer) whatTheyWere(sc *scene, sent int) {
	const most = 3 // sentences
	for i := sent + 1; i < min(sent+1+most, len(d.text.Sentences)); i++ {
		s := &d.text.Sentences[i]
		slot := credence.SlotKilled
		if sc.Killed.Min == 0 {
			slot = credence.SlotInjured
		}
		if !d.wereThese(sc, slot, int(s.First), int(s.Last)) {
			return
		}
	}
}

// wereThese reads one such sentence, false if it is none.
func (d *detailer) wereThese(sc *scene, slot credence.Slot, first, last int) bool {
	read := false
	for k := first; k+2 < last; k++ {
		if k > first && d.tags[k-1].grams&gConj == 0 && d.text.Word(k-1) != "," {
			continue
		}
		if list, end := d.rollBehind(k, last); len(list) > 0 && end+2 < last && d.tags[end].grams&gBe != 0 && d.text.Role(end+1) == "among" && (d.text.Role(end+2) == "them" || d.text.Role(end+2) == "the" && end+3 < last && d.victimsAt(end+3) == slot) {
			d.enrolAll(sc, slot, list, false)
			return true
		}
		i := d.numberBehind(k)
		if i >= len(d.numbers) || d.numbers[i].First != k || d.numbers[i].Ordinal || d.inDate(k) {
			continue
		}
		n := &d.numbers[i]
		be := n.Last
		for be+3 < last && d.text.Role(be) == "of" && (d.text.Role(be+1) == "them" || d.text.Role(be+1) == "the" && d.victimsAt(be+2) != "") {
			be += 2
			if d.victimsAt(be) != "" {
				be++
			}
		}
		if be+1 >= last || d.tags[be].grams&gBe == 0 {
			continue
		}
		from := be + 1
		end := from
		for end < min(from+5, last) && d.text.Tokens[end].Flags&lang.Punct == 0 && d.tags[end].grams&(gPrep|gConj|gAux|gDet|gRel|gPoss|gGerund) == 0 {
			end++
		}
		sum := sc.Killed
		if slot == credence.SlotInjured {
			sum = sc.Injured
		}
		if end == from || !d.pluralAt(end-1) || n.Min > max(sum.Min, sum.Max) {
			continue
		}
		if class, ok := d.somebody(from, end); ok && class.ID != "" && d.tags[end-1].cues&cAttacker == 0 {
			sc.hit(d, slot, from, end, n.Number)
			read = true
		}
	}
	return read
}

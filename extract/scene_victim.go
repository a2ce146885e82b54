package extract

import (
	"sort"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
)

// harmed is persons who were killed or injured, as a sentence counts them.
type harmed struct {
	slot             credence.Slot
	first, noun, end int // the first token, that behind the number or article, and that behind the last
	number           credence.Number
	now              bool // told as it stands: "118 have died", "are dead"
	also             bool // the next one died or was hurt together with them: "a chemist who worked there, and his driver"
}

// victims adds the counts of killed, injured and attackers of a sentence, and
// whom they count.
func (d *detailer) victims(sc *scene, first, last int) {
	var list []harmed
	one := credence.Number{Min: 1, Max: 1, Known: true}
	add := func(h harmed, object bool) {
		list = append(list, h)
		from := h.end
		if object {
			from = d.beyondWho(h.end, last)
		}
		if more := d.andOne(from, last, object); more > from {
			list = append(list, harmed{slot: h.slot, first: from + 1, noun: from + 2, end: more, number: one})
			list[len(list)-2].also = from > h.end
		}
	}
	for i := d.numberBehind(first); i < len(d.numbers) && d.numbers[i].Last <= last; i++ {
		n := &d.numbers[i]
		if n.First < first || n.Ordinal || d.inDate(n.First) || n.First > first && (d.text.Role(n.First-1) == "no" || d.text.Role(n.First-1) == "not") {
			continue
		}
		switch slot, end := d.countSlot(n, first, last); {
		case slot == "" || d.assailed(n.Last, end):
		case slot == credence.SlotAttackers:
			firstNumber(&sc.Attackers, n.Number)
		default:
			add(harmed{slot: slot, first: n.First, noun: n.Last, end: end, number: n.Number, now: d.standsNow(end, last)}, n.First > first && d.harm(n.First-1) == slot)
		}
	}
	for k := first; k < last; k++ {
		if d.tags[k].grams&(gDet|gPoss) == 0 {
			continue
		}
		if slot, noun, end := d.single(k, first, last); slot != "" {
			add(harmed{slot: slot, first: k, noun: noun, end: end, number: one}, k > first && d.harm(k-1) == slot)
		}
	}
	d.rolls(sc, first, last)
	d.ordinally(sc, first, last)
	d.inverted(sc, first, last)
	d.counted(sc, false)
	for i := range list {
		h := &list[i]
		sc.tally(h.slot, d.together(list, i))
		if h.now {
			sc.restate(h.slot, d.together(list, i))
		}
		sc.hit(d, h.slot, h.noun, h.end, h.number)
	}
	d.counted(sc, true)
	if sc.Killed.IsZero() && sc.Injured.IsZero() {
		d.pronoun(sc, first, last)
	}
}

// pronoun adds whoever "he" or "she", with which a sentence opens, says was killed or
// hurt: the first of whom the sentence before speaks, unless that is an attacker.
func (d *detailer) pronoun(sc *scene, first, last int) {
	const reach = 6
	for first < last && d.text.Tokens[first].Has(lang.Punct) {
		first++
	}
	if w := d.text.Role(first); first >= last || w != "he" && w != "she" {
		return
	}
	slot := credence.Slot("")
	for k := first + 1; k < min(first+reach, last) && slot == ""; k++ {
		if slot = d.fate(k); slot == "" && d.passiveAt(k) {
			slot = d.harm(k)
		}
		if class, _ := d.x.events.Act(d.text.Tokens[k].Word); (class == "shoot" || class == "stab") && d.passiveAt(k) && d.andDied(k, last) {
			slot = credence.SlotKilled
		}
		if d.tags[k].grams&gNeg != 0 || slot == "" && d.tags[k].grams&gAux == 0 && !d.adverb(k) {
			return
		}
	}
	i := int(d.text.Tokens[first].Sent) - 1
	if slot == "" || i < 0 {
		return
	}
	before := &d.text.Sentences[i]
	for k := int(before.First); k < int(before.Last); k++ {
		class, ok := d.classAt(k, nPerson)
		if !ok || class.ID == "" || d.tags[k].name >= 0 {
			continue
		}
		if d.pluralAt(k) {
			continue
		}
		if class.ID == "insurgent" || d.tags[k].cues&cAttacker != 0 || d.assaults(k+1) || d.is(k, wAnyone) {
			return
		}
		from := k
		for from > int(before.First) && d.tags[from-1].grams&(gDet|gPoss|gPrep|gVerb) == 0 && d.text.Tokens[from-1].Flags&lang.Punct == 0 {
			from--
		}
		one := credence.Number{Min: 1, Max: 1, Known: true}
		sc.tally(slot, one)
		sc.hit(d, slot, from, k+1, one)
		return
	}
}

// andDied reports whether "and died" follows in the clause of the verb at token k.
func (d *detailer) andDied(k, last int) bool {
	const reach = 9
	for j := k + 1; j+1 < min(k+reach, last); j++ {
		if d.text.Role(j) == "and" && d.text.Role(j+1) == "died" {
			return true
		}
	}
	return false
}

// standsNow reports whether what is said of the persons whose phrase ends at token end
// is said as it stands when the text is written.
func (d *detailer) standsNow(end, last int) bool {
	if end >= last {
		return false
	}
	switch d.text.Role(end) {
	case "have", "has", "are", "is", "now":
		return true
	}
	return false
}

// restate puts a sum told later in the place of one told before that is smaller.
func (sc *scene) restate(slot credence.Slot, n credence.Number) {
	sum := &sc.Killed
	if slot == credence.SlotInjured {
		sum = &sc.Injured
	}
	if n.Min > sum.Max && sum.Max > 0 {
		*sum = n
	}
}

// tally notes how many were killed or hurt. What is counted first stands, but one
// person told of alone gives way to those who are counted.
func (sc *scene) tally(slot credence.Slot, n credence.Number) {
	sum := &sc.Killed
	if slot == credence.SlotInjured {
		sum = &sc.Injured
	}
	if sum.IsZero() || sum.Max == 1 && n.Min > 1 {
		*sum = n
	}
}

// counted adds those whom a sentence lists as killed or injured, and their sum:
// "killed the mayor and two guards", "a man, his wife and three children died"; if
// alone is set, the one subject of a passive.
func (d *detailer) counted(sc *scene, alone bool) {
	for i := range d.frames {
		f := &d.frames[i]
		c := &d.chunks[f.verb]
		slot, subject := d.harm(int(c.head)), f.passive
		if fate := d.fate(int(c.head)); fate != "" {
			slot, subject = fate, true
		}
		if slot == "" || c.kind != chunkVerb || f.neg || f.unreal {
			continue
		}
		var list []int
		if subject {
			list = d.listBefore(f.verb)
		} else {
			list = d.listBehind(f.verb)
		}
		if alone && len(list) == 0 && f.subj >= 0 {
			list = []int{f.subj} // "a woman who needed treatment died"
		}
		if !alone || subject {
			d.sum(sc, slot, list, alone)
		}
	}
}

// listBehind gives the noun phrases that "and" or commas join behind chunk v.
func (d *detailer) listBehind(v int) []int {
	var list []int
	for i := v + 1; i < len(d.chunks); i++ {
		switch c := &d.chunks[i]; {
		case c.kind == chunkTime:
			continue
		case c.kind != chunkNoun, len(list) > 0 && d.begins(i+1):
			return list
		}
		list = append(list, i)
		if i+1 >= len(d.chunks) || d.chunks[i+1].kind != chunkConj && d.chunks[i+1].kind != chunkComma {
			return list
		}
		i++
	}
	return list
}

// listBefore gives those that are joined in front of chunk v, with what hangs
// on them passed over: "two policemen and a boy on roller skates were killed".
func (d *detailer) listBefore(v int) []int {
	var list []int
	for i := v - 1; i >= 0; i-- {
		c := &d.chunks[i]
		switch {
		case c.kind == chunkTime:
			continue
		case c.kind != chunkNoun:
			return list
		case i > 0 && d.chunks[i-1].kind == chunkPrep:
			i--
			continue
		case i > 0 && d.chunks[i-1].kind == chunkVerb && d.chunks[i-1].grams&gGerund != 0:
			i-- // "policemen guarding a bank were killed"
			continue
		case i > 0 && d.chunks[i-1].kind == chunkVerb:
			return list
		}
		list = append(list, i)
		if i > 0 && d.chunks[i-1].kind == chunkNoun && d.chunks[i].first == d.chunks[i-1].last && d.is(int(c.head), wSuch) {
			i-- // "a British" "one"
		}
		if i < 2 || d.chunks[i-1].kind != chunkConj && d.chunks[i-1].kind != chunkComma {
			return list
		}
		i--
	}
	return list
}

// sum adds the persons of a list of noun phrases, and how many they are, if
// each says how many it is of: of one phrase if alone is set, else of several.
func (d *detailer) sum(sc *scene, slot credence.Slot, list []int, alone bool) {
	var people []credence.Target
	n := credence.Number{Known: true}
	for _, i := range list {
		first, last := int(d.chunks[i].first), int(d.chunks[i].head)+1
		t := credence.Target{}
		from := d.quantified(first, last, &t)
		if t.Number.Min == 0 || d.assailed(first, last) {
			return
		}
		class, ok := d.somebody(from, last)
		if !ok && !d.is(last-1, wSuch) {
			return
		}
		n.Approx = n.Approx || t.Number.Approx
		if n.Min += t.Number.Min; t.Number.Max == 0 || len(people) > 0 && n.Max == 0 {
			n.Max = 0
		} else {
			n.Max += t.Number.Max
		}
		t.Span, t.Class = d.text.Span(from, last), targetClass(class)
		people = append(people, t)
	}
	if len(people) == 0 || alone != (len(people) == 1) {
		return
	}
	sc.tally(slot, n)
	for _, t := range people {
		sc.hit(d, slot, d.text.TokenAt(t.Start), d.text.TokenAt(t.End-1)+1, t.Number)
	}
}

// together gives the number of those of list[i] and of those whom "and" joins
// to them: "nine guests and a guard".
func (d *detailer) together(list []harmed, i int) credence.Number {
	joined := func(a, b *harmed) bool {
		return a.slot == b.slot && (a.end+1 == b.first && d.text.Role(a.end) == "and" || a.also && a.end < b.first && d.text.Tokens[a.end].Sent == d.text.Tokens[b.first].Sent && b.number.Max == 1)
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
		_, person := d.classAt(end, nPerson)
		next := d.tags[end+1].grams
		ends := object && (next&(gPrep|gConj|gTime) != 0 || d.text.Tokens[end+1].Flags&lang.Punct != 0)
		if person && !d.pluralAt(end) && (ends || !object && next&gBe != 0) {
			return end + 1
		}
	}
	return i
}

// beyondWho gives the "and" behind a clause about somebody that ends with a
// comma: "a chemist who worked at a plant, and his driver"; i if there is none.
func (d *detailer) beyondWho(i, last int) int {
	const reach = 14
	if i >= last || d.tags[i].grams&gRel == 0 && d.text.Word(i) != "," {
		return i
	}
	for k := i + 1; k+2 < min(i+reach, last); k++ {
		if d.text.Word(k) == "," && d.text.Role(k+1) == "and" && d.tags[k+2].grams&gPoss != 0 {
			return k + 1
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
	if w := d.text.Role(k); w != "a" && w != "an" && w != "the" && d.tags[k].grams&gPoss == 0 || k > first && d.tags[k-1].grams&gNeg != 0 {
		return "", 0, 0
	}
	of2 := k > first && d.text.Role(k-1) == "of" // "soldiers of the army were shot"
	whose := credence.Slot("")                   // what a relative clause says
	end = k + 1
	for end < min(k+5, last) && d.text.Tokens[end].Flags&lang.Punct == 0 && d.tags[end].grams&(gPrep|gConj|gAux|gDet|gRel) == 0 && !d.casualty(end, true) && !d.casualty(end, false) {
		if end > k+1 && (d.adverb(end) || d.tags[end].grams&(gPast|gPart) != 0 && d.tags[end].grams&gNoun == 0) {
			break
		}
		end++
	}
	if end == k+1 {
		return "", 0, 0
	}
	m, ok := d.classAt(end-1, nPerson)
	if w := end + 1; w+2 < last && d.text.Word(end) == "," && d.tags[w].grams&gRel != 0 && d.tags[w+1].grams&gBe != 0 {
		whose = d.harmBehind(w, last)
	}
	if of2 && !d.deathOf(k-1) && whose == "" || !ok || m.ID == "" || d.assailed(k+1, end) || d.pluralAt(end-1) || d.tags[end-1].cues&cAttacker != 0 {
		return "", 0, 0
	}
	of := func(j int) credence.Slot {
		if w := d.text.Role(j); w == "dead" || w == "hurt" {
			return ""
		}
		return d.harm(j)
	}
	switch {
	case whose != "":
		return whose, k + 1, end
	case of2:
		return credence.SlotKilled, k + 1, end
	case k > first:
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
	if slot == "" && end+1 < last && d.tags[end].grams&gBe != 0 && d.hospital(end+1, last) {
		slot = credence.SlotInjured
	}
	if slot == "" && k > first && d.tags[k-1].grams&gConj != 0 { // "and a colleague seriously injured"
		j := end
		for j < min(end+2, last) && d.adverb(j) {
			j++
		}
		if j < last && d.tags[j].grams&(gPast|gPart) != 0 && (j+1 == last || d.text.Tokens[j+1].Has(lang.Punct)) {
			slot = of(j)
		}
	}
	if slot == "" && end < last && d.tags[end].grams&gBe == 0 && (d.suffered(end) || d.casualty(end, true) && d.tags[end].grams&gPart != 0 && end+1 < last && d.text.Role(end+1) != "by" && d.tags[end+1].grams&(gPrep|gTime) != 0) {
		slot = credence.SlotKilled // "the stagehand killed behind the theatre"
	}
	if slot == "" && end < last && (d.endures(end) || end+1 < last && d.tags[end].grams&gBe != 0 && (d.endures(end+1) || end+2 < last && d.adverb(end+1) && d.endures(end+2))) {
		slot = credence.SlotInjured
	}
	return slot, k + 1, end
}

// numberBehind is the first number that ends behind token i.
func (d *detailer) numberBehind(i int) int {
	return sort.Search(len(d.numbers), func(k int) bool { return d.numbers[k].Last > i })
}

// hit adds the tokens first..last-1 as persons killed or injured, if they are
// a noun for people.
func (sc *scene) hit(d *detailer, slot credence.Slot, first, last int, n credence.Number) {
	if first >= last {
		return
	}
	class, ok := d.somebody(first, last)
	if !ok {
		return
	}
	span := d.text.Span(first, last)
	effect := "death"
	if slot == credence.SlotInjured {
		effect = "injury"
	}
	t := credence.Target{Kind: "person", Description: span.Of(d.text.Raw), Class: targetClass(class), Number: n, Effect: effect, Span: span}
	for i := range sc.Targets {
		switch u := &sc.Targets[i]; {
		case u.Effect == effect && u.Overlaps(span):
			return
		case u.Kind == t.Kind && u.Effect == effect && u.Number.Max == 1 && n.Min > 1 && samePlural(u, &t):
			*u = t // "a volunteer": eleven of the dead were volunteers
			return
		case u.Kind == t.Kind && u.Effect == "" && u.Number.IsZero() && sameNoun(u, &t):
			*u = t // "slashing at people": seven people died
			return
		}
	}
	sc.Targets = append(sc.Targets, t)
}

package extract

import (
	"slices"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
)

// ofThem adds those whom a sentence names as a part of the dead or injured:
// "24 died, three of them policemen", "killed 17 people, including five children".
func (d *detailer) ofThem(sc *scene, first, last int) {
	slot := credence.Slot("")
	if !d.anyOf(first, last, wIncluding) {
		return
	}
	for k := first; k < last; k++ {
		if s := d.harm(k); s != "" {
			slot = s
		} else if s := d.fate(k); s != "" {
			slot = s
		}
		if slot == "" || !d.is(k, wIncluding) {
			continue
		}
		from := k + 1
		if d.text.Role(k) == "among" && from < last && d.text.Role(from) == "them" && k > first && d.tags[k-1].grams&gConj == 0 && !d.text.Tokens[k-1].Has(lang.Punct) {
			d.themAmong(sc, slot, first, k)
			continue
		}
		if w := d.text.Role(k); (w == "of" || w == "among") && (from >= last || d.text.Role(from) != "them" && d.text.Role(from) != "whom") {
			continue
		} else if w == "of" || w == "among" {
			from++
		}
		var n credence.Number
		if i := slices.IndexFunc(d.numbers, func(n lang.Number) bool { return n.Last == k }); i >= 0 && d.text.Role(k) == "of" {
			n = d.numbers[i].Number
		} else if list, _ := d.rollBehind(from, last); len(list) > 1 {
			d.enrolAll(sc, slot, list, false)
			continue
		}
		d.chunkSentence(from, last)
		for i := 0; i < len(d.chunks) && d.chunks[i].kind == chunkNoun; i += 2 {
			c := &d.chunks[i]
			t := credence.Target{Number: n}
			begin := d.quantified(int(c.first), int(c.head)+1, &t)
			if t.Number.IsZero() || d.assailed(begin, int(c.head)+1) || i > 0 && d.begins(i+1) {
				break // "eleven of them children, a spokesman said"
			}
			sc.hit(d, slot, begin, int(c.head)+1, t.Number)
			if i+1 >= len(d.chunks) || d.chunks[i+1].kind != chunkConj && d.chunks[i+1].kind != chunkComma {
				break
			}
		}
	}
}

// themAmong adds those named in front of "among them" at token k: "wounding 102,
// churchgoers and soldiers among them".
func (d *detailer) themAmong(sc *scene, slot credence.Slot, first, k int) {
	from := k
	for from > first && !d.text.Tokens[from-1].Has(lang.Punct) {
		from--
	}
	d.chunkSentence(from, k)
	for i := range d.chunks {
		c := &d.chunks[i]
		t := credence.Target{}
		begin := d.quantified(int(c.first), int(c.head)+1, &t)
		if _, people, ok := d.nounOf(i, i+1); c.kind == chunkNoun && ok && people && !d.assailed(begin, int(c.head)+1) {
			sc.hit(d, slot, begin, int(c.head)+1, t.Number)
		}
	}
}

// amongDead adds those who "were among the dead" or "among those injured": they
// are counted elsewhere.
func (d *detailer) amongDead(sc *scene, first, last int) {
	for k := first + 1; k+2 < last; k++ {
		if d.text.Role(k) != "among" {
			continue
		}
		slot := credence.Slot("")
		for j := k + 1; j < min(k+6, last) && slot == "" && d.text.Tokens[j].Flags&lang.Punct == 0; j++ {
			if slot = d.harm(j); slot == "" && d.text.Role(j) == "victims" {
				slot = credence.SlotKilled
			}
		}
		if slot == "" {
			continue
		}
		end := k
		for end > first && (d.tags[end-1].grams&gAux != 0 || d.adverb(end-1)) {
			end--
		}
		if end == k {
			continue
		}
		d.chunkSentence(first, end)
		for i := len(d.chunks) - 1; i >= 0; i-- {
			c := &d.chunks[i]
			if _, people, ok := d.nounOf(i, i+1); c.kind == chunkNoun && ok && people {
				t := credence.Target{}
				from := d.quantified(int(c.first), int(c.head)+1, &t)
				sc.hit(d, slot, from, int(c.head)+1, t.Number)
			} else if c.kind == chunkVerb || c.kind == chunkStop {
				break
			}
		}
	}
}

// whoWere adds those whom a sentence names as what some of the dead or injured were:
// "eleven of the dead were volunteers", "the dead included a tourist", "the other
// victims were guards".
func (d *detailer) whoWere(sc *scene, first, last int) {
	for k := first; k+2 < last; k++ {
		slot := d.victimsAt(k)
		if slot == "" || d.tags[k].grams&gPast != 0 && d.text.Role(k) != "killed" && d.text.Role(k) != "injured" && d.text.Role(k) != "wounded" {
			continue
		}
		be := k + 1
		for be < last && d.adverb(be) {
			be++
		}
		if be+1 >= last || d.tags[be].grams&gBe == 0 && !d.turns(be, tComprise) {
			continue
		}
		from := k
		for from > first && !d.counting(from-1) && (d.tags[from-1].grams&(gDet|gPoss) != 0 || d.text.Role(from-1) == "other" || d.text.Role(from-1) == "of" || d.text.Role(from-1) == "those" || d.text.Role(from-1) == "further") {
			from--
		}
		var n credence.Number
		if i := slices.IndexFunc(d.numbers, func(n lang.Number) bool { return n.Last == from || n.Last == k }); i >= 0 && !d.numbers[i].Ordinal {
			n = d.numbers[i].Number
		} else if from == k {
			continue
		}
		if d.turns(be, tComprise) {
			n = credence.Number{}
		}
		if list, _ := d.rollBehind(be+1, last); len(list) > 1 {
			d.enrolAll(sc, slot, list, d.text.Role(k) != "injured" && !d.turns(be, tComprise))
			return
		}
		d.chunkSentence(be+1, last)
		for i := 0; i < len(d.chunks) && d.chunks[i].kind == chunkNoun; i += 2 {
			c := &d.chunks[i]
			t := credence.Target{}
			begin := d.quantified(int(c.first), int(c.head)+1, &t)
			_, people, ok := d.nounOf(i, i+1)
			if !ok || !people || d.assailed(begin, int(c.head)+1) || i > 0 && d.begins(i+1) {
				break
			}
			if t.Number.IsZero() {
				t.Number = n
			}
			sc.hit(d, slot, begin, int(c.head)+1, t.Number)
			if i+1 >= len(d.chunks) || d.chunks[i+1].kind != chunkConj && d.chunks[i+1].kind != chunkComma {
				break
			}
		}
		return
	}
}

// victimsAt tells whether token k is a noun for those who died, or were hurt.
func (d *detailer) victimsAt(k int) credence.Slot {
	switch d.text.Role(k) {
	case "dead", "victims", "killed", "victim", "fatalities", "casualties", "deceased", "martyrs", "martyred", "slain":
		return credence.SlotKilled
	case "injured", "wounded":
		return credence.SlotInjured
	}
	return ""
}

// tollOf tells whom a sum at token i counts: "the toll", "the number of people
// killed", "the number of victims"; "" if it is none.
func (d *detailer) tollOf(i, last int) credence.Slot {
	const reach = 8
	if d.is(i, wToll) || d.text.Role(i) == "count" && i > 0 && d.text.Role(i-1) == "the" && i+1 < last && d.tags[i+1].grams&gBe != 0 {
		return credence.SlotKilled
	}
	if d.text.Role(i) != "number" || i+2 >= last {
		return ""
	}
	if d.text.Role(i+1) != "of" {
		return d.victimsAt(i + 1) // "the number killed"
	}
	for j := i + 2; j < min(i+reach, last) && d.text.Tokens[j].Flags&lang.Punct == 0; j++ {
		if slot := d.victimsAt(j); slot != "" {
			return slot
		}
		if slot := d.harm(j); slot != "" && d.tags[j].grams&gBase == 0 {
			return slot
		}
		if d.text.Role(j) == "died" || j > i+2 && d.tags[j].grams&gAux != 0 && d.text.Role(j) != "have" {
			break
		}
	}
	return ""
}

// toll reads "toll has risen to 25" at token i, or "brought to three the toll".
func (d *detailer) toll(i, last int) (credence.Number, bool) {
	const reach = 24
	sum := func(j int) (credence.Number, bool) {
		n, ok := d.text.NumberAt(j)
		return n.Number, ok && !n.Ordinal && !d.inDate(j)
	}
	first := int(d.text.Sentences[d.text.Tokens[i].Sent].First)
	for j := i - 1; j > max(first, i-4); j-- {
		if n, ok := sum(j); ok && d.text.Role(j-1) == "to" {
			return n, true
		}
	}
	var found credence.Number
	put := false // "put at nine in the evening, has since been revised to 12"
	for j := i + 1; j+1 < min(i+reach, last) && (!found.Known || put); j++ {
		switch w := d.text.Role(j); {
		case w == "at" && found.Known:
		case w == "to", w == "reached", w == "now", w == "above", w == "past", w == "over", d.tags[j].grams&gBe != 0, w == "at" && (d.is(i, wToll) || d.text.Role(j-1) == "stood" || d.text.Role(j-1) == "stands" || d.text.Role(j-1) == "put"):
			n, ok := sum(j + 1)
			if !ok {
				if k := d.numberBehind(j + 1); k < len(d.numbers) && d.numbers[k].First == j+1 && !d.numbers[k].Ordinal && !d.inDate(d.numbers[k].Last-1) {
					n, ok = d.numbers[k].Number, true // "to at least 60"
				}
			}
			if ok && (w != "at" || d.text.Role(j-1) != "at" && !d.clockAt(j+1)) {
				found, put = n, w == "at" && d.text.Role(j-1) == "put"
				found.Known = true
			}
		}
	}
	return found, found.Known
}

// clockAt reports whether the number at token k is a time of day: "at 5 p.m.", "at
// 9.15".
func (d *detailer) clockAt(k int) bool {
	if k+1 < len(d.tags) && d.turns(k+1, tClock) && d.text.Role(k+1) != "in" && d.text.Role(k+1) != "at" && d.text.Role(k+1) != "to" {
		return true
	}
	return strings.ContainsAny(d.text.Word(k), ":.")
}

// unhurt reads "nobody was hurt", "there were no casualties": a stated zero.
func (d *detailer) unhurt(sc *scene, first, last int) {
	const reach = 6
	none := credence.Number{Known: true}
	for i := first; i < last; i++ {
		single := false
		switch d.text.Role(i) {
		case "unhurt", "unharmed", "uninjured", "unscathed":
			sc.spared = true
		case "anyone", "anybody":
			if i > first && !d.text.Upper {
				d.noneHarmed(sc, first, i)
			}
		case "not":
			single = !d.text.Upper && i+2 < last && (d.text.Role(i+1) == "one" || d.text.Role(i+1) == "a" && d.text.Role(i+2) == "single")
		}
		if !d.is(i, wNone) && !single {
			continue
		}
		for k := i + 1; k < min(i+reach, last); k++ {
			switch w := d.text.Role(k); {
			case w == "casualties" || w == "victims":
				firstNumber(&sc.Killed, none)
				firstNumber(&sc.Injured, none)
			case w == "harm" && d.text.Role(k-1) == "to":
				firstNumber(&sc.Injured, none)
			case w == "hurt" || strings.HasPrefix(w, "injur") || w == "harmed" || w == "wounded":
				firstNumber(&sc.Injured, none)
			case w == "killed" || w == "died" || w == "deaths":
				firstNumber(&sc.Killed, none)
			}
		}
	}
}

// losses reports whether a sentence that names no attack tells of dead or injured
// without the words for them: "four people lost their lives", "were taken to
// hospital", "escaped unhurt".
func (d *detailer) losses(first, last int) bool {
	told := false
	for k := first; k < last && !d.text.Upper; k++ {
		if d.turns(k, tWar) {
			return false
		}
		told = told || d.endures(k) || k > first && (d.tags[k-1].grams&gBe != 0 || d.adverb(k-1) && d.passiveAt(k)) && d.hospital(k, last)
		if d.turns(k, tLoss) && d.tags[k].name < 0 {
			told = told || !strings.HasPrefix(d.text.Role(k), "hospital") || d.cared(k, first)
		}
	}
	return told
}

// cared reports whether the hospital at token k is where somebody is: "to hospital",
// "in the Prince Regent hospital".
func (d *detailer) cared(k, first int) bool {
	const reach = 4
	for j := k - 1; j >= max(first, k-reach); j-- {
		if d.tags[j].grams&gPrep != 0 {
			return j == k-1 || d.text.Tokens[k-1].Has(lang.Capital)
		}
		if d.text.Tokens[j].Has(lang.Punct) {
			return false
		}
	}
	return false
}

// lives adds the dead whom a sentence counts by their lives or bodies: "claimed four
// lives", "cost the lives of four people", "four people lost their lives", "the
// bodies of four traders".
func (d *detailer) lives(sc *scene, first, last int) {
	const (
		reach = 5
		most  = 2000 // a war's dead are more
	)
	for k := first; k < last; k++ {
		if d.text.Upper || d.turns(k, tWar) {
			return
		}
	}
	for k := first + 1; k < last; k++ {
		w := d.text.Role(k)
		if w != "lives" && w != "life" && w != "bodies" {
			continue
		}
		owned := d.tags[k-1].grams&gPoss != 0
		for i := d.numberBehind(first); i < len(d.numbers) && d.numbers[i].Last <= last; i++ {
			n := &d.numbers[i]
			if n.Ordinal || n.Min > most || n.First < first || d.inDate(n.First) {
				continue
			}
			taken := n.Last == k && (w == "bodies" || n.First > first && d.takesLife(n.First-1, first))
			of := n.First == k+2 && d.text.Role(k+1) == "of"
			lost := owned && w != "bodies" && (k-2 >= n.Last && k-2-n.Last < reach && (d.text.Role(k-2) == "lost" || d.text.Role(k-2) == "losing") || k-1 >= n.Last && k-1-n.Last < reach && n.First > first && d.takesLife(n.First-1, first))
			if taken || of || lost {
				sc.tally(credence.SlotKilled, n.Number)
				d.livesOf(sc, n, k, lost)
			}
		}
	}
}

// livesOf adds those who "lost their lives" or whom it cost theirs: the words
// between their number and token k.
func (d *detailer) livesOf(sc *scene, n *lang.Number, k int, lost bool) {
	if !lost {
		return
	}
	end := n.Last
	for end < k && d.text.Tokens[end].Flags&lang.Punct == 0 && d.tags[end].grams&(gPrep|gAux|gDet|gPoss|gRel|gConj) == 0 && d.text.Role(end) != "lost" && d.text.Role(end) != "losing" {
		end++
	}
	sc.hit(d, credence.SlotKilled, n.Last, end, n.Number)
}

// takesLife reports whether token k, or that before it, is what an attack does to
// lives.
func (d *detailer) takesLife(k, first int) bool {
	for j := k; j >= max(first, k-2); j-- {
		switch d.text.Role(j) {
		case "claimed", "claiming", "cost", "costing", "took", "taken", "taking", "claims", "costs":
			return true
		}
	}
	return false
}

// noneHarmed reads "did not injure anybody", "without killing anyone", whose last
// word is token i.
func (d *detailer) noneHarmed(sc *scene, first, i int) {
	const reach = 4
	for j := i - 2; j >= max(first, i-1-reach); j-- {
		if d.tags[j].grams&gNeg == 0 && d.text.Role(j) != "without" {
			continue
		}
		switch {
		case d.is(i-1, wHurt):
			firstNumber(&sc.Injured, credence.Number{Known: true})
		case d.is(i-1, wDead):
			firstNumber(&sc.Killed, credence.Number{Known: true})
		}
		return
	}
}

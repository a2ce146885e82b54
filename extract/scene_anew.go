package extract

import (
	"github.com/credence-project/credence/lang"
)

// What opens a sentence tells whether it goes on about the same attack: "In
// Prizren fourteen houses burned", "Two hours later a smaller blast shook" tell
// of another; "At the gate the bomber ..." does not.

// opening is how a sentence sets the time and place of what it tells.
type opening struct {
	place bool // a town or the like is named
	shift bool // hours or days from what was told before
	day   bool // a day is named
	end   int  // the token behind it
}

// opens reads what stands at the beginning of a sentence before its subject.
func (d *detailer) opening(first, last int) opening {
	const most = 5 // phrases
	var o opening
	k := first
	if w := d.text.Role(k); k+1 < last && (w == "later" || w == "earlier") && (d.text.Role(k+1) == "on" || d.text.Role(k+1) == "that") {
		o.shift = true // "later on Tuesday", "earlier that day"
	}
	if i := d.dateBehind(first); i < len(d.dates) && d.dates[i].First == first && d.dates[i].Last < last && d.dates[i].From == "" && d.stamp(&d.dates[i]) {
		k = d.dates[i].Last
	}
	for range most {
		for k < last && (d.text.Tokens[k].Has(lang.Punct) || d.tags[k].grams&gConj != 0 || d.tags[k].name < 0 && d.adverb(k) && !d.turns(k, tNext)) {
			k++
		}
		n := d.openingPhrase(k, last, &o)
		if n == k {
			break
		}
		k = n
	}
	o.end = k
	return o
}

// openingPhrase reads one phrase of an opening at token k and gives the token
// behind it, k if there is none.
func (d *detailer) openingPhrase(k, last int, o *opening) int {
	if k+1 >= last {
		return k
	}
	if i := d.dateBehind(k); i < len(d.dates) && d.dates[i].Last <= last &&
		(d.dates[i].First == k || d.dates[i].First <= k+2 && d.tags[k].grams&gPrep != 0) {
		if d.dates[i].From == "" {
			return d.dates[i].Last // "at noon"
		}
		o.day = true
		o.shift = o.shift || d.text.Role(d.dates[i].First) == "that"
		return d.dates[i].Last
	}
	if n := d.shiftAt(k, last); n > k {
		o.shift = true
		return n
	}
	for j := k; j+1 < min(k+4, last) && !d.text.Tokens[j].Has(lang.Punct); j++ {
		if w := d.text.Role(j + 1); d.is(j, wSoon) && (w == "later" || w == "earlier" || w == "afterwards") {
			return j + 2 // "twenty minutes later": of the same attack, if it is in the same place
		}
	}
	j := k
	for j < last && j < k+3 && d.tags[j].name < 0 && (d.is(j, wCompass) || d.turns(j, tYonder)) {
		j++ // "further north", "across town", "south of"
	}
	if j > k && !d.ofPlace(j) && d.text.Role(j) != "of" && d.text.Role(j) != "off" {
		return j
	}
	if j == k && !d.ofPlace(k) && d.text.Role(k) != "off" && d.text.Role(k) != "on" {
		return k
	}
	for n := j + 1; n < min(j+7, last); n++ {
		if i := d.tags[n].name; i >= 0 && int(d.names[i].first) >= n {
			o.place = o.place || d.sited(&d.names[i]) || d.text.Role(j) == "off"
			n = int(d.names[i].last)
			if n+2 < last && d.text.Word(n) == "," && d.tags[n+1].name >= 0 { // "in Hilla, Iraq,"
				n = int(d.names[d.tags[n+1].name].last)
			}
			return n
		}
		if d.text.Tokens[n].Has(lang.Punct) {
			return n
		}
	}
	return k
}

// shiftAt reads a time counted from what was told before at token k, "two hours
// later", "the same night", "hours after the blast in Mumbai", and gives the
// token behind it, k if there is none.
func (d *detailer) shiftAt(k, last int) int {
	j := k
	if w := d.text.Role(j); w == "on" || w == "in" || w == "at" || w == "during" {
		j++
	}
	if w := d.text.Role(j); (w == "the" || w == "that") && j+1 < last {
		j++
		n := j
		for n < min(j+2, last) && (d.turns(n, tNext) || d.text.Role(n) == "same" || d.text.Role(n) == "following" || d.text.Role(n) == "previous") {
			n++
		}
		if n+1 < last && n == j && (d.turns(n, tPartOfDay) || d.text.Role(n) == "day") && (d.text.Role(n+1) == "before" || d.text.Role(n+1) == "after") {
			return n + 2 // "on the evening before"
		}
		if n < last && (n > j || w == "that") && d.turns(n, tSpan|tPartOfDay) && d.text.Role(n) != "minutes" {
			return n + 1
		}
		return k
	}
	for j < min(k+4, last) && !d.turns(j, tSpan) && d.tags[j].name < 0 && !d.text.Tokens[j].Has(lang.Punct) {
		j++
	}
	if j+1 >= last || !d.turns(j, tSpan) || d.text.Role(j) == "time" || d.text.Role(j) == "hour" && j == k {
		return k
	}
	switch d.text.Role(j + 1) {
	case "earlier", "later", "afterwards", "beforehand":
		return j + 2
	case "before", "after":
		for n := j + 2; n < last; n++ {
			if d.text.Word(n) == "," {
				return n
			}
		}
	}
	return k
}

// anew reports whether a sentence tells of another attack than the one before:
// it opens with another time, or with a place, and those who act or are hit are
// not spoken of as known; later, if hours or days are between.
func (d *detailer) anew(a *account) (anew, later bool) {
	if d.text.Upper || !a.tells || !a.hard || a.act == 0 {
		return false, false
	}
	o := d.opening(a.first, a.last)
	switch {
	case o.end >= a.act || !o.shift && !o.place:
		return false, false
	case d.unnamed(o.end, a.act):
		return true, o.shift
	}
	return o.place && !d.knownAt(o.end, a.act), false
}

// unnamed reports whether the noun phrase at token k brings in somebody or
// something new: "a blast", "31 villagers", "armed men".
func (d *detailer) unnamed(k, act int) bool {
	for k < act && d.tags[k].name < 0 && d.adverb(k) {
		k++
	}
	if d.pointsBack(k, act) {
		return false
	}
	switch w := d.text.Role(k); w {
	case "a", "an", "another", "some", "several", "dozens", "scores", "hundreds", "unidentified", "unknown", "suspected", "armed", "masked":
		return true
	}
	if i, ok := d.text.NumberAt(k); ok {
		return i.Last < act && d.text.Role(i.Last) != "of" && !d.is(i.Last, wSuch)
	}
	for j := k; j < min(k+3, act); j++ {
		g := &d.tags[j]
		if g.name >= 0 || g.grams&(gDet|gPoss|gPronoun|gPrep|gAux) != 0 {
			return false
		}
		if g.grams&gNoun != 0 && d.pluralAt(j) {
			return true
		}
	}
	return false
}

// knownAt reports whether the noun phrase at token k is of somebody or something
// told of before: "he", "the attackers", "the blast".
func (d *detailer) knownAt(k, act int) bool {
	if k >= act || d.pointsBack(k, act) {
		return true
	}
	if g := &d.tags[k]; g.grams&(gPronoun|gPoss) != 0 {
		return true
	}
	if w := d.text.Role(k); w != "the" && w != "this" && w != "that" && w != "these" && w != "those" {
		return false
	}
	for j := k + 1; j < min(k+4, act); j++ {
		if d.tags[j].cues&(cAttack|cAttacker|cWeapon) != 0 || d.is(j, wSuch|wOwn|wAnyone) {
			return true
		}
		if d.tags[j].grams&(gPrep|gAux) != 0 {
			break
		}
	}
	return false
}

// pointsBack reports whether "of the", "of them" or "others" follows shortly.
func (d *detailer) pointsBack(k, act int) bool {
	for j := k; j < min(k+4, act); j++ {
		switch d.text.Role(j) {
		case "others", "them", "other", "more", "these", "those":
			return true
		case "of":
			return j+1 < act && (d.tags[j+1].grams&(gDet|gPoss|gPronoun) != 0)
		}
	}
	return false
}

package extract

import (
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
)

// A sentence that tells of two attacks is read in two parts.

// parts cuts the account of a sentence that tells of one attack "hours after"
// another, or of one "and on Monday" another.
func (d *detailer) parts(whole *account, sent *lang.Sentence) []account {
	from, to := d.doneIn(whole.first, whole.last)
	for j := from + 1; j <= to; j++ {
		if !d.is(j, wOrder) || !d.is(j-1, wSoon) {
			continue
		}
		if a, b, ok := d.cut(whole, sent, j); ok {
			d.daysApart(&a, &b, j)
			return append(d.partList[:0], a, b)
		}
		break
	}
	if a, b, ok := d.daysBetween(whole, sent, from, to); ok {
		return append(d.partList[:0], a, b)
	}
	for j := max(from, whole.first) + 1; j+1 < whole.last; j++ {
		if d.tags[j].grams&(gConj|gSubord) == 0 && (!d.text.Tokens[j].Has(lang.Punct) || d.text.Word(j) != ";" && d.text.Word(j) != ":") {
			continue
		}
		if d.tags[j].grams&gConj != 0 {
			if a, b, ok := d.twoDeeds(whole, sent, j, to); ok {
				return append(d.partList[:0], a, b)
			}
		}
		dated := d.dateOpens(j + 1)
		o := d.opening(j+1, whole.last)
		dated = dated || o.day && d.text.Word(j) == ";"
		if !dated && (d.text.Upper || !o.shift && !o.place || o.end >= to) {
			continue
		}
		a, b, ok := d.cut(whole, sent, j)
		switch {
		case !ok:
		case dated && a.date.From != "" && b.date.From != "" && a.date.From != b.date.From && (b.tells || b.attempt), b.anew && a.hard && d.sets(&a, &b):
			return append(d.partList[:0], a, b)
		}
	}
	return append(d.partList[:0], *whole)
}

// daysBetween cuts a sentence that opens with one attack and goes on with another: "five
// days after a bomb killed a journalist, a policeman was shot".
func (d *detailer) daysBetween(whole *account, sent *lang.Sentence, from, to int) (a, b account, ok bool) {
	const reach = 5
	j := whole.first
	for j < min(whole.first+reach, from) && !(d.is(j, wOrder) && d.text.Role(j) == "after" && j > 0 && d.is(j-1, wSoon)) {
		j++
	}
	if j >= from || !d.is(j, wOrder) || from >= to {
		return a, b, false
	}
	comma := from
	for comma < to && d.text.Word(comma) != "," {
		comma++
	}
	if comma == to || !d.unnamed(comma+1, to) {
		return a, b, false
	}
	if a, b, ok = d.cut(whole, sent, comma); !ok || !a.tells || !b.tells {
		return a, b, false
	}
	b.fresh = true
	if n := d.daysAt(j - 2); n > 0 && d.is(j-1, wDay) && a.date.From == "" && b.date.From != "" && b.date.From == b.date.To {
		if day, err := time.Parse(time.DateOnly, b.date.From); err == nil {
			on := day.AddDate(0, 0, -n).Format(time.DateOnly)
			a.date, a.dated = credence.DateMention{From: on, To: on, Span: d.text.Span(j-2, j)}, dateOfAct
		}
	}
	return a, b, true
}

// twoDeeds cuts a sentence at the "and" at token j where two deeds are told side by side,
// each at its place: "a bomb killed three in Nakuru and a judge was shot in Garissa".
func (d *detailer) twoDeeds(whole *account, sent *lang.Sentence, j, to int) (a, b account, ok bool) {
	if d.text.Upper || to <= j || !d.unnamed(j+1, to) {
		return a, b, false
	}
	a, b, ok = d.cut(whole, sent, j)
	if !ok || !a.tells || !b.tells || !a.attack && !a.hurt || !b.hard || !b.attack || !a.placed || !b.placed || samePlaces(&a.place, &b.place) {
		return a, b, false
	}
	b.fresh = true
	if a.date.From == "" {
		a.date, a.dated = b.date, b.dated
	}
	return a, b, true
}

// sets reports whether the second of two accounts lies hours from the first or at
// another place.
func (d *detailer) sets(a, b *account) bool {
	return b.fresh || a.place.Name != "" && b.place.Name != "" && !samePlaces(&a.place, &b.place)
}

// cut reads the parts of a sentence before and from token j on, false if either
// names no attack.
func (d *detailer) cut(whole *account, sent *lang.Sentence, j int) (a, b account, ok bool) {
	one, two := *sent, *sent
	one.Last, one.End = int32(j), d.text.Tokens[j-1].End
	two.First, two.Start = int32(j), d.text.Tokens[j].Start
	a, ok = d.account(whole.sent, &one)
	if !ok {
		return a, b, false
	}
	b, ok = d.account(whole.sent, &two)
	return a, b, ok
}

// daysApart gives the second of two accounts that "two days after" at token j
// parts its day, counted from that of the first.
func (d *detailer) daysApart(a, b *account, j int) {
	n := d.daysAt(j - 2)
	if n == 0 || b.date.From != "" || a.date.From == "" || a.date.From != a.date.To || !d.is(j-1, wDay) {
		return
	}
	if d.text.Role(j) == "after" {
		n = -n
	}
	if day, err := time.Parse(time.DateOnly, a.date.From); err == nil {
		on := day.AddDate(0, 0, n).Format(time.DateOnly)
		b.date, b.dated = credence.DateMention{From: on, To: on, Span: d.text.Span(j-2, j)}, dateOfAct
	}
}

// dateOpens reports whether a date begins at token j, or behind a preposition
// there.
func (d *detailer) dateOpens(j int) bool {
	k := d.dateBehind(j)
	return k < len(d.dates) && d.dates[k].First <= j+1 && (d.dates[k].First == j || d.tags[j].grams&gPrep != 0)
}

// doneIn gives the first and the last of the tokens first..last-1 that report
// an attack, the same one if there are not two. That somebody died, which opens
// many a sentence, is none.
func (d *detailer) doneIn(first, last int) (from, to int) {
	d.limit = last
	from = -1
	for k := first; k < last; k++ {
		if (d.is(k, wAct|wDrive|wSeize|wKindle) || d.tags[k].cues&cAttackVerb != 0) && d.deed(k) != "" && d.reports(k) {
			if class, _ := d.x.events.Act(d.text.Tokens[k].Word); from < 0 && class == "die" {
				continue
			}
			if from < 0 {
				from = k
			}
			to = k
		}
	}
	return max(from, 0), to
}

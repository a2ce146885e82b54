package extract

import (
	"slices"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
)

// Days that are counted from others, and days and hours that the sentences
// around a scene name for it.

// daysAfter reads "three days after a bomb killed", counted back from the date
// before it in the sentence, or from the news. It is the day of that attack
// alone: where the sentence tells of another one beside it, none is read.
func (d *detailer) daysAfter(sent *lang.Sentence) (credence.DateMention, bool) {
	for j := int(sent.First) + 2; j+1 < int(sent.Last); j++ {
		if !d.is(j-1, wDay) || d.text.Role(j) != "after" {
			continue
		}
		back := d.daysAt(j - 2)
		if back == 0 {
			continue
		}
		acts := false
		for k := j + 1; k < min(j+14, int(sent.Last)); k++ {
			acts = acts || d.deed(k) != "" || d.tags[k].cues&cAttack != 0
		}
		if !acts {
			continue
		}
		from := d.dayBefore(j, sent)
		if from.IsZero() || d.otherDeed(j, sent) {
			break
		}
		day := from.AddDate(0, 0, -back).Format(time.DateOnly)
		return credence.DateMention{From: day, To: day, Span: d.text.Span(j-2, j)}, true
	}
	return credence.DateMention{}, false
}

// daysAt is the number of days that ends with token k, 0 if there is none or so
// great a one that it counts no days to a report.
func (d *detailer) daysAt(k int) int {
	const most = 60
	i, ok := slices.BinarySearchFunc(d.numbers, k+1, func(n lang.Number, last int) int { return n.Last - last })
	switch w := d.text.Role(k); {
	case ok && d.numbers[i].Min > most:
		return 0
	case ok && d.numbers[i].Min > 0:
		return d.numbers[i].Min
	case w == "a" || w == "the":
		return 1
	}
	return 0
}

// otherDeed reports whether a sentence tells of an attack outside the clause
// that begins with "after" at token j. That somebody died is none.
func (d *detailer) otherDeed(j int, sent *lang.Sentence) bool {
	end := j + 1
	for end < int(sent.Last) && d.text.Word(end) != "," {
		end++
	}
	for k := int(sent.First); k < int(sent.Last); k++ {
		if k == j {
			k = end
			continue
		}
		if class, _ := d.x.events.Act(d.text.Tokens[k].Word); class == "die" || class == "injure" {
			continue
		}
		if d.tags[k].grams&gPast != 0 && d.deed(k) != "" && d.reports(k) {
			return true
		}
	}
	return false
}

// dayBefore is the last day named before token j in a sentence, or the day of
// the news.
func (d *detailer) dayBefore(j int, sent *lang.Sentence) time.Time {
	from := d.anchor
	for i := d.dateBehind(int(sent.First)); i < len(d.dates) && d.dates[i].Last <= j; i++ {
		if t := &d.dates[i]; t.From != "" && t.From == t.To {
			if day, err := time.Parse(time.DateOnly, t.From); err == nil {
				from = day
			}
		}
	}
	return from
}

// nextDays adds to the dates of a text those that it counts from the date
// before: "the next morning", "the day after", "the same day".
func (d *detailer) nextDays() {
	const most = 100 // of a text; what has more is no report
	n := 0
	for j := 0; j+2 < len(d.text.Tokens); j++ {
		if !d.turns(j, tNext) {
			continue
		}
		if d.text.Role(j) == "that" {
			if d.partDay(d.text.Role(j+1)) && j > 0 && d.tags[j-1].cues&cSay == 0 {
				if n++; n > most {
					return
				}
				d.countFrom(j, j+2, 0)
			}
			continue
		}
		if d.text.Role(j) != "the" {
			if first, last, off := d.daysOn(j); off != 0 {
				if n++; n > most {
					return
				}
				d.countFrom(first, last, off)
			}
			continue
		}
		off := 0
		switch a, b := d.text.Role(j+1), d.text.Role(j+2); {
		case (a == "next" || a == "following") && (b == "day" || b == "morning" || b == "night" || b == "evening"):
			off = 1
		case a == "same" && (b == "day" || b == "night" || b == "evening" || b == "morning" || b == "afternoon"):
			off = 0
		case d.partDay(a) && b == "after":
			if j+3 < len(d.text.Tokens) && d.tags[j+3].grams&gDet != 0 {
				continue // "on the day after the attack"
			}
			off = 1
		case a == "previous" && (b == "day" || b == "night" || b == "evening"):
			off = -1
		case d.partDay(a) && b == "before":
			off = -1
		default:
			continue
		}
		if n++; n > most {
			return
		}
		d.countFrom(j, j+3, off)
	}
}

// partDay reports whether a word is for a day or a part of one.
func (d *detailer) partDay(w string) bool {
	switch w {
	case "day", "night", "evening", "morning", "afternoon":
		return true
	}
	return false
}

// daysOn reads "next morning", "two days later", "a day earlier" around token j.
func (d *detailer) daysOn(j int) (first, last, off int) {
	switch w := d.text.Role(j); {
	case w == "next":
		if j > 0 && d.tags[j-1].grams&gDet != 0 || !d.is(j+1, wDay) && !d.turns(j+1, tPartOfDay) {
			return 0, 0, 0
		}
		return j, j + 2, 1
	case j < 2 || !d.is(j-1, wDay):
		return 0, 0, 0
	case w == "later":
		off = 1
	case w == "earlier", w == "before":
		off = -1
	}
	n := d.daysAt(j - 2)
	return j - 2, j + 1, off * n
}

// toldOn reports whether a date in another sentence than token first is when somebody
// said something: no day is counted from that.
func (d *detailer) toldOn(t *lang.Date, sent *lang.Sentence, first int) bool {
	if first < int(sent.Last) {
		return false
	}
	d.limit = int(sent.Last)
	return d.stands(t, sent) == dateOfTelling
}

// countFrom enters the tokens first..last-1 as the day off days from the last
// one named before; one when somebody said something comes last.
func (d *detailer) countFrom(first, last, off int) {
	at := d.dateBehind(first)
	if at < len(d.dates) && d.dates[at].First < last && off != 0 {
		return
	}
	from := ""
	for k := at - 1; k >= 0; k-- {
		t := &d.dates[k]
		if t.From == "" || t.From != t.To {
			continue
		}
		sent := &d.text.Sentences[d.text.Tokens[t.First].Sent]
		if off == 0 && d.newsToday(t) || d.inDateline(t, sent) {
			continue
		}
		told := d.toldOn(t, sent, first)
		if from == "" || !told {
			from = t.From
		}
		if !told {
			break
		}
	}
	day, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return
	}
	on := day.AddDate(0, 0, off).Format(time.DateOnly)
	out := lang.Date{First: first, Last: last, Relative: true, DateMention: credence.DateMention{From: on, To: on, Span: d.text.Span(first, last)}}
	if at < len(d.dates) && d.dates[at].First < last { // "the same day" is not that of the news
		d.dates[at] = out
		return
	}
	d.dates = append(d.dates[:at], append([]lang.Date{out}, d.dates[at:]...)...)
}

// undatedDay is the day that the sentences around a scene name, for one that has none
// itself: "At half past two on Tuesday afternoon men came out of the pines." It is of
// the days before the news; one with an hour goes before others.
func (d *detailer) undatedDay(list []scene, k int) {
	const (
		reach = 4  // sentences
		back  = 14 // days
	)
	sc := &list[k]
	if d.anchor.IsZero() || sc.old || len(sc.sents) == 0 || sc.Date.From != "" && sc.Date.Time != "" {
		return
	}
	if sc.Date.From != "" {
		d.hourBeside(list, k)
		return
	}
	today, earliest := d.anchor.Format(time.DateOnly), d.anchor.AddDate(0, 0, -back).Format(time.DateOnly)
	best := 0
	first, last := max(0, sc.sents[0]-reach), min(slices.Max(sc.sents)+reach, len(d.text.Sentences)-1)
	for i := first; i <= last; i++ {
		sent := &d.text.Sentences[i]
		if sent.Form == lang.Dateline || d.ofAnother(list, k, i) {
			continue
		}
		for n := d.dateBehind(int(sent.First)); n < len(d.dates) && d.dates[n].Last <= int(sent.Last); n++ {
			t := &d.dates[n]
			if t.From == "" || t.From != t.To || t.From >= today || t.From < earliest {
				continue
			}
			rank := 1
			if t.Time != "" || d.turns(t.Last-1, tPartOfDay) {
				rank = 2
			}
			if rank > best && d.stands(t, sent) != dateOfTelling && !d.mourns(sent) {
				best = rank
				clock := sc.Date
				sc.Date, sc.dated = t.DateMention, dateBeside
				if sc.Date.Time == "" {
					sc.Date.Time, sc.Date.Zone = clock.Time, clock.Zone
				}
				if sc.Date.Time == "" {
					sc.Date.Time = d.clockIn(sent)
				}
			}
		}
	}
}

// mourns reports whether a sentence is of funerals or wakes and tells of no deed.
func (d *detailer) mourns(sent *lang.Sentence) bool {
	wake := false
	d.limit = int(sent.Last)
	for k := int(sent.First); k < d.limit; k++ {
		if d.deed(k) != "" && d.reports(k) {
			return false
		}
		wake = wake || d.turns(k, tWake)
	}
	return wake
}

// hourBeside gives a scene that has a day the hour that a sentence close by names with
// that day.
func (d *detailer) hourBeside(list []scene, k int) {
	const reach = 2 // sentences
	sc := &list[k]
	for i := max(0, sc.sents[0]-reach); i <= min(slices.Max(sc.sents)+reach, len(d.text.Sentences)-1); i++ {
		sent := &d.text.Sentences[i]
		if sent.Form == lang.Dateline || d.ofAnother(list, k, i) {
			continue
		}
		for n := d.dateBehind(int(sent.First)); n < len(d.dates) && d.dates[n].Last <= int(sent.Last); n++ {
			t := &d.dates[n]
			if t.From != sc.Date.From || t.From != t.To || d.stands(t, sent) == dateOfTelling {
				continue
			}
			sc.Date.Time, sc.Date.Zone = t.Time, t.Zone
			if t.Time == "" {
				sc.Date.Time = d.clockIn(sent)
			}
			if sc.Date.Time != "" {
				return
			}
		}
	}
}

// ofAnother reports whether sentence i tells of a scene other than k.
func (d *detailer) ofAnother(list []scene, k, i int) bool {
	for n := range list {
		if n != k && slices.Contains(list[n].sents, i) {
			return !slices.Contains(list[k].sents, i)
		}
	}
	return false
}

// ofYears reports whether an account sums up what a year or more has brought: "seven
// people have lost their lives this year", "have killed 1,700 since January 2004".
func (d *detailer) ofYears(a *account) bool {
	perfect, span := false, false
	for k := a.first; k+1 < a.last; k++ {
		perfect = perfect || d.tags[k].grams&gHave != 0
		switch w := d.text.Role(k + 1); d.text.Role(k) {
		case "this":
			span = span || w == "year" || w == "decade" || w == "century"
		case "since":
			span = span || d.inDate(k+1) && !d.thisWeek(k+1)
		case "in", "over", "during":
			for j := k + 1; j < min(k+5, a.last); j++ {
				span = span || d.text.Role(j) == "years" || d.text.Role(j) == "decades"
			}
		}
	}
	return perfect && span
}

// thisWeek reports whether the date at token k lies less than two weeks before the news.
func (d *detailer) thisWeek(k int) bool {
	const days = 14
	i := d.dateBehind(k + 1)
	if i == 0 || d.anchor.IsZero() {
		return true
	}
	from := d.dates[i-1].From
	return from >= d.anchor.AddDate(0, 0, -days).Format("2006-01-02")
}

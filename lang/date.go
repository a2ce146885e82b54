package lang

import (
	"time"

	"github.com/credence-project/credence"
)

// calendar is a word of time of a pack.
type calendar struct {
	kind  string // month, weekday, day, unit, part, hours, ago, last, this, next, third, clock, zone ...
	n     int
	short bool // of a month: shortened, and so perhaps a name
}

// Date is a date or time of day in a text. A relative date ("last Tuesday",
// "two days ago") is resolved against the anchor; without an anchor its From
// and To are empty.
type Date struct {
	credence.DateMention
	First, Last int  // tokens First..Last-1
	Relative    bool // resolved against the anchor
}

func (t *Text) calendar(i int) calendar {
	if i < 0 || i >= len(t.Tokens) {
		return calendar{}
	}
	if w := t.Tokens[i].Word; int(w) < len(t.vocab.calendar) {
		return t.vocab.calendar[w]
	}
	return calendar{}
}

// dater reads dates against an anchor.
type dater struct {
	*Text
	anchor time.Time // zero if unknown
}

// found is a date being read: days from..to and the token behind it.
type found struct {
	from, to time.Time
	last     int
	relative bool
	clock    string
	zone     string
}

// Dates appends the dates and times of day of the text to dst, in order.
// anchor is when the text was published, in the zone its "today" is meant in;
// the zero time if that is unknown.
func (t *Text) Dates(dst []Date, anchor time.Time) []Date {
	d := dater{t, anchor}
	if !anchor.IsZero() {
		d.anchor = midnight(anchor)
	}
	for i := 0; i < len(t.Tokens); {
		if !t.counts(i) {
			i++
			continue
		}
		f, ok := d.at(i)
		if !ok {
			i++
			continue
		}
		dst = append(dst, d.mention(i, f))
		i = f.last
	}
	return dst
}

// ParseDates gives the dates of a short text on its own, as
// [Analyser.Analyse] and [Text.Dates] together do.
func ParseDates(raw string, pack *Pack, anchor time.Time) []Date {
	return NewAnalyser(NewVocabulary(pack)).Analyse(raw).Dates(nil, anchor)
}

func (d dater) mention(first int, f found) Date {
	out := Date{First: first, Last: f.last, Relative: f.relative}
	out.Span = d.Span(first, f.last)
	if !f.from.IsZero() {
		out.From = f.from.Format(time.DateOnly)
		if out.To = out.From; !f.to.Equal(f.from) {
			out.To = f.to.Format(time.DateOnly)
		}
	}
	out.Time, out.Zone = f.clock, f.zone
	return out
}

// at reads the date or time that begins at token i, and a time of day or date
// directly beside it.
func (d dater) at(i int) (found, bool) {
	f, ok := d.date(i)
	if !ok {
		return d.clock(i)
	}
	j := f.last
	for d.is(j, "at", "around", "about", ",", "shortly", "(") && j < f.last+3 {
		j++
	}
	if c, ok := d.clock(j); ok {
		f.last, f.clock, f.zone = c.last, c.clock, c.zone
	}
	return f, true
}

func (d dater) date(i int) (found, bool) {
	tok := &d.Tokens[i]
	if tok.Flags&Digit != 0 {
		return d.numeric(i)
	}
	switch c := d.calendar(i); c.kind {
	case "month":
		return d.month(i, c.n)
	case "weekday":
		if f, ok := d.namedDay(i + 1); ok && !d.Upper {
			return f, true
		}
		return d.weekday(i, c.n, 0)
	case "day":
		return d.shift(i, c.n, d.part(i+1))
	case "last", "this", "next":
		return d.near(i, c.kind)
	case "third":
		return d.third(i, c.n)
	}
	if d.is(i, "the") {
		if d.is(i+1, "day") && d.is(i+2, "before") && d.is(i+3, "yesterday") {
			return d.shift(i, -2, i+4)
		}
		if k := d.calendar(i + 1).kind; k == "last" || k == "this" && !d.is(i+1, "same") {
			return d.near(i+1, k)
		}
	}
	return d.ago(i)
}

// shift is a day counted from the anchor.
func (d dater) shift(_, days, last int) (found, bool) {
	f := found{last: last, relative: true}
	if !d.anchor.IsZero() {
		f.from = d.anchor.AddDate(0, 0, days)
		f.to = f.from
	}
	return f, true
}

// part skips "morning", "night" behind a day.
func (d dater) part(i int) int {
	if d.calendar(i).kind == "part" && !d.is(i, "weekend") {
		return i + 1
	}
	return i
}

// numeric reads "2006-01-02", "30 December 1989", "3/12/2001", "30th of May".
func (d dater) numeric(i int) (found, bool) {
	s := d.Normal(i)
	if len(s) == 10 && s[4] == '-' {
		if day, err := time.Parse(time.DateOnly, s); err == nil {
			return found{from: day, to: day, last: i + 1}, true
		}
		return found{}, false
	}
	q, next, ok := d.figure(i)
	if !ok || next != i+1 {
		return found{}, false
	}
	if q.n >= 1 && q.n <= 31 && len(s) <= 4 {
		j := next
		if d.is(j, "of") {
			j++
		}
		if c := d.calendar(j); c.kind == "month" && d.nameOfMonth(j) {
			return d.dayOfMonth(j+1, q.n, c.n)
		}
	}
	if q.kind == "unit" && len(s) == 4 && q.n >= 1900 && q.n <= 2100 && d.yearContext(i) && !d.CountsAt(i) {
		return found{from: day(q.n, 1, 1), to: day(q.n, 12, 31), last: next}, true
	}
	return d.ago(i)
}

// yearContext tells the year 1998 from 1,998 of something.
func (d dater) yearContext(i int) bool {
	return d.is(i-1, "in", "since", "of", "by", "until", "from", "to", "the", "during", "before", "after", "early", "late",
		"mid", "and", "summer", "spring", "autumn", "winter", "(", "between")
}

// CountsAt reports whether the figure at token i that might be a year counts what
// stands behind it: "of 2000 people", "fired 1950 rounds", but not "In 2000 rebels
// attacked" or "the 1998 attacks".
func (t *Text) CountsAt(i int) bool {
	const round = 50
	if i+1 >= len(t.Tokens) || !t.vocab.pack.counted[t.Normal(i+1)] || t.Tokens[i+1].Flags&(Capital|SentStart) != 0 {
		return false
	}
	q, _, ok := t.figure(i)
	switch {
	case !ok || t.is(i-1, "the", "early", "late", "mid", "during"):
		return false
	case t.is(i-1, "in", "since", "until", "before", "after", "summer", "spring", "autumn", "winter", "en", "desde"):
		return q.n%round == 0 && t.Tokens[i-1].Flags&SentStart == 0
	case t.is(i-1, "and", "to", "y", "a") && i >= 2 && t.Tokens[i-2].Flags&Digit != 0:
		return false // "between 1990 and 2000 rebels ..."
	}
	return true
}

// nameOfMonth rules out "may" and "march" in small letters.
func (d dater) nameOfMonth(i int) bool {
	return d.Tokens[i].Flags&Capital != 0 || !d.is(i, "may", "march")
}

// month reads "December 30, 1989", "December 1989", "December".
func (d dater) month(i, month int) (found, bool) {
	if !d.nameOfMonth(i) {
		return found{}, false
	}
	if i+1 < len(d.Tokens) && d.Tokens[i+1].Flags&Digit != 0 {
		if q, next, ok := d.figure(i + 1); ok && next == i+2 {
			if q.n >= 1 && q.n <= 31 {
				return d.dayOfMonth(next, q.n, month)
			}
			if q.n >= 1900 && q.n <= 2100 {
				return found{from: day(q.n, month, 1), to: day(q.n, month+1, 0), last: next}, true
			}
		}
	}
	if d.is(i, "may", "march") && (d.Sentences[d.Tokens[i].Sent].Upper || !d.is(i-1, "in", "since", "last", "of", "early", "late", "until", "by", "this", "next")) {
		return found{}, false
	}
	if d.calendar(i).short && !d.alone(i) {
		return found{}, false
	}
	return d.monthOf(i+1, month)
}

// alone reports whether the shortened month at token i, without a figure beside
// it, is one and no name: "in Feb.", "late Dec", but not "Santillana del Mar",
// "Jan Kolar", "in Mar Elias".
func (d dater) alone(i int) bool {
	if d.Tokens[i].Flags&AllCaps != 0 && !d.Sentences[d.Tokens[i].Sent].Upper {
		return false // "DEC"
	}
	next := i + 1
	if next < len(d.Tokens) && d.Tokens[next].Sent == d.Tokens[i].Sent && d.Tokens[next].Flags&Capital != 0 || d.is(next, "de", "del", "da", "di", "des", "al", "el") {
		return false
	}
	return d.is(i-1, "in", "since", "last", "early", "late", "mid", "until", "till", "by", "this", "next", "through", "before", "after", "between", "during", "end-", "mid-", "en", "desde", "hasta")
}

// monthOf is the last such month up to the anchor.
func (d dater) monthOf(last, month int) (found, bool) {
	if f, ok := d.ofLastYear(last); ok {
		if year := d.anchor.Year() - 1; f.relative {
			f.from, f.to = day(year, month, 1), day(year, month+1, 0)
		}
		return f, true
	}
	f := found{last: last, relative: true}
	if !d.anchor.IsZero() {
		year := d.anchor.Year()
		if day(year, month, 1).After(d.anchor) {
			year--
		}
		f.from, f.to = day(year, month, 1), day(year, month+1, 0)
	}
	return f, true
}

// ofLastYear reads "last year" or "of last year" behind a day or month; relative is set
// if it can be counted. Text in capitals is left as the models learnt it.
func (d dater) ofLastYear(i int) (found, bool) {
	if d.is(i, ",", "of") {
		i++
	}
	if d.Upper || !d.is(i, "last") || !d.is(i+1, "year") {
		return found{}, false
	}
	return found{last: i + 2, relative: !d.anchor.IsZero()}, true
}

// dayOfMonth reads the year that may follow and gives the day.
func (d dater) dayOfMonth(i, dom, month int) (found, bool) {
	f := found{last: i}
	j := i
	if d.is(j, ",") {
		j++
	}
	if j < len(d.Tokens) && d.Tokens[j].Flags&Digit != 0 {
		if q, next, ok := d.figure(j); ok && q.kind == "unit" && next == j+1 {
			width := d.Tokens[j].End - d.Tokens[j].Start
			year := 0
			switch {
			case width == 4 && q.n >= 1900 && q.n <= 2100:
				year = q.n
			case width == 2 && j == i && d.Tokens[i-1].Flags&AllCaps != 0:
				year = 1900 + q.n
				if q.n < 50 {
					year += 100
				}
			}
			if year > 0 {
				f.from, f.last = day(year, month, dom), next
				f.to = f.from
				return f, f.from.Day() == dom
			}
		}
	}
	if f, ok := d.ofLastYear(i); ok {
		if f.relative {
			f.from = day(d.anchor.Year()-1, month, dom)
			f.to = f.from
		}
		return f, true
	}
	f.relative = true
	if !d.anchor.IsZero() {
		const ahead = 7 // days by which a date without a year may lie in the future
		f.from = day(d.anchor.Year(), month, dom)
		if f.from.After(d.anchor.AddDate(0, 0, ahead)) {
			f.from = day(d.anchor.Year()-1, month, dom)
		}
		f.to = f.from
	}
	return f, true
}

// weekday is the last such day up to the anchor, weeks further back.
func (d dater) weekday(i, wd, weeks int) (found, bool) {
	if d.Tokens[i].Flags&Capital == 0 {
		return found{}, false
	}
	f := found{last: d.part(i + 1), relative: true}
	if !d.anchor.IsZero() {
		back := (int(d.anchor.Weekday()) - wd + 7) % 7
		f.from = d.anchor.AddDate(0, 0, -back-7*weeks)
		f.to = f.from
		if weeks == 0 && d.is(f.last, "of") && d.is(f.last+1, "last") && d.is(f.last+2, "week") {
			monday := d.anchor.AddDate(0, 0, -(int(d.anchor.Weekday())+6)%7-7)
			f.from, f.last = monday.AddDate(0, 0, (wd+6)%7), f.last+3
			f.to = f.from
		}
	}
	return f, true
}

// namedDay reads the date that stands behind the name of its day: "14 August
// 2010", ", August 14".
func (d dater) namedDay(i int) (found, bool) {
	if d.is(i, ",") {
		i++
	}
	if d.calendar(i).kind != "month" && (i >= len(d.Tokens) || d.Tokens[i].Flags&Digit == 0 || d.calendar(i+1).kind != "month") {
		return found{}, false
	}
	f, ok := d.date(i)
	return f, ok && f.from.Equal(f.to)
}

// near reads "last Tuesday", "last week", "this morning", "last March", "the
// past two weeks", "next Friday".
func (d dater) near(i int, kind string) (found, bool) {
	c := d.calendar(i + 1)
	f := found{last: i + 2, relative: true}
	known := !d.anchor.IsZero()
	switch {
	case c.kind == "weekday" && kind == "last":
		weeks := 0
		if known && int(d.anchor.Weekday()) == c.n {
			weeks = 1
		}
		return d.weekday(i+1, c.n, weeks)
	case c.kind == "weekday" && kind == "next":
		f, ok := d.weekday(i+1, c.n, -1)
		return f, ok
	case c.kind == "weekday":
		return d.weekday(i+1, c.n, 0)
	case c.kind == "month" && d.nameOfMonth(i+1):
		return d.monthOf(i+2, c.n)
	case d.is(i+1, "night") && kind == "last":
		return d.shift(i, -1, i+2)
	case c.kind == "part" && c.n == 0 && kind == "this":
		return d.shift(i, 0, i+2)
	case d.is(i+1, "weekend") && known:
		back := (int(d.anchor.Weekday()) + 1) % 7
		f.from = d.anchor.AddDate(0, 0, -back)
		f.to = f.from.AddDate(0, 0, 1)
		return f, true
	case c.kind == "unit":
		return d.period(f, c.n, kind), true
	}
	if q, next, ok := d.cardinal(i + 1); ok && kind == "last" && d.calendar(next).kind == "unit" {
		f.last = next + 1
		if known {
			f.from, f.to = d.back(q.n, d.calendar(next).n), d.anchor
		}
		return f, true
	}
	return found{}, false
}

// period is the calendar week, month or year around or beside the anchor.
func (d dater) period(f found, unit int, kind string) found {
	if d.anchor.IsZero() {
		return f
	}
	off := 0
	switch kind {
	case "last":
		off = -1
	case "next":
		off = 1
	}
	y, m, _ := d.anchor.Date()
	switch unit {
	case 7:
		monday := d.anchor.AddDate(0, 0, -(int(d.anchor.Weekday())+6)%7+7*off)
		f.from, f.to = monday, monday.AddDate(0, 0, 6)
	case 30:
		f.from, f.to = day(y, int(m)+off, 1), day(y, int(m)+off+1, 0)
	case 365:
		f.from, f.to = day(y+off, 1, 1), day(y+off, 12, 31)
	default:
		f.from = d.anchor.AddDate(0, 0, off*unit)
		f.to = f.from
	}
	return f
}

// back counts n units back from the anchor.
func (d dater) back(n, unit int) time.Time {
	n = min(n, 5000)
	switch unit {
	case 30:
		return d.anchor.AddDate(0, -n, 0)
	case 365:
		return d.anchor.AddDate(-n, 0, 0)
	case 3650:
		return d.anchor.AddDate(-10*n, 0, 0)
	}
	return d.anchor.AddDate(0, 0, -n*unit)
}

// ago reads "two days ago", "a week ago", "three months earlier".
func (d dater) ago(i int) (found, bool) {
	q, next, ok := d.cardinal(i)
	if d.is(i, "a", "an") && !ok {
		q, next, ok = quantity{"unit", 1}, i+1, true
	}
	c := d.calendar(next)
	if !ok || c.kind != "unit" && c.kind != "hours" || d.calendar(next+1).kind != "ago" {
		return found{}, false
	}
	f := found{last: next + 2, relative: true}
	if d.anchor.IsZero() {
		return f, true
	}
	if c.kind == "hours" {
		f.from, f.to = d.anchor.AddDate(0, 0, -min(q.n*c.n, 2400)/24), d.anchor
		return f, true
	}
	f.from = d.back(q.n, c.n)
	f.to = f.from
	switch c.n {
	case 30:
		f.from, f.to = f.from.AddDate(0, 0, -15), f.to.AddDate(0, 0, 15)
	case 365, 3650:
		f.from, f.to = day(f.from.Year(), 1, 1), day(f.from.Year(), 12, 31)
	}
	return f, true
}

// third reads "early March", "late 1998".
func (d dater) third(i, n int) (found, bool) {
	if i+1 >= len(d.Tokens) || d.calendar(i+1).kind == "third" {
		return found{}, false
	}
	f, ok := d.date(i + 1)
	if !ok || f.from.IsZero() {
		return f, ok
	}
	days := int(f.to.Sub(f.from).Hours()/24) + 1
	if days < 27 {
		return found{}, false
	}
	from := f.from.AddDate(0, 0, n*days/3)
	if n < 2 {
		f.to = f.from.AddDate(0, 0, (n+1)*days/3-1)
	}
	f.from = from
	return f, true
}

func day(year, month, dom int) time.Time {
	return time.Date(year, time.Month(month), dom, 0, 0, 0, 0, time.UTC)
}

func midnight(t time.Time) time.Time { return day(t.Year(), int(t.Month()), t.Day()) }

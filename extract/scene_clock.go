package extract

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/credence-project/credence/lang"
)

// Times of day in words, "at twenty past five", "about ten o'clock", and in figures
// that do not say which half of the day they are of.

// partOfDay is what a word says of the time of day.
type partOfDay uint8

const (
	dayUnknown partOfDay = iota
	dayMorning
	dayAfternoon
	dayEvening
	dayNight
)

// hour is a time of day in a sentence: minutes after midnight or, if the half of the
// day is not known, after twelve.
type hour struct {
	first, last int // tokens
	minutes     int
}

// clockIn reads the first time of day in a sentence that is not that of a telling,
// "" if there is none.
func (d *detailer) clockIn(sent *lang.Sentence) string {
	for k := int(sent.First); k < int(sent.Last); k++ {
		if !d.turns(k, tClock) && !d.text.Tokens[k].Has(lang.Digit) {
			continue
		}
		h, ok := d.hourAt(k, sent)
		if !ok || d.warned(h.first, int(sent.First)) || d.stands(&lang.Date{First: h.first, Last: h.last}, sent) == dateOfTelling {
			continue
		}
		m := h.minutes
		if m <= 12*60+59 {
			m = onDay(m, d.partAt(&h, sent))
		}
		return fmt.Sprintf("%02d:%02d", m/60%24, m%60)
	}
	return ""
}

// hourOf gives an account the time of day that its sentence tells, unless it is
// known with its half of the day.
func (d *detailer) hourOf(a *account, sent *lang.Sentence) {
	if a.date.Time != "" {
		return
	}
	if t := d.clockIn(sent); t != "" && (a.clock.Time == "" || t[2:] == a.clock.Time[2:]) {
		a.clock.Time = t
	}
}

// hourAt reads the time that token k tells: "past", "to", "o'clock", "at" before a
// bare hour, or figures.
func (d *detailer) hourAt(k int, sent *lang.Sentence) (hour, bool) {
	first, last := int(sent.First), int(sent.Last)
	switch w := d.text.Role(k); w {
	case "o'clock":
		n, ok := d.smallNumber(k-1, 12)
		return hour{k - 1, k + 1, n * 60}, ok && n > 0
	case "past", "to":
		j := k - 1
		if j > first && d.text.Role(j) == "minutes" {
			j--
		}
		var m int
		switch d.text.Role(j) {
		case "quarter":
			m = 15
		case "half":
			m = 30
		default:
			n, ok := d.smallNumber(j, 29)
			if !ok || n == 0 || w == "to" && !(j > first && d.turns(j-1, tAbout)) {
				return hour{}, false
			}
			m = n
		}
		n, ok := d.smallNumber(k+1, 12)
		if !ok || n == 0 || k+1 >= last {
			return hour{}, false
		}
		if w == "to" {
			m = -m
		}
		return hour{j, k + 2, n*60 + m}, true
	case "in":
		n, ok := d.smallNumber(k-1, 12)
		return hour{k - 1, k, n * 60}, ok && n > 0 && k-1 > first && d.turns(k-2, tAbout) && k+2 < last && d.text.Role(k+1) == "the" && d.dayPart(k+2) != dayUnknown
	case "at":
		n, ok := d.smallNumber(k+1, 12)
		if !ok || n == 0 || k+2 >= last || d.text.Tokens[k+1].Has(lang.Digit) {
			return hour{}, false
		}
		next := k + 2
		if !d.text.Tokens[next].Has(lang.Punct) && d.tags[next].grams&(gPrep|gSubord|gConj|gPronoun) == 0 || d.text.Role(next) == "to" || d.text.Role(next) == "of" || d.text.Role(next) == "and" {
			return hour{}, false // "at two checkpoints"
		}
		return hour{k, next, n * 60}, true
	}
	if k == first || !d.turns(k-1, tAbout) && d.text.Role(k-1) != "at" {
		return hour{}, false
	}
	h, m, ok := figures(d.text.Word(k))
	return hour{k, k + 1, h*60 + m}, ok
}

// figures reads "7.45", "15:20".
func figures(s string) (h, m int, ok bool) {
	i := strings.IndexAny(s, ".:")
	if i < 1 || i > 2 || len(s) != i+3 {
		return 0, 0, false
	}
	h, err := strconv.Atoi(s[:i])
	m, fault := strconv.Atoi(s[i+1:])
	return h, m, err == nil && fault == nil && h >= 0 && h < 24 && m >= 0 && m < 60
}

// smallNumber reads a number up to most at token k.
func (d *detailer) smallNumber(k, most int) (int, bool) {
	if k < 0 || k >= len(d.text.Tokens) {
		return 0, false
	}
	n, ok := d.text.NumberAt(k)
	if !ok || n.Min != n.Max || n.Max > most || n.Ordinal || n.Last != k+1 {
		return 0, false
	}
	return n.Max, true
}

// partAt tells what part of the day a time is of: by the words around it, or by
// those of the sentences before.
func (d *detailer) partAt(h *hour, sent *lang.Sentence) partOfDay {
	const (
		behind = 6
		before = 60
	)
	for j := h.last; j < min(h.last+behind, int(sent.Last)); j++ {
		if p := d.dayPart(j); p != dayUnknown {
			return p
		}
	}
	for j := h.first - 1; j >= max(0, h.first-before); j-- {
		if p := d.dayPart(j); p != dayUnknown {
			return p
		}
	}
	return dayUnknown
}

// dayPart is what token k says of the part of the day.
func (d *detailer) dayPart(k int) partOfDay {
	switch d.text.Role(k) {
	case "morning", "a.m", "am", "dawn", "daybreak", "sunrise", "breakfast", "predawn", "pre-dawn":
		return dayMorning
	case "afternoon", "lunchtime", "p.m", "pm":
		return dayAfternoon
	case "evening", "dusk", "nightfall", "sunset", "supper", "dinner":
		return dayEvening
	case "night", "overnight":
		return dayNight
	}
	return dayUnknown
}

// onDay puts minutes after twelve into the half of the day that is meant: where
// nothing tells, between six and noon.
func onDay(m int, p partOfDay) int {
	const half = 12 * 60
	h := m / 60 % 12
	m %= half
	switch p {
	case dayMorning:
		return m
	case dayAfternoon, dayEvening:
		return m + half
	case dayNight:
		if h >= 6 {
			return m + half
		}
		return m
	}
	if h < 6 {
		return m + half
	}
	return m
}

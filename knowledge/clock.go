package knowledge

// clock is a stretch of the day in minutes after midnight. It may pass
// midnight: then to is below from.
type clock struct{ from, to int }

// dayParts are the words for parts of the day, as wide as people use them.
var dayParts = map[string]clock{
	"dawn": {4 * 60, 7 * 60}, "daybreak": {4 * 60, 7 * 60}, "morning": {5 * 60, 12 * 60}, "noon": {11*60 + 30, 12*60 + 30}, "midday": {11*60 + 30, 12*60 + 30},
	"lunchtime": {11*60 + 30, 14 * 60}, "afternoon": {12 * 60, 18 * 60}, "dusk": {17 * 60, 21 * 60}, "evening": {17 * 60, 22*60 + 30}, "night": {20*60 + 30, 5 * 60}, "midnight": {23*60 + 30, 30},
}

// clocks reads the times of day of a passage: "14:40", "2.40 pm", "at 9 am",
// "in the afternoon".
func (l *lexicon) clocks(ts []term) []clock {
	var out []clock
	for i := range ts {
		if part, ok := dayParts[ts[i].word]; ok {
			out = append(out, part)
			continue
		}
		if at, ok := clockAt(ts, i); ok {
			out = append(out, clock{at, at})
		}
	}
	return out
}

// clockAt reads an hour with its minutes at term i, on the 24-hour clock or
// with am or pm after it.
func clockAt(ts []term, i int) (int, bool) {
	hour, minute, next, written := ts[i].num, 0, i+1, false
	switch w := ts[i].word; {
	case len(w) >= 4 && len(w) <= 5 && (w[len(w)-3] == '.') && hour >= 0: // 2.40
		hour, minute = hour/100, hour%100
	case hour >= 0 && hour < 24 && next < len(ts) && ts[next].start == ts[i].end+1 && ts[next].end-ts[next].start == 2 && ts[next].num >= 0 && ts[next].num < 60: // 14:40
		minute, next, written = ts[next].num, next+1, true
	}
	if hour < 0 || hour > 23 || minute > 59 {
		return 0, false
	}
	if next+1 < len(ts) && ts[next+1].word == "m" && (ts[next].word == "a" || ts[next].word == "p") || next < len(ts) && (ts[next].word == "am" || ts[next].word == "pm") {
		switch pm := ts[next].word[0] == 'p'; {
		case hour > 12:
			return 0, false
		case pm && hour < 12:
			hour += 12
		case !pm && hour == 12:
			hour = 0
		}
		return hour*60 + minute, true
	}
	return hour*60 + minute, written
}

// meets reports whether two stretches of the day have a minute in common, or
// lie no more than slack minutes apart.
func (c clock) meets(d clock, slack int) bool {
	inside := func(m int, c clock) bool {
		const whole = 24 * 60
		width := (c.to - c.from + whole) % whole
		return (m-c.from+slack+whole)%whole <= width+2*slack
	}
	return inside(c.from, d) || inside(d.from, c)
}

// bearTime compares times of day.
func (l *lexicon) bearTime(a *assertion, ts []term, h *hit) {
	slack := tolerance(a.slot).Minutes
	for _, got := range l.clocks(ts) {
		for _, want := range a.clocks {
			switch {
			case want.meets(got, slack):
				h.rel, h.score = states, 1
				return
			case want.meets(got, 3*slack):
				h.rel, h.score = near, 0.5
			}
		}
	}
}

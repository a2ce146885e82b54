package lang

import "strconv"

// clock reads a time of day at token i with its zone: "10:45 GMT", "3.30
// p.m.", "1430 GMT", "5 o'clock", "noon", "midnight local time".
func (d dater) clock(i int) (found, bool) {
	if i >= len(d.Tokens) {
		return found{}, false
	}
	if c := d.calendar(i); c.kind == "clock" {
		f := found{clock: hhmm(c.n, 0), last: i + 1}
		return d.zoned(f), true
	}
	tok := &d.Tokens[i]
	if tok.Flags&Digit == 0 {
		return d.hourOf(i)
	}
	h, m, half, ok := splitClock(d.Normal(i))
	if !ok {
		return found{}, false
	}
	f := found{last: i + 1}
	sure := len(d.Normal(i)) > 2 && m >= 0 && (d.Normal(i)[len(d.Normal(i))-3] == ':' || d.Normal(i)[len(d.Normal(i))-3] == '.' && d.ofDay(i))
	if half == "" {
		switch {
		case d.is(f.last, "a.m", "am"):
			half, f.last = "am", f.last+1
		case d.is(f.last, "p.m", "pm"):
			half, f.last = "pm", f.last+1
		case d.is(f.last, "o'clock"):
			sure, f.last = true, f.last+1
		}
	}
	if half == "" && sure {
		half = d.half(f.last)
	}
	if half == "pm" && h < 12 {
		h += 12
	} else if half == "am" && h == 12 {
		h = 0
	}
	f.clock = hhmm(h, max(m, 0))
	f = d.zoned(f)
	if f.zone == "" && half == "" && !sure || h > 23 || m > 59 {
		return found{}, false
	}
	return f, true
}

// ofDay reports whether the figures at token i, "10.35", can be nothing but a time
// of day: "at 10.35 on Friday", "at 3.40 in the morning".
func (d dater) ofDay(i int) bool {
	if !d.is(i-1, "at") && !(d.is(i-1, "about", "around", "before", "after") && d.is(i-2, "at", "shortly", "just")) {
		return false
	}
	return !d.Upper && d.calendar(i+1).kind == "weekday" || !d.Upper && d.is(i+1, "on") && d.calendar(i+2).kind == "weekday" || d.half(i+1) != ""
}

// half reads "in the morning", "on Friday evening" at token i as "am" or "pm".
func (d dater) half(i int) string {
	switch {
	case d.Upper:
		return "" // wire copy in capitals keeps to zones

	case d.is(i, "in") && d.is(i+1, "the"):
		i += 2
	case d.is(i, "on") && d.calendar(i+1).kind == "weekday":
		i += 2
	default:
		return ""
	}
	switch {
	case d.is(i, "morning"):
		return "am"
	case d.is(i, "afternoon", "evening"):
		return "pm"
	}
	return ""
}

// hourOf reads an hour in words of which the part of the day is told: "at seven on
// Saturday evening".
func (d dater) hourOf(i int) (found, bool) {
	if !d.is(i-1, "at") {
		return found{}, false
	}
	q, next, ok := d.cardinal(i)
	if !ok || q.n < 1 || q.n > 12 || next != i+1 {
		return found{}, false
	}
	h := q.n % 12
	switch d.half(next) {
	case "am":
	case "pm":
		h += 12
	default:
		return found{}, false
	}
	return found{clock: hhmm(h, 0), last: next}, true
}

// zoned reads the zone behind a time of day, in brackets or not.
func (d dater) zoned(f found) found {
	i := f.last
	open := d.is(i, "(")
	if open && d.calendar(i+1).kind != "zone" {
		return f
	}
	if open {
		i++
	}
	switch {
	case d.calendar(i).kind == "zone" && d.Tokens[i].Flags&Capital != 0:
		f.zone, f.last = d.Word(i), i+1
	case d.is(i, "local") && d.is(i+1, "time"):
		f.zone, f.last = "local time", i+2
	}
	if open && d.is(f.last, ")") {
		f.last++
	}
	return f
}

// splitClock reads "10:45", "10.45", "1045", "10", "3pm". Minutes are -1
// where the text gives none.
func splitClock(s string) (h, m int, half string, ok bool) {
	if n := len(s); n > 2 && (s[n-2:] == "am" || s[n-2:] == "pm") {
		half, s = s[n-2:], s[:n-2]
	}
	var hs, ms string
	switch {
	case len(s) <= 2:
		hs = s
	case len(s) <= 5 && (s[len(s)-3] == ':' || s[len(s)-3] == '.'):
		hs, ms = s[:len(s)-3], s[len(s)-2:]
	case len(s) == 4:
		hs, ms = s[:2], s[2:]
	default:
		return 0, 0, "", false
	}
	m = -1
	h, err := strconv.Atoi(hs)
	if err != nil {
		return 0, 0, "", false
	}
	if ms != "" {
		if m, err = strconv.Atoi(ms); err != nil {
			return 0, 0, "", false
		}
	}
	return h, m, half, h >= 0 && h <= 24 && m < 60
}

func hhmm(h, m int) string {
	b := []byte{'0' + byte(h/10%10), '0' + byte(h%10), ':', '0' + byte(m/10%10), '0' + byte(m%10)}
	return string(b)
}

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
		return found{}, false
	}
	h, m, half, ok := splitClock(d.Normal(i))
	if !ok {
		return found{}, false
	}
	f := found{last: i + 1}
	sure := len(d.Normal(i)) > 2 && m >= 0 && d.Normal(i)[len(d.Normal(i))-3] == ':'
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

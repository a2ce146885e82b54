// Package stamp reads the dates and times that publishers write into feeds,
// pages and mail. It says nothing rather than guess: 03/04/2020 is no date,
// and a clock time whose zone nobody states is believed to the day only.
package stamp

import (
	_ "embed"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/credence-project/credence"
)

// months.txt: a line for each month, its names and short forms in the
// languages of the larger news markets, lower case.
//
//go:embed months.txt
var monthTable string

var months = func() map[string]time.Month {
	out := map[string]time.Month{}
	for i, line := range strings.Split(strings.TrimSpace(monthTable), "\n") {
		for _, name := range strings.Fields(line) {
			out[name] = time.Month(i + 1)
		}
	}
	return out
}()

// zones are the zone names of RFC 822 and the European ones, which stand for
// one offset each. Names that several zones share (IST, BST in Asia) are read
// as the one a Western newsroom means, or left out.
var zones = map[string]int{
	"Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120,
	"EET": 120, "EEST": 180, "MSK": 180, "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360,
	"PST": -480, "PDT": -420, "JST": 540, "KST": 540, "PKT": 300, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
}

var (
	isoDate     = regexp.MustCompile(`(?:^|[^\d])(\d{4})([-/.])(\d{1,2})([-/.])(\d{1,2})(?:[^\d]|$)`)
	packedDate  = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?\s*(Z|[+-]\d{2}:?\d{2})?)?$`)
	dayFirst    = regexp.MustCompile(`(?:^|[^\d\pL])(\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?[\s-]*(?:de |of |d')?[\s-]*([\p{L}\p{M}]{3,14})\.?,?[\s-]*(?:de |del |г\. )?(\d{4}|\d{2})(?:[^\d:]|$)`)
	monthFirst  = regexp.MustCompile(`(?:^|[^\pL])([\p{L}\p{M}]{3,14})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(?:at\s+)?(\d{4})(?:\D|$)`)
	unixDate    = regexp.MustCompile(`^(?:[A-Z][a-z]{2}\s+)?([A-Z][a-z]{2})\s+(\d{1,2})\s+(\d{1,2}:\d{2}:\d{2})\s+(?:([A-Z]{1,5}|[+-]\d{4})\s+)?(\d{4})$`)
	dottedDate  = regexp.MustCompile(`(?:^|[^\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:\D|$)`)
	slashedDate = regexp.MustCompile(`(?:^|[^\d/-])(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:\D|$)`)
	eastDate    = regexp.MustCompile(`(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]`)
	monthOnly   = regexp.MustCompile(`^\d{4}[-/]\d{2}$`)
	epoch       = regexp.MustCompile(`^1\d{9}(?:\d{3})?$`)
	clock       = regexp.MustCompile(`(?i)(?:^|[^\d:])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*([ap]\.?m\.?)?\s*(?:\(?(?:gmt|utc)?([+-]\d{1,2}(?::?\d{2})?)|\(?([a-z]{1,5})\b)?`)
)

// Parse reads one date or time with whatever stands around it. A time with a
// zone is an instant; without one it is placed in zone or, where that is nil,
// widened to its whole day. The basis is left empty. False means that s holds
// no date, or one that can be read in two ways.
func Parse(s string, zone *time.Location) (credence.Interval, bool) {
	s = strings.TrimSpace(s)
	if len(s) > 200 || len(s) < 6 {
		return credence.Interval{}, false
	}
	if epoch.MatchString(s) {
		n, _ := strconv.ParseInt(s[:10], 10, 64)
		return credence.At(time.Unix(n, 0), ""), true
	}
	if monthOnly.MatchString(s) {
		at, err := credence.ParseTime(strings.Replace(s, "/", "-", 1))
		return at, err == nil && at.From.Year() >= 1900
	}
	if m := packedDate.FindStringSubmatch(s); m != nil {
		rest := ""
		if m[4] != "" {
			rest = m[4] + ":" + m[5] + ":" + orZero(m[6]) + m[7]
		}
		return assemble(number(m[1]), time.Month(number(m[2])), number(m[3]), rest, zone)
	}
	if m := unixDate.FindStringSubmatch(s); m != nil {
		return assemble(number(m[5]), months[strings.ToLower(m[1])], number(m[2]), m[3]+" "+m[4], zone)
	}
	y, mon, d, rest := calendar(s)
	return assemble(y, mon, d, rest, zone)
}

// calendar finds the date in s and gives what is left of s, where the time of
// day may stand. A zero day means that there is none.
func calendar(s string) (year int, month time.Month, day int, rest string) {
	if at := isoDate.FindStringSubmatchIndex(s); at != nil {
		m := groups(s, at)
		if m[2] == m[4] {
			return number(m[1]), time.Month(number(m[3])), number(m[5]), s[at[11]:]
		}
	}
	if at := eastDate.FindStringSubmatchIndex(s); at != nil {
		m := groups(s, at)
		return number(m[1]), time.Month(number(m[2])), number(m[3]), s[at[1]:]
	}
	if at := dayFirst.FindStringSubmatchIndex(s); at != nil {
		m := groups(s, at)
		if mon := months[strings.ToLower(m[2])]; mon != 0 {
			return century(m[3]), mon, number(m[1]), s[:at[2]] + " " + s[at[7]:]
		}
	}
	if at := monthFirst.FindStringSubmatchIndex(s); at != nil {
		m := groups(s, at)
		if mon := months[strings.ToLower(m[1])]; mon != 0 {
			return number(m[3]), mon, number(m[2]), s[:at[2]] + " " + s[at[7]:]
		}
	}
	if at := dottedDate.FindStringSubmatchIndex(s); at != nil {
		m := groups(s, at)
		return number(m[3]), time.Month(number(m[2])), number(m[1]), s[:at[2]] + " " + s[at[7]:]
	}
	if at := slashedDate.FindStringSubmatchIndex(s); at != nil {
		m := groups(s, at)
		a, b := number(m[1]), number(m[2])
		rest = s[:at[2]] + " " + s[at[7]:]
		switch {
		case a > 12 || a == b:
			return number(m[3]), time.Month(b), a, rest
		case b > 12:
			return number(m[3]), time.Month(a), b, rest
		}
	}
	return 0, 0, 0, ""
}

// assemble joins a date with the time of day that rest may hold.
func assemble(year int, month time.Month, day int, rest string, zone *time.Location) (credence.Interval, bool) {
	midnight := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if year < 1900 || year > 2200 || month < 1 || midnight.Day() != day || midnight.Month() != month {
		return credence.Interval{}, false
	}
	hour, minute, second, offset, zoned, ok := timeOfDay(rest)
	if !ok {
		if zone != nil {
			return credence.Day(time.Date(year, month, day, 0, 0, 0, 0, zone), ""), true
		}
		return credence.Day(midnight, ""), true
	}
	t := time.Date(year, month, day, hour, minute, second, 0, time.UTC)
	switch {
	case zoned:
		return credence.At(t.Add(-time.Duration(offset)*time.Minute), ""), true
	case zone != nil:
		return credence.At(time.Date(year, month, day, hour, minute, second, 0, zone), ""), true
	}
	return credence.Day(midnight, ""), true
}

// timeOfDay reads "15:04:05 +0100" and the like; offset is in minutes.
func timeOfDay(s string) (hour, minute, second, offset int, zoned, ok bool) {
	m := clock.FindStringSubmatch(s)
	if m == nil {
		return 0, 0, 0, 0, false, false
	}
	hour, minute, second = number(m[1]), number(m[2]), number(m[3])
	switch half := strings.ToLower(m[4]); {
	case strings.HasPrefix(half, "p") && hour < 12:
		hour += 12
	case strings.HasPrefix(half, "a") && hour == 12:
		hour = 0
	}
	if hour > 24 || minute > 59 || second > 60 {
		return 0, 0, 0, 0, false, false
	}
	if m[5] != "" {
		offset, zoned = minutes(m[5])
	} else {
		offset, zoned = zones[strings.ToUpper(m[6])]
	}
	return hour, minute, second, offset, zoned, true
}

// minutes reads "+01:00", "-0330" or "+1".
func minutes(s string) (int, bool) {
	sign := 1
	if s[0] == '-' {
		sign = -1
	}
	digits := strings.ReplaceAll(s[1:], ":", "")
	h, m := number(digits), 0
	if len(digits) > 2 {
		h, m = number(digits[:len(digits)-2]), number(digits[len(digits)-2:])
	}
	if h > 14 || m > 59 {
		return 0, false
	}
	return sign * (h*60 + m), true
}

// century reads a year of two digits as RFC 2822 does.
func century(s string) int {
	y := number(s)
	switch {
	case len(s) > 2:
		return y
	case y < 50:
		return 2000 + y
	}
	return 1900 + y
}

func groups(s string, at []int) []string {
	out := make([]string, len(at)/2)
	for i := range out {
		if at[2*i] >= 0 {
			out[i] = s[at[2*i]:at[2*i+1]]
		}
	}
	return out
}

func orZero(s string) string {
	if s == "" {
		return "00"
	}
	return s
}

// number reads digits that a pattern has matched; "" is 0.
func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// Package plain writes times, counts and probabilities the way people read
// them, the same in every export and on every page: times as closely as they
// are known and in UTC, and no probability below 1 % or above 99 %.
package plain

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/credence-project/credence"
)

// Space is a space at which no line breaks.
const Space = "\u00a0"

// Percent writes a probability, with spaces at which no line breaks.
func Percent(p float64) string { return strings.ReplaceAll(credence.Percent(p), " ", Space) }

// Range writes the interval of a probability: "20 to 40 %".
func Range(p credence.Probability) string {
	lo, hi := Percent(p.Lo), Percent(p.Hi)
	if lo == hi {
		return hi
	}
	return strings.TrimSuffix(lo, Space+"%") + " to " + hi
}

// Chance writes a probability as word, number and interval.
func Chance(p credence.Probability) string {
	return strings.TrimSpace(fmt.Sprintf("%s, %s (%s)", p.Word, Percent(p.P), Range(p)))
}

// Count writes a number with its bounds, "" if nothing is known of it.
func Count(n credence.Number) string {
	about := ""
	if n.Approx {
		about = "about "
	}
	switch {
	case n.IsZero():
		return ""
	case n.Max == 0 && n.Min > 0:
		return fmt.Sprintf("at least %d", n.Min)
	case n.Max == n.Min:
		return fmt.Sprintf("%s%d", about, n.Min)
	}
	return fmt.Sprintf("%s%d to %d", about, n.Min, n.Max)
}

// Clock writes an interval as closely as it is known.
func Clock(v credence.Interval) string {
	switch {
	case v.IsZero():
		return "time not known"
	case v.From.IsZero():
		return "by " + Instant(v.To)
	case v.To.IsZero():
		return "from " + Instant(v.From)
	}
	from, to := v.From.UTC(), v.To.UTC()
	switch length := to.Sub(from); {
	case length < time.Minute:
		return Instant(from)
	case wholeDays(from, to) && length < 25*time.Hour:
		return from.Format("2 Jan 2006")
	case wholeDays(from, to) && from.Day() == 1 && to.Add(time.Second).Day() == 1 && length < 32*24*time.Hour:
		return from.Format("Jan 2006")
	case wholeDays(from, to):
		return from.Format("2 Jan 2006") + " to " + to.Format("2 Jan 2006")
	}
	return Instant(from) + " to " + Instant(to)
}

func wholeDays(from, to time.Time) bool {
	return from.Hour() == 0 && from.Minute() == 0 && to.Add(time.Second).Hour() == 0 && to.Add(time.Second).Minute() == 0
}

// Instant writes a moment to the minute.
func Instant(t time.Time) string { return t.UTC().Format("2 Jan 2006 15:04 UTC") }

// Capital makes the first letter a capital.
func Capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

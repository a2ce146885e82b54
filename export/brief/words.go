package brief

import (
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/credence-project/credence"
)

// percent never claims more than the method can hold: nothing below 1 % and
// nothing above 99 % is printed as a number.
func percent(p float64) string {
	switch r := math.Round(p * 100); {
	case r < 1:
		return "< 1 %"
	case r > 99:
		return "> 99 %"
	default:
		return fmt.Sprintf("%.0f %%", r)
	}
}

// chance writes a probability as word, number and interval.
func chance(p credence.Probability) string {
	lo, hi := percent(p.Lo), percent(p.Hi)
	if lo != hi {
		lo = strings.TrimSuffix(lo, " %")
		hi = lo + " to " + hi
	}
	return strings.TrimSpace(fmt.Sprintf("%s, %s (%s)", p.Word, percent(p.P), hi))
}

// number writes a count with its bounds.
func number(n credence.Number) string {
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

// printable drops what steers a terminal or hides the order of words: control
// characters other than the end of a line, and marks of writing direction.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, s)
}

// capital makes the first letter a capital.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// sentence ends s with a full stop if nothing ends it.
func sentence(s string) string {
	s = capital(strings.TrimSpace(s))
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") {
		return s
	}
	return s + "."
}

// squeeze makes one line of s, at most n words long.
func squeeze(s string, n int) string {
	words := strings.Fields(s)
	if len(words) > n {
		return strings.Join(words[:n], " ") + " …"
	}
	return strings.Join(words, " ")
}

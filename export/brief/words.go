package brief

import (
	"strings"
	"unicode"

	"github.com/credence-project/credence/export/plain"
)

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

// sentence ends s with a full stop if nothing ends it.
func sentence(s string) string {
	s = plain.Capital(strings.TrimSpace(s))
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

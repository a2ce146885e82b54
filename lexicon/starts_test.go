package lexicon

import (
	"strings"
	"testing"
)

// A word may be passed over only if no name starts with it.
func TestStarts(t *testing.T) {
	r := Actors()
	for _, f := range r.forms {
		words := strings.Fields(f.text)
		at := func(i int) string {
			if i >= len(words) {
				return ""
			}
			return words[i]
		}
		if _, ok := r.Longest(at, 0); ok && !r.Starts(strings.ToLower(words[0])) {
			t.Errorf("Starts(%q) = false, but %q is a name", strings.ToLower(words[0]), f.text)
		}
	}
	for _, w := range []string{"however", "yesterday", ","} {
		if r.Starts(w) {
			t.Errorf("Starts(%q) = true", w)
		}
	}
}

// Package language tells the language of a text.
package language

import (
	"strings"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
)

// Sample and floor, in characters: more than the sample does not change the
// answer, less than the floor gives none to rely on.
const (
	sample = 500
	floor  = 60
)

// Detect gives the BCP 47 tag of the language that text begins in, or "" if
// that cannot be told reliably.
func Detect(text string) string {
	text = strings.TrimSpace(text)
	if utf8.RuneCountInString(text[:min(len(text), 4*sample)]) < floor {
		return ""
	}
	n := 0
	for i := range text {
		if n == sample {
			text = text[:i]
			break
		}
		n++
	}
	found := whatlanggo.Detect(text)
	if !found.IsReliable() {
		return ""
	}
	return found.Lang.Iso6391()
}

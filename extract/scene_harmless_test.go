package extract

import (
	_ "embed"
	"strings"
	"testing"

	"github.com/credence-project/credence"
)

//go:embed testdata/quiet.txt
var quietTexts string

// TestQuiet reads short reports in which nobody answers for what happened: there
// is an incident in those of an attack, and none in the others.
func TestQuiet(t *testing.T) {
	for line := range strings.Lines(quietTexts) {
		mark, text, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue // a comment
		}
		wrong := strings.HasSuffix(mark, "?")
		attack := strings.HasPrefix(mark, "attack") != wrong
		doc := credence.Document{ID: "d-report", Text: text, Published: newsDay}
		if got := len(extractor(t).Extract(doc).Incidents) > 0; got != attack {
			t.Errorf("%s: an incident is read: %t, want %t", text, got, attack)
		}
	}
}

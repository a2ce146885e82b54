package extract

import (
	_ "embed"
	"strconv"
	"strings"
	"testing"

	"github.com/credence-project/credence"
)

//go:embed testdata/several.txt
var severalTexts string

// TestSeveral reads short reports of one attack or two and counts them.
func TestSeveral(t *testing.T) {
	for line := range strings.Lines(severalTexts) {
		want, text, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue // a comment
		}
		n, wrong := strings.CutSuffix(want, "?")
		doc := credence.Document{ID: "d-report", Text: strings.ReplaceAll(text, " // ", "\n\n"), Published: newsDay}
		got := extractor(t).Extract(doc).Incidents
		if (strconv.Itoa(len(got)) == n) == wrong {
			t.Errorf("%s: %d incidents, want %s", text, len(got), want)
		}
	}
}

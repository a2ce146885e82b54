package extract

import (
	"strings"
	"testing"
	"time"

	_ "embed"

	"github.com/credence-project/credence"
)

//go:embed testdata/deeds.txt
var deedTexts string

// TestDeeds reads sentences that tell of a deed in many words, and some that only
// look like it. The kind is that of what is reported as done.
func TestDeeds(t *testing.T) {
	x := extractor(t)
	at := time.Date(2019, 5, 15, 20, 0, 0, 0, time.UTC)
	for line := range strings.Lines(deedTexts) {
		want, text, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(want, "#") {
			continue
		}
		doc := credence.Document{ID: "d-report", Text: text}
		s := x.open(&doc)
		s.readStatements(&doc)
		s.events = s.x.events.NewReader()
		d := s.sceneDetailer(&doc, at)
		got := "none"
		for _, a := range d.accounts() {
			if a.tells && a.hard && a.attack {
				got = a.kind
			}
		}
		wrong := strings.HasSuffix(want, "?")
		if strings.Contains("/"+strings.TrimSuffix(want, "?")+"/", "/"+got+"/") == wrong {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

package extract

import (
	"strings"
	"testing"
	"time"

	_ "embed"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
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

// A way of telling that cannot be read as it stands is refused.
func TestDeedOfNoUse(t *testing.T) {
	x, err := New(lang.English(), lexicon.Actors()) // one of its own: it is changed
	if err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"dragged out", "*lined up .. *shot", "*shot .. @somebody", "*shot .. %nothing"} {
		if err := x.addDeed("attack", pattern, nil); err == nil {
			t.Errorf("%q is taken", pattern)
		}
	}
}

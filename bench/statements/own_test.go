package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/credence-project/credence"
)

// What is our own to train on must be marked by the rules: a known kind, a
// clause and no more, and names without blanks around them.
func TestOwnTexts(t *testing.T) {
	const longest = 800 // bytes of a mark
	all, err := readOwn()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 1000 {
		t.Fatalf("%d texts", len(all))
	}
	for _, m := range all {
		for _, k := range m.Marks {
			words := k.Of(m.Text)
			switch {
			case !slices.Contains(credence.Kinds, k.Kind):
				t.Errorf("unknown kind %q of %q", k.Kind, words)
			case strings.TrimSpace(words) == "" || len(words) > longest:
				t.Errorf("%s: %d bytes: %q", k.Kind, len(words), words)
			case slices.ContainsFunc(k.Names, func(n string) bool { return n != strings.TrimSpace(n) || n == "" }):
				t.Errorf("%s: a blank in the names %q: %q", k.Kind, k.Names, words)
			}
		}
	}
}

func TestMalformedOwnTexts(t *testing.T) {
	for name, text := range map[string]string{
		"not closed":   "Police {claim:Front:said the Front did it.",
		"closed twice": "Police said} it.",
		"no actor":     "{claim:said the Front did it}",
	} {
		if _, err := ownTexts(text); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestMarkSigns(t *testing.T) {
	got, err := ownTexts("HEAD\n{claim*?:Front/F:It was us}.")
	if err != nil {
		t.Fatal(err)
	}
	k := got[0].Marks[0]
	if got[0].Text != "HEAD\n\nIt was us." || !k.Other || !k.Optional || k.Kind != credence.KindClaim || k.Of(got[0].Text) != "It was us" {
		t.Errorf("%+v", got[0])
	}
}

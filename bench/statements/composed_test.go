package main

import (
	"os"
	"strings"
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/extract"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// TestComposed puts plain words together in plain ways, none of which the model
// learnt from: whom a clause of which kind is about must be read nearly always.
func TestComposed(t *testing.T) {
	const times, least = 6, 0.89
	b, err := os.ReadFile("testdata/composed.txt")
	if err != nil {
		t.Fatal(err)
	}
	fill, err := readGaps(ownFiles)
	if err != nil {
		t.Fatal(err)
	}
	texts, err := fill.texts(strings.Repeat(string(b)+"\n", times)) // filled anew each time
	if err != nil {
		t.Fatal(err)
	}
	x, err := extract.New(lang.English(), lexicon.Actors())
	if err != nil {
		t.Fatal(err)
	}
	right, of := map[credence.Kind]int{}, map[credence.Kind]int{}
	all := 0
	for _, text := range texts {
		m := text.Marks[0]
		of[m.Kind]++
		if got := x.Statements(credence.Document{Text: text.Text}); match(m, got, make([]bool, len(got))) >= 0 {
			right[m.Kind]++
			all++
		} else {
			t.Logf("missed: %s by %q in %q", m.Kind, m.Names, text.Text)
		}
	}
	for _, k := range credence.Kinds {
		t.Logf("%-12s %3d of %3d", k, right[k], of[k])
	}
	if recall := float64(all) / float64(len(texts)); recall < least {
		t.Errorf("%d of %d read: %.3f, want %.2f", all, len(texts), recall, least)
	}
}

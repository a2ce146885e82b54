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

// Plain reports, on which nothing was trained, must stay readable whatever a
// model learns from harder ones.
func TestPlainProse(t *testing.T) {
	const leastRecall, leastPrecision = 0.80, 0.85
	b, err := os.ReadFile("testdata/plain.txt")
	if err != nil {
		t.Fatal(err)
	}
	texts, err := ownTexts(string(b))
	if err != nil {
		t.Fatal(err)
	}
	x, err := extract.New(lang.English(), lexicon.Actors())
	if err != nil {
		t.Fatal(err)
	}
	right, marked, found := 0, 0, 0
	for _, text := range texts {
		got := x.Statements(credence.Document{Text: text.Text})
		used := make([]bool, len(got))
		marked, found = marked+len(text.Marks), found+len(got)
		for _, m := range text.Marks {
			if j := match(m, got, used); j >= 0 {
				used[j] = true
				right++
			} else {
				t.Logf("missed: %s by %q in %q", m.Kind, m.Names, m.Of(text.Text))
			}
		}
	}
	if recall, precision := float64(right)/float64(marked), float64(right)/float64(found); recall < leastRecall || precision < leastPrecision {
		t.Errorf("%d marked, %d found, %d right: recall %.3f, want %.2f; precision %.3f, want %.2f", marked, found, right, recall, leastRecall, precision, leastPrecision)
	}
}

// match gives the first statement not used that is what m marks, -1 if none.
func match(m extract.Mark, got []credence.Statement, used []bool) int {
	for j, s := range got {
		if used[j] || s.Kind != m.Kind || !s.Overlaps(m.Span) {
			continue
		}
		if len(m.Names) == 0 && s.Actor == "" {
			return j
		}
		for _, n := range m.Names {
			if plain(n) == plain(s.Actor) {
				return j
			}
		}
	}
	return -1
}

func plain(name string) string {
	name = strings.TrimPrefix(strings.ToLower(name), "the ")
	return strings.TrimSuffix(strings.ReplaceAll(name, "-", " "), " group")
}

package lexicon

import (
	"os"
	"strings"
	"testing"

	"github.com/credence-project/credence/internal/testkit"
)

func BenchmarkBuildActors(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := builtin(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLongest runs the register over wire copy in capitals and reports
// words a second.
func BenchmarkLongest(b *testing.B) {
	text, err := os.ReadFile(testkit.Shared(b, "data/muc4/dev.txt"))
	if err != nil {
		b.Fatal(err)
	}
	words := strings.Fields(string(text))
	at := func(i int) string {
		if i >= len(words) {
			return ""
		}
		return words[i]
	}
	for _, t := range []struct {
		name string
		find func(Words, int) bool
	}{
		{"actors", func(w Words, i int) bool { _, ok := Actors().Longest(w, i); return ok }},
		{"weapons", func(w Words, i int) bool { _, ok := Weapons().Longest(w, i); return ok }},
	} {
		b.Run(t.name, func(b *testing.B) {
			t.find(at, 0)
			b.ReportAllocs()
			found := 0
			for b.Loop() {
				found = 0
				for i := range words {
					if t.find(at, i) {
						found++
					}
				}
			}
			b.ReportMetric(float64(len(words)*b.N)/b.Elapsed().Seconds(), "words/s")
			b.ReportMetric(float64(found), "found")
		})
	}
}

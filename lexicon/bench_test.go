package lexicon

import (
	"os"
	"runtime"
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
		{"places", func(w Words, i int) bool { _, ok := Gazetteer().Longest(w, i); return ok }},
		{"countries", func(w Words, i int) bool { _, ok := Countries().Longest(w, i); return ok }},
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

func BenchmarkBuildGazetteer(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := newPlaces(gazetteerFile, placeFile); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkHeap reports what all tables together keep in memory.
func BenchmarkHeap(b *testing.B) {
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		r, err := builtin()
		if err != nil {
			b.Fatal(err)
		}
		p, err := newPlaces(gazetteerFile, placeFile)
		if err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(r)
		runtime.KeepAlive(p)
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MB")
}

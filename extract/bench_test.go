package extract

import (
	"os"
	"strings"
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/testkit"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// BenchmarkStatements reads wire copy, for the words read in a second.
func BenchmarkStatements(b *testing.B) {
	raw, err := os.ReadFile(testkit.Shared(b, "data/muc4/dev.txt"))
	if err != nil {
		b.Fatal(err)
	}
	texts := strings.Split(string(raw), "\nDEV-MUC3-")[:200]
	x, err := New(lang.English(), lexicon.Actors())
	if err != nil {
		b.Fatal(err)
	}
	words := 0
	for b.Loop() {
		for _, t := range texts {
			words += len(strings.Fields(t))
			x.Statements(credence.Document{Text: t})
		}
	}
	b.ReportMetric(float64(words)/b.Elapsed().Seconds()/1000, "kwords/s")
}

package extract

import (
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// A report far behind the beginning of a long text must be read as if it stood
// alone, and its parts must point to where they stand.
func TestExtractLong(t *testing.T) {
	x, err := New(lang.English(), lexicon.Actors())
	if err != nil {
		t.Fatal(err)
	}
	const report = "A bomb exploded outside a police station in Kirkuk on Tuesday, killing four officers. Islamic State claimed responsibility for the attack."
	day := time.Date(2017, 3, 23, 0, 0, 0, 0, time.UTC)
	filler := strings.Repeat("The council met and spoke about the price of bread. ", longText/50) + "\n\n"
	doc := credence.Document{ID: "d", Text: filler + report + "\n\n" + filler, Published: credence.Interval{From: day, To: day}}
	got := x.Extract(doc)
	if len(got.Statements) == 0 || len(got.Incidents) == 0 {
		t.Fatalf("%d statements and %d incidents, want some", len(got.Statements), len(got.Incidents))
	}
	ids := map[credence.StatementID]bool{}
	for _, st := range got.Statements {
		if st.Of(doc.Text) != st.Text || ids[st.ID] {
			t.Errorf("statement %q stands for %q, or its name is taken", st.Text, st.Of(doc.Text))
		}
		ids[st.ID] = true
	}
	if got.Statements[0].Incident != got.Incidents[0].Ref || !got.Incidents[0].Main {
		t.Errorf("statement about %q, incident %q, main %v", got.Statements[0].Incident, got.Incidents[0].Ref, got.Incidents[0].Main)
	}
}

// What is far behind the dateline is meant against its day all the same.
func TestExtractLongDateline(t *testing.T) {
	const report = "A bomb killed four officers outside a police station in Kirkuk on Tuesday. Islamic State claimed responsibility for the attack."
	filler := strings.Repeat("The council met and spoke about the price of bread. ", longText/50) + "\n\n"
	list := extractor(t).Extract(credence.Document{ID: "d", Text: "BAGHDAD, 23 March 2017 - " + filler + report}).Incidents
	if len(list) != 1 || list[0].Date.From != "2017-03-21" {
		t.Errorf("have %+v, want one incident of 2017-03-21", list)
	}
}

// BenchmarkExtractLine reads ten megabytes on one line, an attack in every
// other sentence.
func BenchmarkExtractLine(b *testing.B) {
	x, err := New(lang.English(), lexicon.Actors())
	if err != nil {
		b.Fatal(err)
	}
	const said = "Gunmen shot dead two farmers near Tarma on Monday, the army said. The Red Dawn Front claimed the attack in a call to a radio station. "
	doc := credence.Document{ID: "d", Text: strings.Repeat(said, 10<<20/len(said))}
	b.SetBytes(int64(len(doc.Text)))
	b.ReportAllocs()
	for b.Loop() {
		x.Extract(doc)
	}
}

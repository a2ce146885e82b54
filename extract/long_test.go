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

// The details of a claim far behind the beginning stand where they are quoted,
// and each is given once.
func TestDetailsLong(t *testing.T) {
	const claim = "The River Front said on Thursday that it had bombed a police station in Kirkuk at 0530 GMT on Tuesday."
	day := time.Date(2017, 3, 23, 0, 0, 0, 0, time.UTC)
	filler := strings.Repeat("The council met and spoke about the price of bread. ", longText/50) + "\n\n"
	doc := credence.Document{ID: "d", Text: filler + claim + "\n\n" + filler + claim, Published: credence.Interval{From: day, To: day}}
	first, last := len(filler), len(doc.Text)-len(claim)
	said := []credence.Statement{
		{Kind: credence.KindClaim, Span: credence.Span{Start: first, End: first + len(claim)}},
		{Kind: credence.KindClaim, Span: credence.Span{Start: last, End: len(doc.Text)}},
	}
	seen := map[string]bool{}
	for _, d := range extractor(t).Details(doc, said) {
		for _, q := range d.Quotes {
			if q.Of(doc.Text) != q.Text {
				t.Errorf("%s %q stands for %q", d.Slot, q.Text, q.Of(doc.Text))
			}
		}
		line := string(d.Slot) + " " + d.Value + d.Zone
		if seen[line] {
			t.Errorf("%s twice", line)
		}
		seen[line] = true
	}
	for _, want := range []string{"place Kirkuk", "time 0530 GMTGMT", "target a police station"} {
		if !seen[want] {
			t.Errorf("no %q in %v", want, seen)
		}
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

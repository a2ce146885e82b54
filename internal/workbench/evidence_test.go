package workbench

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

// answers gives "value status" of the items on a question, in order.
func answers(t *testing.T, w *Workbench, claim, code string) string {
	t.Helper()
	list, err := w.Evidence(t.Context(), claim, AsOf{Known: noon.AddDate(1, 0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, l := range list {
		if l.Code == code {
			out = append(out, l.Value+" "+string(l.Status))
		}
	}
	return strings.Join(out, ", ")
}

// Every change can be taken back by another entry, and again, and what was
// entered stays in the journal.
func TestChangesAndTheirUndoing(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		w := bench(t, db)
		claim := dossier(t, w, "london-westminster-2017")
		hour := 0
		do := func() Act { hour++; return act("ana", "because", hour) }
		e, err := w.AddEvidence(ctx, claim, answer("A06", "none", "police"), false, do())
		if err != nil {
			t.Fatal(err)
		}
		id := string(e.ID)
		decide := func(s credence.Status) func() error {
			return func() error { _, err := w.Decide(ctx, claim, id[:12], s, do()); return err }
		}
		undo := func(id string) func() error {
			return func() error { _, err := w.Undo(ctx, claim, id, do()); return err }
		}
		replacement := ""
		correct := func() error {
			d, err := w.Correct(ctx, claim, id, func(e *credence.Evidence) { e.Value = "confirmed" }, do())
			replacement = string(d.Replacement)
			return err
		}
		for _, step := range []struct {
			name string
			do   func() error
			want string
		}{
			{"rejected", decide(credence.Rejected), "none rejected"},
			{"undone", undo(id), "none accepted"},
			{"corrected", correct, "none rejected, confirmed accepted"},
			{"correction undone", undo(id), "none accepted, confirmed rejected"},
			{"undone again", undo(id), "none rejected, confirmed accepted"},
			{"undone from the correction", func() error { return undo(replacement)() }, "none accepted, confirmed rejected"},
		} {
			if err := step.do(); err != nil {
				t.Fatalf("%s: %v", step.name, err)
			}
			if got := answers(t, w, claim, "A06"); got != step.want {
				t.Errorf("%s: %s, want %s", step.name, got, step.want)
			}
		}
		other, err := w.AddEvidence(ctx, claim, answer("A07", "none", "police"), false, do())
		if err != nil {
			t.Fatal(err)
		}
		if err := undo(string(other.ID))(); err != nil {
			t.Fatal(err)
		}
		if got := answers(t, w, claim, "A07"); got != "none rejected" {
			t.Errorf("an added answer, undone: %s", got)
		}
		if _, err := db.VerifyJournal(ctx); err != nil {
			t.Error(err)
		}
	})
}

// What the machine proposed is recorded before a person decides on it.
func TestDecideOnProposal(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		w := bench(t, db)
		take(t, w, noon, report("herald", "2019-04-01T15:00Z", firstReport))
		claim := string(claimed(t, w, "islamic-state").ID)
		list, err := w.Evidence(ctx, claim, AsOf{Known: noon})
		if err != nil || len(list) == 0 || list[0].Recorded {
			t.Fatalf("%d items, %v", len(list), err)
		}
		p := list[0]
		if _, err := w.Decide(ctx, claim, string(p.ID), credence.Rejected, act("ana", "misread", 0)); err != nil {
			t.Fatal(err)
		}
		held, err := db.Evidence(ctx, store.EvidenceQuery{Claim: credence.ClaimID(claim), Incident: claimed(t, w, "islamic-state").Incident})
		if err != nil || len(held) != 1 || held[0].ID != p.ID || held[0].By != "machine" || held[0].Status != credence.Rejected {
			t.Errorf("held: %+v, %v", held, err)
		}
		if _, err := w.Undo(ctx, claim, string(p.ID), act("ana", "was right", 1)); err != nil {
			t.Fatal(err)
		}
		if got := answers(t, w, claim, p.Code); got != p.Value+" proposed" {
			t.Errorf("undone: %s, want %s proposed", got, p.Value)
		}
	})
}

// A passage gives the voice, the outlet and the time, and its words.
func TestEvidenceFromQuote(t *testing.T) {
	w := bench(t, testkit.OpenStore(t))
	d := report("herald", "2019-04-01T15:00Z", firstReport)
	take(t, w, noon, d)
	claim := string(claimed(t, w, "islamic-state").ID)
	origins, err := w.DB.Origins(t.Context(), []credence.DocumentID{d.ID})
	if err != nil {
		t.Fatal(err)
	}
	item := credence.Evidence{Code: "M06", Value: "deliberate_confirmed", Grade: credence.Grade{Reliability: "B", Credibility: 2}}
	at := strings.Index(firstReport, "a bomb")
	item.Quotes = []credence.Quote{{Document: d.ID[:9], Span: credence.Span{Start: at, End: at + 6}}}
	got, err := w.AddEvidence(t.Context(), claim, item, true, act("ana", "the police say so", 0))
	if err != nil {
		t.Fatal(err)
	}
	want := item
	want.ID, want.Incident, want.Origin, want.Outlet = got.ID, claimed(t, w, "islamic-state").Incident, origins[d.ID].ID, "herald"
	want.KnownAt, want.Status, want.By, want.Note, want.RecordedAt = d.Published.To, credence.Accepted, "ana", "the police say so", noon
	want.Quotes = []credence.Quote{{Document: d.ID, Span: item.Quotes[0].Span, Text: "a bomb"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestRefusedChanges(t *testing.T) {
	w := bench(t, testkit.OpenStore(t))
	claim := dossier(t, w, "london-westminster-2017")
	good := answer("A06", "none", "police")
	changed := func(change func(*credence.Evidence)) credence.Evidence {
		e := good
		change(&e)
		return e
	}
	for _, test := range []struct {
		name string
		item credence.Evidence
		act  Act
		want string
	}{
		{"no reason", good, act("ana", " ", 0), "needs who makes it"},
		{"nobody", good, act("", "because", 0), "needs who makes it"},
		{"no question", changed(func(e *credence.Evidence) { e.Code = "Z9" }), act("ana", "because", 0), `no question has the code "Z9"`},
		{"no answer", changed(func(e *credence.Evidence) { e.Value = "maybe" }), act("ana", "because", 0), "want one of"},
		{"no grade", changed(func(e *credence.Evidence) { e.Grade.Reliability = "Q" }), act("ana", "because", 0), "Q2"},
		{"no time", changed(func(e *credence.Evidence) { e.KnownAt = good.RecordedAt }), act("ana", "because", 0), "when this could be known"},
		{"no voice", changed(func(e *credence.Evidence) { e.Origin = "" }), act("ana", "because", 0), "whose voice"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := w.AddEvidence(t.Context(), claim, test.item, false, test.act)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
	if _, err := w.Decide(t.Context(), claim, "e-none", credence.Accepted, act("ana", "because", 0)); !errors.Is(err, credence.ErrNotFound) {
		t.Errorf("an item that is not there: %v", err)
	}
	if _, err := w.Decide(t.Context(), claim, "e-", credence.Accepted, act("ana", "because", 0)); err == nil || !strings.Contains(err.Error(), "items begin so") {
		t.Errorf("an item that is not told apart: %v", err)
	}
}

package workbench

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

// reported puts documents of our own words into a store and derives all that
// follows.
func reported(t *testing.T, w *Workbench, docs ...credence.Document) []credence.DocumentID {
	t.Helper()
	receipts, err := w.DB.AddDocuments(t.Context(), docs, noon)
	if err != nil {
		t.Fatal(err)
	}
	var ids []credence.DocumentID
	for _, r := range receipts {
		ids = append(ids, r.ID)
	}
	if err := w.Stages.Derive(t.Context()); err != nil {
		t.Fatal(err)
	}
	return ids
}

func story(outlet, day, title, text string) credence.Document {
	v, _ := credence.ParseTime(day)
	v.Basis = "stated"
	return credence.Document{Outlet: outlet, URL: "https://" + strings.ToLower(strings.ReplaceAll(outlet, " ", "")) + ".example/" + day, Title: title, Published: v, Text: text, Lang: "en"}
}

var mosul = []credence.Document{
	story("River Times", "2018-05-08", "Bomb at market in Mosul", "MOSUL, Iraq, May 8, 2018 - A car bomb exploded at a market in Mosul on Tuesday, killing four people and wounding 11, police said.\n\nThe Islamic State group claimed responsibility for the bombing in a statement."),
	story("Delta Courier", "2018-05-09", "Mosul market blast", "MOSUL, Iraq, May 9, 2018 - Six people died and about 20 were injured when a car bomb went off in a market in the Iraqi city of Mosul on Tuesday. Islamic State said it had carried out the attack."),
	story("Plain Gazette", "2018-05-09", "Shots in Kirkuk", "KIRKUK, Iraq, May 9, 2018 - Gunmen shot dead two policemen at a checkpoint in Kirkuk on Tuesday. No group has claimed the attack."),
}

// in gives the incident that a document is in.
func in(t *testing.T, w *Workbench, doc credence.DocumentID) credence.IncidentID {
	t.Helper()
	list, _, err := w.DB.Incidents(t.Context(), store.IncidentQuery{Document: doc})
	if err != nil || len(list) == 0 {
		t.Fatalf("document %s is in no incident: %v", doc, err)
	}
	return list[0].ID
}

func TestOpenIncident(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		w := bench(t, db)
		ids := reported(t, w, mosul...)
		if in(t, w, ids[0]) != in(t, w, ids[1]) {
			t.Fatal("the two reports on Mosul are not one incident")
		}
		f, err := w.OpenIncident(t.Context(), string(in(t, w, ids[0])), AsOf{Known: noon})
		if err != nil {
			t.Fatal(err)
		}
		var killed Fact
		for _, k := range f.Facts {
			if k.Name == "killed" {
				killed = k
			}
		}
		want := Fact{Name: "killed", Range: credence.Number{Min: 4, Max: 6}, Told: []Told{{"4", ids[:1]}, {"6", ids[1:2]}}}
		if diff := cmp.Diff(want, killed); diff != "" {
			t.Errorf("killed (-want +got):\n%s", diff)
		}
		if len(f.Reports) != 2 || len(f.Claims) != 1 || f.Voices.Documents != 2 || f.Reports[0].Document.Text != "" || f.Reports[0].Placed {
			t.Errorf("reports %+v, claims %+v, voices %+v", f.Reports, f.Claims, f.Voices)
		}
		if len(f.Nearby) != 1 || f.Nearby[0].ID != in(t, w, ids[2]) {
			t.Errorf("nearby %+v", f.Nearby)
		}
		early := time.Date(2018, 5, 8, 23, 0, 0, 0, time.UTC)
		before, err := w.OpenIncident(t.Context(), string(f.Incident.ID), AsOf{Known: early})
		if err != nil || len(before.Reports) != 1 || before.Incident.ID != f.Incident.ID {
			t.Errorf("as of the first day: %+v, %v", before, err)
		}
		var fault *credence.InputError
		if _, err := w.OpenIncident(t.Context(), string(f.Incident.ID), AsOf{Known: early.AddDate(-1, 0, 0)}); !errors.As(err, &fault) {
			t.Errorf("a year before: %v", err)
		}
		if _, err := w.OpenIncident(t.Context(), "i-0000000000", AsOf{Known: noon}); !errors.Is(err, credence.ErrNotFound) {
			t.Errorf("unknown: %v", err)
		}
	})
}

func TestMergeAndSplit(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		w := bench(t, db)
		ids := reported(t, w, mosul...)
		act := func(reason string, minutes int) Act {
			return Act{By: "ada", At: noon.Add(time.Duration(minutes) * time.Minute), Reason: reason}
		}
		one, other := string(in(t, w, ids[0])), string(in(t, w, ids[2]))
		if _, err := w.Merge(t.Context(), one, other, Act{By: "ada", At: noon}); err == nil {
			t.Error("merged without a reason")
		}
		news := w.Changes.Follow(-1)
		defer news.Close()
		merged, err := w.Merge(t.Context(), one, other, act("the same men", 1))
		if err != nil || in(t, w, ids[2]) != merged || in(t, w, ids[1]) != merged {
			t.Fatalf("merged into %s, %v", merged, err)
		}
		claims, err := w.claimsOf(t.Context(), merged, AsOf{})
		if err != nil || len(claims) == 0 {
			t.Fatalf("claims %v, %v", claims, err)
		}
		if n := <-news.News(); n.Kind != ChangeJudgement || n.Claim != claims[0].ID || n.By != "ada" {
			t.Errorf("told %+v, want a judgement on %s", n, claims[0].ID)
		}
		if _, err := w.Merge(t.Context(), one, other, act("again", 2)); err == nil {
			t.Error("merged what is one already")
		}
		f, err := w.OpenIncident(t.Context(), string(merged), AsOf{Known: noon})
		if err != nil || len(f.Rulings) != 1 || !f.Rulings[0].Same || f.Rulings[0].Reason != "the same men" || f.Rulings[0].By != "ada" {
			t.Fatalf("rulings %+v, %v", f.Rulings, err)
		}
		if err := w.UndoRuling(t.Context(), string(merged), f.Rulings[0].ID, act("no, they were not", 3)); err != nil {
			t.Fatal(err)
		}
		if in(t, w, ids[0]) == in(t, w, ids[2]) {
			t.Error("still one after the undoing")
		}
		apart, err := w.Split(t.Context(), one, ids[1], act("another market", 4))
		if err != nil || apart == in(t, w, ids[0]) || in(t, w, ids[1]) != apart {
			t.Fatalf("split into %s, %v", apart, err)
		}
		f, err = w.OpenIncident(t.Context(), string(apart), AsOf{Known: noon})
		if err != nil || len(f.Rulings) != 1 || f.Rulings[0].Same {
			t.Fatalf("rulings %+v, %v", f.Rulings, err)
		}
		if err := w.UndoRuling(t.Context(), string(apart), f.Rulings[0].ID, act("one market after all", 5)); err != nil || in(t, w, ids[0]) != in(t, w, ids[1]) {
			t.Errorf("still apart after the undoing: %v", err)
		}
		if err := w.UndoRuling(t.Context(), one, f.Rulings[0].ID, act("twice", 6)); !errors.Is(err, credence.ErrNotFound) {
			t.Errorf("undone twice: %v", err)
		}
	})
}

package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

func TestSeries(t *testing.T) {
	front := credence.GroupMonth{Group: "River Front", Month: "2015-03", Attacks: 3, Claims: 1, Told: 2, Killed: 7}
	later := front
	later.Month = "2015-04"
	hill := credence.GroupMonth{Group: "Hill Army", Month: "2015-03", Attacks: 1}
	table := func(sha string, recorded int, counts ...credence.GroupMonth) store.Series {
		return store.Series{Table: store.SeriesTable{SHA256: sha, Name: sha + ".csv", Format: "gtd", By: "ana", Recorded: at(recorded)}, Counts: counts}
	}
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		one, two := table("a", 1, hill, front, later), table("b", 5, hill)
		for i, s := range []store.Series{one, two, one} {
			if added, err := db.AddSeries(ctx, s); err != nil || added != (i < 2) {
				t.Fatalf("table %d: added %v, %v", i, added, err)
			}
		}
		if _, err := db.AddSeries(ctx, store.Series{Table: store.SeriesTable{SHA256: "c", Recorded: at(1)}}); err == nil {
			t.Error("a table that nobody brought was taken")
		}
		groups, err := db.SeriesGroups(ctx)
		if diff := cmp.Diff([]string{"Hill Army", "River Front"}, groups); diff != "" || err != nil {
			t.Errorf("groups: %v %s", err, diff)
		}
		for _, test := range []struct {
			name   string
			groups []string
			at     store.AsOf
			want   []store.Series
		}{
			{"one group", []string{"River Front"}, store.AsOf{}, []store.Series{table("a", 1, front, later)}},
			{"in two tables", []string{"Hill Army"}, store.AsOf{}, []store.Series{table("a", 1, hill), two}},
			{"before the second", []string{"Hill Army"}, store.AsOf{Recorded: at(4)}, []store.Series{table("a", 1, hill)}},
			{"unknown", []string{"Nobody"}, store.AsOf{}, nil},
		} {
			got, err := db.Series(ctx, test.groups, test.at)
			if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
				t.Errorf("%s: %v %s", test.name, err, diff)
			}
		}
	})
}

func TestRecordedLater(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		early, late := credence.Document{Text: "early"}, credence.Document{Text: "late"}
		early.ID, late.ID = early.Identify(), late.Identify()
		for i, d := range []credence.Document{early, late} {
			if _, err := db.AddDocuments(t.Context(), []credence.Document{d}, at(i)); err != nil {
				t.Fatal(err)
			}
		}
		got, err := db.RecordedLater(t.Context(), []credence.DocumentID{early.ID, late.ID, "d-none"}, at(0))
		if err != nil || len(got) != 1 || !got[late.ID] {
			t.Errorf("recorded later: %v, %v", got, err)
		}
	})
}

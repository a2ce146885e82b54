package store_test

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

// at is so many hours after noon.
func at(hours int) time.Time { return noon.Add(time.Duration(hours) * time.Hour) }

func item(code string, known int) credence.Evidence {
	return credence.Evidence{Claim: "c-1", Code: code, Value: "yes", KnownAt: at(known), By: "machine", Grade: credence.Grade{Reliability: "B", Credibility: 2}}
}

func addEvidence(t *testing.T, db *store.DB, recorded int, items ...credence.Evidence) []credence.EvidenceID {
	t.Helper()
	ids, err := db.AddEvidence(t.Context(), items, at(recorded))
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// reading gives "code status" of each item.
func reading(t *testing.T, db *store.DB, q store.EvidenceQuery) string {
	t.Helper()
	items, err := db.Evidence(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range items {
		out = append(out, e.Code+" "+string(e.Status))
	}
	return strings.Join(out, ", ")
}

// A clock that was set back does not put an entry before those that are there:
// what was seen in a look back stays what is seen.
func TestRecordingNeverGoesBack(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		addEvidence(t, db, 10, item("L1", 0))
		addEvidence(t, db, 3, item("L2", 0)) // the clock is seven hours behind
		addEvidence(t, db, 11, item("L3", 0))
		entries, err := db.Journal(ctx, 0, 10)
		if err != nil || len(entries) != 3 {
			t.Fatalf("%d entries, %v", len(entries), err)
		}
		for i, want := range []int{10, 10, 11} {
			if !entries[i].Recorded.Equal(at(want)) {
				t.Errorf("entry %d was recorded at %v, want %v", i, entries[i].Recorded, at(want))
			}
		}
		if got := reading(t, db, store.EvidenceQuery{Claim: "c-1", AsOf: store.AsOf{Recorded: at(9)}}); got != "" {
			t.Errorf("what was recorded by nine holds %q, which came after ten", got)
		}
		if _, err := db.VerifyJournal(ctx); err != nil {
			t.Error(err)
		}
	})
}

func TestEvidenceAsOf(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		ids := addEvidence(t, db, 1, item("L1", 0), item("L2", 1))
		if _, err := db.Decide(ctx, store.Decision{Evidence: ids[0], Status: credence.Accepted, By: "ana", At: at(10), Note: "read it"}, nil); err != nil {
			t.Fatal(err)
		}
		fixed := item("L2", 1)
		fixed.Value = "no"
		fixed.Code = "L2b"
		d, err := db.Decide(ctx, store.Decision{Evidence: ids[1], By: "ben", At: at(20)}, &fixed)
		if err != nil || d.Status != credence.Rejected || d.Replacement == "" {
			t.Fatalf("correction: %+v, %v", d, err)
		}
		late := addEvidence(t, db, 30, item("L3", 0)) // known early, entered late
		if _, err := db.Decide(ctx, store.Decision{Evidence: late[0], Status: credence.Rejected, By: "ana", At: at(40)}, nil); err != nil {
			t.Fatal(err)
		}
		bound := func(known, recorded int) store.AsOf { return store.AsOf{Known: at(known), Recorded: at(recorded)} }
		for _, test := range []struct {
			name string
			asOf store.AsOf
			all  bool
			want string
		}{
			{"now", store.AsOf{}, false, "L1 accepted, L2b accepted, L3 rejected"},
			{"now, with what was superseded", store.AsOf{}, true, "L1 accepted, L2 rejected, L2b accepted, L3 rejected"},
			{"before anything was recorded", bound(50, 0), false, ""},
			{"before decisions", bound(50, 9), false, "L1 proposed, L2 proposed"},
			{"at the moment of a decision", bound(50, 10), false, "L1 accepted, L2 proposed"},
			{"after the correction", bound(50, 20), false, "L1 accepted, L2b accepted"},
			{"the late import does not show", bound(0, 29), false, "L1 accepted"},
			{"and then it does", bound(0, 30), false, "L1 accepted, L3 proposed"},
			{"what was known first, judged now", store.AsOf{Known: at(0)}, false, "L1 accepted, L3 rejected"},
		} {
			if got := reading(t, db, store.EvidenceQuery{Claim: "c-1", AsOf: test.asOf, Superseded: test.all}); got != test.want {
				t.Errorf("%s: %s, want %s", test.name, got, test.want)
			}
		}
		items, _ := db.Evidence(ctx, store.EvidenceQuery{Claim: "c-1"})
		if e := items[1]; e.By != "ben" || e.Value != "no" || !slices.Contains(e.Supersedes, ids[1]) || !e.RecordedAt.Equal(at(20)) {
			t.Errorf("the correction is kept as %+v", e)
		}
		decided, err := db.Decisions(ctx, ids[0], store.AsOf{})
		if len(decided) != 1 || decided[0].Note != "read it" || !decided[0].At.Equal(at(10)) || err != nil {
			t.Errorf("Decisions = %+v, %v", decided, err)
		}
	})
}

// An item stands in for another only as long as it is not rejected itself.
func TestSupersedingEvidence(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		old := addEvidence(t, db, 1, item("L1", 0))
		newer := item("L2", 0)
		newer.Supersedes = old
		ids := addEvidence(t, db, 2, newer)
		if got := reading(t, db, store.EvidenceQuery{}); got != "L2 proposed" {
			t.Errorf("superseded: %s", got)
		}
		if _, err := db.Decide(t.Context(), store.Decision{Evidence: ids[0], Status: credence.Rejected, By: "ana", At: at(3)}, nil); err != nil {
			t.Fatal(err)
		}
		if got := reading(t, db, store.EvidenceQuery{}); got != "L1 proposed, L2 rejected" {
			t.Errorf("after what superseded it was rejected: %s", got)
		}
	})
}

func TestEvidenceIsAppendedOnce(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		e := item("L1", 0)
		e.Quotes = []credence.Quote{{Document: "d-1", Span: credence.Span{Start: 1, End: 4}, Text: "a<b"}}
		first, again := addEvidence(t, db, 1, e), addEvidence(t, db, 5, e)
		if first[0] != again[0] {
			t.Errorf("the same proposed twice is %s and %s", first[0], again[0])
		}
		items, err := db.Evidence(ctx, store.EvidenceQuery{})
		if len(items) != 1 || err != nil {
			t.Fatalf("%d items, %v", len(items), err)
		}
		want := e
		want.ID, want.Status, want.RecordedAt = first[0], credence.Proposed, at(1)
		if diff := cmp.Diff(want, items[0]); diff != "" {
			t.Errorf("evidence differs (-want +got):\n%s", diff)
		}

		named := item("L2", 0)
		named.ID = "e-mine"
		addEvidence(t, db, 1, named)
		named.Value = "no"
		for name, bad := range map[string]credence.Evidence{"another content": named, "no time": {Code: "L9"}} {
			_, err := db.AddEvidence(ctx, []credence.Evidence{item("L7", 0), bad}, at(2))
			if _, ok := errors.AsType[*credence.InputError](err); !ok {
				t.Errorf("%s: %v, want an InputError", name, err)
			}
		}
		about := item("L8", 0)
		about.Claim, about.Incident = "", "i-1"
		addEvidence(t, db, 3, about)
		for _, test := range []struct {
			query store.EvidenceQuery
			want  string
		}{
			{store.EvidenceQuery{Claim: "c-1"}, "L1 proposed, L2 proposed"},
			{store.EvidenceQuery{Incident: "i-1"}, "L8 proposed"},
			{store.EvidenceQuery{Claim: "c-1", Incident: "i-1"}, "L1 proposed, L2 proposed, L8 proposed"},
			{store.EvidenceQuery{Claim: "c-2"}, ""},
		} {
			if got := reading(t, db, test.query); got != test.want {
				t.Errorf("%+v: %s, want %s", test.query, got, test.want)
			}
		}
		for name, d := range map[string]store.Decision{
			"nobody":         {Evidence: first[0], Status: credence.Accepted, At: noon},
			"no time":        {Evidence: first[0], Status: credence.Accepted, By: "ana"},
			"unknown status": {Evidence: first[0], Status: "fine", By: "ana", At: noon},
		} {
			_, err := db.Decide(ctx, d, nil)
			if _, ok := errors.AsType[*credence.InputError](err); !ok {
				t.Errorf("decision by %s: %v, want an InputError", name, err)
			}
		}
		if _, err := db.Decide(ctx, store.Decision{Evidence: "e-absent", Status: credence.Accepted, By: "ana", At: noon}, nil); !errors.Is(err, credence.ErrNotFound) {
			t.Errorf("decision on what is not held: %v, want ErrNotFound", err)
		}
	})
}

// Whatever is appended later, a reading as of a time stays what it was.
func TestAsOfReadingsStay(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, fresh func() (*store.DB, func())) {
		rapid.Check(t, func(r *rapid.T) {
			db, done := fresh()
			defer done()
			ctx := context.Background()
			type taken struct {
				asOf store.AsOf
				got  []credence.Evidence
			}
			var readings []taken
			var ids []credence.EvidenceID
			for step := range rapid.IntRange(1, 12).Draw(r, "steps") {
				known := at(rapid.IntRange(0, 12).Draw(r, "known"))
				if len(ids) > 0 && rapid.Bool().Draw(r, "decide") {
					d := store.Decision{Evidence: rapid.SampledFrom(ids).Draw(r, "item"), By: "ana", At: at(step),
						Status: rapid.SampledFrom([]credence.Status{credence.Accepted, credence.Rejected, credence.Proposed}).Draw(r, "status")}
					var correction *credence.Evidence
					if rapid.Bool().Draw(r, "correct") {
						correction = &credence.Evidence{Claim: "c-1", Code: "L2", Value: string(rune('a' + step)), KnownAt: known}
					}
					d, err := db.Decide(ctx, d, correction)
					if err != nil {
						r.Fatal(err)
					}
					if correction != nil {
						ids = append(ids, d.Replacement)
					}
				} else {
					added, err := db.AddEvidence(ctx, []credence.Evidence{{Claim: "c-1", Code: "L1", Value: string(rune('a' + step)), KnownAt: known}}, at(step))
					if err != nil {
						r.Fatal(err)
					}
					ids = append(ids, added...)
				}
				asOf := store.AsOf{Known: at(rapid.IntRange(0, 12).Draw(r, "as of")), Recorded: at(step)}
				got, err := db.Evidence(ctx, store.EvidenceQuery{AsOf: asOf})
				if err != nil {
					r.Fatal(err)
				}
				readings = append(readings, taken{asOf, got})
			}
			for _, before := range readings {
				now, err := db.Evidence(ctx, store.EvidenceQuery{AsOf: before.asOf})
				if err != nil {
					r.Fatal(err)
				}
				if diff := cmp.Diff(before.got, now); diff != "" {
					r.Fatalf("as of %+v the evidence was another (-then +now):\n%s", before.asOf, diff)
				}
				for _, e := range now {
					if e.KnownAt.After(before.asOf.Known) || e.RecordedAt.After(before.asOf.Recorded) {
						r.Fatalf("as of %+v it shows %+v", before.asOf, e)
					}
				}
			}
		})
	})
}

func TestRulings(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		rule := func(r store.Ruling) store.Ruling {
			t.Helper()
			kept, err := db.AddRuling(ctx, r)
			if err != nil {
				t.Fatal(err)
			}
			return kept
		}
		list := func(q store.RulingQuery) string {
			t.Helper()
			found, err := db.Rulings(ctx, q)
			if err != nil {
				t.Fatal(err)
			}
			var out []string
			for _, r := range found {
				out = append(out, r.Reason)
			}
			return strings.Join(out, " ")
		}
		merge := store.Ruling{What: "merge", Subjects: []string{"i-1", "i-2"}, By: "ana", At: at(1), Reason: "merge"}
		kept := rule(merge)
		if again := rule(merge); again.ID != kept.ID || !strings.HasPrefix(kept.ID, "r-") {
			t.Errorf("the same ruling is %s and %s", kept.ID, again.ID)
		}
		rule(store.Ruling{What: "split", Subjects: []string{"i-2", "i-2", "m-1"}, By: "ben", At: at(2), Reason: "split"})
		undo := rule(store.Ruling{What: "undo", Undoes: kept.ID, By: "ben", At: at(3), Reason: "undo"})
		redo := rule(store.Ruling{What: "undo", Undoes: undo.ID, By: "ana", At: at(4), Reason: "redo"})
		for _, test := range []struct {
			name  string
			query store.RulingQuery
			want  string
		}{
			{"now", store.RulingQuery{}, "merge split"},
			{"before any", store.RulingQuery{AsOf: store.AsOf{Recorded: at(0)}}, ""},
			{"while undone", store.RulingQuery{AsOf: store.AsOf{Recorded: at(3)}}, "split"},
			{"what", store.RulingQuery{What: "split"}, "split"},
			{"subject", store.RulingQuery{Subject: "i-1"}, "merge"},
			{"subject of two", store.RulingQuery{Subject: "i-2"}, "merge split"},
			{"the whole history", store.RulingQuery{Undone: true}, "merge split undo redo"},
			{"history of a subject", store.RulingQuery{Undone: true, Subject: "m-1"}, "split"},
		} {
			if got := list(test.query); got != test.want {
				t.Errorf("%s: %q, want %q", test.name, got, test.want)
			}
		}
		if id, err := db.Resolve(ctx, redo.ID[:8]); id != redo.ID || err != nil {
			t.Errorf("Resolve of a ruling: %s, %v", id, err)
		}
		if _, err := db.AddRuling(ctx, store.Ruling{What: "undo", Undoes: "r-absent", By: "ana", At: noon}); !errors.Is(err, credence.ErrNotFound) {
			t.Errorf("undoing what is not held: %v, want ErrNotFound", err)
		}
		for _, bad := range []store.Ruling{{}, {What: "merge", By: "ana", At: noon}, {What: "merge", Subjects: []string{"x"}, At: noon}} {
			_, err := db.AddRuling(ctx, bad)
			if _, ok := errors.AsType[*credence.InputError](err); !ok {
				t.Errorf("ruling %+v: %v, want an InputError", bad, err)
			}
		}
	})
}

func TestVerdicts(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		keep := func(top credence.Hypothesis, asOf, recorded int) store.Verdict {
			t.Helper()
			v, err := db.AddAssessment(ctx, &credence.Assessment{Claim: credence.Claim{ID: "c-1"}, Top: top, AsOf: at(asOf), Why: []string{"a < b"}}, at(recorded))
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		first := keep(credence.H5, 1, 10)
		if same := keep(credence.H5, 1, 11); same.ID != first.ID || !same.Recorded.Equal(at(10)) {
			t.Errorf("the same verdict again is kept as %s at %v", same.ID, same.Recorded)
		}
		keep(credence.H3, 1, 12)
		back := keep(credence.H5, 1, 13) // a verdict that returns is news
		keep(credence.H2, 2, 14)
		if back.ID == first.ID || back.Hash != first.Hash {
			t.Errorf("the verdict that returns: %s %s, the first %s %s", back.ID, back.Hash, first.ID, first.Hash)
		}
		list := func(known, recorded int) string {
			found, err := db.Verdicts(ctx, "c-1", store.AsOf{Known: at(known), Recorded: at(recorded)})
			if err != nil {
				t.Fatal(err)
			}
			var out []string
			for _, v := range found {
				a, err := v.Assessment()
				if err != nil || !a.AsOf.Equal(v.AsOf) {
					t.Fatalf("%+v: %v", v, err)
				}
				out = append(out, string(a.Top))
			}
			return strings.Join(out, " ")
		}
		if got := list(9, 99); got != "H5 H3 H5 H2" {
			t.Errorf("the history is %s", got)
		}
		if got := list(1, 12); got != "H5 H3" {
			t.Errorf("as of 1, recorded by 12: %s", got)
		}
		got, err := db.Verdict(ctx, first.ID)
		if diff := cmp.Diff(first, got); diff != "" || err != nil {
			t.Errorf("verdict differs (-want +got), %v:\n%s", err, diff)
		}
		if _, err := db.Verdict(ctx, "a-absent"); !errors.Is(err, credence.ErrNotFound) {
			t.Errorf("an absent verdict: %v, want ErrNotFound", err)
		}
	})
}

func TestJournalShowsTampering(t *testing.T) {
	changes := map[string]string{
		"body":  `UPDATE journal SET body = replace(body, 'yes', 'no') WHERE seq = 2`,
		"time":  `UPDATE journal SET recorded_at = recorded_at - 1 WHERE seq = 1`,
		"entry": `DELETE FROM journal WHERE seq = 2`,
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			ctx := t.Context()
			path := filepath.Join(t.TempDir(), "credence.db")
			db, err := store.Open(ctx, path, store.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			addEvidence(t, db, 1, item("L1", 0), item("L2", 0), item("L3", 0))
			head, err := db.VerifyJournal(ctx)
			if err != nil || head.Entries != 3 || len(head.Link) != 64 {
				t.Fatalf("VerifyJournal = %+v, %v", head, err)
			}
			raw, err := sql.Open("sqlite", path)
			if err != nil {
				t.Fatal(err)
			}
			defer raw.Close()
			if _, err := raw.Exec(change); err == nil || !strings.Contains(err.Error(), "never") {
				t.Errorf("the journal let itself be changed: %v", err)
			}
			if _, err := raw.Exec(`DROP TRIGGER journal_kept; DROP TRIGGER journal_not_deleted; ` + change); err != nil {
				t.Fatal(err)
			}
			if _, err := db.VerifyJournal(ctx); err == nil || !strings.Contains(err.Error(), "not as it was") {
				t.Errorf("after tampering: %v", err)
			}
			if err := db.Check(ctx); err == nil {
				t.Errorf("Check finds nothing after tampering")
			}
		})
	}
}

func TestJournalInOrder(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ids := addEvidence(t, db, 1, item("L1", 0), item("L2", 0))
		entries, err := db.Journal(t.Context(), 1, 10)
		if err != nil || len(entries) != 1 || entries[0].ID != string(ids[1]) || !entries[0].Recorded.Equal(at(1)) {
			t.Errorf("Journal = %+v, %v, want the second item", entries, err)
		}
	})
}

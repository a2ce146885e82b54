package workbench

import (
	"slices"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

// An earlier report that comes in late renames the incident and the claim.
// Whatever was entered under the name before is found under both, and counts.
func TestWhatWasEnteredSurvivesRenaming(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		w := bench(t, db)
		take(t, w, noon, report("herald", "2019-04-01T15:00Z", firstReport))
		before := claimed(t, w, "islamic-state")
		id := string(before.ID)
		known := noon.AddDate(1, 0, 0)
		about, err := w.AddEvidence(ctx, id, answer("M06", "deliberate_confirmed", "police"), true, act("ana", "seen", 0))
		if err != nil {
			t.Fatal(err)
		}
		own, err := w.AddEvidence(ctx, id, answer("I01", "no_evidence_of_link", "police"), false, act("ana", "asked", 0))
		if err != nil {
			t.Fatal(err)
		}
		list, err := w.Evidence(ctx, id, AsOf{Known: known})
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(list, func(l Listed) bool { return !l.Recorded && l.Claim != "" })
		if i < 0 {
			t.Fatal("the machine proposes nothing on the claim")
		}
		turned := list[i]
		if _, err := w.Decide(ctx, id, string(turned.ID), credence.Rejected, Act{By: "ana", At: noon, Reason: "wrong", Known: known}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.ChoosePrior(ctx, id, "uniform", act("ana", "no opinion", 0)); err != nil {
			t.Fatal(err)
		}
		if err := w.Dissent(ctx, id, act("ana", "too sure", 0)); err != nil {
			t.Fatal(err)
		}
		b, err := w.Assess(ctx, id, AsOf{Known: known})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.AddAssessment(ctx, &b.Assessment, noon); err != nil {
			t.Fatal(err)
		}

		take(t, w, noon.Add(time.Hour), report("early", "2019-04-01T11:00Z", earlierReport))
		after := claimed(t, w, "islamic-state")
		if after.ID == before.ID {
			t.Fatal("nothing was renamed; the test tests nothing")
		}
		for _, name := range []string{id, string(after.ID)} {
			b, err := w.Assess(ctx, name, AsOf{Known: known})
			if err != nil {
				t.Fatal(err)
			}
			a := &b.Assessment
			if a.Claim.ID != after.ID || a.Prior.Set != "uniform" {
				t.Errorf("%s: claim %s, prior %s", name, a.Claim.ID, a.Prior.Set)
			}
			for _, want := range []credence.EvidenceID{about.ID, own.ID} {
				if !slices.ContainsFunc(a.Evidence, func(e credence.Evidence) bool { return e.ID == want }) {
					t.Errorf("%s: %s does not count", name, want)
				}
			}
			if slices.ContainsFunc(a.Evidence, func(e credence.Evidence) bool { return e.Code == turned.Code && e.Value == turned.Value }) {
				t.Errorf("%s: what was rejected, %s %s, is back", name, turned.Code, turned.Value)
			}
			kept, err := w.Kept(ctx, name, AsOf{Known: known})
			if err != nil || len(kept) != 1 || !kept[0].Same {
				t.Errorf("%s: kept %d, %v", name, len(kept), err)
			}
			p, err := w.Pool(ctx, name, AsOf{Known: known})
			if err != nil || len(p.Dissents) != 1 || p.Dissents[0].Assessment.Claim.ID != after.ID {
				t.Errorf("%s: dissents %v, %v", name, p.Dissents, err)
			}
		}

		// A claim made only now has what was said of the incident, and no more.
		take(t, w, noon.Add(2*time.Hour), report("times", "2019-04-03T09:00Z", laterReport))
		b, err = w.Assess(ctx, string(claimed(t, w, "al-qaeda").ID), AsOf{Known: known})
		if err != nil {
			t.Fatal(err)
		}
		for id, want := range map[credence.EvidenceID]bool{about.ID: true, own.ID: false} {
			if got := slices.ContainsFunc(b.Assessment.Evidence, func(e credence.Evidence) bool { return e.ID == id }); got != want {
				t.Errorf("another claim: %s counts: %v, want %v", id, got, want)
			}
		}
	})
}

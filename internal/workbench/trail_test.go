package workbench

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/testkit"
)

// A look back that takes over the verdicts kept with the board tells what one
// tells that judges every day again, before and after a change.
func TestTrail(t *testing.T) {
	w := bench(t, testkit.OpenStore(t))
	ctx := t.Context()
	for _, name := range []string{"london-westminster-2017", "madrid-2004"} {
		t.Run(name, func(t *testing.T) {
			claim := dossier(t, w, name)
			now := later
			compare := func() {
				t.Helper()
				if _, err := w.Sheet(ctx, claim, now); err != nil {
					t.Fatal(err)
				}
				b, err := w.DB.Board(ctx, credence.ClaimID(claim))
				if err != nil {
					t.Fatal(err)
				}
				trail, err := w.trail(ctx, &b, AsOf{Known: now})
				if err != nil || len(trail) == 0 {
					t.Fatalf("no trail was kept: %v", err)
				}
				last := len(trail) - 1
				for _, at := range []time.Time{trail[0].AsOf, trail[last/2].AsOf.Add(9 * time.Hour), trail[last].AsOf.AddDate(0, 1, 0)} {
					compareTrail(t, w, claim, AsOf{Known: at})
				}
			}
			compare()
			first, err := w.DB.Claim(ctx, credence.ClaimID(claim))
			if err != nil {
				t.Fatal(err)
			}
			e := answer("A07", "confirmed", "police")
			e.KnownAt = first.At.To.AddDate(0, 0, 3)
			now = now.Add(time.Hour)
			if _, err := w.AddEvidence(ctx, claim, e, false, Act{By: "ana", At: now, Reason: "it was told"}); err != nil {
				t.Fatal(err)
			}
			compareTrail(t, w, claim, AsOf{Known: e.KnownAt.AddDate(0, 0, 2)}) // the board is stale
			now = now.Add(time.Hour)
			compare()
		})
	}
}

func compareTrail(t *testing.T, w *Workbench, claim string, at AsOf) {
	t.Helper()
	c, err := w.DB.Claim(t.Context(), credence.ClaimID(claim))
	if err != nil {
		t.Fatal(err)
	}
	anew, err := w.sheet(t.Context(), &c, at, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := w.SheetAt(t.Context(), claim, at)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(packed(t, anew), packed(t, got)); diff != "" {
		t.Errorf("as of %v (-judged anew +by the trail):\n%s", at.Known, diff)
	}
}

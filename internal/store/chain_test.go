package store_test

import (
	"encoding/hex"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

// Entries picked out of the journal can each be checked alone, and the link of
// the last is the head.
func TestChain(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		at := time.Date(2019, 5, 1, 12, 0, 0, 1000, time.UTC)
		var ids []string
		for i, what := range []string{"merge", "split", "reports"} {
			r, err := db.AddRuling(t.Context(), store.Ruling{What: what, Subjects: []string{"i-one"}, By: "ana", At: at.Add(time.Duration(i) * time.Minute)})
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, r.ID)
		}
		got, err := db.Chain(t.Context(), []string{ids[2], "r-nothing", ids[0], ids[0]})
		if err != nil || len(got) != 2 || got[0].ID != ids[0] || got[1].ID != ids[2] {
			t.Fatalf("chain %v, %v", got, err)
		}
		if got[0].Before != "" || got[1].Before == "" || got[1].Before == got[0].Link {
			t.Errorf("links before: %q, %q", got[0].Before, got[1].Before)
		}
		for _, e := range got {
			before, err := hex.DecodeString(e.Before)
			if link := hex.EncodeToString(credence.ChainLink(before, e.Kind, e.ID, e.Recorded, e.Body)); err != nil || link != e.Link {
				t.Errorf("%s: link %s, want %s", e.ID, link, e.Link)
			}
		}
		if head, err := db.VerifyJournal(t.Context()); err != nil || head.Link != got[1].Link || head.Entries != 3 {
			t.Errorf("head %v, %v", head, err)
		}
	})
}

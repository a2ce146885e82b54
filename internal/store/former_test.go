package store_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

// A claim that is taken out stays known by its identifier, and by the incident
// that has the mention it was named after.
func TestFormerClaims(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		d := credence.Document{Text: "a report"}
		d.ID = d.Identify()
		if _, err := db.AddDocuments(ctx, []credence.Document{d}, noon); err != nil {
			t.Fatal(err)
		}
		former := credence.Claim{ID: "c-old", Claimant: "River Front", Incident: "i-first"}
		if err := db.SaveClaims(ctx, "1", []credence.Claim{former}, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := db.FormerClaim(ctx, "c-old"); !errors.Is(err, credence.ErrNotFound) {
			t.Errorf("a claim that is held is a former one: %v", err)
		}
		if err := db.SaveClaims(ctx, "1", nil, []credence.ClaimID{"c-old", "c-never"}); err != nil {
			t.Fatal(err)
		}
		got, err := db.FormerClaim(ctx, "c-old")
		if diff := cmp.Diff(former, got); diff != "" || err != nil {
			t.Errorf("%v %s", err, diff)
		}
		now := credence.Incident{ID: "i-second", Mentions: []credence.MentionRef{{Document: d.ID, Mention: "m-second"}, {Document: d.ID, Mention: "m-first"}}}
		other := credence.Incident{ID: "i-third", Mentions: []credence.MentionRef{{Document: d.ID, Mention: "m-third"}}}
		if err := db.SaveIncidents(ctx, store.Joining{Version: "1", Put: []credence.Incident{now, other}}); err != nil {
			t.Fatal(err)
		}
		for id, want := range map[credence.IncidentID]int{"i-second": 1, "i-third": 0} {
			if list, err := db.FormerClaims(ctx, id); err != nil || len(list) != want {
				t.Errorf("%s: %d former claims, %v, want %d", id, len(list), err, want)
			}
		}
	})
}

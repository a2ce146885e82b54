package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

func TestHooksAndDeliveries(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		at := func(minute int) time.Time { return time.Date(2019, 5, 1, 12, minute, 0, 0, time.UTC) }
		verdicts := store.Hook{ID: "h1", URL: "https://desk.example/", Kinds: []string{"verdict"}, Secret: "s", By: "ada", Created: at(0)}
		both := store.Hook{ID: "h2", URL: "https://other.example/", Kinds: []string{"evidence", "verdict"}, Secret: "s", By: "ada", Created: at(1)}
		for _, h := range []store.Hook{both, verdicts} {
			if err := db.AddHook(ctx, h); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := db.Hooks(ctx); err != nil || cmp.Diff(got, []store.Hook{verdicts, both}) != "" {
			t.Errorf("hooks: %v %s", err, cmp.Diff(got, []store.Hook{verdicts, both}))
		}
		for _, tt := range []struct {
			kind, hook string
			want       int
		}{{"verdict", "", 2}, {"evidence", "", 1}, {"dict", "", 0}, {"ping", "h1", 1}, {"ping", "h9", 0}} {
			n, err := db.AddDeliveries(ctx, store.Delivery{Kind: tt.kind, Hook: tt.hook, Body: "{}", Created: at(2)})
			if err != nil || n != tt.want {
				t.Errorf("told %s %s: %d, %v; want %d", tt.kind, tt.hook, n, err, tt.want)
			}
		}
		due, next, err := db.Due(ctx, at(2), 3)
		if err != nil || len(due) != 3 || !next.Equal(at(2)) {
			t.Fatalf("due: %d, next %v, %v; want 3 and another", len(due), next, err)
		}
		failed, done := due[0], due[1]
		failed.Attempts, failed.Tried, failed.Due, failed.Status, failed.Fault = 1, at(3), at(9), 500, "the server answers 500"
		done.Attempts, done.Tried, done.Due, done.Status = 1, at(3), time.Time{}, 204
		for _, d := range []store.Delivery{failed, done} {
			if err := db.SaveAttempt(ctx, d); err != nil {
				t.Fatal(err)
			}
		}
		if due, next, err := db.Due(ctx, at(8), 10); err != nil || len(due) != 2 || !next.Equal(at(9)) {
			t.Errorf("due later: %d, next %v, %v; want 2, next at %v", len(due), next, err, at(9))
		}
		if err := db.EndHook(ctx, "h2", at(10)); err != nil {
			t.Fatal(err)
		}
		if err := db.EndHook(ctx, "h2", at(11)); !errors.Is(err, credence.ErrNotFound) {
			t.Errorf("ended twice: %v", err)
		}
		due, _, err = db.Due(ctx, at(20), 10)
		for _, d := range due {
			if d.Hook != "h1" {
				t.Errorf("still due to the hook that was removed: %+v", d)
			}
		}
		if err != nil || len(due) == 0 {
			t.Errorf("due to the other: %v, %v", due, err)
		}
		if h, err := db.Hook(ctx, "h2"); err != nil || !h.Ended.Equal(at(10)) {
			t.Errorf("hook that ended: %+v, %v", h, err)
		}
	})
}

// The log of a hook is read in pages, and does not grow without end.
func TestDeliveriesAreBounded(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		at := time.Date(2019, 5, 1, 12, 0, 0, 0, time.UTC)
		if err := db.AddHook(ctx, store.Hook{ID: "h1", URL: "https://desk.example/", Kinds: []string{"verdict"}, Secret: "s", By: "ada", Created: at}); err != nil {
			t.Fatal(err)
		}
		for i := range 1010 {
			if _, err := db.AddDeliveries(ctx, store.Delivery{Kind: "verdict", Body: fmt.Sprint(i), Created: at}); err != nil {
				t.Fatal(err)
			}
			due, _, err := db.Due(ctx, at, 1)
			if err != nil || len(due) != 1 {
				t.Fatalf("due: %v, %v", due, err)
			}
			due[0].Due, due[0].Attempts = time.Time{}, 1
			if err := db.SaveAttempt(ctx, due[0]); err != nil {
				t.Fatal(err)
			}
		}
		seen, after := 0, ""
		for {
			page, next, err := db.Deliveries(ctx, "h1", after, 97)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range page {
				if want := fmt.Sprint(1009 - seen); d.Body != want {
					t.Fatalf("delivery %d is %s, want %s", seen, d.Body, want)
				}
				seen++
			}
			if after = next; next == "" {
				break
			}
		}
		if seen != 1000 {
			t.Errorf("%d deliveries are kept, want 1000", seen)
		}
	})
}

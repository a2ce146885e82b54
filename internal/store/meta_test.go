package store_test

import (
	"errors"
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

func TestMeta(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		if _, err := db.Meta(ctx, "codes"); !errors.Is(err, credence.ErrNotFound) {
			t.Errorf("Meta of an absent key: %v, want ErrNotFound", err)
		}
		for _, want := range []string{"2017.1", "2017.2"} {
			if err := db.SetMeta(ctx, "codes", want); err != nil {
				t.Fatal(err)
			}
			if got, err := db.Meta(ctx, "codes"); got != want || err != nil {
				t.Errorf("Meta = %q, %v, want %q", got, err, want)
			}
		}
	})
}

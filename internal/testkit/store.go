package testkit

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/credence-project/credence/internal/store"
)

// EachStore runs a test on a fresh store of each engine, and checks that the
// store is sound when the test ends.
func EachStore(t *testing.T, test func(t *testing.T, db *store.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, OpenStore(t)) })
}

// OpenStore gives a fresh store of the default engine, for tests that are not
// about the store. It is checked and closed when the test ends.
func OpenStore(t testing.TB) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "credence.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		// The test's own context has ended by now.
		if err := db.Check(context.Background()); err != nil {
			t.Errorf("the store after the test: %v", err)
		}
		if err := db.Close(); err != nil {
			t.Errorf("closing the store: %v", err)
		}
	})
	return db
}

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
	EachEngine(t, func(t *testing.T, fresh func() (db *store.DB, done func())) {
		db, done := fresh()
		defer done()
		test(t, db)
	})
}

// EachEngine runs a test that needs several stores, as a property test does:
// fresh gives an empty one of the engine, done checks that it is sound and
// releases it.
func EachEngine(t *testing.T, test func(t *testing.T, fresh func() (db *store.DB, done func()))) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		test(t, func() (*store.DB, func()) { return freshSQLite(t) })
	})
}

// OpenStore gives a fresh store of the default engine, for tests that are not
// about the store. It is checked and released when the test ends.
func OpenStore(t testing.TB) *store.DB {
	t.Helper()
	db, done := freshSQLite(t)
	t.Cleanup(done)
	return db
}

func freshSQLite(t testing.TB) (*store.DB, func()) {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "credence.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return db, func() {
		// The test's own context may have ended by now.
		if err := db.Check(context.Background()); err != nil {
			t.Errorf("the store after the test: %v", err)
		}
		if err := db.Close(); err != nil {
			t.Errorf("closing the store: %v", err)
		}
	}
}

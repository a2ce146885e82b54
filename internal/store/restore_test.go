package store_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/credence-project/credence/internal/store"
)

// rulings makes a store with n rulings at a path and leaves it open.
func rulings(t *testing.T, path string, n int) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		if _, err := db.AddRuling(t.Context(), store.Ruling{What: "merge", Subjects: []string{"i-one"}, By: "ana", At: time.Unix(int64(i), 0)}); err != nil {
			t.Fatal(err)
		}
	}
	return db
}

func entries(t *testing.T, path string) int {
	t.Helper()
	db, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	head, err := db.VerifyJournal(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return head.Entries
}

// A backup goes over a store only when it is sound, and the store that was
// there is kept, each time.
func TestRestoreOver(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	db := rulings(t, in("a.db"), 2)
	if err := db.Backup(t.Context(), in("copy")); err != nil {
		t.Fatal(err)
	}
	db.Close()
	rulings(t, in("b.db"), 5).Close()
	if err := os.WriteFile(in("rubbish"), []byte("SQLite format 3\x00 and no more"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.RestoreOver(t.Context(), in("rubbish"), in("b.db")); err == nil {
		t.Error("rubbish was restored")
	}
	if n := entries(t, in("b.db")); n != 5 {
		t.Errorf("after a refusal %d entries, want 5", n)
	}
	for _, want := range []struct {
		aside string
		n     int
	}{{in("b.db.before"), 5}, {in("b.db.before-2"), 2}} {
		aside, err := store.RestoreOver(t.Context(), in("copy"), in("b.db"))
		if err != nil || aside != want.aside || entries(t, aside) != want.n || entries(t, in("b.db")) != 2 {
			t.Errorf("moved aside to %q, %v", aside, err)
		}
	}
	if aside, err := store.RestoreOver(t.Context(), in("copy"), in("new.db")); err != nil || aside != "" || entries(t, in("new.db")) != 2 {
		t.Errorf("where there was none: %q, %v", aside, err)
	}
}

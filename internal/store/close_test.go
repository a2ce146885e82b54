package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/credence-project/credence/internal/store"
)

// A store that was closed is one file: who copies it has all of it.
func TestClosedStoreIsOneFile(t *testing.T) {
	dir := t.TempDir()
	db, err := store.Open(t.Context(), filepath.Join(dir, "one.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.SetMeta(t.Context(), "codes", "1"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Meta(t.Context(), "codes"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Errorf("%v, %v; want the store alone", files, err)
	}
}

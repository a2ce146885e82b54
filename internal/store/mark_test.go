package store_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
)

// The mark is another after every commit, also of another program, and the
// same after anything else.
func TestMark(t *testing.T) {
	ctx := t.Context()
	location := filepath.Join(t.TempDir(), "credence.db")
	open := func() *store.DB {
		db, err := store.Open(ctx, location, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		return db
	}
	db, other := open(), open()
	mark := func() store.Mark {
		m, err := db.Mark(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	write := func(db *store.DB, text string) {
		if _, err := db.AddDocuments(ctx, []credence.Document{{Text: text}}, time.Unix(1, 0)); err != nil {
			t.Fatal(err)
		}
	}
	before := mark()
	if _, err := db.CountDocuments(ctx); err != nil || mark() != before {
		t.Errorf("reading changed the mark: %v", err)
	}
	for name, do := range map[string]func(){
		"a write here":               func() { write(db, "one") },
		"a write of another program": func() { write(other, "two") },
	} {
		if do(); mark() == before {
			t.Errorf("%s left the mark as it was", name)
		}
		before = mark()
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Mark(ctx); err == nil {
		t.Error("a store that is closed has a mark")
	}
}

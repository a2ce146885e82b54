package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
)

// withStore opens the store that is there, and closes it at the end. A path at
// which there is none is an InputError: it may be mistyped.
func (e *env) withStore(ctx context.Context, do func(*store.DB) error) error {
	st, err := os.Stat(e.conf.DB)
	if err == nil && st.IsDir() {
		return &credence.InputError{Name: "store " + strconv.Quote(e.conf.DB), Reason: "this is a folder; name the file in it"}
	}
	if err != nil {
		return &credence.InputError{Name: "store " + strconv.Quote(e.conf.DB), Reason: "there is none; take something in first, or say with --db where it is"}
	}
	return e.openStore(ctx, do)
}

// withNewStore opens the store and makes it, with its folder, if there is none.
func (e *env) withNewStore(ctx context.Context, do func(*store.DB) error) error {
	if e.conf.DB == "" {
		return usageError{errors.New("--db: names no file")}
	}
	if err := os.MkdirAll(filepath.Dir(e.conf.DB), 0o700); err != nil {
		return err
	}
	return e.openStore(ctx, do)
}

func (e *env) openStore(ctx context.Context, do func(*store.DB) error) error {
	db, err := store.Open(ctx, e.conf.DB, store.Options{})
	if err != nil {
		return err
	}
	if err := do(db); err != nil {
		db.Close()
		return err
	}
	return db.Close()
}

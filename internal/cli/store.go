package cli

import (
	"context"
	"os"
	"path/filepath"

	"github.com/credence-project/credence/internal/store"
)

// withStore opens the store, makes its folder if it is the default one, and
// closes it at the end.
func (e *env) withStore(ctx context.Context, do func(*store.DB) error) error {
	if err := os.MkdirAll(filepath.Dir(e.conf.DB), 0o755); err != nil {
		return err
	}
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

package store

import (
	"context"
	"errors"
	"fmt"
	"os"

	credence "github.com/credence-project/credence"
)

// Check reads the whole store and fails if it is damaged.
func (db *DB) Check(ctx context.Context) error {
	return db.view(ctx, func(t tx) error {
		rows, err := t.query(ctx, db.dialect.check)
		faults, err := collect(rows, err, column[string])
		if err != nil {
			return fmt.Errorf("integrity: %w", err)
		}
		if len(faults) != 1 || faults[0] != "ok" {
			return fmt.Errorf("integrity: %q", faults)
		}
		return nil
	})
}

// Backup writes a copy of the store, as it is now, to a new file. Work on the
// store may go on meanwhile.
func (db *DB) Backup(ctx context.Context, path string) error {
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		return &credence.InputError{Name: path, Reason: "exists already; a backup goes to a new file"}
	}
	if _, err := db.write.ExecContext(ctx, db.dialect.backup, path); err != nil {
		return fmt.Errorf("backup %s: %w", path, err)
	}
	return nil
}

package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	credence "github.com/credence-project/credence"
)

// Check reads the whole store and fails if it is damaged: in its pages, in its
// index of words, or in the chain of the journal.
func (db *DB) Check(ctx context.Context) error {
	err := db.view(ctx, func(t tx) error {
		for _, check := range db.dialect.checks {
			rows, err := t.query(ctx, check)
			faults, err := collect(rows, err, column[string])
			if err != nil {
				return err
			}
			if len(faults) > 0 && faults[0] != "ok" {
				return fmt.Errorf("%q", faults)
			}
		}
		return nil
	})
	if err == nil {
		_, err = db.VerifyJournal(ctx)
	}
	return about("integrity", err)
}

// Backup writes a copy of the store, as it is now, to a new file. Work on the
// store may go on meanwhile.
func (db *DB) Backup(ctx context.Context, path string) error {
	if err := mustBeNew(path); err != nil {
		return err
	}
	return about("backup "+path, db.dialect.backup(ctx, db.read, path))
}

// Restore makes a store at location, where there must be none, from a backup.
// The backup is checked first, and stays as it is.
func Restore(ctx context.Context, backup, location string) error {
	if err := mustBeNew(location); err != nil {
		return err
	}
	unfinished := location + ".restoring"
	err := copyFile(backup, unfinished)
	if err == nil {
		err = checkFile(ctx, unfinished)
	}
	if err == nil {
		err = os.Rename(unfinished, location)
	}
	if err != nil {
		os.Remove(unfinished)
	}
	return about("restore "+backup, err)
}

func mustBeNew(path string) error {
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		return &credence.InputError{Name: path, Reason: "exists already, and is not overwritten"}
	}
	return nil
}

func checkFile(ctx context.Context, path string) error {
	db, err := Open(ctx, path, Options{})
	if err != nil {
		return err
	}
	err = db.Check(ctx)
	if e := db.Close(); err == nil {
		err = e
	}
	return err
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	if err := out.Sync(); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

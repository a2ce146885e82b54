package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/credence-project/credence"
)

// checks are statements that give what is wrong, a row each, besides those of
// the dialect. Rows that belong together are written together, so that one
// without the other is damage.
var checks = []string{
	`SELECT 'document without text: ' || id FROM documents d WHERE NOT EXISTS (SELECT 1 FROM contents c WHERE c.seq = d.seq)`,
	`SELECT 'document in no stage: ' || id FROM documents d WHERE (SELECT count(*) FROM stages s WHERE s.document = d.seq) < 3`,
	fmt.Sprintf(`SELECT 'chunk missing of original: ' || sha256 FROM originals o
		WHERE (SELECT count(*) FROM chunks c WHERE c.sha256 = o.sha256) < (o.size + %d) / %d`, chunkSize-1, chunkSize),
	`SELECT 'journal entry not listed: ' || id FROM journal j WHERE NOT EXISTS (SELECT 1 FROM evidence x WHERE x.seq = j.seq)
		AND NOT EXISTS (SELECT 1 FROM decisions x WHERE x.seq = j.seq) AND NOT EXISTS (SELECT 1 FROM rulings x WHERE x.seq = j.seq)
		AND NOT EXISTS (SELECT 1 FROM assessments x WHERE x.seq = j.seq)`,
}

// Check reads the whole store and fails if it is damaged: in its pages, in its
// index of words, in rows that belong together, or in the chain of the journal.
func (db *DB) Check(ctx context.Context) error {
	err := db.view(ctx, func(t tx) error {
		for _, check := range slices.Concat(db.dialect.checks, checks) {
			rows, err := t.long(ctx, check)
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
	return about("backup "+path, db.read.use(ctx, func(l *lane) error { return db.dialect.backup(ctx, l.conn, path) }))
}

// Restore makes a store at location, where there must be none, from a backup.
// The backup is checked first, and stays as it is.
func Restore(ctx context.Context, backup, location string) error {
	// A file that a lost store left behind would be taken for part of this one.
	for _, ending := range append([]string{""}, sqliteDialect.besides...) {
		if err := mustBeNew(location + ending); err != nil {
			return err
		}
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

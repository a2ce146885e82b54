package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/pressly/goose/v3"

	"github.com/credence-project/credence"
)

// migrate brings the schema up to date. Two processes may do so at once: each
// step is a transaction of its own, so the one that comes second to a step
// fails there, and goes on from where the first has got to.
func (db *DB) migrate(ctx context.Context, write *sql.DB) error {
	files, err := db.dialect.migrations()
	if err != nil {
		return err
	}
	steps, err := goose.NewProvider(db.dialect.goose, write, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	deadline := time.Now().Add(db.wait)
	last := int64(-1)
	for {
		has, wants, err := steps.GetVersions(ctx)
		if err == nil && has > wants {
			return &credence.InputError{Name: db.location, Reason: fmt.Sprintf("written by a newer program (schema %d, this one knows %d)", has, wants)}
		}
		if err == nil && has < wants {
			_, err = steps.Up(ctx)
		}
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case db.dialect.broken(err):
			return &credence.InputError{Name: db.location, Reason: "not a store, or damaged", Err: err}
		case db.dialect.busy(err):
			if time.Now().After(deadline) {
				return db.tooBusy(err)
			}
		case has == last:
			return fmt.Errorf("schema: %w", err)
		}
		last = has
	}
}

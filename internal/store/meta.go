package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/credence-project/credence"
)

// Meta gives the value kept under key, such as the version of a table that was
// built, or ErrNotFound.
func (db *DB) Meta(ctx context.Context, key string) (string, error) {
	var value string
	err := db.view(ctx, func(t tx) error {
		return t.row(ctx, `SELECT value FROM meta WHERE key = ?`, key).Scan(&value)
	})
	return value, absent("meta "+key, err)
}

// SetMeta keeps value under key in place of what was there.
func (db *DB) SetMeta(ctx context.Context, key, value string) error {
	return about("meta "+key, db.update(ctx, func(t tx) error { return t.setMeta(ctx, key, value) }))
}

func (t tx) setMeta(ctx context.Context, key, value string) error {
	_, err := t.exec(ctx, `INSERT INTO meta (key, value) VALUES (?, ?)
		ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
	return err
}

// about names the thing an error concerns.
func about(thing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", thing, err)
}

// absent is about, with a missing row as ErrNotFound.
func absent(thing string, err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		err = credence.ErrNotFound
	}
	return about(thing, err)
}

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// DB is a store. It is safe for concurrent use: any number of readers work
// beside one writer, each on a consistent state.
type DB struct {
	location string
	dialect  *dialect
	read     *lanes // never write
	write    *lanes // one where the engine has one writer
	wait     time.Duration

	watch     watch
	rulings   heldRulings
	documents heldDocuments
	numbers   heldNumbers
}

// Options say how a store is opened. The zero value is a good choice.
type Options struct {
	// Wait is how long a write waits for another process that is writing,
	// before it gives up with an InputError. Zero means 30 seconds.
	Wait time.Duration
}

const defaultWait = 30 * time.Second

// Open opens the store at location, the path of a file, and brings its schema
// up to date; a store that does not exist is made. It fails with an InputError
// if the file is not a store, or was written by a newer program.
func Open(ctx context.Context, location string, o Options) (*DB, error) {
	if o.Wait == 0 {
		o.Wait = defaultWait
	}
	read, write, err := sqliteDialect.open(location)
	if err != nil {
		return nil, fmt.Errorf("store %s: %w", location, err)
	}
	db := &DB{location: location, dialect: sqliteDialect, read: newLanes(read, sqliteReaders), write: newLanes(write, 1), wait: o.Wait}
	err = db.migrate(ctx, write)
	if err == nil {
		err = db.reindex(ctx)
	}
	if err != nil {
		db.Close()
		return nil, fmt.Errorf("store %s: %w", location, err)
	}
	return db, nil
}

// Close releases the store. What was acknowledged is safe without it.
func (db *DB) Close() error {
	db.watch.close()
	return errors.Join(db.read.close(), db.write.close())
}

// scanner is a row or rows.
type scanner interface{ Scan(into ...any) error }

// collect reads all rows with scan and closes them. It takes the two results
// of tx.query as they are.
func collect[T any](rows *sql.Rows, err error, scan func(scanner) (T, error)) ([]T, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// column scans a row of one column.
func column[T any](s scanner) (T, error) {
	var v T
	err := s.Scan(&v)
	return v, err
}

// Times are stored as microseconds since 1970 in UTC, an unknown time as NULL.

func micros(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMicro()
}

func fromMicros(n sql.NullInt64) time.Time {
	if !n.Valid {
		return time.Time{}
	}
	return time.UnixMicro(n.Int64).UTC()
}

package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/credence-project/credence"
)

// DB is a store. It is safe for concurrent use: any number of readers work
// beside one writer, each on a consistent state.
type DB struct {
	location string
	dialect  *dialect
	read     *sql.DB // never writes
	write    *sql.DB // one connection where the engine has one writer
	wait     time.Duration

	rulings   heldRulings
	documents heldDocuments
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
	db := &DB{location: location, dialect: sqliteDialect, read: read, write: write, wait: o.Wait}
	err = db.migrate(ctx)
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
	err := db.read.Close()
	if e := db.write.Close(); err == nil {
		err = e
	}
	return err
}

// update runs do in a transaction that may write; do must not keep the
// transaction. It waits for other writers, and for those of other processes at
// most as long as Options.Wait; do runs only once the right to write is held,
// so it is never run twice. All of it takes effect, or nothing; once update has
// returned nil the effect survives a crash of the machine.
func (db *DB) update(ctx context.Context, do func(t tx) error) error {
	began, err := db.begin(ctx)
	if err != nil {
		return err
	}
	defer began.Rollback() // has no effect after Commit
	if err := do(db.newTx(began)); err != nil {
		return err
	}
	return began.Commit()
}

// begin takes the right to write. The engine itself waits only a moment, so
// that a cancelled context is noticed.
func (db *DB) begin(ctx context.Context) (*sql.Tx, error) {
	deadline := time.Now().Add(db.wait)
	for {
		began, err := db.write.BeginTx(ctx, nil)
		if err == nil || !db.dialect.busy(err) {
			return began, err
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if time.Now().After(deadline) {
			return nil, db.tooBusy(err)
		}
	}
}

func (db *DB) tooBusy(err error) error {
	return &credence.InputError{
		Name:   db.location,
		Reason: fmt.Sprintf("another process has been writing to this store for %s; wait until it is done, or stop it", db.wait),
		Err:    err,
	}
}

// view runs do in a transaction that reads one consistent state.
func (db *DB) view(ctx context.Context, do func(t tx) error) error {
	began, err := db.read.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer began.Rollback()
	return do(db.newTx(began))
}

// tx is a transaction. Its statements have ? placeholders whatever the engine,
// and are compiled once each; they live as long as the transaction.
type tx struct {
	sql      *sql.Tx
	dialect  *dialect
	compiled map[string]*sql.Stmt
}

func (db *DB) newTx(began *sql.Tx) tx {
	return tx{sql: began, dialect: db.dialect, compiled: map[string]*sql.Stmt{}}
}

// prepare compiles a statement for the caller, who may close it.
func (t tx) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	return t.sql.PrepareContext(ctx, t.dialect.rebind(query))
}

func (t tx) compile(ctx context.Context, query string) (*sql.Stmt, error) {
	if s := t.compiled[query]; s != nil {
		return s, nil
	}
	s, err := t.prepare(ctx, query)
	if err == nil {
		t.compiled[query] = s
	}
	return s, err
}

func (t tx) exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	s, err := t.compile(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

func (t tx) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := t.compile(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

// row runs a query of which one row is wanted; it gives sql.ErrNoRows on Scan
// if there is none.
func (t tx) row(ctx context.Context, query string, args ...any) scanner {
	s, err := t.compile(ctx, query)
	if err != nil {
		return failed{err}
	}
	return s.QueryRowContext(ctx, args...)
}

// failed is a row that could not be asked for.
type failed struct{ err error }

func (f failed) Scan(...any) error { return f.err }

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

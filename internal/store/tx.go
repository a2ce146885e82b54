package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"sync"
	"time"

	"github.com/credence-project/credence"
)

// lane is a connection with the statements compiled on it. Both are kept from
// one transaction to the next: pages and stages ask the same few questions
// again and again.
type lane struct {
	conn     *sql.Conn // nil until first used
	compiled map[string]*sql.Stmt
}

// maxCompiled is the number of statements that a lane keeps.
const maxCompiled = 256

func (l *lane) open(ctx context.Context, db *sql.DB) (err error) {
	if l.conn == nil {
		l.conn, err = db.Conn(ctx)
		l.compiled = map[string]*sql.Stmt{}
	}
	return err
}

func (l *lane) compile(ctx context.Context, query string) (*sql.Stmt, error) {
	if s := l.compiled[query]; s != nil {
		return s, nil
	}
	s, err := l.conn.PrepareContext(ctx, query)
	if err == nil {
		l.compiled[query] = s
	}
	return s, err
}

func (l *lane) exec(ctx context.Context, query string) error {
	s, err := l.compile(ctx, query)
	if err == nil {
		_, err = s.ExecContext(ctx)
	}
	return err
}

// rest makes the lane ready for the next transaction.
func (l *lane) rest() {
	if len(l.compiled) > maxCompiled {
		for _, s := range l.compiled {
			s.Close()
		}
		clear(l.compiled)
	}
}

// leave gives up the connection; one that is torn is not used again by others.
func (l *lane) leave(torn bool) {
	if l.conn == nil {
		return
	}
	for _, s := range l.compiled {
		s.Close() // or the engine would keep its side of the connection, and its log beside the file
	}
	if torn {
		l.conn.Raw(func(any) error { return driver.ErrBadConn })
	}
	l.conn.Close()
	l.conn, l.compiled = nil, nil
}

// start begins a transaction. A context that ends meanwhile must not leave one
// open that nobody knows of.
func (l *lane) start(ctx context.Context, begin string) error {
	return l.exec(context.WithoutCancel(ctx), begin)
}

// run runs do in a transaction that begins and ends with the statements given.
// Whatever keeps it from ending well undoes it.
func (l *lane) run(ctx context.Context, ends string, do func() error) error {
	ended := false
	defer func() {
		if ended {
			return
		}
		if err := l.exec(context.WithoutCancel(ctx), `ROLLBACK`); err != nil {
			l.leave(true)
		}
	}()
	if err := do(); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := l.exec(context.WithoutCancel(ctx), ends); err != nil {
		return err
	}
	ended = true
	return nil
}

// lanes are a fixed number of connections to one engine.
type lanes struct {
	db     *sql.DB
	free   chan *lane
	closed sync.Once
}

func newLanes(db *sql.DB, n int) *lanes {
	l := &lanes{db: db, free: make(chan *lane, n)}
	for range n {
		l.free <- &lane{}
	}
	return l
}

// use runs do on a lane that nobody else has meanwhile.
func (l *lanes) use(ctx context.Context, do func(*lane) error) error {
	var own *lane
	select {
	case own = <-l.free:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { l.free <- own }()
	if err := own.open(ctx, l.db); err != nil {
		return err
	}
	defer own.rest()
	return do(own)
}

// close waits for those who are at work.
func (l *lanes) close() (err error) {
	l.closed.Do(func() {
		for range cap(l.free) {
			(<-l.free).leave(false)
		}
		err = l.db.Close()
		for range cap(l.free) {
			l.free <- &lane{} // whoever comes now is told that it is closed
		}
	})
	return err
}

// update runs do in a transaction that may write; do must not keep the
// transaction. It waits for other writers, and for those of other processes at
// most as long as Options.Wait; do runs only once the right to write is held,
// so it is never run twice. All of it takes effect, or nothing; once update has
// returned nil the effect survives a crash of the machine.
func (db *DB) update(ctx context.Context, do func(t tx) error) error {
	return db.write.use(ctx, func(l *lane) error {
		if err := db.begin(ctx, l); err != nil {
			return err
		}
		return l.run(ctx, `COMMIT`, func() error { return do(db.on(l)) })
	})
}

// begin takes the right to write. The engine itself waits only a moment, so
// that a cancelled context is noticed.
func (db *DB) begin(ctx context.Context, l *lane) error {
	deadline := time.Now().Add(db.wait)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := l.start(ctx, db.dialect.beginWrite)
		if err == nil || !db.dialect.busy(err) {
			return err
		}
		if time.Now().After(deadline) {
			return db.tooBusy(err)
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
	return db.read.use(ctx, func(l *lane) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := l.start(ctx, db.dialect.beginRead); err != nil {
			return err
		}
		return l.run(ctx, `ROLLBACK`, func() error { return do(db.on(l)) })
	})
}

// tx is a transaction. Its statements have ? placeholders whatever the engine,
// and are compiled once each. A cancelled context is noticed before each of
// them, and not during it: nearly all of them take less time than it takes to
// have somebody watch.
type tx struct {
	lane    *lane
	dialect *dialect
	numbers *heldNumbers
}

func (db *DB) on(l *lane) tx { return tx{l, db.dialect, &db.numbers} }

// statement gives the statement with the context to run it in.
func (t tx) statement(ctx context.Context, query string) (context.Context, *sql.Stmt, error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	ctx = context.WithoutCancel(ctx)
	s, err := t.lane.compile(ctx, t.dialect.rebind(query))
	return ctx, s, err
}

func (t tx) exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	ctx, s, err := t.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

func (t tx) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	ctx, s, err := t.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

// long is query for what may take a person's patience: cancelling the context
// ends it.
func (t tx) long(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	_, s, err := t.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

// row runs a query of which one row is wanted; it gives sql.ErrNoRows on Scan
// if there is none.
func (t tx) row(ctx context.Context, query string, args ...any) scanner {
	ctx, s, err := t.statement(ctx, query)
	if err != nil {
		return failed{err}
	}
	return s.QueryRowContext(ctx, args...)
}

// failed is a row that could not be asked for.
type failed struct{ err error }

func (f failed) Scan(...any) error { return f.err }

package store

import (
	"context"
	"fmt"
	"sync"
)

// Mark is a value that becomes another with everything that is committed to
// the store, by whatever program. What was read after a mark was given is
// still what the store holds as long as it gives the same.
type Mark struct{ opened, version int64 }

// String gives the mark as a word.
func (m Mark) String() string { return fmt.Sprintf("%d.%d", m.opened, m.version) }

// watch asks a connection of its own, since each of them counts for itself.
type watch struct {
	mu     sync.Mutex
	lane   lane
	opened int64 // how often; numbers of another connection mean nothing
}

// Mark gives the mark of the store as it is.
func (db *DB) Mark(ctx context.Context) (Mark, error) {
	w := &db.watch
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.lane.conn == nil {
		w.opened++
	}
	err := w.lane.open(ctx, db.read.db)
	m := Mark{opened: w.opened}
	if err == nil {
		err = db.on(&w.lane).row(ctx, db.dialect.version).Scan(&m.version)
	}
	if err != nil {
		w.lane.leave(true)
	}
	return m, about("mark", err)
}

func (w *watch) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lane.leave(false)
}

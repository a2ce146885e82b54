package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"github.com/credence-project/credence"
)

// Hook is an address that is told of changes of some kinds.
type Hook struct {
	ID      string
	URL     string
	Kinds   []string
	Secret  string // what deliveries are signed with
	By      string
	Created time.Time
	Ended   time.Time // zero while it is in force
}

// Delivery is what a hook was or is to be told.
type Delivery struct {
	Seq      int64
	Hook     string
	Kind     string
	Body     string
	Created  time.Time
	Attempts int
	Due      time.Time // of the next attempt; zero once it was delivered or given up
	Tried    time.Time // the last attempt
	Status   int       // of the last answer, 0 without one
	Fault    string    // why the last attempt did not succeed
}

// keptDeliveries is how many deliveries that are over are kept for a hook.
const keptDeliveries = 1000

// AddHook keeps a hook; it is in force from then on.
func (db *DB) AddHook(ctx context.Context, h Hook) error {
	if h.ID == "" || h.URL == "" || h.Secret == "" || len(h.Kinds) == 0 || h.By == "" || h.Created.IsZero() {
		return &credence.InputError{Name: "hook", Reason: "needs an address, kinds of change, who asks for it and when"}
	}
	return about("hook "+h.ID, db.update(ctx, func(t tx) error {
		_, err := t.exec(ctx, `INSERT INTO hooks (id, url, kinds, secret, by_whom, created_at) VALUES (?, ?, ?, ?, ?, ?)`,
			h.ID, h.URL, " "+strings.Join(h.Kinds, " ")+" ", h.Secret, h.By, h.Created.UnixMicro())
		return err
	}))
}

// EndHook takes a hook out of force, and gives up what it was still to be
// told; ErrNotFound if there is none in force.
func (db *DB) EndHook(ctx context.Context, id string, at time.Time) error {
	return about("hook "+id, db.update(ctx, func(t tx) error {
		done, err := t.exec(ctx, `UPDATE hooks SET ended_at = ? WHERE id = ? AND ended_at IS NULL`, at.UnixMicro(), id)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return noneOr(err)
		}
		_, err = t.exec(ctx, `UPDATE deliveries SET due_at = NULL, fault = 'the hook was removed' WHERE hook = ? AND due_at IS NOT NULL`, id)
		return err
	}))
}

func noneOr(err error) error {
	if err == nil {
		return credence.ErrNotFound
	}
	return err
}

const hookColumns = `h.id, h.url, h.kinds, h.secret, h.by_whom, h.created_at, h.ended_at`

func scanHook(s scanner) (Hook, error) {
	var h Hook
	var kinds string
	var created int64
	var ended sql.NullInt64
	err := s.Scan(&h.ID, &h.URL, &kinds, &h.Secret, &h.By, &created, &ended)
	h.Kinds, h.Created, h.Ended = strings.Fields(kinds), time.UnixMicro(created).UTC(), fromMicros(ended)
	return h, err
}

// Hooks gives the hooks in force, oldest first.
func (db *DB) Hooks(ctx context.Context) ([]Hook, error) {
	var hooks []Hook
	err := db.view(ctx, func(t tx) error {
		rows, err := t.query(ctx, `SELECT `+hookColumns+` FROM hooks h WHERE h.ended_at IS NULL ORDER BY h.created_at, h.id`)
		hooks, err = collect(rows, err, scanHook)
		return err
	})
	return hooks, about("hooks", err)
}

// Hook gives a hook, also one no longer in force, or ErrNotFound.
func (db *DB) Hook(ctx context.Context, id string) (Hook, error) {
	var h Hook
	err := db.view(ctx, func(t tx) (err error) {
		h, err = scanHook(t.row(ctx, `SELECT `+hookColumns+` FROM hooks h WHERE h.id = ?`, id))
		return err
	})
	return h, absent("hook "+id, err)
}

// AddDeliveries queues what is told for every hook in force that wants that
// kind, or only for the one named, and gives how many there are.
func (db *DB) AddDeliveries(ctx context.Context, d Delivery) (int, error) {
	n := 0
	err := db.update(ctx, func(t tx) error {
		rows, err := t.query(ctx, `SELECT h.id FROM hooks h WHERE h.ended_at IS NULL AND (h.id = ? OR ? = '' AND instr(h.kinds, ?) > 0) ORDER BY h.id`,
			d.Hook, d.Hook, " "+d.Kind+" ")
		hooks, err := collect(rows, err, column[string])
		if err != nil {
			return err
		}
		n = len(hooks)
		for _, hook := range hooks {
			if _, err := t.exec(ctx, `INSERT INTO deliveries (hook, kind, body, created_at, attempts, due_at, status, fault) VALUES (?, ?, ?, ?, 0, ?, 0, '')`,
				hook, d.Kind, d.Body, d.Created.UnixMicro(), d.Created.UnixMicro()); err != nil {
				return err
			}
			if _, err := t.exec(ctx, `DELETE FROM deliveries WHERE hook = ? AND due_at IS NULL AND seq < (
				SELECT min(seq) FROM (SELECT seq FROM deliveries WHERE hook = ? ORDER BY seq DESC LIMIT ?))`, hook, hook, keptDeliveries); err != nil {
				return err
			}
		}
		return nil
	})
	return n, about("deliveries", err)
}

const deliveryColumns = `d.seq, d.hook, d.kind, d.body, d.created_at, d.attempts, d.due_at, d.tried_at, d.status, d.fault`

func scanDelivery(s scanner) (Delivery, error) {
	var d Delivery
	var created int64
	var due, tried sql.NullInt64
	err := s.Scan(&d.Seq, &d.Hook, &d.Kind, &d.Body, &created, &d.Attempts, &due, &tried, &d.Status, &d.Fault)
	d.Created, d.Due, d.Tried = time.UnixMicro(created).UTC(), fromMicros(due), fromMicros(tried)
	return d, err
}

// Due gives up to limit deliveries that are due at a time, the longest due
// first, and when the next one after these is due; zero if there is none.
func (db *DB) Due(ctx context.Context, at time.Time, limit int) (due []Delivery, next time.Time, err error) {
	err = db.view(ctx, func(t tx) error {
		rows, err := t.query(ctx, `SELECT `+deliveryColumns+` FROM deliveries d WHERE d.due_at IS NOT NULL ORDER BY d.due_at, d.seq LIMIT ?`, limit+1)
		found, err := collect(rows, err, scanDelivery)
		for _, d := range found {
			if len(due) == limit || d.Due.After(at) {
				next = d.Due
				break
			}
			due = append(due, d)
		}
		return err
	})
	return due, next, about("deliveries", err)
}

// SaveAttempt keeps how an attempt went: attempts, the time of it and of the
// next, status and fault.
func (db *DB) SaveAttempt(ctx context.Context, d Delivery) error {
	return about(fmt.Sprintf("delivery %d", d.Seq), db.update(ctx, func(t tx) error {
		_, err := t.exec(ctx, `UPDATE deliveries SET attempts = ?, due_at = ?, tried_at = ?, status = ?, fault = ? WHERE seq = ? AND due_at IS NOT NULL`,
			d.Attempts, micros(d.Due), micros(d.Tried), d.Status, d.Fault, d.Seq)
		return err
	}))
}

// Deliveries gives what a hook was told, newest first, a page at a time.
func (db *DB) Deliveries(ctx context.Context, hook, after string, limit int) (found []Delivery, next string, err error) {
	var w where
	w.and(`d.hook = ?`, hook)
	err = db.view(ctx, func(t tx) error {
		found, next, err = page(ctx, t, pageQuery[Delivery]{
			from: `deliveries d`, columns: deliveryColumns, key: [2]string{`d.seq`, `d.created_at`}, descending: true,
			scan: scanDelivery, where: w, after: after, limit: limit,
		})
		return err
	})
	return found, next, about("deliveries of "+hook, err)
}

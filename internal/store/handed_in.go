package store

import (
	"context"
	"time"

	"github.com/credence-project/credence"
)

// HandedIn is something that was handed in and is not worked through yet.
type HandedIn struct {
	Seq   int64
	Kind  string
	Name  string
	By    string
	Added time.Time
	Tries int // how often the work was begun
	Size  int // bytes
}

// HandIn keeps what was handed in, and gives the number it goes by. It is on
// disk when this returns.
func (db *DB) HandIn(ctx context.Context, h HandedIn, body []byte) (seq int64, err error) {
	if h.Kind == "" || h.Name == "" || h.By == "" || h.Added.IsZero() || len(body) == 0 {
		return 0, &credence.InputError{Name: "input", Reason: "needs a kind, a name, a body, who hands it in and when"}
	}
	err = db.update(ctx, func(t tx) error {
		return t.row(ctx, `INSERT INTO handed_in (kind, name, by_whom, added_at, tries, body) VALUES (?, ?, ?, ?, 0, ?) RETURNING seq`,
			h.Kind, h.Name, h.By, h.Added.UnixMicro(), body).Scan(&seq)
	})
	return seq, about("hand in "+h.Name, err)
}

// HandedIn gives what is not worked through, oldest first.
func (db *DB) HandedIn(ctx context.Context) ([]HandedIn, error) {
	var out []HandedIn
	err := db.view(ctx, func(t tx) error {
		rows, err := t.query(ctx, `SELECT seq, kind, name, by_whom, added_at, tries, length(body) FROM handed_in ORDER BY seq`)
		out, err = collect(rows, err, func(s scanner) (HandedIn, error) {
			var h HandedIn
			var added int64
			err := s.Scan(&h.Seq, &h.Kind, &h.Name, &h.By, &added, &h.Tries, &h.Size)
			h.Added = time.UnixMicro(added).UTC()
			return h, err
		})
		return err
	})
	return out, about("what was handed in", err)
}

// TakeUp counts a beginning of the work on something that was handed in, and
// gives its bytes; ErrNotFound if it was worked through meanwhile.
func (db *DB) TakeUp(ctx context.Context, seq int64) (body []byte, err error) {
	err = db.update(ctx, func(t tx) error {
		return t.row(ctx, `UPDATE handed_in SET tries = tries + 1 WHERE seq = ? RETURNING body`, seq).Scan(&body)
	})
	return body, absent("what was handed in", err)
}

// PutBack takes a beginning of the work back, which was told to stop.
func (db *DB) PutBack(ctx context.Context, seq int64) error {
	return about("put back", db.update(ctx, func(t tx) error {
		_, err := t.exec(ctx, `UPDATE handed_in SET tries = tries - 1 WHERE seq = ?`, seq)
		return err
	}))
}

// WorkedThrough says that nothing more is to be done with what was handed in.
func (db *DB) WorkedThrough(ctx context.Context, seq int64) error {
	return about("worked through", db.update(ctx, func(t tx) error {
		_, err := t.exec(ctx, `DELETE FROM handed_in WHERE seq = ?`, seq)
		return err
	}))
}

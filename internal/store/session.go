package store

import (
	"context"
	"time"
)

// Session is somebody logged in with a browser.
type Session struct {
	Hash    []byte // SHA-256 of what the browser shows
	Account string
	Started time.Time
	Seen    time.Time // last
}

// StartSession keeps a session, and forgets those that ended before: begun
// before oldest, or not seen since idle.
func (db *DB) StartSession(ctx context.Context, s Session, oldest, idle time.Time) error {
	return about("session", db.update(ctx, func(t tx) error {
		if _, err := t.exec(ctx, `DELETE FROM sessions WHERE started_at < ? OR seen_at < ?`, oldest.UnixMicro(), idle.UnixMicro()); err != nil {
			return err
		}
		_, err := t.exec(ctx, `INSERT INTO sessions (hash, account, started_at, seen_at) VALUES (?, ?, ?, ?)`,
			s.Hash, s.Account, s.Started.UnixMicro(), s.Seen.UnixMicro())
		return err
	}))
}

// Session gives the session with that hash and its account, or ErrNotFound.
func (db *DB) Session(ctx context.Context, hash []byte) (Session, Account, error) {
	var s Session
	var a Account
	err := db.view(ctx, func(t tx) error {
		var started, seen int64
		err := t.row(ctx, `SELECT account, started_at, seen_at FROM sessions WHERE hash = ?`, hash).Scan(&s.Account, &started, &seen)
		if err != nil {
			return err
		}
		s.Hash, s.Started, s.Seen = hash, time.UnixMicro(started).UTC(), time.UnixMicro(seen).UTC()
		a, err = scanAccount(t.row(ctx, `SELECT `+accountColumns+` FROM accounts a WHERE a.name = ?`, s.Account))
		return err
	})
	return s, a, absent("session", err)
}

// SeeSession notes that a session was seen.
func (db *DB) SeeSession(ctx context.Context, hash []byte, at time.Time) error {
	return about("session", db.update(ctx, func(t tx) error {
		_, err := t.exec(ctx, `UPDATE sessions SET seen_at = ? WHERE hash = ? AND seen_at < ?`, at.UnixMicro(), hash, at.UnixMicro())
		return err
	}))
}

// EndSession forgets a session; one that is not there has ended already.
func (db *DB) EndSession(ctx context.Context, hash []byte) error {
	return about("session", db.update(ctx, func(t tx) error {
		_, err := t.exec(ctx, `DELETE FROM sessions WHERE hash = ?`, hash)
		return err
	}))
}

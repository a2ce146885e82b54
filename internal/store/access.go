package store

import (
	"context"
	"time"
)

// Access is a line of the log of what must be answered for and is no judgement.
type Access struct {
	Seq     int64
	At      time.Time
	By      string
	What    string // one of the kinds below
	Subject string // SHA-256 of an original, name of an account, ID of a token
	Note    string // the purpose, or what was changed
}

// The kinds of access.
const (
	AccessOriginal = "original" // original bytes were given out
	AccessAccount  = "account"  // an account was added or changed
	AccessToken    = "token"    // a token was made or revoked
	AccessLogin    = "login"    // somebody logged in, or tried to
)

// LogAccess appends to the log of accesses, which is never changed.
func (db *DB) LogAccess(ctx context.Context, a Access) error {
	return about("access", db.update(ctx, func(t tx) error { return t.logAccess(ctx, a) }))
}

func (t tx) logAccess(ctx context.Context, a Access) error {
	_, err := t.exec(ctx, `INSERT INTO accesses (at, by_whom, what, subject, note) VALUES (?, ?, ?, ?, ?)`,
		a.At.UnixMicro(), a.By, a.What, a.Subject, a.Note)
	return err
}

// AccessQuery selects lines of the log; an empty field selects all.
type AccessQuery struct {
	What    string
	Subject string
	Before  int64 // only lines numbered below; 0 begins with the last
	Limit   int
}

// Accesses gives lines of the log, the last first.
func (db *DB) Accesses(ctx context.Context, q AccessQuery) ([]Access, error) {
	var w where
	if q.What != "" {
		w.and(`what = ?`, q.What)
	}
	if q.Subject != "" {
		w.and(`subject = ?`, q.Subject)
	}
	if q.Before > 0 {
		w.and(`seq < ?`, q.Before)
	}
	var found []Access
	err := db.view(ctx, func(t tx) error {
		rows, err := t.query(ctx, `SELECT seq, at, by_whom, what, subject, note FROM accesses`+w.String()+` ORDER BY seq DESC LIMIT ?`, append(w.args, limited(q.Limit))...)
		found, err = collect(rows, err, func(s scanner) (a Access, err error) {
			var at int64
			err = s.Scan(&a.Seq, &at, &a.By, &a.What, &a.Subject, &a.Note)
			a.At = time.UnixMicro(at).UTC()
			return a, err
		})
		return err
	})
	return found, about("accesses", err)
}

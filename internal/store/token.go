package store

import (
	"context"
	"database/sql"
	"time"
)

// Token is what a program shows instead of logging in, as far as it is held.
type Token struct {
	ID      string
	Hash    []byte // SHA-256 of the token
	Account string
	Label   string
	Scope   string
	Created time.Time
	Expires time.Time
	Revoked time.Time // zero if it is in force
	Used    time.Time // last; zero if never
}

const tokenColumns = `k.id, k.hash, k.account, k.label, k.scope, k.created_at, k.expires_at, k.revoked_at, k.used_at`

func scanToken(s scanner) (Token, error) {
	var k Token
	var created, expires int64
	var revoked, used sql.NullInt64
	err := s.Scan(&k.ID, &k.Hash, &k.Account, &k.Label, &k.Scope, &created, &expires, &revoked, &used)
	k.Created, k.Expires = time.UnixMicro(created).UTC(), time.UnixMicro(expires).UTC()
	k.Revoked, k.Used = fromMicros(revoked), fromMicros(used)
	return k, err
}

// AddToken keeps a token and writes into the log of accesses that it was made.
func (db *DB) AddToken(ctx context.Context, k Token, made Access) error {
	return about("token "+k.ID, db.update(ctx, func(t tx) error {
		_, err := t.exec(ctx, `INSERT INTO tokens (id, hash, account, label, scope, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			k.ID, k.Hash, k.Account, k.Label, k.Scope, k.Created.UnixMicro(), k.Expires.UnixMicro())
		if err != nil {
			return err
		}
		return t.logAccess(ctx, made)
	}))
}

// TokenOf gives the token with that hash and its account, or ErrNotFound.
func (db *DB) TokenOf(ctx context.Context, hash []byte) (k Token, a Account, err error) {
	err = db.view(ctx, func(t tx) error {
		if k, err = scanToken(t.row(ctx, `SELECT `+tokenColumns+` FROM tokens k WHERE k.hash = ?`, hash)); err != nil {
			return err
		}
		a, err = scanAccount(t.row(ctx, `SELECT `+accountColumns+` FROM accounts a WHERE a.name = ?`, k.Account))
		return err
	})
	return k, a, absent("token", err)
}

// Tokens gives the tokens of an account, or of all for "", the oldest first.
func (db *DB) Tokens(ctx context.Context, account string) ([]Token, error) {
	var w where
	if account != "" {
		w.and(`k.account = ?`, account)
	}
	var found []Token
	err := db.view(ctx, func(t tx) error {
		rows, err := t.query(ctx, `SELECT `+tokenColumns+` FROM tokens k`+w.String()+` ORDER BY k.created_at, k.id`, w.args...)
		found, err = collect(rows, err, scanToken)
		return err
	})
	return found, about("tokens", err)
}

// RevokeToken puts a token out of force and writes that into the log of
// accesses; it is ErrNotFound if there is none in force with that identifier.
func (db *DB) RevokeToken(ctx context.Context, id string, revoked Access) error {
	return absent("token "+id, db.update(ctx, func(t tx) error {
		changed, err := t.exec(ctx, `UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL`, revoked.At.UnixMicro(), id)
		if err := changes(changed, err, sql.ErrNoRows); err != nil {
			return err
		}
		return t.logAccess(ctx, revoked)
	}))
}

// UseToken notes that a token was used.
func (db *DB) UseToken(ctx context.Context, id string, at time.Time) error {
	return about("token "+id, db.update(ctx, func(t tx) error {
		_, err := t.exec(ctx, `UPDATE tokens SET used_at = ? WHERE id = ? AND (used_at IS NULL OR used_at < ?)`, at.UnixMicro(), id, at.UnixMicro())
		return err
	}))
}

package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"github.com/credence-project/credence"
)

// Board is what is kept of the last verdict on a claim so that lists and pages
// need not judge again. It is derived: the store counts every change to what a
// verdict rests on, and knows which boards are stale.
type Board struct {
	Claim   credence.ClaimID
	Version string          // of what judged it
	KnownAt time.Time       // as of when it was judged
	MovedAt time.Time       // the KnownAt at which the head last became another
	Head    json.RawMessage // what lists show
	Fresh   bool            // nothing it rests on has changed since
	Touched int64           // how many changes have been counted
}

// Boards gives what lists show of every claim, in no order that means anything.
// A claim that was never judged has a board without a head.
func (db *DB) Boards(ctx context.Context) ([]Board, error) {
	var boards []Board
	err := db.view(ctx, func(t tx) error {
		rows, err := t.query(ctx, boardSQL+` ORDER BY claim`)
		boards, err = collect(rows, err, scanBoard)
		return err
	})
	return boards, about("boards", err)
}

const boardSQL = `SELECT claim, version, known_at, moved_at, head, touched, seen FROM boards`

func scanBoard(s scanner) (Board, error) {
	var b Board
	var known, moved sql.NullInt64
	var head []byte
	var seen int64
	err := s.Scan(&b.Claim, &b.Version, &known, &moved, &head, &b.Touched, &seen)
	b.KnownAt, b.MovedAt, b.Head, b.Fresh = fromMicros(known), fromMicros(moved), head, seen == b.Touched
	return b, err
}

// BoardsMark is a value that changes whenever a board does, or becomes stale.
func (db *DB) BoardsMark(ctx context.Context) (mark [3]int64, err error) {
	err = db.view(ctx, func(t tx) error {
		return t.row(ctx, `SELECT count(*), coalesce(sum(touched), 0), coalesce(sum(seen), 0) FROM boards`).Scan(&mark[0], &mark[1], &mark[2])
	})
	return mark, about("boards", err)
}

// Board gives the board of a claim by its whole ID, or ErrNotFound.
func (db *DB) Board(ctx context.Context, claim credence.ClaimID) (b Board, err error) {
	err = db.view(ctx, func(t tx) error {
		b, err = scanBoard(t.row(ctx, boardSQL+` WHERE claim = ?`, string(claim)))
		return err
	})
	return b, absent("board of "+string(claim), err)
}

// Sheet gives the sheet that was kept with the board of a claim, or
// ErrNotFound.
func (db *DB) Sheet(ctx context.Context, claim credence.ClaimID) (sheet []byte, err error) {
	err = db.view(ctx, func(t tx) error {
		return t.row(ctx, `SELECT body FROM sheets WHERE claim = ?`, string(claim)).Scan(&sheet)
	})
	if err == nil {
		sheet, err = decompress(sheet)
	}
	return sheet, absent("sheet of "+string(claim), err)
}

// SaveBoard keeps a board and its sheet. Touched is the count that was read
// before judging: what changed meanwhile leaves the board stale. A board of a
// claim that is no longer held is dropped.
func (db *DB) SaveBoard(ctx context.Context, b Board, sheet []byte) error {
	packed, err := compress(sheet)
	if err != nil {
		return err
	}
	err = db.update(ctx, func(t tx) error {
		n, err := t.exec(ctx, `UPDATE boards SET seen = ?, version = ?, known_at = ?,
			moved_at = CASE WHEN head IS NOT NULL AND head = ? THEN moved_at ELSE ? END, head = ? WHERE claim = ?`,
			b.Touched, b.Version, micros(b.KnownAt), string(b.Head), micros(b.KnownAt), string(b.Head), string(b.Claim))
		if err != nil {
			return err
		}
		if rows, err := n.RowsAffected(); err != nil || rows == 0 {
			return err
		}
		_, err = t.exec(ctx, `INSERT INTO sheets (claim, body) VALUES (?, ?) ON CONFLICT (claim) DO UPDATE SET body = excluded.body`, string(b.Claim), packed)
		return err
	})
	return about("board of "+string(b.Claim), err)
}

// Slug gives the first short name that a claim was given, or ErrNotFound.
func (db *DB) Slug(ctx context.Context, claim credence.ClaimID) (string, error) {
	var slug string
	err := db.view(ctx, func(t tx) error {
		return t.row(ctx, `SELECT slug FROM slugs WHERE claim = ? ORDER BY rowid LIMIT 1`, string(claim)).Scan(&slug)
	})
	return slug, absent("slug of "+string(claim), err)
}

// SlugClaim gives the claim that a short name was given to, or ErrNotFound. It
// may be held under another ID by now.
func (db *DB) SlugClaim(ctx context.Context, slug string) (credence.ClaimID, error) {
	var id credence.ClaimID
	err := db.view(ctx, func(t tx) error {
		return t.row(ctx, `SELECT claim FROM slugs WHERE slug = ?`, slug).Scan(&id)
	})
	return id, absent("claim "+slug, err)
}

// AddSlug gives a short name to a claim; false if it leads elsewhere.
func (db *DB) AddSlug(ctx context.Context, slug string, claim credence.ClaimID) (bool, error) {
	var holder string
	err := db.update(ctx, func(t tx) error {
		if _, err := t.exec(ctx, `INSERT INTO slugs (slug, claim) VALUES (?, ?) ON CONFLICT (slug) DO NOTHING`, slug, string(claim)); err != nil {
			return err
		}
		return t.row(ctx, `SELECT claim FROM slugs WHERE slug = ?`, slug).Scan(&holder)
	})
	return holder == string(claim), about("slug "+slug, err)
}

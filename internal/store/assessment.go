package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"github.com/credence-project/credence"
)

// Verdict is an assessment as it was kept.
type Verdict struct {
	ID       string // "a-..."
	Claim    credence.ClaimID
	AsOf     time.Time
	Recorded time.Time
	Hash     string // SHA-256 of Body, hex
	Body     json.RawMessage
}

// Assessment reads the body.
func (v *Verdict) Assessment() (credence.Assessment, error) {
	var a credence.Assessment
	err := json.Unmarshal(v.Body, &a)
	return a, about("verdict "+v.ID, err)
}

// AddAssessment appends an assessment to the history of its claim. If the last
// one kept for the same claim and the same as-of is the same to the byte, that
// one is given and nothing is appended.
func (db *DB) AddAssessment(ctx context.Context, a *credence.Assessment, recorded time.Time) (Verdict, error) {
	body, err := json.Marshal(a)
	if err != nil {
		return Verdict{}, about("assessment of "+string(a.Claim.ID), err)
	}
	sum := sha256.Sum256(body)
	v := Verdict{Claim: a.Claim.ID, AsOf: a.AsOf.UTC(), Recorded: recorded.UTC(), Hash: hex.EncodeToString(sum[:]), Body: body}
	err = db.update(ctx, func(t tx) error {
		last, err := scanVerdict(t.row(ctx, verdictSQL+` WHERE a.claim = ? AND a.as_of = ? ORDER BY j.seq DESC LIMIT 1`,
			string(v.Claim), v.AsOf.UnixMicro()))
		if err == nil && last.Hash == v.Hash {
			v = last
			return nil
		}
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		// With the entry before, so that a verdict that returns is kept again.
		v.ID = credence.ContentID("a", string(v.Claim), strconv.FormatInt(v.AsOf.UnixMicro(), 10),
			strconv.FormatInt(v.Recorded.UnixMicro(), 10), v.Hash, last.ID)
		seq, err := t.append(ctx, entryAssessment, v.ID, v.Recorded, body)
		if err != nil {
			return err
		}
		_, err = t.exec(ctx, `INSERT INTO assessments (seq, claim, as_of, hash) VALUES (?, ?, ?, ?)`,
			seq, string(v.Claim), v.AsOf.UnixMicro(), v.Hash)
		return err
	})
	return v, about("assessment of "+string(a.Claim.ID), err)
}

const verdictSQL = `SELECT j.id, a.claim, a.as_of, j.recorded_at, a.hash, j.body FROM assessments a JOIN journal j ON j.seq = a.seq`

func scanVerdict(s scanner) (Verdict, error) {
	var v Verdict
	var asOf, recorded int64
	var body []byte
	err := s.Scan(&v.ID, &v.Claim, &asOf, &recorded, &v.Hash, &body)
	v.AsOf, v.Recorded, v.Body = time.UnixMicro(asOf).UTC(), time.UnixMicro(recorded).UTC(), body
	return v, err
}

// Verdict gives an assessment by its whole ID, or ErrNotFound.
func (db *DB) Verdict(ctx context.Context, id string) (Verdict, error) {
	var v Verdict
	err := db.view(ctx, func(t tx) (err error) {
		v, err = scanVerdict(t.row(ctx, verdictSQL+` WHERE j.id = ?`, id))
		return err
	})
	return v, absent("verdict "+id, err)
}

// Verdicts gives the history of a claim in the order of recording: the
// assessments as of no later than at.Known, recorded by at.Recorded.
func (db *DB) Verdicts(ctx context.Context, claim credence.ClaimID, at AsOf) ([]Verdict, error) {
	var w where
	w.and(`a.claim = ?`, string(claim))
	if !at.Known.IsZero() {
		w.and(`a.as_of <= ?`, at.Known.UnixMicro())
	}
	at.recorded(&w)
	var verdicts []Verdict
	err := db.view(ctx, func(t tx) error {
		rows, err := t.query(ctx, verdictSQL+w.String()+` ORDER BY j.recorded_at, j.seq`, w.args...)
		verdicts, err = collect(rows, err, scanVerdict)
		return err
	})
	return verdicts, about("verdicts on "+string(claim), err)
}

// RecentVerdicts gives the assessments kept last, the last first.
func (db *DB) RecentVerdicts(ctx context.Context, limit int) ([]Verdict, error) {
	var verdicts []Verdict
	err := db.view(ctx, func(t tx) error {
		rows, err := t.query(ctx, verdictSQL+` ORDER BY a.seq DESC LIMIT ?`, limited(limit))
		verdicts, err = collect(rows, err, scanVerdict)
		return err
	})
	return verdicts, about("verdicts", err)
}

// VerdictBefore gives the assessment that was kept on a claim last before the
// one with that ID, or last of all if the ID is empty; ErrNotFound if there is
// none.
func (db *DB) VerdictBefore(ctx context.Context, claim credence.ClaimID, id string) (Verdict, error) {
	var before Verdict
	err := db.view(ctx, func(t tx) (err error) {
		before, err = scanVerdict(t.row(ctx, verdictSQL+` WHERE a.claim = ? AND (? = '' OR a.seq < (SELECT seq FROM journal WHERE id = ?))
			ORDER BY a.seq DESC LIMIT 1`, string(claim), id, id))
		return err
	})
	return before, absent("verdict on "+string(claim), err)
}

// LastVerdict gives the ID of the assessment kept last, "" if there is none.
func (db *DB) LastVerdict(ctx context.Context) (string, error) {
	var id string
	err := db.view(ctx, func(t tx) error {
		return t.row(ctx, `SELECT coalesce((SELECT j.id FROM assessments a JOIN journal j ON j.seq = a.seq ORDER BY a.seq DESC LIMIT 1), '')`).Scan(&id)
	})
	return id, about("verdicts", err)
}

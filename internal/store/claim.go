package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/credence-project/credence"
)

// SaveClaims takes out the claims in drop, where they are held, and keeps those
// in put as version made them, all or nothing. What is taken out is still known
// as a former claim.
func (db *DB) SaveClaims(ctx context.Context, version string, put []credence.Claim, drop []credence.ClaimID) error {
	if version == "" {
		return fmt.Errorf("claims: no version")
	}
	err := db.update(ctx, func(t tx) error {
		for _, id := range drop {
			if err := t.keepFormer(ctx, id); err != nil {
				return fmt.Errorf("%s: %w", id, err)
			}
			if _, err := t.exec(ctx, `DELETE FROM claims WHERE id = ?`, string(id)); err != nil {
				return fmt.Errorf("%s: %w", id, err)
			}
		}
		for i := range put {
			c := &put[i]
			body, err := json.Marshal(c)
			if err != nil {
				return fmt.Errorf("%s: %w", c.ID, err)
			}
			if _, err := t.exec(ctx, `INSERT INTO claims (id, incident, claimant_id, dated_at, version, body) VALUES (?, ?, ?, ?, ?, ?)
				ON CONFLICT (id) DO UPDATE SET incident = excluded.incident, claimant_id = excluded.claimant_id,
				dated_at = excluded.dated_at, version = excluded.version, body = excluded.body`,
				string(c.ID), string(c.Incident), c.ClaimantID, datedAt(c.At), version, string(body)); err != nil {
				return fmt.Errorf("%s: %w", c.ID, err)
			}
		}
		return nil
	})
	return about("claims", err)
}

// Claim gives a claim by its whole ID, or ErrNotFound.
func (db *DB) Claim(ctx context.Context, id credence.ClaimID) (credence.Claim, error) {
	var c credence.Claim
	err := db.view(ctx, func(t tx) (err error) {
		c, err = decoded[credence.Claim](t.row(ctx, `SELECT body FROM claims WHERE id = ?`, string(id)))
		return err
	})
	return c, absent("claim "+string(id), err)
}

// ClaimQuery selects claims; an empty field selects all.
type ClaimQuery struct {
	Incident   credence.IncidentID
	ClaimantID string
	From, To   time.Time // dated within these bounds, both inclusive
	After      string    // the Next of the page before
	Limit      int       // 0 means 100
}

// Claims gives claims, newest first and those without a date last, a page at a
// time; next is "" after the last page.
func (db *DB) Claims(ctx context.Context, q ClaimQuery) (found []credence.Claim, next string, err error) {
	var w where
	if q.Incident != "" {
		w.and(`c.incident = ?`, string(q.Incident))
	}
	if q.ClaimantID != "" {
		w.and(`c.claimant_id = ?`, q.ClaimantID)
	}
	if !q.From.IsZero() {
		w.and(`c.dated_at >= ?`, q.From.UnixMicro())
	}
	if !q.To.IsZero() { // those without a date stay
		w.and(`c.dated_at <= ?`, q.To.UnixMicro())
	}
	err = db.view(ctx, func(t tx) error {
		found, next, err = page(ctx, t, pageQuery[credence.Claim]{
			from: `claims c`, columns: `c.body`, key: [2]string{`c.dated_at`, `c.id`}, named: true, descending: true,
			scan: decoded[credence.Claim], where: w, after: q.After, limit: q.Limit,
		})
		return err
	})
	return found, next, about("claims", err)
}

// JudgedClaims gives the claims of a claimant on which a verdict was kept,
// under the name they have or under one they had, newest first, and how many
// claims it has in all. Some may be among them on which none was.
func (db *DB) JudgedClaims(ctx context.Context, claimant string) (judged []credence.Claim, all int, err error) {
	err = db.view(ctx, func(t tx) error {
		if err := t.row(ctx, `SELECT count(*) FROM claims WHERE claimant_id = ?`, claimant).Scan(&all); err != nil {
			return err
		}
		rows, err := t.query(ctx, `SELECT c.body FROM claims c WHERE c.claimant_id = ? AND (
			EXISTS (SELECT 1 FROM assessments a WHERE a.claim = c.id) OR EXISTS (SELECT 1 FROM incident_mentions m
				JOIN former_claims f ON f.incident = 'i-' || substr(m.mention, 3) WHERE m.incident = c.incident AND f.incident <> c.incident))
			ORDER BY c.dated_at DESC, c.id DESC`, claimant)
		judged, err = collect(rows, err, decoded[credence.Claim])
		return err
	})
	return judged, all, about("judged claims of "+claimant, err)
}

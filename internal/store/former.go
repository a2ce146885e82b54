package store

import (
	"context"

	"github.com/credence-project/credence"
)

// keepFormer keeps a claim that is about to be taken out, for those who know
// it by its identifier.
func (t tx) keepFormer(ctx context.Context, id credence.ClaimID) error {
	_, err := t.exec(ctx, `INSERT INTO former_claims (id, incident, body) SELECT id, incident, body FROM claims WHERE id = ?
		ON CONFLICT (id) DO UPDATE SET incident = excluded.incident, body = excluded.body`, string(id))
	return err
}

// FormerClaim gives a claim that was held once, by the whole ID it had, or
// ErrNotFound.
func (db *DB) FormerClaim(ctx context.Context, id credence.ClaimID) (credence.Claim, error) {
	var c credence.Claim
	err := db.view(ctx, func(t tx) (err error) {
		c, err = decoded[credence.Claim](t.row(ctx, `SELECT body FROM former_claims WHERE id = ?`, string(id)))
		return err
	})
	return c, absent("claim "+string(id), err)
}

// FormerClaims gives the claims that were held once for an incident when it
// had another identifier, in order of theirs: when it was named after another
// mention of its, whose identifier has the same letters.
func (db *DB) FormerClaims(ctx context.Context, id credence.IncidentID) ([]credence.Claim, error) {
	var claims []credence.Claim
	err := db.view(ctx, func(t tx) error {
		rows, err := t.query(ctx, `SELECT f.body FROM incident_mentions m
			JOIN former_claims f ON f.incident = 'i-' || substr(m.mention, 3)
			WHERE m.incident = ? AND f.incident <> ? ORDER BY f.id`, string(id), string(id))
		claims, err = collect(rows, err, decoded[credence.Claim])
		return err
	})
	return claims, about("former claims on "+string(id), err)
}

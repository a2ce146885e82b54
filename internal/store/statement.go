package store

import (
	"context"

	"github.com/credence-project/credence"
)

// StatementQuery selects statements; an empty field selects all.
type StatementQuery struct {
	Kinds    []credence.Kind
	ActorID  string
	Incident credence.IncidentID // about this incident
	Document credence.DocumentID
	After    string // the Next of the page before
	Limit    int    // 0 means 100
}

// Statement gives a statement by its whole ID, or ErrNotFound.
func (db *DB) Statement(ctx context.Context, id credence.StatementID) (FoundStatement, error) {
	var found FoundStatement
	err := db.view(ctx, func(t tx) (err error) {
		found, err = scanStatement(t.row(ctx, `SELECT `+headColumns+`, x.body
			FROM statements`+headJoin+` WHERE x.id = ? ORDER BY x.document LIMIT 1`, string(id)))
		return err
	})
	return found, absent("statement "+string(id), err)
}

// Statements gives statements in the order in which their documents were taken
// in, a page at a time; next is "" after the last page.
func (db *DB) Statements(ctx context.Context, q StatementQuery) (found []FoundStatement, next string, err error) {
	var w where
	if len(q.Kinds) > 0 {
		list, args := among(q.Kinds)
		w.and(`x.kind IN `+list, args...)
	}
	if q.ActorID != "" {
		w.and(`x.actor_id = ?`, q.ActorID)
	}
	if q.Document != "" {
		w.and(`d.id = ?`, string(q.Document))
	}
	if q.Incident != "" {
		w.and(`EXISTS (SELECT 1 FROM mentions m JOIN incident_mentions i ON i.document = m.document AND i.mention = m.id
			WHERE m.document = x.document AND m.ref = x.incident AND i.incident = ?)
			AND x.document IN (SELECT document FROM incident_mentions WHERE incident = ?)`, string(q.Incident), string(q.Incident))
	}
	err = db.view(ctx, func(t tx) error {
		found, next, err = page(ctx, t, pageQuery[FoundStatement]{
			from: `statements` + headJoin, columns: headColumns + `, x.body`,
			key: [2]string{`x.document`, `x.n`}, scan: scanStatement, where: w, after: q.After, limit: q.Limit,
		})
		return err
	})
	return found, next, about("statements", err)
}

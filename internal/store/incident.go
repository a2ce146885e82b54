package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/credence-project/credence"
)

// Joining is a change to the incidents, made by a version of what joins
// mentions.
type Joining struct {
	Version string
	Drop    []credence.IncidentID // no longer there; unknown ones are ignored
	Put     []credence.Incident   // new, or in place of what has the same ID
	Joined  []credence.DocumentID // whose mentions have all been considered
}

// SaveIncidents carries out a joining, all of it or nothing. A mention is in
// one incident at most: put elsewhere, it leaves where it was.
func (db *DB) SaveIncidents(ctx context.Context, j Joining) error {
	if j.Version == "" {
		return fmt.Errorf("incidents: no version")
	}
	err := db.update(ctx, func(t tx) error {
		for _, id := range j.Drop {
			if err := t.dropIncident(ctx, id); err != nil {
				return fmt.Errorf("%s: %w", id, err)
			}
		}
		for i := range j.Put {
			if err := t.putIncident(ctx, j.Version, j.Put[i]); err != nil {
				return fmt.Errorf("%s: %w", j.Put[i].ID, err)
			}
		}
		for _, id := range j.Joined {
			seq, err := t.number(ctx, id)
			if err != nil {
				return err
			}
			if err := t.done(ctx, stageJoin, j.Version, seq); err != nil {
				return err
			}
		}
		return nil
	})
	return about("incidents", err)
}

func (t tx) dropIncident(ctx context.Context, id credence.IncidentID) error {
	for _, statement := range []string{`DELETE FROM incident_mentions WHERE incident = ?`, `DELETE FROM incidents WHERE id = ?`} {
		if _, err := t.exec(ctx, statement, string(id)); err != nil {
			return err
		}
	}
	return nil
}

func (t tx) putIncident(ctx context.Context, version string, in credence.Incident) error {
	mentions := in.Mentions
	in.Mentions = nil
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	if err := t.dropIncident(ctx, in.ID); err != nil {
		return err
	}
	if _, err := t.exec(ctx, `INSERT INTO incidents (id, dated_at, date_from, date_to, type, country, place, version, body)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, string(in.ID), datedAt(in.Date), micros(in.Date.From), micros(in.Date.To), in.Type,
		in.Place.Country, indexed(in.Place.Name), version, string(body)); err != nil {
		return err
	}
	for n, m := range mentions {
		seq, err := t.number(ctx, m.Document)
		if err != nil {
			return err
		}
		if _, err := t.exec(ctx, `INSERT INTO incident_mentions (document, mention, incident, n) VALUES (?, ?, ?, ?)
			ON CONFLICT (document, mention) DO UPDATE SET incident = excluded.incident, n = excluded.n`,
			seq, string(m.Mention), string(in.ID), n); err != nil {
			return err
		}
	}
	return nil
}

// Incident gives an incident by its whole ID, or ErrNotFound.
func (db *DB) Incident(ctx context.Context, id credence.IncidentID) (credence.Incident, error) {
	var in credence.Incident
	err := db.view(ctx, func(t tx) (err error) {
		in, err = decoded[credence.Incident](t.row(ctx, `SELECT body FROM incidents WHERE id = ?`, string(id)))
		if err == nil {
			err = t.fillMentions(ctx, &in)
		}
		return err
	})
	return in, absent("incident "+string(id), err)
}

func (t tx) fillMentions(ctx context.Context, in *credence.Incident) error {
	rows, err := t.query(ctx, `SELECT d.id, m.mention FROM incident_mentions m JOIN documents d ON d.seq = m.document
		WHERE m.incident = ? ORDER BY m.n`, string(in.ID))
	in.Mentions, err = collect(rows, err, func(s scanner) (credence.MentionRef, error) {
		var ref credence.MentionRef
		err := s.Scan(&ref.Document, &ref.Mention)
		return ref, err
	})
	return err
}

// IncidentOf gives the incident that a mention was joined to, or ErrNotFound.
func (db *DB) IncidentOf(ctx context.Context, ref credence.MentionRef) (credence.IncidentID, error) {
	var id credence.IncidentID
	err := db.view(ctx, func(t tx) error {
		return t.row(ctx, `SELECT m.incident FROM incident_mentions m JOIN documents d ON d.seq = m.document
			WHERE d.id = ? AND m.mention = ?`, string(ref.Document), string(ref.Mention)).Scan(&id)
	})
	return id, absent("incident of mention "+string(ref.Mention), err)
}

// Untold gives the incidents to which the documents were joined and of which no
// mention is held any more, since what reported them was read anew.
func (db *DB) Untold(ctx context.Context, ids []credence.DocumentID) ([]credence.IncidentID, error) {
	var untold []credence.IncidentID
	err := db.view(ctx, func(t tx) error {
		for part := range slices.Chunk(ids, maxAsked) {
			list, args := among(part)
			rows, err := t.query(ctx, `SELECT DISTINCT m.incident FROM documents d JOIN incident_mentions m ON m.document = d.seq WHERE d.id IN `+list+`
				AND NOT EXISTS (SELECT 1 FROM incident_mentions o JOIN mentions x ON x.document = o.document AND x.id = o.mention WHERE o.incident = m.incident)`, args...)
			found, err := collect(rows, err, column[credence.IncidentID])
			if err != nil {
				return err
			}
			untold = append(untold, found...)
		}
		return nil
	})
	slices.Sort(untold)
	return slices.Compact(untold), about("incidents no longer told of", err)
}

// Telling gives those of the documents of which a mention was joined to an
// incident.
func (db *DB) Telling(ctx context.Context, ids []credence.DocumentID) (map[credence.DocumentID]bool, error) {
	telling := map[credence.DocumentID]bool{}
	err := db.view(ctx, func(t tx) error {
		for part := range slices.Chunk(ids, maxAsked) {
			list, args := among(part)
			rows, err := t.query(ctx, `SELECT d.id FROM documents d WHERE d.id IN `+list+` AND EXISTS (SELECT 1 FROM incident_mentions m WHERE m.document = d.seq)`, args...)
			found, err := collect(rows, err, column[credence.DocumentID])
			if err != nil {
				return err
			}
			for _, id := range found {
				telling[id] = true
			}
		}
		return nil
	})
	return telling, about("incidents told of", err)
}

// IncidentQuery selects incidents; an empty field selects all.
type IncidentQuery struct {
	From, To time.Time // may have happened within these bounds, both inclusive
	Known    time.Time // begun by then, or without a date
	Type     string
	Country  string
	Place    string              // all words of it occur in the name of the place
	Document credence.DocumentID // mentioned there
	After    string              // the Next of the page before
	Limit    int                 // 0 means 100
}

// Incidents gives incidents, newest first and those without a date last, a
// page at a time; next is "" after the last page.
func (db *DB) Incidents(ctx context.Context, q IncidentQuery) (found []credence.Incident, next string, err error) {
	var w where
	if !q.From.IsZero() {
		w.and(`COALESCE(i.date_to, i.date_from) >= ?`, micros(q.From))
	}
	if !q.To.IsZero() {
		w.and(`COALESCE(i.date_from, i.date_to) <= ?`, micros(q.To))
	}
	if !q.Known.IsZero() {
		w.and(`i.dated_at <= ?`, q.Known.UnixMicro())
	}
	if q.Type != "" {
		w.and(`i.type = ?`, q.Type)
	}
	if q.Country != "" {
		w.and(`i.country = ?`, q.Country)
	}
	for word := range strings.FieldsSeq(indexed(q.Place)) {
		w.and(`' ' || i.place || ' ' LIKE ?`, "% "+word+" %")
	}
	if q.Document != "" {
		w.and(`i.id IN (SELECT m.incident FROM incident_mentions m JOIN documents d ON d.seq = m.document WHERE d.id = ?)`, string(q.Document))
	}
	err = db.view(ctx, func(t tx) error {
		found, next, err = page(ctx, t, pageQuery[credence.Incident]{
			from: `incidents i`, columns: `i.body`, key: [2]string{`i.dated_at`, `i.id`}, named: true, descending: true,
			scan: decoded[credence.Incident], where: w, after: q.After, limit: q.Limit,
		})
		for i := range found {
			if err == nil {
				err = t.fillMentions(ctx, &found[i])
			}
		}
		return err
	})
	return found, next, about("incidents", err)
}

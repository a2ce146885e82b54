package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/credence-project/credence"
)

// FoundStatement is a statement with the document that makes it.
type FoundStatement struct {
	credence.Statement
	In DocumentHead
}

// FoundMention is a mention of an incident with the document that makes it.
type FoundMention struct {
	credence.Mention
	In DocumentHead
}

// DocumentHead is what one needs to know of the document something was found in.
type DocumentHead struct {
	Document  credence.DocumentID
	Outlet    string
	URL       string
	Published credence.Interval
	Recorded  time.Time // when the document was taken in
}

// SaveExtractions keeps what version read in documents that are held, in place
// of what an earlier version read there. A document in which nothing was found
// is an extraction with empty lists.
func (db *DB) SaveExtractions(ctx context.Context, version string, extractions []credence.Extraction) error {
	if version == "" {
		return fmt.Errorf("extractions: no version")
	}
	err := db.update(ctx, func(t tx) error {
		for i := range extractions {
			if err := t.saveExtraction(ctx, version, &extractions[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return about("extractions", err)
}

func (t tx) saveExtraction(ctx context.Context, version string, x *credence.Extraction) error {
	var stored bounds
	var seq int64
	err := t.row(ctx, `SELECT seq, published_from, published_to FROM documents WHERE id = ?`, string(x.Document)).
		Scan(&seq, &stored.from, &stored.to)
	if err != nil {
		return absent("document "+string(x.Document), err)
	}
	var published credence.Interval
	stored.fill(&published)
	for _, clear := range []string{`DELETE FROM statements WHERE document = ?`, `DELETE FROM mentions WHERE document = ?`} {
		if _, err := t.exec(ctx, clear, seq); err != nil {
			return err
		}
	}
	for n := range x.Statements {
		if err := t.saveStatement(ctx, seq, n, &x.Statements[n]); err != nil {
			return fmt.Errorf("statement %s: %w", x.Statements[n].ID, err)
		}
	}
	for n := range x.Incidents {
		if err := t.saveMention(ctx, seq, n, &x.Incidents[n], published); err != nil {
			return fmt.Errorf("mention %s: %w", x.Incidents[n].ID, err)
		}
	}
	if err := t.done(ctx, stageJoin, "", seq); err != nil {
		return err
	}
	return t.done(ctx, stageExtract, version, seq)
}

func (t tx) saveStatement(ctx context.Context, seq int64, n int, s *credence.Statement) error {
	body, err := json.Marshal(s)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, `INSERT INTO statements (document, n, id, kind, actor_id, incident, body) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		seq, n, string(s.ID), string(s.Kind), s.ActorID, s.Incident, string(body))
	return err
}

func (t tx) saveMention(ctx context.Context, seq int64, n int, m *credence.Mention, published credence.Interval) error {
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	dating, from, to := window(&m.Date, published)
	var lat, lon any
	if m.Place.Lat != 0 || m.Place.Lon != 0 {
		lat, lon = m.Place.Lat, m.Place.Lon
	}
	_, err = t.exec(ctx, `INSERT INTO mentions
		(document, n, id, ref, dating, date_from, date_to, country, place, lat, lon, body)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		seq, n, string(m.ID), m.Ref, dating, from, to, m.Place.Country, indexed(m.Place.Name), lat, lon, string(body))
	return err
}

// Extraction gives what was read in a document and the version that read it,
// "" if none has yet; ErrNotFound if there is no such document.
func (db *DB) Extraction(ctx context.Context, id credence.DocumentID) (credence.Extraction, string, error) {
	x, version := credence.Extraction{Document: id}, ""
	err := db.view(ctx, func(t tx) error {
		seq, err := t.number(ctx, id)
		if err != nil {
			return err
		}
		if err := t.row(ctx, `SELECT version FROM stages WHERE stage = ? AND document = ?`, stageExtract, seq).Scan(&version); err != nil {
			return err
		}
		rows, err := t.query(ctx, `SELECT body FROM statements WHERE document = ? ORDER BY n`, seq)
		if x.Statements, err = collect(rows, err, decoded[credence.Statement]); err != nil {
			return err
		}
		rows, err = t.query(ctx, `SELECT body FROM mentions WHERE document = ? ORDER BY n`, seq)
		x.Incidents, err = collect(rows, err, decoded[credence.Mention])
		return err
	})
	return x, version, about("extraction", err)
}

// decoded scans a row of one column that holds JSON.
func decoded[T any](s scanner) (T, error) {
	var v T
	var body []byte
	if err := s.Scan(&body); err != nil {
		return v, err
	}
	return v, json.Unmarshal(body, &v)
}

// headColumns are read by DocumentHead.scan, from what headJoin joins to a
// table x with a document.
const (
	headColumns = `d.id, d.outlet, c.url, d.published_from, d.published_to, c.published_basis, d.recorded_at`
	headJoin    = ` x JOIN documents d ON d.seq = x.document JOIN contents c ON c.seq = x.document`
)

func (in *DocumentHead) scan(s scanner, body *[]byte) error {
	var published bounds
	var recorded sql.NullInt64
	err := s.Scan(&in.Document, &in.Outlet, &in.URL, &published.from, &published.to, &in.Published.Basis, &recorded, body)
	published.fill(&in.Published)
	in.Recorded = fromMicros(recorded)
	return err
}

func scanStatement(s scanner) (FoundStatement, error) {
	var found FoundStatement
	var body []byte
	if err := found.In.scan(s, &body); err != nil {
		return found, err
	}
	return found, json.Unmarshal(body, &found.Statement)
}

func scanMention(s scanner) (FoundMention, error) {
	var found FoundMention
	var body []byte
	if err := found.In.scan(s, &body); err != nil {
		return found, err
	}
	return found, json.Unmarshal(body, &found.Mention)
}

package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
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

// Extractions gives what was read in several documents; one that is not held is
// missing.
func (db *DB) Extractions(ctx context.Context, ids []credence.DocumentID) (map[credence.DocumentID]credence.Extraction, error) {
	read := make(map[credence.DocumentID]*credence.Extraction, len(ids))
	err := db.view(ctx, func(t tx) error {
		for part := range slices.Chunk(ids, maxAsked) {
			if err := t.extractions(ctx, part, read); err != nil {
				return err
			}
		}
		return nil
	})
	out := make(map[credence.DocumentID]credence.Extraction, len(read))
	for id, x := range read {
		out[id] = *x
	}
	return out, about("extractions", err)
}

func (t tx) extractions(ctx context.Context, ids []credence.DocumentID, into map[credence.DocumentID]*credence.Extraction) error {
	numbered := map[int64]*credence.Extraction{}
	list, args := among(ids)
	rows, err := t.query(ctx, `SELECT seq, id FROM documents WHERE id IN `+list, args...)
	numbers, err := collect(rows, err, func(s scanner) (seq int64, err error) {
		x := &credence.Extraction{}
		err = s.Scan(&seq, &x.Document)
		into[x.Document], numbered[seq] = x, x
		return seq, err
	})
	if err != nil {
		return err
	}
	list, args = among(numbers)
	rows, err = t.query(ctx, `SELECT document, body FROM statements WHERE document IN `+list+` ORDER BY document, n`, args...)
	if err := eachBody(rows, err, func(seq int64, s credence.Statement) {
		numbered[seq].Statements = append(numbered[seq].Statements, s)
	}); err != nil {
		return err
	}
	rows, err = t.query(ctx, `SELECT document, body FROM mentions WHERE document IN `+list+` ORDER BY document, n`, args...)
	return eachBody(rows, err, func(seq int64, m credence.Mention) {
		numbered[seq].Incidents = append(numbered[seq].Incidents, m)
	})
}

// eachBody reads rows of a number and JSON.
func eachBody[T any](rows *sql.Rows, err error, found func(int64, T)) error {
	_, err = collect(rows, err, func(s scanner) (struct{}, error) {
		var seq int64
		var body []byte
		if err := s.Scan(&seq, &body); err != nil {
			return struct{}{}, err
		}
		var v T
		err := json.Unmarshal(body, &v)
		found(seq, v)
		return struct{}{}, err
	})
	return err
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

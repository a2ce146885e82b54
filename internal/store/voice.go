package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/credence-project/credence"
)

// Voice says which voice a document goes back to.
type Voice struct {
	Document credence.DocumentID
	Origin   credence.Origin
}

// SaveVoices keeps what version found of documents that are held, in place of
// what was found before. Documents that were already told may be told again,
// as when a new one turns out to be older.
func (db *DB) SaveVoices(ctx context.Context, version string, voices []Voice) error {
	if version == "" {
		return fmt.Errorf("voices: no version")
	}
	err := db.update(ctx, func(t tx) error {
		for _, v := range voices {
			seq, err := t.number(ctx, v.Document)
			if err != nil {
				return err
			}
			body, err := json.Marshal(v.Origin)
			if err != nil {
				return err
			}
			if _, err := t.exec(ctx, `INSERT INTO voices (document, origin, version, body) VALUES (?, ?, ?, ?)
				ON CONFLICT (document) DO UPDATE SET origin = excluded.origin, version = excluded.version, body = excluded.body`,
				seq, string(v.Origin.ID), version, string(body)); err != nil {
				return err
			}
			if err := t.done(ctx, stageVoice, version, seq); err != nil {
				return err
			}
		}
		return nil
	})
	return about("voices", err)
}

// Origin gives the voice a document goes back to, or ErrNotFound if none was
// looked for yet.
func (db *DB) Origin(ctx context.Context, id credence.DocumentID) (credence.Origin, error) {
	var o credence.Origin
	err := db.view(ctx, func(t tx) (err error) {
		o, err = decoded[credence.Origin](t.row(ctx, `SELECT v.body FROM voices v
			JOIN documents d ON d.seq = v.document WHERE d.id = ?`, string(id)))
		return err
	})
	return o, absent("origin of "+string(id), err)
}

// Origins gives the voices of several documents; one whose voice was not
// looked for yet is missing.
func (db *DB) Origins(ctx context.Context, ids []credence.DocumentID) (map[credence.DocumentID]credence.Origin, error) {
	origins := make(map[credence.DocumentID]credence.Origin, len(ids))
	err := db.view(ctx, func(t tx) error {
		for part := range slices.Chunk(ids, maxAsked) {
			list, args := among(part)
			rows, err := t.query(ctx, `SELECT d.id, v.body FROM documents d JOIN voices v ON v.document = d.seq WHERE d.id IN `+list, args...)
			_, err = collect(rows, err, func(s scanner) (struct{}, error) {
				var id credence.DocumentID
				var body []byte
				if err := s.Scan(&id, &body); err != nil {
					return struct{}{}, err
				}
				var o credence.Origin
				err := json.Unmarshal(body, &o)
				origins[id] = o
				return struct{}{}, err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return origins, about("origins", err)
}

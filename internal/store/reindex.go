package store

import (
	"context"
	"database/sql"
	"errors"
)

// wordsVersion names the rules of analyse.go. A change of what they give must
// change it, and a store indexed by others is indexed anew when it is opened.
const wordsVersion = "1"

const wordsKey = "words"

// reindex makes the index of words anew if other rules made it.
func (db *DB) reindex(ctx context.Context) error {
	version, err := db.indexVersion(ctx)
	if err != nil || version == wordsVersion {
		return about("index of words", err)
	}
	err = db.update(ctx, func(t tx) error {
		// Another process may have been quicker.
		if version, err := t.indexVersion(ctx); err != nil || version == wordsVersion {
			return err
		}
		if _, err := t.exec(ctx, t.dialect.clearWords); err != nil {
			return err
		}
		for last := int64(0); ; {
			rows, err := t.query(ctx, `SELECT seq, title, text FROM contents WHERE seq > ? ORDER BY seq LIMIT 500`, last)
			docs, err := collect(rows, err, scanWords)
			if err != nil {
				return err
			}
			for _, d := range docs {
				if _, err := t.exec(ctx, t.dialect.indexWords, d.seq, d.title, d.words); err != nil {
					return err
				}
				last = d.seq
			}
			if len(docs) == 0 {
				return t.setMeta(ctx, wordsKey, wordsVersion)
			}
		}
	})
	return about("index of words", err)
}

func (db *DB) indexVersion(ctx context.Context) (version string, err error) {
	err = db.view(ctx, func(t tx) error {
		version, err = t.indexVersion(ctx)
		return err
	})
	return version, err
}

// indexVersion is "" if nothing was indexed yet.
func (t tx) indexVersion(ctx context.Context) (string, error) {
	version, err := column[string](t.row(ctx, `SELECT value FROM meta WHERE key = ?`, wordsKey))
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return version, err
}

// scanWords reads number, title and text of a document.
func scanWords(s scanner) (documentRow, error) {
	var row documentRow
	var title string
	var text []byte
	if err := s.Scan(&row.seq, &title, &text); err != nil {
		return row, err
	}
	text, err := decompress(text)
	row.title, row.words = indexed(title), indexed(string(text))
	return row, err
}

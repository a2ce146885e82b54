package store

import (
	"context"
	"time"

	"github.com/credence-project/credence"
)

// Fetch is the last answer of a web address, for a conditional request.
type Fetch struct {
	URL          string
	ETag         string
	LastModified string // as the server wrote it
	Status       int
	At           time.Time
}

// Fetch gives the last answer of an address, or ErrNotFound.
func (db *DB) Fetch(ctx context.Context, url string) (Fetch, error) {
	f := Fetch{URL: url}
	var at int64
	err := db.view(ctx, func(t tx) error {
		return t.row(ctx, `SELECT etag, last_modified, status, fetched_at FROM fetches WHERE url = ?`, url).
			Scan(&f.ETag, &f.LastModified, &f.Status, &at)
	})
	if err == nil {
		f.At = time.UnixMicro(at).UTC()
	}
	return f, absent("fetch of "+url, err)
}

// SaveFetch keeps an answer in place of the one before.
func (db *DB) SaveFetch(ctx context.Context, f Fetch) error {
	if f.URL == "" {
		return &credence.InputError{Name: "fetch", Reason: "no address"}
	}
	err := db.update(ctx, func(t tx) error {
		_, err := t.exec(ctx, `INSERT INTO fetches (url, etag, last_modified, status, fetched_at) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (url) DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified,
			status = excluded.status, fetched_at = excluded.fetched_at`, f.URL, f.ETag, f.LastModified, f.Status, f.At.UnixMicro())
		return err
	})
	return about("fetch of "+f.URL, err)
}

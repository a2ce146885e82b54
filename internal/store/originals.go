package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// AddOriginals keeps several small originals that are held in memory, all in
// one transaction; see AddOriginal. It gives their SHA-256 in order.
func (db *DB) AddOriginals(ctx context.Context, originals [][]byte, recorded time.Time) ([]string, error) {
	names := make([]string, len(originals))
	chunked := make([][][]byte, len(originals))
	for i, b := range originals {
		sum := sha256.Sum256(b)
		names[i] = hex.EncodeToString(sum[:])
		r := bytes.NewReader(b)
		for r.Len() > 0 {
			chunks, err := readChunks(r)
			if err != nil {
				return nil, about("original "+names[i], err)
			}
			chunked[i] = append(chunked[i], chunks...)
		}
	}
	err := db.update(ctx, func(t tx) error {
		for i, b := range originals {
			o := Original{SHA256: names[i], Size: int64(len(b))}
			if _, err := t.addChunks(ctx, o, 0, chunked[i], true, recorded); err != nil {
				return about("original "+names[i], err)
			}
		}
		return nil
	})
	return names, about("originals", err)
}

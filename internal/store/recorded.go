package store

import (
	"context"
	"time"

	"github.com/credence-project/credence"
)

// RecordedLater gives, of some documents, those that were taken in after a
// time. Documents that are not held are left out.
func (db *DB) RecordedLater(ctx context.Context, ids []credence.DocumentID, t time.Time) (map[credence.DocumentID]bool, error) {
	later := map[credence.DocumentID]bool{}
	err := db.view(ctx, func(v tx) error {
		for _, id := range ids {
			n, err := column[int](v.row(ctx, `SELECT count(*) FROM documents WHERE id = ? AND recorded_at > ?`, string(id), t.UnixMicro()))
			if err != nil {
				return err
			}
			if n > 0 {
				later[id] = true
			}
		}
		return nil
	})
	return later, about("time of recording", err)
}

package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"slices"

	"github.com/credence-project/credence"
)

// Chain gives the entries of the journal with these IDs, in the order of the
// journal, each with the link of the entry before it. An ID that no entry has
// is passed over.
func (db *DB) Chain(ctx context.Context, ids []string) ([]credence.ChainEntry, error) {
	wanted := map[string]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	var out []credence.ChainEntry
	err := db.view(ctx, func(t tx) error {
		for id := range wanted {
			c, err := t.chained(ctx, id)
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			if err != nil {
				return err
			}
			out = append(out, c)
		}
		return nil
	})
	slices.SortFunc(out, func(a, b credence.ChainEntry) int { return cmp.Compare(a.Seq, b.Seq) })
	return out, about("journal", err)
}

func (t tx) chained(ctx context.Context, id string) (credence.ChainEntry, error) {
	e, err := scanEntry(t.row(ctx, `SELECT `+entryColumns+` FROM journal j WHERE j.id = ?`, id))
	if err != nil {
		return credence.ChainEntry{}, err
	}
	var before []byte
	err = t.row(ctx, `SELECT link FROM journal WHERE seq < ? ORDER BY seq DESC LIMIT 1`, e.Seq).Scan(&before)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil // the first has none before it
	}
	return credence.ChainEntry{
		Seq: e.Seq, Kind: e.Kind, ID: e.ID, Recorded: e.Recorded, Body: e.Body, Before: hex.EncodeToString(before), Link: e.Link,
	}, err
}

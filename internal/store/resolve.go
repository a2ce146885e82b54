package store

import (
	"context"
	"fmt"
	"strings"

	credence "github.com/credence-project/credence"
)

// idTables says where the identifiers with a letter are.
var idTables = map[string]string{
	"d": `SELECT id FROM documents`,
	"s": `SELECT DISTINCT id FROM statements`,
	"m": `SELECT DISTINCT id FROM mentions`,
	"i": `SELECT id FROM incidents`,
	"c": `SELECT id FROM claims`,
	"o": `SELECT DISTINCT origin AS id FROM voices`,
	"e": `SELECT id FROM journal`,
	"n": `SELECT id FROM journal`,
	"r": `SELECT id FROM journal`,
	"a": `SELECT id FROM journal`,
}

// Resolve gives the whole identifier that begins with prefix: the letter of the
// kind, a hyphen, and as much as tells it apart. It is ErrNotFound if there is
// none, and an InputError that names some if there are several.
func (db *DB) Resolve(ctx context.Context, prefix string) (string, error) {
	letter, _, hyphen := strings.Cut(prefix, "-")
	ids, known := idTables[letter]
	if !hyphen || !known {
		return "", about(prefix, credence.ErrNotFound)
	}
	const shown = 4
	var found []string
	err := db.view(ctx, func(t tx) error {
		// All that begin with prefix lie below prefix with a character above
		// those of identifiers.
		rows, err := t.query(ctx, `SELECT id FROM (`+ids+`) x WHERE id >= ? AND id < ? ORDER BY id LIMIT ?`,
			prefix, prefix+"~", shown+1)
		found, err = collect(rows, err, column[string])
		return err
	})
	switch {
	case err != nil:
		return "", about(prefix, err)
	case len(found) == 0:
		return "", about(prefix, credence.ErrNotFound)
	case len(found) == 1 || found[0] == prefix:
		return found[0], nil
	}
	more := ""
	if len(found) > shown {
		found, more = found[:shown], " and more"
	}
	return "", &credence.InputError{Name: prefix, Reason: fmt.Sprintf("several begin so: %s%s", strings.Join(found, ", "), more)}
}

package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/credence-project/credence"
)

// idColumns says where the identifiers with a letter are.
var idColumns = map[string]struct{ table, column string }{
	"d": {"documents", "id"},
	"s": {"statements", "id"},
	"m": {"mentions", "id"},
	"i": {"incidents", "id"},
	"c": {"claims", "id"},
	"o": {"voices", "origin"},
	"e": {"journal", "id"},
	"n": {"journal", "id"},
	"r": {"journal", "id"},
	"a": {"journal", "id"},
}

// Resolve gives the whole identifier that begins with prefix: the letter of the
// kind, a hyphen, and as much as tells it apart. It is ErrNotFound if there is
// none, and an InputError that names some if there are several.
func (db *DB) Resolve(ctx context.Context, prefix string) (string, error) {
	letter, _, hyphen := strings.Cut(prefix, "-")
	in, known := idColumns[letter]
	if !hyphen || !known {
		return "", about(prefix, credence.ErrNotFound)
	}
	const shown = 4
	var found []string
	err := db.view(ctx, func(t tx) error {
		// All that begin with prefix lie below prefix with a character above
		// those of identifiers.
		rows, err := t.query(ctx, fmt.Sprintf(`SELECT DISTINCT %[2]s FROM %[1]s WHERE %[2]s >= ? AND %[2]s < ? ORDER BY %[2]s LIMIT ?`,
			in.table, in.column), prefix, prefix+"~", shown+1)
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

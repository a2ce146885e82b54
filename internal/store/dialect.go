package store

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"

	"github.com/pressly/goose/v3"
)

// dialect is what one engine does differently from another, as data. All
// other SQL is the same on every engine and stands beside its caller.
type dialect struct {
	name   string
	goose  goose.Dialect
	open   func(location string) (read, write *sql.DB, err error)
	rebind func(query string) string // from ? to the engine's placeholders

	beginWrite, beginRead string           // statements that begin a transaction
	version               string           // a query for a number that another commit changes
	busy                  func(error) bool // another process holds the right to write
	broken                func(error) bool // the location holds something else than a store
	checks                []string         // statements that give "ok", nothing, or faults, a row each
	besides               []string         // endings of files that the engine keeps beside a store

	// backup copies the state that a connection for reading sees to a new file,
	// flushed to disk.
	backup func(ctx context.Context, read *sql.Conn, path string) error

	indexWords string                   // statement that indexes seq, words of the title, words of the text
	clearWords string                   // statement that empties the index
	words      string                   // FROM item of the index, joined with documents d
	matches    string                   // condition on the index, takes an expression
	lacks      string                   // condition on documents d, takes an expression
	expression func(q *question) string // a question with something wanted, in the language of the index
}

//go:embed migrations
var migrationFiles embed.FS

// migrations are the numbered files of the dialect's schema.
func (d *dialect) migrations() (fs.FS, error) {
	return fs.Sub(migrationFiles, "migrations/"+d.name)
}

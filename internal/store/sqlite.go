package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// sqliteDialect is the embedded engine. Its files are in write-ahead mode, so
// that readers and one writer do not wait for each other, and every commit is
// flushed to disk (synchronous=FULL): NORMAL would survive a killed process
// too, but lose acknowledged judgements in a power cut, and with documents
// taken in by the batch the flush is a small part of the cost.
var sqliteDialect = &dialect{
	name:   "sqlite",
	goose:  goose.DialectSQLite3,
	open:   openSQLite,
	rebind: func(query string) string { return query },
	busy:   func(err error) bool { return sqliteCode(err) == sqlite3.SQLITE_BUSY },
	broken: func(err error) bool {
		code := sqliteCode(err)
		return code == sqlite3.SQLITE_NOTADB || code == sqlite3.SQLITE_CORRUPT
	},
	checks:  []string{`PRAGMA integrity_check`, `SELECT 'reference of ' || "table" || ' to ' || parent FROM pragma_foreign_key_check`},
	besides: []string{"-wal", "-shm"},
	backup:  backupSQLite,

	beginWrite: `BEGIN IMMEDIATE`,
	beginRead:  `BEGIN`,
	version:    `PRAGMA data_version`,

	indexWords: `INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)`,
	clearWords: `INSERT INTO words (words) VALUES ('delete-all')`,
	words:      `words JOIN documents d ON d.seq = words.rowid`,
	matches:    `words MATCH ?`,
	lacks:      `d.seq NOT IN (SELECT rowid FROM words WHERE words MATCH ?)`,
	expression: sqliteExpression,
}

// sqliteReaders is how many readers work at once.
const sqliteReaders = 4

// sqliteCode is the primary result code of an error, 0 if it has none.
func sqliteCode(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() & 0xff
	}
	return 0
}

func openSQLite(location string) (read, write *sql.DB, err error) {
	path, err := filepath.Abs(location)
	if err != nil {
		return nil, nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, nil, err
	}
	write, err = sql.Open("sqlite", sqliteSource(path, url.Values{
		"_txlock":       {"immediate"},
		"_busy_timeout": {"200"}, // DB.begin does the waiting
		"_pragma":       {"page_size(8192)", "cache_size(-65536)", "journal_size_limit(67108864)", "wal_autocheckpoint(4000)", "temp_store(memory)"},
	}))
	if err != nil {
		return nil, nil, err
	}
	write.SetMaxOpenConns(1)
	read, err = sql.Open("sqlite", sqliteSource(path, url.Values{
		"_query_only":   {"1"},
		"_busy_timeout": {"10000"}, // while another process recovers from a crash
		"_pragma":       {"cache_size(-8192)", "temp_store(memory)"},
	}))
	if err != nil {
		write.Close()
		return nil, nil, err
	}
	read.SetMaxOpenConns(sqliteReaders + 1) // one that watches
	read.SetMaxIdleConns(sqliteReaders + 1)
	return read, write, nil
}

// sqliteSource is the driver's name for a file.
func sqliteSource(path string, with url.Values) string {
	with.Set("_journal_mode", "WAL")
	with.Set("_synchronous", "FULL")
	with.Set("_foreign_keys", "1")
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // a drive letter
	}
	return (&url.URL{Scheme: "file", Path: slashed, RawQuery: with.Encode()}).String()
}

// sqliteExpression writes a question in the language of FTS5. Words consist of
// letters, digits and marks alone, so that quotes make them plain strings.
func sqliteExpression(q *question) string {
	var b strings.Builder
	for i, p := range q.want {
		if i > 0 {
			b.WriteString(" AND ")
		}
		b.WriteString(sqlitePhrase(p))
	}
	if len(q.without) == 0 {
		return b.String()
	}
	without := make([]string, len(q.without))
	for i, p := range q.without {
		without[i] = sqlitePhrase(p)
	}
	return "(" + b.String() + ") NOT (" + strings.Join(without, " OR ") + ")"
}

func sqlitePhrase(p phrase) string {
	s := `"` + strings.Join(p.words, " ") + `"`
	if p.prefix {
		s += " *"
	}
	return s
}

// backupSQLite works on a connection for reading, so that nobody has to wait;
// for the time it may write, which it does to the new file alone.
func backupSQLite(ctx context.Context, conn *sql.Conn, path string) error {
	if _, err := conn.ExecContext(ctx, `PRAGMA query_only = 0`); err != nil {
		return err
	}
	_, err := conn.ExecContext(ctx, `VACUUM INTO ?`, path)
	if _, e := conn.ExecContext(context.WithoutCancel(ctx), `PRAGMA query_only = 1`); err == nil {
		err = e
	}
	if err != nil {
		os.Remove(path) // the part of it that was written
		return err
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer file.Close()
	return file.Sync()
}

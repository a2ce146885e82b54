package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/credence-project/credence"
)

// maxText is the length in bytes above which a document is refused.
const maxText = 64 << 20

// Receipt tells what became of a document handed to AddDocuments.
type Receipt struct {
	ID  credence.DocumentID
	New bool  // false if it was held already, or refused
	Err error // an InputError if the document was refused
}

// AddDocuments takes in documents as of the time they are recorded, all in one
// transaction, and gives a receipt for each in order. A document that is held
// already stays as it is; an empty ID is filled in on the receipt, and one that
// is not what Identify gives is refused. When it returns without error, what
// the receipts call taken survives a crash. Batches of some hundred documents
// are quickest; it may be called by several goroutines.
func (db *DB) AddDocuments(ctx context.Context, docs []credence.Document, recorded time.Time) ([]Receipt, error) {
	if recorded.IsZero() {
		return nil, errors.New("documents: no time of recording")
	}
	receipts := make([]Receipt, len(docs))
	rows := make([]documentRow, len(docs))
	for i := range docs {
		// Outside the transaction, so that nobody waits for it.
		rows[i], receipts[i].Err = newDocumentRow(&docs[i], recorded)
		receipts[i].ID = rows[i].id
	}
	err := db.update(ctx, func(t tx) error { return addDocuments(ctx, t, rows, receipts) })
	return receipts, about("documents", err)
}

func addDocuments(ctx context.Context, t tx, rows []documentRow, receipts []Receipt) error {
	var added []documentRow
	for i := range rows {
		if receipts[i].Err != nil {
			continue
		}
		err := t.row(ctx, `INSERT INTO documents
			(id, outlet, lang, published_from, published_to, recorded_at, listed_at) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO NOTHING RETURNING seq`, rows[i].listing...).Scan(&rows[i].seq)
		if errors.Is(err, sql.ErrNoRows) {
			continue // held already
		}
		if err != nil {
			return fmt.Errorf("%s: %w", rows[i].id, err)
		}
		receipts[i].New = true
		added = append(added, rows[i])
	}
	// One kind of statement after the other: the index gathers words in memory
	// and would be flushed to its tables by any other write in between, which
	// makes it many times slower.
	for _, statement := range []struct {
		sql  string
		args func(documentRow) []any
	}{
		{`INSERT INTO contents (seq, ` + contentColumns + `) VALUES (?, ?,?,?,?,?,?, ?,?,?,?,?,?,?, ?,?,?,?)`,
			func(r documentRow) []any { return append([]any{r.seq}, r.content...) }},
		{`INSERT INTO stages (stage, document, version) VALUES (1, ?, ''), (2, ?, ''), (3, ?, '')`,
			func(r documentRow) []any { return []any{r.seq, r.seq, r.seq} }},
		{t.dialect.indexWords, func(r documentRow) []any { return []any{r.seq, r.title, r.words} }},
	} {
		for _, row := range added {
			if _, err := t.exec(ctx, statement.sql, statement.args(row)...); err != nil {
				return fmt.Errorf("%s: %w", row.id, err)
			}
		}
	}
	return nil
}

// documentRow is a document ready to be inserted.
type documentRow struct {
	id      credence.DocumentID
	seq     int64  // once inserted
	title   string // for the index
	words   string
	listing []any // values for documents
	content []any // values for contents
}

const contentColumns = `name, url, canonical, title, author, credit,
	published_basis, modified_from, modified_to, modified_basis, retrieved_from, retrieved_to, retrieved_basis,
	format, sha256, extra, text`

func newDocumentRow(d *credence.Document, recorded time.Time) (documentRow, error) {
	id := d.Identify()
	row := documentRow{id: id}
	if d.ID != "" && d.ID != id {
		return row, &credence.InputError{Name: string(d.ID), Reason: "is not the identifier of the document's content"}
	}
	if len(d.Text) > maxText {
		return row, &credence.InputError{Name: nameOf(d), Reason: "text too long", Err: credence.ErrTooLarge}
	}
	extra, err := encodeExtra(d.Extra)
	if err != nil {
		return row, &credence.InputError{Name: nameOf(d), Reason: "unknown fields are not JSON", Err: err}
	}
	text, err := compress([]byte(d.Text))
	if err != nil {
		return row, err
	}
	row.title, row.words = indexed(d.Title), indexed(d.Text)
	row.listing = []any{string(id), d.Outlet, d.Lang, micros(d.Published.From), micros(d.Published.To),
		recorded.UnixMicro(), listedAt(d.Published, recorded).UnixMicro()}
	row.content = []any{d.Name, d.URL, d.Canonical, d.Title, d.Author, d.Credit, d.Published.Basis,
		micros(d.Modified.From), micros(d.Modified.To), d.Modified.Basis,
		micros(d.Retrieved.From), micros(d.Retrieved.To), d.Retrieved.Basis,
		d.Format, d.SHA256, extra, text}
	return row, nil
}

// nameOf is what a person knows a document by.
func nameOf(d *credence.Document) string {
	for _, name := range []string{d.URL, d.Name, d.Title} {
		if name != "" {
			return name
		}
	}
	return string(d.Identify())
}

// listedAt is the time by which documents are listed: the earliest at which it
// may have been published, or else when it was taken in.
func listedAt(published credence.Interval, recorded time.Time) time.Time {
	if t := firstBound(published); !t.IsZero() {
		return t
	}
	return recorded
}

func encodeExtra(extra map[string]json.RawMessage) (string, error) {
	if len(extra) == 0 {
		return "", nil
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(extra)
	return b.String(), err
}

// selectDocument is followed by a condition on documents d and contents c; its
// rows are read by scanDocument.
const selectDocument = `SELECT d.id, d.outlet, d.lang, d.published_from, d.published_to,
	c.name, c.url, c.canonical, c.title, c.author, c.credit,
	c.published_basis, c.modified_from, c.modified_to, c.modified_basis, c.retrieved_from, c.retrieved_to, c.retrieved_basis,
	c.format, c.sha256, c.extra, c.text
	FROM documents d JOIN contents c ON c.seq = d.seq WHERE `

func scanDocument(s scanner) (credence.Document, error) {
	var d credence.Document
	var extra string
	var text []byte
	var published, modified, retrieved bounds
	err := s.Scan(&d.ID, &d.Outlet, &d.Lang, &published.from, &published.to,
		&d.Name, &d.URL, &d.Canonical, &d.Title, &d.Author, &d.Credit, &d.Published.Basis,
		&modified.from, &modified.to, &d.Modified.Basis, &retrieved.from, &retrieved.to, &d.Retrieved.Basis,
		&d.Format, &d.SHA256, &extra, &text)
	if err != nil {
		return d, err
	}
	published.fill(&d.Published)
	modified.fill(&d.Modified)
	retrieved.fill(&d.Retrieved)
	if extra != "" {
		if err := json.Unmarshal([]byte(extra), &d.Extra); err != nil {
			return d, fmt.Errorf("%s: extra: %w", d.ID, err)
		}
	}
	plain, err := decompress(text)
	d.Text = string(plain)
	return d, about(string(d.ID), err)
}

// bounds are the stored bounds of an interval.
type bounds struct{ from, to sql.NullInt64 }

func (b bounds) fill(v *credence.Interval) { v.From, v.To = fromMicros(b.from), fromMicros(b.to) }

// Document gives a document by its whole ID, or ErrNotFound.
func (db *DB) Document(ctx context.Context, id credence.DocumentID) (credence.Document, error) {
	if d, ok := db.documents.document(id); ok {
		return d, nil
	}
	var d credence.Document
	err := db.view(ctx, func(t tx) (err error) {
		d, err = scanDocument(t.row(ctx, selectDocument+`d.id = ?`, string(id)))
		return err
	})
	if err == nil {
		db.documents.hold(d)
	}
	return d, absent("document "+string(id), err)
}

// DocumentsAt gives the documents taken from a web address, oldest first: the
// versions of a page. There may be none.
func (db *DB) DocumentsAt(ctx context.Context, url string) ([]credence.Document, error) {
	var docs []credence.Document
	err := db.view(ctx, func(t tx) error {
		rows, err := t.query(ctx, selectDocument+`c.url = ? AND c.url <> '' ORDER BY d.listed_at, d.id`, url)
		docs, err = collect(rows, err, scanDocument)
		return err
	})
	return docs, about("documents at "+url, err)
}

// CountDocuments is how many documents are held.
func (db *DB) CountDocuments(ctx context.Context) (int, error) {
	var n int
	err := db.view(ctx, func(t tx) error {
		return t.row(ctx, `SELECT count(*) FROM documents`).Scan(&n)
	})
	return n, about("documents", err)
}

package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"maps"
	"slices"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/syndication"
)

// Copies is the shelf and ledger of package syndication on disk, within one
// transaction. Documents must have been taken in before they are put.
type Copies struct {
	t       tx
	asOf    AsOf // only the bound on the recording of rulings counts
	rulings *heldRulings
	read    bool                                 // the rulings were, in this transaction
	stock   map[credence.OriginID]map[uint32]int // of publishers asked for; nil for one with too much to hold
}

// maxStock is the number of keys of a publisher's stock text that are held at
// hand, and maxPublishers that of publishers.
const (
	maxStock      = 1 << 14
	maxPublishers = 1 << 10
)

var (
	_ syndication.Shelf  = (*Copies)(nil)
	_ syndication.Ledger = (*Copies)(nil)
)

// UpdateCopies runs do with an index that may be added to; all that is added
// takes effect, or nothing. Batches of some hundred documents are quickest.
func (db *DB) UpdateCopies(ctx context.Context, do func(*syndication.Index) error) error {
	return about("copies", db.update(ctx, func(t tx) error {
		return do(indexOn(t, &heldRulings{}, AsOf{})) // what it reads may yet be undone
	}))
}

// ViewCopies runs do with an index that is only asked, such as for groups. It
// follows the rulings recorded by then; only that bound counts.
func (db *DB) ViewCopies(ctx context.Context, at AsOf, do func(*syndication.Index) error) error {
	return about("copies", db.view(ctx, func(t tx) error { return do(indexOn(t, &db.rulings, at)) }))
}

func indexOn(t tx, rulings *heldRulings, at AsOf) *syndication.Index {
	c := &Copies{t: t, asOf: at, rulings: rulings, stock: map[credence.OriginID]map[uint32]int{}}
	return &syndication.Index{Shelf: c, Ledger: c}
}

// The layout of look-up rows; see migration 0010.
const (
	postingBytes = 4
	keyBits      = 14 // of a key, in a posting; the others make its bucket
	seqBits      = 18 // of the number of a document, in a posting; the others make the part
)

// posting puts a key and the number of a document that holds it together.
func posting(key uint32, seq int64) uint32 { return key<<seqBits | uint32(seq&(1<<seqBits-1)) }

// Put implements [syndication.Shelf].
func (c *Copies) Put(ctx context.Context, s *syndication.Text, _ credence.Document) (bool, error) {
	seq, err := c.t.number(ctx, s.Document)
	if err != nil {
		return false, err
	}
	done, err := c.t.exec(ctx, `INSERT INTO copies_signed (document) VALUES (?) ON CONFLICT (document) DO NOTHING`, seq)
	if err != nil {
		return false, err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 || !s.HasArticle() {
		return n > 0, err
	}
	return true, c.post(ctx, seq, s.Signature)
}

// post adds a document to the holders of its keys.
func (c *Copies) post(ctx context.Context, seq int64, keys []uint32) error {
	add := addPostings(c.t.dialect)
	for _, k := range keys {
		bytes := binary.BigEndian.AppendUint32(nil, posting(k, seq))
		if _, err := c.t.exec(ctx, add, int64(k>>keyBits), seq>>seqBits, bytes); err != nil {
			return err
		}
	}
	return nil
}

func addPostings(d *dialect) string {
	return `INSERT INTO copies_keys (bucket, part, postings) VALUES (?, ?, ?)
		ON CONFLICT (bucket, part) DO UPDATE SET postings = ` + d.joinedBytes("copies_keys.postings", "excluded.postings")
}

// joinedBytes is the expression for two byte strings one behind the other; the
// embedded engine takes them for text.
func (d *dialect) joinedBytes(a, b string) string {
	if d == sqliteDialect {
		return `CAST(` + a + ` || ` + b + ` AS BLOB)`
	}
	return a + ` || ` + b
}

// Holders implements [syndication.Shelf].
func (c *Copies) Holders(ctx context.Context, keys []uint32, limit int) ([]syndication.Holder, error) {
	shared, err := c.count(ctx, keys)
	if err != nil {
		return nil, err
	}
	least := min(2, len(keys))
	var found []numbered
	for seq, n := range shared {
		if n >= least {
			found = append(found, numbered{seq, n})
		}
	}
	found = best(found, limit)
	if len(found) == 0 {
		return nil, nil
	}
	shares, wanted := make(map[int64]int, len(found)), make([]int64, len(found))
	for i, f := range found {
		shares[int64(f.seq)], wanted[i] = f.shared, int64(f.seq)
	}
	ids, err := c.identifiers(ctx, wanted)
	if err != nil {
		return nil, err
	}
	out := make([]syndication.Holder, 0, len(ids))
	for seq, id := range ids {
		out = append(out, syndication.Holder{Document: id, Shared: shares[seq]})
	}
	slices.SortFunc(out, syndication.MoreShared)
	return out[:min(limit, len(out))], nil
}

// identifiers gives the documents that have the numbers.
func (c *Copies) identifiers(ctx context.Context, numbers []int64) (map[int64]credence.DocumentID, error) {
	out, rest := c.t.numbers.split(numbers)
	for part := range slices.Chunk(rest, maxAsked) {
		list, args := among(part)
		rows, err := c.t.query(ctx, `SELECT seq, id FROM documents WHERE seq IN `+list, args...)
		_, err = collect(rows, err, func(s scanner) (struct{}, error) {
			var seq int64
			var id credence.DocumentID
			err := s.Scan(&seq, &id)
			out[seq] = id
			c.t.numbers.hold(seq, id)
			return struct{}{}, err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// numbered is a document by its number, with how many keys it shares.
type numbered struct {
	seq    uint32
	shared int
}

// best keeps the documents that share the most keys, with all that share as
// many as the last of them, up to four times the limit: which of those are
// wanted is told by their identifiers.
func best(found []numbered, limit int) []numbered {
	slices.SortFunc(found, func(a, b numbered) int { return cmp.Or(cmp.Compare(b.shared, a.shared), cmp.Compare(a.seq, b.seq)) })
	n := min(limit, len(found))
	for n > 0 && n < len(found) && n < 4*limit && found[n].shared == found[n-1].shared {
		n++
	}
	return found[:n]
}

// count counts for each document, by its number, how many of the keys it holds.
func (c *Copies) count(ctx context.Context, keys []uint32) (map[uint32]int, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	wanted := map[int64][]int{} // by bucket, the places of the keys in it
	var buckets []int64
	for i, k := range keys {
		b := int64(k >> keyBits)
		if wanted[b] == nil {
			buckets = append(buckets, b)
		}
		wanted[b] = append(wanted[b], i)
	}
	list, args := among(buckets)
	rows, err := c.t.query(ctx, `SELECT bucket, part, postings FROM copies_keys WHERE bucket IN `+list, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	lists := make([][]uint32, len(keys))
	for rows.Next() {
		var bucket, part int64
		var postings sql.RawBytes
		if err := rows.Scan(&bucket, &part, &postings); err != nil {
			return nil, err
		}
		for _, i := range wanted[bucket] {
			lists[i] = holders(lists[i], postings, keys[i], part)
		}
	}
	return syndication.CountShared(lists), rows.Err()
}

// holders adds the numbers of the documents that hold a key, by the postings of
// one part of its bucket.
func holders(list []uint32, postings []byte, key uint32, part int64) []uint32 {
	for ; len(postings) >= postingBytes; postings = postings[postingBytes:] {
		p := binary.BigEndian.Uint32(postings)
		if p>>seqBits == key&(1<<keyBits-1) {
			list = append(list, uint32(part<<seqBits)|p&(1<<seqBits-1))
		}
	}
	return list
}

// Document implements [syndication.Shelf].
func (c *Copies) Document(ctx context.Context, id credence.DocumentID) (credence.Document, error) {
	d, err := scanDocument(c.t.row(ctx, selectDocument+`d.id = ?`, string(id)))
	return d, absent("document "+string(id), err)
}

// Links implements [syndication.Ledger].
func (c *Copies) Links(ctx context.Context, id credence.DocumentID) ([]syndication.Link, error) {
	seq, err := c.t.number(ctx, id)
	if err != nil {
		return nil, err
	}
	const columns = `SELECT da.id, db.id, l.relation, l.covered_a, l.covered_b, l.words, l.quoted, l.reason
		FROM copies_links l JOIN documents da ON da.seq = l.a JOIN documents db ON db.seq = l.b WHERE `
	rows, err := c.t.query(ctx, columns+`l.a = ? UNION ALL `+columns+`l.b = ? ORDER BY 1, 2`, seq, seq)
	return collect(rows, err, func(s scanner) (syndication.Link, error) {
		var l syndication.Link
		err := s.Scan(&l.A, &l.B, &l.Relation, &l.CoveredA, &l.CoveredB, &l.Words, &l.Quoted, &l.Reason)
		return l, err
	})
}

// Joined implements [syndication.Ledger]. It goes from the document outwards,
// with one question for all documents reached by the last.
func (c *Copies) Joined(ctx context.Context, id credence.DocumentID) ([]credence.DocumentID, error) {
	first, err := c.t.number(ctx, id)
	if errors.Is(err, credence.ErrNotFound) {
		return []credence.DocumentID{id}, nil // named by a ruling and not held
	}
	if err != nil {
		return nil, err
	}
	seen := map[int64]credence.DocumentID{first: id}
	for edge := []int64{first}; len(edge) > 0; {
		var next []int64
		for part := range slices.Chunk(edge, maxAsked) {
			found, err := c.neighbours(ctx, part)
			if err != nil {
				return nil, err
			}
			for seq, id := range found {
				if _, known := seen[seq]; !known {
					seen[seq] = id
					next = append(next, seq)
				}
			}
		}
		edge = next
	}
	return slices.Collect(maps.Values(seen)), nil
}

// maxAsked is the number of documents asked for in one query.
const maxAsked = 256

// neighbours gives the documents that a joining link has in common with one of
// those named by number.
func (c *Copies) neighbours(ctx context.Context, of []int64) (map[int64]credence.DocumentID, error) {
	list, args := among(of)
	in := list + ` AND l.relation <> '` + string(credence.SameQuote) + `'`
	rows, err := c.t.query(ctx, `SELECT d.seq, d.id FROM copies_links l JOIN documents d ON d.seq = l.b WHERE l.a IN `+in+`
		UNION SELECT d.seq, d.id FROM copies_links l JOIN documents d ON d.seq = l.a WHERE l.b IN `+in, slices.Concat(args, args)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[int64]credence.DocumentID{}
	for rows.Next() {
		var seq int64
		var id credence.DocumentID
		if err := rows.Scan(&seq, &id); err != nil {
			return nil, err
		}
		out[seq] = id
		c.t.numbers.hold(seq, id)
	}
	return out, rows.Err()
}

// SetLinks implements [syndication.Ledger].
func (c *Copies) SetLinks(ctx context.Context, id credence.DocumentID, links []syndication.Link) error {
	seq, err := c.t.number(ctx, id)
	if err != nil {
		return err
	}
	if _, err := c.t.exec(ctx, `DELETE FROM copies_links WHERE a = ? OR b = ?`, seq, seq); err != nil {
		return err
	}
	for _, l := range links {
		a, err := c.t.number(ctx, l.A)
		if err != nil {
			return err
		}
		b, err := c.t.number(ctx, l.B)
		if err != nil {
			return err
		}
		if _, err := c.t.exec(ctx, `INSERT INTO copies_links (a, b, relation, covered_a, covered_b, words, quoted, reason)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, a, b, string(l.Relation), l.CoveredA, l.CoveredB, l.Words, l.Quoted, l.Reason); err != nil {
			return err
		}
	}
	return nil
}

// Stock implements [syndication.Ledger].
func (c *Copies) Stock(ctx context.Context, publisher credence.OriginID, keys []uint32) (map[uint32]int, error) {
	all, read := c.stock[publisher]
	if !read {
		var err error
		if all, err = c.readStock(ctx, publisher); err != nil {
			return nil, err
		}
	}
	if all == nil && len(keys) > 0 {
		return c.stockOf(ctx, publisher, keys)
	}
	out := map[uint32]int{}
	for _, k := range keys {
		if n := all[k]; n > 0 {
			out[k] = n
		}
	}
	return out, nil
}

// readStock reads all stock of a publisher, to be asked for each text of it; it
// gives nil if that is too much to hold.
func (c *Copies) readStock(ctx context.Context, publisher credence.OriginID) (map[uint32]int, error) {
	rows, err := c.t.query(ctx, `SELECT key, pairs FROM copies_stock WHERE publisher = ? LIMIT ?`, string(publisher), maxStock+1)
	all, err := keyCounts(rows, err)
	if err != nil {
		return nil, err
	}
	if len(all) > maxStock {
		all = nil
	}
	if len(c.stock) >= maxPublishers {
		clear(c.stock)
	}
	c.stock[publisher] = all
	return all, nil
}

func (c *Copies) stockOf(ctx context.Context, publisher credence.OriginID, keys []uint32) (map[uint32]int, error) {
	list, args := among(keys)
	return keyCounts(c.t.query(ctx, `SELECT key, pairs FROM copies_stock WHERE publisher = ? AND key IN `+list, slices.Concat([]any{string(publisher)}, args)...))
}

// keyCounts reads rows of a key and a number.
func keyCounts(rows *sql.Rows, err error) (map[uint32]int, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[uint32]int{}
	for rows.Next() {
		var key, n int64
		if err := rows.Scan(&key, &n); err != nil {
			return nil, err
		}
		out[uint32(key)] = int(n)
	}
	return out, rows.Err()
}

// AddStock implements [syndication.Ledger].
func (c *Copies) AddStock(ctx context.Context, publisher credence.OriginID, add map[uint32]int) error {
	delete(c.stock, publisher)
	for key, pairs := range add {
		if _, err := c.t.exec(ctx, `INSERT INTO copies_stock (publisher, key, pairs) VALUES (?, ?, ?)
			ON CONFLICT (publisher, key) DO UPDATE SET pairs = copies_stock.pairs + excluded.pairs`,
			string(publisher), int64(key), pairs); err != nil {
			return err
		}
	}
	return nil
}

// Rulings implements [syndication.Ledger]: the rulings in force whose What is
// a verdict of package syndication and whose subjects are two documents.
func (c *Copies) Rulings(ctx context.Context, id credence.DocumentID) (out []syndication.Ruling, err error) {
	look := func(h *heldRulings) {
		for _, r := range h.selected(&RulingQuery{Subject: string(id), AsOf: c.asOf}) {
			v := syndication.Verdict(r.What)
			if v != syndication.Same && v != syndication.NotSame || len(r.Subjects) != 2 {
				continue
			}
			out = append(out, syndication.Ruling{
				A: credence.DocumentID(r.Subjects[0]), B: credence.DocumentID(r.Subjects[1]), Verdict: v, By: r.By, At: r.At, Note: r.Reason,
			})
		}
	}
	if c.read {
		c.rulings.look(look)
		return out, nil
	}
	if err = c.rulings.ask(ctx, c.t, look); err == nil {
		c.read = true
	}
	return out, err
}

package store

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"math"
	"time"

	credence "github.com/credence-project/credence"
)

// SearchQuery selects documents; an empty field selects all.
type SearchQuery struct {
	// Words is what a user typed: words that must all occur in title or text,
	// "phrases", prefix* and -exclusions, without regard to case and accents.
	Words    string
	Outlet   string
	Lang     string
	From, To time.Time // may have been published within these bounds, both inclusive
	Recorded time.Time // taken in by then
	Newest   bool      // newest first, instead of best first
	After    string    // the Next of the page before
	Limit    int       // 0 means 20
}

// Hit is a document found.
type Hit struct {
	Document credence.Document
	Score    float64 // larger is better; comparable within one search only
	// Excerpt is the passage of the text that matches best, Matches are the
	// words in it that were asked for. Where only the title matches, or no
	// words were asked for, it is the beginning, without matches.
	Excerpt credence.Quote
	Matches []credence.Span
}

// Hits is a page of what a search found. Next, unless empty, asks for the
// page after it.
type Hits struct {
	Hits []Hit
	Next string
}

const defaultHits = 20

// Search finds documents, best or newest first. Any text may be asked for; one
// without a single word finds nothing, none at all finds everything. It is an
// InputError if the question is longer than a person types. Documents taken in
// between two pages may shift their border.
func (db *DB) Search(ctx context.Context, q SearchQuery) (Hits, error) {
	if q.Limit == 0 {
		q.Limit = defaultHits
	}
	asked, err := parseQuestion(q.Words)
	if err != nil {
		return Hits{}, err
	}
	if q.Words != "" && len(asked.want)+len(asked.without) == 0 {
		return Hits{}, nil
	}
	var hits Hits
	err = db.view(ctx, func(t tx) error {
		found, next, err := t.match(ctx, &q, &asked)
		if err != nil {
			return err
		}
		hits = Hits{Hits: make([]Hit, len(found)), Next: next}
		for i, f := range found {
			d, err := scanDocument(t.row(ctx, `SELECT `+documentColumns+` FROM documents WHERE seq = ?`, f.seq))
			if err != nil {
				return err
			}
			hits.Hits[i] = Hit{Document: d, Score: f.score}
			hits.Hits[i].Excerpt, hits.Hits[i].Matches = excerpt(d.ID, d.Text, &asked)
		}
		return nil
	})
	return hits, about("search", err)
}

// rank is a row of the list of what was found: the number of a document, and
// its score or the time it is listed by.
type rank struct {
	seq    int64
	score  float64
	listed int64
}

// match gives the page of ranks that a query asks for.
func (t tx) match(ctx context.Context, q *SearchQuery, asked *question) ([]rank, string, error) {
	var w where
	from := `documents d`
	if len(asked.want) > 0 {
		from = t.dialect.words
		w.and(t.dialect.matches, t.dialect.expression(asked))
	} else if len(asked.without) > 0 {
		w.and(t.dialect.lacks, t.dialect.expression(&question{want: asked.without}))
	}
	q.where(&w)
	if q.Newest || len(asked.want) == 0 {
		return t.newest(ctx, q, from, w)
	}
	return t.best(ctx, q, from, w)
}

func (q *SearchQuery) where(w *where) {
	if q.Outlet != "" {
		w.and(`d.outlet = ?`, q.Outlet)
	}
	if q.Lang != "" {
		w.and(`d.lang = ?`, q.Lang)
	}
	if !q.From.IsZero() {
		w.and(`COALESCE(d.published_to, d.published_from) >= ?`, micros(q.From))
	}
	if !q.To.IsZero() {
		w.and(`COALESCE(d.published_from, d.published_to) <= ?`, micros(q.To))
	}
	if !q.Recorded.IsZero() {
		w.and(`d.recorded_at <= ?`, micros(q.Recorded))
	}
}

func (t tx) newest(ctx context.Context, q *SearchQuery, from string, w where) ([]rank, string, error) {
	return page(ctx, t, pageQuery[rank]{
		from: from, columns: `d.seq, d.listed_at`, key: [2]string{`d.listed_at`, `d.seq`}, descending: true,
		scan: func(s scanner) (rank, error) {
			var r rank
			err := s.Scan(&r.seq, &r.listed)
			return r, err
		},
		where: w, after: q.After, limit: q.Limit,
	})
}

// best orders by score, and by arrival where scores are equal.
func (t tx) best(ctx context.Context, q *SearchQuery, from string, w where) ([]rank, string, error) {
	score := t.dialect.score
	if q.After != "" {
		last, err := parseRank(q.After)
		if err != nil {
			return nil, "", err
		}
		w.and(score+` < ? OR `+score+` = ? AND d.seq > ?`, last.score, last.score, last.seq)
	}
	limit := limited(q.Limit)
	rows, err := t.query(ctx, `SELECT d.seq, `+score+` AS score FROM `+from+w.String()+` ORDER BY score DESC, d.seq LIMIT ?`,
		append(w.args, limit+1)...)
	found, err := collect(rows, err, func(s scanner) (rank, error) {
		var r rank
		err := s.Scan(&r.seq, &r.score)
		return r, err
	})
	if err == nil && len(found) > limit {
		return found[:limit], found[limit-1].cursor(), nil
	}
	return found, "", err
}

// cursor keeps the exact score, so that equal ones are told apart.
func (r *rank) cursor() string {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], math.Float64bits(r.score))
	binary.BigEndian.PutUint64(b[8:], uint64(r.seq))
	return base64.RawURLEncoding.EncodeToString(b[:])
}

func parseRank(s string) (rank, error) {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || len(b) != 16 {
		return rank{}, &credence.InputError{Name: "cursor", Reason: "is not one that a page before gave", Err: err}
	}
	return rank{score: math.Float64frombits(binary.BigEndian.Uint64(b[:8])), seq: int64(binary.BigEndian.Uint64(b[8:]))}, nil
}

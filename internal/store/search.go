package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/credence-project/credence"
)

// SearchQuery selects documents; an empty field selects all.
type SearchQuery struct {
	// Words is what a user typed: words that must all occur in title or text,
	// "phrases", prefix* and -exclusions, without regard to case and accents.
	Words    string
	Outlet   string
	Lang     string
	From, To time.Time // may have been published within these bounds, both inclusive
	Known    time.Time // published by then, or without a date
	Recorded time.Time // taken in by then
	Newest   bool      // newest first, instead of best first
	After    string    // the Next of the page before
	Limit    int       // 0 means 20
}

// Hit is a document found.
type Hit struct {
	Document credence.Document
	Score    float64 // larger is better; 0 where only the date ranks
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
// InputError if the question is longer than a person types.
//
// Best first means: of the newest 200 that match, by how often and how close
// together the wanted words stand and whether they are in the title; then all
// others by date. So a search for words that are everywhere stays quick, and
// engines agree on the order. Pages never repeat or skip a document, even if
// others are taken in meanwhile; one may hold less than Limit though more follow.
func (db *DB) Search(ctx context.Context, q SearchQuery) (Hits, error) {
	if q.Limit <= 0 {
		q.Limit = defaultHits
	}
	asked, err := parseQuestion(q.Words)
	if err != nil {
		return Hits{}, err
	}
	if strings.TrimSpace(q.Words) != "" && len(asked.want)+len(asked.without) == 0 {
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
			d, err := scanDocument(t.row(ctx, selectDocument+`d.seq = ?`, f.seq))
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

// selection is what a query selects, and which page of it is wanted.
type selection struct {
	from  string // with documents as d
	where where
	at    place
	limit int
}

// match gives the page of documents that a query asks for.
func (t tx) match(ctx context.Context, q *SearchQuery, asked *question) ([]ranked, string, error) {
	s := selection{from: `documents d`, limit: limited(q.Limit)}
	var err error
	if s.at, err = parsePlace(q.After); err != nil {
		return nil, "", err
	}
	if s.at.held == 0 {
		if err := t.row(ctx, `SELECT COALESCE(max(seq), 0) FROM documents`).Scan(&s.at.held); err != nil {
			return nil, "", err
		}
	}
	if len(asked.want) > 0 {
		s.from = t.dialect.words
		s.where.and(t.dialect.matches, t.dialect.expression(asked))
	} else if len(asked.without) > 0 {
		s.where.and(t.dialect.lacks, t.dialect.expression(&question{want: asked.without}))
	}
	q.where(&s.where)
	s.where.and(`d.seq <= ?`, s.at.held)
	if q.Newest || len(asked.want) == 0 || s.at.offset >= rankedHits {
		return t.newest(ctx, &s)
	}
	return t.best(ctx, &s, asked)
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
	if !q.Known.IsZero() {
		w.and(`COALESCE(d.published_from, d.published_to, ?) <= ?`, micros(q.Known), micros(q.Known))
	}
	if !q.Recorded.IsZero() {
		w.and(`d.recorded_at <= ?`, micros(q.Recorded))
	}
}

// place is where a page ends. It pins what was held at the first page.
type place struct {
	held        int64 // documents up to this number are searched
	offset      int   // among those ranked; rankedHits once past them
	listed, seq int64 // of the last document, when by date
}

func (p place) String() string { return fmt.Sprintf("%d.%d.%d.%d", p.held, p.offset, p.listed, p.seq) }

func parsePlace(s string) (place, error) {
	var p place
	if s == "" {
		return p, nil
	}
	n, err := fmt.Sscanf(s, "%d.%d.%d.%d", &p.held, &p.offset, &p.listed, &p.seq)
	if n != 4 || err != nil || p.String() != s || p.held <= 0 || p.offset < 0 {
		return p, &credence.InputError{Name: "cursor", Reason: "is not one that a page before gave", Err: err}
	}
	return p, nil
}

// newest gives a page by date, after the place.
func (t tx) newest(ctx context.Context, s *selection) ([]ranked, string, error) {
	if s.at.seq != 0 {
		s.where.and(`(d.listed_at, d.seq) < (?, ?)`, s.at.listed, s.at.seq)
	}
	found, err := t.byDate(ctx, s, s.limit+1)
	if err != nil || len(found) <= s.limit {
		return found, "", err
	}
	return found[:s.limit], s.after(found[s.limit-1]).String(), nil
}

// after is the place behind a document by date.
func (s *selection) after(r ranked) place { return place{s.at.held, rankedHits, r.listed, r.seq} }

func (t tx) byDate(ctx context.Context, s *selection, limit int) ([]ranked, error) {
	rows, err := t.long(ctx, `SELECT d.seq, d.listed_at FROM `+s.from+s.where.String()+` ORDER BY d.listed_at DESC, d.seq DESC LIMIT ?`,
		append(s.where.args, limit)...)
	return collect(rows, err, func(s scanner) (ranked, error) {
		var r ranked
		err := s.Scan(&r.seq, &r.listed)
		return r, err
	})
}

// best gives a page of the newest that match, by their scores.
func (t tx) best(ctx context.Context, s *selection, asked *question) ([]ranked, string, error) {
	found, err := t.byDate(ctx, s, rankedHits+1)
	if err != nil {
		return nil, "", err
	}
	after := ""
	if len(found) > rankedHits {
		found = found[:rankedHits]
		after = s.after(found[rankedHits-1]).String()
	}
	if err := t.rank(ctx, asked, found); err != nil {
		return nil, "", err
	}
	end := min(s.at.offset+s.limit, len(found))
	if end < len(found) {
		after = place{held: s.at.held, offset: end}.String()
	}
	return found[min(s.at.offset, end):end], after, nil
}

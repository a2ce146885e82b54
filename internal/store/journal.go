package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/credence-project/credence"
)

// Entry is one line of the journal of judgements. Link is what
// [credence.ChainLink] makes of it. Whoever noted a link can tell later whether
// anything up to it was changed.
type Entry struct {
	Seq      int64
	Kind     string // evidence, decision, ruling or assessment
	ID       string
	Recorded time.Time
	Body     json.RawMessage
	Link     string // hex
}

// The kinds of entry.
const (
	entryEvidence   = "evidence"
	entryDecision   = "decision"
	entryRuling     = "ruling"
	entryAssessment = "assessment"
)

// errHeld says that the journal has an entry with that ID already.
var errHeld = errors.New("held already")

// append adds an entry and gives its number, or errHeld. The times of recording
// never fall from one entry to the next, so that a look back sees a beginning of
// the journal: a clock that was set back counts as standing still.
func (t tx) append(ctx context.Context, kind, id string, recorded time.Time, body []byte) (int64, error) {
	if recorded.IsZero() {
		return 0, fmt.Errorf("%s %s: no time of recording", kind, id)
	}
	var before []byte
	var last int64
	err := t.row(ctx, `SELECT link, recorded_at FROM journal ORDER BY seq DESC LIMIT 1`).Scan(&before, &last)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, err
	}
	if err == nil && recorded.UnixMicro() < last {
		recorded = time.UnixMicro(last)
	}
	var seq int64
	err = t.row(ctx, `INSERT INTO journal (kind, id, recorded_at, body, link) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (id) DO NOTHING RETURNING seq`,
		kind, id, recorded.UnixMicro(), string(body), credence.ChainLink(before, kind, id, recorded, body)).Scan(&seq)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, errHeld
	}
	return seq, err
}

func scanEntry(s scanner) (Entry, error) {
	var e Entry
	var recorded int64
	var body, link []byte
	err := s.Scan(&e.Seq, &e.Kind, &e.ID, &recorded, &body, &link)
	e.Recorded, e.Body, e.Link = time.UnixMicro(recorded).UTC(), body, hex.EncodeToString(link)
	return e, err
}

const entryColumns = `j.seq, j.kind, j.id, j.recorded_at, j.body, j.link`

// Journal gives up to limit entries after the one numbered after, in order.
func (db *DB) Journal(ctx context.Context, after int64, limit int) ([]Entry, error) {
	var entries []Entry
	err := db.view(ctx, func(t tx) error {
		rows, err := t.query(ctx, `SELECT `+entryColumns+` FROM journal j WHERE j.seq > ? ORDER BY j.seq LIMIT ?`, after, limited(limit))
		entries, err = collect(rows, err, scanEntry)
		return err
	})
	return entries, about("journal", err)
}

// Head is the state of the journal in two values, to be noted elsewhere.
type Head struct {
	Entries int
	Link    string // of the last entry, hex; "" if there is none
}

// VerifyJournal recomputes every link and gives the head. It fails at the
// first entry that is not as it was appended.
func (db *DB) VerifyJournal(ctx context.Context) (Head, error) {
	var head Head
	var before []byte
	for after := int64(0); ; {
		entries, err := db.Journal(ctx, after, 1000)
		if err != nil {
			return head, err
		}
		for _, e := range entries {
			before = credence.ChainLink(before, e.Kind, e.ID, e.Recorded, e.Body)
			if got := hex.EncodeToString(before); got != e.Link {
				return head, fmt.Errorf("journal entry %d (%s %s) is not as it was appended", e.Seq, e.Kind, e.ID)
			}
			after = e.Seq
			head.Entries++
			head.Link = e.Link
		}
		if len(entries) == 0 {
			return head, nil
		}
	}
}

// AsOf bounds a reading of what was judged: items that could be known at Known,
// as far as they had been recorded at Recorded, both inclusive. A zero time is
// no bound.
type AsOf struct {
	Known    time.Time
	Recorded time.Time
}

// recorded adds the bound on the time of recording; journal is j.
func (a AsOf) recorded(w *where) {
	if !a.Recorded.IsZero() {
		w.and(`j.recorded_at <= ?`, a.Recorded.UnixMicro())
	}
}

// entry gives the body of one entry of the journal.
func (t tx) entry(ctx context.Context, kind, id string) (Entry, error) {
	e, err := scanEntry(t.row(ctx, `SELECT `+entryColumns+` FROM journal j WHERE j.id = ? AND j.kind = ?`, id, kind))
	if errors.Is(err, sql.ErrNoRows) {
		err = credence.ErrNotFound
	}
	return e, err
}

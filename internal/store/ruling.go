package store

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/credence-project/credence"
)

// Ruling is what a person laid down against or beyond the machine: that two
// incidents are one, that a mention is of another, that two documents are not
// copies. It is never changed; a later ruling may undo it.
type Ruling struct {
	ID       string    `json:"id"`   // "r-...", given by AddRuling
	What     string    `json:"what"` // a word of the caller's: "merge", "split", "same voice"
	Subjects []string  `json:"subjects"`
	By       string    `json:"by"`
	At       time.Time `json:"at"`
	Reason   string    `json:"reason,omitempty"`
	Undoes   string    `json:"undoes,omitempty"` // ID of an earlier ruling
}

// AddRuling appends a ruling and gives it with its ID; the same ruling again
// changes nothing. It is an InputError without a person, a time, a word for it
// and either subjects or a ruling to undo, and ErrNotFound if what it undoes is
// not held.
func (db *DB) AddRuling(ctx context.Context, r Ruling) (Ruling, error) {
	if r.What == "" || r.By == "" || r.At.IsZero() || len(r.Subjects) == 0 && r.Undoes == "" {
		return r, &credence.InputError{Name: "ruling", Reason: "needs what is ruled, on what, by whom and when"}
	}
	r.ID, r.At = "", r.At.UTC()
	content, err := json.Marshal(r)
	if err != nil {
		return r, err
	}
	r.ID = credence.ContentID("r", string(content))
	err = db.update(ctx, func(t tx) error {
		if r.Undoes != "" {
			if _, err := t.entry(ctx, entryRuling, r.Undoes); err != nil {
				return about("ruling "+r.Undoes, err)
			}
		}
		return t.addRuling(ctx, r)
	})
	return r, about("ruling", err)
}

func (t tx) addRuling(ctx context.Context, r Ruling) error {
	body, err := json.Marshal(r)
	if err != nil {
		return err
	}
	seq, err := t.append(ctx, entryRuling, r.ID, r.At, body)
	if errors.Is(err, errHeld) {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := t.exec(ctx, `INSERT INTO rulings (seq, what) VALUES (?, ?)`, seq, r.What); err != nil {
		return err
	}
	for _, subject := range r.Subjects {
		if _, err := t.exec(ctx, `INSERT INTO ruling_subjects (subject, seq) VALUES (?, ?)
			ON CONFLICT (subject, seq) DO NOTHING`, subject, seq); err != nil {
			return err
		}
	}
	return nil
}

// RulingQuery selects rulings; an empty field selects all.
type RulingQuery struct {
	What    string
	Subject string
	First   []string // the first subject is one of these
	AsOf    AsOf     // only the bound on recording counts
	Undone  bool     // also those undone by then, and those that undo
}

// Rulings gives the rulings that were in force, in the order of recording. A
// ruling is in force unless one in force undoes it.
func (db *DB) Rulings(ctx context.Context, q RulingQuery) ([]Ruling, error) {
	var rulings []Ruling
	err := db.view(ctx, func(t tx) error {
		if !q.Undone {
			return db.rulings.ask(ctx, t, func(h *heldRulings) { rulings = h.selected(&q) })
		}
		var w where
		q.where(&w)
		q.AsOf.recorded(&w)
		rows, err := t.query(ctx, `SELECT j.body FROM rulings r JOIN journal j ON j.seq = r.seq`+w.String()+` ORDER BY j.seq`, w.args...)
		rulings, err = collect(rows, err, decoded[Ruling])
		return err
	})
	return rulings, about("rulings", err)
}

func (q *RulingQuery) where(w *where) {
	if q.What != "" {
		w.and(`r.what = ?`, q.What)
	}
	if len(q.First) > 0 {
		list, args := among(q.First)
		w.and(`json_extract(j.body, '$.subjects[0]') IN `+list, args...)
	}
	if q.Subject != "" {
		w.and(`r.seq IN (SELECT s.seq FROM ruling_subjects s WHERE s.subject = ?)`, q.Subject)
	}
}

func (q *RulingQuery) selects(r *Ruling) bool {
	return (q.What == "" || r.What == q.What) &&
		(q.Subject == "" || slices.Contains(r.Subjects, q.Subject)) &&
		(len(q.First) == 0 || len(r.Subjects) > 0 && slices.Contains(q.First, r.Subjects[0]))
}

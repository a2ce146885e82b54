package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/credence-project/credence"
)

// AddEvidence appends items as of the time they are recorded, all or nothing,
// and gives their IDs in order. An item without ID gets the hash of its
// content; one that is held already is left as it is, so that proposing the
// same twice changes nothing. An ID that is held with another content, and an
// item without the time at which it could be known, are InputErrors.
func (db *DB) AddEvidence(ctx context.Context, items []credence.Evidence, recorded time.Time) ([]credence.EvidenceID, error) {
	ids := make([]credence.EvidenceID, len(items))
	err := db.update(ctx, func(t tx) error {
		for i := range items {
			var err error
			if ids[i], err = t.addEvidence(ctx, items[i], recorded); err != nil {
				return err
			}
		}
		return nil
	})
	return ids, about("evidence", err)
}

func (t tx) addEvidence(ctx context.Context, e credence.Evidence, recorded time.Time) (credence.EvidenceID, error) {
	if e.KnownAt.IsZero() {
		return "", &credence.InputError{Name: e.Code, Reason: "evidence needs the time at which it could be known"}
	}
	if e.Status == "" {
		e.Status = credence.Proposed
	}
	e.KnownAt, e.RecordedAt = e.KnownAt.UTC(), time.Time{} // the journal has the time of recording
	if e.ID == "" {
		content, err := json.Marshal(e)
		if err != nil {
			return "", err
		}
		e.ID = credence.EvidenceID(credence.ContentID("e", string(content)))
	}
	body, err := json.Marshal(e)
	if err != nil {
		return "", err
	}
	seq, err := t.append(ctx, entryEvidence, string(e.ID), recorded, body)
	if errors.Is(err, errHeld) {
		held, err := t.entry(ctx, entryEvidence, string(e.ID))
		if err != nil || !bytes.Equal(held.Body, body) {
			return "", &credence.InputError{Name: string(e.ID), Reason: "held already with another content; evidence is superseded, not changed", Err: err}
		}
		return e.ID, nil
	}
	if err != nil {
		return "", err
	}
	_, err = t.exec(ctx, `INSERT INTO evidence (seq, claim, incident, known_at) VALUES (?, ?, ?, ?)`,
		seq, string(e.Claim), string(e.Incident), e.KnownAt.UnixMicro())
	return e.ID, err
}

// Decision is what a person decided on an item of evidence: accepted, rejected,
// or back to proposed. A later decision replaces an earlier one.
type Decision struct {
	ID       string              `json:"id"` // given by Decide
	Evidence credence.EvidenceID `json:"evidence"`
	Status   credence.Status     `json:"status"`
	By       string              `json:"by"`
	At       time.Time           `json:"at"`
	Note     string              `json:"note,omitempty"`
	// Replacement is the item that stands in place of a corrected one.
	Replacement credence.EvidenceID `json:"replacement,omitempty"`
}

// Decide appends a decision. With a correction, which may be nil, the item
// decided on is rejected, and the correction is appended as accepted by the
// same person and superseding it. It gives the decision as kept.
func (db *DB) Decide(ctx context.Context, d Decision, correction *credence.Evidence) (Decision, error) {
	if d.By == "" || d.At.IsZero() {
		return d, &credence.InputError{Name: "decision on " + string(d.Evidence), Reason: "needs who decided and when"}
	}
	switch {
	case correction != nil:
		d.Status = credence.Rejected
	case d.Status != credence.Accepted && d.Status != credence.Rejected && d.Status != credence.Proposed:
		return d, &credence.InputError{Name: "decision on " + string(d.Evidence), Reason: fmt.Sprintf("unknown status %q", d.Status)}
	}
	d.At = d.At.UTC()
	err := db.update(ctx, func(t tx) error {
		if _, err := t.entry(ctx, entryEvidence, string(d.Evidence)); err != nil {
			return err
		}
		if correction != nil {
			c := *correction
			c.Status, c.By = credence.Accepted, d.By
			if !slices.Contains(c.Supersedes, d.Evidence) {
				c.Supersedes = append(slices.Clone(c.Supersedes), d.Evidence)
			}
			id, err := t.addEvidence(ctx, c, d.At)
			if err != nil {
				return err
			}
			d.Replacement = id
		}
		return t.addDecision(ctx, &d)
	})
	return d, about("decision on "+string(d.Evidence), err)
}

func (t tx) addDecision(ctx context.Context, d *Decision) error {
	d.ID = ""
	content, err := json.Marshal(d)
	if err != nil {
		return err
	}
	d.ID = credence.ContentID("n", string(content))
	body, err := json.Marshal(d)
	if err != nil {
		return err
	}
	seq, err := t.append(ctx, entryDecision, d.ID, d.At, body)
	if errors.Is(err, errHeld) {
		return nil // the same person, at the same moment, the same
	}
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, `INSERT INTO decisions (seq, evidence) VALUES (?, ?)`, seq, string(d.Evidence))
	return err
}

// EvidenceQuery selects evidence as of a time; an empty field selects all.
type EvidenceQuery struct {
	Claim    credence.ClaimID
	Incident credence.IncidentID
	AsOf     AsOf
	// Superseded includes the items that a later one stands in place of.
	Superseded bool
}

// Evidence replays the journal: the items that could be known and had been
// recorded by then, in the order of recording, each with the status that the
// last decision recorded by then gave it. With both a claim and an incident,
// it gives the items about the one and those about the other.
func (db *DB) Evidence(ctx context.Context, q EvidenceQuery) ([]credence.Evidence, error) {
	var w where
	switch {
	case q.Claim != "" && q.Incident != "":
		w.and(`e.claim = ? OR e.incident = ?`, string(q.Claim), string(q.Incident))
	case q.Claim != "":
		w.and(`e.claim = ?`, string(q.Claim))
	case q.Incident != "":
		w.and(`e.incident = ?`, string(q.Incident))
	}
	if !q.AsOf.Known.IsZero() {
		w.and(`e.known_at <= ?`, q.AsOf.Known.UnixMicro())
	}
	q.AsOf.recorded(&w)
	var items []credence.Evidence
	err := db.view(ctx, func(t tx) error {
		rows, err := t.query(ctx, `SELECT `+entryColumns+` FROM evidence e JOIN journal j ON j.seq = e.seq`+w.String()+` ORDER BY j.recorded_at, j.seq`, w.args...)
		if items, err = collect(rows, err, scanEvidence); err != nil {
			return err
		}
		decided, err := t.decisionsOn(ctx, items, q.AsOf)
		for i := range items {
			if list := decided[items[i].ID]; len(list) > 0 {
				items[i].Status = list[len(list)-1].Status
			}
		}
		return err
	})
	if !q.Superseded {
		items = current(items)
	}
	return items, about("evidence", err)
}

// current leaves out what a later item, unless itself rejected, supersedes.
func current(items []credence.Evidence) []credence.Evidence {
	gone := map[credence.EvidenceID]bool{}
	for _, e := range items {
		for _, id := range e.Supersedes {
			gone[id] = gone[id] || e.Status != credence.Rejected
		}
	}
	return slices.DeleteFunc(items, func(e credence.Evidence) bool { return gone[e.ID] })
}

func scanEvidence(s scanner) (credence.Evidence, error) {
	var item credence.Evidence
	e, err := scanEntry(s)
	if err == nil {
		err = json.Unmarshal(e.Body, &item)
		item.RecordedAt = e.Recorded
	}
	return item, err
}

// Decisions gives what was decided on an item, in the order of recording. Only
// the bound on recording counts.
func (db *DB) Decisions(ctx context.Context, id credence.EvidenceID, asOf AsOf) ([]Decision, error) {
	var decided []Decision
	err := db.view(ctx, func(t tx) (err error) {
		decided, err = t.decisions(ctx, id, asOf)
		return err
	})
	return decided, about("decisions on "+string(id), err)
}

func (t tx) decisions(ctx context.Context, id credence.EvidenceID, asOf AsOf) ([]Decision, error) {
	var w where
	w.and(`d.evidence = ?`, string(id))
	asOf.recorded(&w)
	rows, err := t.query(ctx, `SELECT j.body FROM decisions d JOIN journal j ON j.seq = d.seq`+w.String()+` ORDER BY j.recorded_at, j.seq`, w.args...)
	return collect(rows, err, decoded[Decision])
}

// DecisionsOn is Decisions for several items; those on which nothing was decided
// are missing.
func (db *DB) DecisionsOn(ctx context.Context, items []credence.Evidence, asOf AsOf) (map[credence.EvidenceID][]Decision, error) {
	var decided map[credence.EvidenceID][]Decision
	err := db.view(ctx, func(t tx) (err error) {
		decided, err = t.decisionsOn(ctx, items, asOf)
		return err
	})
	return decided, about("decisions", err)
}

func (t tx) decisionsOn(ctx context.Context, items []credence.Evidence, asOf AsOf) (map[credence.EvidenceID][]Decision, error) {
	out := map[credence.EvidenceID][]Decision{}
	for part := range slices.Chunk(items, maxAsked) {
		ids := make([]credence.EvidenceID, len(part))
		for i := range part {
			ids[i] = part[i].ID
		}
		var w where
		list, args := among(ids)
		w.and(`d.evidence IN `+list, args...)
		asOf.recorded(&w)
		rows, err := t.query(ctx, `SELECT j.body FROM decisions d JOIN journal j ON j.seq = d.seq`+w.String()+` ORDER BY j.recorded_at, j.seq`, w.args...)
		decided, err := collect(rows, err, decoded[Decision])
		if err != nil {
			return nil, err
		}
		for _, d := range decided {
			out[d.Evidence] = append(out[d.Evidence], d)
		}
	}
	return out, nil
}

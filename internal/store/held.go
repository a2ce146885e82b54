package store

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"sync"

	"github.com/credence-project/credence"
)

// What a store never changes once it is written is held at hand, since a look
// back in time asks for the same of it again and again.

// heldRulings are the rulings read so far, in the order of recording. There
// are no more of them than people laid down. The zero value is ready.
type heldRulings struct {
	mu       sync.Mutex
	list     []Ruling
	recorded []int64 // when, in microseconds
	last     int64   // number of the last in the journal
}

// by gives the rulings recorded by a time, after reading those that are new.
// The list is shared: it and what it holds must not be changed.
func (h *heldRulings) by(ctx context.Context, t tx, at AsOf) ([]Ruling, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	rows, err := t.query(ctx, `SELECT j.seq, j.recorded_at, j.body FROM rulings r JOIN journal j ON j.seq = r.seq WHERE r.seq > ? ORDER BY r.seq`, h.last)
	_, err = collect(rows, err, func(s scanner) (struct{}, error) {
		var r Ruling
		var seq, recorded int64
		var body []byte
		if err := s.Scan(&seq, &recorded, &body); err != nil {
			return struct{}{}, err
		}
		if err := json.Unmarshal(body, &r); err != nil {
			return struct{}{}, err
		}
		h.list, h.recorded, h.last = append(h.list, r), append(h.recorded, recorded), seq
		return struct{}{}, nil
	})
	if err != nil || at.Recorded.IsZero() {
		return h.list[:len(h.list):len(h.list)], err
	}
	var out []Ruling
	for i, r := range h.list {
		if h.recorded[i] <= at.Recorded.UnixMicro() {
			out = append(out, r)
		}
	}
	return out, nil
}

// heldBytes bounds the documents held, twice: of those asked for last, and of
// those before.
const heldBytes = 16 << 20

// heldDocuments are the documents asked for last. The zero value is ready.
type heldDocuments struct {
	mu           sync.Mutex
	newer, older map[credence.DocumentID]credence.Document
	bytes        int // of newer
}

func (h *heldDocuments) document(id credence.DocumentID) (credence.Document, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	d, ok := h.newer[id]
	if !ok {
		if d, ok = h.older[id]; ok {
			h.put(d)
		}
	}
	d.Extra = maps.Clone(d.Extra)
	return d, ok
}

func (h *heldDocuments) hold(d credence.Document) {
	h.mu.Lock()
	defer h.mu.Unlock()
	d.Extra = maps.Clone(d.Extra)
	h.put(d)
}

// put adds a document to the newer ones; the lock is held.
func (h *heldDocuments) put(d credence.Document) {
	const beside = 1 << 10 // what a document takes beside its text
	if h.bytes > heldBytes || h.newer == nil {
		h.newer, h.older, h.bytes = map[credence.DocumentID]credence.Document{}, h.newer, 0
	}
	if _, ok := h.newer[d.ID]; !ok {
		h.newer[d.ID] = d
		h.bytes += len(d.Text) + beside
	}
}

// maxNumbers is the number of documents whose numbers are held.
const maxNumbers = 1 << 17

// heldNumbers are the numbers of documents asked for last. The zero value is ready.
type heldNumbers struct {
	mu      sync.Mutex
	numbers map[credence.DocumentID]int64
	ids     map[int64]credence.DocumentID
}

func (h *heldNumbers) number(id credence.DocumentID) (int64, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	seq, ok := h.numbers[id]
	return seq, ok
}

// split gives the identifiers that are held, and the numbers without.
func (h *heldNumbers) split(numbers []int64) (held map[int64]credence.DocumentID, rest []int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	held = make(map[int64]credence.DocumentID, len(numbers))
	for _, seq := range numbers {
		if id, ok := h.ids[seq]; ok {
			held[seq] = id
		} else {
			rest = append(rest, seq)
		}
	}
	return held, rest
}

func (h *heldNumbers) hold(seq int64, id credence.DocumentID) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.ids == nil || len(h.ids) >= maxNumbers {
		h.numbers, h.ids = map[credence.DocumentID]int64{}, map[int64]credence.DocumentID{}
	}
	h.numbers[id], h.ids[seq] = seq, id
}

// own is a ruling that the caller may change.
func (r *Ruling) own() Ruling {
	out := *r
	out.Subjects = slices.Clone(r.Subjects)
	return out
}

package store

import (
	"context"
	"encoding/json"
	"maps"
	"math"
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
	recorded []int64          // when, in microseconds
	last     int64            // number of the last in the journal
	of       map[string][]int // by subject, places in the list
	kinds    map[string][]int // by What
	undoing  map[string][]int // by the ID of what they undo
}

// ask lets look at what is held, after reading what is new.
func (h *heldRulings) ask(ctx context.Context, t tx, look func(*heldRulings)) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	err := h.read(ctx, t)
	if err == nil {
		look(h)
	}
	return err
}

// look is ask without reading.
func (h *heldRulings) look(look func(*heldRulings)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	look(h)
}

// read reads the rulings that are new.
func (h *heldRulings) read(ctx context.Context, t tx) error {
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
		h.add(r, recorded)
		h.last = seq
		return struct{}{}, nil
	})
	return err
}

func (h *heldRulings) add(r Ruling, recorded int64) {
	if h.of == nil {
		h.of, h.kinds, h.undoing = map[string][]int{}, map[string][]int{}, map[string][]int{}
	}
	i := len(h.list)
	h.list, h.recorded = append(h.list, r), append(h.recorded, recorded)
	h.kinds[r.What] = append(h.kinds[r.What], i)
	if r.Undoes != "" {
		h.undoing[r.Undoes] = append(h.undoing[r.Undoes], i)
	}
	for n, subject := range r.Subjects {
		if !slices.Contains(r.Subjects[:n], subject) {
			h.of[subject] = append(h.of[subject], i)
		}
	}
}

// selected gives the rulings in force that a query selects, in the order of
// recording. They are the caller's own.
func (h *heldRulings) selected(q *RulingQuery) []Ruling {
	by := int64(math.MaxInt64)
	if !q.AsOf.Recorded.IsZero() {
		by = q.AsOf.Recorded.UnixMicro()
	}
	var out []Ruling
	each := func(i int) {
		if r := &h.list[i]; r.Undoes == "" && q.selects(r) && h.inForce(i, by) {
			out = append(out, r.own())
		}
	}
	switch {
	case len(q.First) > 0:
		var places []int
		for _, subject := range q.First {
			places = append(places, h.of[subject]...)
		}
		slices.Sort(places)
		for _, i := range slices.Compact(places) {
			each(i)
		}
	case q.Subject != "":
		for _, i := range h.of[q.Subject] {
			each(i)
		}
	case q.What != "":
		for _, i := range h.kinds[q.What] {
			each(i)
		}
	default:
		for i := range h.list {
			each(i)
		}
	}
	return out
}

// inForce reports whether the ruling at a place was recorded by a time and is
// not undone by a later one that is in force itself.
func (h *heldRulings) inForce(i int, by int64) bool {
	return h.recorded[i] <= by && !slices.ContainsFunc(h.undoing[h.list[i].ID], func(k int) bool { return k > i && h.inForce(k, by) })
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

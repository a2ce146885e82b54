package pipeline

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/ingest"
	"github.com/credence-project/credence/internal/store"
)

// Tally counts what became of the documents and faults of some inputs.
type Tally struct {
	Taken   int // new
	Held    int // there already
	Refused int // gave nothing: not recognised, empty, too large, unreadable
	Damaged int // faults that were got around: what could be had was taken
	Skipped int // passed over on purpose
}

// Add adds the counts of other.
func (t *Tally) Add(other Tally) {
	t.Taken += other.Taken
	t.Held += other.Held
	t.Refused += other.Refused
	t.Damaged += other.Damaged
	t.Skipped += other.Skipped
}

// Outcome is what became of one document, or one fault. Err is an InputError;
// it wraps ErrSkipped where something was passed over on purpose.
type Outcome struct {
	Document credence.Document // without its text
	New      bool
	Err      error
}

// Refused reports whether the fault means that something gave nothing.
func (o Outcome) Refused() bool {
	var path *fs.PathError
	return errors.Is(o.Err, credence.ErrUnknownFormat) || errors.Is(o.Err, credence.ErrEmpty) || errors.Is(o.Err, credence.ErrTooLarge) ||
		errors.As(o.Err, &path) || o.Document.ID != ""
}

// Documents are kept in batches: as one transaction that cannot be torn, and
// quick. A batch ends at either bound.
const (
	batchDocuments = 250
	batchBytes     = 16 << 20
)

// Take takes in the documents of one input with the bytes they came from, and
// reports what became of each, in order, once it is safe: what was reported as
// new is there after a crash. Faults, also of reading r, are reported and the
// rest goes on. A document that does not say when it was published is dated by
// its dateline or address. The error is one of the store or of ctx.
func (s *Stages) Take(ctx context.Context, in ingest.Input, r io.Reader, now time.Time, report func(Outcome)) (Tally, error) {
	t := taker{ctx: ctx, db: s.DB, name: in.Name, now: now, report: report}
	for item, err := range ingest.Read(in, r) {
		if ctx.Err() != nil {
			return t.tally, ctx.Err()
		}
		if err != nil {
			if err := t.fault(err); err != nil {
				return t.tally, err
			}
			continue
		}
		item.Document.Published = s.Extractor.Published(item.Document)
		if err := t.add(item); err != nil {
			return t.tally, err
		}
	}
	return t.tally, t.flush()
}

// taker gathers a batch.
type taker struct {
	ctx       context.Context
	db        *store.DB
	name      string
	now       time.Time
	report    func(Outcome)
	tally     Tally
	documents []credence.Document
	faults    []fault
	originals [][]byte
	last      string // SHA-256 of the original added last
	bytes     int
}

// fault is an outcome that comes after so many documents of the batch.
type fault struct {
	after int
	Outcome
}

func (t *taker) add(item ingest.Item) error {
	t.documents = append(t.documents, item.Document)
	t.bytes += len(item.Document.Text)
	if item.Document.SHA256 != t.last {
		t.last = item.Document.SHA256
		t.originals = append(t.originals, item.Original)
		t.bytes += len(item.Original)
	}
	if len(t.documents) < batchDocuments && t.bytes < batchBytes {
		return nil
	}
	return t.flush()
}

// fault notes a fault, to be reported after the documents before it.
func (t *taker) fault(err error) error {
	var input *credence.InputError
	if !errors.As(err, &input) {
		err = &credence.InputError{Name: t.name, Reason: "reading stopped: " + err.Error(), Err: err}
	}
	o := Outcome{Err: err}
	switch {
	case errors.Is(err, credence.ErrSkipped):
		t.tally.Skipped++
	case o.Refused():
		t.tally.Refused++
	default:
		t.tally.Damaged++
	}
	t.faults = append(t.faults, fault{len(t.documents), o})
	if len(t.faults) < batchDocuments {
		return nil
	}
	return t.flush()
}

// flush keeps the batch, first the original bytes, so that no document is ever
// without them, and reports on it.
func (t *taker) flush() error {
	receipts, err := t.keep()
	if err != nil {
		return err
	}
	faults := t.faults
	for i, r := range receipts {
		for len(faults) > 0 && faults[0].after <= i {
			t.report(faults[0].Outcome)
			faults = faults[1:]
		}
		switch {
		case r.Err != nil:
			t.tally.Refused++
		case r.New:
			t.tally.Taken++
		default:
			t.tally.Held++
		}
		d := t.documents[i]
		d.ID, d.Text = r.ID, ""
		t.report(Outcome{Document: d, New: r.New, Err: r.Err})
	}
	for _, f := range faults {
		t.report(f.Outcome)
	}
	t.documents, t.originals, t.faults, t.last, t.bytes = t.documents[:0], t.originals[:0], t.faults[:0], "", 0
	return nil
}

// keep puts the batch into the store.
func (t *taker) keep() ([]store.Receipt, error) {
	if len(t.documents) == 0 {
		return nil, nil
	}
	if _, err := t.db.AddOriginals(t.ctx, t.originals, t.now); err != nil {
		return nil, err
	}
	return t.db.AddDocuments(t.ctx, t.documents, t.now)
}

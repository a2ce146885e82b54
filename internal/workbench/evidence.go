package workbench

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/knowledge"
)

// RuleCoding marks evidence that belongs to its analyst's own coding: it is
// pooled with that of others and does not enter the common verdict.
const RuleCoding = "coding"

// Act is who changes something, when and why. Nothing is changed without a
// reason.
type Act struct {
	By     string
	At     time.Time
	Reason string
	Known  time.Time // as of when what the machine proposes is looked at; zero is At
}

func (a Act) check() error {
	if a.By == "" || a.At.IsZero() || strings.TrimSpace(a.Reason) == "" {
		return &credence.InputError{Name: "change", Reason: "needs who makes it, when, and a reason"}
	}
	return nil
}

// Listed is an item of evidence with what was decided on it, the last last.
type Listed struct {
	credence.Evidence
	Recorded  bool             `json:"recorded"` // false: proposed just now and not kept
	Decisions []store.Decision `json:"decisions,omitempty"`
}

// Evidence lists what bears on a claim as of a time: what was recorded, in the
// order of recording, with what was decided on it, then what the machine
// proposes.
func (w *Workbench) Evidence(ctx context.Context, claim string, at AsOf) ([]Listed, error) {
	f, err := w.open(ctx, claim, at)
	if err != nil {
		return nil, err
	}
	return w.list(ctx, f, w.input(f, at, knowledge.Test(f.question(at))).Evidence, at)
}

// list gives what was recorded in a file, and of what was judged the rest.
func (w *Workbench) list(ctx context.Context, f *file, judged []credence.Evidence, at AsOf) ([]Listed, error) {
	decided, err := w.DB.DecisionsOn(ctx, f.items, store.AsOf{Known: at.Known, Recorded: at.Recorded})
	if err != nil {
		return nil, err
	}
	out := make([]Listed, 0, len(f.items))
	for _, e := range f.items {
		out = append(out, Listed{e, true, decided[e.ID]})
	}
	for _, e := range judged {
		if e.RecordedAt.IsZero() {
			out = append(out, Listed{Evidence: e})
		}
	}
	return out, nil
}

// AddEvidence records an answer that a person gives to a question about a
// claim, as accepted by that person. Where it names a passage, the voice, the
// outlet and the time it was known are those of its document unless they are
// given. With aboutIncident it answers for every claim of the incident.
func (w *Workbench) AddEvidence(ctx context.Context, claim string, e credence.Evidence, aboutIncident bool, act Act) (credence.Evidence, error) {
	if err := act.check(); err != nil {
		return e, err
	}
	c, err := w.claim(ctx, claim)
	if err != nil {
		return e, err
	}
	if e.Claim = c.ID; aboutIncident {
		e.Claim, e.Incident = "", c.Incident
	}
	if err := w.fillFromQuotes(ctx, &e); err != nil {
		return e, err
	}
	e.Status, e.By, e.Note, e.RecordedAt = credence.Accepted, act.By, act.Reason, act.At
	switch {
	case e.KnownAt.IsZero():
		return e, &credence.InputError{Name: e.Code, Reason: "say when this could be known, or point at a passage of a dated document"}
	case e.Origin == "":
		return e, &credence.InputError{Name: e.Code, Reason: "say whose voice this is, or point at a passage"}
	}
	if err := w.checkAnswer(&e); err != nil {
		return e, err
	}
	e.ID = e.Identify()
	if _, err = w.DB.AddEvidence(ctx, []credence.Evidence{e}, act.At); err != nil {
		return e, err
	}
	return e, w.judged(ctx, claim, act)
}

// checkAnswer reports what is wrong with an answer, and which answers there
// are.
func (w *Workbench) checkAnswer(e *credence.Evidence) error {
	code := w.Tables.Codes.Code(e.Code)
	if code != nil && code.Value(e.Value) == nil {
		var values []string
		for _, v := range code.Values {
			values = append(values, v.Value)
		}
		return &credence.InputError{Name: e.Code, Reason: fmt.Sprintf("has no answer %q; want one of %s", e.Value, strings.Join(values, ", "))}
	}
	named := *e
	named.ID = credence.EvidenceID(e.Code)
	return w.Tables.Check(&named)
}

// fillFromQuotes gives the quotes their words, and the item what the document
// of the first one tells.
func (w *Workbench) fillFromQuotes(ctx context.Context, e *credence.Evidence) error {
	for i := range e.Quotes {
		q := &e.Quotes[i]
		id, err := w.DB.Resolve(ctx, string(q.Document))
		if err != nil {
			return err
		}
		d, err := w.DB.Document(ctx, credence.DocumentID(id))
		if err != nil {
			return err
		}
		if q.Document = d.ID; q.Span != (credence.Span{}) {
			if q.Start < 0 || q.End > len(d.Text) || q.Start >= q.End {
				return &credence.InputError{Name: id, Reason: fmt.Sprintf("has %d bytes; no passage is at %d-%d", len(d.Text), q.Start, q.End)}
			}
			q.Text = q.Of(d.Text)
		}
		if i > 0 {
			continue
		}
		if e.KnownAt.IsZero() {
			e.KnownAt = d.Published.To
		}
		e.Outlet = cmp.Or(e.Outlet, d.Outlet)
		if e.Origin == "" {
			origins, err := w.DB.Origins(ctx, []credence.DocumentID{d.ID})
			if err != nil {
				return err
			}
			e.Origin = origins[d.ID].ID
		}
	}
	return nil
}

// Decide accepts or rejects an item of evidence about a claim, named by the
// beginning of its identifier. What the machine proposed is recorded first.
func (w *Workbench) Decide(ctx context.Context, claim, item string, status credence.Status, act Act) (store.Decision, error) {
	e, err := w.recorded(ctx, claim, item, act)
	if err != nil {
		return store.Decision{}, err
	}
	return w.decide(ctx, claim, store.Decision{Evidence: e.ID, Status: status}, nil, act)
}

// decide records a decision on an item about a claim and tells of it.
func (w *Workbench) decide(ctx context.Context, claim string, d store.Decision, replacement *credence.Evidence, act Act) (store.Decision, error) {
	d.By, d.At, d.Note = act.By, act.At, act.Reason
	d, err := w.DB.Decide(ctx, d, replacement)
	if err != nil {
		return d, err
	}
	return d, w.judged(ctx, claim, act)
}

// judged tells that a person changed what the verdict on a claim rests on.
func (w *Workbench) judged(ctx context.Context, claim string, act Act) error {
	c, err := w.claim(ctx, claim)
	if err != nil {
		return err
	}
	return w.tell(ctx, Change{Kind: ChangeJudgement, At: act.At, By: act.By, Claim: c.ID, Text: act.Reason})
}

// Correct puts another answer in place of an item: change is applied to a copy
// of it, which is accepted, and the item itself is rejected.
func (w *Workbench) Correct(ctx context.Context, claim, item string, change func(*credence.Evidence), act Act) (store.Decision, error) {
	e, err := w.recorded(ctx, claim, item, act)
	if err != nil {
		return store.Decision{}, err
	}
	correction := e
	change(&correction)
	if correction.Value == e.Value && correction.Grade == e.Grade && correction.KnownAt.Equal(e.KnownAt) && correction.Origin == e.Origin {
		return store.Decision{}, &credence.InputError{Name: string(e.ID), Reason: "the correction says the same"}
	}
	correction.Status, correction.By, correction.Note, correction.RecordedAt = credence.Accepted, act.By, act.Reason, act.At
	correction.Supersedes = append(slices.Clone(e.Supersedes), e.ID)
	if err := w.checkAnswer(&correction); err != nil {
		return store.Decision{}, err
	}
	correction.ID = correction.Identify()
	return w.decide(ctx, claim, store.Decision{Evidence: e.ID}, &correction, act)
}

// recorded finds an item among the evidence on a claim and records it if it
// is so far only proposed.
func (w *Workbench) recorded(ctx context.Context, claim, item string, act Act) (credence.Evidence, error) {
	if err := act.check(); err != nil {
		return credence.Evidence{}, err
	}
	at := AsOf{Known: act.At}
	if !act.Known.IsZero() {
		at.Known = act.Known
	}
	list, err := w.Evidence(ctx, claim, at)
	if err != nil {
		return credence.Evidence{}, err
	}
	l, err := pick(list, item)
	if err != nil || l.Recorded {
		return l.Evidence, err
	}
	if l.Claim == "" { // the machine proposes it for the incident at hand
		c, err := w.claim(ctx, claim)
		if err != nil {
			return l.Evidence, err
		}
		l.Incident = c.Incident
	}
	_, err = w.DB.AddEvidence(ctx, []credence.Evidence{l.Evidence}, act.At)
	return l.Evidence, err
}

func pick(list []Listed, item string) (Listed, error) {
	var found []Listed
	for _, l := range list {
		if string(l.ID) == item {
			return l, nil
		}
		if strings.HasPrefix(string(l.ID), item) {
			found = append(found, l)
		}
	}
	switch len(found) {
	case 0:
		return Listed{}, fmt.Errorf("evidence %s: %w", item, credence.ErrNotFound)
	case 1:
		return found[0], nil
	}
	return Listed{}, &credence.InputError{Name: item, Reason: fmt.Sprintf("%d items begin so", len(found))}
}

// Undo takes back the last change of an item by another entry: a decision
// gives way to what stood before it, an added item is rejected, a correction
// gives way to the item it stood for. To undo twice is to do it again.
func (w *Workbench) Undo(ctx context.Context, claim, item string, act Act) (store.Decision, error) {
	e, err := w.recorded(ctx, claim, item, act)
	if err != nil {
		return store.Decision{}, err
	}
	decided, err := w.DB.Decisions(ctx, e.ID, store.AsOf{})
	if err != nil {
		return store.Decision{}, err
	}
	if old, err := w.corrected(ctx, &e, decided); err != nil {
		return store.Decision{}, err
	} else if old != "" {
		return w.Undo(ctx, claim, string(old), act)
	}
	back := store.Decision{Evidence: e.ID, Status: before(&e, decided)}
	if n := len(decided); n > 0 {
		if err := w.undoReplacement(ctx, decided, act); err != nil {
			return back, err
		}
		if n > 1 {
			back.Replacement = decided[n-2].Replacement // what stands in its place again
		}
	}
	return w.decide(ctx, claim, back, nil, act)
}

// corrected gives the item that e is the correction of, unless e was decided
// on since; "" if there is none.
func (w *Workbench) corrected(ctx context.Context, e *credence.Evidence, decided []store.Decision) (credence.EvidenceID, error) {
	for _, old := range e.Supersedes {
		about, err := w.DB.Decisions(ctx, old, store.AsOf{})
		if err != nil {
			return "", err
		}
		if !slices.ContainsFunc(about, func(d store.Decision) bool { return d.Replacement == e.ID }) {
			continue
		}
		if n := len(decided); n == 0 || !decided[n-1].At.After(about[len(about)-1].At) {
			return old, nil
		}
	}
	return "", nil
}

// before is the status of an item before its last change.
func before(e *credence.Evidence, decided []store.Decision) credence.Status {
	switch n := len(decided); {
	case n > 1:
		return decided[n-2].Status
	case n == 0:
		return credence.Rejected // it was added
	case e.By == "machine":
		return credence.Proposed
	}
	return credence.Accepted
}

// undoReplacement rejects the replacement if the last decision was a
// correction, and accepts it again if the one before was.
func (w *Workbench) undoReplacement(ctx context.Context, decided []store.Decision, act Act) error {
	again := func(id credence.EvidenceID, status credence.Status) error {
		if id == "" {
			return nil
		}
		_, err := w.DB.Decide(ctx, store.Decision{Evidence: id, Status: status, By: act.By, At: act.At, Note: act.Reason}, nil)
		return err
	}
	n := len(decided)
	if err := again(decided[n-1].Replacement, credence.Rejected); err != nil || n < 2 {
		return err
	}
	return again(decided[n-2].Replacement, credence.Accepted)
}

package workbench

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/export/brief"
)

// Record is what became of the claims of a claimant. Only verdicts that were
// kept count: a record must not move because the machine reads differently.
type Record struct {
	Claimant   string        `json:"claimant"` // the entry of the register
	Name       string        `json:"name"`
	Record     assess.Record `json:"record"`
	Standing   string        `json:"standing,omitempty"` // good, mixed or poor; "" with too few settled claims
	NeverKept  int           `json:"never_kept"`         // claims held on which no verdict was kept by then
	Considered time.Time     `json:"as_of"`
}

// Record gathers the track record of a claimant, named by its entry of the
// register or one of its names, from the last verdict kept on each of its
// claims by that time.
func (w *Workbench) Record(ctx context.Context, claimant string, at AsOf) (Record, error) {
	id, name, err := w.claimant(claimant)
	if err != nil {
		return Record{}, err
	}
	return w.record(ctx, id, name, at, nil)
}

// claimant finds an entry of the register by its identifier or a name.
func (w *Workbench) claimant(s string) (id, name string, err error) {
	if a, err := w.Stages.Actors.Actor(s); err == nil {
		return a.ID, a.Name, nil
	}
	for _, a := range w.Stages.Actors.All() {
		if slices.ContainsFunc(a.Names(), func(n string) bool { return sameName(n, s) }) {
			return a.ID, a.Name, nil
		}
	}
	return "", "", fmt.Errorf("claimant %s: %w in the register", s, credence.ErrNotFound)
}

// record is the record by the claims that count, all of them if that is nil.
func (w *Workbench) record(ctx context.Context, id, name string, at AsOf, counts func(*credence.Claim) bool) (Record, error) {
	out := Record{Claimant: id, Name: name, Considered: at.Known}
	judged, all, err := w.DB.JudgedClaims(ctx, id)
	if err != nil {
		return out, fmt.Errorf("record of %s: %w", id, err)
	}
	var past []assess.PastClaim
	for i := range judged {
		if counts != nil && !counts(&judged[i]) {
			continue
		}
		p, err := w.past(ctx, &judged[i], at)
		if errors.Is(err, credence.ErrNotFound) {
			continue
		}
		if err != nil {
			return out, fmt.Errorf("record of %s: %w", id, err)
		}
		past = append(past, p)
	}
	if counts == nil {
		out.NeverKept = all - len(past)
	}
	out.Record, out.Standing = assess.Track(past), assess.Standing(past, at.Known)
	return out, nil
}

// past is a claim with the last verdict on it, or ErrNotFound.
func (w *Workbench) past(ctx context.Context, c *credence.Claim, at AsOf) (assess.PastClaim, error) {
	verdicts, err := w.verdictsOn(ctx, c, at)
	if err != nil {
		return assess.PastClaim{}, err
	}
	if len(verdicts) == 0 {
		return assess.PastClaim{}, credence.ErrNotFound
	}
	last := verdicts[0]
	for _, v := range verdicts[1:] {
		if !v.AsOf.Before(last.AsOf) {
			last = v
		}
	}
	a, err := last.Assessment()
	if err != nil {
		return assess.PastClaim{}, err
	}
	in, err := w.DB.Incident(ctx, c.Incident)
	if err != nil && !errors.Is(err, credence.ErrNotFound) {
		return assess.PastClaim{}, err
	}
	p := assess.PastClaim{Claim: c.ID, Region: in.Place.Country, Top: a.Top, State: a.Sufficiency, Details: a.Details}
	p.At, _ = middle(a.Claim.At)
	if attack, ok := middle(in.Date); ok && !p.At.IsZero() && !p.At.Before(in.Date.From) {
		p.Attack = attack
		if p.At.Before(attack) {
			p.Attack = p.At // the same day, and no closer
		}
	}
	return p, nil
}

// middle is the middle of an interval, or the bound that is known; ok is false
// if it is not known to the day.
func middle(v credence.Interval) (t time.Time, ok bool) {
	switch {
	case v.From.IsZero():
		return v.To, false
	case v.To.IsZero():
		return v.From, false
	}
	return v.From.Add(v.To.Sub(v.From) / 2), v.To.Sub(v.From) <= 25*time.Hour
}

// addRecord shows with the verdict what became of the claims that the claimant
// made before.
func (w *Workbench) addRecord(ctx context.Context, b *brief.Brief, at AsOf) error {
	c := &b.Assessment.Claim
	if c.ClaimantID == "" {
		return nil
	}
	held, err := w.claim(ctx, string(c.ID))
	if err != nil {
		return err
	}
	made, _ := middle(c.At)
	r, err := w.record(ctx, c.ClaimantID, c.Claimant, at, func(other *credence.Claim) bool {
		t, _ := middle(other.At)
		return other.ID != held.ID && !t.IsZero() && t.Before(made)
	})
	if err != nil || r.Record.N == 0 {
		return err
	}
	b.Record = &brief.Record{Summary: r.Record.String(), Standing: r.Standing}
	for _, part := range r.Record.By {
		p := part.Record
		b.Record.Parts = append(b.Record.Parts, brief.RecordPart{
			Name: part.Name, N: p.N, Upheld: p.Upheld, Inspired: p.Inspired, Contradicted: p.Contradicted, Open: p.Open,
		})
	}
	return nil
}

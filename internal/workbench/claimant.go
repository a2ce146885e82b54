package workbench

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/lexicon"
)

// ClaimantFile is what is held about a claimant of the register as of a time.
type ClaimantFile struct {
	Actor  *lexicon.Actor // must not be changed
	Record Record
	Series []store.Series // of claims held here, then of the tables that name it
	Claims []Row          // newest first, as they stood at the time
}

// OpenClaimant gathers what is held about a claimant, named by its entry of the
// register or one of its names, as of a time.
func (w *Workbench) OpenClaimant(ctx context.Context, claimant string, at AsOf) (*ClaimantFile, error) {
	id, _, err := w.claimant(claimant)
	if err != nil {
		return nil, err
	}
	f := &ClaimantFile{}
	if f.Actor, err = w.Stages.Actors.Actor(id); err != nil {
		return nil, err
	}
	if f.Record, err = w.Record(ctx, id, at); err != nil {
		return nil, err
	}
	if f.Series, err = w.Series(ctx, id, at); err != nil {
		return nil, fmt.Errorf("claimant %s: %w", id, err)
	}
	f.Claims, err = w.rowsAt(ctx, at, func(r *Row) bool { return r.ClaimantID == id })
	return f, err
}

// rowsAt gives the rows of the desk that are wanted, as they stood at a time.
func (w *Workbench) rowsAt(ctx context.Context, at AsOf, wanted func(*Row) bool) ([]Row, error) {
	desk, err := w.Desk(ctx)
	var out []Row
	for i := range desk {
		if !wanted(&desk[i]) {
			continue
		}
		if r, ok := desk[i].at(at.Known); ok {
			out = append(out, r)
		}
	}
	return out, err
}

// at is the row as of a time; a zero time is now.
func (s *Row) at(t time.Time) (Row, bool) {
	if t.IsZero() {
		return *s, true
	}
	return s.At(t)
}

// ClaimsOn gives the rows of the claims for an incident, as they stood at a
// time.
func (w *Workbench) ClaimsOn(ctx context.Context, f *IncidentFile, at AsOf) ([]Row, error) {
	return w.rowsAt(ctx, at, func(r *Row) bool {
		return slices.ContainsFunc(f.Claims, func(c credence.Claim) bool { return c.ID == r.Claim })
	})
}

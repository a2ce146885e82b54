package workbench

import (
	"context"
	"slices"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/export/naming"
)

// Names are the people that what is said about a claim keeps out, and those
// that it may name.
type Names struct {
	Held []string `json:"held,omitempty"`
	Open []string `json:"open,omitempty"`
}

// Gate keeps the names out.
func (n Names) Gate() naming.Gate { return naming.New(n.Held, n.Open) }

// sortNames tells the names of attackers for whom the naming gate is closed,
// and those of victims, from the names that may be printed. The claimant and
// its outlets are named, unless it is a person of whom somebody ruled
// otherwise.
func (f *file) sortNames(people []Person) Names {
	out := Names{Held: f.victims()}
	for _, p := range people {
		if p.Open {
			out.Open = append(out.Open, p.Name)
		} else if p.Status != statusUnidentified {
			out.Held = append(out.Held, p.Name)
		}
	}
	for _, n := range append([]string{f.claim.Claimant}, f.names...) {
		if !slices.ContainsFunc(out.Held, func(h string) bool { return sameName(h, n) }) {
			out.Open = append(out.Open, n)
		}
	}
	return out
}

// namesIn gives the names of a file as of a time.
func (w *Workbench) namesIn(ctx context.Context, f *file, at AsOf) (Names, error) {
	people, err := w.people(ctx, f, at)
	return f.sortNames(people), err
}

// namesNow gives the names of a claim as of now.
func (w *Workbench) namesNow(ctx context.Context, claim string) (Names, error) {
	f, err := w.open(ctx, claim, AsOf{})
	if err != nil {
		return Names{}, err
	}
	return w.namesIn(ctx, f, AsOf{})
}

// withheld is a brief without the names that are kept out. Its words for codes
// are ours and stay.
func (w *Workbench) withheld(b *brief.Brief, gate naming.Gate) (*brief.Brief, error) {
	bare := *b
	bare.Labels = brief.Labels{}
	shown, err := naming.Through(gate, bare)
	shown.Labels = b.Labels
	return &shown, err
}

// withhold takes the names that are kept out from a sheet; its address too may
// not tell one.
func (w *Workbench) withhold(s *Sheet) error {
	gate, slug := s.Names.Gate(), s.Slug
	b, err := w.withheld(s.Brief, gate)
	if err != nil {
		return err
	}
	rest := *s
	rest.Brief, rest.Names = nil, Names{}
	if rest, err = naming.Through(gate, rest); err != nil {
		return err
	}
	rest.Brief, rest.Names, rest.Slug, rest.trail = b, s.Names, slug, s.trail
	if !gate.Lets(slug) {
		rest.Slug = string(b.Assessment.Claim.ID)
	}
	*s = rest
	return nil
}

// withheldFrom is what is told of an incident without the names that are kept
// out. Rulings are given as they are but for their reasons.
func withheldFrom(f *IncidentFile, gate naming.Gate) (*IncidentFile, error) {
	bare := *f
	bare.Rulings = nil
	shown, err := naming.Through(gate, bare)
	for _, r := range f.Rulings {
		r.Reason = gate.Text(r.Reason)
		shown.Rulings = append(shown.Rulings, r)
	}
	return &shown, err
}

// Shown is the claim of the row as lists show it: without the names that are
// kept out, and without what it says as long as nobody has looked whom it
// names. The row may be nil.
func (s *Row) Shown(c *credence.Claim) credence.Claim {
	if s != nil && len(s.Steps) > 0 {
		if shown, err := naming.Through(s.Names.Gate(), *c); err == nil {
			return shown
		}
	}
	out := *c
	out.Wording, out.Quotes, out.Details = "", []credence.Quote{}, []credence.Detail{}
	return out
}

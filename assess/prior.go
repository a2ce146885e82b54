package assess

import (
	"slices"
	"time"

	"github.com/credence-project/credence"
)

// Uniform is the name of the prior set that is shown for contrast with every
// verdict and must be in every table.
const Uniform = "uniform"

// Choose gives the first prior set meant for that claimant (a register entry,
// may be ""), theatre and time of attack, and why. Where none is meant for the
// claimant, a set that stands in is taken, if one existed for that date, and
// the reason says so. It looks at nothing that bears on the outcome.
func (p *PriorTable) Choose(claimant, theatre string, attack time.Time) (*PriorSet, string) {
	if s := p.first(theatre, attack, func(r *PriorRule) bool { return len(r.Claimant) == 0 || slices.Contains(r.Claimant, claimant) }); s != nil {
		return s, s.because()
	}
	if s := p.first(theatre, attack, func(r *PriorRule) bool { return r.StandsIn }); s != nil {
		return s, s.because() + " It stands in: too few cases of this claimant are known for a set of its own."
	}
	s := p.Set(p.Default)
	return s, "no set is meant for this claimant, theatre and date"
}

// first gives the first set for that theatre and date whose rule fits.
func (p *PriorTable) first(theatre string, attack time.Time, fits func(*PriorRule) bool) *PriorSet {
	for i := range p.Sets {
		s := &p.Sets[i]
		switch {
		case s.When.Theatre == "" || s.When.Theatre != theatre || !fits(&s.When):
		case !s.From.IsZero() && (attack.IsZero() || attack.Before(s.From)):
		case !s.Until.IsZero() && (attack.IsZero() || !attack.Before(s.Until)):
		default:
			return s
		}
	}
	return nil
}

// because is the reason of a set: what it is for, for attacks of which time,
// and what it rests on.
func (s *PriorSet) because() string {
	var when string
	switch from, until := s.From.Format("2 January 2006"), s.Until.Format("2 January 2006"); {
	case !s.From.IsZero() && !s.Until.IsZero():
		when = " (attacks from " + from + " to before " + until + ")"
	case !s.From.IsZero():
		when = " (attacks from " + from + ")"
	}
	return s.Label + when + ": " + s.Basis
}

func (in *Input) prior(t *Tables) (*PriorSet, string, error) {
	if in.Prior == "" {
		s, why := t.Priors.Choose(in.Claim.ClaimantID, in.Theatre, in.Attack.From)
		if in.Why != "" {
			why = in.Why + "; " + why
		}
		return s, why, nil
	}
	s := t.Priors.Set(in.Prior)
	if s == nil {
		return nil, "", &credence.InputError{Name: "prior " + in.Prior, Reason: "no set has that name"}
	}
	why := in.Why
	if why == "" {
		why = s.because()
	}
	return s, why, nil
}

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
// may be ""), theatre and time of attack, and why. It looks at nothing that
// bears on the outcome.
func (p *PriorTable) Choose(claimant, theatre string, attack time.Time) (*PriorSet, string) {
	for i := range p.Sets {
		s := &p.Sets[i]
		switch {
		case s.When.Theatre == "" || s.When.Theatre != theatre:
		case len(s.When.Claimant) > 0 && !slices.Contains(s.When.Claimant, claimant):
		case !s.From.IsZero() && (attack.IsZero() || attack.Before(s.From)):
		case !s.Until.IsZero() && (attack.IsZero() || !attack.Before(s.Until)):
		default:
			return s, s.Label + ": " + s.Basis
		}
	}
	s := p.Set(p.Default)
	return s, "no set is meant for this claimant, theatre and date"
}

func (in *Input) prior(t *Tables) (*PriorSet, string, error) {
	if in.Prior == "" {
		s, why := t.Priors.Choose(in.Claim.ClaimantID, in.Theatre, in.Attack.From)
		return s, why, nil
	}
	s := t.Priors.Set(in.Prior)
	if s == nil {
		return nil, "", &credence.InputError{Name: "prior " + in.Prior, Reason: "no set has that name"}
	}
	why := in.Why
	if why == "" {
		why = s.Label + ": " + s.Basis
	}
	return s, why, nil
}

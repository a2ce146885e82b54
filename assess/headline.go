package assess

import (
	"strings"

	"github.com/credence-project/credence"
)

// headlineShare is the probability of an operational role from which a
// newsroom may write it, with attribution.
const headlineShare = 0.80

// headline is what the verdict permits (doc/method.md, section 3.3).
func (c *court) headline(state credence.Sufficiency) credence.Permission {
	name := "open"
	unsettled := state == credence.Open || state == credence.Insufficient
	switch top := credence.Hypotheses[leading(c.p)]; {
	case c.answered("C08", "retracted_or_denied") && (unsettled || c.claimOnly()):
		name = "withdrawn"
	case c.claimOnly():
		name = "claim only"
	case unsettled:
	case top == credence.H4:
		name = "inspired"
	case top == credence.H3:
		name = "declared"
	case top == credence.H1 || top == credence.H2:
		if c.p[0]+c.p[1] >= headlineShare && c.official() {
			name = "operational"
		}
	default:
		name = "false"
	}
	return c.t.Ladder.permission(name, c.in.Claim.Claimant)
}

// permission fills the name of the claimant into the row of the table.
func (l *LadderTable) permission(state, claimant string) credence.Permission {
	if claimant == "" {
		claimant = "the claimant"
	}
	for _, h := range l.Headlines {
		if h.State != state {
			continue
		}
		out := credence.Permission{State: state, Allowed: nameIn(h.Allowed, claimant)}
		for _, b := range h.Blocked {
			out.Blocked = append(out.Blocked, nameIn(b, claimant))
		}
		return out
	}
	return credence.Permission{State: state}
}

// nameIn puts the claimant in the place of the X of a template.
func nameIn(template, claimant string) string {
	words := strings.Split(template, " ")
	for i, w := range words {
		if bare := strings.TrimRight(w, ",;"); bare == "X" {
			words[i] = claimant + w[1:]
		}
	}
	return strings.Join(words, " ")
}

// official reports whether an item outside the claim rests on an authority,
// or on media that somebody other than the claimant verified.
func (c *court) official() bool {
	for i := range c.items {
		s := &c.items[i]
		switch s.evidence.Authority {
		case credence.AuthorityCourt, credence.AuthorityInquiry, credence.AuthorityProsecutor, credence.AuthorityPolice,
			credence.AuthorityForensic, credence.AuthorityIntelligence, credence.AuthorityGovernment, credence.AuthorityOfficial:
			if outside(s) && s.class != ClassAttack && s.db[leading(c.p)] == 0 {
				return true
			}
		}
		if s.class == ClassExclusive && s.evidence.Authority != credence.AuthorityClaimant {
			return true
		}
	}
	return false
}

// MayName reports whether the naming gate is open for a person of that
// status: by default the dead and the convicted only.
func (t *Tables) MayName(status string) bool { return t.Ladder.Naming[status] }

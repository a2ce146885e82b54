package assess

import (
	"fmt"

	"github.com/credence-project/credence"
)

// The warnings that go with a verdict.
const (
	// FlagGuidance: claimant-held recordings of the attacker, contact, or a
	// sizeable share of H2 leave remote guidance open.
	FlagGuidance = "remote guidance cannot be excluded"
	// FlagPossibleH2: the attacker declared for the claimant during the act, and
	// nobody has answered whether there was contact.
	FlagPossibleH2 = "possible H2: the attacker declared for the claimant, and contact has not been looked into"
	// FlagConflict: two uncapped clusters oppose each other.
	FlagConflict = "uncapped evidence is in conflict"
	// FlagFewCases: the priors are wider for such claimants.
	FlagFewCases = "the priors rest on few cases of claimants such as this one and are widened"
	// FlagClaimOnly: nothing from outside the claim.
	FlagClaimOnly = "rests on the claim alone: unverified"
)

// Guidance has to be mentioned from this probability of H2, or this upper end
// of its interval while contacts have not been looked into.
const (
	guidanceShare = 0.05
	guidanceReach = 0.10
)

func (c *court) flags(state credence.Sufficiency, rungs []credence.Rung) []string {
	var out []string
	if c.claimOnly() {
		out = append(out, FlagClaimOnly)
	}
	if c.guidanceOpen(state, rungs) {
		out = append(out, FlagGuidance)
	}
	if c.answered("A02", "documented") && !c.asked("A04") && !c.asked("A05") && !c.final() {
		out = append(out, FlagPossibleH2)
	}
	if c.conflict() {
		out = append(out, FlagConflict)
	}
	if c.priorNoise() > c.t.Rules.Noise.Prior {
		out = append(out, FlagFewCases)
	}
	if n := c.proposals(); n > 0 && n < len(c.items) {
		out = append(out, fmt.Sprintf("%d of %d answers are proposals that no person has accepted", n, len(c.items)))
	}
	return out
}

// claimOnly reports whether everything scored comes from the claim.
func (c *court) claimOnly() bool {
	for i := range c.items {
		if outside(&c.items[i]) {
			return false
		}
	}
	return true
}

// guidanceOpen reports whether a reader has to be told that the attacker may
// have been guided from afar (doc/method.md, section 5.7): text cannot tell
// guided from connected, and contacts surface late. It is so with a recording
// that the claimant held, with contact found, with a sizeable share of H2, with
// direction in the lead and no support shown, and while nobody has reported on contacts and the interval of H2 reaches far.
func (c *court) guidanceOpen(state credence.Sufficiency, rungs []credence.Rung) bool {
	guided := rungs[index(credence.H2)]
	if state == credence.Established || leading(c.p) == index(credence.H2) {
		return false
	}
	if c.answered("P03", "authentic") || c.answered("A04", "confirmed") || guided.P >= guidanceShare {
		return true
	}
	// Support is what tells direction from guidance.
	if leading(c.p) == index(credence.H1) && !c.answered("A06", "confirmed") && !c.answered("A07", "confirmed") {
		return true
	}
	reach := guidanceReach
	if state != credence.Likely { // there is not enough to say anything, so not enough to exclude it either
		reach = guidanceShare
	}
	return guided.Hi >= reach && !c.asked("A04") && !c.asked("A05")
}

func (c *court) proposals() int {
	n := 0
	for i := range c.items {
		if c.items[i].evidence.Status != credence.Accepted {
			n++
		}
	}
	return n
}

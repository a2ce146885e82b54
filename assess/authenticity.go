package assess

import (
	"github.com/credence-project/credence"
)

// authenticity answers whether the claim is the claimant's (axis A) from the
// channel (C01), the provenance checks (C02), a later denial (C08) and the
// tier of the claim. The newest standing answer to each counts.
func (c *court) authenticity() credence.Authenticity {
	answer := make(map[string]string)
	for i := range c.standing { // in the order of time
		e := &c.standing[i]
		switch e.Code {
		case "C01", "C02", "C08":
			answer[e.Code] = e.Value
		}
	}
	switch {
	case answer["C02"] == "shown_fabricated":
		return credence.Fabricated
	case c.in.Claim.ID == "" && answer["C01"] == "":
		return credence.NoClaimHeld
	}
	a := channelAuthenticity(answer["C01"], c.in.Claim.Tier)
	// The claimant's own denial does not show who spoke.
	if answer["C08"] == "retracted_or_denied" && a != credence.VerifiedOfficial {
		return credence.AuthenticityOpen
	}
	// A channel that was not checked vouches for nobody.
	if answer["C02"] == "unverifiable" && (a == credence.VerifiedOfficial || a == credence.AuxiliaryChannel) {
		return credence.AuthenticityOpen
	}
	return a
}

func channelAuthenticity(channel string, tier credence.Tier) credence.Authenticity {
	switch channel {
	case "codeword_verified", "official_central":
		return credence.VerifiedOfficial
	case "auxiliary_agency":
		return credence.AuxiliaryChannel
	case "supporter_channel":
		return credence.SupporterChannel
	case "anonymous_contact":
		return credence.AuthenticityOpen
	}
	switch tier {
	case credence.TierCodeword, credence.TierOfficial:
		return credence.VerifiedOfficial
	case credence.TierAuxiliary:
		return credence.AuxiliaryChannel
	case credence.TierSupporter:
		return credence.SupporterChannel
	}
	return credence.AuthenticityOpen
}

package casebook_test

import (
	"errors"
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/lexicon"
)

func TestEmbedded(t *testing.T) {
	c, err := casebook.Embedded("london-westminster-2017")
	if err != nil {
		t.Fatal(err)
	}
	if s := c.Subject(); s.Claimant != "Islamic State" || s.Tier != credence.TierAuxiliary || len(s.Details) == 0 {
		t.Errorf("subject = %+v", s)
	}
	seen := make(map[credence.DocumentID]bool)
	for _, d := range c.Documents() {
		if seen[d.ID] {
			t.Errorf("document %s twice", d.ID)
		}
		seen[d.ID] = true
	}
	if _, err := casebook.Embedded("no-such-case"); !errors.Is(err, credence.ErrNotFound) {
		t.Errorf("unknown case: %v, want ErrNotFound", err)
	}
}

// Whatever names a claimant by an identifier means an entry of the register,
// and one group, not the family that a case is counted under.
func TestSubjectRegistered(t *testing.T) {
	named := map[string]string{}
	for _, id := range casebook.Cases() {
		c, err := casebook.Embedded(id)
		if err != nil {
			t.Fatal(err)
		}
		s := c.Subject()
		if _, err := lexicon.Actors().Actor(s.ClaimantID); s.ClaimantID != "" && err != nil {
			t.Errorf("%s: claimant %q: %v", id, s.ClaimantID, err)
		}
		if s.ClaimantID != "" {
			named[s.Claimant] = s.ClaimantID
		}
	}
	for claimant, want := range map[string]string{
		"Islamic State": "islamic-state", "ELN": "eln-colombia", "Al-Qaeda in the Arabian Peninsula": "aqap",
		"armed separatists in Donetsk": "", "Abu Hafs al-Masri Brigades": "", // no single group; a name unheard of
	} {
		if got := named[claimant]; got != want {
			t.Errorf("%s is %q of the register, want %q", claimant, got, want)
		}
	}
}

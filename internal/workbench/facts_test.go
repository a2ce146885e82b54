package workbench

import (
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/knowledge"
)

// The type that the machine read off the reports contradicts no claim.
func TestFactsOfADerivedIncident(t *testing.T) {
	claim := credence.Claim{Claimant: "Front of the North", Details: []credence.Detail{{Slot: credence.SlotWeapon, Value: "knife", Stated: true, Checkable: true}}}
	for title, want := range map[string]credence.Outcome{"": credence.Unresolved, "Bombing of the mill": credence.Contradicted} {
		in := credence.Incident{Title: title, Type: "bombing"}
		if got := knowledge.Test(knowledge.Question{Claim: claim, Facts: facts(&in)})[0]; got.Later != want {
			t.Errorf("incident titled %q: %s (%s), want %s", title, got.Later, got.Reason, want)
		}
	}
}

package knowledge_test

import (
	"fmt"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/knowledge"
)

func ExampleTest() {
	attack := time.Date(1996, 3, 4, 9, 0, 0, 0, time.UTC)
	at := func(hours int) credence.Interval {
		return credence.At(attack.Add(time.Duration(hours)*time.Hour), "feed")
	}
	tests := knowledge.Test(knowledge.Question{
		Claim: credence.Claim{
			Claimant: "Front of the North", At: at(30),
			Details: []credence.Detail{
				{ID: "t-1", Slot: credence.SlotPlace, Value: "the railway bridge at Orly", Stated: true, Checkable: true},
				{ID: "t-2", Slot: credence.SlotVehicle, Value: "a red lorry", Stated: true, Checkable: true},
			},
		},
		Facts: knowledge.Facts{Date: credence.At(attack, "stated")},
		Reports: []knowledge.Report{
			{Document: credence.Document{ID: "d-1", Outlet: "Courier", Published: at(2), Text: "A bomb went off under the railway bridge at Orly."}},
			{Document: credence.Document{ID: "d-2", Outlet: "Echo", Published: at(60), Text: "Police said that the bomb had been in a red lorry."}},
		},
	})
	for _, t := range tests {
		fmt.Println(t.Detail.Value+":", t.PublicBefore, t.Later)
		fmt.Println(" ", t.Reason)
	}
	// Output:
	// the railway bridge at Orly: yes confirmed
	//   Public before the claim: Courier said so on 4 March 1996 at 11:00Z; confirmed by Courier, which does not go back to the claim.
	// a red lorry: no confirmed
	//   Not public before the claim in the 1 report held from before it; confirmed by Echo, which does not go back to the claim.
}

package knowledge

import (
	_ "embed" // the data file
	"encoding/json"
	"sync"

	"github.com/credence-project/credence"
)

//go:embed data/tolerances.json
var tolerancesFile []byte

// Tolerance says how close two values of a slot must be to count as the same.
type Tolerance struct {
	States float64 `json:"states"` // share of the words that says the same
	Near   float64 `json:"near"`   // share that is a near miss
	Ratio  float64 `json:"ratio"`  // between two figures

	Minutes int `json:"minutes"` // between two times of day
}

var tolerances = sync.OnceValue(func() (t struct {
	Version string
	Default Tolerance
	Slots   map[credence.Slot]Tolerance
}) {
	if err := json.Unmarshal(tolerancesFile, &t); err != nil {
		panic("knowledge: tolerances.json: " + err.Error()) // an embedded file; a test reads it
	}
	return t
})

// tolerance is what holds for a slot.
func tolerance(s credence.Slot) Tolerance {
	all := tolerances()
	t, ok := all.Slots[s]
	if !ok {
		return all.Default
	}
	if t.States == 0 {
		t.States, t.Near = all.Default.States, all.Default.Near
	}
	return t
}

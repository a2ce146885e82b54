package workbench

import (
	"bytes"
	"testing"

	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

const (
	leadingHalf = `At least three people were killed on Monday when a bomb exploded outside a police station in Baghdad, police said.

The Islamic State group claimed responsibility for the attack in a statement on its Amaq news agency.

Ambulances took the wounded to two hospitals on the east bank, where doctors asked people to give blood before the night.

A shopkeeper whose windows were broken said that a white minibus had stood by the gate since the early morning.`
	trailingHalf = `Residents of the district swept up glass while soldiers kept cars away from the gate where the bomb exploded on Monday.

The governor promised that the police station in Baghdad would open again within a week and that new walls would be built.

It was the second explosion in the street since the spring; nobody was held for the first, in which a guard lost a leg.

Schools nearby stay closed until Thursday, and the bus lines that turn in front of the station take another way.`
)

// Two reports that only a later, longer one shows to be parts of one story are
// two voices as of the day before it came out.
func TestVoicesAreThoseOfTheDay(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		w := bench(t, db)
		take(t, w, noon, report("herald", "2019-04-01T15:00Z", leadingHalf), report("times", "2019-04-01T17:00Z", trailingHalf))
		id := string(claimed(t, w, "islamic-state").ID)
		before := AsOf{Known: noon.AddDate(0, -1, 1)} // 2 April
		first := printed(t, w, id, before)
		take(t, w, noon, report("digest", "2019-04-03T09:00Z", leadingHalf+"\n\n"+trailingHalf))
		if after := printed(t, w, id, before); !bytes.Equal(first, after) {
			t.Errorf("the later story changed the voices of the day before:\n%s", firstDifference(first, after))
		}
		b, err := w.Assess(t.Context(), id, AsOf{Known: noon})
		if err != nil {
			t.Fatal(err)
		}
		voices := map[string]bool{}
		for _, o := range b.Origins {
			voices[string(o.ID)] = true
		}
		if len(b.Origins) < 3 || len(voices) > 1 {
			t.Errorf("%d documents of %d voices; the test tests nothing", len(b.Origins), len(voices))
		}
	})
}

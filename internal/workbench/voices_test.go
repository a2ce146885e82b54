package workbench

import (
	"bytes"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
	"github.com/credence-project/credence/syndication"
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

// A ruling on two documents holds whatever time is looked back to, as far as it
// was recorded by then.
func TestVoicesFollowRulings(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		w := bench(t, db)
		herald, times := report("herald", "2019-04-01T15:00Z", leadingHalf), report("times", "2019-04-01T17:00Z", leadingHalf)
		take(t, w, noon, herald, times, report("digest", "2019-04-03T09:00Z", leadingHalf+"\n\n"+trailingHalf))
		id := string(claimed(t, w, "islamic-state").ID)
		rule := func(r store.Ruling, hours int) store.Ruling {
			r.What, r.Subjects = string(syndication.NotSame), []string{string(herald.ID), string(times.ID)}
			r.By, r.Reason, r.At = "ann", "each wrote its own", noon.Add(time.Duration(hours)*time.Hour)
			r, err := w.Stages.Rule(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		apart := rule(store.Ruling{}, 1)
		rule(store.Ruling{Undoes: apart.ID}, 3)
		second := noon.AddDate(0, -1, 1) // 2 April, before the digest
		for _, c := range []struct {
			name string
			at   AsOf
			want int
		}{
			{"before the ruling", AsOf{Known: second, Recorded: noon}, 1},
			{"after the ruling", AsOf{Known: second, Recorded: noon.Add(2 * time.Hour)}, 2},
			{"after it was undone", AsOf{Known: second, Recorded: noon.Add(4 * time.Hour)}, 1},
			{"now", AsOf{Known: noon}, 1},
		} {
			if got := len(originsOf(t, w, id, c.at)); got != c.want {
				t.Errorf("%s: %d voices, want %d", c.name, got, c.want)
			}
		}
	})
}

// A copy that came later and credits an agency does not tell on the day before
// whose text it was.
func TestVoicesWithoutLaterCredits(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		w := bench(t, db)
		take(t, w, noon, report("herald", "2019-04-01T15:00Z", leadingHalf), report("digest", "2019-04-03T09:00Z", "BAGHDAD (AP) — "+leadingHalf))
		id := string(claimed(t, w, "islamic-state").ID)
		if got := originsOf(t, w, id, AsOf{Known: noon}); len(got) != 1 || !got["wire:ap"] {
			t.Errorf("origins of all: %v; the test tests nothing", got)
		}
		if got := originsOf(t, w, id, AsOf{Known: noon.AddDate(0, -1, 1)}); len(got) != 1 || got["wire:ap"] {
			t.Errorf("origins of the day before: %v", got)
		}
	})
}

// originsOf are the voices of the reports on a claim.
func originsOf(t *testing.T, w *Workbench, claim string, at AsOf) map[credence.OriginID]bool {
	t.Helper()
	b, err := w.Assess(t.Context(), claim, at)
	if err != nil {
		t.Fatal(err)
	}
	out := map[credence.OriginID]bool{}
	for _, o := range b.Origins {
		out[o.ID] = true
	}
	return out
}

package extract

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/credence-project/credence"
)

// Who was hit, and by how many, as the main incident tells. None of it
// happened.
func TestWhoWasHit(t *testing.T) {
	const claim = " The River Front claimed responsibility for the attack."
	for _, c := range []struct {
		name, text string
		want, not  []string
	}{
		{"have died and are in hospital", "Four people have died and 17 are in hospital after a bomb attack in Derby.",
			[]string{"killed 4", "injured 17", "attackers ?"}, nil},
		{"the dead of a noun for many are no attackers", "Eight people have died in a bombing in Derby.",
			[]string{"killed 8", "attackers ?"}, nil},
		{"had died and had been hurt", "The mayor said at least six people had died and eleven others had been badly hurt in the bombing in Derby.",
			[]string{"killed 6-", "injured 11", "attackers ?"}, nil},
		{"killed and others missing", "A bomb in Derby on Monday killed eight people and 15 are still missing.",
			[]string{"killed 8", "attackers ?"}, nil},
		{"men who fire", "Two masked men fired at a bus in Derby on Monday, killing five passengers.",
			[]string{"killed 5", "attackers 2"}, nil},
		{"men by whom somebody was killed", "A councillor was shot dead in Derby on Monday by three men in a van.",
			[]string{"killed 1", "attackers 3"}, nil},
		{"people who attack with arms", "Three people armed with rifles attacked a market in Derby on Monday, killing five shoppers.",
			[]string{"killed 5", "attackers 3"}, nil},
		{"one and his one", "A bomb killed a mayor and her driver in Derby on Monday.",
			[]string{"killed 2", "mayor 1 death", "driver 1 death"}, nil},
		{"one and some", "A bomb wounded a nurse and three porters in Derby on Monday.",
			[]string{"injured 4", "killed ?"}, nil},
		{"some and one", "Gunmen attacked a hotel in Derby on Monday, killing seven guests and a guard, police said.",
			[]string{"killed 8", "injured ?", "guard 1 death"}, nil},
		{"some and others", "A bomb in Derby on Monday killed nine guests and two guards and wounded a clerk.",
			[]string{"killed 11", "injured 1"}, nil},
		{"subjects together", "At least four soldiers and their driver were killed in an ambush near Derby on Monday.",
			[]string{"killed 5-"}, nil},
		{"attacker with a weapon is no target", "A man with an axe attacked a bakery in Derby on Monday; nobody was hurt.",
			[]string{"injured 0"}, []string{"man 1 injury", "man with an axe 1 injury"}},
		{"attacker in a vehicle is no target", "A woman in a white van drove into a crowd in Derby on Monday, injuring six people.",
			[]string{"injured 6"}, []string{"woman 1 injury", "woman 1 death"}},
		{"labels", "What is known of the attack in Derby\n\n- Where: a market in Derby\n- Dead: three, a man of 50 and two clerks\n- Hurt: twelve people, two of them badly\n- Weapon: a kitchen knife\n",
			[]string{"killed 3", "injured 12", "attackers ?"}, []string{"Dead 1 death"}},
		{"labels in a line", "A bomb went off at the bus station in Derby on Monday. Injured: eleven people. Killed: five.",
			[]string{"killed 5", "injured 11", "attackers ?"}, nil},
		{"marks of direction", "\u200fA bomb \u202akilled\u202c six people\u200f in Derby on Monday.",
			[]string{"six people 6 death"}, nil},
		{"class of whom the rules alone see", "The mayor said at least six soldiers had died and eleven others had been badly hurt in the bombing in Derby.",
			[]string{"killed 6-", "class active_military"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, i := reported(t, c.text+claim)
			m := &list[i]
			have := []string{"killed " + counted(m.Killed), "injured " + counted(m.Injured), "attackers " + counted(m.Attackers)}
			for _, x := range m.Targets {
				have = append(have, fmt.Sprintf("%s%s %s %s", x.Name, x.Description, counted(x.Number), x.Effect), "class "+x.Class)
			}
			for _, w := range c.want {
				if !slices.Contains(have, w) {
					t.Errorf("no %q in %s", w, strings.Join(have, ", "))
				}
			}
			for _, n := range c.not {
				if slices.Contains(have, n) {
					t.Errorf("%q in %s", n, strings.Join(have, ", "))
				}
			}
		})
	}
}

// Those for whom a building is are not hit with it.
func TestGirlsSchool(t *testing.T) {
	text := "PESHAWAR: Militants blew up a girls' school in North Waziristan on Tuesday night. No one was hurt."
	found := extractor(t).Extract(credence.Document{ID: "d-report", Text: text, Published: newsDay}).Incidents
	if len(found) != 1 || found[0].Killed.Min > 0 || len(found[0].Targets) != 1 || found[0].Targets[0].Kind != "physical" {
		t.Errorf("%+v", found)
	}
}

package extract

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// What became of whom and of what, as the main incident tells. None of it
// happened.
func TestWhatBefell(t *testing.T) {
	const claim = " The River Front claimed responsibility for the attack."
	for _, c := range []struct {
		name, text string
		want, not  []string
	}{
		{"perished", "A bomb went off in a market in Derby on Monday. Seven shoppers perished.", []string{"killed 7", "shoppers 7 death"}, nil},
		{"killed in a hospital", "An air strike killed 20 people in a hospital in Derby on Monday.", []string{"killed 20", "injured ?", "people 20 death"}, nil},
		{"bombs that killed", "Two car bombs killed 30 people and wounded 90 in Derby on Monday.", []string{"killed 30", "injured 90"}, nil},
		{"explosions that killed", "Three explosions killed at least 30 people in Derby on Monday.", []string{"killed 30-"}, nil},
		{"grenades that wounded", "Two grenades wounded eight people in Derby on Monday.", []string{"injured 8"}, nil},
		{"arms that killed one", "Four rockets killed a woman in a shop in Derby on Monday.", []string{"woman 1 death"}, nil},
		{"to death", "Three traders were hacked to death in a raid on a market in Derby on Monday.", []string{"killed 3", "traders 3 death"}, nil},
		{"lost their lives", "A bomb went off in Derby on Monday. Eleven soldiers on their way to a road-opening party lost their lives.", []string{"killed 11", "soldiers 11 death"}, nil},
		{"suffered burns", "A bomb went off on a bus in Derby on Monday. Six passengers suffered burns.", []string{"injured 6", "passengers 6 injury", "killed ?"}, nil},
		{"two who sustained injuries", "A bomb went off in Derby on Monday. The driver and a teacher sustained injuries.", []string{"injured 2"}, nil},
		{"hit in a limb", "Gunmen fired at an embassy in Derby on Monday. A policeman was hit in the arm.", []string{"injured 1", "policeman 1 injury"}, nil},
		{"fingers are no persons", "A letter bomb went off in Derby on Monday. A clerk lost two fingers.", []string{"injured 1"}, nil},
		{"kilometres are no persons", "A bomb killed five soldiers in Derby on Monday. The road on which they died is to be 56 km long.", []string{"killed 5"}, nil},
		{"shops are no persons", "A bomb went off in Derby on Monday. Eight shops burned down and 110 people were hurt.", []string{"injured 110", "shops 8 destroyed"}, nil},
		{"under treatment", "A bomb went off in Derby on Monday. Seventeen people remain under treatment.", []string{"injured 17"}, nil},
		{"in a named hospital, admitted", "A bomb went off in Derby on Monday. Eleven residents were admitted to the Prince Regent hospital.", []string{"injured 11"}, nil},
		{"passive hit", "Gunmen opened fire in Derby on Monday. Five shoppers were hit.", []string{"injured 5"}, nil},
		{"have wounds", "Raiders attacked a market in Derby on Monday. Three traders have machete wounds.", []string{"injured 3"}, nil},
		{"did not survive", "A bomb went off in a market in Derby on Monday. Ten shoppers did not survive.", []string{"killed 10"}, nil},
		{"apposition", "A bomb went off in a bar in Derby on Monday. Three guests, a Turk, a Swede and a Dane, lost their lives.", []string{"killed 3", "guests 3 death"}, nil},
		{"burned alive", "Raiders attacked a camp near Derby on Monday. Two wardens were burned alive.", []string{"killed 2"}, nil},
		{"whom a pronoun means", "Gunmen fired at the car of a retired professor in Derby on Monday. He was shot in the chest and died on the way.", []string{"killed 1", "professor 1 death"}, nil},
		{"a pronoun for an attacker", "A gunman opened fire on a bank in Derby on Monday. He was killed.", nil, []string{"gunman"}},
		{"age before a verb", "A bomb went off in Derby on Monday. A girl of nineteen bled to death.", []string{"killed 1"}, nil},
		{"who speaks of children among the dead", "A bomb killed 21 people in Derby on Monday, eleven of them children, a police spokesman said.", []string{"killed 21", "children 11 death"}, []string{"spokesman"}},
		{"age", "A bomb in Derby on Monday killed a proofreader of 58 and injured two clerks.", []string{"killed 1", "injured 2"}, nil},
		{"a party and its number are no age", "A commando of four attacked a bank in Derby on Monday, killing a guard.", []string{"killed 1", "attackers 4"}, nil},
		{"a sum goes before the one told of first", "A guard was killed in a raid on a bank in Derby on Monday. Fifteen people died in all.", []string{"killed 15"}, nil},
		{"a sum as it stands", "Blasts in Derby on Monday killed 46 people. At least 118 people have died, the mayor says now.", []string{"killed 118-"}, nil},
		{"brought to three", "The death of a nurse this morning brought to three the number of those killed by Friday's bomb in Derby.", []string{"killed 3"}, nil},
		{"number of victims", "The number of victims of the raid on a checkpoint in Derby on Monday has increased to 15.", []string{"killed 15"}, nil},
		{"some of the dead", "Fifteen people were killed in a raid in Derby on Monday. Eleven of the dead were volunteers.", []string{"killed 15", "volunteers 11 death"}, nil},
		{"sentenced to death", "A bomb killed two people in Derby on Monday. Three men had been sentenced to death there in May.", []string{"killed 2"}, nil},
		{"in a named hospital", "Gunmen raided a camp near Derby on Monday. More than 60 people are in Mercy hospital.", nil, []string{"hospital"}},
		{"word that is no person", "Gunmen opened fire in Derby on Monday. On that occasion nine people were hurt.", []string{"injured 9"}, []string{"occasion 1 injury"}},
		{"road is no target", "Four officers were killed in an ambush on the road to Derby on Monday.", []string{"killed 4"}, []string{"road 1 "}},
		{"mine under a train", "A train hit a mine near Derby on Monday and two passengers died.", []string{"train 1 ", "killed 2"}, nil},
		{"burned out", "Rebels fired a rocket near Derby on Monday, killing two policemen. Their van burned out.", []string{"van 1 destroyed"}, nil},
		{"front of a building", "A car bomb tore the front off a ministry in Derby on Monday.", []string{"ministry 1 some_damage"}, nil},
		{"door of a bank", "A charge went off at the door of a branch of a state bank in Derby on Monday, injuring a watchman.", []string{"state bank 1 some_damage"}, nil},
		{"hurt by a bomb outside", "A guard was hurt in Derby on Monday by a bomb outside a bank.", []string{"bank 1 some_damage"}, nil},
		{"pipe that is blown up", "Gunmen blew up a pipeline near Derby on Monday.", []string{"pipeline 1 some_damage"}, nil},
		{"list of the dead", "Six weavers, the driver of their van and a guide were murdered in Derby on Monday.", []string{"killed 8", "weavers 6 death", "guide 1 death"}, nil},
		{"list with clauses between", "Three employees of a charity and two nuns who worked with them were shot dead in Derby on Monday.", []string{"killed 5", "nuns 2 death"}, nil},
		{"list without a verb", "Bombs outside a bank in Derby on Monday. Two pensioners and a teller dead, 22 people wounded.", []string{"killed 3", "injured 22"}, nil},
		{"who the dead are", "Gunmen attacked a clinic in Derby on Monday. The dead are two nurses from Wales and Kent, a Dutch doctor and their driver.", []string{"killed 4", "doctor 1 death", "driver 1 death"}, nil},
		{"what is said stands first", "A bomb went off in Derby on Monday. Killed were a judge, his driver and two tourists.", []string{"killed 4", "judge 1 death"}, nil},
		{"they were", "A bomb killed 14 people in Derby on Monday. Eleven were porters and three were nurses.", []string{"killed 14", "porters 11 death", "nurses 3 death"}, nil},
		{"among the lost", "Gunmen raided a depot in Derby on Monday. Twenty people lost their lives, among them eleven guards and four loaders; 23 were injured.", []string{"killed 20", "guards 11 death", "loaders 4 death"}, nil},
		{"a fourth one", "A bomb went off in Derby on Monday. A fourth policeman died of his wounds last night.", []string{"killed 4"}, nil},
		{"toll revised", "The toll of Monday's bomb in Derby, put at nine at first, has since been revised to 12.", []string{"killed 12"}, nil},
		{"toll to at least", "Three more bodies were found in Derby on Friday, taking the toll from Monday's bomb to at least 60. A bomb had torn down a club.", []string{"killed 60-"}, nil},
		{"number killed", "Police lowered to 14 the number killed in Monday's bombing of a barracks in Derby.", []string{"killed 14"}, nil},
		{"sum of a year", "A bomb killed a constable in Derby on Monday. With this, seven guards have lost their lives to such bombs this year.", []string{"killed 1"}, []string{"guards"}},
		{"relative clause", "A man was held over the death of a grocer, who was shot dead in his shop in Derby on Monday. Gunmen had attacked him.", []string{"killed 1", "grocer 1 death"}, nil},
		{"throats", "Sixteen passengers had their throats cut by gunmen at Derby on Monday.", []string{"killed 16"}, nil},
		{"on the wards", "A bomb went off in a club in Derby on Monday. Over 70 are still on the wards.", []string{"injured 70-"}, nil},
		{"half of it", "A bomb demolished half of the bakery in Derby on Monday.", []string{"bakery 1 some_damage"}, nil},
		{"torn through", "A bomb tore through a courtroom in Derby on Monday.", []string{"courtroom 1 some_damage"}, nil},
		{"collapsed", "A bomb went off in Derby on Monday and a pizzeria collapsed.", []string{"pizzeria 1 destroyed"}, nil},
		{"what brought the bomb", "The van blew up in Derby on Monday, an hour after a call, in the bombing of a barracks.", nil, []string{"van"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, i := reported(t, c.text+claim)
			m := &list[i]
			have := []string{"killed " + counted(m.Killed), "injured " + counted(m.Injured), "attackers " + counted(m.Attackers)}
			for _, x := range m.Targets {
				have = append(have, fmt.Sprintf("%s%s %s %s", x.Name, x.Description, counted(x.Number), x.Effect))
			}
			for _, w := range c.want {
				if !slices.ContainsFunc(have, func(h string) bool { return h == w || strings.HasSuffix(h, " "+w) }) {
					t.Errorf("no %q in %s", w, strings.Join(have, ", "))
				}
			}
			for _, n := range c.not {
				if slices.ContainsFunc(have, func(h string) bool { return strings.Contains(h, n) }) {
					t.Errorf("%q in %s", n, strings.Join(have, ", "))
				}
			}
		})
	}
}

// Arms by what is done with them.
func TestArms(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"gunned down", "A broadcaster was gunned down in Derby on Monday. The River Front claimed responsibility.", "gun"},
		{"at gunpoint", "Two nurses were abducted at gunpoint in Derby on Monday. The River Front claimed responsibility.", "gun"},
		{"jumped the kerb", "A black pickup jumped the kerb in Derby on Monday and killed four walkers in an attack. The River Front claimed responsibility.", "truck"},
		{"a street is no weapon", "Arsonists burned down a showroom in Bow Street in Derby on Monday. The River Front claimed responsibility.", "fire"},
		{"what hacks", "Three clerks were hacked to death in Derby on Monday. The River Front claimed responsibility.", "cutting-device"},
		{"what cuts throats", "Raiders attacked a camp near Derby on Monday and slit the throats of six shepherds. The River Front claimed responsibility.", "knife"},
		{"vehicle that blows up", "A van blew up in Derby on Monday, killing four people. The River Front claimed responsibility.", "vehicle-bomb"},
		{"what a drone drops", "A drone dropped an explosive on a field in Derby on Monday, killing a farmer. The River Front claimed responsibility.", "drone"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, i := reported(t, c.text)
			var have []string
			for _, w := range list[i].Weapons {
				have = append(have, w.Class)
			}
			if !slices.Equal(have, []string{c.want}) {
				t.Errorf("weapons %v, want %s", have, c.want)
			}
		})
	}
}

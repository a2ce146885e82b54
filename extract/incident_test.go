package extract

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence"
)

// prose is reports in the style of today, of attacks that never happened, and
// what they must yield. All are published on Friday, 12 April 2019.
var prose = []struct {
	name, text string
	want       []string
}{
	{"suicide bombing", `A suicide bomber blew himself up at a checkpoint near the airport in Mogadishu on Thursday, killing at least seven people
and wounding 12 others, police said. Al-Shabaab said it carried out the attack.`,
		[]string{"type bombing", "date 2019-04-11", "place Mogadishu", "country SO", "killed 7-", "injured 12", "by al-shabaab claimed_or_admitted"}},
	{"car bomb", `A car bomb went off outside a bank in the centre of Bogota on Wednesday morning. Three people died and nearly thirty were
injured, the mayor's office said. The ELN has claimed responsibility for the bombing.`,
		[]string{"type bombing", "date 2019-04-10", "place Bogota", "country CO", "weapon vehicle-bomb", "killed 3", "by eln-colombia claimed_or_admitted"}},
	{"shooting", `Gunmen opened fire on worshippers leaving a mosque in Quetta late on Monday, killing nine and wounding more than 20, hospital
officials said. No group has claimed responsibility for the attack.`,
		[]string{"type attack", "date 2019-04-08", "place Quetta", "country PK", "killed 9", "injured 21-"}},
	{"stabbing", `A man with a knife attacked passers-by in a shopping street in Marseille on Tuesday, killing two women before soldiers shot
him dead. The Islamic State group said the attacker was one of its soldiers.`,
		[]string{"type attack", "date 2019-04-09", "place Marseille", "country FR", "weapon knife"}},
	{"vehicle ramming", `A van ploughed into a crowd on a bridge in Hamburg on Saturday, injuring 11 people, four of them seriously. Police said
they were treating the attack as terrorism. Nobody has claimed responsibility.`,
		[]string{"type attack", "date 2019-04-06", "place Hamburg", "country DE", "injured 11"}},
	{"kidnapping", `Armed men on motorcycles abducted 14 students from a school in Maiduguri on Sunday, witnesses said. The army accused Boko Haram
of the kidnapping.`,
		[]string{"type kidnapping", "date 2019-04-07", "place Maiduguri", "country NG", "by boko-haram suspected_or_accused_by_authorities"}},
	{"arson", `Masked attackers set fire to a refugee shelter in Dresden in the early hours of 10 April 2019. The building was badly damaged, but
nobody was hurt. A far-right group calling itself Night Watch admitted the attack in an e-mail to a newspaper.`,
		[]string{"type arson", "date 2019-04-10", "place Dresden", "country DE", "injured 0"}},
	{"assassination", `A senior judge was shot dead outside her home in Manila on Wednesday by two men on a motorcycle. The New People's Army denied
that it was responsible for the killing.`,
		[]string{"type attack", "date 2019-04-10", "place Manila", "country PH", "weapon gun"}},
	{"roadside bomb", `Four soldiers were killed when a roadside bomb hit their convoy in Helmand province on Thursday, the defence ministry said. The
Taliban claimed responsibility.`,
		[]string{"type bombing", "date 2019-04-11", "country AF", "killed 4", "by taliban claimed_or_admitted"}},
	{"rockets", `Militants fired rockets at the city of Ashkelon from the Gaza Strip on Friday. Two people were lightly wounded. Islamic Jihad
claimed responsibility for the attack.`,
		[]string{"type attack", "date 2019-04-12", "injured 2", "weapon rocket"}},
	{"grenade", `A grenade was thrown into a crowded bar in Bujumbura on Sunday night, killing three people, according to police. There has been no
claim of responsibility.`,
		[]string{"type bombing", "date 2019-04-07", "place Bujumbura", "country BI", "weapon grenade", "killed 3"}},
	{"letter bomb", `A letter bomb injured a secretary at the offices of an oil company in Athens on 9 April. The group Conspiracy of Fire Cells claimed
responsibility on the internet.`,
		[]string{"type bombing", "date 2019-04-09", "place Athens", "country GR"}},
	{"town within a region", `A bomb wrecked a pub in Londonderry on Monday night. One man died and eight were hurt. The Provisional IRA
said it had planted the bomb.`,
		[]string{"type bombing", "date 2019-04-08", "place Londonderry", "country GB", "killed 1", "injured 8"}},
	{"drone", `Drones packed with explosives struck a military base near the port of Hodeidah on Tuesday, killing six soldiers. The Houthis said they
had carried out the attack.`,
		[]string{"date 2019-04-09", "place Hodeidah", "country YE", "killed 6"}},
	{"toll that rose", `The death toll from Monday's bombing of a market in Jolo rose to 31, officials said on Thursday. Abu Sayyaf has claimed
responsibility for the blast.`,
		[]string{"type bombing", "date 2019-04-08", "place Jolo", "country PH", "killed 31"}},
}

// outline is the main incident in lines that a case may ask for.
func outline(m *credence.Mention) []string {
	out := []string{"type " + m.Type, "place " + m.Place.Name, "country " + m.Place.Country, "killed " + counted(m.Killed), "injured " + counted(m.Injured)}
	if m.Date.From == m.Date.To {
		out = append(out, "date "+m.Date.To)
	}
	for _, w := range m.Weapons {
		out = append(out, "weapon "+w.Class)
	}
	for _, p := range m.Perpetrators {
		out = append(out, "by "+p.ActorID+" "+string(p.Confidence))
	}
	return out
}

func counted(n credence.Number) string {
	switch {
	case n.IsZero():
		return "?"
	case n.Max == 0 && n.Min > 0:
		return strconv.Itoa(n.Min) + "-"
	}
	return strconv.Itoa(n.Max)
}

// newsDay is the evening of Friday, 12 April 2019.
var newsDay = credence.Interval{From: time.Date(2019, 4, 12, 18, 0, 0, 0, time.UTC), To: time.Date(2019, 4, 12, 19, 0, 0, 0, time.UTC)}

// reported gives the incidents of a report of 12 April 2019 and which of them
// is the main one.
func reported(t *testing.T, text string) ([]credence.Mention, int) {
	t.Helper()
	doc := credence.Document{ID: "d-report", Text: text, Published: newsDay}
	list := extractor(t).Extract(doc).Incidents
	i := slices.IndexFunc(list, func(m credence.Mention) bool { return m.Main })
	if i < 0 {
		t.Fatal("no incident found")
	}
	return list, i
}

func TestProse(t *testing.T) {
	for _, tt := range prose {
		t.Run(tt.name, func(t *testing.T) {
			list, i := reported(t, tt.text)
			have := outline(&list[i])
			for _, want := range tt.want {
				if !slices.Contains(have, want) {
					t.Errorf("no %q in %s", want, strings.Join(have, ", "))
				}
			}
		})
	}
}

// told is reports in the style of today that go on about one attack, or tell of
// several: how many incidents they must yield, and what the main one must say.
// None of it happened.
var told = []struct {
	name, text string
	want       int
	main       string
}{
	{"toll, claim and background of one", `A car bomb exploded at an army checkpoint near the port of Mogadishu on Thursday, killing at least nine people and wounding
more than 20, police said.

Al-Shabaab said its fighters had carried out the attack. "We targeted officers," a spokesman said on its radio.

The police commander said the bomber had tried to ram the gate before the vehicle blew up. He put the number of dead at nine.

Al-Shabaab often gives higher tolls than officials. It said 31 soldiers had been killed in the bombing.`, 1, "killed 9-"},
	{"one before", `A bomb wrecked a tram stop in Antwerp on Tuesday, killing two people, police said.

Nobody has claimed responsibility for it.

Last year gunmen killed four people in an attack on a bakery in Ghent, for which nobody was ever tried.`, 1, "killed 2"},
	{"a place first", `In Antwerp a bomb wrecked a tram stop on Tuesday, killing two people, police said. Nobody has claimed responsibility.

Ago, a paper of the left, wrote that the bombing was an attack on everybody.`, 1, "place Antwerp"},
	{"two cities", `A suicide bomber killed six people at a market in Kirkuk on Wednesday, officials said.

In a separate attack gunmen shot dead three policemen at a checkpoint in Basra on Wednesday, officials said.`, 2, "place Kirkuk"},
	{"another in the same city", `A grenade killed two people at a bus station in Nairobi on Monday, police said.

Another grenade killed a guard outside a hotel in Nairobi on Monday, police said.`, 2, "killed 2"},
}

func TestOneStoryIsOneIncident(t *testing.T) {
	for _, tt := range told {
		t.Run(tt.name, func(t *testing.T) {
			list, i := reported(t, tt.text)
			if len(list) != tt.want || !slices.Contains(outline(&list[i]), tt.main) {
				t.Errorf("%d incidents, want %d, the main one with %q", len(list), tt.want, tt.main)
				for i := range list {
					t.Log(strings.Join(outline(&list[i]), ", "))
				}
			}
		})
	}
}

func TestWeaponsDecideBetweenBombingAndAttack(t *testing.T) {
	for _, c := range []struct{ weapon, scene, want string }{
		{"knife", "attack", "attack"},
		{"rifle", "attack", "attack"},
		{"grenade", "attack", "bombing"},
		{"rocket", "attack", "bombing"},
		{"drone", "attack", "bombing"},
		{"knife", "bombing", "bombing"},
		{"", "attack", "bombing"},
	} {
		m := credence.Mention{Type: "bombing"}
		if c.weapon != "" {
			m.Weapons = []credence.Weapon{{Text: c.weapon, Class: c.weapon}}
		}
		completeType(&m, &scene{Mention: credence.Mention{Type: c.scene}})
		if m.Type != c.want {
			t.Errorf("%q in a scene of %s: %s, want %s", c.weapon, c.scene, m.Type, c.want)
		}
	}
}

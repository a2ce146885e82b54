package extract

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence"
)

// turns are reports that a hasty reading gets wrong: how many incidents each
// must yield, and what the main one must say, or behind a "!" must not. None of it happened.
var turns = []struct {
	name, text string
	count      int
	want       []string
}{
	{"the city begins the text", "City hit by bomb attack in Iraq kills ten\n\nBAGHDAD, April 12, 2019 - Police blamed rebels.", 1, []string{"country IQ"}},
	{"a judge killed on Thursday", "A bomb killed a judge in Kisumu on Thursday, officials told reporters. Nobody has claimed responsibility.", 1, []string{"date 2019-04-11", "killed 1"}},
	{"outside a court", "A car bomb killed nine people outside a court in Kisumu on Thursday, police said. Nobody has claimed responsibility.", 1, []string{"date 2019-04-11", "killed 9"}},
	{"an editor killed on Thursday", "Gunmen killed a newspaper editor in Kisumu on Thursday, police said. Nobody has claimed responsibility.", 1, []string{"date 2019-04-11"}},
	{"a funeral attacked", "Gunmen attacked a funeral in Kisumu on Thursday, killing six mourners, police said. Nobody has claimed responsibility.", 1, []string{"date 2019-04-11", "killed 6"}},
	{"an owner abducted", "Gunmen abducted a newspaper owner in Kisumu on Monday, police said. Nobody has claimed responsibility.", 1, []string{"date 2019-04-08", "type kidnapping"}},
	{"claimed in a letter on Thursday", "A bomb wrecked a bank in Kisumu on Monday, killing two. The River Front said in a letter to a newspaper on Thursday that it had planted the bomb.", 1, []string{"date 2019-04-08"}},
	{"claimed again on Thursday", "The River Front claimed the attack on the market in Kisumu again on Thursday, two days after denying it.", 1, []string{"!date 2019-04-11"}},
	{"denied on Thursday", "The River Front denied the attack in Kisumu on Thursday.", 1, []string{"!date 2019-04-11"}},
	{"responsibility for what was on Thursday", "The River Front claimed responsibility for the attack in Kisumu on Thursday.", 1, []string{"date 2019-04-11"}},
	{"claimed what was on a day of the month", "The River Front claimed the bombing of the market in Kisumu on April 4.", 1, []string{"date 2019-04-04"}},
	{"in court on Thursday", "A bomb killed two people at a bank in Kisumu on Monday. Two men appeared in court on Thursday over the attack.", 1, []string{"date 2019-04-08"}},
	{"a court sits on Thursday", "A court in Kisumu on Thursday jailed a man for life for the bombing of a bus in which six people died. Nobody has claimed responsibility for the attack.", 1, []string{"killed 6", "!date 2019-04-11"}},
	{"an oil drill site", "Gunmen attacked an oil drill site near Kisumu on Thursday, killing four guards, police said. Nobody has claimed responsibility.", 1, []string{"killed 4"}},
	{"a drill the week before", "A suicide bomber killed 12 people at a market in Kisumu on Thursday. In a drill last week police had rehearsed what to do after a bombing. The River Front claimed responsibility.", 1, []string{"killed 12", "type bombing"}},
	{"a drill an hour before", "The pilots held a drill on Monday. An hour later gunmen attacked the airport of Kisumu, killing three people. Nobody has claimed responsibility.", 1, []string{"killed 3"}},
	{"an accident on the way", "Gunmen killed five farmers near Kisumu on Thursday, police said. The men were on their way home when there was an accident on the road. Nobody has claimed responsibility for the attack.", 1, []string{"killed 5"}},
	{"a road accident beside", "A bomb killed nine people in Kisumu on Thursday. In a separate incident, two people were killed in a road accident near Nakuru. The River Front claimed responsibility for the bombing.", 1, []string{"place Kisumu", "killed 9", "said River Front"}},
	{"another's accident", "A bomb killed nine people in Kisumu on Thursday. The mayor's fall last year was an accident. Nobody has claimed responsibility for the bombing.", 1, []string{"killed 9"}},
	{"days after another attack", "Two days after a raid on Mombasa, a bomb killed 14 people in Kisumu on Thursday, police said. Nobody has claimed responsibility.", 1, []string{"date 2019-04-11", "killed 14"}},
	{"days after it", "Police on Thursday arrested two men, three days after a bomb killed 14 people in Kisumu. Nobody has claimed responsibility.", 1, []string{"date 2019-04-08", "killed 14"}},
	{"ninety days after", "Ninety days after a bomb killed 14 people in Kisumu the market opened again. Nobody has claimed responsibility for the attack.", 1, []string{"!date 2019-02-11", "killed 14"}},
	{"a death two days after", "A nurse died on Wednesday two days after a bomb exploded at a clinic in Kisumu, bringing the number of dead to five. Nobody has claimed responsibility.", 1, []string{"date 2019-04-08", "killed 5", "place Kisumu"}},
	{"a day after another", "At least 20 worshippers were killed on Thursday when a bomb exploded in a mosque in Kisumu, a day after gunmen shot dead nine villagers in Garissa. Nobody has claimed responsibility.", 2, []string{"date 2019-04-11", "killed 20-"}},
	{"and on Tuesday another", "A bomb killed two people in Kisumu on Monday, and on Tuesday gunmen shot dead a judge in Garissa. Nobody has claimed responsibility.", 2, []string{"date 2019-04-08", "killed 2"}},
	{"hackers", "Hackers shut down the computers of a hospital in Kisumu on Monday. A group called Black Tide claimed responsibility.", 1, []string{"type cyber-attack", "date 2019-04-08", "place Kisumu", "aims hospital"}},
	{"a machete is no computer", "A gang hacked a writer to death at a bus stop in Kisumu on Monday. Nobody has claimed responsibility.", 1, []string{"type attack", "killed 1"}},
	{"cables cut", "Saboteurs cut two cables of the railway in Kisumu on Monday. Nobody has claimed responsibility.", 1, []string{"type sabotage", "date 2019-04-08", "aims cables"}},
	{"killed by what it is a reply to", "A rocket hit a bus in Kisumu on Monday, injuring two people. The River Front said it had fired it in response to the killing of three of its leaders.", 1, []string{"injured 2", "killed ?"}},
	{"would have killed", "Gunmen shot dead a guard in Kisumu on Monday. A bomb that they left behind would have killed hundreds, police said. Nobody has claimed responsibility.", 1, []string{"killed 1"}},
	{"the place behind the act", "Mourners blocked a road in Nakuru on Thursday with the coffins of six miners who were shot dead near Kisumu on Monday. Nobody has claimed responsibility.", 1, []string{"place Kisumu", "killed 6"}},
	{"of them", "A bomb in a market in Kisumu on Monday killed 24 people, three of them policemen. Nobody has claimed responsibility.", 1, []string{"killed 24", "aims policemen"}},
	{"who is in a vehicle", "Gunmen ambushed a convoy carrying pilgrims near Kisumu on Monday. Nobody has claimed responsibility.", 1, []string{"aims convoy", "aims pilgrims"}},
	{"a plot", "Police said on Monday that they had foiled a plan to bomb two hotels in Kisumu. Nobody has claimed responsibility.", 1, []string{"stage threatened", "aims two hotels", "killed ?"}},
	{"a hoax", "A ferry was cleared in Kisumu on Monday when a bomb was found in its hold. It was a hoax, police said. The River Front claimed responsibility.", 1, []string{"stage threatened"}},
	{"made safe", "A rocket aimed at the embassy of Chad in Nairobi was made safe by soldiers on Monday. Nobody has claimed responsibility.", 1, []string{"stage attempted"}},
	{"nobody says who is responsible", "A cleaner was killed and three people were hurt in Kisumu on Monday by rockets fired from across the border, the governor said.", 1, []string{"killed 1", "injured 3", "weapon rocket"}},
	{"late copy in capitals", "KISUMU, KENYA - GUNMEN AMBUSHED A CONVOY OF TROOPS NEAR KISUMU ON MONDAY, KILLING FOUR SOLDIERS AND WOUNDING NINE. THE RIVER FRONT CLAIMED RESPONSIBILITY.", 1, []string{"date 2019-04-08", "killed 4", "injured 9", "aims CONVOY"}},
	{"graves on the day of the news", "Graves were dug in Kisumu on Friday for nine traders. They were killed by a bomb in the market on Tuesday, police said. Nobody has claimed responsibility.", 1, []string{"date 2019-04-09"}},
	{"the day and hour beside", "At half past two on Tuesday afternoon four men came over the wall of a school in Kisumu. Nine teachers were shot dead. Nobody has claimed responsibility.", 1, []string{"date 2019-04-09", "time 14:30", "killed 9"}},
	{"a death that brings the toll", "The death of a clerk on Friday has brought to 12 the number of people killed in Kisumu when a bomb exploded in a bank on Monday. Nobody has claimed responsibility.", 1, []string{"date 2019-04-08"}},
	{"no device", "An airliner returned to Kisumu on Monday after a caller spoke of a bomb on board. No device was found. Nobody has claimed responsibility.", 1, []string{"stage threatened"}},
	{"Tuesday of last week", "Gunmen killed two guards at a bank in Kisumu on Tuesday of last week. Nobody has claimed responsibility.", 1, []string{"date 2019-04-02"}},
	{"entries with the time", "21:45 The interior minister says five people have died in the attack.\n\n19:52 Police confirm that a bomb exploded at a tram stop in Lyon at 19:31, killing three people. Nobody has claimed responsibility.", 1, []string{"time 19:31", "!time 21:45"}},
}

// calm are texts that speak of an attack where there was none.
var calm = []struct{ name, text string }{
	{"it was a drill", "Two men with rifles ran through the bus station of Kisumu on Thursday and people fled. It was a drill, police said. Nobody claimed responsibility for an attack."},
	{"the blast was an accident", "A blast killed four people at a factory in Kisumu on Thursday. The blast was an accident, the police said. No group has claimed responsibility."},
	{"played in quotation marks", "At nine on Thursday \"terrorists\" who had \"hijacked\" the ferry of Kisumu \"killed\" six passengers. A made-up group claimed responsibility."},
	{"rescuers rehearsed", "Rescue services rehearsed the first hour after a bombing in a station of Kisumu on Thursday. There has been no claim of responsibility for any attack."},
}

func TestCalm(t *testing.T) {
	for _, tt := range calm {
		t.Run(tt.name, func(t *testing.T) {
			day := time.Date(2019, 4, 12, 18, 0, 0, 0, time.UTC)
			doc := credence.Document{ID: "d-report", Text: tt.text, Published: credence.Interval{From: day, To: day.Add(time.Hour)}}
			for _, m := range extractor(t).Extract(doc).Incidents {
				t.Error(strings.Join(outline(&m), ", "))
			}
		})
	}
}

// Who claims or is blamed for both attacks has done both.
func TestBothAttacks(t *testing.T) {
	for _, said := range []string{"The River Front claimed responsibility for both attacks.", "The River Front said it had carried out the two attacks.", "Police blamed the River Front for both.", "Police blamed the River Front for both"} {
		list, _ := reported(t, "A bomb killed two people at a bank in Kisumu on Monday. On Tuesday gunmen shot dead a judge in Garissa. "+said)
		if len(list) != 2 {
			t.Fatalf("%q: %d incidents, want 2", said, len(list))
		}
		for i := range list {
			if !slices.ContainsFunc(list[i].Perpetrators, func(p credence.Perpetrator) bool { return p.Name == "River Front" }) {
				t.Errorf("%q: %s by %v", said, list[i].Place.Name, list[i].Perpetrators)
			}
		}
	}
}

// "Both" may be of people too.
func TestBothPeople(t *testing.T) {
	list, _ := reported(t, "A bomb killed two people at a bank in Kisumu on Monday. On Tuesday gunmen shot dead a judge in Garissa. The River Front claimed the bombing in Kisumu, which wrecked the homes of both.")
	for i := range list {
		for _, p := range list[i].Perpetrators {
			if list[i].Place.Name == "Garissa" && p.Kind == "organization" {
				t.Errorf("Garissa by %s", p.Name)
			}
		}
	}
}

func TestTurns(t *testing.T) {
	for _, tt := range turns {
		t.Run(tt.name, func(t *testing.T) {
			list, i := reported(t, tt.text)
			have := append(outline(&list[i]), "time "+list[i].Date.Time)
			have = append(have, "stage "+string(list[i].Stage))
			for _, t := range list[i].Targets {
				have = append(have, "aims "+t.Description)
			}
			for _, p := range list[i].Perpetrators {
				have = append(have, "said "+p.Name)
			}
			for _, want := range tt.want {
				want, not := strings.CutPrefix(want, "!")
				if slices.Contains(have, want) == not {
					t.Errorf("%q: %t in %s", want, not, strings.Join(have, ", "))
				}
			}
			if len(list) != tt.count {
				t.Errorf("%d incidents, want %d", len(list), tt.count)
				for i := range list {
					t.Log(strings.Join(outline(&list[i]), ", "))
				}
			}
		})
	}
}

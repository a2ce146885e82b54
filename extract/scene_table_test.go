package extract

import (
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence"
)

// TestLossesAndStages reads dead, injured and stage where the text has other words
// for them than killed, wounded and foiled.
func TestLossesAndStages(t *testing.T) {
	at := time.Date(2012, 5, 9, 20, 0, 0, 0, time.UTC)
	const bomb = "LIMA - A bomb went off in a market in Lima on Tuesday. "
	for _, c := range []struct {
		name, text      string
		killed, injured credence.Number
		stage           credence.Stage
	}{
		{"lives lost", bomb + "Four people lost their lives.", people(4), credence.Number{}, ""},
		{"lives cost", "LIMA - The bombing of a market in Lima on Tuesday cost the lives of four people.", people(4), credence.Number{}, ""},
		{"bodies", bomb + "The bodies of four traders were pulled from the rubble.", people(4), credence.Number{}, ""},
		{"toll stands", bomb + "The death toll stands at four.", people(4), credence.Number{}, ""},
		{"of the victims", bomb + "Three of the victims died at the scene.", people(3), credence.Number{}, ""},
		{"the dead of a war", bomb + "The conflict has claimed 700 lives since 1980.", credence.Number{}, credence.Number{}, ""},
		{"hospital", bomb + "Four people were taken to hospital.", credence.Number{}, people(4), ""},
		{"treated", bomb + "Four people were treated for cuts.", credence.Number{}, people(4), ""},
		{"unhurt", bomb + "The traders escaped unhurt.", credence.Number{}, credence.Number{Known: true}, ""},
		{"nobody injured", bomb + "It did not injure anybody.", credence.Number{}, credence.Number{Known: true}, ""},
		{"did not explode", "LIMA - A car bomb left outside a market in Lima on Tuesday did not explode.", credence.Number{}, credence.Number{}, credence.StageAttempted},
		{"controlled explosion", "LIMA - Soldiers carried out a controlled explosion on a car bomb outside a market in Lima on Tuesday.", credence.Number{}, credence.Number{}, credence.StageAttempted},
		{"conspiracy", "LIMA - Four men were charged on Tuesday with conspiring to attack a market in Lima with bombs.", credence.Number{}, credence.Number{}, credence.StageThreatened},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := extractor(t).Extract(credence.Document{ID: "d", Text: c.text + "\n\nThe Red Path said on Wednesday that it was responsible.",
				Published: credence.Interval{From: at, To: at.Add(time.Hour)}})
			if len(out.Incidents) != 1 {
				t.Fatalf("%d incidents, want 1", len(out.Incidents))
			}
			m := &out.Incidents[0]
			if c.stage == "" {
				c.stage = credence.StageAccomplished
			}
			if shown(m.Killed) != shown(c.killed) || shown(m.Injured) != shown(c.injured) || m.Stage != c.stage {
				t.Errorf("killed %q, injured %q, %s; want %q, %q, %s", shown(m.Killed), shown(m.Injured), m.Stage, shown(c.killed), shown(c.injured), c.stage)
			}
		})
	}
}

func people(n int) credence.Number { return credence.Number{Min: n, Max: n, Known: true} }

// TestLayout reads day and place from where they stand on the page.
func TestLayout(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string // day and place of each incident
	}{
		{"table", "The month in Peru\n\nDay | Place | What happened | Dead | Injured\n\nMonday | Cusco | Car bomb at a market | 4 | 10\n\nTuesday | Tacna | Gunmen shot two policemen at a checkpoint | 2 | 0\n\n",
			[]string{"2012-03-05 Cusco 4", "2012-03-06 Tacna 2"}},
		{"rows one below the other", "The month in Peru, as the ministry counts it on its website\n\nDay | Place | What happened | Dead | Injured\nMonday | Cusco | Car bomb at a market of the old town | 4 | 10\nTuesday | Tacna | Gunmen shot two policemen at a checkpoint | 2 | 0\n\nNobody has claimed them.",
			[]string{"2012-03-05 Cusco 4", "2012-03-06 Tacna 2"}},
		{"cells with tabs between", "Peru\n\nDay\tPlace\tWhat happened\tDead\tInjured\nMonday\tCusco\tCar bomb at a market\t4\t10\nTuesday\tTacna\tGunmen shot two policemen at a checkpoint\t2\t0\n\nNobody has claimed them.",
			[]string{"2012-03-05 Cusco 4", "2012-03-06 Tacna 2"}},
		{"items", "LIMA - A round-up of the weekend:\n\n* Cusco. A car bomb went off outside a bank on Friday, killing four people.\n\n* Tacna. Gunmen shot dead two policemen on Thursday.\n\nThe Red Path said it was responsible.",
			[]string{"2012-03-09 Cusco 4", "2012-03-08 Tacna 2"}},
		{"live", "Shooting in Cusco: latest\n\n18:05 Gunmen have opened fire on a bar in Cusco.\n\n18:40 Two guests have been killed, police say.\n\n19:20 The Red Path says it was responsible.",
			[]string{"2012-03-10 Cusco 2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := time.Date(2012, 3, 10, 20, 0, 0, 0, time.UTC)
			out := extractor(t).Extract(credence.Document{ID: "d", Text: c.text, Published: credence.Interval{From: at, To: at.Add(time.Hour)}})
			var got []string
			for i := range out.Incidents {
				m := &out.Incidents[i]
				got = append(got, m.Date.From+" "+m.Place.Name+" "+shown(m.Killed))
			}
			if len(got) != len(c.want) {
				t.Fatalf("got %q, want %q", got, c.want)
			}
			for i := range got {
				if got[i] != c.want[i] {
					t.Errorf("got %q, want %q", got[i], c.want[i])
				}
			}
		})
	}
}

// What the models find lies in one cell.
func TestTargetsOfCells(t *testing.T) {
	text := "Attacks this week\n\nTarget\tPlace\tDead\tDate\tWhat happened\nPolice station\tGarissa\tthree soldiers\t8 April\tGunmen attacked\n" +
		"Teachers\tGarissa\ttwo guards\t8 April\tGrenade thrown\nBishop\tMombasa\t4 policemen\t8 April\tSet on fire\n\nNobody has claimed responsibility for the attacks."
	out := extractor(t).Extract(credence.Document{ID: "d", Text: text, Published: newsDay})
	if len(out.Incidents) == 0 {
		t.Fatal("no incident found")
	}
	for _, m := range out.Incidents {
		for _, target := range m.Targets {
			if strings.ContainsAny(target.Of(text), "\t\n") {
				t.Errorf("target %q", target.Of(text))
			}
		}
	}
}

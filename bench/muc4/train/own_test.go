package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence/extract/event"
)

// The items of our own must be marked by the rules: known types and stages,
// a day and a country for each incident, and words that stand in the text.
func TestOwnItems(t *testing.T) {
	types := []string{"ARSON", "BOMBING", "KIDNAPPING", "HIJACKING", "ROBBERY", "FORCED WORK STOPPAGE", "ATTACK"}
	stages := []string{"ACCOMPLISHED", "ATTEMPTED", "THREATENED"}
	all, err := readOwn()
	if err != nil {
		t.Fatal(err)
	}
	without := 0
	for _, l := range all {
		if len(l.Incidents) == 0 {
			without++
		}
		text := words(strings.ToUpper(l.Text))
		for _, g := range l.Incidents {
			unknown := func(list []string) func(string) bool {
				return func(v string) bool { return !slices.Contains(list, v) }
			}
			if len(g.Type) == 0 || slices.ContainsFunc(g.Type, unknown(types)) || slices.ContainsFunc(g.Stage, unknown(stages)) {
				t.Errorf("%s: type %q, stage %q", l.ID, g.Type, g.Stage)
			}
			if len(g.Dates) == 0 || len(g.Country) == 0 {
				t.Errorf("%s: days %q, countries %q", l.ID, g.Dates, g.Country)
			}
			for _, f := range g.Fillers {
				for _, s := range slices.Concat(f.Names, f.Texts) {
					if !strings.Contains(text, words(s)) {
						t.Errorf("%s: %q does not stand in the text", l.ID, s)
					}
				}
			}
		}
	}
	if len(all) < 500 || without < len(all)/4 {
		t.Errorf("%d items, %d without an incident", len(all), without)
	}
}

func TestReadItem(t *testing.T) {
	const file = `# about the format

== Villa Alta, 3 Jan 90
Villa Alta, 3 Jan 90 -- [Text] Two gunmen shot Mayor Ana Ruiz. No one was hurt by a bomb at her office.
--
incident: attack | accomplished | 2 Jan 90 / - 3 Jan 90 | Peru: Villa Alta (town) | terrorist act
by: two gunmen
name: Ana Ruiz / Ruiz = Mayor | government official | 1 | death
?incident: bombing / attack | attempted | 3 Jan 90 | Peru | -
thing: office | government office or residence | 1 | no damage

== Villa Alta, 4 Jan 90
Villa Alta, 4 Jan 90 -- The town is calm.
--
`
	got, err := ownItems(file)
	if err != nil {
		t.Fatal(err)
	}
	want := []event.Lesson{{ID: "Villa Alta, 3 Jan 90", Weight: ownWeight, Incidents: []event.Gold{{
		AllNamed: true, Type: []string{"ATTACK"}, Stage: []string{"ACCOMPLISHED"}, Category: []string{"terrorism"},
		Dates:   [][2]string{{"1990-01-02", "1990-01-02"}, {"", "1990-01-03"}},
		Country: []string{"PERU"}, Places: [][]string{{"VILLA ALTA|TOWN"}},
		Fillers: []event.GoldFiller{
			{Role: "individual", Texts: []string{"TWO GUNMEN"}},
			{Role: "person", Names: []string{"ANA RUIZ", "RUIZ"}, Texts: []string{"MAYOR"}, Class: []string{"GOVERNMENT OFFICIAL"}, Effect: []string{"DEATH"}},
		},
	}, {
		Optional: true, AllNamed: true, Type: []string{"BOMBING", "ATTACK"}, Stage: []string{"ATTEMPTED"},
		Dates: [][2]string{{"1990-01-03", "1990-01-03"}}, Country: []string{"PERU"}, Places: [][]string{nil},
		Fillers: []event.GoldFiller{{Role: "physical", Texts: []string{"OFFICE"}, Class: []string{"GOVERNMENT OFFICE OR RESIDENCE"}, Effect: []string{"NO DAMAGE"}}},
	}}}, {ID: "Villa Alta, 4 Jan 90", Weight: ownWeight}}
	for i := range got {
		if !strings.HasPrefix(got[i].Text, "Villa Alta") || strings.Contains(got[i].Text, "==") || strings.Contains(got[i].Text, "incident") {
			t.Errorf("text %q", got[i].Text)
		}
		got[i].Text = ""
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("items differ (-want +got):\n%s", diff)
	}
}

func TestMalformedItems(t *testing.T) {
	const head = "== A\nText.\n--\n"
	const incident = "incident: attack | accomplished | 2 Jan 90 | Peru | -\n"
	for name, file := range map[string]string{
		"no end of the text": "== A\nText.\n",
		"no incident":        head + "by: gunmen\n",
		"no day":             head + "incident: attack | accomplished | January | Peru | -\n",
		"no category":        head + "incident: attack | accomplished | 2 Jan 90 | Peru | crime\n",
		"no words":           head + incident + "person: - | civilian\n",
		"unknown slot":       head + incident + "victim: woman\n",
		"no slot":            head + incident + "woman\n",
		"too many fields":    head + incident + "person: woman | civilian | 1 | death | - | -\n",
	} {
		if _, err := ownItems(file); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

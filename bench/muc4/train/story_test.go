package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence/extract/event"
)

func TestTellApart(t *testing.T) {
	person := func(name string) event.Gold {
		return event.Gold{Fillers: []event.GoldFiller{{Role: "person", Names: []string{name}}}}
	}
	at := func(from, to, place string) event.Gold {
		return event.Gold{Dates: [][2]string{{from, to}}, Places: [][]string{{place}}}
	}
	lessons := []event.Lesson{
		{Text: "THE MAYOR DIED.", Incidents: []event.Gold{person("ANA RUIZ MOLINA")}},
		{Text: "A BOMB WENT OFF.", Incidents: []event.Gold{at("1990-01-02", "1990-01-02", "VILLA ALTA|TOWN")}},
		{Text: "ANOTHER, IN 1985, KILLED ANA  RUIZ MOLINA."}, // names the victim of the first
		{Text: "BOMBS AGAIN.", Incidents: []event.Gold{at("1990-01-01", "1990-01-02", "VILLA ALTA|TOWN")}},
		{Text: "THE BOMB OF VILLA ALTA.", Incidents: []event.Gold{at("1990-01-02", "1990-01-02", "VILLA ALTA|TOWN")}},
		{Text: "RUIZ IS A COMMON NAME.", Incidents: []event.Gold{person("RUIZ")}},
		{Text: "RUIZ WON THE RACE."},
	}
	tellApart(lessons)
	var got []int
	for i := range lessons {
		got = append(got, lessons[i].Story)
	}
	if diff := cmp.Diff([]int{0, 1, 0, 3, 1, 5, 6}, got); diff != "" {
		t.Errorf("stories differ (-want +got):\n%s", diff)
	}
}

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

func TestMixStories(t *testing.T) {
	stories := func(seed uint64) []int {
		lessons := []event.Lesson{{Story: 0}, {Story: 1}, {Story: 0}, {Story: 3}, {Story: 1}, {Story: 5}}
		mixStories(lessons, seed)
		var out []int
		for i := range lessons {
			out = append(out, lessons[i].Story)
		}
		return out
	}
	if diff := cmp.Diff([]int{0, 1, 0, 3, 1, 5}, stories(0)); diff != "" {
		t.Errorf("without a seed (-want +got):\n%s", diff)
	}
	a := stories(1)
	if a[0] != a[2] || a[1] != a[4] || a[0] == a[1] || a[3] == a[5] {
		t.Errorf("stories came apart or together: %v", a)
	}
	if cmp.Equal(a, stories(2)) || !cmp.Equal(a, stories(1)) {
		t.Errorf("seeds 1 and 2 give %v and %v", a, stories(2))
	}
}

package event

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
)

func TestRepeats(t *testing.T) {
	person := func(name, description string) credence.Target {
		return credence.Target{Kind: "person", Name: name, Description: description}
	}
	thing := credence.Target{Kind: "physical", Description: "TWO BANKS"}
	for _, tc := range []struct {
		name string
		a, b credence.Mention
		want bool
	}{
		{"the same name", credence.Mention{Type: "attack", Targets: []credence.Target{person("ANA RUIZ", "")}},
			credence.Mention{Type: "kidnapping", Targets: []credence.Target{person("Ana Ruiz", "mayor")}}, true},
		{"the same head in the singular", credence.Mention{Type: "bombing", Targets: []credence.Target{thing}},
			credence.Mention{Type: "bombing", Targets: []credence.Target{{Kind: "physical", Description: "BANK OF LIMA"}}}, true},
		{"another name", credence.Mention{Type: "attack", Targets: []credence.Target{person("ANA RUIZ", "")}},
			credence.Mention{Type: "attack", Targets: []credence.Target{person("JUAN PEREZ", "")}}, false},
		{"another type", credence.Mention{Type: "arson", Targets: []credence.Target{thing}}, credence.Mention{Type: "bombing", Targets: []credence.Target{thing}}, false},
		{"a third of the targets", credence.Mention{Type: "attack", Targets: []credence.Target{thing}},
			credence.Mention{Type: "attack", Targets: []credence.Target{thing, person("A B", ""), person("C D", "")}}, false},
		{"nothing to compare", credence.Mention{Type: "attack"}, credence.Mention{Type: "attack"}, false},
	} {
		if got := repeats(&tc.a, &tc.b); got != tc.want {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.want)
		}
	}
}

func TestAbsorb(t *testing.T) {
	a := credence.Mention{Targets: []credence.Target{{Kind: "person", Name: "ANA RUIZ"}}, Date: credence.DateMention{To: "1990-01-02"}}
	b := credence.Mention{
		Targets:      []credence.Target{{Kind: "person", Name: "ANA RUIZ"}, {Kind: "physical", Description: "CAR"}},
		Date:         credence.DateMention{From: "1990-01-01", To: "1990-01-01"},
		Place:        credence.PlaceMention{Name: "LIMA"},
		Weapons:      []credence.Weapon{{Text: "BOMB", Class: "bomb"}},
		Perpetrators: []credence.Perpetrator{{Kind: "organization", Name: "ELN", ActorID: "eln-colombia"}},
	}
	want := b
	absorb(&a, &b)
	if diff := cmp.Diff(want, a); diff != "" {
		t.Errorf("what was absorbed (-want +got):\n%s", diff)
	}
}

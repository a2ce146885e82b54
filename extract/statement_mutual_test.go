package extract

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// briefly gives the statements of a text, each as brief does.
func briefly(x *Extractor, text string) []string {
	var out []string
	for _, s := range x.Statements(credence.Document{Text: text}) {
		out = append(out, brief(&s))
	}
	return out
}

func TestMutualBlame(t *testing.T) {
	each := []string{"accusation Ukraine / Russia", "accusation Russia / Ukraine"}
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"each other", "A missile killed nine people at a market on Monday. Ukraine and Russia blamed each other for the strike.", each},
		{"seats", "A missile killed nine people at a market on Monday. Kyiv and Moscow traded accusations over the strike.", each},
		{"one another", "A bomb killed nine people in Marib on Monday. The Houthis and al-Qaeda accused one another of planting the bomb.",
			[]string{"accusation Houthis / al-Qaeda", "accusation al-Qaeda / Houthis"}},
		{"finger", "A bomb killed nine people on Monday. Ukraine and Russia pointed the finger at each other.", each},
		{"each of them", "A shell killed nine people on Monday. Ukraine and Russia each blamed the other for the shelling.", each},
		{"sides", "A shell killed nine people on Monday. Fighting between Ukraine and Russia has grown. Both sides blamed the other for the shelling.", each},
		{"no names", "A government and the rebels of the hills have signed. The government and the rebels blamed each other for the killing of nine people.",
			[]string{"accusation government / rebels", "accusation rebels / government"}},
		{"acronym", "A shell killed nine people on Monday. The RSF and the Sudanese army, at war since April, traded blame for the attack.",
			[]string{"accusation RSF / Sudanese army", "accusation Sudanese army / RSF"}},
		{"talks", "Ukraine and Russia blamed each other for the collapse of the talks, a week after a bombing.", nil},
		{"persons", "A bomb killed nine people on Monday. The two shopkeepers blamed each other for leaving the door open.", nil},
		{"denied", "A bomb killed nine people on Monday. Ukraine and Russia have not blamed each other for the attack.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, briefly(extractor(t), c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMutualBlameInSpanish(t *testing.T) {
	x, err := New(lang.Spanish(), lexicon.Actors())
	if err != nil {
		t.Fatal(err)
	}
	got := briefly(x, "Una bomba mató a nueve personas en el mercado el lunes. El ELN y las FARC se acusaron mutuamente del atentado.")
	if diff := cmp.Diff([]string{"accusation ELN / FARC", "accusation FARC / ELN"}, got); diff != "" {
		t.Error(diff)
	}
}

// What carries a claim and belongs to nobody is not whose claim it is.
func TestOutletsAreNoActors(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"quoted", `A bomb killed nine people in the bazaar on Monday. "We carried out this attack," the group said on Telegram.`, []string{"claim  / the group"}},
		{"statement", "A bomb killed nine people in the bazaar on Monday. A statement on Telegram claimed the attack.", []string{"claim  / A statement"}},
		{"letter", `A bomb killed nine people in the bazaar on Monday. "We carried out this attack," the group said in a post on X on Tuesday.`, []string{"claim  / the group"}},
		{"with a dot", `A bomb killed nine people in the bazaar on Monday. "We carried out this attack," the group said on Rocket.Chat.`, []string{"claim  / the group"}},
		{"with a group", "A bomb killed nine people in the bazaar on Monday. The Blue Valley Front claimed the attack on WhatsApp.", []string{"claim Blue Valley Front"}},
		{"own channel", "A bomb killed nine people in the bazaar on Monday. Amaq said an Islamic State fighter had carried out the attack.", []string{"claim Islamic State / Amaq"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, briefly(extractor(t), c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOwnMistakesInSpanish(t *testing.T) {
	x, err := New(lang.Spanish(), lexicon.Actors())
	if err != nil {
		t.Fatal(err)
	}
	got := briefly(x, "Una bomba mató a nueve personas en una escuela el lunes. El ejército reconoció que sus aviones bombardearon la escuela por error.")
	if len(got) != 1 || !strings.HasPrefix(got[0], "claim ") {
		t.Errorf("%q", got)
	}
}

func TestOwnMistakes(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"shell", "The army admitted that its shell had hit the school, killing four children on Monday.", []string{"claim army"}},
		{"forces", "Two people were killed at a checkpoint on Monday. Israel acknowledged that its forces had fired on the car by mistake.", []string{"claim Israel"}},
		{"planes", "An air strike killed twelve guests of a wedding on Monday. NATO said its planes had bombed the house in error.", []string{"claim NATO"}},
		{"one of", "A missile killed two farmers on Monday. The Ukrainian military acknowledged that one of its missiles had gone astray and hit the village.",
			[]string{"claim Ukrainian military"}},
		{"passive", "Five people died in a bus on Monday. The defence ministry conceded that the bus had been hit by its artillery.", []string{"claim defence ministry"}},
		{"regret", "Six people died in an air strike on Monday. The army apologised for the strike, calling it a mistake.", []string{"claim army"}},
		{"response", "Gunmen killed nine people on Monday. The government admitted mistakes in its response to the attack.", nil},
		{"not prevented", "Gunmen killed nine people on Monday. The army admitted that it had failed to prevent the attack.", nil},
		{"fight", "Gunmen killed nine people on Monday. The army said its troops had killed four of the attackers.", nil},
		{"setback", "Gunmen killed nine people on Monday. The army admitted that its inquiry had hit a snag.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, briefly(extractor(t), c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

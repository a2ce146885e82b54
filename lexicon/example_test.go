package lexicon_test

import (
	"fmt"
	"strings"

	"github.com/credence-project/credence/lexicon"
)

// words gives the tokens of a text that has no punctuation.
func words(text string) lexicon.Words {
	tokens := strings.Fields(text)
	return func(i int) string {
		if i < len(tokens) {
			return tokens[i]
		}
		return ""
	}
}

func ExampleRegister_Longest() {
	text := words("THE FMLN-LED ATTACK CAME AFTER AL SHABAAB CLAIMED THE BOMB IN AMAQ'S NAME")
	for i := 0; text(i) != ""; {
		m, ok := lexicon.Actors().Longest(text, i)
		if !ok {
			i++
			continue
		}
		fmt.Println(text(i), m.Tokens, m.Actors[0].Name)
		i += m.Tokens
	}
	// Output:
	// FMLN-LED 1 Farabundo Marti National Liberation Front
	// AL 2 Al-Shabaab
	// AMAQ'S 1 Islamic State
}

func ExampleRegister_Resolve() {
	for _, name := range []string{"the Marxist guerrillas of the FARC", "ELN", "Shining Path (SL)"} {
		id, ok, ambiguous := lexicon.Actors().Resolve(name, lexicon.Hints{})
		fmt.Println(id, ok, ambiguous)
	}
	id, _, _ := lexicon.Actors().Resolve("ELN", lexicon.Hints{Countries: []string{"CO"}})
	fmt.Println(id)
	// Output:
	// farc true false
	//  false true
	// shining-path true false
	// eln-colombia
}

func ExamplePlaces_Lookup() {
	p, _ := lexicon.Gazetteer().Lookup("Raqqa", lexicon.PlaceHints{})
	fmt.Println(p.Name, p.Country)
	p, _ = lexicon.Gazetteer().Lookup("SAN MIGUEL", lexicon.PlaceHints{Countries: []string{"SV"}})
	fmt.Println(p.Name, p.Division, p.Country)
	// Output:
	// Ar Raqqah SY
	// San Miguel San Miguel SV
}

func ExampleTaxonomy_Head() {
	c, _ := lexicon.HumanTargets().Head("two retired army officers")
	fmt.Println(c.ID, c.MUC)
	c, _ = lexicon.Weapons().Head("a car loaded with dynamite")
	fmt.Println(c.ID, c.MUC, lexicon.Weapons().Is(c.ID, "explosive"))
	// Output:
	// former-military FORMER ACTIVE MILITARY
	// vehicle-bomb VEHICLE BOMB true
}

package extract

import (
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// TestCalmTexts: parties, firms and teams claim, deny and accuse too, and none
// of it is about responsibility for an attack.
func TestCalmTexts(t *testing.T) {
	x, err := New(lang.English(), lexicon.Actors())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"party":  "The Labour Group claimed credit for the new bus lanes on Tuesday. The council leader denied that his party had delayed them and accused the opposition of rewriting the record. A spokeswoman said nobody had linked the two before the election.",
		"firm":   "Harbour Foods has admitted that it was behind the advertisement that annoyed its rivals last spring. The company said it had made the film itself. Its largest competitor rejected the apology and blamed the regulator for doing nothing about it.",
		"team":   "Norvale took responsibility for the defeat. The coach said the players had pledged to train harder, and denied reports that the captain had asked to leave. The federation doubted that the result would stand.",
		"museum": "The museum says the drawing is genuine. Two scholars have doubted it since spring, and the dealer who sold it denies any part in the cleaning that removed the signature. The trustees attribute the stain to a leaking pipe.",
	} {
		for _, st := range x.Extract(credence.Document{Text: text, Title: name}).Statements {
			t.Errorf("%s: %s of %q: %q", name, st.Kind, st.Actor, st.Text)
		}
	}
	text := "The Kell River Front claimed responsibility on Tuesday for the bomb that wounded two policemen in the harbour district. The army denied that a soldier had been held."
	if len(x.Extract(credence.Document{Text: text}).Statements) == 0 {
		t.Error("a text about an attack has no statement")
	}
}

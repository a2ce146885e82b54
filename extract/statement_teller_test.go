package extract

import (
	"slices"
	"strings"
	"testing"

	"github.com/credence-project/credence"
)

// TestTellers holds who is shown as making a statement: the statement, a slash
// and the name or phrase, none where the text speaks for itself.
func TestTellers(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"name in apposition", "Gunmen killed nine farmers in Odrava. A village elder, Tomas Birek, said the raiders were Red Lantern fighters.", "accusation Red Lantern fighters / Tomas Birek"},
		{"description between", "A bomb killed nine at a mosque. A commander of the Northern Shield, Omar Tel, claimed the bombing.", "claim Northern Shield / Omar Tel"},
		{"known as", "A bomb killed nine at a mosque. The commander of the Northern Shield, known as Boro Khan, claimed the bombing.", "claim Northern Shield / Boro Khan"},
		{"no apposition behind according to", "A bomb killed two guards in Bilbao. Nobody has claimed responsibility. According to the police, ETA planted the bomb.", "accusation ETA / the police"},
		{"told somebody", "The Harvest Army shot nine farmers, the teacher told the regional radio.", "accusation Harvest Army / the teacher"},
		{"pronoun", "Detectives arrested two men over the bombing that killed nine. They blamed the Harvest Army for the bombing.", "accusation Harvest Army / Detectives"},
		{"first person", `A bomb killed nine. "We know that the Harvest Army planted it," the governor said.`, "accusation Harvest Army / the governor"},
		{"through a go-between", "The Harvest Army said through a lawyer that it had planted the bomb that killed nine.", "claim Harvest Army / a lawyer"},
		{"group for itself", "The Harvest Army said it had planted the bomb that killed nine.", "claim Harvest Army"},
		{"state for itself", "The army accused Iran of the bombing that killed nine. Tehran denied involvement in the bombing.", "denial Iran / Tehran"},
		{"who swears", "Police shot the bomber dead. In a video the bomber swore allegiance to Islamic State, the prosecutor said.", "pledge Islamic State / the bomber"},
		{"much of", "A bomb killed the prime minister. Much of the opposition blamed the Harvest Army for the bombing.", "accusation Harvest Army / Much of the opposition"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := briefs(t, c.text); !slices.Contains(got, c.want) {
				t.Errorf("%q: got %q, want %q", c.text, got, c.want)
			}
		})
	}
}

// TestAlike holds statements about several who are not named in them.
func TestAlike(t *testing.T) {
	const two = "A bomb killed nine in Karachi. Jaish al-Adl claimed the bombing. So did the Baloch Liberation Army in a call to a newspaper. "
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"neither", two + "The home minister believes neither.", []string{"doubt Jaish al-Adl / The home minister", "doubt Baloch Liberation Army / The home minister"}},
		{"all the calls", two + "Detectives are treating all the calls as worthless.", []string{"doubt Jaish al-Adl / Detectives", "doubt Baloch Liberation Army / Detectives"}},
		{"listed with its preposition", "A bomb killed nine. The Red Wolves claimed the attack. Police found no link to the Red Wolves or to Ansaru.", []string{"no_link Red Wolves / Police", "no_link Ansaru / Police"}},
		{"both groups", two + "Both groups are blamed for the attacks that killed 20 soldiers in May.", []string{"accusation Jaish al-Adl", "accusation Baloch Liberation Army"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := briefs(t, c.text)
			for _, w := range c.want {
				if !slices.Contains(got, w) {
					t.Errorf("%q: got %q, want %q among them", c.text, got, w)
				}
			}
		})
	}
}

// TestPlainWording holds what any reader sees at once.
func TestPlainWording(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"never formally", "A bomb killed nine at the airport. Islamic State never formally claimed the massacre.", "no_claim Islamic State"},
		{"behind a description", "Gunmen open fire in the railway station. A group that nobody knows, the Deccan Vanguard, claims responsibility in e-mails.", "claim Deccan Vanguard"},
		{"car bombs that", "In March the Delta Avengers claimed two car bombs that broke up a conference and injured four people.", "claim Delta Avengers"},
		{"quick to say", "Two bombs killed nine. Al-Shabaab was quick to say it was behind the two car bombs.", "claim Al-Shabaab"},
		{"without a verb", "A bomb killed two students on Sunday. Still no claim of responsibility from any group.", "no_claim "},
		{"relative denial", "A bomb killed nine. A video shows two suspects swearing loyalty to Islamic State, which has not claimed the killings.", "no_claim Islamic State"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := briefs(t, c.text)
			if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, c.want) }) {
				t.Errorf("%q: got %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func briefs(t *testing.T, text string) []string {
	t.Helper()
	var out []string
	for _, s := range extractor(t).Statements(credence.Document{Text: text}) {
		out = append(out, brief(&s))
	}
	return out
}

// TestNoPledge holds that a pledge to nobody is none to the group named before.
func TestNoPledge(t *testing.T) {
	got := briefs(t, "A man stabbed nine people in a market. Islamic State claimed the attack. In the video the attacker pledged allegiance to no group, police said.")
	if slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "pledge") }) {
		t.Errorf("got %q", got)
	}
}

// TestIntention holds that what somebody means to do is no claim.
func TestIntention(t *testing.T) {
	got := briefs(t, "A strike killed a Hezbollah commander in Beirut on Friday. Hezbollah vowed to avenge the killing of its commander.")
	if slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "claim") }) {
		t.Errorf("got %q", got)
	}
}

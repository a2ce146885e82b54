package extract

import (
	"testing"

	"github.com/credence-project/credence"
)

// Whoever speaks for a state speaks of what that state did.
func TestWhoSpeaksForAState(t *testing.T) {
	const lead = "A bomb killed two soldiers in Kaspi on Monday. "
	for text, want := range map[string]string{
		"The Iranian embassy in Kaspi denied any role in the bombing.":                          "Iran",
		"The Iranian ambassador said his country had nothing to do with the attack.":            "Iran",
		"The government in Khartoum denied that its planes had bombed the village.":             "Sudan",
		"The embassy of Chad said it had not carried out the attack.":                           "Chad",
		"The River Front's spokesman in Tehran denied that the group had carried out the raid.": "River Front",
	} {
		found := false
		for _, st := range extractor(t).Statements(credence.Document{Text: lead + text}) {
			if st.Kind == credence.KindDenial {
				found = true
				if st.Actor != want {
					t.Errorf("%s: denied by %q, want %q", text, st.Actor, want)
				}
			}
		}
		if !found {
			t.Errorf("%s: no denial", text)
		}
	}
}

func TestNamesOfStates(t *testing.T) {
	s := parsed(t, "Lebanon blamed the Zionist regime for the attack.")
	if got := s.entities[s.names[len(s.names)-1].entity].name; got != "Israel" {
		t.Errorf("blamed %q", got)
	}
}

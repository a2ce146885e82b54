package extract

import (
	"testing"

	"github.com/credence-project/credence"
)

// Who says to have raided those in hiding claims no attack; who raids barracks does.
func TestRaids(t *testing.T) {
	for text, claims := range map[string]bool{
		"The Taliban said they had raided a hideout of Islamic State in Jalalabad on Monday, killing four militants.":        false,
		"The Taliban said their forces stormed a hideout of Islamic State in Jalalabad on Monday and killed four militants.": false,
		"The Taliban said they had destroyed two Islamic State hideouts in Jalalabad on Monday.":                             false,
		"Hamas said it had raided a hideout of a Salafist cell in Rafah on Monday and arrested nine men.":                    false,
		"The army said it had raided a hideout of the River Front near Kisumu on Monday, killing nine fighters.":             false,
		"The River Front said it had raided the barracks in Kisumu on Monday, killing nine soldiers.":                        true,
		"The Taliban said they had raided a police post in Jalalabad on Monday, killing four policemen.":                     true,
	} {
		found := false
		for _, st := range extractor(t).Extract(credence.Document{ID: "d", Text: text, Published: newsDay}).Statements {
			found = found || st.Kind == credence.KindClaim
		}
		if found != claims {
			t.Errorf("%q: a claim is read: %t", text, found)
		}
	}
}

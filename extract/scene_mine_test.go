package extract

import (
	"testing"

	"github.com/credence-project/credence"
)

// A mine where people dig is no weapon; one that goes off is.
func TestMine(t *testing.T) {
	for _, c := range []struct{ text, kind, weapon string }{
		{"Gunmen attacked a copper mine near Kisumu on Tuesday and killed three workers.", "attack", "gun"},
		{"Gunmen killed nine workers at a gold mine in Kisumu on Tuesday, officials said.", "attack", "gun"},
		{"Gunmen killed nine workers at the mine of Kisumu on Tuesday, officials said.", "attack", "gun"},
		{"A mine exploded under a lorry full of miners near Kisumu on Monday, killing six.", "bombing", "mine"},
		{"A lorry drove over a mine near Kisumu on Monday, killing two traders.", "bombing", "mine"},
	} {
		found := extractor(t).Extract(credence.Document{ID: "d-report", Text: c.text, Published: newsDay}).Incidents
		if len(found) != 1 || found[0].Type != c.kind || len(found[0].Weapons) != 1 || found[0].Weapons[0].Class != c.weapon {
			t.Errorf("%s: %+v", c.text, found)
		}
	}
}

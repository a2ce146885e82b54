package extract

import (
	"testing"

	"github.com/credence-project/credence"
)

// A ship that is taken lay off a place, and is what the attack was aimed at.
func TestShipTaken(t *testing.T) {
	for _, c := range []struct{ text, place, thing string }{
		{"LONDON - Pirates seized a freighter off Mombasa on Tuesday.", "Mombasa", "freighter"},
		{"LONDON - Pirates boarded and seized the tanker Stella off the coast of Oman on Tuesday.", "Oman", "tanker Stella"},
	} {
		found := extractor(t).Extract(credence.Document{ID: "d-report", Text: c.text, Published: newsDay}).Incidents
		if len(found) != 1 || found[0].Type != "hijacking" || found[0].Place.Name != c.place || len(found[0].Targets) != 1 || found[0].Targets[0].Description != c.thing {
			t.Errorf("%s: %+v", c.text, found)
		}
	}
}

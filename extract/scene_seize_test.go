package extract

import (
	"slices"
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

// Who takes a ship did it, though nobody claims it or lays the blame.
func TestShipTakers(t *testing.T) {
	for _, text := range []string{
		"Yemen's Houthi movement seized an Israeli-linked cargo ship on Sunday, and said that its crew were safe.",
		"A cargo ship was seized by the Houthis on Sunday in the southern Red Sea.",
		"Fighters of the Sea Wolves Brigade seized a ferry off Mombasa on Monday with 40 people on board.",
	} {
		found := extractor(t).Extract(credence.Document{ID: "d-report", Text: text, Published: newsDay}).Incidents
		if len(found) != 1 || !slices.ContainsFunc(found[0].Perpetrators, func(p credence.Perpetrator) bool { return p.Kind == "organization" }) {
			t.Errorf("%s: %+v", text, found)
		}
	}
}

// The town whence a text was sent has done nothing.
func TestTownIsNoPerpetrator(t *testing.T) {
	for _, text := range []string{
		"BAGHDAD, March 3 - A car bomb exploded near a police station on Sunday, killing four officers. No group claimed responsibility.",
		"MOGADISHU (Reuters) - Gunmen stormed a hotel on Thursday and killed six people.",
		"GAZA, March 3 - Fighters attacked a checkpoint on Sunday and killed two soldiers.",
	} {
		for _, m := range extractor(t).Extract(credence.Document{ID: "d-report", Text: text, Published: newsDay}).Incidents {
			if slices.ContainsFunc(m.Perpetrators, func(p credence.Perpetrator) bool { return p.Kind == "organization" }) {
				t.Errorf("%s: %+v", text, m.Perpetrators)
			}
		}
	}
}

// An attack that is only said to have killed is an incident.
func TestAttackThatKilled(t *testing.T) {
	for _, text := range []string{
		"Officials said they were investigating an attack that killed 12 people in Gao on Thursday.",
		"The Islamic State group said it was behind an attack that killed 12 people in Gao on Thursday.",
	} {
		found := extractor(t).Extract(credence.Document{ID: "d-report", Text: text, Published: newsDay}).Incidents
		if len(found) != 1 || found[0].Killed.Min != 12 || found[0].Place.Name != "Gao" {
			t.Errorf("%s: %+v", text, found)
		}
	}
}

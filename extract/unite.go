package extract

import (
	"slices"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lexicon"
)

// The models of package event learnt from wire copy that tells of many attacks
// at a time, and part the story of one where today's prose goes on about it:
// the toll, the claim, the funeral. In such prose mentions of one scene are one
// incident.

// sentenceAt gives the sentence that holds a byte of the text, or the last.
func (s *scratch) sentenceAt(at int) int {
	return int(s.text.Tokens[min(s.text.TokenAt(at), len(s.text.Tokens)-1)].Sent)
}

// agree reports whether nothing that two mentions say keeps them apart.
func agree(a, b *credence.Mention) bool {
	const plain = "attack"
	switch {
	case a.Stage != b.Stage, a.Type != b.Type && a.Type != plain && b.Type != plain:
		return false
	case a.Date.From != "" && b.Date.From != "" && (a.Date.To < b.Date.From || b.Date.To < a.Date.From):
		return false
	case a.Place.Country != "" && b.Place.Country != "" && a.Place.Country != b.Place.Country:
		return false
	}
	p, q := lexicon.Fold(a.Place.Name), lexicon.Fold(b.Place.Name)
	return p == "" || q == "" || p == q || p == lexicon.Fold(b.Place.Within) || q == lexicon.Fold(a.Place.Within)
}

// absorb adds to a mention what another of the same event says beyond it.
func absorb(m, more *credence.Mention) {
	m.Main = m.Main || more.Main
	if m.Type == "attack" {
		m.Type = more.Type
	}
	if m.Category == "" {
		m.Category = more.Category
	}
	if m.Date.From == "" && more.Date.From != "" {
		m.Date = more.Date
	}
	if m.Place.Name == "" && (more.Place.Name != "" || m.Place.Country == "") {
		m.Place = more.Place
	}
	for _, w := range more.Weapons {
		if !slices.ContainsFunc(m.Weapons, func(v credence.Weapon) bool { return sameWeapon(v.Class, w.Class) }) {
			m.Weapons = append(m.Weapons, w)
		}
	}
	for _, t := range more.Targets {
		if !slices.ContainsFunc(m.Targets, func(u credence.Target) bool { return lexicon.Fold(u.Description) == lexicon.Fold(t.Description) }) {
			m.Targets = append(m.Targets, t)
		}
	}
	for _, p := range more.Perpetrators {
		if !slices.ContainsFunc(m.Perpetrators, func(q credence.Perpetrator) bool { return sameParty(&q, &p) }) {
			m.Perpetrators = append(m.Perpetrators, p)
		}
	}
	firstNumber(&m.Killed, more.Killed)
	firstNumber(&m.Injured, more.Injured)
	firstNumber(&m.Attackers, more.Attackers)
}

// sameWeapon reports whether one class is the other or a kind of it.
func sameWeapon(a, b string) bool {
	a, b = strings.ReplaceAll(a, "_", "-"), strings.ReplaceAll(b, "_", "-")
	return a == b || lexicon.Weapons().Is(a, b) || lexicon.Weapons().Is(b, a)
}

// sameParty reports whether two perpetrators are one.
func sameParty(a, b *credence.Perpetrator) bool {
	return a.Kind == b.Kind && (a.ActorID != "" && a.ActorID == b.ActorID || a.Name == b.Name || lexicon.Fold(a.Name) == lexicon.Fold(b.Name))
}

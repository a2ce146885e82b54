package extract

import (
	"slices"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lexicon"
)

// A mine is a weapon or a place where people dig.

// weaponAt gives the longest noun for a weapon that begins at token i, unless a
// mine is meant where people dig.
func (d *detailer) weaponAt(i int) (lexicon.ClassMatch, bool) {
	m, ok := d.nounAt(i, nWeapon)
	if ok && d.dug(i) {
		return lexicon.ClassMatch{}, false
	}
	return m, ok
}

// unmine drops from an incident the mines where people dig.
func (d *detailer) unmine(m *credence.Mention) {
	m.Weapons = slices.DeleteFunc(m.Weapons, func(w credence.Weapon) bool {
		return w.Class == "mine" && w.End > w.Start && d.dug(d.text.TokenAt(w.End-1))
	})
}

// dug reports whether token i is a mine where people dig: "a copper mine", "at the mine",
// or any that nobody lays, trips or sets off in a text that speaks of miners.
func (d *detailer) dug(i int) bool {
	if w := d.text.Role(i); w != "mine" && w != "mines" {
		return false
	}
	if i > 1 && d.tags[i-1].grams&gDet != 0 {
		switch d.text.Role(i - 2) {
		case "at", "outside", "inside":
			return true
		}
	}
	return d.speaksOfPits() && !d.goesOff(i)
}

// goesOff reports whether the mine at token i does what a bomb does: "a mine exploded",
// "drove over a mine".
func (d *detailer) goesOff(i int) bool {
	const reach = 4
	for k := max(0, i-reach); k < min(i+reach, len(d.tags)); k++ {
		class, verb := d.x.events.Act(d.text.Tokens[k].Word)
		if verb && (class == "explode" || class == "plant") || k < i && d.turns(k, tTrip) || d.text.Role(k) == "stepped" {
			return true
		}
	}
	return false
}

// speaksOfPits reports whether a text names miners or a mine by what is dug there. It
// reads the text once.
func (d *detailer) speaksOfPits() bool {
	if d.pits == nil {
		found := d.namesPits()
		d.pits = &found
	}
	return *d.pits
}

func (d *detailer) namesPits() bool {
	for k := range d.text.Tokens {
		switch d.text.Role(k) {
		case "miner", "miners", "mining", "mineshaft", "pithead", "colliery":
			return true
		}
		if m, ok := d.nounAt(k, nThing); ok && m.Tokens > 1 && !m.Common {
			switch d.text.Role(k + m.Tokens - 1) {
			case "mine", "mines":
				return true
			}
		}
	}
	return false
}

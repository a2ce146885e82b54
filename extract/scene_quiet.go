package extract

import "github.com/credence-project/credence/lexicon"

// Attacks without arms: on computers, and on the lines and pipes that a country
// lives by.

// quiet notes what an account says of one: "hackers shut down", "the website was
// defaced", "cables had been cut".
func (d *detailer) quiet(a *account) {
	var all sceneWord
	for k := a.first; k < a.last; k++ {
		all |= d.tags[k].scene
	}
	cyber, net, utility := all&wCyber != 0, all&wNet != 0, all&wUtility != 0
	if !cyber && !net && !utility || a.kind != "" && a.kind != plainAttack && a.kind != cyberAttack && a.kind != sabotage {
		return
	}
	for k := a.first; k < a.last; k++ {
		switch {
		case !d.is(k, wIntrude|wDisrupt|wSever) || d.tags[k].name >= 0:
		case cyber && d.is(k, wIntrude|wDisrupt) || net && d.is(k, wIntrude):
			a.kind, a.attack = cyberAttack, true
			a.tells = a.tells || d.reports(k)
			a.hard = a.hard || a.tells
		case utility && d.is(k, wSever) && !a.hurt && d.reports(k) && (d.passiveAt(k) || d.onUtility(k)):
			a.kind, a.attack, a.tells, a.hard = sabotage, true, true, true
		}
	}
}

// onUtility reports whether a line or pipe stands shortly before or behind the
// verb at token k.
func (d *detailer) onUtility(k int) bool {
	const reach = 7
	first := int(d.text.Sentences[d.text.Tokens[k].Sent].First)
	for j := max(first, k-reach); j < min(k+reach, d.limit); j++ {
		if d.is(j, wUtility) && j != k {
			return true
		}
	}
	return false
}

// quietThing gives the class of the line, pipe or computer that token k names.
func (d *detailer) quietThing(k int) (lexicon.Class, bool) {
	id := ""
	switch {
	case d.is(k, wNet):
		id = "communications"
	case d.is(k, wUtility):
		id = "energy"
	}
	class, err := lexicon.Things().Class(id)
	return class, err == nil
}

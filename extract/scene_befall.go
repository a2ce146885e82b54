package extract

import (
	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lexicon"
)

// What befell a target is told of a part of it, of the bomb beside it or the mine
// under it, and of what is left of it.

// broken reports whether a sentence says that a part of something was broken: "blew
// out the windows", "the doors were shattered".
func (d *detailer) broken(a *account) bool {
	const reach = 5
	for k := a.first; k < a.last; k++ {
		if !d.turns(k, tBreak) || d.tags[k].grams&(gPast|gPart|gGerund) == 0 {
			continue
		}
		for j := max(a.first, k-reach); j < min(k+reach, a.last); j++ {
			if d.is(j, wPart) && (j > k || d.passiveAt(k)) {
				return true
			}
		}
	}
	return false
}

// bombAt reports whether chunk i is a bomb by which something was done: "hurt by a
// bomb outside a bank", "the toll from a bomb in a market".
func (d *detailer) bombAt(i int) bool {
	k := int(d.chunks[i].head)
	if i < 1 || d.chunks[i-1].kind != chunkPrep || d.tags[k].cues&cWeapon == 0 {
		return false
	}
	switch d.text.Role(int(d.chunks[i-1].first)) {
	case "by", "from":
	default:
		return false
	}
	m, ok := d.weaponAt(k)
	return ok && lexicon.Weapons().Is(m.Class.ID, "explosive")
}

// bySubject adds the subject of a verb that tells what befell it: "the van burned
// out", "a bus hit a mine", "the consulate lost its windows".
func (d *detailer) bySubject(sc *scene, f *frame) {
	if f.subj < 0 {
		return
	}
	k := int(d.chunks[f.verb].head)
	p := aim{act: k, verb: true}
	switch {
	case f.obj < 0 && d.burns(k) && d.tags[k].grams&(gPast|gPart) != 0 && d.reports(k):
		if _, people, ok := d.nounOf(f.subj, f.subj+1); !ok || people {
			return
		}
		p.object = true
	case d.turns(k, tTrip) && d.tags[k].grams&gPast != 0:
		if !d.meetsBomb(f.verb + 1) {
			return
		}
	case d.text.Role(k) == "lost" && f.obj >= 0 && d.is(int(d.chunks[f.obj].head), wPart):
		sc.marred = true
	case f.obj < 0 && d.collapses(k) && d.reports(k):
		if d.building(sc, f) {
			return
		}
		p.object = true
	default:
		return
	}
	d.subjects(sc, f, p)
}

// meetsBomb reports whether the first noun phrase from chunk i on is a bomb or
// mine: "ran over a mine", "hit a roadside bomb".
func (d *detailer) meetsBomb(i int) bool {
	for ; i < len(d.chunks); i++ {
		switch c := &d.chunks[i]; c.kind {
		case chunkPrep:
		case chunkNoun:
			for k := int(c.first); k < int(c.last); k++ {
				if m, ok := d.weaponAt(k); ok {
					return lexicon.Weapons().Is(m.Class.ID, "explosive")
				}
			}
			return false
		default:
			return false
		}
	}
	return false
}

// ownerOf adds what the part that ends at token last is of: "outside the hotel's
// gate", "broke the church's windows".
func (d *detailer) ownerOf(sc *scene, first, last int, p aim) {
	for j := last - 2; j > first; j-- {
		if w := d.text.Word(j); w != "'s" && w != "’s" {
			continue
		}
		m, ok := d.thing(first, j)
		t := credence.Target{Kind: "physical", Class: targetClass(m.Class)}
		from := d.quantified(first, j, &t)
		if !ok || from >= j || !d.aptTarget(from, j, first, false, p) {
			return
		}
		t.Span = d.text.Span(from, j)
		t.Description = t.Span.Of(d.text.Raw)
		if d.effectOf(p, false, m.Class) != "" {
			t.Effect = "some_damage"
		}
		sc.aim(&t)
		return
	}
}

// collapses reports whether the verb at token k says that nothing is left of its
// subject: "collapsed", "caved in", "gave way".
func (d *detailer) collapses(k int) bool {
	next := ""
	if k+1 < len(d.tags) {
		next = d.text.Role(k + 1)
	}
	switch d.text.Role(k) {
	case "collapsed", "crumbled", "disintegrated":
		return true
	case "caved":
		return next == "in"
	case "gave":
		return next == "way"
	case "came":
		return next == "down" && k+2 < len(d.tags) && d.text.Role(k+2) != "on"
	}
	return false
}

// building says that nothing is left of what was attacked if the subject of a verb that
// collapses is no more than "the building", true if it is.
func (d *detailer) building(sc *scene, f *frame) bool {
	c := &d.chunks[f.subj]
	switch d.text.Role(int(c.head)) {
	case "building", "structure", "premises", "edifice":
	default:
		return false
	}
	if d.text.Role(int(c.first)) != "the" {
		return false
	}
	for i := range sc.Targets {
		if t := &sc.Targets[i]; t.Kind == "physical" && t.Number.Max <= 1 {
			t.Effect = "destroyed"
			return true
		}
	}
	return false
}

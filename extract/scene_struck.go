package extract

// What is attacked may be the place itself.

// smitten reports whether a name stands where the object of a verb of attack
// does, or the subject of its passive: "missiles struck Kharkiv", "shells rained
// on Goma", "Kharkiv was shelled".
func (d *detailer) smitten(n *name) bool {
	const adverbs = 2
	switch d.entities[n.entity].kind {
	case entityGroup, entityPerson, entityOrgan, entityOutlet:
		return false
	}
	next := int(n.last)
	if next < d.limit {
		if w := d.text.Word(next); w == "'s" || w == "’s" || facility(d.text.Slice(int(n.first), next)) {
			return false
		}
		if _, thing := d.classAt(next, nThing); thing {
			return false // "attacked Kharkiv airport"
		}
	}
	first := int(d.text.Sentences[d.text.Tokens[n.first].Sent].First)
	j := int(n.first) - 1
	if j >= first && (d.text.Role(j) == "on" || d.text.Role(j) == "into") {
		j--
		if j < first || !d.turns(j, tRain) {
			return false
		}
		return d.reports(j)
	}
	if j >= first && d.turns(j, tAssail) && d.tags[j].grams&gGerund == 0 && (j == first || d.tags[j-1].grams&gBe == 0) {
		return d.reports(j)
	}
	if next >= d.limit || d.tags[next].grams&gAux == 0 {
		return false
	}
	for j, be := next, false; j < min(next+2+adverbs, d.limit); j++ {
		switch {
		case d.turns(j, tAssail) && be:
			return d.reports(j)
		case d.tags[j].grams&gAux == 0 && !d.adverb(j):
			return false
		}
		be = be || d.tags[j].grams&gBe != 0
	}
	return false
}

// struck reports whether a name stands where what is attacked does: "strikes on
// Saudi Arabia's Abqaiq plant".
func (d *detailer) struck(n *name) bool {
	if n.first == 0 {
		return false
	}
	j := int(n.first) - 1
	if d.text.Role(j) == "the" && j > 0 {
		j--
	}
	return d.is(j, wAimAt|wSite) && d.text.Role(j) != "of" && (j == 0 || !d.is(j-1, wAway)) || d.text.Word(j) == "'s" || d.text.Word(j) == "’s"
}

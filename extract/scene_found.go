package extract

import "github.com/credence-project/credence/lexicon"

// Bombs that were found where somebody had left them.

// leftBehind reports whether a sentence tells that a bomb, not told of before, was found
// where it had been left: "a limpet mine was found under a patrol car".
func (d *detailer) leftBehind(a *account) bool {
	found := false
	for k := a.first + 1; k+1 < a.last; k++ {
		if d.turns(k, tSearch|tLair) || d.deed(k) == "bombing" && d.reports(k) && !d.fails(k) {
			return false
		}
		found = found || d.is(k, wFound) && d.tags[k].grams&(gPast|gPart) != 0 && d.reports(k) && (d.passiveAt(k) && d.bombBefore(k, a.first) && d.leftAt(k+1, a.last) || d.bombBehind(k, a.last))
	}
	return found
}

// bombBefore reports whether "a bomb", no known one, stands before the verb at token k.
func (d *detailer) bombBefore(k, first int) bool {
	const reach = 12
	for j := k - 1; j >= max(first, k-reach); j-- {
		if d.tags[j].cues&cWeapon != 0 && d.tags[j].grams&gVerb == 0 || d.bombWord(j) {
			return d.someNew(j, first)
		}
	}
	return false
}

// bombBehind reports whether "a bomb left at ..." stands behind the verb at token k.
func (d *detailer) bombBehind(k, last int) bool {
	const reach = 6
	for j := k + 1; j < min(k+reach, last); j++ {
		if d.bombWord(j) {
			return d.someNew(j, k+1) && d.leftAt(j+1, last)
		}
	}
	return false
}

// bombWord reports whether token k is a noun for what is left to explode.
func (d *detailer) bombWord(k int) bool {
	m, ok := d.weaponAt(k)
	return ok && m.Tokens > 0 && !m.Common && lexicon.Weapons().Is(m.Class.ID, "bomb")
}

// someNew reports whether the noun at token j is one that was not told of: "a", "two",
// "another".
func (d *detailer) someNew(j, first int) bool {
	const reach = 5
	for i := j - 1; i >= max(first, j-reach); i-- {
		switch w := d.text.Role(i); {
		case w == "a" || w == "an" || w == "another" || d.numberAt(i):
			return true
		case d.tags[i].grams&(gDet|gPoss) != 0:
			return false
		}
	}
	return false
}

// leftAt reports whether a place in the open or under a vehicle is named shortly behind
// token k: no arms in somebody's house.
func (d *detailer) leftAt(k, last int) bool {
	const reach = 6
	for j := k; j+1 < min(k+reach, last); j++ {
		switch d.text.Role(j) {
		case "under", "beneath", "outside", "near", "beside", "behind", "underneath", "alongside":
			return true
		case "at", "on", "in", "between":
			if d.tags[j+1].grams&gDet != 0 && !d.inDate(j+1) {
				return true
			}
		}
	}
	return false
}

package extract

import (
	"slices"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lexicon"
)

// Whom and what an attack is aimed at stands where the grammar puts it: as the
// object of the verb ("stormed a hotel"), as the subject of a passive ("a bus
// was bombed"), or behind a preposition ("opened fire on worshippers", "an
// attack on a church", "exploded outside a bank").

// aim is how a phrase hangs on the word for an act.
type aim struct {
	act    int  // the token of that word
	object bool // its object, or the subject of its passive
	site   bool // where it was done: only buildings and the like are targets
	under  bool // "under a car": then any vehicle is one too
	verb   bool // the word is a verb
	quiet  bool // it is done to computers, lines or pipes
	partly bool // to a part of it alone: "half of the station"
	last   int  // the last token of the phrase
}

// objects adds the targets of an account that no count gives away.
func (d *detailer) objects(sc *scene, a *account) {
	for i := range d.frames {
		f := &d.frames[i]
		c := &d.chunks[f.verb]
		if !f.neg && c.kind == chunkVerb && !f.passive {
			d.bySubject(sc, f)
		}
		if f.neg || c.kind != chunkVerb || !d.does(c, a) || d.is(int(c.head), wSeize) && d.steered(int(c.head)) {
			continue
		}
		p := aim{act: int(c.head), verb: true, quiet: a.kind == cyberAttack || a.kind == sabotage}
		switch {
		case f.passive, d.abducted(f):
			p.object = true
			d.subjects(sc, f, p)
			d.sites(sc, f.verb+1, p)
		case d.transitive(c):
			p.object = true
			d.sites(sc, d.listed(sc, f.verb+1, p), p)
		default:
			d.sites(sc, d.beyond(f.verb+1), p)
		}
	}
	for i := range d.chunks {
		if c := &d.chunks[i]; c.kind == chunkNoun && c.name < 0 && (d.actNoun(c) || d.bombAt(i)) {
			d.sites(sc, i+1, aim{act: int(c.head), quiet: a.kind == cyberAttack || a.kind == sabotage})
		}
	}
	sc.marred = sc.marred || d.broken(a)
	if a.kind == sabotage && !slices.ContainsFunc(sc.Targets, func(t credence.Target) bool { return t.Kind == "physical" }) {
		d.anyLine(sc)
	}
}

// anyLine adds the first line or pipe of a sentence that tells of sabotage.
func (d *detailer) anyLine(sc *scene) {
	for i := range d.chunks {
		if c := &d.chunks[i]; c.kind == chunkNoun && d.is(int(c.head), wUtility) {
			d.aimAt(sc, i, i+1, aim{act: int(c.head), quiet: true})
			return
		}
	}
}

// abducted reports whether a verb of abduction without an object is said of the noun
// before it: "a priest abducted from his house".
func (d *detailer) abducted(f *frame) bool {
	c := &d.chunks[f.verb]
	if c.grams&gPart == 0 || f.obj >= 0 || f.verb == 0 || f.verb+1 >= len(d.chunks) || d.chunks[f.verb+1].kind != chunkPrep || d.deed(int(c.head)) != "kidnapping" {
		return false
	}
	f.subj = f.verb - 1
	return d.chunks[f.subj].kind == chunkNoun
}

// does reports whether a verb tells of an attack or of what one did, as done,
// or as planned where that is told.
func (d *detailer) does(c *chunk, a *account) bool {
	k := int(c.head)
	own := wRaze | wMar | wBreach | wLay
	switch a.kind {
	case cyberAttack:
		own |= wIntrude | wDisrupt
	case sabotage:
		own |= wSever
	}
	if !d.is(k, wAct|wDrive|wSeize|wKindle|own) && c.cues&cAttackVerb == 0 {
		return false
	}
	class, verb := d.x.events.Act(d.text.Tokens[k].Word)
	switch {
	case c.neg, class == "die":
		return false
	case d.deed(k) == "" && !(verb && (class == "destroy" || class == "plant" || class == "shoot")) && !d.is(k, own):
		return false
	case c.infinitive && (a.planned || c.first > 0 && d.is(int(c.first)-1, wManage)):
		return true
	}
	return d.reports(k)
}

// actNoun reports whether a noun phrase names an act: "the attack", "a bomb
// blast".
func (d *detailer) actNoun(c *chunk) bool {
	return c.cues&cAttack != 0 || d.mayBegin(int(c.head), nMethod)
}

// transitive reports whether a verb does to its object what is done to a
// target: not "planted a bomb", "fired rockets".
func (d *detailer) transitive(c *chunk) bool {
	k := int(c.head)
	class, _ := d.x.events.Act(d.text.Tokens[k].Word)
	switch {
	case d.is(k, wKindle) && c.last == c.head+1 && d.deed(k) == "arson":
		return true // "set a hostel alight"
	case class == "plant", d.is(k, wLay), class == "shoot" && strings.HasPrefix(d.text.Role(k), "fir"):
		return false
	case c.last > c.head+1: // "opened fire", but "blew up", "shot dead"
		return !d.is(int(c.last)-1, wHeld)
	}
	return true
}

// beyond gives the chunk behind the object of a verb that is no target: "fired
// rockets", "planted a bomb".
func (d *detailer) beyond(i int) int {
	for i < len(d.chunks) && (d.chunks[i].kind == chunkTime || d.chunks[i].kind == chunkNoun) {
		i++
	}
	return i
}

// passiveAt reports whether a form of "be" stands before the verb at token k.
func (d *detailer) passiveAt(k int) bool {
	for j := k - 1; j >= max(0, k-3); j-- {
		if d.tags[j].grams&gBe != 0 {
			return true
		}
		if d.tags[j].grams&gAux == 0 && !d.adverb(j) {
			break
		}
	}
	return false
}

// subjects adds the subject of a passive, with what "and" or a comma joins to
// it in front.
func (d *detailer) subjects(sc *scene, f *frame, p aim) {
	for i := f.subj; i >= 0 && d.chunks[i].kind == chunkNoun && d.aimAt(sc, i, i+1, p); i -= 2 {
		if i < 2 || d.chunks[i-1].kind != chunkConj && d.chunks[i-1].kind != chunkComma {
			break
		}
	}
	if f.also >= 0 && f.also != f.subj {
		d.aimAt(sc, f.also, f.also+1, p)
	}
}

// listed adds the phrases "a bank, a school and two shops" that begin at chunk
// i and gives the chunk behind them.
func (d *detailer) listed(sc *scene, i int, p aim) int {
	for i < len(d.chunks) && d.chunks[i].kind == chunkTime {
		i++
	}
	if i+2 < len(d.chunks) && d.is(int(d.chunks[i].head), wSuch) && d.text.Role(int(d.chunks[i+1].first)) == "than" {
		i += 2 // "more than 100 girls"
	}
	for i < len(d.chunks) && d.chunks[i].kind == chunkNoun {
		end := d.phraseEnd(i)
		if !d.aimAt(sc, i, end, p) {
			return end
		}
		i = end
		if i+1 >= len(d.chunks) || d.chunks[i].kind != chunkConj && d.chunks[i].kind != chunkComma || d.chunks[i+1].kind != chunkNoun {
			return i
		}
		if next := d.phraseEnd(i + 1); d.begins(next) {
			_, person, _ := d.nounOf(i-1, i)
			if _, people, ok := d.nounOf(i+1, next); p.verb || !ok || people != person {
				return i
			}
		}
		i++
	}
	return i
}

// sites follows the prepositions from chunk i on: behind "on" and "at" stands
// whom an act is aimed at, behind "outside" and "near" where it was done.
func (d *detailer) sites(sc *scene, i int, p aim) {
	first := i
	whole := p // of the phrase before
	for i+1 < len(d.chunks) {
		c := &d.chunks[i]
		if c.kind == chunkTime || c.kind == chunkNoun && d.inDate(int(c.first)) {
			i++
			continue
		}
		if c.kind == chunkPrep && d.chunks[i+1].kind == chunkPrep {
			i++ // "went off outside"
			continue
		}
		if c.kind != chunkPrep || d.chunks[i+1].kind != chunkNoun && d.chunks[i+1].kind != chunkTime {
			return
		}
		k := int(c.first)
		next := p
		next.object, next.under = false, false
		switch {
		case d.chunks[i+1].kind == chunkTime:
			i += 2
			continue
		case d.text.Role(k) == "by", d.text.Role(k) == "to" && i > 0 && d.is(int(d.chunks[i-1].head), wChannel):
			return
		case d.text.Role(k) == "of" && (!p.verb && i == first || d.holds(i-1)):
			next.object, next.site = true, p.verb && !d.holds(i-1)
			next.partly = d.holds(i-1) && i > 0 && d.fraction(int(d.chunks[i-1].head))
			if d.holds(i-1) && i > first {
				next.object = whole.object // what goes off at the door of a bank is not done to it
			}
		case d.text.Role(k) == "off" && p.verb && d.is(p.act, wBreach|wMar) && d.holds(i-1):
			next.object = true // "tore the front off a house"
		case d.text.Role(k) != "of" && d.is(k, wAimAt):
			next.object = d.text.Role(k) == "through" && d.rips(p.act)
			next.site = p.verb && d.text.Role(k) != "into" && !d.fired(p.act) && !(d.text.Role(k) == "through" && d.is(p.act, wBreach))
		case d.is(k, wSite):
			next.site, next.under = true, d.text.Role(k) == "under" || d.text.Role(k) == "beneath"
		default:
			i = d.phraseEnd(i + 1)
			continue
		}
		whole = next
		i = d.listed(sc, i+1, next)
	}
}

// dies reports whether token k tells of a death alone: "the death of".
func (d *detailer) dies(k int) bool {
	class, _ := d.x.events.Act(d.text.Tokens[k].Word)
	return class == "die"
}

// fired reports whether what the verb at token k does goes at somebody: "fired
// at", "hurled at", "opened fire on".
func (d *detailer) fired(k int) bool {
	class, _ := d.x.events.Act(d.text.Tokens[k].Word)
	return class == "shoot" || class == "plant" || class == "ram" || d.is(k, wDrive) || d.tags[k].phrase > 1
}

// aimAt adds the noun phrase of chunks i..end-1 to the targets of a scene,
// false if it can be none.
func (d *detailer) aimAt(sc *scene, i, end int, p aim) bool {
	class, people, ok := d.nounOf(i, end)
	first, last := int(d.chunks[i].first), int(d.chunks[end-1].head)+1
	if !ok && p.object && p.verb && d.chunks[end-1].name < 0 && d.ofPeople(p.act) {
		class, ok = d.somebody(first, last)
		people = ok
	}
	if !ok && (p.quiet || p.verb && d.is(last-1, wUtility) && d.deed(p.act) == "arson") && d.chunks[end-1].name < 0 {
		class, ok = d.quietThing(last - 1)
	}
	if !ok || d.assailed(first, last) || d.chunks[i].neg || d.inDate(first) {
		return false
	}
	if people && d.is(last-1, wAnyone) && d.text.Role(first) == "the" && slices.ContainsFunc(sc.Targets, func(t credence.Target) bool { return t.Kind == "person" }) {
		return true // "the men" told of before
	}
	if !people && d.is(last-1, wPart) {
		sc.marred = sc.marred || d.effectOf(p, false, class) != ""
		d.ownerOf(sc, first, last, p)
		return true
	}
	t := credence.Target{Kind: "physical", Class: targetClass(class)}
	if people {
		t.Kind = "person"
	}
	from := d.quantified(first, last, &t)
	if from >= last || !d.aptTarget(from, last, first, people, p) {
		return true
	}
	t.Span = d.text.Span(from, last)
	t.Description = t.Span.Of(d.text.Raw)
	p.last = last - 1
	t.Effect = d.effectOf(p, people, class)
	sc.aim(&t)
	if class.ID == "transport-vehicle" && !p.site {
		d.aboard(sc, end)
	}
	return true
}

// aboard adds who is in a vehicle, if that is said from chunk i on: "carrying
// pilgrims", "with 163 passengers and 12 crew on board".
func (d *detailer) aboard(sc *scene, i int) {
	if i >= len(d.chunks) || !d.is(int(d.chunks[i].first), wLoad) {
		return
	}
	for i++; i < len(d.chunks) && d.chunks[i].kind == chunkPrep; i++ { // "full of"
	}
	for i < len(d.chunks) && d.chunks[i].kind == chunkNoun {
		end := d.phraseEnd(i)
		class, people, ok := d.nounOf(i, end)
		first, last := int(d.chunks[i].first), int(d.chunks[end-1].head)+1
		if !ok || !people || d.assailed(first, last) || d.tags[last-1].cues&cAttacker != 0 {
			return
		}
		t := credence.Target{Kind: "person", Class: targetClass(class)}
		from := d.quantified(first, last, &t)
		t.Span = d.text.Span(from, last)
		t.Description = t.Span.Of(d.text.Raw)
		sc.aim(&t)
		if i = end + 1; i > len(d.chunks) || end >= len(d.chunks) || d.chunks[end].kind != chunkConj && d.chunks[end].kind != chunkComma {
			return
		}
	}
}

// aptTarget reports whether the noun phrase of tokens from..last-1, which with its
// article begins at token first, may be a target where it stands.
func (d *detailer) aptTarget(from, last, first int, people bool, p aim) bool {
	if d.tags[last-1].cues&(cAttack|cWeapon) != 0 && d.tags[last-1].name < 0 {
		return false
	}
	w, vehicle := d.classAt(last-1, nWeapon)
	vehicle = vehicle && lexicon.Weapons().Is(w.ID, "vehicle")
	if p.quiet {
		m, _ := d.thing(from, last)
		return !m.Common || d.is(last-1, wNet|wUtility)
	}
	if !people && !p.object && (d.turns(last-1, tWay) || first < last-1 && d.turns(last-2, tWay)) {
		return false // "on the road to Tearce", "on their way home"
	}
	if !p.site {
		return !(vehicle && p.object && d.is(p.act, wDrive))
	}
	if people || d.tags[first].grams&gPoss != 0 || first == from && !d.pluralAt(last-1) && d.tags[first].name < 0 && from+1 == last {
		return false // "in hospital"
	}
	m, _ := d.thing(from, last)
	if m.Common || m.Class.ID == "transportation-route" {
		return false
	}
	if d.careAt(last-1) && d.dies(p.act) {
		return false // "died in Mercy hospital"
	}
	return p.under || !vehicle
}

// effectOf tells what the act does to its object.
func (d *detailer) effectOf(p aim, people bool, class lexicon.Class) string {
	if !p.object || d.supposed(p.act) {
		return ""
	}
	act, _ := d.x.events.Act(d.text.Tokens[p.act].Word)
	deed := d.deed(p.act)
	switch {
	case people && (act == "kill" || d.casualty(p.act, true)):
		return "death"
	case people && act == "injure":
		return "injury"
	case people && deed == "kidnapping":
		return "kidnapped"
	case people:
		return ""
	case d.is(p.act, wBreach) && (d.text.Role(p.act) == "hit" || d.text.Role(p.act) == "struck" || d.text.Role(p.act) == "striking" || d.text.Role(p.act) == "hitting") && d.shelled(p.act):
		return "some_damage"
	case p.partly && (d.is(p.act, wRaze|wMar) || deed == "arson"), d.rips(p.act):
		return "some_damage"
	case act == "explode" && p.verb && d.turns(p.last, tLine):
		return "some_damage" // a pipe or line that is blown up is broken in one place
	case d.is(p.act, wRaze), d.fells(p.act), p.verb && d.collapses(p.act), act == "explode" && p.verb, deed == "arson" && (class.ID == "transport-vehicle" || d.burns(p.act)):
		return "destroyed"
	case d.is(p.act, wMar), deed == "arson":
		return "some_damage"
	}
	return ""
}

// shelled reports whether the sentence of token k names what comes flying: rockets, shells,
// drones.
func (d *detailer) shelled(k int) bool {
	sent := &d.text.Sentences[d.text.Tokens[k].Sent]
	for j := int(sent.First); j < int(sent.Last); j++ {
		m, ok := d.weaponAt(j)
		if !ok || d.tags[j].name >= 0 {
			continue
		}
		for _, class := range [...]string{"projectile", "drone", "mortar", "artillery", "aircraft"} {
			if lexicon.Weapons().Is(m.Class.ID, class) {
				return true
			}
		}
	}
	return false
}

// fraction reports whether token k says that no more than a part of something is meant:
// "half of the station".
func (d *detailer) fraction(k int) bool {
	switch d.text.Role(k) {
	case "half", "part", "parts", "section", "sections", "portion", "portions", "corner", "corners", "some", "much", "third", "quarter", "bit":
		return true
	}
	return false
}

// rips reports whether token k is what a blast does to what it passes through: "tore
// through a courtroom".
func (d *detailer) rips(k int) bool {
	switch d.text.Role(k) {
	case "tore", "ripped", "tearing", "ripping", "torn":
		return k+1 < len(d.tags) && d.text.Role(k+1) == "through"
	}
	return false
}

// fells reports whether "brought down" or the like begins at token k.
func (d *detailer) fells(k int) bool {
	if k+1 >= len(d.tags) || d.text.Role(k+1) != "down" {
		return false
	}
	switch d.text.Role(k) {
	case "brought", "bringing", "knocked", "pulled", "blown", "blew", "torn", "tore", "cut":
		return true
	}
	return false
}

// burns reports whether the verb at token k leaves nothing of what it is done to:
// "burned", but not "set on fire".
func (d *detailer) burns(k int) bool {
	w := d.text.Role(k)
	return strings.HasPrefix(w, "burn") || strings.HasPrefix(w, "torch") || strings.HasPrefix(w, "incinerat")
}

// ofPeople reports whether what the verb at token k says is done to people
// alone.
func (d *detailer) ofPeople(k int) bool {
	class, _ := d.x.events.Act(d.text.Tokens[k].Word)
	return class == "kill" || class == "injure" || class == "stab" || class == "kidnap" || d.casualty(k, true) || d.casualty(k, false)
}

// aim adds a target, or what is new of one that is known.
func (sc *scene) aim(t *credence.Target) {
	at := slices.IndexFunc(sc.Targets, func(u credence.Target) bool { return u.Kind == t.Kind && (u.Overlaps(t.Span) || sameNoun(&u, t)) })
	if at < 0 {
		sc.Targets = append(sc.Targets, *t)
		return
	}
	u := &sc.Targets[at]
	if u.Effect == "" {
		u.Effect = t.Effect
	}
	if u.Number.IsZero() {
		u.Number = t.Number
	}
}

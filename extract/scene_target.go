package extract

import (
	"slices"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// completeTargets corrects the number and fate of the targets that the models
// see by those that the scene counts, adds those they miss, and drops what
// cannot be one: the scene itself, a country.
func completeTargets(m *credence.Mention, sc *scene) {
	m.Targets = slices.DeleteFunc(m.Targets, func(t credence.Target) bool { return nowhere(&t, m) })
	for i := range sc.Targets {
		t := &sc.Targets[i]
		at := slices.IndexFunc(m.Targets, func(u credence.Target) bool { return sameVictims(t, &u) })
		if at < 0 {
			m.Targets = append(m.Targets, *t)
			continue
		}
		u := &m.Targets[at]
		if t.Effect != "" && u.Effect != t.Effect {
			discount(m, u, sc)
		}
		if !t.Number.IsZero() {
			u.Number = t.Number
		}
		if t.Effect != "" {
			u.Effect = t.Effect
		}
	}
}

// onlySeen drops what the models alone take for targets of an incident where
// the rules see others of the kind: what the models learnt from reads targets
// into prose that tells of a life, a street or a trial.
func (d *detailer) onlySeen(list []credence.Mention, scenes []scene) {
	for k := range scenes {
		sc := &scenes[k]
		if sc.at < 0 {
			continue
		}
		m := &list[sc.at]
		m.Targets = slices.DeleteFunc(m.Targets, func(t credence.Target) bool {
			kind := d.guessed(&t)
			for i := range sc.Targets {
				if sameVictims(&sc.Targets[i], &t) {
					return false
				}
				kind = kind || sc.Targets[i].Kind == t.Kind
			}
			no := d.unlikely(&t) || kind && (d.guessed(&t) || t.Kind == "physical" || t.Effect == "" || t.Number.Max == 0)
			if no {
				discount(m, &t, sc)
			}
			return no
		})
	}
}

// unlikely reports whether a target that the models alone see is none: one who
// speaks, those for whom a building is ("a girls' school"), or a part of it or a car.
func (d *detailer) unlikely(t *credence.Target) bool {
	first, last := d.text.TokenAt(t.Start), d.text.TokenAt(t.End-1)+1
	if t.Kind == "physical" {
		for k := first; k < last; k++ {
			if d.is(k, wPart) && k+1 < last && d.text.Role(k+1) == "of" {
				return true
			}
		}
		return false
	}
	if last+1 < len(d.tags) && d.text.Tokens[last].Has(lang.Punct) && d.mayBegin(last+1, nThing) && !d.behindNumber(first) {
		if w := d.text.Word(last); w == "'" || w == "’" {
			return true
		}
	}
	if t.Number.Max <= 1 {
		for k := last; k < min(last+2, len(d.tags)) && d.text.Tokens[k].Flags&lang.Punct == 0; k++ {
			if d.tags[k].cues&cSay != 0 {
				return true
			}
		}
	}
	return false
}

// guessed reports whether a target that the models alone see is of a form in which
// they are mostly wrong: a name that is none of a person, somebody's kin or things
// ("their driver", "his post"), one person hurt, and what is no noun for a thing.
func (d *detailer) guessed(t *credence.Target) bool {
	first, last := d.text.TokenAt(t.Start), d.text.TokenAt(t.End-1)+1
	g := d.tags[first].grams
	if first > 0 && d.tags[first].name < 0 && g&(gDet|gPoss) == 0 {
		g |= d.tags[first-1].grams
	}
	switch {
	case g&gPoss != 0:
		return true
	case t.Kind == "physical":
		_, thing := d.thing(first, last)
		return !thing && t.Description != ""
	case t.Description == "":
		return !d.isPerson(t.Name)
	case t.Effect == "injury" && t.Number.Max == 1:
		return true
	}
	return g&gDet == 0 && !d.behindNumber(first) && t.Number.Max != 1
}

// nowhere reports whether a target of the models is a place or a country.
func nowhere(t *credence.Target, m *credence.Mention) bool {
	if t.Description != "" || t.Name == "" {
		return false
	}
	_, country := lexicon.Countries().Lookup(t.Name)
	if t.Kind == "person" && !country {
		if p, score := lexicon.Gazetteer().Lookup(t.Name, lexicon.PlaceHints{}); score > 0 && p.Population >= 100_000 {
			return true
		}
	}
	return country || lexicon.Fold(t.Name) == lexicon.Fold(m.Place.Name)
}

// sameVictims reports whether two targets are the same persons: one is called
// by the last word of the other, or what is said of them lies in one place.
func sameVictims(a, b *credence.Target) bool {
	if a.Kind != b.Kind {
		return false
	}
	if a.Overlaps(b.Span) {
		return true
	}
	return sameNoun(a, b) && (a.Kind != "person" || a.Effect == b.Effect || a.Effect == "" || b.Effect == "" || b.Number.IsZero())
}

// strikes reports whether the verb at token k is what an attacker does to
// somebody: "stabbed three people", "drove into the crowd".
func (d *detailer) strikes(k int) bool {
	if d.tags[k].cues&cAttackVerb != 0 && d.tags[k].phrase > 1 && d.tags[k].grams&gPast != 0 {
		return true // "opened fire"
	}
	if !d.is(k, wAct|wDrive) || d.tags[k].grams&gPast == 0 {
		return false
	}
	switch class, _ := d.x.events.Act(d.text.Tokens[k].Word); class {
	case "stab", "shoot", "attack", "ram", "bomb":
		_, people := d.classAt(min(k+1, d.limit-1), nPerson)
		return k+1 < d.limit && (people || d.startsObject(k+1))
	}
	return d.drives(k) || d.is(k, wDrive) && k+1 < d.limit && d.startsObject(k+1)
}

// assaults reports whether the subject that ends in front of token i attacks:
// "stabbed three people", "with a knife attacked a shop", "had blown himself
// up".
func (d *detailer) assaults(i int) bool {
	const reach = 8
	for k := i; k < min(i+reach, d.limit); k++ {
		g := d.tags[k].grams
		if (k == i || d.tags[k-1].grams&(gDet|gBe) == 0) && (d.selfBlown(k) || d.strikes(k) || d.fires(k)) {
			return true
		}
		switch {
		case k == i && g&(gPrep|gHave) == 0 && !d.equipped(k):
			return false
		case d.text.Tokens[k].Flags&lang.Punct != 0, g&(gRel|gSubord|gConj|gBe|gModal|gNeg) != 0:
			return false
		}
	}
	return false
}

// fires reports whether "fired at" or the like begins at token k.
func (d *detailer) fires(k int) bool {
	if class, _ := d.x.events.Act(d.text.Tokens[k].Word); class != "shoot" || d.tags[k].grams&gPast == 0 || k+1 >= d.limit {
		return false
	}
	switch d.text.Role(k + 1) {
	case "at", "on":
		return true
	case "into":
		return k+3 >= d.limit || d.text.Role(k+3) != "air"
	}
	return false
}

// equipped reports whether token k goes on about what somebody wears or bears:
// "armed with rifles", "dressed as porters".
func (d *detailer) equipped(k int) bool {
	switch d.text.Role(k) {
	case "armed", "dressed", "disguised", "wearing", "carrying", "wielding", "riding":
		return true
	}
	return false
}

// moveTargets gives the targets of an incident that a sentence of another scene
// names to that one.
func (d *detailer) moveTargets(list []credence.Mention, scenes []scene) {
	for k := range scenes {
		if scenes[k].at < 0 {
			continue
		}
		m := &list[scenes[k].at]
		m.Targets = slices.DeleteFunc(m.Targets, func(t credence.Target) bool {
			in := func(sc scene) bool {
				return slices.ContainsFunc(sc.parts, func(part credence.Span) bool { return part.Overlaps(t.Span) })
			}
			if in(scenes[k]) {
				return false
			}
			owner := slices.IndexFunc(scenes, in)
			if owner < 0 || owner == k {
				return false
			}
			if at := scenes[owner].at; at >= 0 && !slices.ContainsFunc(list[at].Targets, func(u credence.Target) bool { return sameVictims(&t, &u) }) {
				list[at].Targets = append(list[at].Targets, t)
			}
			return true
		})
	}
}

// dropTargets takes out what the models take for a target and the text shows
// not to be one: who speaks or is spoken of as responsible, the attacker who
// blew himself up, and the dead and injured of sentences without any. It also
// takes the marks of writing direction out of what targets are called.
func (d *detailer) dropTargets(out *credence.Extraction, scenes []scene) {
	for i := range out.Incidents {
		m := &out.Incidents[i]
		sc := &scene{}
		if k := slices.IndexFunc(scenes, func(sc scene) bool { return sc.at == i }); k >= 0 {
			sc = &scenes[k]
		}
		m.Targets = slices.DeleteFunc(m.Targets, func(t credence.Target) bool {
			if d.uncalled(&t) || d.carrier(&t, m) {
				return true
			}
			no := d.noTarget(&t, out.Statements)
			if no {
				discount(m, &t, sc)
				person(m, t.Name)
			}
			return no
		})
		uncounted(m, sc)
		for j := range m.Targets {
			t := &m.Targets[j]
			t.Name, t.Description = unmarked(t.Name), unmarked(t.Description)
			if t.Kind == "person" && t.Effect != "" && !sc.counts(t) && !d.suffers(t) {
				discount(m, t, sc)
				t.Effect = ""
			}
		}
	}
}

// carrier reports whether a target is the vehicle that brought the bomb: "a van laden
// with explosives", "the truck was detonated".
func (d *detailer) carrier(t *credence.Target, m *credence.Mention) bool {
	if t.Kind != "physical" || t.Number.Min > 1 || d.text.Upper || !slices.ContainsFunc(m.Weapons, func(w credence.Weapon) bool { return lexicon.Weapons().Is(w.Class, "vehicle-bomb") }) {
		return false
	}
	last := d.text.TokenAt(t.End - 1)
	class, ok := d.classAt(last, nWeapon)
	if !ok || !lexicon.Weapons().Is(class.ID, "vehicle") {
		return false
	}
	return true
}

// uncalled reports whether a target says how many were hit, not who: "nine".
func (d *detailer) uncalled(t *credence.Target) bool {
	last := d.text.TokenAt(t.End - 1)
	return t.Kind == "person" && (d.is(last, wSuch|wHurt) || d.counting(last))
}

// uncounted takes back a number of dead or injured that neither the scene nor
// any target accounts for.
func uncounted(m *credence.Mention, sc *scene) {
	has := func(effect string) bool {
		return slices.ContainsFunc(m.Targets, func(t credence.Target) bool { return t.Effect == effect })
	}
	if sc.Killed.IsZero() && m.Killed.Min > 0 && !has("death") {
		m.Killed = credence.Number{}
	}
	if sc.Injured.IsZero() && m.Injured.Min > 0 && !has("injury") {
		m.Injured = credence.Number{}
	}
}

// noTarget reports whether a target is an actor or speaker, or an attacker.
func (d *detailer) noTarget(t *credence.Target, said []credence.Statement) bool {
	called := t.Name
	if called == "" {
		called = t.Description
	}
	for i := range said {
		if st := &said[i]; called == st.Actor || called == st.Speaker.Organisation || called == st.Speaker.Name {
			return true
		}
	}
	if t.Kind == "physical" {
		_, thing := lexicon.Things().Head(called)
		if _, people := lexicon.People().Head(called); people && !thing {
			return true // "23:10 Police"
		}
	}
	if t.Kind == "person" && t.Description == "" {
		if _, thing := lexicon.Things().Head(t.Name); thing {
			return true // "London Bridge"
		}
	}
	first, last := d.text.TokenAt(t.Start), d.text.TokenAt(t.End-1)+1
	if t.Kind == "person" && (d.avenged(first) || t.Description == "" && first+1 == last && d.text.Tokens[first].Has(lang.SentStart) && !d.isPerson(t.Name)) {
		return true // "in revenge for the death of its leader", "Flowers lay"
	}
	return t.Kind == "person" && (d.label(first, last) || d.attackerAt(first, last))
}

// avenged reports whether token i stands in what an attack is said to have been
// for.
func (d *detailer) avenged(i int) bool {
	const reach = 8
	first := int(d.text.Sentences[d.text.Tokens[i].Sent].First)
	for k := i - 1; k >= max(first+1, i-reach); k-- {
		if d.motiveAt(k) {
			return true
		}
	}
	return false
}

// counting reports whether token k is a number.
func (d *detailer) counting(k int) bool {
	_, ok := d.text.NumberAt(k)
	return ok
}

// label reports whether the tokens first..last-1 open a line or sentence and
// say what comes behind their colon: "Dead: two guests".
func (d *detailer) label(first, last int) bool {
	sent := &d.text.Sentences[d.text.Tokens[first].Sent]
	if last >= int(sent.Last) || d.text.Word(last) != ":" {
		return false
	}
	for k := int(sent.First); k < first; k++ {
		if d.text.Tokens[k].Flags&lang.Punct == 0 {
			return false
		}
	}
	return true
}

// attackerAt reports whether the person of tokens first..last-1 blew himself
// up, or was arrested or tried for it.
func (d *detailer) attackerAt(first, last int) bool {
	sent := &d.text.Sentences[d.text.Tokens[first].Sent]
	d.limit = int(sent.Last)
	if d.assaults(last) {
		return true
	}
	arrest := func(k int) bool {
		class, verb := d.x.events.Act(d.text.Tokens[k].Word)
		return class == "arrest" && verb
	}
	for k := first - 1; k >= max(int(sent.First), first-2); k-- {
		if arrest(k) {
			return true
		}
	}
	for k := last; k < min(last+4, d.limit); k++ {
		if arrest(k) || d.text.Role(k) == "questioned" {
			return true
		}
		if d.tags[k].grams&(gAux|gBe) == 0 {
			break
		}
	}
	return false
}

// counts reports whether the rules say of a target what became of it.
func (sc *scene) counts(t *credence.Target) bool {
	return slices.ContainsFunc(sc.Targets, func(u credence.Target) bool { return u.Effect == t.Effect && sameVictims(&u, t) })
}

// suffers reports whether the sentence of a person killed or injured speaks of
// death or injury.
func (d *detailer) suffers(t *credence.Target) bool {
	sent := &d.text.Sentences[d.sentenceAt(t.Start)]
	d.limit = int(sent.Last)
	for k := int(sent.First); k < int(sent.Last); k++ {
		class, _ := d.x.events.Act(d.text.Tokens[k].Word)
		switch class {
		case "kill", "die":
			if t.Effect == "death" {
				return true
			}
		case "injure":
			if t.Effect == "injury" {
				return true
			}
		case "shoot":
			if !strings.HasPrefix(d.text.Role(k), "fire") {
				return true // the crew that put out the fire was not hurt by it
			}
		case "occupy":
			if d.deed(k) != "" {
				return true // "took two engineers out of their car"
			}
		case "attack", "stab", "explode", "bomb", "torture", "ram", "kidnap":
			return true
		}
	}
	return false
}

// person makes a perpetrator of that name somebody rather than an
// organisation: the models see a person in him.
func person(m *credence.Mention, name string) {
	for i := range m.Perpetrators {
		if p := &m.Perpetrators[i]; name != "" && p.ActorID == "" && p.Confidence != credence.ClaimedOrAdmitted && lexicon.Fold(p.Name) == lexicon.Fold(name) {
			p.Kind = "individual"
		}
	}
}

// discount takes back a count that rests on one target of the models alone.
func discount(m *credence.Mention, t *credence.Target, sc *scene) {
	switch {
	case t.Effect == "death" && m.Killed == t.Number && sc.Killed.IsZero():
		m.Killed = credence.Number{}
	case t.Effect == "injury" && m.Injured == t.Number && sc.Injured.IsZero():
		m.Injured = credence.Number{}
	}
}

package event

import (
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// classify fills in of what class a target is, by what it is called, and what
// became of it, which the model is asked for each mention of the entity.
func (r *reading) classify(t *credence.Target, class, effect *linear, e *entity) {
	r.callFeatures(&r.set, e.mentions)
	t.Class, _ = r.choose(class)
	if name, p := r.vote(effect, e); name != "none" && p >= keepEffect {
		t.Effect = name
	}
}

// vote adds up a model's answers over the mentions of an entity.
func (r *reading) vote(m *linear, e *entity) (string, float32) {
	var sums [16]float32
	for _, k := range e.mentions {
		r.kindFeatures(&r.set, int(k))
		r.probs = m.probabilities(r.set.list, r.probs)
		for i, p := range r.probs {
			sums[i] += p * max(r.roleP[k][e.role], 0.2)
		}
	}
	best := argmax(sums[:len(m.classes)])
	total := float32(0)
	for _, v := range sums[:len(m.classes)] {
		total += v
	}
	return m.classes[best], sums[best] / total
}

// count adds up killed, injured and attackers from the participants.
func count(mt *credence.Mention) {
	for i := range mt.Targets {
		t := &mt.Targets[i]
		if t.Kind != "person" {
			continue
		}
		switch t.Effect {
		case "death":
			addNumber(&mt.Killed, t.Number)
		case "injury":
			addNumber(&mt.Injured, t.Number)
		}
	}
}

// addNumber adds n to sum; what is open in either stays open.
func addNumber(sum *credence.Number, n credence.Number) {
	open := sum.Min > 0 && sum.Max == 0 || n.Max == 0
	sum.Min += n.Min
	sum.Max += n.Max
	if open {
		sum.Max = 0
	}
	sum.Approx = sum.Approx || n.Approx
	sum.Known = true
}

// gunOf is the gun that the first word of shooting in cluster c implies.
func (r *reading) gunOf(c *cluster) credence.Weapon {
	for _, s := range c.sents {
		sent := &r.text.Sentences[s]
		for i := sent.First; i < sent.Last; i++ {
			if r.units[i].event != r.lex.shoot {
				continue
			}
			class := "gun"
			if strings.HasPrefix(r.text.Normal(int(i)), "machine") {
				class = "machine_gun" // "machinegunned"
			}
			return credence.Weapon{Class: class, Span: r.text.Span(int(i), int(i)+1)}
		}
	}
	s := &r.text.Sentences[c.sents[0]]
	return credence.Weapon{Class: "gun", Span: credence.Span{Start: int(s.Start), End: int(s.End)}}
}

// bombOf is the bomb that the first word of bombing in cluster c implies.
func (r *reading) bombOf(c *cluster) credence.Weapon {
	for _, s := range c.sents {
		sent := &r.text.Sentences[s]
		for i := sent.First; i < sent.Last; i++ {
			u := &r.units[i]
			if u.event == 0 || r.lex.kinds[u.event] != kindBomb {
				continue
			}
			class := "bomb"
			if strings.HasPrefix(r.text.Normal(int(i)), "dynamit") {
				class = "dynamite"
			}
			return credence.Weapon{Class: class, Span: r.text.Span(int(i), int(i)+1)}
		}
	}
	s := &r.text.Sentences[c.sents[0]]
	return credence.Weapon{Class: "bomb", Span: credence.Span{Start: int(s.Start), End: int(s.End)}}
}

// participants fills weapons, targets and individual perpetrators.
func (r *reading) participants(m modelSet, mt *credence.Mention, n int, list []entity) {
	r.weigh(m["keep"], n, list)
	for _, e := range r.kept(r.nameMembers(list)) {
		k := e.mentions[0]
		p := &r.phrases[k]
		span := r.text.Span(int(p.first), int(p.last))
		switch e.role {
		case roleWeapon:
			mt.Weapons = append(mt.Weapons, credence.Weapon{Text: r.wordingOf(k, 0), Class: r.weaponClass(k), Span: span})
		case roleIndividual:
			mt.Perpetrators = append(mt.Perpetrators, credence.Perpetrator{Kind: "individual", Name: r.title(&e), Span: span})
		case rolePerson:
			if r.negated(&e) || r.placeName(&e) || !r.text.Upper && r.speaks(&e) {
				continue
			}
			t := r.person(m, &e, span)
			t.Nation = r.nationOf(&e, mt.Place.Country)
			mt.Targets = append(mt.Targets, t)
		case rolePhysical:
			if r.armedGroup(&e) {
				continue
			}
			t := r.thing(m, &e, span)
			t.Nation = r.nationOf(&e, mt.Place.Country)
			mt.Targets = append(mt.Targets, t)
		}
	}
}

// negated reports whether the text says that there was no such person: "no
// one", "no civilians".
func (r *reading) negated(e *entity) bool {
	if e.named >= 0 || len(e.mentions) > 1 {
		return false
	}
	i := r.phrases[e.mentions[0]].first
	return r.text.Normal(int(i)) == "no" || i > 0 && r.text.Normal(int(i-1)) == "no"
}

// armedGroup reports whether an entity is called by the name of an actor of the
// register that is no organ of a state.
func (r *reading) armedGroup(e *entity) bool {
	at := r.phrases[e.mentions[0]].actor
	if at <= 0 || int(at) > len(r.orgs) {
		return false
	}
	o := &r.orgs[at-1]
	return o.head && o.actor != nil && o.actor.Kind != lexicon.KindState && o.actor.Kind != lexicon.KindParty
}

// placeName reports whether the name of an entity is that of a country or of
// a known place, and no word for a person stands before it.
func (r *reading) placeName(e *entity) bool {
	if e.named < 0 || e.member {
		return false
	}
	p := &r.phrases[e.named]
	if p.name > p.first && r.callsPerson(&r.units[p.name-1]) {
		return false
	}
	if m, ok := lexicon.Countries().Longest(r.wordAt, int(p.name)); ok && !m.Common && int32(m.Tokens) == p.head+1-p.name {
		return true
	}
	for i := range r.places {
		u := &r.places[i]
		if u.known && u.last-u.first == p.head+1-p.name && r.units[u.first].hash == r.units[p.name].hash && r.units[u.last-1].hash == r.units[p.head].hash {
			return true
		}
	}
	return false
}

// callsPerson reports whether a word can say what a person is.
func (r *reading) callsPerson(u *unit) bool {
	return u.bits&(isPerson|isTitle|isPerp|isGiven) != 0
}

// speaks reports whether all that the text tells of an unnamed person is that
// it said something.
func (r *reading) speaks(e *entity) bool {
	if e.named >= 0 || len(e.mentions) > 1 {
		return false
	}
	p := &r.phrases[e.mentions[0]]
	for _, v := range [2]int32{p.right, p.left} {
		if v < 0 || p.prep >= 0 {
			continue
		}
		g := &r.verbs[v]
		if r.units[g.main].event == r.lex.report && !g.passive && (g.first == p.last || g.last == p.first) {
			return true
		}
	}
	return false
}

// weigh asks of every entity whether it belongs to the incident of cluster n.
func (r *reading) weigh(m *linear, n int, list []entity) {
	for i := range list {
		r.keepFeatures(&r.set, n, list, i)
		r.probs = m.probabilities(r.set.list, r.probs)
		list[i].keep = r.probs[1]
	}
}

// kept is the entities that are likely enough to be reported; of the targets at
// least the likeliest, if it is not unlikely.
func (r *reading) kept(list []entity) []entity {
	best := -1
	for i := range list {
		if e := &list[i]; (e.role == rolePerson || e.role == rolePhysical) && (best < 0 || e.keep > list[best].keep) {
			best = i
		}
	}
	var out []entity
	for i := range list {
		if e := &list[i]; e.keep >= keep[e.role] || i == best && e.keep >= keepBest {
			out = append(out, *e)
		}
	}
	return out
}

// title is how an individual perpetrator is called.
func (r *reading) title(e *entity) string {
	if e.named >= 0 {
		first, last := r.fullName(e)
		return r.plain(first, last)
	}
	return r.wordingOf(e.told, 0)
}

func (r *reading) person(m modelSet, e *entity, span credence.Span) credence.Target {
	t := credence.Target{Kind: "person", Number: r.numberOf(e), Span: span}
	if e.named >= 0 {
		first, last := r.fullName(e)
		t.Name = r.plain(first, last)
		r.elsewhere(e)
	}
	if e.member {
		t.Description = singular(r.uncounted(e.told))
	} else if e.told >= 0 {
		p := &r.phrases[e.told]
		if r.hasName(e.told) {
			t.Description = r.wordingOf(e.told, p.name)
			if civil[lang.Normal(t.Description)] || !r.mayDescribe(p.name-1) {
				t.Description = ""
			}
		} else {
			t.Description = r.wordingOf(e.told, 0)
		}
	}
	r.classify(&t, m["person-class"], m["person-effect"], e)
	return t
}

// mayDescribe reports whether token i, before a name, can say what the person
// is: no word for an act, a thing, a time or a place.
func (r *reading) mayDescribe(i int32) bool {
	const person = isPerson | isTitle | isPerp | isNation | isOrgHead | isTalk
	const other = isEventVerb | isEventNoun | verbThird | verbPast | verbGerund | isAdv | isTime | isThing | isPlaceWord | isWeapon
	b := r.units[i].bits
	return b&person != 0 || b&other == 0
}

// civil holds forms of address, and words, that describe nobody.
var civil = map[string]bool{"mr": true, "mrs": true, "ms": true, "miss": true, "new": true, "old": true, "young": true, "late": true, "downtown": true,
	"central": true, "northern": true, "southern": true, "eastern": true, "western": true}

func (r *reading) thing(m modelSet, e *entity, span credence.Span) credence.Target {
	t := credence.Target{Kind: "physical", Description: r.wordingOf(e.mentions[0], 0), Number: r.numberOf(e), Span: span}
	r.classify(&t, m["thing-class"], m["thing-effect"], e)
	return t
}

// weaponClass is the class of the strongest word of phrase k, or of what hangs
// on it: "sticks of dynamite".
func (r *reading) weaponClass(k int32) string {
	p := &r.phrases[k]
	class := r.classAmong(p.first, p.head+1)
	if class == "" || loose[class] {
		if of := r.classAmong(p.last, r.withOf(k)); of != "" && !loose[of] {
			return of
		}
	}
	return class
}

// loose holds the classes of weapons of which another word may tell more: a
// charge of dynamite, the burst of a rifle.
var loose = map[string]bool{"explosive": true, "bomb": true, "gun": true}

// classAmong is the class of the last weapon among tokens first..last-1, or a
// narrower one that a word before it gives.
func (r *reading) classAmong(first, last int32) string {
	class := ""
	for i := last - 1; i >= first; i-- {
		u := &r.units[i]
		if u.weapon != 0 && (class == "" || loose[class] && !loose[r.lex.weapon[u.weapon]]) {
			class = r.lex.weapon[u.weapon]
		}
		if class == "bomb" && u.thing != 0 && r.lex.thing[u.thing] == "vehicle" {
			class = "vehicle_bomb"
		}
	}
	return class
}

// compoundWeapon takes a weapon from the name of an act: "a car bomb
// explosion", "dynamite attacks".
func (r *reading) compoundWeapon(mt *credence.Mention, c *cluster) {
	for _, s := range c.sents {
		rg := r.range_[s]
		for k := rg.phrases; k < rg.phrasesEnd; k++ {
			p := &r.phrases[k]
			if r.units[p.head].bits&(isEventNoun|isWeapon) == 0 {
				continue
			}
			last := p.head
			for last > p.first && r.units[last-1].bits&isWeapon == 0 {
				last--
			}
			if last == p.first {
				continue
			}
			first := last - 1
			for first > p.first && r.units[first-1].cat == catNominal && r.units[first-1].bits&(isWeapon|isThing) != 0 {
				first--
			}
			class := r.classAmong(first, last)
			if class == "" || mt.Type == "kidnapping" || mt.Type == "arson" {
				continue
			}
			mt.Weapons = append(mt.Weapons, credence.Weapon{Text: r.plain(first, last), Class: class, Span: r.text.Span(int(first), int(last))})
			return
		}
	}
}

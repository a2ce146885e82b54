package event

import (
	"github.com/credence-project/credence"
)

// clusterFeatures describes a cluster for the decisions on type, stage,
// category, and whether it is an incident at all.
func (r *reading) clusterFeatures(f *featureSet, n int, list []entity) {
	c := &r.clusters[n]
	f.reset()
	f.add(500, 0)
	for e := range uint32(32) {
		if c.events&(1<<e) != 0 {
			f.add(501, e)
		}
	}
	f.add(502, c.kinds)
	clear(r.seen)
	for j, s := range c.sents {
		if j < 2 {
			for e := range uint32(32) {
				if r.sents[s].events&(1<<e) != 0 {
					f.add2(503, e, uint32(j))
				}
			}
		}
		sent := &r.text.Sentences[s]
		for i := sent.First; i < sent.Last; i++ {
			u := &r.units[i]
			if u.hash == 0 || u.name || u.cat == catDet || u.cat == catNumber || u.cat == catPrep {
				continue
			}
			h := u.lemmaOr()
			if j == 0 {
				f.add(504, h)
			}
			if !r.seen[h] && u.bits&(isEventNoun|isEventVerb|isWeapon|isPerp|isAdv|isThing) != 0 {
				r.seen[h] = true
				f.add(505, h)
			}
		}
	}
	var top [6]float32
	var count [6]int
	for i := range list {
		e := &list[i]
		top[e.role] = max(top[e.role], e.p)
		count[e.role]++
		k := e.mentions[0]
		f.add2(506, uint32(e.role), r.classKey(&r.phrases[k]))
		f.add2(507, uint32(e.role), r.units[r.phrases[k].head].lemmaOr())
	}
	mask := uint32(0)
	for role := 1; role < 6; role++ {
		f.add2(508, uint32(role), uint32(top[role]*6))
		f.add2(509, uint32(role), bucket(count[role]))
		if count[role] > 0 {
			mask |= 1 << role
		}
	}
	f.add2(510, mask, c.kinds)
	f.add(511, r.relevance)
	f.add2(512, r.relevance, mask)
	heat := float32(0)
	for _, s := range c.sents {
		heat = max(heat, r.sents[s].heat)
	}
	f.add(513, uint32(heat*8))
	f.add2(514, uint32(heat*5), r.relevance)
	f.add(515, bucket(len(c.sents)))
	f.add2(516, uint32(min(n, 4)), bucket(len(r.clusters)))
	f.add(517, bucket(int(c.sents[0])))
	f.add(518, bucket(len(r.sents)))
	r.clusterBodies(f, c)
	r.clusterDates(f, c)
}

// clusterBodies adds the organisations near the cluster.
func (r *reading) clusterBodies(f *featureSet, c *cluster) {
	for i := range r.orgs {
		o := &r.orgs[i]
		if !c.has(r.phrases[o.phrase].sent) {
			continue
		}
		kind := uint32(1)
		if o.actor != nil {
			kind = hashForm(string(o.actor.Kind))
		}
		f.add2(520, kind, uint32(o.probs[0]*4))
		f.add2(521, r.units[o.last-1].lemmaOr(), uint32(o.probs[0]*3))
	}
}

// clusterDates adds how long ago the dates of the cluster lie.
func (r *reading) clusterDates(f *featureSet, c *cluster) {
	if r.anchor.IsZero() {
		return
	}
	today := int(r.anchor.Unix() / 86400)
	old, fresh := false, false
	for i := range r.dates {
		d := &r.dates[i]
		if d.from == 0 || !c.has(r.text.Tokens[d.first].Sent) {
			continue
		}
		if today-int(d.to) > 60 {
			old = true
		} else {
			fresh = true
		}
	}
	v := uint32(0)
	if old {
		v |= 1
	}
	if fresh {
		v |= 2
	}
	f.add(530, v)
	f.add2(531, v, r.relevance)
}

func (c *cluster) has(s int32) bool {
	for _, x := range c.sents {
		if x == s {
			return true
		}
	}
	return false
}

// guess asks, phrase by phrase, what part each plays, from its surroundings
// alone.
func (r *reading) guess(m *linear) {
	r.roleP = r.roleP[:0]
	for k := range r.phrases {
		p := [6]float32{1}
		if r.candidate(k) {
			r.roleFeatures(&r.set, k)
			r.probs = m.probabilities(r.set.list, r.probs)
			copy(p[:], r.probs)
		}
		r.roleP = append(r.roleP, p)
	}
}

// candidate reports whether phrase k can play a part at all.
func (r *reading) candidate(k int) bool {
	p := &r.phrases[k]
	return p.first >= int32(r.body) && !p.date
}

// surely is the probability of no role beyond which nothing is asked again.
const surely = 0.985

// roles asks again, now that the first answers, the document and the sentences
// are known, and about organisations.
func (r *reading) roles(m modelSet) {
	role, body := m["role"], m["body"]
	r.sumUp()
	r.roleQ = append(r.roleQ[:0], r.roleP...)
	for k := range r.phrases {
		if r.roleP[k][roleNone] > surely {
			continue
		}
		r.roleFeatures(&r.set, k)
		r.stackFeatures(&r.set, k)
		r.probs = role.probabilities(r.set.list, r.probs)
		copy(r.roleQ[k][:], r.probs)
	}
	r.roleP, r.roleQ = r.roleQ, r.roleP
	r.claims = 0
	for i := range r.units {
		switch r.units[i].event {
		case r.lex.claim:
			r.claims |= 1
		case r.lex.accuse:
			r.claims |= 2
		}
	}
	for i := range r.orgs {
		o := &r.orgs[i]
		o.probs = [6]float32{1}
		if o.first < int32(r.body) {
			continue
		}
		r.bodyFeatures(&r.set, o)
		r.probs = body.probabilities(r.set.list, r.probs)
		copy(o.probs[:], r.probs)
	}
}

// argmax gives the class with the largest sum.
func argmax(p []float32) int {
	best := 0
	for i, v := range p {
		if v > p[best] {
			best = i
		}
	}
	return best
}

// choose asks a model about the features at hand.
func (r *reading) choose(m *linear) (string, float32) {
	r.probs = m.probabilities(r.set.list, r.probs)
	best := argmax(r.probs)
	return m.classes[best], r.probs[best]
}

// vote adds up a model's answers over the mentions of an entity.
func (r *reading) vote(m *linear, e *entity) (string, float32) {
	var sums [16]float32
	for _, k := range e.mentions {
		r.roleFeatures(&r.set, int(k))
		r.probs = m.probabilities(r.set.list, r.probs)
		for i, p := range r.probs {
			sums[i] += p * r.roleP[k][e.role]
		}
	}
	best := argmax(sums[:len(m.classes)])
	total := float32(0)
	for _, v := range sums[:len(m.classes)] {
		total += v
	}
	return m.classes[best], sums[best] / total
}

// keep is the probability from which a participant is reported, by role.
var keep = [6]float32{roleIndividual: 0.35, rolePerson: 0.35, rolePhysical: 0.35, roleWeapon: 0.35}

// keepIncident is the probability from which a cluster is reported.
var keepIncident float32 = 0.35

// build turns the clusters into mentions.
func (r *reading) build(m modelSet) []credence.Mention {
	var out []credence.Mention
	if len(r.clusters) > 0 {
		r.readPlaces()
	}
	for n := range r.clusters {
		list := r.gather(&r.clusters[n])
		r.clusterFeatures(&r.set, n, list)
		r.probs = m["report"].probabilities(r.set.list, r.probs)
		if r.probs[1] < keepIncident {
			continue
		}
		mt := credence.Mention{Rule: "incident"}
		mt.Type, _ = r.choose(m["type"])
		st, _ := r.choose(m["stage"])
		mt.Stage = credence.Stage(st)
		cat, _ := r.choose(m["category"])
		mt.Category = cat
		mt.Date = r.when(m["date"], &r.clusters[n])
		mt.Place = r.where(m, &r.clusters[n])
		r.participants(m, &mt, n, list)
		r.perpetrators(m["party"], &mt, n, list)
		s := &r.text.Sentences[r.clusters[n].sents[0]]
		mt.Span = credence.Span{Start: int(s.Start), End: int(s.End)}
		out = append(out, mt)
	}
	return out
}

// participants fills weapons, targets and individual perpetrators.
func (r *reading) participants(m modelSet, mt *credence.Mention, n int, list []entity) {
	for i := range list {
		e := &list[i]
		r.keepFeatures(&r.set, n, list, i)
		r.probs = m["keep"].probabilities(r.set.list, r.probs)
		if r.probs[1] < keep[e.role] {
			continue
		}
		k := e.mentions[0]
		p := &r.phrases[k]
		span := r.text.Span(int(p.first), int(p.last))
		switch e.role {
		case roleWeapon:
			mt.Weapons = append(mt.Weapons, credence.Weapon{Text: r.wordingOf(k, 0), Class: r.weaponClass(k), Span: span})
		case roleIndividual:
			mt.Perpetrators = append(mt.Perpetrators, credence.Perpetrator{Kind: "individual", Name: r.title(e), Span: span})
		case rolePerson:
			t := r.person(m, e, span)
			t.Nation = r.nationOf(e, mt.Place.Country)
			mt.Targets = append(mt.Targets, t)
		case rolePhysical:
			t := r.thing(m, e, span)
			t.Nation = r.nationOf(e, mt.Place.Country)
			mt.Targets = append(mt.Targets, t)
		}
	}
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
	}
	if e.told >= 0 {
		p := &r.phrases[e.told]
		if r.hasName(e.told) {
			t.Description = r.wordingOf(e.told, p.name)
		} else {
			t.Description = r.wordingOf(e.told, 0)
		}
	}
	t.Class, _ = r.vote(m["person-class"], e)
	if effect, _ := r.vote(m["person-effect"], e); effect != "none" {
		t.Effect = effect
	}
	return t
}

func (r *reading) thing(m modelSet, e *entity, span credence.Span) credence.Target {
	t := credence.Target{Kind: "physical", Description: r.wordingOf(e.mentions[0], 0), Number: r.numberOf(e), Span: span}
	t.Class, _ = r.vote(m["thing-class"], e)
	if effect, _ := r.vote(m["thing-effect"], e); effect != "none" {
		t.Effect = effect
	}
	return t
}

// weaponClass is the class of the strongest word of phrase k.
func (r *reading) weaponClass(k int32) string {
	p := &r.phrases[k]
	class := ""
	for i := p.head; i >= p.first; i-- {
		u := &r.units[i]
		if u.weapon != 0 && class == "" {
			class = r.lex.weapon[u.weapon]
		}
		if class == "bomb" && u.thing != 0 && r.lex.thing[u.thing] == "vehicle" {
			class = "vehicle_bomb"
		}
	}
	return class
}

// keepDate is the probability from which a date is taken for the incident's.
var keepDate float32 = 0.4

// when picks the date of a cluster; without one it is some day up to the
// text's own.
func (r *reading) when(m *linear, c *cluster) credence.DateMention {
	best, at := keepDate, -1
	rank := 0
	for i := range r.dates {
		d := &r.dates[i]
		if d.from == 0 || !c.has(r.text.Tokens[d.first].Sent) {
			continue
		}
		r.dateFeatures(&r.set, i, c, rank)
		rank++
		r.probs = m.probabilities(r.set.list, r.probs)
		if r.probs[1] > best {
			best, at = r.probs[1], i
		}
	}
	if at >= 0 {
		return r.dates[at].date.DateMention
	}
	if r.anchor.IsZero() {
		return credence.DateMention{}
	}
	return credence.DateMention{To: r.anchor.Format("2006-01-02")}
}

package event

import (
	"slices"

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
	r.seen.clear()
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
			if u.bits&(isEventNoun|isEventVerb|isWeapon|isPerp|isAdv|isThing) == 0 {
				continue
			}
			if seen := r.seen.at(h); !*seen {
				*seen = true
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
	r.overlapFeatures(f, n, list)
}

// overlapFeatures tells whether the cluster only repeats what another says.
func (r *reading) overlapFeatures(f *featureSet, n int, list []entity) {
	c := &r.clusters[n]
	own, repeated := 0, 0
	for i := range list {
		e := &list[i]
		if e.p < 0.4 || e.role != rolePerson && e.role != rolePhysical {
			continue
		}
		again := false
		for j := range r.clusters {
			if j == n {
				continue
			}
			for _, k := range e.mentions {
				h := r.units[r.phrases[k].head]
				again = again || contains(r.clusters[j].names, h.hash) || contains(r.clusters[j].heads, h.lemmaOr())
			}
		}
		if again {
			repeated++
		} else {
			own++
		}
	}
	f.add2(540, bucket(own), bucket(repeated))
	kinds := uint32(0)
	for j := range r.clusters {
		if j != n {
			kinds |= r.clusters[j].kinds
		}
	}
	f.add2(541, bucket(own), c.kinds&^kinds)
	f.add2(542, min(uint32(n), 3), mix(bucket(own), bucket(repeated)))
	if n > 0 {
		prev := &r.clusters[n-1]
		f.add2(543, bucket(int(c.sents[0]-prev.sents[len(prev.sents)-1])), bucket(own))
	}
	f.add2(544, bucket(len(r.clusters)), bucket(own))
}

// clusterBodies adds the organisations near the cluster.
func (r *reading) clusterBodies(f *featureSet, c *cluster) {
	for i := range r.orgs {
		o := &r.orgs[i]
		if !r.owns(c, r.phrases[o.phrase].sent) {
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
		if d.from == 0 || !r.owns(c, r.text.Tokens[d.first].Sent) {
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

// guess asks, phrase by phrase, what part each plays, from its surroundings
// alone. both holds the model m and beside it the one that roles asks, which
// wants the same features and more.
func (r *reading) guess(m, both *linear) {
	r.roleP, r.roleSums = r.roleP[:0], r.roleSums[:0]
	for k := range r.phrases {
		p, sums := [6]float32{1}, [mostClasses]int32{}
		if r.candidate(k) {
			r.roleFeatures(&r.set, k)
			both.add(r.set.list, &sums)
			r.probs = m.answer(sums[:], r.probs)
			copy(p[:], r.probs)
		}
		r.roleP = append(r.roleP, p)
		r.roleSums = append(r.roleSums, [6]int32(sums[len(m.classes):]))
	}
	r.sumSents()
}

// candidate reports whether phrase k can play a part at all.
func (r *reading) candidate(k int) bool {
	p := &r.phrases[k]
	return p.first >= int32(r.body) && !p.date
}

// surely is the probability of no role beyond which nothing is asked again.
const surely = 0.985

// roles asks again, now that the first answers, the document and the sentences
// are known, and about organisations. Phrases of sentences that can belong to no
// incident keep their first answers, which nobody looks at.
func (r *reading) roles(m modelSet) {
	role, body := m["role"], m["body"]
	r.sumUp()
	r.roleQ = append(r.roleQ[:0], r.roleP...)
	for k := range r.phrases {
		if r.roleP[k][roleNone] > surely || !r.sents[r.phrases[k].sent].open {
			continue
		}
		var sums [mostClasses]int32
		copy(sums[:], r.roleSums[k][:])
		r.set.reset()
		r.stackFeatures(&r.set, k)
		role.add(r.set.list, &sums)
		r.probs = role.answer(sums[:], r.probs)
		copy(r.roleQ[k][:], r.probs)
	}
	r.roleP, r.roleQ = r.roleQ, r.roleP
	r.footings()
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
	return m.likeliest(r.probs)
}

// likeliest is the class with the largest probability.
func (m *linear) likeliest(probs []float32) (string, float32) {
	best := argmax(probs)
	return m.classes[best], probs[best]
}

// keep is the probability, of incident and participant together, from which a
// participant is reported, by role.
var keep = [6]float32{roleIndividual: 0.25, rolePerson: 0.32, rolePhysical: 0.32, roleWeapon: 0.35}

// keepBest is the same for the likeliest target, without which an incident
// says little.
const keepBest float32 = 0.15

// keepEffect is the probability from which an effect is reported.
const keepEffect float32 = 0.4

// keepShot is the probability from which a shooting implies a gun.
const keepShot float32 = 0.3

// keepIncident is the probability from which a cluster is reported.
const keepIncident float32 = 0.3

// telling lists the models that build asks about a cluster, in this order.
var telling = []string{"report", "type", "stage", "category"}

// build turns the clusters into mentions. together holds the models of telling
// side by side.
func (r *reading) build(m modelSet, together *linear) []credence.Mention {
	var out []credence.Mention
	r.weight = r.weight[:0]
	bound := keepIncident
	if !r.text.Upper {
		bound *= shyText
	}
	if len(r.clusters) > 0 {
		r.readPlaces()
	}
	for n := range r.clusters {
		list := r.gather(&r.clusters[n])
		r.clusterFeatures(&r.set, n, list)
		var sums [mostClasses]int32
		together.add(r.set.list, &sums)
		if r.probs = m["report"].answer(sums[:], r.probs); r.probs[1] < bound {
			continue
		}
		mt, rest := credence.Mention{Rule: "incident"}, sums[len(r.probs):]
		next := func(m *linear) (string, float32) {
			r.probs = m.answer(rest, r.probs)
			rest = rest[len(r.probs):]
			return m.likeliest(r.probs)
		}
		mt.Type, _ = next(m["type"])
		st, _ := next(m["stage"])
		mt.Stage = credence.Stage(st)
		mt.Category, _ = next(m["category"])
		r.probs = m["gun"].probabilities(r.set.list, r.probs)
		shot := r.probs[1] > keepShot*r.surer()
		mt.Date = r.when(m["date"], &r.clusters[n])
		mt.Place = r.where(m, &r.clusters[n])
		r.participants(m, &mt, n, list)
		r.perpetrators(m, &mt, n, list)
		if len(mt.Weapons) == 0 {
			r.compoundWeapon(&mt, &r.clusters[n])
		}
		if shot {
			mt.Weapons = append(mt.Weapons, r.gunOf(&r.clusters[n]))
		}
		if len(mt.Weapons) == 0 && mt.Type == "bombing" && r.text.Upper {
			mt.Weapons = append(mt.Weapons, r.bombOf(&r.clusters[n]))
		}
		s := &r.text.Sentences[r.clusters[n].sents[0]]
		mt.Span = credence.Span{Start: int(s.Start), End: int(s.End)}
		if len(mt.Targets) == 0 && len(mt.Perpetrators) == 0 {
			continue
		}
		if i := slices.IndexFunc(out, func(a credence.Mention) bool { return repeats(&a, &mt) }); i >= 0 {
			absorb(&out[i], &mt)
			continue
		}
		count(&mt)
		r.noneHurt(&r.clusters[n], &mt)
		r.toll(&r.clusters[n], &mt)
		out = append(out, mt)
		weight := float32(0)
		for _, s := range r.clusters[n].sents {
			weight += r.sents[s].heat
		}
		r.weight = append(r.weight, weight)
	}
	return out
}

// keepDate is the probability from which a date is taken for the incident's.
const keepDate float32 = 0.35

// ofAct is the least probability of a date that an act is called by.
const ofAct float32 = 0.75

// namesAct reports whether an act is called by date d: "Monday's bombing",
// "last week's stabbing".
func (r *reading) namesAct(d *dateUse) bool {
	i := d.last
	if int(i) < len(r.units) && r.units[i].cat == catPoss {
		i++
	} else if d.last == d.first || r.units[d.last-1].cat != catPoss {
		return false
	}
	for n := int32(0); n < 3 && int(i+n) < len(r.units); n++ {
		u := &r.units[i+n]
		if u.cat != catNominal {
			return false
		}
		if u.bits&isEventNoun != 0 && r.lex.kinds[u.event] != 0 {
			return true
		}
	}
	return false
}

// when picks the date of a cluster; without one it is some day up to the
// text's own.
func (r *reading) when(m *linear, c *cluster) credence.DateMention {
	best, at := keepDate, -1
	rank := 0
	for i := range r.dates {
		d := &r.dates[i]
		if d.from == 0 || !r.attached(c, r.text.Tokens[d.first].Sent) {
			continue
		}
		r.dateFeatures(&r.set, i, c, rank)
		rank++
		r.probs = m.probabilities(r.set.list, r.probs)
		p := r.probs[1]
		if r.namesAct(d) {
			p = max(p, ofAct)
		}
		if p > best {
			best, at = p, i
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

package event

import (
	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lexicon"
)

// keepFeatures describes an entity for the question whether it truly belongs
// to the incident of cluster n. list holds all entities of the cluster.
func (r *reading) keepFeatures(f *featureSet, n int, list []entity, at int) {
	c, e := &r.clusters[n], &list[at]
	f.reset()
	role := uint32(e.role)
	p := uint32(e.p * 12)
	f.add2(800, role, p)
	top, rank, count := float32(0), uint32(0), 0
	for i := range list {
		if list[i].role != e.role {
			continue
		}
		count++
		top = max(top, list[i].p)
		if list[i].p > e.p {
			rank++
		}
	}
	f.add2(801, role, mix(min(rank, 5), p/2))
	f.add2(802, role, uint32(e.p/top*6))
	f.add2(803, role, mix(bucket(count), p/2))
	form := uint32(0)
	if e.named >= 0 {
		form = 1
	}
	if e.plural {
		form |= 2
	}
	f.add2(804, mix(role, form), p/2)
	f.add2(805, role, mix(bucket(len(e.mentions)), p/3))
	k := e.mentions[0]
	ph := &r.phrases[k]
	class := r.classKey(ph)
	f.add2(806, role, class)
	f.add2(807, mix(role, class), p/3)
	if e.told >= 0 {
		f.add2(808, role, r.units[r.phrases[e.told].head].lemmaOr())
	}
	inside := uint32(0)
	for _, m := range e.mentions {
		if r.owns(c, r.phrases[m].sent) {
			inside = 1
		}
	}
	first := uint32(0)
	if ph.sent == c.sents[0] {
		first = 1
	}
	f.add2(809, role, inside<<1|first)
	f.add2(810, mix(role, p/2), inside<<1|first)
	f.add2(811, role, r.heat(ph.sent))
	f.add2(812, role, c.kinds)
	f.add2(813, role, bucket(len(r.clusters)))
	f.add2(814, mix(role, inside), bucket(len(r.clusters)))
	f.add2(815, role, uint32(r.units[ph.first].cat))
	f.add2(816, role, r.units[ph.first].hash)
	last := c.sents[len(c.sents)-1]
	gap := uint32(0)
	if ph.sent > last {
		gap = bucket(int(ph.sent - last))
	}
	f.add2(817, role, gap)
	masks := uint32(0)
	for i := range list {
		if list[i].p > 0.5 {
			masks |= 1 << list[i].role
		}
	}
	f.add2(818, role, masks)
	f.add2(819, mix(role, masks), p/3)
	r.rivalFeatures(f, list, at, form)
}

// rivalFeatures compares an entity with the others that play the same part.
func (r *reading) rivalFeatures(f *featureSet, list []entity, at int, form uint32) {
	e := &list[at]
	role, p := uint32(e.role), uint32(e.p*12)
	ph := &r.phrases[e.mentions[0]]
	class := r.classKey(ph)
	named, alike, here := uint32(0), uint32(0), uint32(0)
	for i := range list {
		d := &list[i]
		if i == at || d.role != e.role || d.p < 0.3 {
			continue
		}
		if d.named >= 0 {
			named++
		}
		q := &r.phrases[d.mentions[0]]
		if r.units[q.head].person == r.units[ph.head].person && r.units[q.head].thing == r.units[ph.head].thing && d.plural == e.plural {
			alike = 1
			if i < at {
				alike = 2
			}
		}
		if q.sent == ph.sent {
			here++
		}
	}
	opener := r.units[ph.first].hash
	if c := r.units[ph.first].cat; c == catNumber || c == catNominal {
		opener = uint32(c)
	}
	f.add2(820, mix(role, opener), mix(form, bucket(int(named))))
	f.add2(821, mix(role, class), alike)
	f.add2(822, mix(role, opener), mix(alike, form))
	f.add2(823, role, mix(bucket(int(here)), p/3))
}

// party is an organisation as seen from one cluster.
type party struct {
	key    uint32
	first  int // mentions by index, -1 if none
	full   int
	inside bool
	in     [6]float32 // largest probabilities among mentions in the cluster
	all    [6]float32 // and in the whole text
	sums   [6]float32
	count  int
	gap    int32 // sentences between the cluster and the nearest mention
}

// parties lists the organisations of the text that may have a part in the
// incident of cluster c.
func (r *reading) parties(c *cluster) []party {
	r.partyList = r.partyList[:0]
	for i := range r.orgs {
		o := &r.orgs[i]
		if o.first < int32(r.body) {
			continue
		}
		at := -1
		for j := range r.partyList {
			if r.partyList[j].key == o.key {
				at = j
			}
		}
		if at < 0 {
			r.partyList = append(r.partyList, party{key: o.key, first: i, full: i, gap: 99})
			at = len(r.partyList) - 1
		}
		t := &r.partyList[at]
		t.count++
		sent := r.phrases[o.phrase].sent
		inside := r.owns(c, sent)
		for j, p := range o.probs {
			t.all[j] = max(t.all[j], p)
			if inside {
				t.in[j] = max(t.in[j], p)
				t.sums[j] += p
			}
		}
		t.inside = t.inside || inside
		t.gap = min(t.gap, c.distance(sent))
		if f := &r.orgs[t.full]; o.last-o.first > f.last-f.first {
			t.full = i
		}
	}
	return r.partyList
}

// distance is how many sentences lie between s and the nearest of the cluster.
func (c *cluster) distance(s int32) int32 {
	best := int32(99)
	for _, x := range c.sents {
		best = min(best, max(x-s, s-x))
	}
	return best
}

// partyFeatures describes organisation t for the question whether and how the
// text ties it to the incident of cluster n.
func (r *reading) partyFeatures(f *featureSet, n int, list []party, t *party, ents []entity) {
	f.reset()
	f.add(840, 0)
	o := &r.orgs[t.full]
	kind := uint32(1)
	if o.actor != nil {
		kind = hashForm(string(o.actor.Kind))
		f.add(841, hashForm(o.actor.ID))
	} else {
		f.add(842, r.units[o.last-1].lemmaOr())
	}
	in, all := 1-r.innocence(t, true), 1-r.innocence(t, false)
	flags := uint32(0)
	if t.inside {
		flags = 1
	}
	clusters := bucket(len(r.clusters))
	f.add2(843, flags, uint32(in*10))
	f.add2(844, flags, uint32(all*10))
	f.add2(845, kind, uint32(in*5))
	f.add2(846, uint32(min(t.gap, 6)), mix(uint32(all*5), clusters))
	f.add2(847, uint32(min(t.gap, 6)), clusters)
	f.add2(848, kind, clusters)
	f.add2(849, bucket(t.count), uint32(all*4))
	f.add2(850, bucket(t.count), kind)
	for c := 1; c < 6; c++ {
		f.add2(851, uint32(c), uint32(t.in[c]*8))
		f.add2(852, uint32(c), uint32(t.all[c]*8))
		f.add2(853, uint32(c)<<8|uint32(t.in[c]*5), flags)
	}
	f.add2(854, uint32(argmax(t.in[1:])), flags)
	f.add2(855, uint32(argmax(t.all[1:])), flags)
	rank := uint32(0)
	for i := range list {
		if 1-r.innocence(&list[i], true) > in {
			rank++
		}
	}
	f.add2(856, min(rank, 4), uint32(in*4))
	f.add2(857, min(rank, 4), kind)
	for i := range ents {
		if ents[i].role == roleIndividual && ents[i].p > 0.3 {
			f.add2(858, kind, r.units[r.phrases[ents[i].mentions[0]].head].lemmaOr())
		}
	}
	f.add2(859, kind, r.clusters[n].kinds)
	f.add2(860, r.claims, kind)
	f.add2(861, r.claims, flags)
}

// innocence is the smallest probability that the organisation is no perpetrator,
// over its mentions in the cluster or in the whole text.
func (r *reading) innocence(t *party, in bool) float32 {
	v := float32(1)
	for i := range r.orgs {
		o := &r.orgs[i]
		if o.key == t.key && o.first >= int32(r.body) && (!in || r.owns(r.here, r.phrases[o.phrase].sent)) {
			v = min(v, o.probs[0])
		}
	}
	return v
}

// perpetrators adds the organisations that the text ties to the incident of
// cluster n.
func (r *reading) perpetrators(m modelSet, mt *credence.Mention, n int, ents []entity) {
	r.here = &r.clusters[n]
	list := r.parties(r.here)
	for i := range list {
		t := &list[i]
		if 1-r.innocence(t, false) < 0.08 {
			continue
		}
		r.partyFeatures(&r.set, n, list, t, ents)
		r.probs = m["party"].probabilities(r.set.list, r.probs)
		if r.probs[1] < keepBody {
			continue
		}
		o := &r.orgs[t.full]
		p := credence.Perpetrator{Kind: "organization", Name: r.plain(o.first, o.last), Span: r.text.Span(int(o.first), int(o.last))}
		if a := r.pick(o.actors, mt.Place.Country); a != nil {
			p.ActorID = a.ID
		}
		p.Also = r.otherForm(t.full)
		p.Confidence = credence.Confidence(r.stance(m["stance"], t.key, r.here))
		mt.Perpetrators = append(mt.Perpetrators, p)
	}
}

// otherForm is the acronym that the text uses beside the full name of
// organisation n, or the full name beside the acronym.
func (r *reading) otherForm(n int) string {
	o := &r.orgs[n]
	if o.actor == nil {
		return ""
	}
	for i := range r.orgs {
		q := &r.orgs[i]
		if q.key == o.key && (q.form == lexicon.FormAcronym) != (o.form == lexicon.FormAcronym) {
			return r.plain(q.first, q.last)
		}
	}
	return ""
}

// pick chooses the actor that a name denotes in this text, nil if that is open.
func (r *reading) pick(actors []*lexicon.Actor, scene string) *lexicon.Actor {
	if len(actors) < 2 {
		if len(actors) == 0 {
			return nil
		}
		return actors[0]
	}
	h := lexicon.Hints{Countries: []string{scene, r.home}}
	if !r.anchor.IsZero() {
		h.Year = r.anchor.Year()
	}
	return lexicon.Pick(actors, h)
}

// keepBody is the probability from which an organisation is reported.
const keepBody float32 = 0.4

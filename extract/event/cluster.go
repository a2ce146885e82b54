package event

// digest is what a sentence says, condensed for the question which incident
// it belongs to.
type digest struct {
	names   []uint32 // last words of names in a role
	heads   []uint32 // heads of other phrases in a role
	places  []uint32
	dates   []int32 // days since 1970, of dates other than the text's own day
	events  uint32
	kinds   uint32 // kinds of incident that it speaks of
	another bool   // "another", "also", "meanwhile" ...
	the     bool   // "the attack", "the bomb": something known
	one     bool   // "an attack", "a bomb": something new
	first   uint32 // first word
}

// cluster is sentences that report the same incident.
type cluster struct {
	digest
	sents  []int32
	number int32 // from 1, in the order of the text
	gold   int   // training: gold incident+1
}

// kinds of incident, as bits of digest.kinds.
const (
	kindKill = 1 << iota
	kindBomb
	kindKidnap
	kindArson
	kindRob
	kindAttack
	kindThreat
)

// eventKinds maps the name of an event class to the kinds it speaks of.
var eventKinds = map[string]uint32{"kill": kindKill, "die": kindKill, "shoot": kindKill, "stab": kindKill, "injure": kindKill, "bomb": kindBomb,
	"explode": kindBomb, "kidnap": kindKidnap, "arson": kindArson, "rob": kindRob, "attack": kindAttack, "threaten": kindThreat, "hijack": kindKidnap}

// digestOf condenses sentence s.
func (r *reading) digestOf(s int, d *digest) {
	d.names, d.heads, d.places, d.dates = d.names[:0], d.heads[:0], d.places[:0], d.dates[:0]
	d.events, d.kinds = r.sents[s].events, 0
	d.another, d.the, d.one = false, false, false
	for e := range uint8(32) {
		if d.events&(1<<e) != 0 && int(e) < len(r.lex.event) {
			d.kinds |= r.lex.kinds[e]
		}
	}
	rg := r.range_[s]
	for k := rg.phrases; k < rg.phrasesEnd; k++ {
		p := &r.phrases[k]
		if r.roleOf(k) > 0.3 {
			if p.name <= p.head {
				d.names = append(d.names, r.units[p.head].hash)
			} else {
				d.heads = append(d.heads, r.units[p.head].lemmaOr())
			}
		}
		if p.prep >= 0 && p.name <= p.head && r.roleOf(k) < 0.3 {
			d.places = append(d.places, r.units[p.head].hash)
		}
		u := &r.units[p.head]
		if u.bits&(isEventNoun|isWeapon) != 0 {
			switch r.text.Normal(int(p.first)) {
			case "the", "this", "that", "these", "both":
				d.the = true
			case "a", "an", "another", "two", "three", "several", "other", "one":
				d.one = true
			}
		}
	}
	r.cues(s, d)
	for i := range r.dates {
		t := &r.dates[i]
		if int(r.text.Tokens[t.first].Sent) == s && t.from != 0 && t.from == t.to {
			d.dates = append(d.dates, t.from)
		}
	}
}

// cues reads the words that tie a sentence to the ones before it.
func (r *reading) cues(s int, d *digest) {
	sent := &r.text.Sentences[s]
	d.first = r.units[sent.First].hash
	for i := sent.First; i < sent.Last; i++ {
		switch r.text.Normal(int(i)) {
		case "another", "other", "also", "meanwhile", "similarly", "elsewhere", "separate", "addition", "likewise", "moreover":
			d.another = true
		}
	}
}

// roleOf is the probability that phrase k plays a part.
func (r *reading) roleOf(k int32) float32 { return 1 - r.roleP[k][roleNone] }

// merge adds a digest to a cluster.
func (c *cluster) merge(s int, d *digest) {
	c.sents = append(c.sents, int32(s))
	c.names = append(c.names, d.names...)
	c.heads = append(c.heads, d.heads...)
	c.places = append(c.places, d.places...)
	c.dates = append(c.dates, d.dates...)
	c.events |= d.events
	c.kinds |= d.kinds
}

func shared[T comparable](a, b []T) int {
	n := 0
	for _, x := range a {
		for _, y := range b {
			if x == y {
				n++
				break
			}
		}
	}
	return n
}

// agreement compares two sets: 0 one is empty, 1 something shared, 2 disjoint.
func agreement[T comparable](a, b []T) uint32 {
	switch {
	case len(a) == 0 || len(b) == 0:
		return 0
	case shared(a, b) > 0:
		return 1
	}
	return 2
}

// linkFeatures describes the question whether sentence s goes on about c.
// last is the cluster spoken of before.
func (r *reading) linkFeatures(f *featureSet, s int, d *digest, c *cluster, recent bool, clusters int) {
	f.reset()
	f.add(300, 0)
	names, heads, places, dates := agreement(d.names, c.names), agreement(d.heads, c.heads), agreement(d.places, c.places), agreement(d.dates, c.dates)
	f.add(301, names)
	f.add(302, heads)
	f.add(303, places)
	f.add(304, dates)
	f.add2(305, names, mix(dates, heads))
	f.add2(306, names, mix(places, heads))
	common, diff := d.kinds&c.kinds, d.kinds&^c.kinds
	f.add2(307, d.kinds, c.kinds)
	f.add2(308, common, 1)
	f.add2(309, diff, 1)
	gap := min(uint32(s)-uint32(c.sents[len(c.sents)-1]), 6)
	rec := uint32(0)
	if recent {
		rec = 1
	}
	flags := uint32(0)
	if d.another {
		flags |= 1
	}
	if d.the {
		flags |= 2
	}
	if d.one {
		flags |= 4
	}
	f.add2(310, gap, rec)
	f.add2(311, flags, rec)
	f.add2(312, flags, mix(rec, common))
	f.add2(313, d.first, rec)
	f.add2(314, bucket(clusters), rec)
	if r.text.Sentences[s].Para == r.text.Sentences[c.sents[len(c.sents)-1]].Para {
		f.add(315, rec)
	} else {
		f.add(316, rec)
	}
	f.add2(317, bucket(len(d.names)), names)
	f.add2(318, uint32(min(shared(d.heads, c.heads), 4)), heads)
	f.add2(319, mix(names, heads), mix(rec, flags))
	f.add2(320, mix(dates, places), mix(rec, flags))
	f.add2(321, r.heat(int32(s)), rec)
	f.add2(322, bucket(s), rec)
}

// heatBounds are the probabilities from which a sentence reports an incident: by
// itself, and if it names a target.
func (r *reading) heatBounds() (at, with float32) {
	if !r.text.Upper {
		return heatAt * shyText, heatWith * shyText
	}
	return heatAt, heatWith
}

// open notes which sentences may come to belong to an incident, and reports
// whether any may report one.
func (r *reading) open() bool {
	_, with := r.heatBounds()
	last := int32(-1)
	for s := range r.sents {
		if r.sents[s].heat >= with {
			last = int32(s)
		}
		r.sents[s].open = last >= 0 && int32(s)-last <= reach || r.sents[s].heat > warm
	}
	return last >= 0
}

// reports decides whether sentence s reports an incident.
func (r *reading) reports(s int) bool {
	at, with := r.heatBounds()
	if r.sents[s].heat >= at {
		return true
	}
	rg := r.range_[s]
	for k := rg.phrases; k < rg.phrasesEnd; k++ {
		if r.roleP[k][rolePerson]+r.roleP[k][rolePhysical] > 0.5 {
			return r.sents[s].heat >= with
		}
	}
	return false
}

// window is how many of the latest clusters a sentence may join.
const window = 32

// join groups the sentences that report incidents into clusters. bound is the
// probability from which a sentence joins a cluster.
func (r *reading) join(m *linear, bound float32) {
	r.clusters = r.clusters[:0]
	last := -1
	for s := range r.sents {
		if !r.reports(s) {
			continue
		}
		r.digestOf(s, &r.digest)
		best, at := float32(0), -1
		for i := max(0, len(r.clusters)-window); i < len(r.clusters); i++ {
			r.linkFeatures(&r.set, s, &r.digest, &r.clusters[i], i == last, len(r.clusters))
			r.probs = m.probabilities(r.set.list, r.probs)
			if r.probs[1] > best {
				best, at = r.probs[1], i
			}
		}
		if best < bound {
			at = len(r.clusters)
			r.addCluster()
		}
		r.clusters[at].merge(s, &r.digest)
		last = at
	}
	r.own()
}

// addCluster adds an empty cluster that has the room of one of an earlier text.
func (r *reading) addCluster() {
	n := len(r.clusters)
	if n == cap(r.clusters) {
		r.clusters = append(r.clusters, cluster{})
		return
	}
	r.clusters = r.clusters[:n+1]
	c := &r.clusters[n]
	*c = cluster{sents: c.sents[:0], digest: digest{names: c.names[:0], heads: c.heads[:0], places: c.places[:0], dates: c.dates[:0]}}
}

// linkAt is the bound of join. Rather too many clusters than too few: those
// that tell the same are joined again in the end (repeat.go). The models about
// clusters learn best from larger ones, made with linkLearnt. In text with small
// letters the bound is linkShy: the reading of scenes unites more.
const linkAt, linkShy, linkLearnt float32 = 0.7, 0.8, 0.65

// linkBound is the bound of join for the text at hand.
func (r *reading) linkBound() float32 {
	if r.text.Upper {
		return linkAt
	}
	return linkShy
}

// A sentence reports an incident from the probability heatAt on, and from
// heatWith on if it names a target.
const heatAt, heatWith float32 = 0.28, 0.14

// What reports an incident the models have learnt from copy of 1987-91 about
// one part of the world, and they are less sure elsewhere when they are right:
// in text with small letters the bounds on texts and sentences are multiplied
// by shyText.
const shyText float32 = 0.5

// surer is the factor for the bound on a gun that no word names: today's prose
// says what was fired.
func (r *reading) surer() float32 {
	if r.text.Upper {
		return 1
	}
	return 1.7
}

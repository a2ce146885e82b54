package event

import (
	"slices"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lexicon"
)

// placeFeatures describes place i for the question whether the incident of
// cluster c happened there. rank counts places of the cluster before it.
func (r *reading) placeFeatures(f *featureSet, i int, c *cluster, rank int) {
	u := &r.places[i]
	p := &r.phrases[u.phrase]
	f.reset()
	f.add(700, 0)
	kind := hashForm(u.kind)
	f.add(701, kind)
	prep := uint32(0)
	if p.prep >= 0 {
		prep = r.units[p.prep].hash
	}
	f.add2(702, prep, kind)
	f.add2(703, prep, uint32(min(rank, 4)))
	above, ae := uint32(0), uint32(0)
	if p.above >= 0 {
		h := &r.units[r.phrases[p.above].head]
		above, ae = h.lemmaOr(), uint32(h.event)
	}
	f.add2(704, prep, above)
	f.add2(705, prep, ae)
	nth := uint32(9)
	for j, s := range c.sents {
		if s == p.sent {
			nth = uint32(min(j, 3))
		}
	}
	if u.first < int32(r.body) {
		nth = 8
		f.add2(719, r.cityWords(c), 1)
	}
	f.add2(706, nth, prep)
	f.add2(707, nth, uint32(min(rank, 4)))
	f.add2(708, r.heat(p.sent), nth)
	flags := uint32(0)
	if u.known {
		flags |= 1
	}
	if u.country == r.home {
		flags |= 2
	}
	if u.within >= 0 {
		flags |= 4
	}
	for j := range r.places {
		if r.places[j].within == int32(i) {
			flags |= 8
		}
	}
	f.add2(709, flags, kind)
	f.add2(710, flags, prep)
	ll, le := r.verbKey(p.left)
	rl, re := r.verbKey(p.right)
	f.add2(711, le, prep)
	f.add2(712, re, prep)
	f.add2(713, ll, prep)
	f.add(714, rl)
	f.add2(715, bucket(int(u.at.Population)), flags)
	same := 0
	for j := range r.places {
		if r.units[r.places[j].first].hash == r.units[u.first].hash {
			same++
		}
	}
	f.add2(716, bucket(same), kind)
	f.add2(717, uint32(min(p.gapL, 3)), le)
	f.add(718, r.units[p.first-min(p.first, 2)].hash)
	r.besideFeatures(f, p, mix(kind, prep))
}

// besideFeatures tell which act and which participant stand beside phrase p.
func (r *reading) besideFeatures(f *featureSet, p *phrase, what uint32) {
	f.add(735, r.nearRole(p))
	act, far := r.nearAct(p)
	f.add2(736, act, far)
	f.add2(737, far, what)
	f.add(738, r.sents[p.sent].events)
}

// nearRole is the part of the participant among the three phrases before p
// in its sentence, and how far before.
func (r *reading) nearRole(p *phrase) uint32 {
	k := r.units[p.first].phrase
	for j := k - 1; j >= 0 && j >= k-3 && r.phrases[j].sent == p.sent; j-- {
		if role, _ := r.best(j); role != roleNone {
			return uint32(role)<<4 | uint32(k-j)
		}
	}
	return 0
}

// nearAct is the class of the act word closest to p in its sentence, and how
// far off it is.
func (r *reading) nearAct(p *phrase) (class, far uint32) {
	s := &r.text.Sentences[p.sent]
	best := int32(99)
	for i := s.First; i < s.Last; i++ {
		u := &r.units[i]
		if u.bits&(isEventNoun|isEventVerb) == 0 || u.event == 0 || r.lex.kinds[u.event] == 0 {
			continue
		}
		d := max(i-p.last+1, p.first-i)
		if d >= 0 && d < best {
			best, class = d, uint32(u.event)
			if i > p.first {
				class |= 64
			}
		}
	}
	return class, bucket(int(best))
}

// cityWords tells whether the cluster speaks of "the capital" or "this city",
// and whether it names another place.
func (r *reading) cityWords(c *cluster) uint32 {
	v := uint32(0)
	for _, s := range c.sents {
		rg := r.range_[s]
		for k := rg.phrases; k < rg.phrasesEnd; k++ {
			switch r.text.Normal(int(r.phrases[k].head)) {
			case "capital":
				v |= 1
			case "city", "downtown":
				v |= 2
			}
		}
	}
	for i := range r.places {
		if r.places[i].first >= int32(r.body) && r.owns(c, r.phrases[r.places[i].phrase].sent) {
			v |= 4
			if r.places[i].country == r.home {
				v |= 8
			}
		}
	}
	return v
}

// keepPlace is the probability from which a place is taken for the scene.
const keepPlace float32 = 0.35

// where finds the place of a cluster.
func (r *reading) where(m modelSet, c *cluster) credence.PlaceMention {
	at := r.site(m["place"], c)
	out := credence.PlaceMention{}
	if at < 0 {
		out.Country = r.scene(m["country"], c)
		return out
	}
	whole := int32(-1)
	if part := r.partOf(at); part >= 0 {
		whole, at = int32(at), part
	}
	u := &r.places[at]
	out = credence.PlaceMention{Name: r.plain(u.first, u.last), Kind: u.kind, Country: u.country, Span: r.text.Span(int(u.first), int(u.last))}
	if out.Kind == "" {
		out.Kind = "city"
	}
	if u.known {
		out.Lat, out.Lon = u.at.Lat, u.at.Lon
	}
	within := u.within
	if within < 0 {
		within = whole
	}
	if within < 0 && u.kind == "neighborhood" {
		within = r.cityBefore(at)
	}
	if within >= 0 {
		w := &r.places[within]
		out.Within, out.WithinKind = r.plain(w.first, w.last), w.kind
		if out.WithinKind == "" {
			out.WithinKind = "city"
		}
		if out.Country == "" {
			out.Country = w.country
		}
	}
	if out.Country == "" {
		out.Country = r.scene(m["country"], c)
	}
	return out
}

// site is the place where the incident of cluster c happened, -1 if none is
// likely. Mentions of a name add to each other.
func (r *reading) site(m *linear, c *cluster) int {
	r.siteP = r.siteP[:0]
	rank := 0
	for i := range r.places {
		p := float32(0)
		if r.mayBeScene(i, c) {
			r.placeFeatures(&r.set, i, c, rank)
			rank++
			r.probs = m.probabilities(r.set.list, r.probs)
			p = r.probs[1]
		}
		r.siteP = append(r.siteP, p)
	}
	best, at := keepPlace, -1
	for i, p := range r.siteP {
		not := 1 - p
		for j, q := range r.siteP {
			if j != i && q > 0 && q <= p && r.sameSite(i, j) {
				not *= 1 - q
			}
		}
		if p > 0 && 1-not > best {
			best, at = 1-not, i
		}
	}
	return at
}

// keepPart is the probability from which a part of the town that is the scene
// is taken for the scene itself.
const keepPart float32 = 0.15

// partOf is the likeliest part of the town in place at among the places asked
// about last, -1 if there is none.
func (r *reading) partOf(at int) int {
	if placeSize[r.places[at].kind] != placeSize["city"] {
		return -1
	}
	best, part := keepPart, -1
	for i, p := range r.siteP {
		u := &r.places[i]
		if p > best && placeSize[u.kind] == placeSize["neighborhood"] && (u.within < 0 || r.sameSite(int(u.within), at)) {
			best, part = p, i
		}
	}
	return part
}

// sameSite reports whether places i and j bear the same name.
func (r *reading) sameSite(i, j int) bool {
	a, b := &r.places[i], &r.places[j]
	return a.last-a.first == b.last-b.first && r.units[a.first].hash == r.units[b.first].hash && r.units[a.last-1].hash == r.units[b.last-1].hash
}

// mayBeScene reports whether place i stands with the sentences of c, or in
// the dateline.
func (r *reading) mayBeScene(i int, c *cluster) bool {
	u := &r.places[i]
	if u.first < int32(r.body) {
		return u.known && u.kind == "city"
	}
	return r.attached(c, r.phrases[u.phrase].sent)
}

// cityBefore is the last city named before place i, the dateline's included.
func (r *reading) cityBefore(i int) int32 {
	for j := i - 1; j >= 0; j-- {
		if r.places[j].kind == "city" && r.places[j].known {
			return int32(j)
		}
	}
	return -1
}

// nationOf is the country whose adjective or people the entity's wording
// holds, if it is not the scene's.
func (r *reading) nationOf(e *entity, scene string) string {
	phrases := e.mentions
	if e.told >= 0 {
		phrases = append(slices.Clone(phrases), e.told)
	}
	for _, k := range phrases {
		p := &r.phrases[k]
		for i := p.first; i < p.last; i++ {
			if r.units[i].bits&isNation == 0 {
				continue
			}
			if c, ok := lexicon.Countries().Lookup(r.text.Word(int(i))); ok && c.Code != scene {
				return c.Code
			}
		}
	}
	return ""
}

package event

import (
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lexicon"
)

// placeUse is a place that the text names.
type placeUse struct {
	first, last int32 // tokens of the name
	phrase      int32
	end         int32 // token behind all that belongs to it
	kind        string
	within      int32 // index of the larger place beside it, -1
	country     string
	at          lexicon.Place
	known       bool // in the gazetteer
}

// countryUse is a country that the text names or alludes to.
type countryUse struct {
	code string
	sent int32
	name bool // by its name, not by an adjective
	head bool // in the dateline
}

// readPlaces finds places and countries.
func (r *reading) readPlaces() {
	r.places, r.countries = r.places[:0], r.countries[:0]
	r.readCountries()
	r.home = r.homeCountry()
	for k := 0; k < len(r.phrases); k++ {
		k = r.placeAt(k)
	}
	for i := range r.places {
		r.places[i].within = r.larger(i)
	}
}

func (r *reading) wordAt(i int) string {
	if i >= len(r.text.Tokens) {
		return ""
	}
	return r.text.Word(i)
}

// readCountries notes names of countries, and adjectives and peoples.
func (r *reading) readCountries() {
	table := lexicon.Countries()
	for i := 0; i < len(r.units); {
		u := &r.units[i]
		if u.phrase < 0 || u.cat != catNominal && u.cat != catDet {
			i++
			continue
		}
		m, ok := table.Longest(r.wordAt, i)
		if !ok {
			i++
			continue
		}
		r.countries = append(r.countries, countryUse{m.Country.Code, r.text.Tokens[i].Sent, m.Form == lexicon.CountryName, i < r.body})
		i += m.Tokens
	}
}

// homeCountry is the country from which the text reports: that of its
// dateline, or the one named most.
func (r *reading) homeCountry() string {
	for _, c := range r.countries {
		if c.head {
			return c.code
		}
	}
	if r.body > 0 {
		places := lexicon.Gazetteer()
		for i := range r.phrases {
			p := &r.phrases[i]
			if p.first >= int32(r.body) {
				break
			}
			if m, ok := places.Longest(r.wordAt, int(p.first)); ok {
				if at, score := lexicon.Choose(places.Of(m), lexicon.PlaceHints{}); score > 0 && at.Population > 20000 {
					return at.Country
				}
			}
			break
		}
	}
	return r.mostNamed()
}

func (r *reading) mostNamed() string {
	best, top := "", 0
	for i, c := range r.countries {
		n := 0
		for _, d := range r.countries[i:] {
			if d.code == c.code {
				n++
			}
		}
		if n > top {
			best, top = c.code, n
		}
	}
	return best
}

// placeAt reads a place from phrase k, if it names one, and gives the last
// phrase that it used.
func (r *reading) placeAt(k int) int {
	p := &r.phrases[k]
	u := &r.units[p.head]
	if u.bits&isPlaceWord != 0 {
		if first := r.nameBefore(p); first < p.head {
			r.addPlace(k, first, p.head, p.last, r.lex.place[u.place])
			return k
		}
		if k+1 < len(r.phrases) {
			q := &r.phrases[k+1]
			if q.prep == p.last && r.text.Normal(int(q.prep)) == "of" && q.name <= q.head {
				r.addPlace(k, q.name, q.head+1, q.last, r.lex.place[u.place])
				return k + 1
			}
		}
		return k
	}
	if p.name > p.head || p.actor != 0 || !r.located(p) {
		return k
	}
	r.addPlace(k, p.name, p.head+1, p.last, "")
	return k
}

// nameBefore is where the name before the place word at the head begins, the
// head itself if there is none.
func (r *reading) nameBefore(p *phrase) int32 {
	first := p.head
	for first > p.first && (r.units[first-1].name || first < p.head && r.linksName(int(first-1))) {
		first--
	}
	return first
}

// located reports whether the phrase stands where places stand.
func (r *reading) located(p *phrase) bool {
	if p.prep >= 0 {
		switch r.text.Normal(int(p.prep)) {
		case "in", "at", "near", "from", "to", "of", "around", "outside", "between", "through", "toward", "towards", "on", "into", "within", "throughout":
			return true
		}
	}
	if p.apposed >= 0 && len(r.places) > 0 && r.places[len(r.places)-1].end >= p.first-2 {
		return true
	}
	return p.first < int32(r.body)
}

// addPlace notes the place with the name in tokens first..last-1.
func (r *reading) addPlace(k int, first, last, end int32, kind string) {
	u := placeUse{first: first, last: last, phrase: int32(k), end: end, kind: kind, within: -1}
	gaz := lexicon.Gazetteer()
	if m, ok := gaz.Longest(r.wordAt, int(first)); ok && first+int32(m.Tokens) == last {
		if c, ok := lexicon.Countries().Longest(r.wordAt, int(first)); ok && c.Tokens == m.Tokens && r.body > 0 && kind == "" {
			return
		}
		hints := lexicon.PlaceHints{Countries: []string{r.home}}
		if at, score := lexicon.Choose(wanted(gaz.Of(m), kind), hints); score > 0 {
			u.at, u.known, u.country = at, true, at.Country
			if kind == "" {
				u.kind = kindOf(at)
			}
		}
	} else if _, ok := lexicon.Countries().Longest(r.wordAt, int(first)); ok {
		return
	}
	r.places = append(r.places, u)
}

// wanted keeps the places that agree with the word for their kind.
func wanted(list []lexicon.Place, kind string) []lexicon.Place {
	division := kind == "department" || kind == "province" || kind == "state" || kind == "region"
	if kind == "" {
		return list
	}
	var out []lexicon.Place
	for _, p := range list {
		if (p.Kind == lexicon.PlaceDivision || p.Kind == lexicon.PlaceRegion) == division {
			out = append(out, p)
		}
	}
	return out
}

// kindOf is the word for a place of the gazetteer.
func kindOf(p lexicon.Place) string {
	switch p.Kind {
	case lexicon.PlaceDivision, lexicon.PlaceRegion:
		if p.Type != "" {
			return strings.ToLower(p.Type)
		}
		switch p.Country {
		case "EC", "AR", "CR", "PA", "CU", "DO":
			return "province"
		case "CL":
			return "region"
		case "MX", "VE", "BR", "US", "IN", "NG":
			return "state"
		}
		return "department"
	case lexicon.PlaceQuarter:
		return "neighborhood"
	}
	return "city"
}

var placeSize = map[string]int{"neighborhood": 1, "village": 2, "canton": 2, "town": 3, "city": 3, "municipality": 4, "jurisdiction": 4,
	"district": 4, "county": 5, "province": 6, "department": 7, "region": 8, "state": 8}

// larger finds the place beside place i that holds it.
func (r *reading) larger(i int) int32 {
	u := &r.places[i]
	sent := r.text.Tokens[u.first].Sent
	for _, j := range []int{i + 1, i - 1} {
		if j < 0 || j >= len(r.places) {
			continue
		}
		v := &r.places[j]
		if r.text.Tokens[v.first].Sent != sent || placeSize[v.kind] <= placeSize[u.kind] {
			continue
		}
		gap := v.first - u.end
		if j < i {
			gap = u.first - v.end
		}
		if gap <= 6 {
			return int32(j)
		}
	}
	return -1
}

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
}

// countryFeatures describes the country code as the scene of cluster c.
func (r *reading) countryFeatures(f *featureSet, code string, c *cluster) {
	f.reset()
	home, top := uint32(0), uint32(0)
	if code == r.home {
		home = 1
	}
	if code == r.mostNamed() {
		top = 1
	}
	var inName, inOther, total int
	first := false
	for i, u := range r.countries {
		if u.code != code {
			continue
		}
		total++
		if i == 0 {
			first = true
		}
		if c.has(u.sent) && !u.head {
			if u.name {
				inName++
			} else {
				inOther++
			}
		}
	}
	others := 0
	for _, u := range r.countries {
		if u.code != code && c.has(u.sent) && !u.head {
			others++
		}
	}
	f.add(720, home)
	f.add2(721, home, top)
	f.add2(722, home, bucket(inName))
	f.add2(723, home, bucket(inOther))
	f.add2(724, mix(home, top), mix(bucket(inName), bucket(inOther)))
	f.add2(725, bucket(total), home)
	f.add2(726, bucket(others), mix(home, bucket(inName+inOther)))
	if first {
		f.add(727, home)
	}
}

// scene is the country in which the incident of cluster c happened.
func (r *reading) scene(m *linear, c *cluster) string {
	best, at := float32(0), r.home
	for i, u := range r.countries {
		seen := false
		for _, v := range r.countries[:i] {
			seen = seen || v.code == u.code
		}
		if seen {
			continue
		}
		r.countryFeatures(&r.set, u.code, c)
		r.probs = m.probabilities(r.set.list, r.probs)
		if r.probs[1] > best {
			best, at = r.probs[1], u.code
		}
	}
	return at
}

// keepPlace is the probability from which a place is taken for the scene.
var keepPlace float32 = 0.35

// where finds the place of a cluster.
func (r *reading) where(m modelSet, c *cluster) credence.PlaceMention {
	best, at := keepPlace, -1
	rank := 0
	for i := range r.places {
		if !c.has(r.phrases[r.places[i].phrase].sent) || r.places[i].first < int32(r.body) {
			continue
		}
		r.placeFeatures(&r.set, i, c, rank)
		rank++
		r.probs = m["place"].probabilities(r.set.list, r.probs)
		if r.probs[1] > best {
			best, at = r.probs[1], i
		}
	}
	out := credence.PlaceMention{}
	if at < 0 {
		out.Country = r.scene(m["country"], c)
		return out
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
	for _, k := range e.mentions {
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

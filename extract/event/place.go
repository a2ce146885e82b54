package event

import (
	"slices"
	"strings"

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
		if r.startsNone(i, r.nameless.countries) {
			i++
			continue
		}
		m, ok := table.Longest(r.wordAt, i)
		if !ok || m.Common {
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
	if len(r.phrases) > 0 && r.phrases[0].first < int32(r.body) { // what the dateline begins with
		places := lexicon.Gazetteer()
		if m, ok := places.Longest(r.wordAt, int(r.phrases[0].first)); ok {
			if code := seat(places.Of(m), r.mostNamed()); code != "" {
				return code
			}
		}
	}
	return r.mostNamed()
}

// seat is the country of the place that a dateline means: a capital, one in
// the country that the text names most, or the largest.
func seat(list []lexicon.Place, named string) string {
	best, top := "", 0
	for _, p := range list {
		v := p.Population
		if p.Kind == lexicon.PlaceCapital {
			v += 50_000_000
		}
		if p.Country == named {
			v += 20_000_000
		}
		if v > top && v > 20_000 {
			best, top = p.Country, v
		}
	}
	return best
}

// mostNamed is the country that the text speaks of most, by its name, its
// adjective or the armed groups that act there.
func (r *reading) mostNamed() string {
	best, top := "", 0
	count := func(code string) int {
		n := 0
		for _, d := range r.countries {
			if d.code == code {
				n += 2
			}
		}
		for i := range r.orgs {
			if a := r.orgs[i].actor; a != nil && len(a.Countries) > 0 && a.Countries[0] == code {
				n += 3
			}
		}
		return n
	}
	try := func(code string) {
		if n := count(code); n > top {
			best, top = code, n
		}
	}
	for _, c := range r.countries {
		try(c.code)
	}
	for i := range r.orgs {
		if a := r.orgs[i].actor; a != nil && len(a.Countries) > 0 {
			try(a.Countries[0])
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
			if r.text.Normal(int(p.head)) == "city" {
				if m, ok := lexicon.Gazetteer().Longest(r.wordAt, int(first)); ok && first+int32(m.Tokens) == p.head+1 {
					r.addPlace(k, first, p.head+1, p.last, "")
					return k
				}
			}
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
	if first < int32(r.body) && monthNumber(r.text.Normal(int(first))) != 0 {
		return
	}
	u := placeUse{first: first, last: last, phrase: int32(k), end: end, kind: kind, within: -1}
	gaz := lexicon.Gazetteer()
	if m, ok := gaz.Longest(r.wordAt, int(first)); ok && first+int32(m.Tokens) == last {
		if c, ok := lexicon.Countries().Longest(r.wordAt, int(first)); ok && c.Tokens == m.Tokens && kind == "" {
			return
		}
		hints := lexicon.PlaceHints{Countries: []string{r.home}}
		if partKinds[kind] {
			if at, score := lexicon.Choose(r.wanted(gaz.Of(m), ""), hints); score > 0 && (at.Population > town || at.Kind == lexicon.PlaceDivision) {
				kind = "" // "a San Salvador street", "the eastern part of Antioquia"
			}
		}
		if at, score := lexicon.Choose(r.wanted(gaz.Of(m), kind), hints); score > 0 {
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

// partKinds are words for places that may go with the name of the town or
// province that they lie in.
var partKinds = map[string]bool{"road": true, "region": true, "neighborhood": true}

// town is the population from which a town is better known than a part of one
// with its name.
const town = 100_000

// wanted keeps the places that agree with the word for their kind and lie in
// a country that the text is about.
func (r *reading) wanted(list []lexicon.Place, kind string) []lexicon.Place {
	division := kind == "department" || kind == "province" || kind == "state" || kind == "region"
	codes := r.codes()
	var out []lexicon.Place
	for _, p := range list {
		area := p.Kind == lexicon.PlaceDivision || p.Kind == lexicon.PlaceRegion
		if (kind == "" || area == division) && (len(codes) == 0 || slices.Contains(codes, p.Country) || p.Population > 3_000_000) {
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
		gap, between := v.first-u.end, u.end
		if j < i {
			gap, between = u.first-v.end, v.end
		}
		if gap <= 6 && (int(between) >= len(r.units) || r.units[between].cat != catConj) {
			return int32(j)
		}
	}
	return -1
}

package lexicon

import (
	"bytes"
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed places.txt
var placeFile []byte

// Gazetteer is the built-in gazetteer, built at first use: about 0.1 s and
// 13 MB. Programs that name no places need not call it.
var Gazetteer = sync.OnceValue(func() *Places {
	p, err := newPlaces(gazetteerFile, placeFile)
	if err != nil {
		panic(err) // the files are part of the program and are read by its tests
	}
	return p
})

// PlaceKind says what sort of place a place is.
type PlaceKind uint8

// The kinds of place. The order is that of the data file.
const (
	PlaceTown        PlaceKind = iota // city, town or village
	PlaceQuarter                      // part of a city
	PlaceSeat                         // seat of a first-level division
	PlaceCapital                      // capital of a country
	PlaceGone                         // abandoned, destroyed or historical
	PlaceDivision                     // first-level division: department, province, state
	PlaceRegion                       // any other area: valley, peninsula, disputed land
	PlaceCountry                      // a country; its position is that of its capital
	PlaceSubdivision                  // second-level division without a town of its name: province of Peru, district
)

// Place is a place of the gazetteer.
type Place struct {
	Name       string // as the gazetteer has it
	Country    string // ISO 3166 alpha-2
	Division   string // first-level division it lies in; "" for a division or region
	Kind       PlaceKind
	Type       string  // of a division or a place of places.txt: "department", "valley", "village"
	Lat, Lon   float64 // of a division: the middle of its towns
	Population int     // 0 if not known
}

// PlaceHints is what is known around the name of a place.
type PlaceHints struct {
	Countries []string // ISO 3166 alpha-2 codes of the text, likeliest first
	Within    string   // the larger place that the text gives: "Ayacucho department", "Peru"
	Near      []Place  // places that the text names in an unmistakable way
}

// Places is the gazetteer with the index of its names.
type Places struct {
	gaz    *gazetteer
	index  *index  // name to the first place of that name
	owns   []Place // divisions, regions and countries
	extras []extra
	added  *index // name to the first of the extras of that name; the others follow by next
}

// extra is a name that the data file does not have.
type extra struct {
	place int32 // record of the gazetteer, or -1
	own   int32 // number of a place of owns, if place is -1
	next  int32 // the next of the same name, or -1
}

// PlaceMatch is the name of one or more places found in a text.
type PlaceMatch struct {
	Extent
	Common     bool // also an ordinary word or a person's name: wants "in", a comma and a country, or the like
	Largest    int  // population of the largest place of the name
	Candidates int  // how many places bear it
	first      int32
	added      int32
}

// newPlaces reads the two data files and makes the index.
func newPlaces(packed, own []byte) (*Places, error) {
	g, err := readGazetteer(packed)
	if err != nil {
		return nil, err
	}
	p := &Places{gaz: g, index: newIndex(g.len()), added: newIndex(2 * len(g.divisions))}
	for i := range g.len() {
		if p.index.add(g.name(i), int32(i), styleProper) != int32(i) {
			g.same[i/64] |= 1 << (i % 64)
		}
	}
	p.addDivisions()
	p.addCountries()
	if err := p.readOwn(own); err != nil {
		return nil, err
	}
	return p, nil
}

// addDivisions enters the first-level divisions in the middle of their towns,
// by their plain names and with the words for what they are: "Ayacucho",
// "Ayacucho department", "department of Ayacucho".
func (p *Places) addDivisions() {
	type sum struct{ lat, lon, n float64 }
	sums := make([]sum, len(p.gaz.divisions))
	for i := range p.gaz.len() {
		if d := p.gaz.divisionOf(i); d >= 0 {
			lat, lon := p.gaz.position(i)
			sums[d] = sum{sums[d].lat + lat, sums[d].lon + lon, sums[d].n + 1}
		}
	}
	for i, d := range p.gaz.divisions {
		if sums[i].n == 0 {
			continue
		}
		own := Place{
			Name: PlainDivision(d.name), Country: d.country, Kind: PlaceDivision, Type: divisionType(d.name),
			Lat: math.Round(sums[i].lat/sums[i].n*100) / 100, Lon: math.Round(sums[i].lon/sums[i].n*100) / 100,
		}
		words := []string{own.Type}
		if c, err := Countries().Country(d.country); err == nil && len(c.Divisions) > 0 {
			words = c.Divisions
		}
		if own.Type == "" {
			own.Type = words[0]
		}
		e := p.own(own)
		p.add(own.Name, e)
		for _, w := range words {
			if w != "" {
				p.add(own.Name+" "+w, e)
				p.add(w+" of "+own.Name, e)
			}
		}
	}
}

// addCountries enters the names of countries, so that they outdo towns of the
// same name.
func (p *Places) addCountries() {
	for _, c := range Countries().All() {
		at, ok := p.known(c.Capital, c.Code, false)
		if !ok {
			continue // a state that is gone
		}
		own := Place{Name: c.Name, Country: c.Code, Kind: PlaceCountry}
		if at.place >= 0 {
			own.Lat, own.Lon = p.gaz.position(int(at.place))
		} else {
			own.Lat, own.Lon = p.owns[at.own].Lat, p.owns[at.own].Lon
		}
		e := p.own(own)
		for _, n := range append([]string{c.Name}, c.Aliases...) {
			if !slices.Contains(c.Common, n) {
				p.add(n, e)
			}
		}
	}
}

// own keeps a place that the data file does not have.
func (p *Places) own(place Place) extra {
	p.owns = append(p.owns, place)
	return extra{place: -1, own: int32(len(p.owns) - 1)}
}

// add enters an extra under a name.
func (p *Places) add(name string, e extra) {
	next := int32(len(p.extras))
	e.next = -1
	if old := p.added.add(name, next, styleProper); old != next {
		for p.extras[old].next >= 0 {
			old = p.extras[old].next
		}
		p.extras[old].next = next
	}
	p.extras = append(p.extras, e)
}

// readOwn reads places.txt: other names of places (country and alias, with a
// type if a division is meant) and places of our own (with a position).
func (p *Places) readOwn(own []byte) error {
	const file = "places.txt"
	blocks, err := readBlocks(bytes.NewReader(own), file, "place")
	if err != nil {
		return err
	}
	for _, blk := range blocks {
		place, aliases := Place{Name: blk[0].value, Kind: PlaceTown}, []string(nil)
		for _, f := range blk[1:] {
			var err error
			switch f.key {
			case "country":
				place.Country = f.value
			case "type":
				place.Kind, place.Type = ownKind(f.value), f.value
			case "lat":
				place.Lat, err = strconv.ParseFloat(f.value, 64)
			case "lon":
				place.Lon, err = strconv.ParseFloat(f.value, 64)
			case "alias":
				aliases, err = names(f.value)
			default:
				err = fmt.Errorf("unknown key %q", f.key)
			}
			if err != nil {
				return fault(file, f.line, err.Error())
			}
		}
		if err := p.enterOwn(place, aliases); err != nil {
			return fault(file, blk[0].line, err.Error())
		}
	}
	return nil
}

// ownKind gives the kind of a place by the type that places.txt states.
func ownKind(kind string) PlaceKind {
	switch kind {
	case "town", "village":
		return PlaceTown
	case "district", "camp":
		return PlaceQuarter
	}
	return PlaceRegion
}

// enterOwn enters a place of places.txt. Without a position it must be there
// already: as a town, or with a type as a division.
func (p *Places) enterOwn(place Place, aliases []string) error {
	var e extra
	if place.Lat == 0 && place.Lon == 0 {
		found, ok := p.known(place.Name, place.Country, place.Type != "")
		if !ok {
			return fmt.Errorf("no place %s in %s", place.Name, place.Country)
		}
		e = found
	} else {
		e = p.own(place)
		p.add(place.Name, e)
	}
	for _, a := range aliases {
		p.add(a, e)
		if place.Type != "" {
			p.add(a+" "+place.Type, e)
		}
	}
	return nil
}

// known finds the largest place of that name in the country, or else, or if
// only divisions are asked for, the division.
func (p *Places) known(name, country string, division bool) (extra, bool) {
	if first, ok := p.index.lookup(name); ok && !division {
		for i := int(first); i == int(first) || p.gaz.repeats(i); i++ {
			if p.gaz.countries[p.gaz.country[i]] == country {
				return extra{place: int32(i)}, true
			}
		}
	}
	if at, ok := p.added.lookup(name); ok {
		for ; at >= 0; at = p.extras[at].next {
			if e := p.extras[at]; e.place < 0 && p.owns[e.own].Country == country {
				return e, true
			}
		}
	}
	return extra{}, false
}

// Candidates lists every place of that name, the largest first; divisions and
// regions come after the towns.
func (p *Places) Candidates(name string) []Place {
	first, ok := p.index.lookup(name)
	if !ok {
		first = -1
	}
	at, ok := p.added.lookup(name)
	if !ok {
		at = -1
	}
	return p.gather(first, at)
}

// Of lists the places of a match, as [Places.Candidates] does.
func (p *Places) Of(m PlaceMatch) []Place { return p.gather(m.first, m.added) }

func (p *Places) gather(first, at int32) []Place {
	var out []Place
	end := first
	if first >= 0 {
		for i := int(first); i == int(first) || p.gaz.repeats(i); i++ {
			out = append(out, p.gaz.place(i))
			end = int32(i) + 1
		}
	}
	for ; at >= 0; at = p.extras[at].next {
		switch e := p.extras[at]; {
		case e.place < 0:
			out = append(out, p.owns[e.own])
		case e.place < first || e.place >= end:
			out = append(out, p.gaz.place(int(e.place)))
		}
	}
	slices.SortStableFunc(out, func(a, b Place) int { return b.Population - a.Population })
	return out
}

// Longest gives the longest name of a place that starts at token i. ok is
// false if none does.
func (p *Places) Longest(words Words, i int) (m PlaceMatch, ok bool) {
	first, e := p.index.longest(words, i)
	added, f := p.added.longest(words, i)
	if e.Tokens < 2 && f.Tokens < 2 {
		if m, ok := p.parted(words, i); ok {
			return m, true
		}
	}
	switch {
	case e.Tokens == 0 && f.Tokens == 0:
		return PlaceMatch{}, false
	case longer(f, e):
		first, e = -1, f
	case longer(e, f):
		added = -1
	}
	m = PlaceMatch{Extent: e, first: first, added: added}
	if first >= 0 {
		m.Largest = int(p.gaz.population[first])
		for m.Candidates = 1; p.gaz.repeats(int(first) + m.Candidates); {
			m.Candidates++
		}
	}
	for at := added; at >= 0; at = p.extras[at].next {
		m.Candidates++
		if r := p.extras[at].place; r >= 0 {
			m.Largest = max(m.Largest, int(p.gaz.population[r]))
		}
	}
	m.Common = e.Tokens == 1 && noPlace(words(i)[:e.Tail])
	return m, true
}

// leastParted is the population from which the name of a town is also found where
// a text writes it in two words, and leastPart the bytes of each of them, so that
// two other words seldom make one together; two ordinary ones make none: "Green Wood".
const (
	leastParted = 50_000
	leastPart   = 3
)

// parted gives the town whose name, a single word, is written in two at token i,
// both with a capital: "Beled Weyne". It writes nothing down.
func (p *Places) parted(words Words, i int) (PlaceMatch, bool) {
	a := words(i)
	if !titled(a) {
		return PlaceMatch{}, false
	}
	b := words(i + 1)
	if !titled(b) {
		return PlaceMatch{}, false
	}
	s := scan{h: hashStart, best: -1}
	s.token(p.index, a, 0)
	s.token(p.index, b, 1)
	if !p.index.mayHold(s.h) {
		return PlaceMatch{}, false
	}
	c := p.index.find(s.h)
	if c.key == 0 || int(p.gaz.population[c.val]) < leastParted || noPlace(a) && noPlace(b) {
		return PlaceMatch{}, false
	}
	m := PlaceMatch{Extent: Extent{2, len(b)}, first: c.val, added: -1, Largest: int(p.gaz.population[c.val])}
	for m.Candidates = 1; p.gaz.repeats(int(c.val) + m.Candidates); {
		m.Candidates++
	}
	return m, true
}

// titled reports whether a word of some length has a capital and no other: what
// stands in capitals throughout tells of no name.
func titled(w string) bool {
	if len(w) < leastPart || w[0] < 'A' || w[0] > 'Z' {
		return false
	}
	return w[1] >= 'a' && w[1] <= 'z' && !strings.ContainsAny(w[1:], "ABCDEFGHIJKLMNOPQRSTUVWXYZ-'’")
}

func longer(a, b Extent) bool {
	return a.Tokens > b.Tokens || a.Tokens == b.Tokens && a.Tail > b.Tail
}

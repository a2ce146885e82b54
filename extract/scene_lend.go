package extract

import (
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lexicon"
)

// A scene without a place of its own, or with a street or a quarter alone, has that of
// the dateline or the town that the text names most.

// spot reports whether a place is a street, a station or the like that the
// gazetteer does not know.
func spot(p *credence.PlaceMention) bool {
	if p.Name == "" || p.Lat != 0 || p.Lon != 0 {
		return false
	}
	words := strings.Fields(strings.ToLower(p.Name))
	switch words[0] {
	case "calle", "rue", "via", "avenida", "avenue", "plaza", "place", "rua", "paseo", "carrera", "boulevard", "ulitsa", "jalan", "piazza", "viale", "carretera":
		return len(words) > 1
	}
	last := words[len(words)-1]
	switch last {
	case "street", "road", "avenue", "lane", "highway", "boulevard", "drive", "square", "close", "crescent", "terrace", "row", "circus", "roundabout", "junction", "interchange", "motorway", "expressway", "way", "promenade", "quay", "railway", "line":
		return len(words) > 1
	}
	for _, end := range [...]string{"strasse", "straße", "gade", "gatan", "straat", "utca"} {
		if strings.HasSuffix(last, end) {
			return true
		}
	}
	return len(words) > 1 && facility(p.Name)
}

// settlePlaces gives a scene that names no place that of the dateline, unless
// its incident is in another country.
func (d *detailer) settlePlaces(scenes []scene) {
	home := d.from
	if home.Name == "" && len(scenes) > 0 && (scenes[0].Place.Name == "" || spot(&scenes[0].Place)) {
		home = d.mainTown()
	}
	for k := range scenes {
		sc := &scenes[k]
		if d.townOf(&sc.Place) || sc.old || home.Name == "" {
			continue
		}
		switch {
		case sc.Place.Name == "" && (k == 0 || d.here(sc)),
			spot(&sc.Place) && (sc.Place.Country == "" || sc.Place.Country == home.Country),
			wide(&sc.Place) && sc.Place.Country == home.Country && d.here(sc):
			sc.Place, sc.lent = home, d.from.Name == ""
		}
	}
}

// lendPlaces gives the incidents that are still without a place that from which the
// text was sent. It comes last: a place that is only likely tells no two attacks apart.
func (d *detailer) lendPlaces(list []credence.Mention, scenes []scene) {
	if d.from.Name == "" {
		return
	}
	for k := range scenes {
		if sc := &scenes[k]; sc.at >= 0 && !sc.old {
			if m := &list[sc.at]; m.Place.Name == "" && (m.Place.Country == "" || m.Place.Country == d.from.Country) {
				m.Place = d.from
			}
		}
	}
}

// townOf puts a town in the place of one of its quarters, false if p is none.
func (d *detailer) townOf(p *credence.PlaceMention) bool {
	if p.Name == "" || wide(p) {
		return false
	}
	code := p.Country
	if code == "" {
		code = d.home
	}
	name := lexicon.TownOf(p.Name, code)
	if name == "" {
		return false
	}
	town, score := lexicon.Gazetteer().Lookup(name, lexicon.PlaceHints{Countries: []string{code}})
	if score == 0 || town.Country != code {
		return false
	}
	const apart = 40 // km
	if p.Lat != 0 && lexicon.Distance(lexicon.Place{Lat: p.Lat, Lon: p.Lon}, town) > apart && d.from.Name != name && d.large(p.Name, code, 20_000) {
		return false // another of the name
	}
	*p = placeMention(town, name, p.Span)
	return true
}

// here reports whether the sentences of a scene say that it is where the text
// was sent from.
func (d *detailer) here(sc *scene) bool {
	for _, i := range sc.sents {
		sent := &d.text.Sentences[i]
		for j := int(sent.First); j < int(sent.Last); j++ {
			switch d.text.Role(j) {
			case "here":
				return true
			case "city", "town", "capital":
				if j == int(sent.First) {
					continue
				}
				if w := d.text.Role(j - 1); (w == "the" || w == "this") && (j+1 == int(sent.Last) || d.text.Role(j+1) != "of") {
					return true
				}
			}
		}
	}
	return false
}

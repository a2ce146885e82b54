package lexicon

import (
	"math"
	"strings"
)

// Lookup gives the likeliest place of that name and a score from 0 to 1: how
// well hints and size speak for it. The score is 0 if there is none.
func (p *Places) Lookup(name string, h PlaceHints) (Place, float64) {
	return Choose(p.Candidates(name), h)
}

// Choose picks the likeliest of places that share a name. A place within what
// the text names around it goes first, then one in the likeliest country, then
// one near other places of the text, then the larger one.
func Choose(places []Place, h PlaceHints) (Place, float64) {
	var best Place
	top := 0.0
	within := Fold(PlainDivision(h.Within))
	for _, c := range places {
		if s := placeScore(c, h, within); s > top {
			best, top = c, s
		}
	}
	return best, math.Min(top, 1)
}

func placeScore(c Place, h PlaceHints, within string) float64 {
	s := 0.05 + 0.3*math.Min(1, math.Log10(float64(c.Population)+1)/7)
	switch c.Kind {
	case PlaceCapital:
		s += 0.1
	case PlaceSeat:
		s += 0.05
	case PlaceDivision, PlaceRegion:
		s += 0.18
	case PlaceCountry:
		s += 0.5
	case PlaceSubdivision:
		s += 0.04
	case PlaceQuarter, PlaceGone:
		s -= 0.04
	}
	if within != "" && c.inside(within) {
		s += 0.5
	}
	for i, code := range h.Countries {
		if strings.EqualFold(code, c.Country) {
			s += 0.4 / float64(i+1)
			break
		}
	}
	nearest := math.Inf(1)
	for _, n := range h.Near {
		nearest = math.Min(nearest, Distance(c, n))
	}
	if nearest < 400 {
		s += 0.35 * (1 - nearest/400)
	}
	return s
}

// inside reports whether the place lies in the division or country of that
// folded name.
func (c Place) inside(within string) bool {
	if c.Division != "" && Fold(c.Division) == within {
		return true
	}
	country, ok := Countries().Lookup(within)
	return ok && country.Code == c.Country
}

// Distance is the great-circle distance of two places in kilometres.
func Distance(a, b Place) float64 {
	const radius, degree = 6371, math.Pi / 180
	la, lb := a.Lat*degree, b.Lat*degree
	dLat, dLon := lb-la, (b.Lon-a.Lon)*degree
	h := math.Sin(dLat/2)*math.Sin(dLat/2) + math.Cos(la)*math.Cos(lb)*math.Sin(dLon/2)*math.Sin(dLon/2)
	return 2 * radius * math.Asin(math.Sqrt(math.Min(1, h)))
}

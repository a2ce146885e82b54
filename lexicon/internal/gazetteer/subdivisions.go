package main

import (
	"math"
	"strings"

	"github.com/credence-project/credence/lexicon"
)

// subdivided lists the countries whose second-level divisions reports name.
const subdivided = "AF AR BD BF BI BO CD CF CL CM CO DZ EC EG ET GT HN ID IN IQ IR KE LB LK LY ML MM MX MZ NE NG NI NP PE PH PK PS SD SO SS SV SY TD TH TN TR UG VE YE"

// kindSubdivision is lexicon.PlaceSubdivision in the data file.
const kindSubdivision = byte(lexicon.PlaceSubdivision)

// addSubdivisions adds the second-level divisions of these countries in the
// middle of their towns, unless a town of that name lies near.
func addSubdivisions(rows []row, path string) ([]row, error) {
	all, err := readDivisions(path)
	if err != nil {
		return nil, err
	}
	type sum struct{ lat, lon, n float64 }
	middle := map[string]sum{}
	byName := map[[2]string][]row{}
	for _, r := range rows {
		code := r.country + "." + r.division + "." + r.subdivision
		m := middle[code]
		middle[code] = sum{m.lat + r.lat, m.lon + r.lon, m.n + 1}
		byName[[2]string{r.fold, r.country}] = append(byName[[2]string{r.fold, r.country}], r)
	}
	for _, d := range all {
		part := strings.SplitN(d.Code, ".", 3)
		m := middle[d.Code]
		if len(part) != 3 || m.n == 0 || !strings.Contains(subdivided, part[0]) {
			continue
		}
		name := lexicon.PlainDivision(d.Name)
		r := row{name: name, fold: key(name), country: part[0], division: part[1], lat: m.lat / m.n, lon: m.lon / m.n, kind: kindSubdivision}
		if !near(r, byName[[2]string{r.fold, r.country}]) {
			rows = append(rows, r)
		}
	}
	return rows, nil
}

// near reports whether one of the rows lies within about a degree of r.
func near(r row, others []row) bool {
	for _, o := range others {
		if math.Hypot(o.lat-r.lat, o.lon-r.lon) < 1 {
			return true
		}
	}
	return false
}

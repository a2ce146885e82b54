// Command shapes makes the country shapes of package atlas from the npm package
// world-atlas 2.0.2, which carries the 1:50m boundaries of Natural Earth 4.1.0
// (public domain) as TopoJSON.
//
//	npm pack world-atlas@2.0.2    and unpack it
//	go run ./internal/server/atlas/internal/shapes -atlas DIR -out internal/server/atlas/shapes.gz
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"math"
	"os"
	"path/filepath"
	"sort"

	"golang.org/x/text/language"
)

func main() {
	log.SetFlags(0)
	atlas := flag.String("atlas", "", "folder of the unpacked package world-atlas")
	out := flag.String("out", "internal/server/atlas/shapes.gz", "file to write")
	tolerance := flag.Float64("tolerance", 0.03, "area, in degrees times a hundredth, below which a corner is left out")
	flag.Parse()
	if err := build(*atlas, *out, *tolerance/100); err != nil {
		log.Fatal(err)
	}
}

// topology is what we need of a TopoJSON file.
type topology struct {
	Objects struct {
		Countries struct {
			Geometries []geometry `json:"geometries"`
		} `json:"countries"`
	} `json:"objects"`
	Arcs      [][][2]int `json:"arcs"` // quantised, each point relative to the one before
	Transform struct {
		Scale     [2]float64 `json:"scale"`
		Translate [2]float64 `json:"translate"`
	} `json:"transform"`
}

type geometry struct {
	Type       string          `json:"type"`
	Arcs       json.RawMessage `json:"arcs"`
	ID         string          `json:"id"` // ISO 3166 numeric
	Properties struct {
		Name string `json:"name"`
	} `json:"properties"`
}

// perDegree is the resolution of the file.
const perDegree = 100

// point is a place in hundredths of a degree: longitude, latitude.
type point [2]int

func build(folder, out string, tolerance float64) error {
	path := filepath.Join(folder, "countries-50m.json")
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var t topology
	if err := json.Unmarshal(b, &t); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	var raw []byte
	raw = binary.AppendUvarint(raw, uint64(len(t.Arcs)))
	points := 0
	for _, arc := range t.Arcs {
		line := thin(absolute(&t, arc), tolerance)
		points += len(line)
		raw = appendLine(raw, line)
	}
	if raw, err = appendCountries(raw, t.Objects.Countries.Geometries); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	z.Comment = "Country shapes: Natural Earth 4.1.0, 1:50m, public domain, by way of npm world-atlas 2.0.2; thinned and rounded to 0.01 degrees."
	if _, err := z.Write(raw); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	fmt.Printf("%d countries, %d lines, %d points, %d bytes raw, %d bytes written\n",
		len(t.Objects.Countries.Geometries), len(t.Arcs), points, len(raw), packed.Len())
	return os.WriteFile(out, packed.Bytes(), 0o644)
}

// absolute undoes the differences and the quantisation of an arc.
func absolute(t *topology, arc [][2]int) [][2]float64 {
	line := make([][2]float64, len(arc))
	var x, y int
	for i, p := range arc {
		x, y = x+p[0], y+p[1]
		line[i] = [2]float64{
			float64(x)*t.Transform.Scale[0] + t.Transform.Translate[0],
			float64(y)*t.Transform.Scale[1] + t.Transform.Translate[1],
		}
	}
	return line
}

// thin leaves out, by the method of Visvalingam and Whyatt, the corners whose
// triangle with their neighbours is smaller than the tolerance, the smallest
// first, and rounds the rest. Ends stay, so that lines still meet; a closed line
// keeps at least a triangle.
func thin(line [][2]float64, tolerance float64) []point {
	least := 2
	if line[0] == line[len(line)-1] {
		least = 4
	}
	for len(line) > least {
		smallest, at := math.Inf(1), 0
		for i := 1; i < len(line)-1; i++ {
			if a := area(line[i-1], line[i], line[i+1]); a < smallest {
				smallest, at = a, i
			}
		}
		if smallest >= tolerance {
			break
		}
		line = append(line[:at], line[at+1:]...)
	}
	var out []point
	for _, p := range line {
		q := point{int(math.Round(p[0] * perDegree)), int(math.Round(p[1] * perDegree))}
		if n := len(out); n == 0 || out[n-1] != q {
			out = append(out, q)
		}
	}
	return out
}

// area is that of the triangle, with degrees of longitude as long as they are
// at that latitude.
func area(a, b, c [2]float64) float64 {
	return math.Abs((b[0]-a[0])*(c[1]-a[1])-(c[0]-a[0])*(b[1]-a[1])) / 2 * math.Cos(b[1]*math.Pi/180)
}

func appendLine(b []byte, line []point) []byte {
	b = binary.AppendUvarint(b, uint64(len(line)))
	var last point
	for _, p := range line {
		b = binary.AppendVarint(b, int64(p[0]-last[0]))
		b = binary.AppendVarint(b, int64(p[1]-last[1]))
		last = p
	}
	return b
}

// appendCountries writes for each country its code, its name and its rings, a
// ring as the numbers of its lines; a line that is followed backwards is -1 less
// its number.
func appendCountries(b []byte, countries []geometry) ([]byte, error) {
	sort.SliceStable(countries, func(i, j int) bool { return countries[i].Properties.Name < countries[j].Properties.Name })
	b = binary.AppendUvarint(b, uint64(len(countries)))
	for _, c := range countries {
		b = appendString(b, code(c.ID))
		b = appendString(b, c.Properties.Name)
		rings, err := rings(c)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.Properties.Name, err)
		}
		b = binary.AppendUvarint(b, uint64(len(rings)))
		for _, ring := range rings {
			b = binary.AppendUvarint(b, uint64(len(ring)))
			for _, n := range ring {
				b = binary.AppendVarint(b, int64(n))
			}
		}
	}
	return b, nil
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// code is ISO 3166 alpha-2 for a numeric code, "" for a land that has none.
func code(numeric string) string {
	r, err := language.ParseRegion(numeric)
	if err != nil {
		return ""
	}
	return r.String()
}

func rings(g geometry) ([][]int, error) {
	switch g.Type {
	case "Polygon":
		var one [][]int
		err := json.Unmarshal(g.Arcs, &one)
		return one, err
	case "MultiPolygon":
		var many [][][]int
		err := json.Unmarshal(g.Arcs, &many)
		var all [][]int
		for _, one := range many {
			all = append(all, one...)
		}
		return all, err
	}
	return nil, fmt.Errorf("%s is no polygon", g.Type)
}

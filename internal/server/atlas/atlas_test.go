package atlas

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func unnamed(string) string { return "" }

func TestAround(t *testing.T) {
	tests := []struct {
		name   string
		places []Place
		here   string   // the country that is marked
		near   []string // further countries on the map
		far    string   // one that is not
		km     int      // of the bar, at most
	}{
		{"a city", []Place{{Name: "London", Country: "GB", Lat: 51.5, Lon: -0.13, Main: true}}, "United Kingdom", []string{"France"}, "Brazil", 500},
		{"an inland city", []Place{{Name: "Mosul", Country: "IQ", Lat: 36.34, Lon: 43.13, Main: true}}, "Iraq", []string{"Syria", "Turkey", "Iran"}, "Mali", 500},
		{"a country alone", []Place{{Country: "ML", Main: true}}, "Mali", []string{"Niger", "Algeria"}, "Japan", 1000},
		{"over the line of the date", []Place{{Name: "Suva", Country: "FJ", Lat: -18.14, Lon: 178.44, Main: true}}, "Fiji", nil, "Spain", 500},
		{"two continents", []Place{{Name: "Lima", Country: "PE", Lat: -12, Lon: -77, Main: true}, {Name: "Perth", Country: "AU", Lat: -32, Lon: 116, Main: true}}, "Peru", []string{"Australia"}, "", 10000},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, ok := Around(tt.places, unnamed)
			if !ok {
				t.Fatal("no map")
			}
			shown := map[string]Shape{}
			size := 0
			for _, s := range m.Shapes {
				shown[s.Name] = s
				size += len(s.Path)
			}
			if !shown[tt.here].Here {
				t.Errorf("%s is not marked", tt.here)
			}
			for _, n := range tt.near {
				if _, ok := shown[n]; !ok {
					t.Errorf("%s is not shown", n)
				}
			}
			if _, ok := shown[tt.far]; ok {
				t.Errorf("%s is shown", tt.far)
			}
			if size > 150<<10 {
				t.Errorf("the shapes take %d bytes", size)
			}
			if m.Bar.Km <= 0 || m.Bar.Km > tt.km || m.Bar.Length <= 0 || m.Bar.Length > Width/4 {
				t.Errorf("bar %+v", m.Bar)
			}
			if tt.places[0].known() && (len(m.Dots) != len(tt.places) || !m.Dots[0].Main) {
				t.Errorf("dots %+v", m.Dots)
			}
		})
	}
}

func TestAroundNowhere(t *testing.T) {
	for _, places := range [][]Place{nil, {{Name: "Atlantis", Main: true}}, {{Name: "X", Country: "ZZ", Main: true}}, {{Name: "Paris", Country: "FR", Lat: 48.9, Lon: 2.3}}, {{Lat: 999, Lon: 10, Main: true}}} {
		if m, ok := Around(places, unnamed); ok {
			t.Errorf("%v: a map of %d shapes", places, len(m.Shapes))
		}
	}
}

// A point of the middle of a map lies in it, and nothing is drawn far outside.
func TestAroundAnywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Place{Name: "p", Lat: rapid.Float64Range(-60, 70).Draw(t, "lat"), Lon: rapid.Float64Range(-180, 180).Draw(t, "lon"), Main: true}
		m, ok := Around([]Place{p}, unnamed)
		if !ok {
			return // at no place at all
		}
		if len(m.Dots) != 1 || math.Abs(m.Dots[0].X-Width/2) > 1 || math.Abs(m.Dots[0].Y-Height/2) > 1 {
			t.Fatalf("dots %+v", m.Dots)
		}
		for _, s := range m.Shapes {
			for part := range strings.FieldsFuncSeq(s.Path, func(r rune) bool { return strings.ContainsRune("MLZ", r) }) {
				var x, y float64
				if _, err := fmt.Sscan(part, &x, &y); err != nil || x < -edge-1 || x > Width+edge+1 || y < -edge-1 || y > Height+edge+1 {
					t.Fatalf("%s: %q, %v", s.Name, part, err)
				}
			}
		}
	})
}

func TestShapes(t *testing.T) {
	e, err := read(shapes)
	if err != nil {
		t.Fatal(err)
	}
	coded := 0
	for _, c := range e.countries {
		if c.code != "" {
			coded++
		}
		if len(c.rings) == 0 || c.name == "" {
			t.Errorf("%q has %d rings", c.name, len(c.rings))
		}
	}
	if len(e.countries) < 230 || coded < 225 {
		t.Errorf("%d countries, %d with a code", len(e.countries), coded)
	}
	for _, cut := range []int{0, 10, len(shapes) / 2} {
		if _, err := read(shapes[:cut]); err == nil {
			t.Errorf("the first %d bytes are read", cut)
		}
	}
}

func BenchmarkAround(b *testing.B) {
	world()
	for b.Loop() {
		Around([]Place{{Name: "Mosul", Country: "IQ", Lat: 36.34, Lon: 43.13, Main: true}}, unnamed)
	}
}

// Package atlas draws where something happened: the shapes of countries around
// some places, ready for an SVG, from data that comes with the program. No map
// server ever learns what is looked at.
//
// Begin with Around. The shapes are those of Natural Earth, which shows who
// holds a land, not who ought to; doc/adr/0006-country-shapes.md says more.
package atlas

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Place is a place to be shown. Without coordinates, both being zero, it stands
// for its country.
type Place struct {
	Name     string
	Country  string // ISO 3166 alpha-2
	Lat, Lon float64
	Main     bool // the map is drawn around the main places
}

func (p *Place) known() bool { return p.Lat != 0 || p.Lon != 0 }

// Width and Height are the size of every map, in the units of its SVG.
const (
	Width  = 720
	Height = 440
)

// Map is a map, with all coordinates in units of the SVG.
type Map struct {
	Shapes []Shape
	Labels []Label
	Dots   []Dot
	Bar    Bar
}

// Shape is the outline of a country.
type Shape struct {
	Code, Name string
	Path       string // of the SVG
	Here       bool   // one of the main places lies in it
}

// Label is the name of a country where there is room for it.
type Label struct {
	X, Y float64
	Name string
	Here bool
}

// Dot is a place with the side on which its name stands.
type Dot struct {
	X, Y float64
	Name string
	Main bool
	Left bool // the name stands to the left of the dot
}

// Bar is the length of so many kilometres in the middle of the map.
type Bar struct {
	Length float64
	Km     int
}

// Bounds of what a map shows, in degrees of latitude from its middle.
const (
	nearest  = 2.2
	farthest = 75
	margin   = 1.35
	edge     = 8 // units around the map up to which shapes are drawn, so that no cut shows
)

// Around draws a map around the main places; ok is false if nothing is known of
// where they lie. name gives the name of a country by its code, "" for the one
// of the data.
func Around(places []Place, name func(code string) string) (m Map, ok bool) {
	v, ok := viewOf(places)
	if !ok {
		return m, false
	}
	here := map[string]bool{}
	for _, p := range places {
		if p.Main {
			here[p.Country] = true
		}
	}
	for _, c := range world().countries {
		s := Shape{Code: c.code, Name: cmp.Or(name(c.code), c.name), Here: c.code != "" && here[c.code]}
		var label Label
		s.Path, label = v.draw(&c)
		if s.Path == "" {
			continue
		}
		m.Shapes = append(m.Shapes, s)
		if label.Name = s.Name; label.X != 0 {
			label.Here = s.Here
			m.Labels = append(m.Labels, label)
		}
	}
	slices.SortStableFunc(m.Shapes, func(a, b Shape) int { return cmp.Compare(drawn(a), drawn(b)) })
	m.Dots = v.dots(places)
	m.Labels = slices.DeleteFunc(m.Labels, func(l Label) bool { return hides(l, m.Dots) })
	m.Bar = v.bar()
	return m, true
}

// drawn puts the countries that matter over the others.
func drawn(s Shape) int {
	if s.Here {
		return 1
	}
	return 0
}

// view is the part of the world that a map shows: degrees around a middle, with
// those of longitude as long as they are there.
type view struct {
	lat, lon float64 // of the middle
	scale    float64 // units a degree of latitude
	narrow   float64 // a degree of longitude against one of latitude
}

// viewOf chooses the part of the world: the main places and what lies around
// them, or the country if no more is known.
func viewOf(places []Place) (view, bool) {
	var b box
	half := nearest
	for _, p := range places {
		switch c := world().country(p.Country); {
		case p.Main && p.known() && math.Abs(p.Lat) <= 85 && math.Abs(p.Lon) <= 180:
			b.add(p.Lon, p.Lat)
			if c != nil { // a part of a large country, most of a small one
				half = max(half, min(c.most.height()*0.45, 6))
			}
		case p.Main && !p.known() && c != nil:
			b.add(c.most.west, c.most.south)
			b.add(c.most.east, c.most.north)
		}
	}
	if !b.set {
		return view{}, false
	}
	v := view{lat: max(-60, min(70, (b.north+b.south)/2)), lon: (b.west + b.east) / 2}
	v.narrow = math.Cos(v.lat * math.Pi / 180)
	wide := (b.east - b.west) * v.narrow * Height / Width
	half = min(farthest, max(half, max(b.height(), wide)/2*margin))
	v.scale = Height / 2 / half
	return v, true
}

func (v *view) place(lon, lat float64) (x, y float64) {
	return Width/2 + (lon-v.lon)*v.narrow*v.scale, Height/2 - (lat-v.lat)*v.scale
}

// draw gives the part of a country that the map shows, and where its name would
// stand; X is zero if there is no room.
func (v *view) draw(c *country) (string, Label) {
	var path strings.Builder
	var largest float64
	var label Label
	for i := range c.rings {
		for _, turn := range []float64{-360, 0, 360} {
			if !v.shows(c.bounds[i], turn) {
				continue
			}
			line := v.clip(c.rings[i], turn)
			if len(line) < 3 {
				continue
			}
			if a, x, y := centre(line); math.Abs(a) > largest {
				largest = math.Abs(a)
				label = Label{X: x, Y: y}
			}
			write(&path, line)
		}
	}
	if largest < 4500 || label.X < 60 || label.X > Width-60 || label.Y < 20 || label.Y > Height-20 {
		label = Label{}
	}
	return path.String(), label
}

// shows reports whether a box of degrees, turned around the earth, meets the map.
func (v *view) shows(b box, turn float64) bool {
	x0, y0 := v.place(b.west+turn, b.north)
	x1, y1 := v.place(b.east+turn, b.south)
	return x1 >= -edge && x0 <= Width+edge && y1 >= -edge && y0 <= Height+edge
}

// apart is how far two corners are from each other at least.
const apart = 1.2

// write adds a closed line, leaving out what is too small to be seen.
func write(b *strings.Builder, line [][2]float64) {
	var kept [][2]float64
	for _, p := range line {
		if n := len(kept); n == 0 || math.Abs(p[0]-kept[n-1][0]) >= apart || math.Abs(p[1]-kept[n-1][1]) >= apart {
			kept = append(kept, p)
		}
	}
	if len(kept) < 3 {
		return
	}
	for i, p := range kept {
		b.WriteByte("ML"[min(i, 1)])
		b.WriteString(number(p[0]))
		b.WriteByte(' ')
		b.WriteString(number(p[1]))
	}
	b.WriteByte('Z')
}

// number writes a coordinate to a tenth of a unit.
func number(f float64) string { return strconv.FormatFloat(math.Round(f*10)/10, 'f', -1, 64) }

// crowded is how close two dots may be.
const crowded = 18

// brief is the beginning of the name of a place, as much as fits beside a dot.
func brief(name string) string {
	name, _, _ = strings.Cut(name, ",")
	short := ""
	for i, w := range strings.Fields(name) {
		if i > 0 && len(short)+len(w) > 22 {
			break
		}
		short = strings.TrimSpace(short + " " + w)
	}
	words := strings.Fields(short)
	for len(words) > 1 && len(short) < len(name) && len(words[len(words)-1]) < 4 { // "and", "of", "the"
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}

// dots places the dots, each place once, the main ones first.
func (v *view) dots(places []Place) []Dot {
	var out []Dot
	places = slices.Clone(places)
	slices.SortStableFunc(places, func(a, b Place) int {
		return cmp.Compare(drawn(Shape{Here: b.Main}), drawn(Shape{Here: a.Main}))
	})
	for _, p := range places {
		if !p.known() {
			continue
		}
		x, y := v.place(p.Lon, p.Lat)
		if x < 0 || x > Width || y < 0 || y > Height || slices.ContainsFunc(out, func(d Dot) bool { return math.Hypot(d.X-x, d.Y-y) < crowded }) {
			continue
		}
		out = append(out, Dot{X: math.Round(x*10) / 10, Y: math.Round(y*10) / 10, Name: brief(p.Name), Main: p.Main, Left: x > Width*0.72})
	}
	return out
}

// hides reports whether the name of a country would stand where a dot and its
// name do.
func hides(l Label, dots []Dot) bool {
	return slices.ContainsFunc(dots, func(d Dot) bool { return math.Abs(d.Y-l.Y) < 22 && math.Abs(d.X-l.X) < 130 })
}

const kmPerDegree = 111.2

// bar gives a round number of kilometres that fits a fifth of the map.
func (v *view) bar() Bar {
	km := Width / 5 / v.scale * kmPerDegree
	round := math.Pow(10, math.Floor(math.Log10(km)))
	for _, step := range []float64{5, 2} {
		if step*round <= km {
			round *= step
			break
		}
	}
	return Bar{Length: math.Round(round/kmPerDegree*v.scale*10) / 10, Km: int(round)}
}

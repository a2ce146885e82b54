package atlas

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"slices"
	"sync"
)

//go:embed shapes.gz
var shapes []byte

// perDegree is the resolution of the file.
const perDegree = 100

// country is a country as the file has it; rings are in degrees.
type country struct {
	code, name string
	rings      [][][2]float64
	bounds     []box // of the rings
	most       box   // of the largest ring: the country without its far islands
}

type earth struct{ countries []country }

// world is what the file holds, read at first use.
var world = sync.OnceValue(func() *earth {
	e, err := read(shapes)
	if err != nil {
		panic(err) // the file comes with the program; a test reads it
	}
	return e
})

// country gives a country by its code, or nil.
func (e *earth) country(code string) *country {
	i := slices.IndexFunc(e.countries, func(c country) bool { return code != "" && c.code == code })
	if i < 0 {
		return nil
	}
	return &e.countries[i]
}

var errShapes = errors.New("country shapes: the file ends too early")

// reader reads the file; the first fault stays.
type reader struct {
	b   []byte
	err error
}

func (r *reader) count() int {
	v, n := binary.Uvarint(r.b)
	if n <= 0 || v > uint64(len(r.b)) {
		r.err, r.b = errShapes, nil
		return 0
	}
	r.b = r.b[n:]
	return int(v)
}

func (r *reader) signed() int {
	v, n := binary.Varint(r.b)
	if n <= 0 {
		r.err, r.b = errShapes, nil
		return 0
	}
	r.b = r.b[n:]
	return int(v)
}

func (r *reader) string() string {
	n := r.count()
	if n > len(r.b) {
		r.err, n = errShapes, 0
	}
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}

func read(packed []byte) (*earth, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	r := &reader{b: raw}
	lines := make([][][2]float64, r.count())
	for i := range lines {
		lines[i] = make([][2]float64, r.count())
		var x, y int
		for k := range lines[i] {
			x, y = x+r.signed(), y+r.signed()
			lines[i][k] = [2]float64{float64(x) / perDegree, float64(y) / perDegree}
		}
	}
	e := &earth{countries: make([]country, r.count())}
	for i := range e.countries {
		c := &e.countries[i]
		c.code, c.name = r.string(), r.string()
		c.rings = make([][][2]float64, r.count())
		for k := range c.rings {
			c.rings[k] = r.ring(lines)
		}
		c.measure()
	}
	return e, r.err
}

// ring joins lines; a line that is followed backwards has -1 less its number.
func (r *reader) ring(lines [][][2]float64) [][2]float64 {
	var out [][2]float64
	for range r.count() {
		n := r.signed()
		back := n < 0
		if back {
			n = -1 - n
		}
		if n >= len(lines) {
			r.err = errShapes
			return nil
		}
		line := slices.Clone(lines[n])
		if back {
			slices.Reverse(line)
		}
		if len(out) > 0 && len(line) > 0 {
			line = line[1:] // where the line before ended
		}
		out = append(out, line...)
	}
	return out
}

func (c *country) measure() {
	var largest float64
	for _, ring := range c.rings {
		var b box
		for _, p := range ring {
			b.add(p[0], p[1])
		}
		c.bounds = append(c.bounds, b)
		if a, _, _ := centre(ring); math.Abs(a) > largest {
			largest, c.most = math.Abs(a), b
		}
	}
}

// box is a box of degrees.
type box struct {
	west, east, south, north float64
	set                      bool
}

func (b *box) add(lon, lat float64) {
	if !b.set {
		*b = box{lon, lon, lat, lat, true}
		return
	}
	b.west, b.east = min(b.west, lon), max(b.east, lon)
	b.south, b.north = min(b.south, lat), max(b.north, lat)
}

func (b *box) height() float64 { return b.north - b.south }

// clip gives the part of a ring that lies on the map, in its units, by the
// method of Sutherland and Hodgman.
func (v *view) clip(ring [][2]float64, turn float64) [][2]float64 {
	line := make([][2]float64, len(ring))
	for i, p := range ring {
		x, y := v.place(p[0]+turn, p[1])
		line[i] = [2]float64{x, y}
	}
	for _, side := range []struct {
		axis  int
		at    float64
		below bool // what is smaller is kept
	}{{0, -edge, false}, {0, Width + edge, true}, {1, -edge, false}, {1, Height + edge, true}} {
		inside := func(p [2]float64) bool { return (p[side.axis] < side.at) == side.below }
		var kept [][2]float64
		for i, p := range line {
			last := line[(i+len(line)-1)%len(line)]
			if inside(p) != inside(last) {
				share := (side.at - last[side.axis]) / (p[side.axis] - last[side.axis])
				kept = append(kept, [2]float64{last[0] + share*(p[0]-last[0]), last[1] + share*(p[1]-last[1])})
			}
			if inside(p) {
				kept = append(kept, p)
			}
		}
		line = kept
	}
	return line
}

// centre gives the area of a closed line and the middle of that area.
func centre(line [][2]float64) (area, x, y float64) {
	for i, p := range line {
		q := line[(i+1)%len(line)]
		cross := p[0]*q[1] - q[0]*p[1]
		area += cross
		x += (p[0] + q[0]) * cross
		y += (p[1] + q[1]) * cross
	}
	if area == 0 {
		return 0, 0, 0
	}
	return area / 2, x / (3 * area), y / (3 * area)
}

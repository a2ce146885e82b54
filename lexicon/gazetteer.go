package lexicon

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/klauspost/compress/zstd"
)

//go:embed gazetteer.zst
var gazetteerFile []byte

// gazetteer holds the places of the data file in columns, ordered by folded
// name, the largest of a name first. internal/gazetteer writes the file and
// states its layout.
type gazetteer struct {
	countries  []string
	divisions  []gazDivision
	names      string   // each + "\n"
	starts     []uint32 // where the name of a place starts
	country    []byte
	division   []byte // low bytes, then high bytes
	kind       []byte
	same       []uint64 // bit i: place i has the name of place i-1
	population []uint32
	lat, lon   []byte // three columns each
}

type gazDivision struct{ country, code, name, plain string }

var errGazetteer = errors.New("gazetteer is damaged")

// maxGazetteer bounds the payload.
const maxGazetteer = 16 << 20

// readGazetteer reads the data file.
func readGazetteer(b []byte) (*gazetteer, error) {
	_, packed, ok := bytes.Cut(b, []byte("\n"))
	if !ok {
		return nil, errGazetteer
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxGazetteer))
	if err != nil {
		return nil, err
	}
	defer dec.Close()
	raw, err := dec.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("gazetteer: %w", err)
	}
	g, err := decodeGazetteer(&payload{b: raw})
	if err != nil {
		return nil, err
	}
	for _, c := range g.country {
		if int(c) >= len(g.countries) {
			return nil, errGazetteer
		}
	}
	return g, nil
}

// decodeGazetteer reads the payload into columns.
func decodeGazetteer(r *payload) (*gazetteer, error) {
	places, divisions, countries := r.number(), r.number(), r.number()
	if r.bad || places > len(r.b) || divisions > len(r.b) || countries > 255 {
		return nil, errGazetteer
	}
	g := &gazetteer{starts: make([]uint32, places+1), same: make([]uint64, places/64+1), population: make([]uint32, places)}
	for range countries {
		g.countries = append(g.countries, string(r.take(2)))
	}
	for range divisions {
		c := r.number()
		if c >= len(g.countries) {
			return nil, errGazetteer
		}
		d := gazDivision{country: g.countries[c], code: r.line(), name: r.line()}
		d.plain = PlainDivision(d.name)
		g.divisions = append(g.divisions, d)
	}
	all := r.b
	for i := range places {
		g.starts[i] = uint32(len(all) - len(r.b))
		r.skipLine()
	}
	g.starts[places] = uint32(len(all) - len(r.b))
	g.names = string(all[:g.starts[places]])
	g.country, g.division, g.kind = r.take(places), r.take(2*places), r.take(places)
	for i := range g.population {
		g.population[i] = uint32(r.number()) * 10
	}
	g.lat, g.lon = r.take(3*places), r.take(3*places)
	if r.bad || len(r.b) > 0 {
		return nil, errGazetteer
	}
	return g, nil
}

// payload is what is left to read.
type payload struct {
	b   []byte
	bad bool
}

func (p *payload) number() int {
	v, n := binary.Uvarint(p.b)
	if n <= 0 || v > maxGazetteer {
		p.bad = true
		return 0
	}
	p.b = p.b[n:]
	return int(v)
}

func (p *payload) take(n int) []byte {
	if n > len(p.b) {
		p.bad, p.b = true, nil
		return make([]byte, n)
	}
	out := p.b[:n:n]
	p.b = p.b[n:]
	return out
}

func (p *payload) line() string {
	i := bytes.IndexByte(p.b, '\n')
	if i < 0 {
		p.bad, p.b = true, nil
		return ""
	}
	s := string(p.b[:i])
	p.b = p.b[i+1:]
	return s
}

func (p *payload) skipLine() {
	i := bytes.IndexByte(p.b, '\n')
	if i < 0 {
		p.bad, p.b = true, nil
		return
	}
	p.b = p.b[i+1:]
}

func (g *gazetteer) len() int { return len(g.country) }

func (g *gazetteer) name(i int) string { return g.names[g.starts[i] : g.starts[i+1]-1] }

// repeats reports whether place i has the name of the one before it.
func (g *gazetteer) repeats(i int) bool { return i < g.len() && g.same[i/64]&(1<<(i%64)) != 0 }

// divisionOf gives the index of the division of place i, or -1.
func (g *gazetteer) divisionOf(i int) int {
	d := int(g.division[i]) | int(g.division[g.len()+i])<<8
	if d > len(g.divisions) {
		return -1
	}
	return d - 1
}

func (g *gazetteer) position(i int) (lat, lon float64) {
	three := func(b []byte) int {
		n := g.len()
		return int(b[i]) | int(b[n+i])<<8 | int(b[2*n+i])<<16
	}
	return float64(three(g.lat)-90_000) / 1000, float64(three(g.lon)-180_000) / 1000 // no more decimals than are known
}

// place gives record i in full.
func (g *gazetteer) place(i int) Place {
	p := Place{
		Name: g.name(i), Country: g.countries[g.country[i]], Kind: PlaceKind(g.kind[i]),
		Population: int(g.population[i]),
	}
	if d := g.divisionOf(i); d >= 0 {
		p.Division = g.divisions[d].plain
	}
	p.Lat, p.Lon = g.position(i)
	return p
}

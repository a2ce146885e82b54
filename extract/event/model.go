package event

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"sort"
)

// linear is a multinomial logistic regression over hashed features. Weights
// are bytes; the sum of a class times scale is its log-odds.
type linear struct {
	classes []string
	bits    uint8 // 1<<bits buckets
	scale   float32
	w       []int8 // bucket*len(classes)+class
}

// score adds up the classes for the features. The counts of classes that the
// large models have are written out: most time goes here.
func (m *linear) score(features []uint32, out []float32) []float32 {
	n := len(m.classes)
	var sums [16]int32
	shift := (32 - m.bits) & 31
	switch n {
	case 2:
		var a, b int32
		for _, f := range features {
			row := m.w[int(f*spread>>shift)*2:][:2]
			a += int32(row[0])
			b += int32(row[1])
		}
		sums[0], sums[1] = a, b
	case 6:
		var a, b, c, d, e, g int32
		for _, f := range features {
			row := m.w[int(f*spread>>shift)*6:][:6]
			a += int32(row[0])
			b += int32(row[1])
			c += int32(row[2])
			d += int32(row[3])
			e += int32(row[4])
			g += int32(row[5])
		}
		sums[0], sums[1], sums[2], sums[3], sums[4], sums[5] = a, b, c, d, e, g
	default:
		for _, f := range features {
			row := m.w[int(f*spread>>shift)*n:][:n]
			for c, w := range row {
				sums[c] += int32(w)
			}
		}
	}
	out = out[:0]
	for c := range n {
		out = append(out, float32(sums[c])*m.scale)
	}
	return out
}

// spread turns a feature into a bucket by its highest bits.
const spread uint32 = 0x9E3779B1

// probabilities is the softmax of score.
func (m *linear) probabilities(features []uint32, out []float32) []float32 {
	out = m.score(features, out)
	softmax(out)
	return out
}

func softmax(out []float32) {
	top := out[0]
	for _, v := range out[1:] {
		top = max(top, v)
	}
	sum := float32(0)
	for i, v := range out {
		out[i] = float32(math.Exp(float64(v - top)))
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
}

// sample is one training case.
type sample struct {
	features []uint32
	class    int
	weight   float32
}

// trainer learns a linear model with AdaGrad.
type trainer struct {
	classes []string
	bits    uint8
	epochs  int
	rate    float64
	decay   float64 // L2 on touched weights
	rare    uint8   // features that occur less often are left out
}

// rounds is how often a model is learnt, each time in another order; the
// weights are averaged.
const rounds = 3

// learn fits the samples. It gives the same model for the same samples.
func (t trainer) learn(samples []sample) *linear {
	mean := make([]float32, len(t.classes)<<t.bits)
	rare := rareBuckets(samples, t.bits, t.rare)
	for seed := range uint64(rounds) {
		for i, v := range t.fit(samples, rare, seed) {
			mean[i] += v / rounds
		}
	}
	return quantise(t.classes, t.bits, mean)
}

// fit runs through the samples in an order that depends on the seed.
func (t trainer) fit(samples []sample, rare []uint8, seed uint64) []float32 {
	n := len(t.classes)
	w := make([]float32, n<<t.bits)
	g := make([]float32, n<<t.bits)
	rng := rand.New(rand.NewPCG(1, seed))
	order := rng.Perm(len(samples))
	p := make([]float32, n)
	shift := 32 - t.bits
	for range t.epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			s := &samples[k]
			for c := range p {
				p[c] = 0
			}
			for _, f := range s.features {
				row := w[int(f*spread>>shift)*n:][:n]
				for c, v := range row {
					p[c] += v
				}
			}
			softmax(p)
			p[s.class]--
			for _, f := range s.features {
				if rare[f*spread>>shift] < t.rare {
					continue
				}
				base := int(f*spread>>shift) * n
				for c, e := range p {
					d := float64(e*s.weight) + t.decay*float64(w[base+c])
					g[base+c] += float32(d * d)
					w[base+c] -= float32(t.rate * d / (1e-2 + math.Sqrt(float64(g[base+c]))))
				}
			}
		}
	}
	return w
}

// rareBuckets counts how many samples touch each bucket, up to most.
func rareBuckets(samples []sample, bits, most uint8) []uint8 {
	n := make([]uint8, 1<<bits)
	for i := range samples {
		for _, f := range samples[i].features {
			if b := f * spread >> (32 - bits); n[b] < most {
				n[b]++
			}
		}
	}
	return n
}

func quantise(classes []string, bits uint8, w []float32) *linear {
	top := float32(0)
	for _, v := range w {
		top = max(top, float32(math.Abs(float64(v))))
	}
	top = min(top, 4)
	m := &linear{classes: classes, bits: bits, scale: max(top, 1e-6) / 127, w: make([]int8, len(w))}
	for i, v := range w {
		m.w[i] = int8(math.Round(float64(max(-127, min(127, v/m.scale)))))
	}
	return m
}

// modelSet is the models of the incident stage by name.
type modelSet map[string]*linear

const modelMagic = "credence incident models 1\n"

// encode writes the models, compressed.
func (s modelSet) encode() ([]byte, error) {
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	names := make([]string, 0, len(s))
	for name := range s {
		names = append(names, name)
	}
	sort.Strings(names)
	out := []byte(modelMagic)
	out = append(out, byte(len(names)))
	for _, name := range names {
		m := s[name]
		out = appendString(out, name)
		out = append(out, m.bits, byte(len(m.classes)))
		for _, c := range m.classes {
			out = appendString(out, c)
		}
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(m.scale))
		for _, v := range m.w {
			out = append(out, byte(v))
		}
	}
	if _, err := z.Write(out); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

func appendString(out []byte, s string) []byte { return append(append(out, byte(len(s))), s...) }

// decodeModels reads what encode writes.
func decodeModels(b []byte) (modelSet, error) {
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("incident models: %w", err)
	}
	const most = 64 << 20
	raw, err := io.ReadAll(io.LimitReader(z, most))
	if err != nil {
		return nil, fmt.Errorf("incident models: %w", err)
	}
	r := modelReader{rest: raw}
	if string(r.take(len(modelMagic))) != modelMagic {
		return nil, fmt.Errorf("incident models: unknown format")
	}
	set := modelSet{}
	for range r.byte() {
		name, m := r.string(), &linear{bits: r.byte()}
		for range r.byte() {
			m.classes = append(m.classes, r.string())
		}
		if b := r.take(4); b != nil {
			m.scale = math.Float32frombits(binary.LittleEndian.Uint32(b))
		}
		if m.bits > 22 || len(m.classes) > 16 {
			return nil, fmt.Errorf("incident models: %s is too large", name)
		}
		for _, v := range r.take(len(m.classes) << m.bits) {
			m.w = append(m.w, int8(v))
		}
		set[name] = m
	}
	if r.short {
		return nil, fmt.Errorf("incident models: cut off")
	}
	return set, nil
}

// modelReader takes bytes off the front and notes if there are too few.
type modelReader struct {
	rest  []byte
	short bool
}

func (r *modelReader) take(n int) []byte {
	if n > len(r.rest) {
		r.short, r.rest = true, nil
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *modelReader) byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *modelReader) string() string { return string(r.take(int(r.byte()))) }

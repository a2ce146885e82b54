package event

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"sort"
)

// linear is a multinomial logistic regression over hashed features. Weights
// are bytes; the sum of a class times scale is its log-odds. Most buckets have
// no weights at all; those that do are kept side by side, so that the models
// fit into the caches.
type linear struct {
	classes []string
	bits    uint8 // 1<<bits buckets
	shift   uint8 // that leaves so many of 32
	scale   float32
	blocks  []block
	wide    int      // words of a row, 0 if rows are pairs
	rows    []uint64 // of the buckets with weights: a weight plus rowBias in each byte; the first row is that of all others
	pairs   []uint16 // the same of two classes
}

// block tells where the rows of some neighbouring buckets are.
type block struct {
	has    uint32 // a bit for each bucket with weights
	before uint32 // row before that of the first of them
}

const (
	blockBits = 5                  // 1<<blockBits buckets in a block
	rowWord   = 8                  // weights in a word of rows
	rowBias   = 128                // what is added to a weight
	rowAtOnce = 256                // rows that lanes of 16 bits can add up
	lowBytes  = 0x00ff00ff00ff00ff // of the lanes

	mostClasses = 16 // of a model, and of several side by side
)

// newLinear makes a model of weights by bucket and class.
func newLinear(classes []string, bucketBits uint8, scale float32, w []int8) *linear {
	n := len(classes)
	m := &linear{classes: classes, bits: bucketBits, shift: 32 - bucketBits, scale: scale, blocks: make([]block, (1<<bucketBits-1)>>blockBits+1)}
	if n > 2 {
		m.wide = (n + rowWord - 1) / rowWord
	}
	m.addRow(make([]int8, n))
	rows := uint32(1)
	for bucket := range uint32(1) << bucketBits {
		b := &m.blocks[bucket>>blockBits]
		if b.has == 0 {
			b.before = rows - 1
		}
		if row := w[int(bucket)*n:][:n]; slices.ContainsFunc(row, func(v int8) bool { return v != 0 }) {
			b.has |= 1 << (bucket % (1 << blockBits))
			m.addRow(row)
			rows++
		}
	}
	return m
}

func (m *linear) addRow(row []int8) {
	if m.wide == 0 {
		m.pairs = append(m.pairs, uint16(int(row[0])+rowBias)|uint16(int(row[1])+rowBias)<<8)
		return
	}
	words := make([]uint64, m.wide)
	for c, v := range row {
		words[c/rowWord] |= uint64(int(v)+rowBias) << (c % rowWord * 8)
	}
	m.rows = append(m.rows, words...)
}

// rowOf gives the row of a bucket.
func rowOf(blocks []block, bucket uint32) uint32 {
	b := &blocks[bucket>>blockBits]
	upTo := b.has << (^bucket % (1 << blockBits)) // the bit of the bucket comes to stand highest
	return (b.before + uint32(bits.OnesCount32(upTo))) & uint32(int32(upTo)>>31)
}

// weight gives the weight of a class in a bucket.
func (m *linear) weight(bucket uint32, class int) int8 {
	row := int(rowOf(m.blocks, bucket))
	if m.wide == 0 {
		return int8(int(m.pairs[row]>>(class*8)&0xff) - rowBias)
	}
	return int8(int(m.rows[row*m.wide+class/rowWord]>>(class%rowWord*8)&0xff) - rowBias)
}

// add adds the weights of the features to the sums of the classes.
func (m *linear) add(features []uint32, sums *[mostClasses]int32) {
	var rows [rowAtOnce]uint32 // found beforehand, so that none has to wait for the next
	blocks, shift := m.blocks, m.shift%32
	for rest := features; len(rest) > 0; {
		part := rest[:min(len(rest), rowAtOnce)]
		for i, f := range part {
			rows[i] = rowOf(blocks, f*spread>>shift)
		}
		if m.wide == 0 {
			m.sumPairs(rows[:len(part)], sums)
		}
		for word := range m.wide {
			m.sumRows(rows[:len(part)], word, (*[rowWord]int32)(sums[word*rowWord:]))
		}
		rest = rest[len(part):]
	}
}

// sumPairs adds to sums the rows of two classes.
func (m *linear) sumPairs(rows []uint32, sums *[mostClasses]int32) {
	var a, b int32
	for _, row := range rows {
		pair := m.pairs[row]
		a += int32(pair & 0xff)
		b += int32(pair >> 8)
	}
	sums[0] += a - rowBias*int32(len(rows))
	sums[1] += b - rowBias*int32(len(rows))
}

// sumRows adds to sums one word of the rows, whose weights are added up side by
// side.
func (m *linear) sumRows(rows []uint32, word int, sums *[rowWord]int32) {
	var all, odd uint64
	wide, words := m.wide, m.rows[word:]
	for _, row := range rows {
		w := words[int(row)*wide]
		all += w
		odd += w >> 8 & lowBytes
	}
	even := all - odd<<8
	bias := rowBias * int32(len(rows))
	for c := 0; c < rowWord; c += 2 {
		sums[c] += int32(even>>(c*8)&0xffff) - bias
		sums[c+1] += int32(odd>>(c*8)&0xffff) - bias
	}
}

// spread turns a feature into a bucket by its highest bits.
const spread uint32 = 0x9E3779B1

// probabilities is what the model makes of the features.
func (m *linear) probabilities(features []uint32, out []float32) []float32 {
	var sums [mostClasses]int32
	m.add(features, &sums)
	return m.answer(sums[:], out)
}

// answer turns the sums of the classes into probabilities.
func (m *linear) answer(sums []int32, out []float32) []float32 {
	out = out[:0]
	for c := range m.classes {
		out = append(out, float32(sums[c])*m.scale)
	}
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
		out[i] = 1
		if v != top {
			out[i] = float32(math.Exp(float64(v - top)))
		}
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
	for len(t.classes) < 2 { // lessons that all give the same answer
		t.classes = append(slices.Clone(t.classes), "")
	}
	mean := make([]float32, len(t.classes)<<t.bits)
	ready := t.prepare(samples)
	for seed := range uint64(rounds) {
		for i, v := range t.fit(ready, seed) {
			mean[i] += v / rounds
		}
	}
	return quantise(t.classes, t.bits, mean)
}

// prepare turns the features of the samples into where their weights begin in
// fit, and leaves the rare ones out.
func (t trainer) prepare(samples []sample) []sample {
	rare := rareBuckets(samples, t.bits, t.rare)
	out := slices.Clone(samples)
	for i := range out {
		rows := make([]uint32, 0, len(out[i].features))
		for _, f := range out[i].features {
			if b := f * spread >> (32 - t.bits); rare[b] >= t.rare {
				rows = append(rows, b*uint32(2*len(t.classes)))
			}
		}
		out[i].features = rows
	}
	return out
}

// fit runs through prepared samples in an order that depends on the seed.
func (t trainer) fit(samples []sample, seed uint64) []float32 {
	n := len(t.classes)
	w := make([]float32, 2*n<<t.bits) // of each bucket the weights, then the squares of their steps
	rng := rand.New(rand.NewPCG(1, seed))
	order := rng.Perm(len(samples))
	p := make([]float32, n)
	rate, decay := float32(t.rate), float32(t.decay)
	for range t.epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			s := &samples[k]
			clear(p)
			for _, f := range s.features {
				for c, v := range w[f:][:n] {
					p[c] += v
				}
			}
			softmax(p)
			p[s.class]--
			for _, f := range s.features {
				row := w[f:][:2*n]
				for c, e := range p {
					d := float32(e*s.weight) + float32(decay*row[c])
					q := row[n+c] + float32(d*d)
					row[n+c] = q
					row[c] -= rate * d / (1e-2 + float32(math.Sqrt(float64(q))))
				}
			}
		}
	}
	out := make([]float32, 0, n<<t.bits)
	for b := 0; b < len(w); b += 2 * n {
		out = append(out, w[b:][:n]...)
	}
	return out
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
	scale, weights := max(top, 1e-6)/127, make([]int8, len(w))
	for i, v := range w {
		weights[i] = int8(math.Round(float64(max(-127, min(127, v/scale)))))
	}
	return newLinear(classes, bits, scale, weights)
}

// modelSet is the models of the incident stage by name.
type modelSet map[string]*linear

// beside puts models into one table, for features that all of them are asked
// about: its classes are theirs, one after the other, and only its sums mean
// anything.
func (s modelSet) beside(names ...string) (*linear, error) {
	var classes []string
	size := s[names[0]].bits
	for _, name := range names {
		if s[name].bits != size {
			return nil, fmt.Errorf("incident models: %s has another size than %s", name, names[0])
		}
		classes = append(classes, s[name].classes...)
	}
	if len(classes) > mostClasses {
		return nil, fmt.Errorf("incident models: %q have too many classes", names)
	}
	w := make([]int8, len(classes)<<size)
	for bucket := range uint32(1) << size {
		row := w[int(bucket)*len(classes):]
		for _, name := range names {
			m := s[name]
			if rowOf(m.blocks, bucket) != 0 {
				for c := range m.classes {
					row[c] = m.weight(bucket, c)
				}
			}
			row = row[len(m.classes):]
		}
	}
	return newLinear(classes, size, 0, w), nil
}

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
		for bucket := range uint32(1) << m.bits {
			for c := range m.classes {
				out = append(out, byte(m.weight(bucket, c)))
			}
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
		name, bits := r.string(), r.byte()
		var classes []string
		for range r.byte() {
			classes = append(classes, r.string())
		}
		scale := float32(0)
		if b := r.take(4); b != nil {
			scale = math.Float32frombits(binary.LittleEndian.Uint32(b))
		}
		if bits < 1 || bits > 22 || len(classes) < 2 || len(classes) > mostClasses {
			return nil, fmt.Errorf("incident models: %s has a size that none has", name)
		}
		packed := r.take(len(classes) << bits)
		w := make([]int8, len(packed))
		for i, v := range packed {
			w[i] = int8(v)
		}
		set[name] = newLinear(classes, bits, scale, w)
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

package extract

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/rand/v2"
)

// Of the training of the hidden layer: passes over the examples, the part of
// the features of a clause that is left out at random each time so that none
// is relied on alone, and the step.
const (
	hiddenPasses = 8
	leftOut      = 0.4
	hiddenRate   = 0.03
)

// hiddenTrainer learns a layer of hidden units between the features of a
// clause and the kinds, by stochastic gradient descent with features left out at
// random (dropout; Srivastava and others 2014).
type hiddenTrainer struct {
	row        map[uint32]int32 // of a feature
	in         adaptive         // hiddenUnits for each row
	inBias     adaptive
	out        adaptive // hiddenUnits for each kind
	outBias    adaptive
	rng        *rand.Rand
	kept       []int32
	unit, back [hiddenUnits]float32
}

// random fills in weights of a normal distribution.
func (a *adaptive) random(rng *rand.Rand, deviation float64) {
	for i := range a.weights {
		a.weights[i] = float32(rng.NormFloat64() * deviation)
	}
}

// hiddenExample is a clause: the rows of its features, and its labels.
type hiddenExample struct {
	rows   []int32
	labels *[kindCount]int8
}

// learnHidden trains the layer on the clauses as they were labelled last.
func (t *trainer) learnHidden() {
	h := &t.hidden
	h.row, h.rng = map[uint32]int32{}, rand.New(rand.NewPCG(4, 0))
	var all []hiddenExample
	for i := range t.texts {
		for j, c := range t.texts[i] {
			rows := make([]int32, len(c.features))
			for k, f := range c.features {
				r, ok := h.row[f]
				if !ok {
					r = int32(len(h.row))
					h.row[f] = r
				}
				rows[k] = r
			}
			all = append(all, hiddenExample{rows, &t.labels[i][j]})
		}
	}
	h.in, h.inBias = newAdaptive(len(h.row)*hiddenUnits, hiddenRate), newAdaptive(hiddenUnits, hiddenRate)
	h.out, h.outBias = newAdaptive(kindCount*hiddenUnits, hiddenRate), newAdaptive(kindCount, hiddenRate)
	h.in.random(h.rng, 0.05)
	h.out.random(h.rng, 0.14)
	for range hiddenPasses {
		h.rng.Shuffle(len(all), func(a, b int) { all[a], all[b] = all[b], all[a] })
		for i := range all {
			h.step(&all[i])
		}
	}
}

// step moves the weights towards the labels of one clause.
func (h *hiddenTrainer) step(x *hiddenExample) {
	const scale = 1 / (1 - leftOut)
	h.kept = h.kept[:0]
	for _, r := range x.rows {
		if h.rng.Float32() >= leftOut {
			h.kept = append(h.kept, r)
		}
	}
	copy(h.unit[:], h.inBias.weights)
	for _, r := range h.kept {
		w := h.in.weights[int(r)*hiddenUnits : int(r+1)*hiddenUnits]
		for j := range h.unit {
			h.unit[j] += scale * w[j]
		}
	}
	clear(h.back[:])
	moved := false
	for c := range kindCount {
		if x.labels[c] < 0 {
			continue
		}
		out := h.out.weights[c*hiddenUnits : (c+1)*hiddenUnits]
		score := h.outBias.weights[c]
		for j, u := range h.unit {
			if u > 0 {
				score += out[j] * u
			}
		}
		grad := float32(1/(1+math.Exp(-float64(score)))) - float32(x.labels[c])
		if grad > -0.005 && grad < 0.005 {
			continue
		}
		moved = true
		h.outBias.move(c, grad)
		for j, u := range h.unit {
			if u > 0 {
				h.back[j] += grad * out[j]
				h.out.move(c*hiddenUnits+j, grad*u)
			}
		}
	}
	if !moved {
		return
	}
	for j, g := range h.back {
		if g == 0 {
			continue
		}
		h.inBias.move(j, g)
		for _, r := range h.kept {
			h.in.move(int(r)*hiddenUnits+j, scale*g)
		}
	}
}

// write renders the layer: the weights of each key as bytes, all else as
// numbers.
func (h *hiddenTrainer) write(b *bytes.Buffer, keys []uint32) {
	limit := float32(0)
	for _, w := range h.in.weights {
		limit = max(limit, float32(math.Abs(float64(w))))
	}
	scale := max(limit/127, 1e-9)
	binary.Write(b, binary.LittleEndian, scale)
	for _, key := range keys {
		from := int(h.row[key]) * hiddenUnits
		for _, w := range h.in.weights[from : from+hiddenUnits] {
			b.WriteByte(byte(int8(math.Round(float64(w / scale)))))
		}
	}
	for _, part := range [][]float32{h.inBias.weights, h.out.weights, h.outBias.weights} {
		binary.Write(b, binary.LittleEndian, part)
	}
}

package extract

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"fmt"
	"math"

	"github.com/credence-project/credence"
)

// modelFile is the trained model; doc/models.md tells how it is made.
//
//go:embed statement.model
var modelFile []byte

// classesCount is the number of kinds and "none", which is class 0.
const classesCount = 14

// model is a linear model over hashed features: for each feature a weight for
// each class. It is read-only.
type model struct {
	mask    uint32
	keys    []uint32 // open addressing; 0 is free
	weights []int8   // classesCount of each slot
	scale   float32
	bias    [classesCount]float32
	cut     float32 // the least probability of a statement
}

var modelMagic = [4]byte{'C', 'S', 'M', '1'}

// readModel reads what writeModel writes. An empty file is no model.
func readModel(b []byte) (*model, error) {
	if len(b) == 0 {
		return nil, nil
	}
	r := bytes.NewReader(b)
	var head struct {
		Magic [4]byte
		N     uint32
		Scale float32
		Cut   float32
		Bias  [classesCount]float32
	}
	if err := binary.Read(r, binary.LittleEndian, &head); err != nil || head.Magic != modelMagic || head.N > 1<<22 {
		return nil, fmt.Errorf("statement model: malformed head")
	}
	size := uint32(1)
	for size < head.N*2 {
		size *= 2
	}
	m := &model{mask: size - 1, keys: make([]uint32, size), weights: make([]int8, int(size)*classesCount), scale: head.Scale, bias: head.Bias, cut: head.Cut}
	row := make([]byte, 4+classesCount)
	for range head.N {
		if _, err := r.Read(row); err != nil {
			return nil, fmt.Errorf("statement model: %w", err)
		}
		i := m.slot(binary.LittleEndian.Uint32(row))
		m.keys[i] = binary.LittleEndian.Uint32(row)
		for c := range classesCount {
			m.weights[i*classesCount+c] = int8(row[4+c])
		}
	}
	return m, nil
}

// slot is where key stands or belongs.
func (m *model) slot(key uint32) int {
	i := key & m.mask
	for m.keys[i] != 0 && m.keys[i] != key {
		i = (i + 1) & m.mask
	}
	return int(i)
}

// judge gives the likeliest kind and its probability, or "" if the features
// are likelier of no statement.
func (m *model) judge(fs []uint32) (credence.Kind, float64) {
	var sum [classesCount]int32
	for _, f := range fs {
		i := f & m.mask
		for m.keys[i] != 0 {
			if m.keys[i] == f {
				w := m.weights[int(i)*classesCount : int(i)*classesCount+classesCount]
				for c := range classesCount {
					sum[c] += int32(w[c])
				}
				break
			}
			i = (i + 1) & m.mask
		}
	}
	var score [classesCount]float64
	top := 0
	for c := range classesCount {
		score[c] = float64(float32(sum[c])*m.scale + m.bias[c])
		if c > 0 && (top == 0 || score[c] > score[top]) {
			top = c
		}
	}
	total := 0.0
	for c := range classesCount {
		total += math.Exp(score[c] - score[top])
	}
	p := 1 / total
	if p < float64(m.cut) {
		return "", 0
	}
	return credence.Kinds[top-1], p
}

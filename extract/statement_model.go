package extract

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/credence-project/credence"
)

// modelFile is the trained model; doc/models.md tells how it is made.
//
//go:embed statement.model
var modelFile []byte

// kindCount is the number of kinds of statement.
const kindCount = 13

// model is two linear models over hashed features. The first gives each kind
// a weight for each feature of a clause; the second ranks the entities that
// may be responsible, with one weight for each feature together with the
// kind. It is read-only.
type model struct {
	clause table[weights]
	entity table[int8]
	bias   [kindCount]float32
	cut    float32 // the least probability of a statement; a third of it where a rule agrees
}

// table holds rows of small weights under hashed keys. The rows of the keys
// with the same lower bits stand side by side from starts[bits] on, and tags
// has their upper bits.
type table[row any] struct {
	starts []uint32
	tags   []uint16
	rows   []row
	scale  float32
}

// weights is a row for all kinds: a weight plus rowBias in each byte.
type weights [2]uint64

const (
	tableBits = 16                 // lower bits of a key
	rowBias   = 128                // what is added to a weight
	rowAtOnce = 256                // rows that lanes of 16 bits can add up
	lowBytes  = 0x00ff00ff00ff00ff // of the lanes
)

var modelMagic = [4]byte{'C', 'S', 'M', '2'}

// readModel reads what trainer.file writes. An empty file is no model.
func readModel(b []byte) (*model, error) {
	if len(b) == 0 {
		return nil, nil
	}
	r := bytes.NewReader(b)
	var head struct {
		Magic [4]byte
		Cut   float32
		Bias  [kindCount]float32
	}
	if err := binary.Read(r, binary.LittleEndian, &head); err != nil || head.Magic != modelMagic {
		return nil, fmt.Errorf("statement model: malformed head")
	}
	m := &model{bias: head.Bias, cut: head.Cut}
	var err error
	if m.clause, err = readTable(r, kindCount, packWeights); err != nil {
		return nil, err
	}
	if m.entity, err = readTable(r, 1, func(row []byte) int8 { return int8(row[0]) }); err != nil {
		return nil, err
	}
	return m, nil
}

func packWeights(row []byte) (w weights) {
	for c, v := range row {
		w[c/8] |= uint64(int(int8(v))+rowBias) << (c % 8 * 8)
	}
	return w
}

func readTable[row any](r *bytes.Reader, width int, pack func([]byte) row) (table[row], error) {
	var head struct {
		N     uint32
		Scale float32
	}
	if err := binary.Read(r, binary.LittleEndian, &head); err != nil || int64(head.N)*int64(4+width) > int64(r.Len()) {
		return table[row]{}, fmt.Errorf("statement model: malformed table")
	}
	keys, rows := make([]uint32, head.N), make([]row, head.N)
	line := make([]byte, 4+width)
	for i := range keys {
		if _, err := io.ReadFull(r, line); err != nil {
			return table[row]{}, fmt.Errorf("statement model: %w", err)
		}
		keys[i], rows[i] = binary.LittleEndian.Uint32(line), pack(line[4:])
	}
	return newTable(keys, rows, head.Scale), nil
}

func newTable[row any](keys []uint32, rows []row, scale float32) table[row] {
	t := table[row]{starts: make([]uint32, 1<<tableBits+1), tags: make([]uint16, len(keys)), rows: make([]row, len(keys)), scale: scale}
	for _, key := range keys {
		t.starts[key&(1<<tableBits-1)+1]++
	}
	for i := range len(t.starts) - 1 {
		t.starts[i+1] += t.starts[i]
	}
	next := slices.Clone(t.starts)
	for i, key := range keys {
		at := &next[key&(1<<tableBits-1)]
		t.tags[*at], t.rows[*at] = uint16(key>>tableBits), rows[i]
		*at++
	}
	return t
}

// find gives the place of the weights of a feature, -1 if it has none.
func (t *table[row]) find(f uint32) int {
	low, tag := f&(1<<tableBits-1), uint16(f>>tableBits)
	for i := t.starts[low]; i < t.starts[low+1]; i++ {
		if t.tags[i] == tag {
			return int(i)
		}
	}
	return -1
}

// least gives the least probability of a statement that rule r found as well,
// nil if none did.
func (m *model) least(r *rule) float64 {
	switch {
	case r == nil:
		return float64(m.cut)
	case r.sure:
		return float64(m.cut) / 20
	}
	return float64(m.cut) / 3
}

// kinds fills in the probability of each kind and reports whether any reaches
// the cut.
func (m *model) kinds(fs []uint32, p *[kindCount]float32) bool {
	var sum [16]int32
	for rest := fs; len(rest) > 0; {
		part := rest[:min(len(rest), rowAtOnce)]
		addWeights(&m.clause, part, &sum)
		rest = rest[len(part):]
	}
	any := false
	for c := range p {
		x := float32(sum[c])*m.clause.scale + m.bias[c]
		p[c] = float32(1 / (1 + math.Exp(-float64(x))))
		any = any || p[c] >= m.cut/100
	}
	return any
}

// addWeights adds the weights of the features to the sums of the kinds, several
// side by side.
func addWeights(t *table[weights], fs []uint32, to *[16]int32) {
	var even, odd [2]uint64
	var at [rowAtOnce]int32 // found beforehand, so that no row has to wait for the search of the next
	n := 0
	for _, f := range fs {
		if i := t.find(f); i >= 0 {
			at[n] = int32(i)
			n++
		}
	}
	for _, i := range at[:n] {
		for w, row := range t.rows[i] {
			even[w] += row & lowBytes
			odd[w] += row >> 8 & lowBytes
		}
	}
	bias := rowBias * int32(n)
	for c := range to {
		lanes := even[c/8]
		if c%2 == 1 {
			lanes = odd[c/8]
		}
		to[c] += int32(lanes>>(c%8/2*16)&0xffff) - bias
	}
}

// rank scores an entity for a statement of the class.
func (m *model) rank(fs []uint32, class int) float32 {
	sum := int32(0)
	for _, f := range fs {
		if i := m.entity.find(mix(f, uint32(class), 77)); i >= 0 {
			sum += int32(m.entity.rows[i])
		}
		if i := m.entity.find(mix(f, 99, 77)); i >= 0 {
			sum += int32(m.entity.rows[i])
		}
	}
	return float32(sum) * m.entity.scale
}

// classOf numbers the kinds from 0.
func classOf(k credence.Kind) int {
	for i, other := range credence.Kinds {
		if other == k {
			return i
		}
	}
	return 0
}

package extract

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"math/bits"

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
	clause table[kindWeights]
	entity table[entityWeight]
	bias   [kindCount]float32
	cut    float32 // the least probability of a statement; a third of it where a rule agrees
}

// table holds small weights under hashed keys: a hash table with open
// addressing, at most two thirds full. Weights and mark of a key stand together, so
// that a look-up mostly touches one line of the caches and nothing else.
type table[slot any] struct {
	slots []slot // a power of two, at least 1<<homeBits; a key belongs where its lower bits say, or behind
	scale float32
}

// kindWeights is a slot with weights for all kinds: a weight plus rowBias in
// each byte, and in the upper bits of the second word the mark of the key.
type kindWeights [2]uint64

// entityWeight is a slot with one weight in the lowest byte, and above it the
// mark of the key.
type entityWeight uint32

const (
	homeBits  = 16                 // bits of a key that its mark need not hold
	mostSteps = 255                // a key stands less than so many slots behind its home
	markShift = 40                 // of kindWeights
	rowBias   = 128                // what is added to a weight
	rowAtOnce = 256                // rows that lanes of 16 bits can add up
	lowBytes  = 0x00ff00ff00ff00ff // of the lanes
)

// markOf tells, together with the slot in which it stands, the whole key: its
// upper bits, and one more than the steps from its home. A slot without a mark
// is free.
func markOf(key, steps uint32) uint32 { return key>>homeBits<<8 | steps + 1 }

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
	if m.clause, err = readTable(r, kindCount, packKinds); err != nil {
		return nil, err
	}
	if m.entity, err = readTable(r, 1, packEntity); err != nil {
		return nil, err
	}
	return m, nil
}

func packKinds(row []byte, mark uint32) kindWeights {
	w := kindWeights{1: uint64(mark) << markShift}
	for c, v := range row {
		w[c/8] |= uint64(int(int8(v))+rowBias) << (c % 8 * 8)
	}
	return w
}

func packEntity(row []byte, mark uint32) entityWeight { return entityWeight(mark<<8 | uint32(row[0])) }

func readTable[slot any](r *bytes.Reader, width int, pack func(row []byte, mark uint32) slot) (table[slot], error) {
	var head struct {
		N     uint32
		Scale float32
	}
	if err := binary.Read(r, binary.LittleEndian, &head); err != nil || int64(head.N)*int64(4+width) > int64(r.Len()) {
		return table[slot]{}, fmt.Errorf("statement model: malformed table")
	}
	keys, rows := make([]uint32, head.N), make([]byte, int(head.N)*width)
	line := make([]byte, 4+width)
	for i := range keys {
		if _, err := io.ReadFull(r, line); err != nil {
			return table[slot]{}, fmt.Errorf("statement model: %w", err)
		}
		keys[i] = binary.LittleEndian.Uint32(line)
		copy(rows[i*width:], line[4:])
	}
	t := table[slot]{scale: head.Scale}
	t.slots = layOut(keys, func(i int, mark uint32) slot { return pack(rows[i*width:(i+1)*width], mark) })
	if t.slots == nil {
		return t, fmt.Errorf("statement model: keys that are the same, or too many of them")
	}
	return t, nil
}

// layOut puts each key into the first free slot from its home on, in a table
// large enough that none is too far away. fill gives the slot of key i. It
// gives nil if no table is large enough.
func layOut[slot any](keys []uint32, fill func(i int, mark uint32) slot) []slot {
	const largest = 1 << 24
	for size := max(1<<homeBits, 1<<bits.Len(uint(len(keys)*3/2))); size <= largest; size *= 2 {
		slots, taken, far := make([]slot, size), make([]bool, size), false
		for i, key := range keys {
			steps, at := uint32(0), int(key)&(size-1)
			for taken[at] {
				steps, at = steps+1, (at+1)&(size-1)
			}
			slots[at], taken[at] = fill(i, markOf(key, steps)), true
			far = far || steps >= mostSteps
		}
		if !far {
			return slots
		}
	}
	return nil
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
func addWeights(t *table[kindWeights], fs []uint32, to *[16]int32) {
	var even, odd [2]uint64
	var at [rowAtOnce]uint32 // found beforehand, so that no row has to wait for the search of the next
	n := found(t.slots, fs, &at)
	for _, i := range at[:n] {
		row := &t.slots[i]
		even[0] += row[0] & lowBytes
		odd[0] += row[0] >> 8 & lowBytes
		even[1] += row[1] & lowBytes
		odd[1] += row[1] >> 8 & lowBytes
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

// found fills in the slots of the features that have weights and gives their
// number.
func found(slots []kindWeights, fs []uint32, at *[rowAtOnce]uint32) int {
	mask, n := uint32(len(slots)-1), 0
	for _, f := range fs {
		for steps := range uint32(mostSteps) {
			i := (f + steps) & mask
			mark := uint32(slots[i][1] >> markShift)
			if mark == markOf(f, steps) {
				at[n] = i
				n++
				break
			}
			if mark == 0 {
				break
			}
		}
	}
	return n
}

// rank scores an entity for a statement of the class.
func (m *model) rank(fs []uint32, class int) float32 {
	sum := int32(0)
	for rest := fs; len(rest) > 0; {
		part := rest[:min(len(rest), rowAtOnce)]
		sum += sumWeights(m.entity.slots, part, uint32(class)) + sumWeights(m.entity.slots, part, 99)
		rest = rest[len(part):]
	}
	return float32(sum) * m.entity.scale
}

// sumWeights adds up the weights of at most rowAtOnce features together with a
// class. What is not at home is looked for afterwards: nobody can foretell
// which features are, so that no branch may hang on it.
func sumWeights(slots []entityWeight, fs []uint32, class uint32) (sum int32) {
	var away [rowAtOnce]uint32
	n := 0
	for _, f := range fs {
		key := mix(f, class, 77)
		slot := uint32(slots[int(key)&(len(slots)-1)])
		home := -boolBit(slot>>8 == markOf(key, 0))
		sum += int32(int8(slot & home))
		away[n&(rowAtOnce-1)] = key
		n += int(boolBit(slot != 0) &^ home)
	}
	for _, key := range away[:n] {
		sum += farWeight(slots, key)
	}
	return sum
}

// farWeight gives the weight of a key that is not at home, 0 if it has none.
func farWeight(slots []entityWeight, key uint32) int32 {
	mask := uint32(len(slots) - 1)
	for steps := uint32(1); steps < mostSteps; steps++ {
		switch slot := uint32(slots[(key+steps)&mask]); {
		case slot == 0:
			return 0
		case slot>>8 == markOf(key, steps):
			return int32(int8(slot))
		}
	}
	return 0
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

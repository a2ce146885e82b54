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

// model is two linear models over hashed features, each with a weight for each
// kind. The first judges a clause, together with a hidden layer; the second
// ranks the entities that may be responsible. It is read-only.
type model struct {
	clause table
	hidden *hidden
	entity table
	bias   [kindCount]float32
	cut    float32 // the least probability of a statement; a third of it where a rule agrees
	never  float32 // log-odds at which none is possible any more
}

// table holds small weights under hashed keys: a hash table with open
// addressing, at most two thirds full. Weights and mark of a key stand together, so
// that a look-up mostly touches one line of the caches and nothing else.
type table struct {
	slots []kindWeights // a power of two, at least 1<<homeBits; a key belongs where its lower bits say, or behind
	scale float32
}

// kindWeights is a slot with weights for all kinds: a weight plus rowBias in
// each byte, and in the upper bits of the second word the mark of the key.
type kindWeights [2]uint64

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

var modelMagic = [4]byte{'C', 'S', 'M', '4'}

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
	least := float64(head.Cut) * possible
	m := &model{bias: head.Bias, cut: head.Cut, never: float32(math.Log(least/(1-least))) - 1}
	var err error
	var keys []uint32
	if m.clause, keys, err = readTable(r); err != nil {
		return nil, err
	}
	if m.hidden, err = readHidden(r, &m.clause, keys); err != nil {
		return nil, err
	}
	if m.entity, _, err = readTable(r); err != nil {
		return nil, err
	}
	return m, nil
}

func packKinds(row *[kindCount]byte, mark uint32) kindWeights {
	w := kindWeights{1: uint64(mark) << markShift}
	for c, v := range row {
		w[c/8] |= uint64(int(int8(v))+rowBias) << (c % 8 * 8)
	}
	return w
}

// readTable reads a table and gives its keys too, in their order.
func readTable(r *bytes.Reader) (table, []uint32, error) {
	var head struct {
		N     uint32
		Scale float32
	}
	if err := binary.Read(r, binary.LittleEndian, &head); err != nil || int64(head.N)*(4+kindCount) > int64(r.Len()) {
		return table{}, nil, fmt.Errorf("statement model: malformed table")
	}
	keys, rows := make([]uint32, head.N), make([][kindCount]byte, head.N)
	line := make([]byte, 4+kindCount)
	for i := range keys {
		if _, err := io.ReadFull(r, line); err != nil {
			return table{}, nil, fmt.Errorf("statement model: %w", err)
		}
		keys[i] = binary.LittleEndian.Uint32(line)
		copy(rows[i][:], line[4:])
	}
	t := table{layOut(keys, rows), head.Scale}
	if t.slots == nil {
		return t, nil, fmt.Errorf("statement model: keys that are the same, or too many of them")
	}
	return t, keys, nil
}

// layOut puts each key into the first free slot from its home on, in a table
// large enough that none is too far away. It gives nil if no table is large
// enough.
func layOut(keys []uint32, rows [][kindCount]byte) []kindWeights {
	const largest = 1 << 24
	for size := max(1<<homeBits, 1<<bits.Len(uint(len(keys)*3/2))); size <= largest; size *= 2 {
		slots, far := make([]kindWeights, size), false
		for i, key := range keys {
			steps, at := uint32(0), int(key)&(size-1)
			for slots[at][1]>>markShift != 0 {
				steps, at = steps+1, (at+1)&(size-1)
			}
			slots[at] = packKinds(&rows[i], markOf(key, steps))
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

// possible is the part of the cut below which a probability makes no difference.
const possible = 0.01

// kinds fills in the probability of each kind and reports whether any makes a
// difference; what is far from that is put down as 0.
func (m *model) kinds(fs []uint32, p *[kindCount]float32) bool {
	sum := m.clause.sum(fs)
	var x [kindCount]float32
	doubt := false
	for c := range x {
		x[c] = float32(sum[c])*m.clause.scale + m.bias[c]
		doubt = doubt || x[c] > unsure
	}
	if doubt {
		m.hidden.join(m.clause.slots, fs, &x)
	}
	any := false
	for c := range p {
		if p[c] = 0; x[c] > m.never {
			p[c] = float32(1 / (1 + math.Exp(-float64(x[c]))))
			any = any || p[c] >= m.cut*possible
		}
	}
	return any
}

// rank scores an entity for a statement of the class.
func (m *model) rank(fs []uint32, class int) float32 {
	return float32(m.entity.sum(fs)[class]) * m.entity.scale
}

// sum adds up the weights of the features for each kind.
func (t *table) sum(fs []uint32) (sum [16]int32) {
	for rest := fs; len(rest) > 0; {
		part := rest[:min(len(rest), rowAtOnce)]
		t.add(part, &sum)
		rest = rest[len(part):]
	}
	return sum
}

// add adds the weights of at most rowAtOnce features to the sums of the kinds,
// several side by side.
func (t *table) add(fs []uint32, to *[16]int32) {
	var all0, all1, odd0, odd1 uint64 // in registers, which arrays are not
	var at [rowAtOnce]uint32          // found beforehand, so that no row has to wait for the search of the next
	n := found(t.slots, fs, &at)
	for _, i := range at[:n] {
		row := &t.slots[i]
		all0 += row[0]
		odd0 += row[0] >> 8 & lowBytes
		all1 += row[1]
		odd1 += row[1] >> 8 & lowBytes
	}
	all, odd := [2]uint64{all0, all1}, [2]uint64{odd0, odd1}
	bias := rowBias * int32(n)
	for c := range to {
		lanes := odd[c/8]
		if c%2 == 0 {
			lanes = all[c/8] - lanes<<8
		}
		to[c] += int32(lanes>>(c%8/2*16)&0xffff) - bias
	}
}

// found fills in the slots of the features that have weights and gives their
// number.
func found(slots []kindWeights, fs []uint32, at *[rowAtOnce]uint32) int {
	mask, n := uint32(len(slots)-1), 0
	for _, f := range fs {
		steps, i := uint32(0), f&mask
		mark := uint32(slots[i][1] >> markShift)
		for mark != markOf(f, steps) && mark != 0 && steps < mostSteps {
			steps, i = steps+1, (i+1)&mask
			mark = uint32(slots[i][1] >> markShift)
		}
		if mark == markOf(f, steps) {
			at[n] = i
			n++
		}
	}
	return n
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

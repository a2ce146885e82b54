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

// table holds small weights of hashed features. A feature falls into a bucket by
// its lower bits, as in training; few buckets have weights. Those are kept side
// by side, so that all fit into the caches and a look-up waits for nothing.
type table struct {
	blocks []block
	rows   []kindWeights // of the buckets with weights; the first row is that of all others
	scale  float32
}

// block tells where the rows of some neighbouring buckets are.
type block struct {
	has    uint32 // a bit for each bucket with weights
	before uint32 // row before that of the first of them
}

// kindWeights is a row with weights for all kinds: a weight plus rowBias in
// each byte, and in the upper bits of the second word the mark of the feature.
type kindWeights [2]uint64

const (
	bucketBits = 20                 // 1<<bucketBits buckets
	blockBits  = 5                  // 1<<blockBits buckets in a block
	markShift  = 40                 // of kindWeights
	rowBias    = 128                // what is added to a weight
	rowAtOnce  = 256                // rows that lanes of 16 bits can add up
	lowBytes   = 0x00ff00ff00ff00ff // of the lanes
)

// markOf tells, together with its bucket, the whole feature. It is never 0.
func markOf(f uint32) uint64 { return uint64(f>>bucketBits) + 1 }

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

// pack puts weights into the bytes of words.
func pack(words []uint64, weights []byte) {
	for i, v := range weights {
		words[i/8] |= uint64(int(int8(v))+rowBias) << (i % 8 * 8)
	}
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
	t, ok := layOut(keys, rows)
	if !ok {
		return t, nil, fmt.Errorf("statement model: keys of the same bucket")
	}
	t.scale = head.Scale
	return t, keys, nil
}

// layOut puts the rows of the keys into the order of their buckets, false if two
// share one.
func layOut(keys []uint32, rows [][kindCount]byte) (table, bool) {
	t := table{blocks: make([]block, 1<<(bucketBits-blockBits)), rows: make([]kindWeights, len(keys)+1)}
	for _, key := range keys {
		b, bit := t.block(key)
		if b.has&bit != 0 {
			return t, false
		}
		b.has |= bit
	}
	pack(t.rows[0][:], make([]byte, kindCount))
	row := uint32(0)
	for i := range t.blocks {
		t.blocks[i].before = row
		row += uint32(bits.OnesCount32(t.blocks[i].has))
	}
	for i, key := range keys {
		row := &t.rows[t.row(key)]
		row[1] = markOf(key) << markShift
		pack(row[:], rows[i][:])
	}
	return t, true
}

// block gives that of the bucket of a feature, and its bit there.
func (t *table) block(f uint32) (*block, uint32) {
	return &t.blocks[f%(1<<bucketBits)>>blockBits], 1 << (f % (1 << blockBits))
}

// row gives the row of the bucket of a feature.
func (t *table) row(f uint32) uint32 {
	b := &t.blocks[f%(1<<bucketBits)>>blockBits]
	upTo := b.has << (^f % (1 << blockBits)) // the bit of the bucket comes to stand highest
	return (b.before + uint32(bits.OnesCount32(upTo))) & uint32(int32(upTo)>>31)
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
// difference; what is far from that is put down as 0. In place of the
// features come their rows.
func (m *model) kinds(fs []uint32, p *[kindCount]float32) bool {
	sum := m.clause.sum(fs)
	var x [kindCount]float32
	doubt := false
	for c := range x {
		x[c] = float32(sum[c])*m.clause.scale + m.bias[c]
		doubt = doubt || x[c] > unsure
	}
	if doubt {
		m.hidden.join(fs, &x)
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

// rank scores an entity for a statement of the class. In place of the features
// come their rows.
func (m *model) rank(fs []uint32, class int) float32 {
	return float32(m.entity.sum(fs)[class]) * m.entity.scale
}

// sum adds up the weights of the features for each kind, and puts in place of
// each feature its row, that of all others if it has no weights.
func (t *table) sum(fs []uint32) (sum [16]int32) {
	for i, f := range fs { // beforehand, so that many rows are waited for at once
		fs[i] = f>>bucketBits<<bucketBits | t.row(f)
	}
	for len(fs) > 0 {
		part := fs[:min(len(fs), rowAtOnce)]
		t.add(part, &sum)
		fs = fs[len(part):]
	}
	return sum
}

// add adds the weights of at most rowAtOnce features to the sums of the kinds,
// several side by side. A feature is given by its upper bits and the row of its
// bucket; the row alone is left.
func (t *table) add(fs []uint32, to *[16]int32) {
	var all0, all1, odd0, odd1 uint64 // in registers, which arrays are not
	n := int32(0)
	for i, f := range fs {
		at := f % (1 << bucketBits)
		row := &t.rows[at]
		if row[1]>>markShift != markOf(f) {
			fs[i] = 0
			continue
		}
		fs[i] = at
		n++
		all0 += row[0]
		odd0 += row[0] >> 8 & lowBytes
		all1 += row[1]
		odd1 += row[1] >> 8 & lowBytes
	}
	all, odd := [2]uint64{all0, all1}, [2]uint64{odd0, odd1}
	bias := rowBias * n
	for c := range to {
		lanes := odd[c/8]
		if c%2 == 0 {
			lanes = all[c/8] - lanes<<8
		}
		to[c] += int32(lanes>>(c%8/2*16)&0xffff) - bias
	}
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

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

// kindCount is the number of kinds of statement.
const kindCount = 13

// model is two linear models over hashed features. The first gives each kind
// a weight for each feature of a clause; the second ranks the entities that
// may be responsible, with one weight for each feature together with the
// kind. It is read-only.
type model struct {
	clause table
	entity table
	bias   [kindCount]float32
	cut    float32 // the least probability of a statement; a third of it where a rule agrees
}

// table holds rows of small weights under hashed keys, in open addressing.
type table struct {
	width int
	mask  uint32
	keys  []uint32 // 0 is free
	rows  []int8
	scale float32
}

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
	if m.clause, err = readTable(r, kindCount); err != nil {
		return nil, err
	}
	if m.entity, err = readTable(r, 1); err != nil {
		return nil, err
	}
	return m, nil
}

func readTable(r *bytes.Reader, width int) (table, error) {
	var head struct {
		N     uint32
		Scale float32
	}
	if err := binary.Read(r, binary.LittleEndian, &head); err != nil || int64(head.N)*int64(4+width) > int64(r.Len()) {
		return table{}, fmt.Errorf("statement model: malformed table")
	}
	size := uint32(1)
	for size < head.N*2+1 {
		size *= 2
	}
	t := table{width: width, mask: size - 1, keys: make([]uint32, size), rows: make([]int8, int(size)*width), scale: head.Scale}
	row := make([]byte, 4+width)
	for range head.N {
		if _, err := r.Read(row); err != nil {
			return t, fmt.Errorf("statement model: %w", err)
		}
		key := binary.LittleEndian.Uint32(row)
		i := key & t.mask
		for t.keys[i] != 0 && t.keys[i] != key {
			i = (i + 1) & t.mask
		}
		t.keys[i] = key
		for c := range width {
			t.rows[int(i)*width+c] = int8(row[4+c])
		}
	}
	return t, nil
}

// row gives the weights of a feature, nil if it has none.
func (t *table) row(f uint32) []int8 {
	i := f & t.mask
	for t.keys[i] != 0 {
		if t.keys[i] == f {
			return t.rows[int(i)*t.width : int(i)*t.width+t.width]
		}
		i = (i + 1) & t.mask
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
	var sum [kindCount]int32
	for _, f := range fs {
		if row := m.clause.row(f); row != nil {
			for c, w := range row {
				sum[c] += int32(w)
			}
		}
	}
	any := false
	for c := range sum {
		x := float32(sum[c])*m.clause.scale + m.bias[c]
		p[c] = float32(1 / (1 + math.Exp(-float64(x))))
		any = any || p[c] >= m.cut/100
	}
	return any
}

// rank scores an entity for a statement of the class.
func (m *model) rank(fs []uint32, class int) float32 {
	sum := int32(0)
	for _, f := range fs {
		if row := m.entity.row(mix(f, uint32(class), 77)); row != nil {
			sum += int32(row[0])
		}
		if row := m.entity.row(mix(f, 99, 77)); row != nil {
			sum += int32(row[0])
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

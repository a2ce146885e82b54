package extract

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
)

// hiddenUnits is the number of units of the hidden layer.
const hiddenUnits = 32

// hidden is a layer of units between the features of a clause and the kinds.
// It sees what features say together, where the linear model can only add
// them up, and is asked where that one is in doubt. It is read-only.
type hidden struct {
	rows   []hiddenRow // of those of the table of clauses: a weight plus rowBias in each byte
	scale  float32
	before [hiddenUnits]float32
	out    [kindCount][hiddenUnits]float32
	after  [kindCount]float32
}

type hiddenRow [hiddenUnits / 8]uint64

// The layer is asked where the linear model gives a kind log-odds of at least
// unsure, and not about kinds to which that one gives less than hopeless. Its
// own log-odds count for share of the whole; reserve is what is taken off, since
// clauses beside those that were marked taught neither of them anything.
const (
	unsure   = -3.5
	hopeless = -6
	share    = 0.8
	reserve  = 0.3
)

// readHidden reads what hiddenTrainer.write writes behind a table of clauses
// with these keys.
func readHidden(r *bytes.Reader, t *table, keys []uint32) (*hidden, error) {
	h := &hidden{rows: make([]hiddenRow, len(t.rows))}
	if err := binary.Read(r, binary.LittleEndian, &h.scale); err != nil {
		return nil, fmt.Errorf("statement model: hidden layer: %w", err)
	}
	var row [hiddenUnits]byte
	pack(h.rows[0][:], row[:])
	for _, key := range keys {
		if _, err := io.ReadFull(r, row[:]); err != nil {
			return nil, fmt.Errorf("statement model: hidden layer: %w", err)
		}
		pack(h.rows[t.row(key)][:], row[:])
	}
	for _, part := range []any{&h.before, &h.out, &h.after} {
		if err := binary.Read(r, binary.LittleEndian, part); err != nil {
			return nil, fmt.Errorf("statement model: hidden layer: %w", err)
		}
	}
	return h, nil
}

// join brings in the layer: x holds the log-odds of each kind that the linear
// model gives to a clause with the features that have these rows, and then those
// of both.
func (h *hidden) join(rows []uint32, x *[kindCount]float32) {
	units := h.before
	for len(rows) > 0 {
		part := rows[:min(len(rows), rowAtOnce)]
		h.add(part, &units)
		rows = rows[len(part):]
	}
	for c := range x {
		if x[c] < hopeless {
			continue
		}
		sum, out := h.after[c], &h.out[c]
		for j, u := range units {
			sum += max(u, 0) * out[j]
		}
		x[c] += (sum-x[c])*share - reserve
	}
}

// add adds the weights of at most rowAtOnce rows to the units, eight side by
// side.
func (h *hidden) add(rows []uint32, to *[hiddenUnits]float32) {
	bias := rowBias * int32(len(rows))
	for part := range len(hiddenRow{}) {
		var all, odd uint64 // of all lanes, and of every other one
		for _, i := range rows {
			w := h.rows[i][part]
			all += w
			odd += w >> 8 & lowBytes
		}
		even, units := all-odd<<8, to[part*8:]
		for j := range 4 {
			units[2*j] += float32(int32(even>>(j*16)&0xffff)-bias) * h.scale
			units[2*j+1] += float32(int32(odd>>(j*16)&0xffff)-bias) * h.scale
		}
	}
}

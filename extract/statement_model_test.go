package extract

import (
	"testing"
)

// Keys that share their lower bits must be told apart, and others not found.
func TestTableFind(t *testing.T) {
	var keys []uint32
	var rows []int8
	for i := range uint32(300) {
		keys = append(keys, i*0x30001+i/3<<tableBits+5)
		rows = append(rows, int8(i))
	}
	m := newTable(keys, rows, 1)
	for i, key := range keys {
		if at := m.find(key); at < 0 || m.rows[at] != rows[i] {
			t.Errorf("find(%#x) = %d, want the place of row %d", key, at, rows[i])
		}
		if at := m.find(key ^ 0x8000); at >= 0 {
			t.Errorf("find(%#x) = %d, want none", key^0x8000, at)
		}
	}
}

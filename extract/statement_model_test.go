package extract

import "testing"

// Keys that belong into the same slot, or have the same upper bits, must be
// told apart, and others not found.
func TestTable(t *testing.T) {
	const kind, most = 5, 40_000
	var features []uint32
	var rows [][kindCount]byte
	weight := func(i int) int8 { return int8(i%100 + 1) }
	for i := range most {
		features = append(features, uint32(i)/3*0x30001+uint32(i)%3<<homeBits)
		rows = append(rows, [kindCount]byte{kind: byte(weight(i))})
	}
	weights := table{layOut(features, rows), 1}
	check := func(f uint32, want int32) {
		if sums := weights.sum([]uint32{f}); sums[kind] != want || sums[kind+1] != 0 {
			t.Errorf("feature %#x: weights %v, want %d for kind %d alone", f, sums[:kindCount], want, kind)
		}
	}
	for i, f := range features {
		check(f, int32(weight(i)))
		check(f^0x80000000, 0)
	}
}

// A file that gives one key many times is refused.
func TestTableFull(t *testing.T) {
	if slots := layOut(make([]uint32, mostSteps+1), make([][kindCount]byte, mostSteps+1)); slots != nil {
		t.Errorf("a table of %d slots for %d keys that are the same", len(slots), mostSteps+1)
	}
}

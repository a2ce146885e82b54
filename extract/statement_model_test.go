package extract

import "testing"

// Keys that belong into the same slot, or have the same upper bits, must be
// told apart, and others not found.
func TestTables(t *testing.T) {
	const kind, most = 5, 40_000
	var features, keys []uint32
	for i := range uint32(most) {
		features = append(features, i/3*0x30001+i%3<<homeBits)
		keys = append(keys, mix(features[i], kind, 77))
	}
	weight := func(i int) int8 { return int8(i%100 + 1) }
	kinds := layOut(features, func(i int, mark uint32) kindWeights {
		row := [kindCount]byte{kind: byte(weight(i))}
		return packKinds(row[:], mark)
	})
	entities := layOut(keys, func(i int, mark uint32) entityWeight { return packEntity([]byte{byte(weight(i))}, mark) })
	check := func(f uint32, want int32) {
		var sums [16]int32
		addWeights(&table[kindWeights]{kinds, 1}, []uint32{f}, &sums)
		if got := sumWeights(entities, []uint32{f}, kind); sums[kind] != want || sums[kind+1] != 0 || got != want {
			t.Errorf("feature %#x: weights %v for kinds, %d for an entity, want %d for kind %d alone", f, sums[:kindCount], got, want, kind)
		}
	}
	for i, f := range features {
		check(f, int32(weight(i)))
		check(f^0x80000000, 0)
	}
}

// A file that gives one key many times is refused.
func TestTablesFull(t *testing.T) {
	if slots := layOut(make([]uint32, mostSteps+1), func(int, uint32) entityWeight { return 1 }); slots != nil {
		t.Errorf("a table of %d slots for %d keys that are the same", len(slots), mostSteps+1)
	}
}

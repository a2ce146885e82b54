package event

import (
	"testing"

	"pgregory.net/rapid"
)

// What is kept under hashes is what a map would hold, text after text.
func TestByHash(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var m byHash[int]
		for range 3 {
			m.clear()
			want := map[uint32]int{}
			for _, h := range rapid.SliceOfN(rapid.Uint32Max(700), 0, 1000).Draw(t, "hashes") {
				h *= 0x01000193
				if got := *m.at(h); got != want[h] {
					t.Fatalf("under %#x: %d, want %d", h, got, want[h])
				}
				*m.at(h)++
				want[h]++
			}
			if len(m.list) != len(want) {
				t.Fatalf("%d values, want %d", len(m.list), len(want))
			}
		}
	})
}

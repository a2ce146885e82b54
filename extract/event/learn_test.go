package event

import (
	"testing"

	"pgregory.net/rapid"
)

func TestParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "parts")
		lessons := make([]Lesson, rapid.IntRange(0, 80).Draw(t, "lessons"))
		largest, size := 0, map[int]int{}
		for i := range lessons {
			s := rapid.IntRange(0, 20).Draw(t, "story")
			lessons[i].Story = s
			size[s]++
			largest = max(largest, size[s])
		}
		part, full := map[int]int{}, make([]int, n)
		for i, k := range Parts(lessons, n) {
			if p, ok := part[lessons[i].Story]; ok && p != k {
				t.Fatalf("story %d stands in parts %d and %d", lessons[i].Story, p, k)
			}
			part[lessons[i].Story] = k
			full[k]++
		}
		for _, a := range full {
			for _, b := range full {
				if a-b > largest {
					t.Fatalf("parts of %v lessons, the largest story has %d", full, largest)
				}
			}
		}
	})
}

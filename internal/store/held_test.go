package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Rulings looked up by what they are about are those that a replay of all of
// them from the last to the first leaves standing.
func TestHeldRulings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var h heldRulings
		name := rapid.SampledFrom([]string{"a", "b", "c"})
		for i := range rapid.IntRange(0, 12).Draw(t, "rulings") {
			r := Ruling{ID: fmt.Sprint(i), What: rapid.SampledFrom([]string{"merge", "split"}).Draw(t, "what"), Subjects: rapid.SliceOfN(name, 0, 3).Draw(t, "subjects")}
			if i > 0 && rapid.Bool().Draw(t, "undoes") {
				r.Undoes = fmt.Sprint(rapid.IntRange(0, i-1).Draw(t, "earlier"))
			}
			h.add(r, int64(rapid.IntRange(1, 5).Draw(t, "recorded")))
		}
		q := RulingQuery{What: rapid.SampledFrom([]string{"", "merge"}).Draw(t, "asked what"), Subject: rapid.SampledFrom([]string{"", "a"}).Draw(t, "asked of")}
		if rapid.Bool().Draw(t, "by the first") {
			q.First = rapid.SliceOfN(name, 1, 2).Draw(t, "first")
		}
		if by := rapid.IntRange(0, 5).Draw(t, "by"); by > 0 {
			q.AsOf.Recorded = time.UnixMicro(int64(by))
		}
		var want, got []string
		undone := map[string]bool{}
		for i := len(h.list) - 1; i >= 0; i-- {
			r := &h.list[i]
			switch {
			case !q.AsOf.Recorded.IsZero() && h.recorded[i] > q.AsOf.Recorded.UnixMicro(), undone[r.ID]:
			case r.Undoes != "":
				undone[r.Undoes] = true
			case q.selects(r):
				want = append(want, r.ID)
			}
		}
		slices.Reverse(want)
		for _, r := range h.selected(&q) {
			got = append(got, r.ID)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%+v selects %v of %+v, want %v", q, got, h.list, want)
		}
	})
}

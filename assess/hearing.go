package assess

import (
	"slices"
	"time"

	"github.com/credence-project/credence"
)

// hearing is a set of standing evidence with what it weighs.
type hearing struct {
	standing []credence.Evidence
	given    given
	items    []scored
	moot     []int // places in standing of what is weighed no longer, see given
	clusters []cluster
	place    []int // of each item: its cluster
	sum      vector
}

// scales weighs answers and remembers the results: thousands of items share a
// few answers and grades.
type scales struct {
	t     *Tables
	asOf  time.Time
	start time.Time // of the attack
	memo  map[weighing]vector
}

type weighing struct {
	value  *Value
	lifted bool
	chance float64
}

// hear weighs standing evidence. It must have passed Check and be in
// canonical order.
func (s *scales) hear(standing []credence.Evidence) hearing {
	h := hearing{standing: standing, given: s.t.given(standing), items: make([]scored, 0, len(standing))}
	for i := range standing {
		e := &standing[i]
		code := s.t.Codes.Code(e.Code)
		value := s.t.aged(code, code.Value(e.Value), s.asOf, s.start)
		if !value.Scored() {
			continue
		}
		if h.given.moot(value) {
			h.moot = append(h.moot, i)
			continue
		}
		h.items = append(h.items, s.weigh(e, code, value, h.given))
	}
	h.clusters = bundle(h.items, &s.t.Rules)
	h.place = make([]int, len(h.items))
	for k := range h.clusters {
		for _, i := range h.clusters[k].items {
			h.place[i] = k
		}
	}
	h.sum = total(h.clusters)
	return h
}

func (s *scales) weigh(e *credence.Evidence, code *Code, value *Value, g given) scored {
	class := code.class(value)
	chance, err := s.t.Grades.chanceOf(e, class)
	if err != nil {
		chance = 0.5 // not reached: Check has seen the grade
	}
	key := weighing{value, g.lifts(value), chance}
	db, ok := s.memo[key]
	if !ok {
		db = s.t.ripened(value, s.asOf, s.start)
		if key.lifted {
			db = lift(db)
		}
		db = Discount(db, chance)
		s.memo[key] = db
	}
	return scored{e, code, value, class, db}
}

// sumWithout is the sum of the clusters when the items at the given places are
// left out.
func (h *hearing) sumWithout(out []int, rules *Rules) vector {
	sum := h.sum
	for _, i := range out {
		if h.items[i].class == ClassFinal {
			return h.sumAgain(out, rules)
		}
	}
	sharing := rules.Sharing
	var room [8]int
	for n, i := range out {
		k := h.place[i]
		if seenBefore(h.place, out[:n], k) {
			continue
		}
		mine := room[:0]
		for _, j := range out[n:] {
			if h.place[j] == k {
				mine = append(mine, j)
			}
		}
		v := h.clusters[k].without(h.items, mine, sharing)
		for x := range sum {
			sum[x] += v[x] - h.clusters[k].total[x]
		}
	}
	return sum
}

// sumAgain bundles what is left anew: without a final finding the rest is
// weighed in another way.
func (h *hearing) sumAgain(out []int, rules *Rules) vector {
	left := make([]scored, 0, len(h.items))
	for i := range h.items {
		if !slices.Contains(out, i) {
			left = append(left, h.items[i])
		}
	}
	return total(bundle(left, rules))
}

func seenBefore(place, out []int, k int) bool {
	// A voice reaches into few clusters, so the first hit comes soon.
	for _, i := range out {
		if place[i] == k {
			return true
		}
	}
	return false
}

// answered reports whether that answer stands.
func (h *hearing) answered(code, value string) bool {
	for i := range h.standing {
		if h.standing[i].Code == code && h.standing[i].Value == value {
			return true
		}
	}
	return false
}

// asked reports whether any answer to the question stands.
func (h *hearing) asked(code string) bool {
	for i := range h.standing {
		if h.standing[i].Code == code {
			return true
		}
	}
	return false
}

func (h *hearing) final() bool {
	for i := range h.items {
		if h.items[i].class == ClassFinal {
			return true
		}
	}
	return false
}

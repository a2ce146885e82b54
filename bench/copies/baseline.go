package main

import (
	"hash/fnv"
	"strings"
	"unicode"
)

// The classical baselines: exact Jaccard similarity of word five-grams, and
// MinHash of 128 permutations with banding, both with single link.

func shingles(text string, k int) map[uint64]bool {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	out := map[uint64]bool{}
	for i := 0; i+k <= len(words); i++ {
		h := fnv.New64a()
		h.Write([]byte(strings.Join(words[i:i+k], " ")))
		out[h.Sum64()] = true
	}
	return out
}

func jaccard(a, b map[uint64]bool) float64 {
	both := 0
	for s := range a {
		if b[s] {
			both++
		}
	}
	if both == 0 {
		return 0
	}
	return float64(both) / float64(len(a)+len(b)-both)
}

// byJaccard joins documents whose five-grams reach the threshold.
func byJaccard(threshold float64) func(texts []string) []int {
	return func(texts []string) []int {
		sets := make([]map[uint64]bool, len(texts))
		holders := map[uint64][]int{}
		for i, t := range texts {
			sets[i] = shingles(t, 5)
			for s := range sets[i] {
				holders[s] = append(holders[s], i)
			}
		}
		u := newUnion(len(texts))
		tried := map[[2]int]bool{}
		for _, list := range holders {
			for x := range list {
				for y := range x {
					p := [2]int{list[y], list[x]}
					if !tried[p] {
						tried[p] = true
						if jaccard(sets[p[0]], sets[p[1]]) >= threshold {
							u.join(p[0], p[1])
						}
					}
				}
			}
		}
		return u.labels()
	}
}

// byMinHash joins documents that share a band: 128 permutations cut so that
// half of the pairs at the threshold are found.
func byMinHash(bands, rows int) func(texts []string) []int {
	return func(texts []string) []int {
		u := newUnion(len(texts))
		first := map[[2]uint64]int{}
		for i, t := range texts {
			set := shingles(t, 5)
			for b := range bands {
				band := uint64(b) + 1
				for r := range rows {
					least := ^uint64(0)
					salt := scramble(uint64(b*rows+r) + 1)
					for s := range set {
						least = min(least, scramble(s^salt))
					}
					band = scramble(band ^ least)
				}
				key := [2]uint64{uint64(b), band}
				if j, ok := first[key]; ok && len(set) > 0 {
					u.join(i, j)
				} else {
					first[key] = i
				}
			}
		}
		return u.labels()
	}
}

func scramble(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

type union []int

func newUnion(n int) union {
	u := make(union, n)
	for i := range u {
		u[i] = i
	}
	return u
}

func (u union) find(i int) int {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

func (u union) join(i, j int) { u[u.find(i)] = u.find(j) }

func (u union) labels() []int {
	out := make([]int, len(u))
	for i := range u {
		out[i] = u.find(i)
	}
	return out
}

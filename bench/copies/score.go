package main

// score holds how well a grouping agrees with the truth.
type score struct {
	pairs, found, joined int     // true pairs, those found, pairs joined
	b3p, b3r             float64 // sums over documents
	docs                 int
}

func (s score) recall() float64    { return ratio(s.found, s.pairs) }
func (s score) precision() float64 { return ratio(s.found, s.joined) }

func (s score) b3() float64 {
	p, r := s.b3p/float64(s.docs), s.b3r/float64(s.docs)
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func ratio(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// rate compares labels: documents with equal labels are one group. B-cubed is
// taken over the documents that have a copy in truth or in the grouping: the
// many that stand alone in both would hide everything.
func rate(truth, got []int) score {
	var s score
	t, g, both := map[int]int{}, map[int]int{}, map[[2]int]int{}
	for i := range truth {
		t[truth[i]]++
		g[got[i]]++
		both[[2]int{truth[i], got[i]}]++
	}
	pairs := func(n int) int { return n * (n - 1) / 2 }
	for _, n := range t {
		s.pairs += pairs(n)
	}
	for _, n := range g {
		s.joined += pairs(n)
	}
	for _, n := range both {
		s.found += pairs(n)
	}
	for i := range truth {
		if t[truth[i]] == 1 && g[got[i]] == 1 {
			continue
		}
		n := float64(both[[2]int{truth[i], got[i]}])
		s.b3p += n / float64(g[got[i]])
		s.b3r += n / float64(t[truth[i]])
		s.docs++
	}
	return s
}

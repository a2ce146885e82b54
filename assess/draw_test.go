package assess

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The first draws of seed 1, published with the reference model so that other
// programs can repeat them.
func TestStream(t *testing.T) {
	uniform := []float64{0.566561575172, 0.745781757263, 0.971002753587, 0.444359217056, 0.444264700826}
	normal := []float64{-0.034267322, -2.500067493, 0.087722468, -2.027134848, 0.223798582}
	u, n := stream{1}, stream{1}
	for i := range uniform {
		if got := u.uniform(); math.Abs(got-uniform[i]) > 1e-11 {
			t.Errorf("uniform %d = %.12f, want %.12f", i, got, uniform[i])
		}
		if got := n.normal(); math.Abs(got-normal[i]) > 1e-8 {
			t.Errorf("normal %d = %.9f, want %.9f", i, got, normal[i])
		}
	}
}

// With many clusters one deviate stands for their sum: the spread must be the
// same as with one deviate each.
func TestScatterMany(t *testing.T) {
	rules := Default().Rules
	var clusters []cluster
	for i := range 40 {
		v := vector{-0.3 * float64(i%3), 0, -0.1 * float64(i%5), 0, 0, -0.2, 0}
		clusters = append(clusters, cluster{total: v})
	}
	width := func(exact int) float64 {
		r := rules
		r.ExactClusters = exact
		var xs []float64
		mean := 0.0
		for _, p := range scatter(vector{}, clusters, &r).draw(20000, 7, 2) {
			x := logit(p[0]) - logit(p[1])
			xs = append(xs, x)
			mean += x / 20000
		}
		sum := 0.0
		for _, x := range xs {
			sum += (x - mean) * (x - mean)
		}
		return math.Sqrt(sum / float64(len(xs)))
	}
	if a, b := width(100), width(10); math.Abs(a-b)/a > 0.03 {
		t.Errorf("spread with one deviate each %.3f, with one for all %.3f", a, b)
	}
}

// Deviates held at hand are those of the stream, for any number of draws.
func TestDraw(t *testing.T) {
	for name, tt := range map[string]struct {
		draws, clusters int
		seed            uint64
	}{
		"usual":                    {300, 3, usualSeed},
		"none":                     {0, 3, usualSeed},
		"another seed":             {300, 3, 2},
		"no cluster":               {300, 0, usualSeed},
		"more than are held":       {DefaultDraws + 50, 12, usualSeed},
		"more at once than usual":  {DefaultDraws, 13, usualSeed},
		"more, not a whole number": {DefaultDraws*2 + 1, 6, usualSeed},
	} {
		s := spread{base: vector{1, 2, 3, 4, 5, 6, 7}}
		for k := range tt.clusters {
			s.means, s.sds = append(s.means, vector{float64(k)}), append(s.sds, vector{1, .5, 2, 1, 1, 3, float64(k)})
		}
		rng := stream{tt.seed}
		for i, got := range s.draw(tt.draws, tt.seed, 1.5) {
			var want vector
			for h := range want {
				x := s.base[h] + 1.5*rng.normal()
				for k := range s.means {
					x += s.means[k][h] + s.sds[k][h]*rng.normal()
				}
				want[h] = x
			}
			if want = normalise(want); got != want {
				t.Fatalf("%s: draw %d is %v, want %v", name, i, got, want)
			}
		}
	}
}

func TestPart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SliceOfN(rapid.Float64Range(-2, 2), 1, 60).Draw(t, "numbers")
		if rapid.Bool().Draw(t, "repeated") {
			for i := range x {
				x[i] = math.Round(x[i])
			}
		}
		k := rapid.IntRange(0, len(x)-1).Draw(t, "place")
		sorted := slices.Sorted(slices.Values(x))
		part(x, k)
		if x[k] != sorted[k] || slices.Max(x[:k+1]) > x[k] || slices.Min(x[k:]) < x[k] {
			t.Fatalf("%v parted at %d, want %v there", x, k, sorted[k])
		}
	})
}

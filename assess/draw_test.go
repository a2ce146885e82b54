package assess

import (
	"math"
	"testing"
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

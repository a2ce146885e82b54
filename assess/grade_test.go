package assess

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// A verdict must come out the same to the byte as it did when powers were
// taken by package math.
func TestPowerOfTen(t *testing.T) {
	for _, y := range []float64{0, 1, -1, 0.5, -0.5, 1.5, -1.5, 2, -3, 99.75, -99.75, 100, -310, 400, math.Inf(1), math.Inf(-1), -math.SmallestNonzeroFloat64} {
		if got, want := powerOfTen(y), math.Pow(10, y); got != want {
			t.Errorf("10^%v = %v, want %v", y, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		y := rapid.OneOf(rapid.Float64Range(-20, 1), rapid.Float64Range(-120, 120), rapid.Float64()).Draw(t, "y")
		if got, want := powerOfTen(y), math.Pow(10, y); got != want {
			t.Fatalf("10^%v = %v, want %v", y, got, want)
		}
	})
}

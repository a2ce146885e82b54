package event

import (
	"bytes"
	"slices"
	"testing"
)

// A model must separate what its features separate.
func TestLearn(t *testing.T) {
	var samples []sample
	for i := range 200 {
		class := i % 2
		samples = append(samples, sample{[]uint32{1, uint32(100 + class), uint32(i)}, class, 1})
	}
	m := trainer{yesNo, 10, 5, 0.05, 1e-6, 1}.learn(samples)
	for class := range 2 {
		if p := m.probabilities([]uint32{1, uint32(100 + class)}, nil); argmax(p) != class {
			t.Errorf("class %d: probabilities %v", class, p)
		}
	}
}

func TestModelsRoundTrip(t *testing.T) {
	set := modelSet{"a": newLinear(yesNo, 4, 0.5, bytesOf(2<<4)), "b": newLinear(roleNames, 3, 2, bytesOf(6<<3))}
	b, err := set.encode()
	if err != nil {
		t.Fatal(err)
	}
	again, err := decodeModels(b)
	if err != nil {
		t.Fatal(err)
	}
	c, err := again.encode()
	if err != nil || !bytes.Equal(b, c) {
		t.Errorf("encoding what was decoded gives other bytes (%v)", err)
	}
}

func bytesOf(n int) []int8 {
	out := make([]int8, n)
	for i := range out {
		out[i] = int8(i*37 - 100)
	}
	return out
}

func TestDecodeModelsRefuses(t *testing.T) {
	good, err := modelSet{"a": newLinear(yesNo, 4, 1, bytesOf(2<<4))}.encode()
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"empty": nil, "text": []byte("models"), "cut": good[:len(good)/2]} {
		if _, err := decodeModels(b); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// Adding up side by side must give what adding one by one gives, also for more
// features than lanes hold.
func TestScore(t *testing.T) {
	for _, classes := range [][]string{yesNo, roleNames, {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}} {
		const bits, scale = 7, 0.25
		w := bytesOf(len(classes) << bits)
		features := make([]uint32, 700)
		for i := range features {
			features[i] = uint32(i * i * 7919)
		}
		want := make([]float32, len(classes))
		for c := range want {
			sum := int32(0)
			for _, f := range features {
				sum += int32(w[int(f*spread>>(32-bits))*len(classes)+c])
			}
			want[c] = float32(sum) * scale
		}
		if got := newLinear(classes, bits, scale, w).score(features, nil); !slices.Equal(got, want) {
			t.Errorf("score of %d classes = %v, want %v", len(classes), got, want)
		}
	}
}

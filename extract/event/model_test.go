package event

import (
	"bytes"
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

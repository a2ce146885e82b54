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

func TestBesideRefuses(t *testing.T) {
	set := modelSet{
		"small": newLinear(yesNo, 3, 1, bytesOf(2<<3)),
		"large": newLinear(yesNo, 4, 1, bytesOf(2<<4)),
		"wide":  newLinear(make([]string, mostClasses), 4, 1, bytesOf(mostClasses<<4)),
	}
	for _, names := range [][]string{{"small", "large"}, {"large", "wide"}} {
		if _, err := set.beside(names...); err == nil {
			t.Errorf("%q: no error", names)
		}
	}
}

// Adding up side by side must give what adding one by one gives, also for more
// features than lanes hold.
func TestAdd(t *testing.T) {
	for _, classes := range [][]string{yesNo, roleNames, {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}} {
		const bits, scale = 7, 0.25
		w := bytesOf(len(classes) << bits)
		features := make([]uint32, 700)
		for i := range features {
			features[i] = uint32(i * i * 7919)
		}
		var want, got [mostClasses]int32
		for c := range classes {
			for _, f := range features {
				want[c] += int32(w[int(f*spread>>(32-bits))*len(classes)+c])
			}
		}
		m := newLinear(classes, bits, scale, w)
		if m.add(features, &got); !slices.Equal(got[:len(classes)], want[:len(classes)]) {
			t.Errorf("sums of %d classes = %v, want %v", len(classes), got, want)
		}
		alone := newLinear(yesNo, bits, scale, bytesOf(2<<bits))
		var sums, both [mostClasses]int32
		alone.add(features, &sums)
		copy(sums[2:], want[:len(classes)])
		table, err := modelSet{"alone": alone, "m": m}.beside("alone", "m")
		if err != nil {
			t.Fatal(err)
		}
		if table.add(features, &both); !slices.Equal(both[:2+len(classes)], sums[:2+len(classes)]) {
			t.Errorf("sums of 2 and %d classes side by side = %v, want %v", len(classes), both, sums)
		}
	}
}

// Lessons that know a single answer, or none, still give a model.
func TestLearnOneClass(t *testing.T) {
	for _, classes := range [][]string{{}, {"civilian"}} {
		var samples []sample
		for range classes {
			samples = append(samples, sample{[]uint32{1}, 0, 1})
		}
		set := modelSet{"a": trainer{classes, 10, 5, 0.05, 1e-6, 1}.learn(samples)}
		b, err := set.encode()
		if err != nil {
			t.Fatal(err)
		}
		again, err := decodeModels(b)
		if err != nil {
			t.Fatal(err)
		}
		m := again["a"]
		if got, want := m.classes[argmax(m.probabilities([]uint32{1}, nil))], append(slices.Clone(classes), "")[0]; got != want {
			t.Errorf("classes %q: answer %q, want %q", classes, got, want)
		}
	}
}

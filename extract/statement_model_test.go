package extract

import (
	"bytes"
	"slices"
	"testing"
)

// Features of neighbouring buckets, and those of one bucket, must be told apart.
func TestTable(t *testing.T) {
	const kind, most = 5, 40_000
	var features []uint32
	var rows [][kindCount]byte
	weight := func(i int) int8 { return int8(i%100 + 1) }
	for i := range most {
		features = append(features, uint32(i)<<bucketBits|uint32(i)*7)
		rows = append(rows, [kindCount]byte{kind: byte(weight(i))})
	}
	weights, ok := layOut(features, rows)
	if !ok {
		t.Fatal("keys of different buckets are refused")
	}
	check := func(f uint32, want int32) {
		if sums := weights.sum([]uint32{f}); sums[kind] != want || sums[kind+1] != 0 {
			t.Errorf("feature %#x: weights %v, want %d for kind %d alone", f, sums[:kindCount], want, kind)
		}
	}
	for i, f := range features {
		check(f, int32(weight(i)))
		check(f^0x80000000, 0)
		check(f+1, 0)
	}
	if _, ok := layOut([]uint32{5, 7, 5 | 1<<bucketBits}, make([][kindCount]byte, 3)); ok {
		t.Error("a table with two keys of the same bucket")
	}
}

// The hidden layer learns what no weights that are added up can say: either
// of two things makes a statement, both together make none. Each is told by
// some features, of which a few are left out in training.
func TestHidden(t *testing.T) {
	const kind = 3
	one, other := []uint32{11, 12, 13, 14, 15, 16}, []uint32{21, 22, 23, 24, 25, 26}
	var text []*clauseExample
	var labels [][kindCount]int8
	cases := []struct {
		features []uint32
		label    int8
	}{{one, 1}, {other, 1}, {slices.Concat(one, other), 0}, {nil, 0}}
	for range 500 {
		for _, c := range cases {
			text = append(text, &clauseExample{features: c.features})
			labels = append(labels, [kindCount]int8{kind: c.label})
		}
	}
	tr := newTrainer()
	tr.texts, tr.labels = [][]*clauseExample{text}, [][][kindCount]int8{labels}
	tr.learnHidden()
	keys := slices.Concat(one, other)
	var file bytes.Buffer
	tr.hidden.write(&file, keys)
	clauses, _ := layOut(keys, make([][kindCount]byte, len(keys)))
	h, err := readHidden(bytes.NewReader(file.Bytes()), &clauses, keys)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		var x [kindCount]float32
		rows := slices.Clone(c.features)
		clauses.sum(rows)
		h.join(rows, &x)
		if got := x[kind]+reserve > 0; got != (c.label == 1) {
			t.Errorf("features %#x: log-odds %.2f, label %d", c.features, x[kind]+reserve, c.label)
		}
	}
	if _, err := readHidden(bytes.NewReader(file.Bytes()[:100]), &clauses, keys); err == nil {
		t.Error("a file cut short is read")
	}
}

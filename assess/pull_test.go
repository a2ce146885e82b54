package assess_test

import (
	"math"
	"slices"
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
)

func TestPulls(t *testing.T) {
	a := credence.Assessment{Top: credence.H1, Prior: credence.PriorUse{P: [7]float64{.4, .1, .1, .1, .1, .1, .1}}}
	a.Clusters = []credence.Cluster{
		{Key: "little", Evidence: []credence.EvidenceID{"a"}, DB: [7]float64{0, -1, -1, -1, -1, -1, -1}},
		{Key: "against", Evidence: []credence.EvidenceID{"b"}, DB: [7]float64{-10}},
		{Key: "for", Evidence: []credence.EvidenceID{"c"}, DB: [7]float64{0, -5, -5, -5, -5, -5, -5}},
		{Key: "one rival alone", Evidence: []credence.EvidenceID{"d"}, DB: [7]float64{0, -300, 0, 0, 0, 0, 0}},
	}
	want := []struct {
		first credence.EvidenceID
		db    float64
	}{{"b", -10}, {"c", 5}, {"a", 1}, {"d", 10 * math.Log10(6./5)}}
	got := assess.Pulls(assess.Default(), &a)
	for i, p := range got {
		if p.Evidence[0] != want[i].first || math.Abs(p.For-want[i].db) > 1e-9 {
			t.Errorf("%d: %v %.3f, want %s %.3f", i, p.Evidence, p.For, want[i].first, want[i].db)
		}
	}
	if a.Top = ""; assess.Pulls(assess.Default(), &a) != nil {
		t.Error("without a leading rung something pulls to it")
	}
}

// The item that says most stands first in its cluster.
func TestPullsOrder(t *testing.T) {
	tables := assess.Default()
	in := []credence.Evidence{
		item("m", "A08", "peripheral", "B2", "police", "police", 0), item("p", "A01", "authenticated", "A1", "police", "police", 0),
	}
	a, err := assess.Judge(tables, assess.Input{Claim: credence.Claim{ID: "c-1"}, Evidence: in, Draws: 10})
	if err != nil {
		t.Fatal(err)
	}
	got := assess.Pulls(tables, &a)
	if len(got) != 1 || !slices.Equal(got[0].Evidence, []credence.EvidenceID{"p", "m"}) || got[0].For <= 0 {
		t.Errorf("got %+v, want the pledge before the marginal tie, both for %s", got, a.Top)
	}
}

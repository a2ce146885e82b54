package lexicon

import "testing"

// Names that hash alike must stand side by side in the data file, or all but
// the first of them could not be reached.
func TestEqualNamesAreAdjacent(t *testing.T) {
	p := Gazetteer()
	lost := 0
	for i := range p.gaz.len() {
		first, ok := p.index.lookup(p.gaz.name(i))
		if !ok {
			t.Fatalf("place %d %q is not in the index", i, p.gaz.name(i))
		}
		j := i
		for j > int(first) && p.gaz.repeats(j) {
			j--
		}
		if j != int(first) {
			lost++
			if lost < 10 {
				t.Logf("%q (%d) is apart from %q (%d)", p.gaz.name(i), i, p.gaz.name(int(first)), first)
			}
		}
	}
	if lost > 0 {
		t.Errorf("%d places cannot be reached", lost)
	}
}

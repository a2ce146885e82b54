package extract

import (
	"testing"

	"github.com/credence-project/credence"
)

// A count is no year that would make a statement one about another attack.
func TestCountIsNoYear(t *testing.T) {
	for _, c := range []struct {
		text  string
		other bool
	}{
		{"A bomb killed two soldiers on Monday. The Blue Valley Front claimed responsibility. It said in 2000 words that it had killed the soldiers.", false},
		{"A bomb killed two soldiers on Monday. The Blue Valley Front claimed responsibility. It said that it had killed two ministers in 2000.", true},
	} {
		found := extractor(t).Statements(credence.Document{Text: c.text})
		if len(found) == 0 || found[len(found)-1].Other != c.other {
			t.Errorf("%s: %+v, want other %v at last", c.text, found, c.other)
		}
	}
}

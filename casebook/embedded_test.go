package casebook_test

import (
	"errors"
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/casebook"
)

func TestEmbedded(t *testing.T) {
	c, err := casebook.Embedded("london-westminster-2017")
	if err != nil {
		t.Fatal(err)
	}
	if s := c.Subject(); s.Claimant != "Islamic State" || s.Tier != credence.TierAuxiliary || len(s.Details) == 0 {
		t.Errorf("subject = %+v", s)
	}
	seen := make(map[credence.DocumentID]bool)
	for _, d := range c.Documents() {
		if seen[d.ID] {
			t.Errorf("document %s twice", d.ID)
		}
		seen[d.ID] = true
	}
	if _, err := casebook.Embedded("no-such-case"); !errors.Is(err, credence.ErrNotFound) {
		t.Errorf("unknown case: %v, want ErrNotFound", err)
	}
}

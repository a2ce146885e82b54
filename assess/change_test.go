package assess_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
)

// An answer that rests on more than before, and says the same, did not change;
// what nobody published in a paper is called by who says it.
func TestSameAnswerIsNoChange(t *testing.T) {
	item := func(id credence.EvidenceID, code, value string) credence.Evidence {
		return credence.Evidence{ID: id, Code: code, Value: value, Authority: credence.AuthorityInquiry, Origin: "voice:inquiry", Grade: credence.Grade{Reliability: "B", Credibility: 3}}
	}
	before := credence.Assessment{Evidence: []credence.Evidence{item("e-1", "K01", "yes_confirmed")}}
	after := credence.Assessment{Evidence: []credence.Evidence{item("e-2", "K01", "yes_confirmed")}}
	if got := assess.Compare(assess.Default(), &before, &after).Lines; !slices.Equal(got, []string{"Nothing changed."}) {
		t.Errorf("lines = %q", got)
	}
	after.Evidence = append(after.Evidence, item("e-3", "I02", "alone_inspired"))
	got := strings.Join(assess.Compare(assess.Default(), &before, &after).Lines, "\n")
	if !strings.HasPrefix(got, "New: ") || !strings.Contains(got, "(I02, inquiry, B3)") || strings.Contains(got, "K01") {
		t.Errorf("lines = %q", got)
	}
}

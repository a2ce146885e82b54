package extract

import (
	"fmt"
	"strings"
	"testing"

	"github.com/credence-project/credence"
)

// However many a text accuses, what is remembered of them is bounded, so that
// each further sentence takes no longer than the one before.
func TestManyAccused(t *testing.T) {
	var text strings.Builder
	for i := range 3 * mostAccused {
		fmt.Fprintf(&text, "Police blamed the Front of Hill %c%c for the bombing.\n", 'A'+i/26, 'A'+i%26)
	}
	s := extractor(t).newScratch()
	found := s.readStatements(&credence.Document{Text: text.String()})
	if n := len(s.focus.accused); n != mostAccused || len(found) < 2*mostAccused {
		t.Errorf("%d are remembered of %d statements", n, len(found))
	}
}

// One party is listed once under whichever of its names, and its claim goes
// before what others say.
func TestPerpetratorsListedOnce(t *testing.T) {
	list := []credence.Statement{
		{Kind: credence.KindAccusation, Actor: "Blue Valley Front", Incident: "i1"},
		{Kind: credence.KindAccusation, Actor: "Houthis", ActorID: "houthis", Incident: "i1"},
		{Kind: credence.KindClaim, Actor: "Blue  Valley Front", Incident: "i1"},
		{Kind: credence.KindAccusation, Actor: "Ansar Allah", ActorID: "houthis", Incident: "i1"},
	}
	got := perpetratorsOf(list, "i1", nil)
	if len(got) != 2 || got[0].Confidence != credence.ClaimedOrAdmitted || got[1].Name != "Houthis" {
		t.Errorf("%+v", got)
	}
}

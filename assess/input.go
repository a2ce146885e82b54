package assess

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/credence-project/credence"
)

// Input is what a judgement rests on.
type Input struct {
	Claim    credence.Claim      // its ID may be empty: nobody claimed, and the link of the claimant named is judged
	Evidence []credence.Evidence // in any order; what concerns another claim, or is not yet known, is left out
	AsOf     time.Time           // what could be known by then counts; a zero time counts everything
	Recorded time.Time           // what was entered by then counts; a zero time counts everything

	Prior   string            // name of a prior set; "" chooses one by claimant, theatre and date
	Why     string            // why that set if one is named, else why that theatre
	Theatre string            // of the claimant at the place: branch, outside, unknown name
	Attack  credence.Interval // when the attack began; used to choose the prior and to age absences

	Details   []credence.DetailTest // the knowledge test, shown with the verdict
	Yardstick string                // of the words; "" is the first of the table
	Extractor string                // version of the extraction rules behind machine proposals
	Seed      uint64                // of the draws; 0 is 1
	Draws     int                   // 0 is DefaultDraws
}

// DefaultDraws is the number of Monte Carlo draws behind an interval.
const DefaultDraws = 4000

// maxDraws bounds what a caller may ask for.
const maxDraws = 100_000

// Check reports the first answer that the code list or the grades do not
// know, as an InputError.
func (t *Tables) Check(e *credence.Evidence) error {
	code := t.Codes.Code(e.Code)
	if code == nil {
		return &credence.InputError{Name: "evidence " + string(e.ID), Reason: fmt.Sprintf("no question has the code %q", e.Code)}
	}
	if code.Value(e.Value) == nil {
		return &credence.InputError{Name: "evidence " + string(e.ID), Reason: fmt.Sprintf("%s has no answer %q", e.Code, e.Value)}
	}
	if _, err := t.Grades.Chance(e.Grade); err != nil {
		return fmt.Errorf("evidence %s: %w", e.ID, err)
	}
	return nil
}

// known gives the entries that bear on the claim and were known and entered
// in time, in canonical order and each once.
func (in *Input) known() []credence.Evidence {
	var out []credence.Evidence
	for _, e := range in.Evidence {
		switch {
		case e.Claim != "" && e.Claim != in.Claim.ID:
		case !in.AsOf.IsZero() && e.KnownAt.After(in.AsOf):
		case !in.Recorded.IsZero() && e.RecordedAt.After(in.Recorded):
		default:
			out = append(out, e)
		}
	}
	slices.SortFunc(out, compareEvidence)
	return slices.CompactFunc(out, func(a, b credence.Evidence) bool { return compareEvidence(a, b) == 0 })
}

// compareEvidence orders entries by time and then by everything that tells
// them apart, so that the order of arrival does not show.
func compareEvidence(a, b credence.Evidence) int {
	return cmp.Or(
		a.KnownAt.Compare(b.KnownAt), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Value, b.Value),
		cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Grade.String(), b.Grade.String()), a.RecordedAt.Compare(b.RecordedAt),
		cmp.Compare(a.Status, b.Status), cmp.Compare(a.By, b.By), cmp.Compare(a.Note, b.Note),
	)
}

// newest is a time after everything that stands.
func (c *court) newest() time.Time {
	t := c.in.AsOf
	if n := len(c.standing); n > 0 && !c.standing[n-1].KnownAt.Before(t) {
		t = c.standing[n-1].KnownAt
	}
	return t.Add(time.Second)
}

package syndication

import (
	"cmp"
	"time"

	"github.com/credence-project/credence"
)

// Verdict is what an analyst rules about two documents.
type Verdict string

// The verdicts. The last one given for a pair holds.
const (
	Same    Verdict = "same text"     // they go back to one text, whatever the machine says
	NotSame Verdict = "not same text" // they do not, and may not end up in one group
	Undone  Verdict = "undone"        // the earlier ruling no longer holds
)

// Ruling is the judgement of an analyst on two documents. It is appended and
// never changed; to take one back, rule "undone".
type Ruling struct {
	A       credence.DocumentID `json:"a"`
	B       credence.DocumentID `json:"b"`
	Verdict Verdict             `json:"verdict"`
	By      string              `json:"by"`
	At      time.Time           `json:"at"`
	Note    string              `json:"note,omitempty"`
}

func (r Ruling) key() string {
	return string(r.A) + " " + string(r.B) + " " + r.At.UTC().Format(time.RFC3339Nano) + " " + string(r.Verdict)
}

// byTime orders rulings by time. Two of the same instant are ordered by what
// they say, so that the result does not depend on how they were stored.
func byTime(r, s Ruling) int {
	return cmp.Or(r.At.Compare(s.At), cmp.Compare(r.A, s.A), cmp.Compare(r.B, s.B), cmp.Compare(r.Verdict, s.Verdict))
}

// standing gives the verdicts that hold, by pair with the lesser identifier
// first.
func standing(rulings []Ruling) map[[2]credence.DocumentID]Verdict {
	out := map[[2]credence.DocumentID]Verdict{}
	for _, r := range rulings { // oldest first
		k := [2]credence.DocumentID{min(r.A, r.B), max(r.A, r.B)}
		if r.Verdict == Undone {
			delete(out, k)
			continue
		}
		out[k] = r.Verdict
	}
	return out
}

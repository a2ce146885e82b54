package knowledge

import (
	"time"

	"github.com/credence-project/credence"
)

// Question is a claim with everything its details are set against.
type Question struct {
	Claim    credence.Claim
	Claimant []string // other names of the claimant and its outlets, for telling whose voice speaks
	Facts    Facts
	Reports  []Report
	// AsOf leaves out what could not be known by then. The zero time means
	// that everything counts.
	AsOf time.Time
}

// Report is a document and what is known of the voice behind it.
type Report struct {
	Document credence.Document
	// Origin is the voice the document goes back to; "" means that the
	// document is its own voice.
	Origin credence.OriginID
	// FromClaim says that the voice is the claimant's, or only relays what the
	// claim says. Single sentences that do so are recognised without it.
	FromClaim bool
	// Composite marks a summary of what was public at a time. It shows that
	// something was public but is no source of its own.
	Composite bool
	// Extraction sharpens the reading of the text, if there is one.
	Extraction *credence.Extraction
	// Scope says which parts of the text are about the incident, if that is
	// known. What the others say bears on no detail.
	Scope credence.Scope
}

// Facts is what is established about an incident, apart from any claim. Fields
// that are zero are not known.
type Facts struct {
	Type      string // "suicide bombing", "vehicle ramming and stabbing"
	Places    []string
	Country   string // ISO 3166 alpha-2
	Date      credence.Interval
	Weapons   []string
	Target    string
	Killed    credence.Number
	Injured   credence.Number
	Attackers credence.Number
	Names     []string // of attackers, as far as they may be named
	// NoAttack says that no deliberate act took place: an accident, a false
	// alarm, a hoax.
	NoAttack bool
	// KnownAt is when Weapons, Target, Killed, Injured, Attackers and Names
	// were established; place and date are taken as known from the start. The
	// outcome of a detail uses them only from then on.
	KnownAt time.Time
}

// Ledger sums up the tests of one claim.
type Ledger struct {
	Checkable int // stated details that can be checked
	NotPublic int // of these, not public before the claim
	Unknown   int // of these, undatable
	Confirmed int // not public before, and later confirmed by another voice
	Open      int // not public before, and still unresolved
	Wrong     int // contradicted, public or not
}

// Sum counts the stated and checkable details among the tests.
func Sum(tests []credence.DetailTest) Ledger {
	var l Ledger
	for _, t := range tests {
		if !t.Detail.Stated || !t.Detail.Checkable {
			continue
		}
		l.Checkable++
		switch t.PublicBefore {
		case credence.Unknown:
			l.Unknown++
		case credence.No:
			l.NotPublic++
			switch t.Later {
			case credence.Confirmed:
				l.Confirmed++
			case credence.Unresolved:
				l.Open++
			}
		}
		if t.Later == credence.Contradicted {
			l.Wrong++
		}
	}
	return l
}

// Novelty is the share of checkable details that were not public before the
// claim, and false if there is none to count.
func (l Ledger) Novelty() (share float64, ok bool) {
	if l.Checkable == 0 {
		return 0, false
	}
	return float64(l.NotPublic) / float64(l.Checkable), true
}

// Package brief writes an assessment as a page one would send to an editor:
// the claim, its details with the time each was first public, the ladder with
// intervals, who says what, what is not known and what would change it.
//
// Fill a [Brief], then call [Text], [Markdown] or [HTML]. The content is
// decided once, in page.go, as a list of sections made of a few kinds of
// block; each format only knows how to print a block. Every statement names
// its document and the quoted words.
package brief

import (
	"time"

	"github.com/credence-project/credence"
)

// Brief is what a page is made from.
type Brief struct {
	Title      string // the incident in words
	Assessment credence.Assessment
	Incident   credence.Incident
	Labels     Labels
	Documents  []credence.Document // known at the time, oldest first
	Origins    map[credence.DocumentID]credence.Origin
	Said       []Said
	Changed    []string // what changed since the verdict before, in words
	History    []Step   // earlier verdicts, oldest first
	Voices     string   // the tree of voices as text, "" if there is one voice at most
	Heard      []Heard  // the voices of each detail and statement
	Record     *Record  // of the claimant, nil if there is none
	Context    []Month  // the months before the claim, as tables count them

	Rivals    []credence.Claim // claims of others for the same incident
	Attackers []string         // names of attackers that the naming gate lets through
	Own       []string         // further names of the claimant and of its outlets
}

// Record is what became of the claims that the claimant made before. It is
// shown with its numbers and decides nothing.
type Record struct {
	Summary  string
	Standing string // good, mixed or poor; "" where too few are settled
	Parts    []RecordPart
}

// RecordPart is the record of a year or a region.
type RecordPart struct {
	Name                                    string
	N, Upheld, Inspired, Contradicted, Open int
}

// Month is what a table counts for a group in a month.
type Month struct {
	Table string
	credence.GroupMonth
}

// Said is a statement with the document it stands in.
type Said struct {
	Document credence.DocumentID
	credence.Statement
}

// Heard says how many voices state a detail of the claim, or one thing about
// responsibility.
type Heard struct {
	What        string // see [DetailName] and [SaidName]
	Detail      bool   // of the claim; otherwise a statement
	Documents   int
	Origins     int    // distinct voices
	Independent int    // of these, without the claimant's own and those only relayed
	Tree        string // of the voices with their documents, as text
}

// Step is a verdict at an earlier time.
type Step struct {
	AsOf        time.Time
	Top         credence.Rung
	StandsOut   bool // Top is ahead of the others
	Sufficiency credence.Sufficiency
	RollUps     []credence.RollUp
	Changed     []string
}

// Labels are the words for what the assessment names by code.
type Labels struct {
	Rung        map[credence.Hypothesis]string
	Criterion   map[credence.Hypothesis]string
	Question    map[string]string            // by code
	Answer      map[string]map[string]string // by code and value
	Sufficiency map[credence.Sufficiency]string
	Authentic   map[credence.Authenticity]string
	Prior       map[string]string // by name of the prior set
}

package casebook

import (
	"github.com/credence-project/credence"
)

// Case is one documented incident as a case file has it, without the answer
// key. Times are UTC.
type Case struct {
	ID        string     `json:"id"`
	Title     string     `json:"title"`
	Family    string     `json:"family"` // kind of claimant, for cross-validation
	Incident  Incident   `json:"incident"`
	Context   Context    `json:"context"`
	Claims    []Claim    `json:"claims"`
	Competing []Rival    `json:"competing_claims"`
	Denials   []Denial   `json:"denials"`
	Reports   []Report   `json:"reports"`
	Evidence  []Item     `json:"evidence"`
	Uncoded   []Uncoded  `json:"evidence_uncoded"`
	index     *caseIndex // identifiers, built when the case is read
}

// Incident is what happened. Fields named in Retrospective hold the final
// state of knowledge and are not for an as-of replay.
type Incident struct {
	When          Moment   `json:"when"`
	Where         Place    `json:"where"`
	Type          string   `json:"type"`
	Weapons       []string `json:"weapons"`
	Target        string   `json:"target"`
	Killed        *int     `json:"killed"`
	Injured       *int     `json:"injured"`
	Perpetrators  []Person `json:"perpetrators"`
	Retrospective []string `json:"retrospective"`
}

// Moment is when an incident began.
type Moment struct {
	Start     When    `json:"start_utc"`
	Local     string  `json:"local"`
	Zone      string  `json:"zone"`
	Precision string  `json:"precision"`
	Phases    []Phase `json:"phases,omitempty"`
}

// Phase is a part of an incident.
type Phase struct {
	Start When   `json:"start_utc"`
	Label string `json:"label"`
}

// Place is where an incident happened.
type Place struct {
	Name    string  `json:"name"`
	Country string  `json:"country"`
	Lat     float64 `json:"lat"`
	Lon     float64 `json:"lon"`
}

// Person is a perpetrator. Name is empty unless the naming gate is open:
// deceased or convicted.
type Person struct {
	Name   string `json:"name"`
	Role   string `json:"role"`
	Status string `json:"status"` // deceased, convicted, charged, suspected, cleared, unidentified
}

// Context says whose link is judged and which prior set applies, by a rule
// that does not look at the outcome.
type Context struct {
	Subject       string   `json:"subject"`
	SubjectClaims []string `json:"subject_claims"`
	Question      string   `json:"question"` // claimed, self-claim, praise, attributed, none
	NameKnown     bool     `json:"name_known"`
	Theatre       string   `json:"theatre"` // branch, outside, unknown name
	PriorSet      string   `json:"prior_set"`
	Basis         string   `json:"basis"`
}

// Claim is a claim of responsibility as a case file has it.
type Claim struct {
	ID            string   `json:"id"` // "c1"
	Claimant      string   `json:"claimant"`
	Channel       string   `json:"channel"`
	Tier          string   `json:"tier"`
	Form          string   `json:"form"`
	At            When     `json:"at"`
	AtPrecision   string   `json:"at_precision"`
	AtStated      string   `json:"at_stated"`
	Wording       string   `json:"wording"` // at most 25 words
	WordingStatus string   `json:"wording_status"`
	Withdrawn     When     `json:"withdrawn_at"`
	Details       []Detail `json:"details"`
}

// Detail is one assertion of a claim.
type Detail struct {
	ID        string `json:"id"` // "c1.d1"
	Slot      string `json:"slot"`
	Value     string `json:"value"`
	Stated    bool   `json:"stated"`
	Checkable bool   `json:"checkable"`
	Asserted  When   `json:"asserted_at"`
}

// Rival is a claim or attribution that names somebody else.
type Rival struct {
	Claimant string `json:"claimant"`
	At       When   `json:"at"`
	Kind     string `json:"kind"` // claim, attribution, accusation
	Report   string `json:"report"`
}

// Denial is a party's denial.
type Denial struct {
	By     string `json:"by"`
	At     When   `json:"at"`
	Report string `json:"report"`
}

// Report is one text about the incident, told in a gist of our own.
type Report struct {
	ID        string `json:"id"`   // "r01"; "b01" for a composite
	Kind      string `json:"kind"` // news, primary, encyclopedia, opinion, scraper, background
	URL       string `json:"url"`
	Withheld  bool   `json:"url_withheld,omitempty"` // the address shows a claimant's material
	Outlet    string `json:"outlet"`
	Published When   `json:"published_at"`
	Precision string `json:"published_precision"`
	Lang      string `json:"lang"`
	Origin    Source `json:"origin"`
	About     string `json:"about"`
}

// Composite reports whether the report stands for what was public at a time
// and is not itself a source.
func (r *Report) Composite() bool { return r.Kind == "background" }

// Source is where a report goes back to.
type Source struct {
	Type     string `json:"type"` // own, wire, copy-of, unknown
	Agency   string `json:"agency,omitempty"`
	Of       string `json:"of,omitempty"`       // the report it copies
	Relation string `json:"relation,omitempty"` // copy or derived
}

// Item is one answer to a question of the code list.
type Item struct {
	ID         string   `json:"id"` // "e01"
	Code       string   `json:"code"`
	Value      string   `json:"value"`
	Known      When     `json:"known_at"`
	Precision  string   `json:"known_at_precision"`
	Source     Witness  `json:"source"`
	Reports    []string `json:"reports"`
	Claim      string   `json:"claim"` // "" if about the incident
	Supersedes []string `json:"supersedes"`
	Basis      string   `json:"basis"` // seen, recalled, computed
	Note       string   `json:"note"`
}

// Witness is who answers, how far to be believed, and from which origin.
type Witness struct {
	Outlet      string `json:"outlet"`
	Kind        string `json:"kind"`
	Origin      string `json:"origin"`
	Reliability string `json:"reliability"`
	Credibility int    `json:"credibility"`
	Stake       bool   `json:"stake,omitempty"`
}

// Uncoded is a fact of the record that no code fits.
type Uncoded struct {
	Known   When     `json:"known_at"`
	Text    string   `json:"text"`
	Reports []string `json:"reports"`
}

// caseIndex maps the local names of a case to identifiers.
type caseIndex struct {
	documents map[string]credence.DocumentID
}

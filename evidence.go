package credence

import (
	"strconv"
	"time"
)

// Grade is an Admiralty grade: reliability of the source A..F and credibility
// of the item 1..6, written "B2".
type Grade struct {
	Reliability string `json:"reliability"`
	Credibility int    `json:"credibility"`
}

// String writes the grade as analysts do: "B2".
func (g Grade) String() string { return g.Reliability + strconv.Itoa(g.Credibility) }

// Status says whether a person stands behind a piece of evidence.
type Status string

// The states of evidence.
const (
	Proposed Status = "proposed" // by the machine, nobody has looked
	Accepted Status = "accepted"
	Rejected Status = "rejected"
)

// Authority is the kind of source that answers a question. It decides which
// newer answer may replace which older one.
type Authority string

// The kinds of source. The zero Authority is not known and counts as press.
const (
	AuthorityCourt        Authority = "court"
	AuthorityInquiry      Authority = "inquiry"
	AuthorityProsecutor   Authority = "prosecutor"
	AuthorityPolice       Authority = "police"
	AuthorityForensic     Authority = "forensic"
	AuthorityIntelligence Authority = "intelligence"
	AuthorityGovernment   Authority = "government"
	AuthorityOfficial     Authority = "official"
	AuthorityPress        Authority = "press"
	AuthorityExpert       Authority = "expert"
	AuthorityWitness      Authority = "witness"
	AuthorityAttacker     Authority = "attacker"
	AuthorityClaimant     Authority = "claimant"
	AuthorityOther        Authority = "other claimant"
	AuthorityDenial       Authority = "denial"
	AuthorityComputed     Authority = "computed" // from times, details or a register
)

// Evidence is one answer to one question of the code list. It is appended and
// never changed: a later item supersedes an earlier one.
type Evidence struct {
	ID         EvidenceID   `json:"id"`
	Claim      ClaimID      `json:"claim,omitempty"`    // the claim it is about; "" if about the incident
	Incident   IncidentID   `json:"incident,omitempty"` // the incident, if it is about no one claim
	Code       string       `json:"code"`
	Value      string       `json:"value"`
	Grade      Grade        `json:"grade"`
	Stake      bool         `json:"stake,omitempty"` // the source gains from this answer
	Origin     OriginID     `json:"origin"`          // the voice; items of one origin are not independent
	Outlet     string       `json:"outlet,omitempty"`
	Authority  Authority    `json:"authority,omitempty"`  // what kind of source answers
	KnownAt    time.Time    `json:"known_at"`             // when it could be known
	RecordedAt time.Time    `json:"recorded_at,omitzero"` // when it was entered here
	Status     Status       `json:"status"`
	By         string       `json:"by"` // the person, or "machine"
	Rule       string       `json:"rule,omitempty"`
	Note       string       `json:"note,omitempty"`
	Quotes     []Quote      `json:"quotes,omitempty"`
	Supersedes []EvidenceID `json:"supersedes,omitempty"`
}

// Identify gives the identifier: a hash of the answer, who gives it, when it
// could be known and who entered it. The status counts, so that a rejection is
// another entry than the proposal it answers.
func (e *Evidence) Identify() EvidenceID {
	return EvidenceID(ContentID("e", string(e.Claim), e.Code, e.Value, e.Grade.String(), string(e.Origin), string(e.Authority),
		stamp(e.KnownAt), stamp(e.RecordedAt), string(e.Status), e.By, e.Rule, e.Note))
}

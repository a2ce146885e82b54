package credence

import "time"

// Grade is an Admiralty grade: reliability of the source A..F and credibility
// of the item 1..6, written "B2".
type Grade struct {
	Reliability string `json:"reliability"`
	Credibility int    `json:"credibility"`
}

// Status says whether a person stands behind a piece of evidence.
type Status string

// The states of evidence.
const (
	Proposed Status = "proposed" // by the machine, nobody has looked
	Accepted Status = "accepted"
	Rejected Status = "rejected"
)

// Evidence is one answer to one question of the code list. It is appended and
// never changed: a later item supersedes an earlier one.
type Evidence struct {
	ID         EvidenceID   `json:"id"`
	Claim      ClaimID      `json:"claim,omitempty"` // the claim it is about; "" if about the incident
	Code       string       `json:"code"`
	Value      string       `json:"value"`
	Grade      Grade        `json:"grade"`
	Stake      bool         `json:"stake,omitempty"` // the source gains from this answer
	Origin     OriginID     `json:"origin"`          // the voice; items of one origin are not independent
	Outlet     string       `json:"outlet,omitempty"`
	KnownAt    time.Time    `json:"known_at"`             // when it could be known
	RecordedAt time.Time    `json:"recorded_at,omitzero"` // when it was entered here
	Status     Status       `json:"status"`
	By         string       `json:"by"` // the person, or "machine"
	Rule       string       `json:"rule,omitempty"`
	Note       string       `json:"note,omitempty"`
	Quotes     []Quote      `json:"quotes,omitempty"`
	Supersedes []EvidenceID `json:"supersedes,omitempty"`
}

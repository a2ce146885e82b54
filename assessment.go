package credence

import (
	"fmt"
	"math"
	"time"
)

// Hypothesis is a rung of the link ladder.
type Hypothesis string

// The seven rungs, from "directed" to "no attack at all".
const (
	H1 Hypothesis = "H1" // directed and supported by the claimant
	H2 Hypothesis = "H2" // remotely guided
	H3 Hypothesis = "H3" // declared or connected, own initiative
	H4 Hypothesis = "H4" // inspired only
	H5 Hypothesis = "H5" // opportunistic claim of an unrelated attack
	H6 Hypothesis = "H6" // false: another organisation, a state, a false flag
	H7 Hypothesis = "H7" // no attack: accident, hoax, non-event
)

// Hypotheses lists the rungs in order.
var Hypotheses = []Hypothesis{H1, H2, H3, H4, H5, H6, H7}

// Authenticity answers whether the claim is the claimant's (axis A).
type Authenticity string

// The answers about authenticity.
const (
	NoClaimHeld      Authenticity = "A0"
	VerifiedOfficial Authenticity = "A1"
	AuxiliaryChannel Authenticity = "A2"
	SupporterChannel Authenticity = "A3"
	Fabricated       Authenticity = "A4"
	AuthenticityOpen Authenticity = "AX"
)

// Sufficiency answers whether the evidence is enough to say (axis C).
type Sufficiency string

// The states of sufficiency.
const (
	Established  Sufficiency = "established"
	Likely       Sufficiency = "likely"
	Open         Sufficiency = "open"
	Insufficient Sufficiency = "insufficient"
)

// Probability is a probability with its 5 to 95 % interval and its word on
// the yardstick in use.
type Probability struct {
	P    float64 `json:"p"`
	Lo   float64 `json:"lo"`
	Hi   float64 `json:"hi"`
	Word string  `json:"word,omitempty"`
}

// Percent writes a probability as a whole percentage. It never claims more than
// the method can hold: what rounds to less than 1 or more than 99 is "< 1 %" or
// "> 99 %".
func Percent(p float64) string {
	switch r := math.Round(100 * p); {
	case r < 1:
		return "< 1 %"
	case r > 99:
		return "> 99 %"
	default:
		return fmt.Sprintf("%.0f %%", r)
	}
}

// Rung is a hypothesis with its probability.
type Rung struct {
	H Hypothesis `json:"h"`
	Probability
}

// RollUp is the probability of a set of rungs that a newsroom asks about.
type RollUp struct {
	Name  string `json:"name"`  // operational, any_tie, cause, false
	Label string `json:"label"` // in plain words
	Probability
}

// Pivot is an item or a voice whose removal changes the verdict.
type Pivot struct {
	Evidence    EvidenceID  `json:"evidence,omitempty"`
	Origin      OriginID    `json:"origin,omitempty"`
	Top         Hypothesis  `json:"top"` // without it
	Sufficiency Sufficiency `json:"sufficiency"`
	Moves       []Move      `json:"moves"`
	Pivotal     bool        `json:"pivotal"`
}

// Move is the change of a roll-up.
type Move struct {
	Name string  `json:"name"`
	From float64 `json:"from"`
	To   float64 `json:"to"`
}

// LookFor is an unanswered question ranked by how far an answer would move
// the verdict.
type LookFor struct {
	Code     string     `json:"code"`
	Value    string     `json:"value"`
	Question string     `json:"question"`
	Answer   string     `json:"answer"` // the value in words
	Top      Hypothesis `json:"top"`    // with that answer
	Moves    []Move     `json:"moves"`
	Shift    float64    `json:"shift"` // the largest absolute move of a roll-up
}

// Cluster is the weight of the items that count together, in decibans for
// H1..H7, after discount and cap. Largest is 0.
type Cluster struct {
	Key      string       `json:"key"` // class/origin
	Evidence []EvidenceID `json:"evidence"`
	DB       [7]float64   `json:"db"`
	Capped   bool         `json:"capped,omitempty"`
}

// Assessment is the judgement of a claim as of a time. It is a pure function
// of what was known then and of the versions it names.
type Assessment struct {
	Claim         Claim             `json:"claim"`
	AsOf          time.Time         `json:"as_of"`
	Authenticity  Authenticity      `json:"authenticity"`
	Sufficiency   Sufficiency       `json:"sufficiency"`
	Why           []string          `json:"why"` // reasons for the sufficiency, in words
	Top           Hypothesis        `json:"top"`
	Rungs         []Rung            `json:"rungs"` // H1..H7 in order
	RollUps       []RollUp          `json:"rollups"`
	Prior         PriorUse          `json:"prior"`
	UnderPriors   map[string][]Rung `json:"under_priors"` // the same evidence under every prior set
	Clusters      []Cluster         `json:"clusters"`
	Inconsistency [7]float64        `json:"inconsistency_db"`
	Information   float64           `json:"information_bits"`    // KL(posterior || prior)
	Evidence      []Evidence        `json:"evidence"`            // what was scored
	SetAside      []SetAside        `json:"set_aside,omitempty"` // what was known and not scored, and why
	Details       []DetailTest      `json:"details"`
	Pivots        []Pivot           `json:"pivots"`
	LookFor       []LookFor         `json:"look_for"`
	Flips         []LookFor         `json:"flips"` // what if a coding were wrong: the question answered otherwise
	Conflict      bool              `json:"conflict"`
	Flags         []string          `json:"flags,omitempty"` // "remote guidance cannot be excluded" ...
	MachineCoded  bool              `json:"machine_coded"`   // no person has accepted the evidence
	Headline      Permission        `json:"headline"`
	Versions      Versions          `json:"versions"`
	Seed          uint64            `json:"seed"`
	Draws         int               `json:"draws"`
}

// SetAside is a piece of evidence that was known and did not count.
type SetAside struct {
	Evidence Evidence   `json:"evidence"`
	Why      string     `json:"why"`          // in words
	By       EvidenceID `json:"by,omitempty"` // the item that replaced it
}

// PriorUse names the prior set in use and why.
type PriorUse struct {
	Set string     `json:"set"`
	Why string     `json:"why"`
	P   [7]float64 `json:"p"`
}

// Permission is what the verdict lets a newsroom write.
type Permission struct {
	State   string   `json:"state"`
	Allowed string   `json:"allowed"`
	Blocked []string `json:"blocked"`
}

// Versions names the tables an assessment used.
type Versions struct {
	Codes     string `json:"codes"`
	Priors    string `json:"priors"`
	Words     string `json:"words"`
	Grades    string `json:"grades,omitempty"`
	Ladder    string `json:"ladder,omitempty"`
	Rules     string `json:"rules,omitempty"`
	Extractor string `json:"extractor,omitempty"`
}

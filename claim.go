package credence

// Tier says how close to the claimant the channel of a claim stands.
type Tier string

// The tiers, from the surest voice of the claimant to none.
const (
	TierCodeword  Tier = "codeword"
	TierOfficial  Tier = "official"
	TierAuxiliary Tier = "auxiliary"
	TierSupporter Tier = "supporter"
	TierAttacker  Tier = "attacker"
	TierAnonymous Tier = "anonymous"
	TierUnknown   Tier = ""
)

// Claim is a claim of responsibility by a claimant for an incident. Several
// versions, and many reports, are one claim.
type Claim struct {
	ID         ClaimID    `json:"id"`
	Claimant   string     `json:"claimant"`
	ClaimantID string     `json:"claimant_id,omitempty"`
	Incident   IncidentID `json:"incident"`
	Channel    string     `json:"channel,omitempty"`
	Tier       Tier       `json:"tier,omitempty"`
	At         Interval   `json:"at"`
	Wording    string     `json:"wording,omitempty"` // at most 25 words of the claimant
	Details    []Detail   `json:"details"`
	Quotes     []Quote    `json:"quotes"` // the reports of it
}

// FirstReport is the basis of the time of a claim that is dated by the first
// report of it: it was made by then.
const FirstReport = "first report of it"

// Slot names what a detail is about.
type Slot string

// The slots of a detail.
const (
	SlotDate        Slot = "date"
	SlotTime        Slot = "time"
	SlotPlace       Slot = "place"
	SlotMethod      Slot = "method"
	SlotWeapon      Slot = "weapon"
	SlotTarget      Slot = "target"
	SlotKilled      Slot = "killed"
	SlotInjured     Slot = "injured"
	SlotAttackers   Slot = "perpetrator_count"
	SlotName        Slot = "perpetrator_name"
	SlotAlias       Slot = "perpetrator_alias"
	SlotOriginOf    Slot = "perpetrator_origin"
	SlotVehicle     Slot = "vehicle"
	SlotSequence    Slot = "sequence"
	SlotMotive      Slot = "motive"
	SlotAffiliation Slot = "affiliation"
	SlotMedia       Slot = "media"
)

// Detail is one assertion of a claim.
type Detail struct {
	ID        DetailID `json:"id"`
	Slot      Slot     `json:"slot"`
	Value     string   `json:"value"`              // as the claim has it
	Stated    bool     `json:"stated"`             // false: a detail one would expect and the claim leaves out
	Checkable bool     `json:"checkable"`          // false for motive, affiliation, threats
	Asserted  Interval `json:"asserted_at"`        // when the claim, or a later version of it, first said so
	Quotes    []Quote  `json:"quotes,omitempty"`   // where documents report it
	Number    Number   `json:"number,omitzero"`    // normalised count, if the slot has one
	Class     string   `json:"class,omitempty"`    // normalised class of weapon, vehicle or method
	Date      string   `json:"date,omitempty"`     // normalised date
	TimeOfDay string   `json:"time,omitempty"`     // normalised time of day, "15:04"
	Zone      string   `json:"zone,omitempty"`     // of the time of day, as the claim names it: "GMT", "local time"
	Actor     string   `json:"actor_id,omitempty"` // normalised actor
	Aliases   []string `json:"aliases,omitempty"`  // other forms that count as the same
	Withdrawn Interval `json:"withdrawn,omitzero"` // when the claimant took it back
}

// Answer is yes, no or unknown.
type Answer string

// The answers.
const (
	Yes     Answer = "yes"
	No      Answer = "no"
	Unknown Answer = "unknown"
)

// Outcome is what became of a detail after the claim.
type Outcome string

// The outcomes.
const (
	Confirmed    Outcome = "confirmed"
	Contradicted Outcome = "contradicted"
	Unresolved   Outcome = "unresolved"
)

// DetailTest is the result of the knowledge test for one detail, as of a time.
type DetailTest struct {
	Detail       Detail     `json:"detail"`
	PublicBefore Answer     `json:"public_before"`
	First        *Sighting  `json:"first_public,omitempty"` // the earliest voice that states it
	Later        Outcome    `json:"later"`
	LaterBy      []Sighting `json:"later_by,omitempty"`    // the independent voices that confirm or contradict it
	NearMisses   []Sighting `json:"near_misses,omitempty"` // almost the same, shown and not hidden
	Told         []Sighting `json:"-"`                     // one of each report that states it, the claimant's own too: for counting voices
	Reason       string     `json:"reason"`                // one sentence
}

// Sighting is a place where a voice states something.
type Sighting struct {
	Quote     Quote    `json:"quote"`
	Outlet    string   `json:"outlet,omitempty"`
	URL       string   `json:"url,omitempty"`
	Origin    OriginID `json:"origin,omitempty"`
	Published Interval `json:"published_at"`
	FromClaim bool     `json:"-"` // it only tells what the claimant says
}

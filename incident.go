package credence

import "encoding/json"

// Stage says how far an incident got.
type Stage string

// The stages.
const (
	StageAccomplished Stage = "accomplished"
	StageAttempted    Stage = "attempted"
	StageThreatened   Stage = "threatened"
)

// Confidence is the footing on which a document connects a perpetrator with
// an act, in the terms of MUC-4. It is a document's stance, never the truth.
type Confidence string

// The stances, in the order of the MUC-4 decision tree.
const (
	ReportedAsFact       Confidence = "reported_as_fact"
	ClaimedOrAdmitted    Confidence = "claimed_or_admitted"
	AccusedByAuthorities Confidence = "suspected_or_accused_by_authorities"
	Accused              Confidence = "suspected_or_accused"
	Possible             Confidence = "possible"
	Acquitted            Confidence = "acquitted"
)

// Mention is one incident as one document reports it.
type Mention struct {
	ID           MentionID     `json:"id,omitempty"`
	Ref          string        `json:"ref"`  // "i1", "i2" ... within the document
	Main         bool          `json:"main"` // the incident the document is about
	Type         string        `json:"type"` // attack, bombing, kidnapping, arson, robbery, hijacking, sabotage ...
	Stage        Stage         `json:"stage"`
	Category     string        `json:"category,omitempty"` // terrorism or state_violence, "" if the text leaves it open
	Date         DateMention   `json:"date"`
	Place        PlaceMention  `json:"place"`
	Weapons      []Weapon      `json:"weapons"`
	Targets      []Target      `json:"targets"`
	Perpetrators []Perpetrator `json:"perpetrators"`
	Killed       Number        `json:"killed,omitzero"`
	Injured      Number        `json:"injured,omitzero"`
	Attackers    Number        `json:"attackers,omitzero"`
	Span                       // the words that report it first
	Rule         string        `json:"rule,omitempty"`
}

// DateMention is a date or time of day in a text, resolved against the
// dateline. Dates are "2006-01-02"; From and To are inclusive.
type DateMention struct {
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
	Time string `json:"time,omitempty"` // "15:04" local, if the text gives it
	Zone string `json:"zone,omitempty"` // as the text names it: "GMT", "local time"
	Span
}

// PlaceMention is a place in a text, resolved to the gazetteer if possible.
type PlaceMention struct {
	Name       string  `json:"name,omitempty"`
	Kind       string  `json:"kind,omitempty"`        // city, town, department, neighborhood ...
	Within     string  `json:"within,omitempty"`      // the larger place the text gives
	WithinKind string  `json:"within_kind,omitempty"` // its kind
	Country    string  `json:"country,omitempty"`     // ISO 3166 alpha-2
	Lat        float64 `json:"lat,omitempty"`
	Lon        float64 `json:"lon,omitempty"`
	Span
}

// Weapon is an instrument and its class in the weapons lexicon.
type Weapon struct {
	Text  string `json:"text"`
	Class string `json:"class,omitempty"`
	Span
}

// Target is a person, group of persons or thing hit, aimed at or threatened.
type Target struct {
	Kind        string `json:"kind"` // person or physical
	Name        string `json:"name,omitempty"`
	Description string `json:"description,omitempty"`
	Class       string `json:"class,omitempty"` // the MUC-4 target type, lower case
	Nation      string `json:"nation,omitempty"`
	Number      Number `json:"number,omitzero"`
	Effect      string `json:"effect,omitempty"`
	Span
}

// Perpetrator is who a document says did it, and on what footing.
type Perpetrator struct {
	Kind       string     `json:"kind"` // individual or organization
	Name       string     `json:"name"`
	Also       string     `json:"also,omitempty"` // the other form of the name that the text uses: in full, or an acronym
	ActorID    string     `json:"actor_id,omitempty"`
	Confidence Confidence `json:"confidence,omitempty"`
	Span
}

// Number is a count known within bounds. Max 0 with Min above it means "at
// least Min"; the zero Number is unknown unless Known is set.
type Number struct {
	Min    int  `json:"min"`
	Max    int  `json:"max,omitempty"`
	Approx bool `json:"approx,omitempty"` // "about", "dozens"
	Known  bool `json:"-"`                // tells a stated zero from silence
}

// IsZero reports whether no number is given.
func (n Number) IsZero() bool { return !n.Known && n.Min == 0 && n.Max == 0 }

// UnmarshalJSON reads a number; a zero that is written out is a stated zero.
func (n *Number) UnmarshalJSON(b []byte) error {
	type plain Number
	var p *plain
	if err := json.Unmarshal(b, &p); err != nil {
		return err
	}
	*n = Number{}
	if p != nil {
		*n = Number(*p)
		n.Known = n.Min == 0 && n.Max == 0
	}
	return nil
}

// Incident is something that happened in the world, as several documents
// report it. It is derived from mentions and can be rebuilt.
type Incident struct {
	ID        IncidentID   `json:"id"`
	Title     string       `json:"title,omitempty"` // given by a person; derived incidents have none
	Type      string       `json:"type"`
	Stage     Stage        `json:"stage"`
	Date      Interval     `json:"date"`
	Place     PlaceMention `json:"place"`
	Weapons   []string     `json:"weapons"` // classes
	Killed    Number       `json:"killed,omitzero"`
	Injured   Number       `json:"injured,omitzero"`
	Attackers Number       `json:"attackers,omitzero"`
	Mentions  []MentionRef `json:"mentions"`
}

// MentionRef names a mention and its document.
type MentionRef struct {
	Document DocumentID `json:"document"`
	Mention  MentionID  `json:"mention"`
}

package credence

import "slices"

// Kind says what a statement does about responsibility for an attack.
type Kind string

// The thirteen kinds of statement.
const (
	KindClaim       Kind = "claim"        // the actor says it did it
	KindDenial      Kind = "denial"       // the actor says it did not
	KindRetraction  Kind = "retraction"   // a claim is taken back by the side that made it
	KindAccusation  Kind = "accusation"   // somebody else says, believes or suspects the actor did it
	KindAttribution Kind = "attribution"  // the text says so in its own voice, as a fact
	KindNoClaim     Kind = "no_claim"     // nobody, or not this actor, has claimed it
	KindPledge      Kind = "pledge"       // a person tied to an attack swears loyalty to the actor
	KindLink        Kind = "link"         // a connection between attacker and actor is reported
	KindNoLink      Kind = "no_link"      // no evidence of one, acted alone, ruled out
	KindInspired    Kind = "inspired"     // the attacker drew on the actor's ideas, no more
	KindDoubt       Kind = "doubt"        // a claim is questioned or called unverifiable
	KindEndorse     Kind = "endorse"      // a claim is judged credible or authentic
	KindOtherMotive Kind = "other_motive" // another explanation is put forward
)

// Kinds lists the kinds in their fixed order.
var Kinds = []Kind{
	KindClaim, KindDenial, KindRetraction, KindAccusation, KindAttribution, KindNoClaim, KindPledge,
	KindLink, KindNoLink, KindInspired, KindDoubt, KindEndorse, KindOtherMotive,
}

// Statement is something a document has a speaker say about responsibility.
type Statement struct {
	ID      StatementID `json:"id"`
	Kind    Kind        `json:"kind"`
	Actor   string      `json:"actor"`              // fullest name in the text, "" if it names nobody
	ActorID string      `json:"actor_id,omitempty"` // entry of the register, if it is known
	Speaker Speaker     `json:"speaker,omitzero"`
	Span
	Text        string   `json:"text"`
	ByAuthority bool     `json:"by_authority"`
	Link        string   `json:"link,omitempty"`     // of a link: directed, contact, training, support or unspecified
	Incident    string   `json:"incident,omitempty"` // Ref of the mention it is about; "" if the document reports none
	Also        []string `json:"also,omitempty"`     // Refs of further mentions it is about: "claimed both attacks"
	Other       bool     `json:"other,omitempty"`    // about another attack than the one the text reports
	Hedged      bool     `json:"hedged"`             // "allegedly", "believed to", and for an absence "yet", "so far"
	SoFar       bool     `json:"so_far,omitempty"`   // the absence is stated for now only: "yet", "so far", "at this stage"
	Confidence  float64  `json:"confidence"`         // of the extraction, 0..1
	Rule        string   `json:"rule,omitempty"`     // the rule or model that produced it
}

// Ties reports whether the statement is about the mention with that Ref.
func (st *Statement) Ties(ref string) bool {
	return ref != "" && (st.Incident == ref || slices.Contains(st.Also, ref))
}

// Speaker is who says something. All fields are as the text has them.
type Speaker struct {
	Name         string `json:"name,omitempty"`
	Role         string `json:"role,omitempty"`
	Organisation string `json:"organisation,omitempty"`
	Span                // of the mention; zero if resolved from elsewhere
}

// IsZero reports whether nobody is named.
func (s Speaker) IsZero() bool { return s.Name == "" && s.Role == "" && s.Organisation == "" }

// String is the shortest phrase that names the speaker.
func (s Speaker) String() string {
	switch {
	case s.Name != "":
		return s.Name
	case s.Role != "":
		return s.Role
	}
	return s.Organisation
}

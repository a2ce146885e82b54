package credence

// Relation says how a document stands to the voice it goes back to.
type Relation string

// The relations.
const (
	OwnReporting Relation = "own"       // observed or asked itself
	FullCopy     Relation = "copy"      // the whole text of another
	Shortened    Relation = "shortened" // part of it
	Extended     Relation = "extended"  // it, with added paragraphs
	Revised      Relation = "revised"   // a later version by the same outlet
	SameQuote    Relation = "quote"     // own text around the same quoted statement
	Relay        Relation = "relay"     // says that another outlet reports it
)

// Origin is the voice a document goes back to: itself, or the wire, outlet or
// statement that it copies or relays.
type Origin struct {
	ID       OriginID   `json:"id"`
	Name     string     `json:"name"`               // "Reuters", an outlet, a spokesman's statement
	Document DocumentID `json:"document,omitempty"` // the first document of the group, if one is held
	Relation Relation   `json:"relation"`           // of the document asked about
	Reason   string     `json:"reason"`             // in words: which credit, copy or time order says so
}

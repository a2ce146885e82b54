package client

import (
	"time"

	"github.com/credence-project/credence"
)

// Page is a page of a list.
type Page[T any] struct {
	Items []T       `json:"items"`
	Next  string    `json:"next,omitempty" doc:"Give it as after to get the page that follows; absent after the last page."`
	AsOf  time.Time `json:"as_of,omitzero" doc:"What could be known by then is listed; absent where no time was asked for."`
}

// ClaimItem is a claim in a list.
type ClaimItem struct {
	Title   string         `json:"title" doc:"The incident and who claims it, in words."`
	Slug    string         `json:"slug" doc:"A short name of the claim, as good as its identifier."`
	Claim   credence.Claim `json:"claim"`
	Verdict *Verdict       `json:"verdict,omitempty" doc:"Where it stands; absent if it was not judged yet."`
}

// Verdict is where a claim stands, in short.
type Verdict struct {
	Top          credence.Rung        `json:"top"`
	Sufficiency  credence.Sufficiency `json:"sufficiency"`
	StandsOut    bool                 `json:"stands_out" doc:"One rung is ahead of the others."`
	MachineCoded bool                 `json:"machine_coded" doc:"No person has accepted the evidence."`
	Voices       int                  `json:"voices" doc:"Independent ones."`
	Reports      int                  `json:"reports"`
	Proposed     int                  `json:"proposed" doc:"Answers of the machine that wait for a person."`
	Fresh        bool                 `json:"fresh" doc:"Nothing that it rests on has changed since it was judged."`
}

// KeptVerdict is a verdict of the history of a claim.
type KeptVerdict struct {
	ID          string               `json:"id"`
	AsOf        time.Time            `json:"as_of"`
	Recorded    time.Time            `json:"recorded_at"`
	SHA256      string               `json:"sha256" doc:"Of the verdict as it is kept."`
	Same        bool                 `json:"same" doc:"It comes out the same, byte for byte, when it is judged again from what was held then."`
	Top         credence.Rung        `json:"top"`
	Sufficiency credence.Sufficiency `json:"sufficiency"`
	RollUps     []credence.RollUp    `json:"rollups"`
	Assessment  *credence.Assessment `json:"assessment,omitempty" doc:"The whole verdict, where it is asked for."`
}

// Series is what one table counts for a group.
type Series struct {
	Table  SeriesTable           `json:"table"`
	Counts []credence.GroupMonth `json:"counts"`
}

// SeriesTable is a table of attacks.
type SeriesTable struct {
	SHA256   string    `json:"sha256"`
	Name     string    `json:"name"`
	Format   string    `json:"format"`
	By       string    `json:"by"`
	Recorded time.Time `json:"recorded_at"`
}

// IncidentItem is an incident in a list.
type IncidentItem struct {
	Title    string            `json:"title"`
	Incident credence.Incident `json:"incident"`
}

// IncidentView is an incident with all that was known of it.
type IncidentView struct {
	Title    string            `json:"title"`
	Incident credence.Incident `json:"incident"`
	Reports  []Report          `json:"reports" doc:"Oldest first."`
	Facts    []Fact            `json:"facts" doc:"What the reports tell, and who tells it."`
	Claims   []credence.Claim  `json:"claims"`
	Said     []Said            `json:"said" doc:"Who says what about responsibility."`
	Voices   string            `json:"voices" doc:"Who repeats whom, as a tree in plain text."`
}

// Report is a document that tells of an incident.
type Report struct {
	Document credence.Document  `json:"document" doc:"Without its text."`
	Origin   credence.Origin    `json:"origin"`
	Mentions []credence.Mention `json:"mentions"`
	Placed   bool               `json:"placed,omitempty" doc:"A person said that it is about the incident."`
}

// Fact is one thing that reports tell of an incident, each in its way.
type Fact struct {
	Name  string          `json:"name"`
	Range credence.Number `json:"range,omitzero"`
	Told  []Told          `json:"told"`
}

// Told is what some reports tell of a fact.
type Told struct {
	Value string                `json:"value"`
	By    []credence.DocumentID `json:"by"`
}

// Brief is a claim with the judgement of it and what the judgement rests on.
type Brief struct {
	Title      string              `json:"title"`
	Assessment credence.Assessment `json:"assessment"`
	Incident   credence.Incident   `json:"incident"`
	Documents  []Source            `json:"documents" doc:"The reports known at the time, oldest first, without their texts."`
	Said       []Said              `json:"said" doc:"Who says what about responsibility."`
	Changed    []string            `json:"changed" doc:"What changed since the verdict before, in words."`
	History    []Step              `json:"history" doc:"How the verdict stood earlier, oldest first."`
	Voices     string              `json:"voices" doc:"Who repeats whom, as a tree in plain text."`
	Record     *Record             `json:"record,omitempty" doc:"What became of the claims that the claimant made before."`
	Context    []Month             `json:"context" doc:"The months before the claim, as tables count them."`
	Rivals     []credence.Claim    `json:"rivals" doc:"Claims of others for the same incident."`
}

// Source is a document without its text, with the voice behind it.
type Source struct {
	Document credence.Document `json:"document"`
	Origin   *credence.Origin  `json:"origin,omitempty"`
}

// Said is a statement with the document it stands in.
type Said struct {
	Document  credence.DocumentID `json:"document"`
	Statement credence.Statement  `json:"statement"`
}

// Step is a verdict at an earlier time.
type Step struct {
	AsOf        time.Time            `json:"as_of"`
	Top         credence.Rung        `json:"top"`
	Sufficiency credence.Sufficiency `json:"sufficiency"`
	RollUps     []credence.RollUp    `json:"rollups"`
	Changed     []string             `json:"changed"`
}

// Record is what became of the earlier claims of a claimant.
type Record struct {
	Summary  string       `json:"summary"`
	Standing string       `json:"standing,omitempty" doc:"good, mixed or poor; absent where too few are settled"`
	Parts    []RecordPart `json:"parts"`
}

// RecordPart is the record of a year or a region.
type RecordPart struct {
	Name         string `json:"name"`
	N            int    `json:"n"`
	Upheld       int    `json:"upheld"`
	Inspired     int    `json:"inspired"`
	Contradicted int    `json:"contradicted"`
	Open         int    `json:"open"`
}

// Month is what a table counts for a group in a month.
type Month struct {
	Table string `json:"table"`
	credence.GroupMonth
}

// Decision is what a person decided on an item of evidence.
type Decision struct {
	ID          string              `json:"id"`
	Evidence    credence.EvidenceID `json:"evidence"`
	Status      credence.Status     `json:"status,omitempty"`
	By          string              `json:"by"`
	At          time.Time           `json:"at"`
	Note        string              `json:"note,omitempty"`
	Replacement credence.EvidenceID `json:"replacement,omitempty" doc:"The item that stands in its place, of a correction."`
}

// EvidenceItem is an item of evidence with what was decided on it.
type EvidenceItem struct {
	credence.Evidence
	Recorded  bool       `json:"recorded" doc:"False: the machine proposes it just now, and it is not kept."`
	Decisions []Decision `json:"decisions,omitempty" doc:"The last one last."`
}

// Answer is an answer that a person gives to a question of the code list.
type Answer struct {
	Code      string             `json:"code" maxLength:"20" doc:"A question of the code list, such as A06."`
	Value     string             `json:"value" maxLength:"100" doc:"One of its answers."`
	Grade     string             `json:"grade" pattern:"^[A-F][1-6]$" doc:"Admiralty grade, such as B2."`
	Origin    string             `json:"origin,omitempty" maxLength:"300" doc:"The voice; may be left out where a passage is given."`
	Outlet    string             `json:"outlet,omitempty" maxLength:"300"`
	Authority credence.Authority `json:"authority,omitempty" maxLength:"40" doc:"What kind of source answers."`
	Stake     bool               `json:"stake,omitempty" doc:"The source gains from this answer."`
	KnownAt   string             `json:"known_at,omitempty" maxLength:"40" doc:"When it could be known; may be left out where a passage of a dated document is given."`
	Quotes    []Passage          `json:"quotes,omitempty" maxItems:"50"`
	Incident  bool               `json:"incident,omitempty" doc:"It answers for every claim of the incident."`
	Reason    string             `json:"reason" minLength:"1" maxLength:"2000" doc:"Why; no change is made without a reason."`
}

// Passage points at bytes of the text of a document.
type Passage struct {
	Document credence.DocumentID `json:"document" maxLength:"40"`
	Start    int                 `json:"start,omitempty" minimum:"0"`
	End      int                 `json:"end,omitempty" minimum:"0" doc:"The whole document if start and end are left out."`
}

// Ruling is what a person decides on an item of evidence.
type Ruling struct {
	Status credence.Status `json:"status" enum:"accepted,rejected"`
	Reason string          `json:"reason" minLength:"1" maxLength:"2000"`
	AsOf   string          `json:"as_of,omitempty" maxLength:"40" doc:"As of when the machine's proposals are looked at; now if left out."`
}

// Correction puts another answer in the place of an item. What is left out
// stays as it is.
type Correction struct {
	Value   string `json:"value,omitempty" maxLength:"100"`
	Grade   string `json:"grade,omitempty" pattern:"^([A-F][1-6])?$"`
	Origin  string `json:"origin,omitempty" maxLength:"300"`
	KnownAt string `json:"known_at,omitempty" maxLength:"40"`
	Reason  string `json:"reason" minLength:"1" maxLength:"2000"`
	AsOf    string `json:"as_of,omitempty" maxLength:"40"`
}

// Text is a report that is added by its words.
type Text struct {
	Text      string `json:"text" minLength:"1" maxLength:"1048576"`
	Title     string `json:"title,omitempty" maxLength:"2000"`
	Outlet    string `json:"outlet,omitempty" maxLength:"2000"`
	URL       string `json:"url,omitempty" maxLength:"2000"`
	Published string `json:"published_at,omitempty" maxLength:"40" doc:"A date or a time."`
}

// Task is something that was handed in, and how far it has got.
type Task struct {
	ID        string    `json:"id"`
	Kind      string    `json:"kind" doc:"text, file, address or reading, which reads anew what is held"`
	Name      string    `json:"name"`
	By        string    `json:"by"`
	Added     time.Time `json:"added_at"`
	Ended     time.Time `json:"ended_at,omitzero"`
	State     string    `json:"state" doc:"waiting, running, done or failed"`
	Stage     string    `json:"stage,omitempty"`
	Dealt     int       `json:"dealt" doc:"Documents dealt with in that stage."`
	Taken     int       `json:"taken" doc:"Documents that are new."`
	Held      int       `json:"held" doc:"Documents that were there already."`
	Refused   int       `json:"refused"`
	Damaged   int       `json:"damaged"`
	Skipped   int       `json:"skipped"`
	Documents []TakenIn `json:"documents" doc:"The first of them."`
	Faults    []string  `json:"faults" doc:"In plain words."`
	Passed    []string  `json:"passed" doc:"The first parts that were passed over on purpose, and why."`
}

// TakenIn is a document that a task brought.
type TakenIn struct {
	ID    credence.DocumentID `json:"id"`
	Title string              `json:"title"`
	New   bool                `json:"new"`
}

// DocumentView is a document with what was found in it and what rests on it.
type DocumentView struct {
	Document  credence.Document   `json:"document"`
	Reader    string              `json:"reader,omitempty" doc:"Version of the rules that read it; absent if none has yet."`
	Origin    *credence.Origin    `json:"origin,omitempty"`
	Copies    []Copy              `json:"copies" doc:"Documents that go back to the same text."`
	Versions  []Source            `json:"versions" doc:"Taken from the same address at other times."`
	Incidents []credence.Incident `json:"incidents"`
	Claims    []credence.Claim    `json:"claims"`
	Gist      bool                `json:"gist,omitempty" doc:"The text is our own words for what the publisher's holds."`
}

// Copy is a document that goes back to one text with others.
type Copy struct {
	Document  credence.DocumentID `json:"document"`
	Outlet    string              `json:"outlet,omitempty"`
	Title     string              `json:"title,omitempty"`
	URL       string              `json:"url,omitempty"`
	Published credence.Interval   `json:"published_at"`
	Relation  credence.Relation   `json:"relation"`
	Reason    string              `json:"reason"`
}

// Mark is a passage of a document with what it became.
type Mark struct {
	credence.Span
	Text     string              `json:"text"`
	Sort     string              `json:"sort" doc:"statement, incident, detail or evidence"`
	Kind     string              `json:"kind" doc:"Of statement; the slot of a detail; the part of an incident; the code of evidence."`
	Label    string              `json:"label,omitempty"`
	Incident credence.IncidentID `json:"incident,omitempty"`
	Claim    credence.ClaimID    `json:"claim,omitempty"`
	Evidence credence.EvidenceID `json:"evidence,omitempty"`
	Actor    string              `json:"actor_id,omitempty"`
}

// Hit is a document that a search found.
type Hit struct {
	Document credence.Document `json:"document" doc:"Without its text."`
	Score    float64           `json:"score"`
	Excerpt  credence.Quote    `json:"excerpt"`
	Matches  []credence.Span   `json:"matches" doc:"The words that were asked for, in bytes of the text of the document."`
}

// Change is one thing that was done in the workbench.
type Change struct {
	Seq   int64            `json:"seq,omitempty"`
	Kind  string           `json:"kind" doc:"documents, claims, judgement, verdict, work or trial"`
	At    time.Time        `json:"at"`
	By    string           `json:"by,omitempty"`
	Claim credence.ClaimID `json:"claim,omitempty"`
	Text  string           `json:"text,omitempty"`
	Work  *Work            `json:"work,omitempty"`
}

// Work is how far a piece of long work has got.
type Work struct {
	ID     string `json:"id"`
	Stage  string `json:"stage,omitempty"`
	Done   int    `json:"done"`
	Total  int    `json:"total,omitempty"`
	Ended  bool   `json:"ended"`
	Failed string `json:"failed,omitempty"`
}

// Problem is what a server says went wrong (RFC 9457).
type Problem struct {
	Type   string    `json:"type,omitempty"`
	Title  string    `json:"title"`
	Status int       `json:"status"`
	Detail string    `json:"detail,omitempty"`
	Errors []Mistake `json:"errors,omitempty"`
}

// Mistake is one thing that is wrong with a request.
type Mistake struct {
	Message  string `json:"message,omitempty"`
	Location string `json:"location,omitempty"`
}

// Error gives what is wrong in one line.
func (p *Problem) Error() string {
	s := p.Title
	if p.Detail != "" {
		s += ": " + p.Detail
	}
	for _, m := range p.Errors {
		s += "; " + m.Location + ": " + m.Message
	}
	return s
}

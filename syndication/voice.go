package syndication

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/credence-project/credence"
)

// Sighted is a place where a document makes the statement, or states the
// detail, whose voices are to be counted.
type Sighted struct {
	Document credence.Document // with its text, or Quote.Text is all that is known of it
	Quote    credence.Quote
	Group    Group // of the document; the zero Group if nothing is known of its copies and origin
	Repeats  bool  // it only tells what the claimant says
}

// Claimant names whose claim is weighed: what it, or an outlet of its own,
// says confirms nothing.
type Claimant struct {
	Names   []string // its own first, then of its outlets and agencies, as documents call them
	Domains []string
}

// Voices says how many independent origins a statement has.
type Voices struct {
	Documents   int     `json:"documents"`
	Origins     int     `json:"origins"`     // distinct voices, the claimant's own among them
	Independent int     `json:"independent"` // without the claimant's own and those that only relay
	Voices      []Voice `json:"voices"`      // the earliest first
}

// Voice is one origin with the documents that go back to it.
type Voice struct {
	Origin    credence.OriginID   `json:"origin"`
	Name      string              `json:"name"`
	Claimant  bool                `json:"claimant,omitempty"` // the claimant itself, with its own outlets
	Observed  bool                `json:"observed"`           // some document states it of its own knowledge or inquiry
	Via       string              `json:"via,omitempty"`      // what makes these documents one voice, if it is not the outlet
	Documents []VoiceDocument     `json:"documents"`          // the earliest first
	first     credence.DocumentID // decides ties
}

// VoiceDocument is a document as part of a voice.
type VoiceDocument struct {
	Document  credence.DocumentID `json:"document"`
	Outlet    string              `json:"outlet,omitempty"`
	Title     string              `json:"title,omitempty"`
	URL       string              `json:"url,omitempty"`
	Published credence.Interval   `json:"published_at"`
	Relation  credence.Relation   `json:"relation"` // to the voice
	Reason    string              `json:"reason"`
	Quote     credence.Quote      `json:"quote"`
}

// voiceOf is what one sighting says about its voice.
type voiceOf struct {
	doc      VoiceDocument
	own      credence.OriginID // who published the document
	origin   credence.OriginID
	name     string
	observed bool
	spoken   []uint32 // words of the sighting that stand in quotation marks
}

// Counter counts the voices of statements and details about one claim. It
// remembers the documents it has read.
type Counter struct {
	registry *Registry
	claimant string                     // its name
	mine     map[credence.OriginID]bool // voices of the claimant
	texts    map[credence.DocumentID]*Text
}

// claimantVoice is the voice of the claimant: its outlets, and whoever repeats it.
const claimantVoice = credence.OriginID("claimant")

// Counter makes one for the claim of a claimant.
func (r *Registry) Counter(own Claimant) *Counter {
	c := &Counter{r, "the claimant", r.owned(own), map[credence.DocumentID]*Text{}}
	if len(own.Names) > 0 {
		c.claimant = cmp.Or(own.Names[0], c.claimant)
	}
	return c
}

func (c *Counter) text(d credence.Document) *Text {
	if d.ID == "" {
		return c.registry.Prepare(d)
	}
	t, ok := c.texts[d.ID]
	if !ok {
		t = c.registry.Prepare(d)
		c.texts[d.ID] = t
	}
	return t
}

// Count finds the voices behind the sightings of one statement or detail.
// Documents of one group, of one publisher family or with the same agency are
// one voice; so are reports of their own that rest on the same quoted words. A
// sighting in a sentence that names another outlet as its source goes back to
// that outlet, and to whom that outlet has it from; one that only tells what the
// claimant says, to the claimant. A document counts once, by its first sighting.
func (c *Counter) Count(sightings []Sighted) Voices {
	var all []voiceOf
	seen := map[credence.DocumentID]bool{}
	for _, s := range sortedSightings(sightings) {
		id := s.Document.ID
		if id == "" {
			id = s.Quote.Document
		}
		if seen[id] {
			continue
		}
		seen[id] = true
		v := c.voice(s, id)
		if c.mine[v.origin] {
			v.origin = claimantVoice
		}
		all = append(all, v)
	}
	follow(all)
	voices := merge(all)
	out := Voices{Documents: len(all)}
	for _, v := range voices {
		out.Voices = append(out.Voices, v)
		out.Origins++
		if !v.Claimant && v.Observed {
			out.Independent++
		}
	}
	return out
}

func sortedSightings(in []Sighted) []Sighted {
	out := slices.Clone(in)
	slices.SortStableFunc(out, func(a, b Sighted) int {
		return cmp.Or(startOf(a.Document.Published).Compare(startOf(b.Document.Published)),
			cmp.Compare(a.Document.ID, b.Document.ID), cmp.Compare(a.Quote.Start, b.Quote.Start))
	})
	return out
}

// owned gives the origins that belong to a claimant.
func (r *Registry) owned(c Claimant) map[credence.OriginID]bool {
	out := map[credence.OriginID]bool{}
	for _, n := range c.Names {
		if id := r.Outlet(n); id != "" {
			out[id] = true
		}
	}
	for _, d := range c.Domains {
		if id := r.Publisher(credence.Document{URL: "https://" + strings.TrimPrefix(d, "https://")}); id != "" {
			out[id] = true
		}
	}
	return out
}

// voice finds the voice of one sighting: another outlet named in its sentence,
// else the origin of its group, else the document's own credit, else its
// publisher.
func (c *Counter) voice(s Sighted, id credence.DocumentID) voiceOf {
	r, d := c.registry, s.Document
	v := voiceOf{doc: VoiceDocument{Document: id, Outlet: d.Outlet, Title: cmp.Or(d.Title, d.Name), URL: d.URL, Published: d.Published, Quote: s.Quote}}
	if s.Repeats {
		v.origin, v.name, v.doc.Relation, v.doc.Reason = claimantVoice, c.claimant, credence.Relay, "tells what the claimant says"
		return v
	}
	v.spoken, v.own = c.spokenAt(d, s.Quote.Span), r.Publisher(d)
	if by, ok := c.relayAt(d, s.Quote.Span); ok {
		v.origin, v.name = by.Wire, r.Name(by.Wire)
		v.doc.Relation = credence.Relay
		v.doc.Reason = fmt.Sprintf("names %s as its source", by.Name)
		return v
	}
	v.observed = s.Group.Origin.Relation != credence.Relay
	if len(s.Group.Members) > 1 {
		v.origin, v.name = r.family(s.Group.Origin), s.Group.Origin.Name
		for _, m := range s.Group.Members {
			if m.Document == id {
				v.doc.Relation, v.doc.Reason = m.Relation, m.Reason
			}
		}
		v.doc.Reason = cmp.Or(v.doc.Reason, s.Group.Origin.Reason)
		return v
	}
	o := s.Group.Origin // as a person may have given it
	if o.ID == "" {
		t := c.text(d)
		o = r.origin([]*Text{t}, t, false)
	}
	v.origin, v.name, v.doc.Relation, v.doc.Reason = r.family(o), o.Name, o.Relation, o.Reason
	if o.Relation == credence.Relay {
		v.observed = false
	}
	if v.origin == "" {
		v.origin, v.name = cmp.Or(v.own, credence.OriginID(credence.ContentID("o", string(id)))), d.Outlet
	}
	return v
}

// family is the voice of an origin that somebody gave by name: the family or
// agency that the registry has under it, so that two reports of one outlet are
// one voice.
func (r *Registry) family(o credence.Origin) credence.OriginID {
	if id, known := r.named[fold(o.Name)]; known {
		return id
	}
	if strings.HasPrefix(string(o.ID), "o-") && o.Name != "" {
		return r.Outlet(o.Name)
	}
	return o.ID
}

// relayAt gives the outlet that the sentence of a span names as its source.
func (c *Counter) relayAt(d credence.Document, at credence.Span) (Credit, bool) {
	if at.Start < 0 || at.Len() <= 0 || at.End > len(d.Text) {
		return Credit{}, false
	}
	from, to := sentenceAround(d.Text, at)
	return c.text(d).relay(from, to)
}

// follow takes relays of relays back to where they end: what one outlet has
// from a second, and the second only from a third, is the third's.
func follow(all []voiceOf) {
	only := map[credence.OriginID]*voiceOf{} // by publisher: what it passes on; nil if it observed too
	for i := range all {
		v := &all[i]
		if held, ok := only[v.own]; v.observed {
			only[v.own] = nil
		} else if v.own != "" && (!ok || held != nil) {
			only[v.own] = &voiceOf{origin: v.origin, name: v.name}
		}
	}
	for i := range all {
		v := &all[i]
		for range all {
			next := only[v.origin]
			if v.observed || next == nil || next.origin == v.own {
				break
			}
			v.origin, v.name = next.origin, next.name
		}
	}
}

// maxSentence is how far around a span its sentence is looked for, in bytes.
const maxSentence = 1000

// sentenceAround widens a span to the sentence or sentences it stands in; of
// an overlong span only the beginning is taken.
func sentenceAround(text string, at credence.Span) (int, int) {
	at.End = min(at.End, at.Start+maxSentence)
	from := max(0, at.Start-maxSentence)
	if i := strings.LastIndexAny(text[from:at.Start], ".!?\n"); i >= 0 {
		from += i + 1
	}
	to := min(len(text), at.End+maxSentence)
	if i := strings.IndexAny(text[at.End:to], ".!?\n"); i >= 0 {
		to = at.End + i
	}
	return from, to
}

// spokenAt gives the quoted words in the sentences of a span. Where a quotation
// begins and ends is told by the whole text: it may run on over sentences.
func (c *Counter) spokenAt(d credence.Document, at credence.Span) []uint32 {
	if at.Start < 0 || at.Len() <= 0 || at.End > len(d.Text) {
		return nil
	}
	from, to := sentenceAround(d.Text, at)
	var out []uint32
	for _, w := range c.text(d).words {
		if int(w.start) >= from && int(w.end) <= to && w.mark&quoted != 0 {
			out = append(out, w.hash)
		}
	}
	return out
}

// sameWords is the number of quoted words in a row that two reports must have
// in common to rest on the same statement.
const sameWords = 7

// merge joins what has the same origin, or rests on the same quoted words, to
// voices.
func merge(all []voiceOf) []Voice {
	root := make([]int, len(all))
	by := map[credence.OriginID]int{}
	quote := make([]bool, len(all)) // joined by a quotation
	for i, v := range all {
		root[i] = i
		if j, ok := by[v.origin]; ok {
			root[i] = j
		} else {
			by[v.origin] = i
		}
	}
	find := func(i int) int {
		for root[i] != i {
			i = root[i]
		}
		return i
	}
	for i := range all {
		for j := range i {
			if a, b := find(i), find(j); a != b && commonRun(all[i].spoken, all[j].spoken) >= sameWords {
				root[max(a, b)] = min(a, b)
				quote[min(a, b)] = true
			}
		}
	}
	var out []Voice
	at := map[int]int{}
	for i, v := range all {
		k, ok := at[find(i)]
		if !ok {
			k = len(out)
			at[find(i)] = k
			out = append(out, Voice{Origin: v.origin, Name: v.name, first: v.doc.Document})
		}
		o := &out[k]
		if quote[find(i)] {
			o.Via = "the same quoted statement"
			if v.origin != o.Origin {
				v.doc.Relation = credence.SameQuote
				v.doc.Reason = "quotes the same statement inside a report of its own"
			}
		}
		o.Observed = o.Observed || v.observed
		o.Claimant = o.Claimant || v.origin == claimantVoice
		o.Documents = append(o.Documents, v.doc)
	}
	return out
}

// commonRun is the length of the longest run of words that two have in common.
func commonRun(a, b []uint32) int {
	best := 0
	row := make([]int, len(b)+1)
	for i := range a {
		diagonal := 0
		for j := range b {
			above := row[j+1]
			row[j+1] = 0
			if a[i] == b[j] {
				row[j+1] = diagonal + 1
				best = max(best, row[j+1])
			}
			diagonal = above
		}
	}
	return best
}

// String renders the tree for a terminal:
//
//	3 documents, 2 origins, 1 independent
//	├─ Reuters: observed
//	│  ├─ 2017-03-22 Example Post: copy; credited to Reuters (dateline) by the document
func (v Voices) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s, %d independent\n", plural(v.Documents, "document"), plural(v.Origins, "origin"), v.Independent)
	for i, o := range v.Voices {
		branch, stem := "├─ ", "│  "
		if i == len(v.Voices)-1 {
			branch, stem = "└─ ", "   "
		}
		fmt.Fprintf(&b, "%s%s: %s\n", branch, o.Label(), o.standing())
		for k, d := range o.Documents {
			twig := "├─ "
			if k == len(o.Documents)-1 {
				twig = "└─ "
			}
			fmt.Fprintf(&b, "%s%s%s\n", stem, twig, d.line())
		}
	}
	return b.String()
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func (o Voice) standing() string {
	var parts []string
	switch {
	case o.Claimant:
		parts = append(parts, "the claimant's own voice, confirms nothing")
	case o.Observed:
		parts = append(parts, "observed or asked itself")
	default:
		parts = append(parts, "known only from others that relay it")
	}
	if o.Via != "" {
		parts = append(parts, o.Via)
	}
	return strings.Join(parts, "; ")
}

// Label is what a voice is called for a reader: its name, or else after its first
// document.
func (o Voice) Label() string {
	if o.Name == "" && len(o.Documents) > 0 {
		return cmp.Or(o.Documents[0].Outlet, Host(o.Documents[0].URL), inMarks(o.Documents[0].Title), string(o.Origin))
	}
	return cmp.Or(o.Name, string(o.Origin))
}

func inMarks(title string) string {
	if title == "" {
		return ""
	}
	return "“" + title + "”"
}

func (d VoiceDocument) line() string {
	when := "undated"
	if t := startOf(d.Published); t.Before(farFuture) {
		when = t.UTC().Format("2006-01-02")
		if d.Published.From.IsZero() {
			when = "by " + when
		}
	}
	return fmt.Sprintf("%s %s: %s; %s", when, cmp.Or(d.Outlet, d.URL, inMarks(d.Title), string(d.Document)), cmp.Or(string(d.Relation), "own"), d.Reason)
}

package stix

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/export/plain"
)

// timeless is when objects that are about nothing dated were made.
var timeless = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// writer puts a bundle together. The identifiers are those of the objects
// that others point at.
type writer struct {
	b                            *brief.Brief
	by                           Publisher
	created, modified            time.Time // of what holds the verdict
	us, incident, claimant, note string
	objects                      []object
	seen                         map[string]bool
}

func newWriter(b *brief.Brief, by Publisher) *writer {
	by.Name = cmp.Or(by.Name, "Credence")
	w := &writer{b: b, by: by, modified: b.Assessment.AsOf.UTC().Truncate(time.Millisecond), seen: map[string]bool{}}
	w.created = w.modified
	for _, t := range []time.Time{b.Assessment.Claim.At.From, b.Assessment.Claim.At.To} {
		if !t.IsZero() && t.Before(w.created) {
			w.created = t.UTC()
		}
	}
	return w
}

func (w *writer) write() {
	w.publisher()
	w.happened()
	w.place()
	w.actors()
	w.claim()
	for i := range w.b.Said {
		w.statement(&w.b.Said[i])
	}
	w.attribution()
	w.opinion()
	w.report()
}

// add appends an object once and gives its identifier.
func (w *writer) add(o object) string {
	if !w.seen[o.ID] {
		w.seen[o.ID] = true
		o.SpecVersion = "2.1"
		if o.ID != w.us {
			o.CreatedBy = w.us
		}
		w.objects = append(w.objects, o)
	}
	return o.ID
}

// lasting is an object whose identifier holds its content, so that it never changes.
func (w *writer) lasting(o object, at time.Time, parts ...string) string {
	o.ID, o.Created, o.Modified = id(o.Type, parts...), stamp(at), stamp(at)
	return w.add(o)
}

// current is an object about the claim that is modified with the verdict.
func (w *writer) current(o object, parts ...string) string {
	o.ID, o.Created, o.Modified = id(o.Type, parts...), stamp(w.created), stamp(w.modified)
	return w.add(o)
}

func (w *writer) publisher() {
	o := object{Type: "identity", Name: w.by.Name, IdentityClass: "organization"}
	if w.by.URL != "" {
		o.External = []reference{{Source: w.by.Name, URL: w.by.URL}}
	}
	w.us = id("identity", w.by.Name, w.by.URL)
	w.lasting(o, timeless, w.by.Name, w.by.URL)
}

// determination is what our leading rung says of the incident itself.
func (w *writer) determination() string {
	switch a := &w.b.Assessment; {
	case a.Top == credence.H7 && a.Sufficiency == credence.Established && w.b.StandsOut():
		return "false-positive"
	case w.b.Incident.Stage == credence.StageAttempted:
		return "failed-attempt"
	case w.b.Incident.Stage == credence.StageThreatened || a.Top == credence.H7:
		return "suspected"
	}
	return "confirmed"
}

func (w *writer) happened() {
	in, a := &w.b.Incident, &w.b.Assessment
	status := "open"
	if a.Sufficiency == credence.Established {
		status = "closed"
	}
	exclusive, checkable := w.b.Foreknown()
	ext := extension{
		ExtensionType: "property-extension", Determination: w.determination(), Investigation: status,
		Detection: []string{"external-notification"},
		Scores: []score{
			{"Credence independent voices", float64(w.b.Independent()), "voices that the reports held go back to"},
			{"Credence foreknowledge", float64(exclusive), fmt.Sprintf("of %d checkable details of the claim: not public before it, and confirmed later", checkable)},
			{"Credence any tie", hundredths(w.b.Chance("any_tie").P), "probability in percent, never below 1 or above 99, that the attacker had declared for the claimant or dealt with it"},
		},
	}
	if a.Authenticity != credence.NoClaimHeld {
		ext.Detection = append(ext.Detection, "message-from-attacker")
	}
	w.incident = w.current(object{
		Type: "incident", Name: cmp.Or(w.b.AttackName(), "Incident"), Description: w.facts(in), Extensions: map[string]extension{incidentCore: ext},
	}, "incident", cmp.Or(string(in.ID), string(a.Claim.Incident), string(a.Claim.ID)))
}

func hundredths(p float64) float64 { return min(99, max(1, math.Round(p*100))) }

// facts are what is reported, as ranges.
func (w *writer) facts(in *credence.Incident) string {
	var parts []string
	for _, row := range [][2]string{
		{"kind", in.Type}, {"when", when(in.Date)}, {"weapons", strings.Join(in.Weapons, ", ")},
		{"killed", plain.Count(in.Killed)}, {"injured", plain.Count(in.Injured)}, {"attackers", plain.Count(in.Attackers)},
	} {
		if row[1] != "" {
			parts = append(parts, row[0]+": "+row[1])
		}
	}
	return "As reported. " + strings.Join(parts, "; ")
}

func when(v credence.Interval) string {
	if v.IsZero() {
		return ""
	}
	return plain.Clock(v)
}

var country = regexp.MustCompile(`^[A-Z]{2}$`)

func (w *writer) place() {
	p := &w.b.Incident.Place
	o := object{Type: "location", Name: p.Name}
	if country.MatchString(p.Country) {
		o.Country = p.Country
	}
	if (p.Lat != 0 || p.Lon != 0) && math.Abs(p.Lat) <= 90 && math.Abs(p.Lon) <= 180 {
		o.Latitude, o.Longitude = &p.Lat, &p.Lon
	}
	if o.Country == "" && o.Latitude == nil {
		return // a name alone is no location
	}
	there := w.lasting(o, timeless, p.Name, o.Country, fmt.Sprint(p.Lat), fmt.Sprint(p.Lon))
	w.current(object{Type: "relationship", RelationshipType: "located-at", Source: w.incident, Target: there}, w.incident, "located-at", there)
}

// actors are the claimant and the attackers who may be named.
func (w *writer) actors() {
	c := &w.b.Assessment.Claim
	kind := "unknown"
	if c.ClaimantID != "" {
		kind = "terrorist"
	}
	w.claimant = w.lasting(object{Type: "threat-actor", Name: cmp.Or(c.Claimant, "Unnamed claimant"), ActorTypes: []string{kind}}, timeless, c.ClaimantID, c.Claimant)
	for _, name := range w.b.Attackers {
		w.lasting(object{Type: "identity", Name: name, IdentityClass: "individual", Description: "named as an attacker; dead or convicted"}, timeless, "attacker", w.incident, name)
	}
}

func (w *writer) claim() {
	c := &w.b.Assessment.Claim
	content := c.Claimant + " says that it did it"
	if w.b.Withdrawn() {
		content = c.Claimant + " said that it did it, and took that back or denied it"
	}
	if c.Channel != "" {
		content += ", through " + c.Channel
	}
	content += ", " + plain.Clock(c.At) + "."
	if c.Wording != "" {
		content += " “" + brief.Short(c.Wording, brief.OwnWords) + "”"
	}
	w.note = w.current(object{
		Type: "note", Abstract: "Claim of responsibility", Content: content, Authors: []string{c.Claimant}, Refs: []string{w.incident, w.claimant},
	}, "claim", string(c.ID))
}

// statement is a note on the incident, and on the claimant if it is the one
// spoken of.
func (w *writer) statement(s *brief.Said) {
	words := brief.Words(s)
	d := w.b.Document(s.Document)
	if words == "" || d == nil {
		return
	}
	abstract := brief.KindWord(s.Kind)
	if s.Actor != "" {
		abstract += ": " + s.Actor
	}
	if s.SoFar {
		abstract += ", so far"
	}
	o := object{
		Type: "note", Abstract: abstract, Content: "“" + words + "”", Refs: []string{w.incident}, External: []reference{w.source(d)},
		Labels: []string{"machine-extracted"},
	}
	if brief.Gist(d) {
		o.Content = "(gist) " + words
	}
	if who := s.Speaker.String(); who != "" {
		o.Authors = []string{who}
	}
	if c := &w.b.Assessment.Claim; s.ActorID != "" && s.ActorID == c.ClaimantID {
		o.Refs = append(o.Refs, w.claimant)
	}
	at := timeless
	for _, t := range []time.Time{d.Published.To, d.Published.From} {
		if !t.IsZero() {
			at = t
		}
	}
	w.lasting(o, at, append([]string{"statement", string(s.Document), fmt.Sprint(s.Start, s.End), abstract, o.Content, o.External[0].URL}, append(o.Authors, o.Refs...)...)...)
}

// source is where a statement was read.
func (w *writer) source(d *credence.Document) reference {
	r := reference{Source: cmp.Or(d.Outlet, d.Title, "unnamed source"), Description: d.Title, URL: w.b.Link(d), ExternalID: string(d.ID)}
	if len(d.SHA256) == 64 {
		r.Hashes = map[string]string{"SHA-256": d.SHA256}
	}
	return r
}

// tieConfidence is the STIX confidence of a relationship on each rung
// (doc/exports.md). It is never above the probability of any tie.
var tieConfidence = map[credence.Hypothesis]int{credence.H1: 90, credence.H2: 70, credence.H3: 50}

func (w *writer) attribution() {
	a := &w.b.Assessment
	if !w.b.Tied() {
		return
	}
	w.current(object{
		Type: "relationship", RelationshipType: "attributed-to", Source: w.incident, Target: w.claimant,
		Confidence:  min(tieConfidence[a.Top], int(hundredths(w.b.Chance("any_tie").P))),
		Description: plain.Capital(w.b.Labels.Rung[a.Top]),
	}, "attributed-to", w.incident, w.claimant)
}

// sure is the STIX confidence in an opinion, on its scale of low, medium, high.
var sure = map[credence.Sufficiency]int{credence.Established: 85, credence.Likely: 50, credence.Open: 15, credence.Insufficient: 15}

// opinion is what we hold of "it did it": agreement needs an operational role.
func (w *writer) opinion() {
	a := &w.b.Assessment
	held := "neutral"
	established := a.Sufficiency == credence.Established
	if w.b.Settled() {
		switch a.Top {
		case credence.H1, credence.H2:
			held = strongly(established, "agree")
		case credence.H4:
			held = "disagree"
		case credence.H5, credence.H6, credence.H7:
			held = strongly(established, "disagree")
		}
	}
	authors := []string{w.by.Name}
	if a.MachineCoded {
		authors = []string{w.by.Name + ", machine-coded"}
	}
	w.current(object{
		Type: "opinion", Opinion: held, Explanation: w.b.Standfirst(), Authors: authors, Confidence: sure[a.Sufficiency], Refs: []string{w.note},
	}, "verdict", string(a.Claim.ID))
}

func strongly(yes bool, word string) string {
	if yes {
		return "strongly-" + word
	}
	return word
}

func (w *writer) report() {
	a := &w.b.Assessment
	refs := make([]string, len(w.objects))
	for i, o := range w.objects {
		refs[i] = o.ID
	}
	labels := []string{"claim-of-responsibility", string(a.Sufficiency)}
	if a.MachineCoded {
		labels = append(labels, "machine-coded")
	}
	w.current(object{
		Type: "report", Name: cmp.Or(w.b.Title, "Claim of responsibility"), Description: w.b.Standfirst(), ReportTypes: []string{"threat-actor"},
		Published: stamp(w.modified), Refs: refs, Labels: labels,
	}, "report", string(a.Claim.ID))
}

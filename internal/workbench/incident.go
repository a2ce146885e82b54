package workbench

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/export/plain"
	"github.com/credence-project/credence/incident"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/syndication"
)

// IncidentFile is everything the store knew about an incident at a time.
type IncidentFile struct {
	Incident credence.Incident // as the reports known by then tell of it
	Title    string
	Reports  []Report // oldest first
	Facts    []Fact
	Claims   []credence.Claim // known by then, oldest first
	Said     []brief.Said     // about responsibility
	Voices   syndication.Voices
	Rulings  []MentionRuling     // in force, on what belongs to it
	Nearby   []credence.Incident // of those days in that country: what it might be one with
}

// Report is a document that tells of an incident.
type Report struct {
	Document credence.Document // without its text
	Origin   credence.Origin
	Mentions []credence.Mention
	Placed   bool // a person said that it is about the incident
}

// Fact is one thing that reports tell of an incident, each in its way.
type Fact struct {
	Name  string
	Range credence.Number `json:",omitzero"` // over all reports; zero for what is not counted
	Told  []Told          // what most reports tell first
}

// Told is what some reports tell of a fact.
type Told struct {
	Value string
	By    []credence.DocumentID
}

// OpenIncident gathers what was known of an incident at a time. An identifier
// that it had before is as good, and the beginning of one. Names stand in it
// only where the naming gate is open.
func (w *Workbench) OpenIncident(ctx context.Context, id string, at AsOf) (*IncidentFile, error) {
	in, err := w.incident(ctx, id)
	if err != nil {
		return nil, err
	}
	if in.Date.After(at.Known) && !at.Known.IsZero() {
		return nil, &credence.InputError{Name: "incident " + string(in.ID), Reason: "had not happened by " + at.Known.Format("2006-01-02 15:04 MST")}
	}
	f, err := w.fileOfIncident(ctx, &in, at)
	if err != nil {
		return nil, err
	}
	mentions := mentionsOf(&in)
	out := &IncidentFile{Incident: f.incident, Said: f.said, Voices: f.reporting()}
	out.Title = IncidentTitle(&out.Incident)
	out.Reports = f.reports(mentions)
	out.Facts = factsOf(out.Reports)
	if out.Claims, err = w.claimsOf(ctx, in.ID, at); err != nil {
		return nil, err
	}
	if out.Rulings, err = w.mentionRulings(ctx, mentions, at); err != nil {
		return nil, err
	}
	if out.Nearby, err = w.nearby(ctx, &in, at); err != nil {
		return nil, err
	}
	names, err := w.namesAround(ctx, f, out.Claims, at)
	if err != nil {
		return nil, err
	}
	return withheldFrom(out, names.Gate())
}

// fileOfIncident collects what was known of an incident at a time, without any
// claim.
func (w *Workbench) fileOfIncident(ctx context.Context, in *credence.Incident, at AsOf) (*file, error) {
	former, err := w.formerly(ctx, &credence.Claim{Incident: in.ID})
	if err != nil {
		return nil, err
	}
	f := &file{publishers: w.publishers(), incident: *in, held: credence.Claim{Incident: in.ID}, former: former}
	for _, step := range []func(context.Context, *file, AsOf) error{w.openDocuments, w.openCopies, w.openStatements, w.rewind} {
		if err := step(ctx, f, at); err != nil {
			return nil, fmt.Errorf("incident %s: %w", in.ID, err)
		}
	}
	return f, nil
}

// namesAround gives the names in the file of an incident and in the claims of
// it.
func (w *Workbench) namesAround(ctx context.Context, f *file, claims []credence.Claim, at AsOf) (Names, error) {
	for _, c := range claims {
		f.claim.Details, f.names = append(f.claim.Details, c.Details...), append(f.names, c.Claimant)
	}
	return w.namesIn(ctx, f, at)
}

// incident finds an incident by its identifier, the beginning of it, or a whole
// identifier that it had before.
func (w *Workbench) incident(ctx context.Context, id string) (credence.Incident, error) {
	in, err := w.DB.Incident(ctx, credence.IncidentID(id))
	if !errors.Is(err, credence.ErrNotFound) {
		return in, err
	}
	if whole, err := w.DB.Resolve(ctx, id); err == nil {
		return w.DB.Incident(ctx, credence.IncidentID(whole))
	} else if !errors.Is(err, credence.ErrNotFound) {
		return in, err
	}
	m, err := w.DB.Mention(ctx, incident.Namesake(credence.IncidentID(id)))
	if err != nil {
		return in, fmt.Errorf("incident %s: %w", id, credence.ErrNotFound)
	}
	now, err := w.DB.IncidentOf(ctx, credence.MentionRef{Document: m.In.Document, Mention: m.ID})
	if err != nil {
		return in, err
	}
	return w.DB.Incident(ctx, now)
}

func mentionsOf(in *credence.Incident) map[credence.MentionID]bool {
	out := map[credence.MentionID]bool{}
	for _, m := range in.Mentions {
		out[m.Mention] = true
	}
	return out
}

// IncidentTitle names an incident in words: what, where, when.
func IncidentTitle(in *credence.Incident) string {
	if in.Title != "" {
		return in.Title
	}
	s := cmp.Or(in.Type, "incident")
	if in.Place.Name != "" {
		s += ", " + lowered(in.Place.Name)
	}
	if from, to := in.Date.From, in.Date.To; !from.IsZero() {
		s += ", " + from.Format("2 January 2006")
		if to.Sub(from) > 25*time.Hour {
			s += " to " + to.Format("2 January 2006")
		}
	}
	return s
}

// reporting counts the voices behind the reports as a whole.
func (f *file) reporting() syndication.Voices {
	var sightings []syndication.Sighted
	for _, d := range f.documents {
		if !composite(&d) {
			sightings = append(sightings, syndication.Sighted{Document: d, Quote: credence.Quote{Document: d.ID}, Group: f.groups[d.ID]})
		}
	}
	if len(sightings) == 0 {
		return syndication.Voices{}
	}
	return f.publishers.Counter(syndication.Claimant{}).Count(sightings)
}

// reports gives the documents with what each tells of the incident. One that a
// person placed tells what it is mainly about.
func (f *file) reports(mentions map[credence.MentionID]bool) []Report {
	out := make([]Report, 0, len(f.documents))
	for _, d := range f.documents {
		if composite(&d) {
			continue
		}
		r := Report{Origin: f.origins[d.ID]}
		x := f.extracted[d.ID]
		for _, m := range x.Incidents {
			if mentions[m.ID] {
				r.Mentions = append(r.Mentions, m)
			}
		}
		if len(r.Mentions) == 0 {
			r.Placed = true
			if i := slices.IndexFunc(x.Incidents, func(m credence.Mention) bool { return m.Main }); i >= 0 {
				r.Mentions = x.Incidents[i : i+1]
			}
		}
		d.Text = ""
		r.Document = d
		out = append(out, r)
	}
	return out
}

// claimsOf gives the claims for an incident that were known by a time.
func (w *Workbench) claimsOf(ctx context.Context, id credence.IncidentID, at AsOf) ([]credence.Claim, error) {
	claims, _, err := w.DB.Claims(ctx, store.ClaimQuery{Incident: id, Limit: 1000})
	claims = slices.DeleteFunc(claims, func(c credence.Claim) bool { return !at.Known.IsZero() && c.At.After(at.Known) })
	slices.SortStableFunc(claims, func(a, b credence.Claim) int { return a.At.To.Compare(b.At.To) })
	return claims, err
}

// nearby finds what happened in the same country within three days.
func (w *Workbench) nearby(ctx context.Context, in *credence.Incident, at AsOf) ([]credence.Incident, error) {
	if in.Place.Country == "" || in.Date.From.IsZero() || len(in.Mentions) == 0 {
		return nil, nil
	}
	const days = 72 * time.Hour
	list, _, err := w.DB.Incidents(ctx, store.IncidentQuery{
		From: in.Date.From.Add(-days), To: cmp.Or(in.Date.To, in.Date.From).Add(days), Known: at.Known, Country: in.Place.Country, Limit: 30,
	})
	return slices.DeleteFunc(list, func(o credence.Incident) bool { return o.ID == in.ID || len(o.Mentions) == 0 }), err
}

// factsOf gathers what the reports tell, fact by fact.
func factsOf(reports []Report) []Fact {
	var facts []Fact
	for _, kind := range []struct {
		name string
		of   func(*credence.Mention) []string
	}{
		{"what", func(m *credence.Mention) []string { return []string{m.Type} }},
		{"how far it got", func(m *credence.Mention) []string { return []string{string(m.Stage)} }},
		{"when", func(m *credence.Mention) []string { return []string{dateWords(&m.Date)} }},
		{"where", func(m *credence.Mention) []string { return []string{placeWords(&m.Place)} }},
		{"weapons", weaponWords},
		{"aimed at", targetWords},
		{"held responsible", organisationWords},
	} {
		f := Fact{Name: kind.name}
		for i := range reports {
			for k := range reports[i].Mentions {
				for _, v := range kind.of(&reports[i].Mentions[k]) {
					f.add(v, reports[i].Document.ID)
				}
			}
		}
		facts = append(facts, f)
	}
	for _, count := range []struct {
		name string
		of   func(*credence.Mention) credence.Number
	}{
		{"killed", func(m *credence.Mention) credence.Number { return m.Killed }},
		{"injured", func(m *credence.Mention) credence.Number { return m.Injured }},
		{"attackers", func(m *credence.Mention) credence.Number { return m.Attackers }},
	} {
		f := Fact{Name: count.name}
		for i := range reports {
			for k := range reports[i].Mentions {
				if n := count.of(&reports[i].Mentions[k]); !n.IsZero() {
					f.Range = widen(f.Range, n)
					f.add(plain.Count(n), reports[i].Document.ID)
				}
			}
		}
		facts = append(facts, f)
	}
	facts = slices.DeleteFunc(facts, func(f Fact) bool { return len(f.Told) == 0 })
	for _, f := range facts {
		slices.SortStableFunc(f.Told, func(a, b Told) int { return cmp.Compare(len(b.By), len(a.By)) })
	}
	return facts
}

// add notes that a document tells a value.
func (f *Fact) add(value string, by credence.DocumentID) {
	if value == "" {
		return
	}
	i := slices.IndexFunc(f.Told, func(t Told) bool { return strings.EqualFold(t.Value, value) })
	if i < 0 {
		i, f.Told = len(f.Told), append(f.Told, Told{Value: value})
	}
	if !slices.Contains(f.Told[i].By, by) {
		f.Told[i].By = append(f.Told[i].By, by)
	}
}

// widen gives the bounds that hold both numbers. Max 0 means no upper bound.
func widen(a, b credence.Number) credence.Number {
	if a.IsZero() {
		return b
	}
	out := credence.Number{Min: min(a.Min, b.Min), Approx: a.Approx || b.Approx}
	if upper(a) != 0 && upper(b) != 0 {
		out.Max = max(a.Max, b.Max)
	}
	out.Known = out.Min == 0 && out.Max == 0
	return out
}

// upper is the upper bound of a number, 0 if it has none; a stated zero is
// bounded by less than one.
func upper(n credence.Number) int {
	if n.Known {
		return -1
	}
	return n.Max
}

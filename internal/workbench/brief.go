package workbench

import (
	"fmt"
	"slices"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/syndication"
)

// brief gathers what a page about an assessment needs.
func (w *Workbench) brief(f *file, a credence.Assessment) *brief.Brief {
	return &brief.Brief{
		Title: title(&f.incident, &f.claim), Assessment: a, Incident: f.incident, Labels: w.labels(),
		Documents: f.documents, Origins: f.origins, Said: f.said, Voices: tree(f.voices()), Heard: f.heard(a.Details),
		Rivals: f.rivals, Own: f.names,
	}
}

// voices finds the voices behind the reports.
func (f *file) voices() syndication.Voices {
	var sightings []syndication.Sighted
	for _, d := range f.documents {
		if !composite(&d) {
			sightings = append(sightings, syndication.Sighted{Document: d, Quote: f.claimIn(d.ID), Group: f.groups[d.ID]})
		}
	}
	return f.counter().Count(sightings)
}

// counter counts voices on the claim; it is made once a file.
func (f *file) counter() *syndication.Counter {
	if f.counts == nil {
		f.counts = f.publishers.Counter(syndication.Claimant{Names: append([]string{f.claim.Claimant}, f.names...)})
	}
	return f.counts
}

// heard counts the voices of each detail of the claim and of each thing said
// of responsibility, in the order of the brief.
func (f *file) heard(tests []credence.DetailTest) []brief.Heard {
	var out []brief.Heard
	for _, t := range tests {
		if t.Detail.Stated {
			out = f.hear(out, brief.DetailName(&t.Detail), true, t.Told)
		}
	}
	var names []string
	by := map[string][]credence.Sighting{}
	for i := range f.said {
		s := &f.said[i]
		name := brief.SaidName(s)
		if by[name] == nil {
			names = append(names, name)
		}
		by[name] = append(by[name], credence.Sighting{Quote: credence.Quote{Document: s.Document, Span: s.Span, Text: s.Text}})
	}
	for _, name := range names {
		out = f.hear(out, name, false, by[name])
	}
	return out
}

// hear adds the voices behind some passages, if there are any.
func (f *file) hear(to []brief.Heard, what string, detail bool, places []credence.Sighting) []brief.Heard {
	var sightings []syndication.Sighted
	for _, p := range places {
		id := p.Quote.Document
		if i := slices.IndexFunc(f.documents, func(d credence.Document) bool { return d.ID == id }); i >= 0 && !composite(&f.documents[i]) {
			sightings = append(sightings, syndication.Sighted{Document: f.documents[i], Quote: p.Quote, Group: f.groups[id], Repeats: p.FromClaim})
		}
	}
	if len(sightings) == 0 {
		return to
	}
	v := f.counter().Count(sightings)
	return append(to, brief.Heard{What: what, Detail: detail, Documents: v.Documents, Origins: v.Origins, Independent: v.Independent, Tree: v.String()})
}

// tree draws voices as text, "" if there are none.
func tree(v syndication.Voices) string {
	if v.Documents == 0 {
		return ""
	}
	return v.String()
}

// claimIn is where a document reports the claim; without such a place the
// whole document counts.
func (f *file) claimIn(id credence.DocumentID) credence.Quote {
	for _, q := range f.claim.Quotes {
		if q.Document == id {
			return q
		}
	}
	return credence.Quote{Document: id}
}

// title names an incident in words.
func title(in *credence.Incident, c *credence.Claim) string {
	if in.Title != "" {
		return in.Title
	}
	what := in.Type
	if what == "" {
		what = "incident"
	}
	s := what
	if in.Place.Name != "" {
		s += ", " + in.Place.Name
	}
	if from, to := in.Date.From, in.Date.To; !from.IsZero() {
		s += ", " + from.Format("2 January 2006")
		if to.Sub(from) > 25*time.Hour {
			s += " to " + to.Format("2 January 2006")
		}
	}
	return fmt.Sprintf("%s: claim by %s", s, c.Claimant)
}

func (w *Workbench) labels() brief.Labels {
	l := brief.Labels{
		Rung: map[credence.Hypothesis]string{}, Criterion: map[credence.Hypothesis]string{},
		Question: map[string]string{}, Answer: map[string]map[string]string{},
		Sufficiency: w.Tables.Ladder.Sufficiency, Authentic: w.Tables.Ladder.Authenticity, Prior: map[string]string{},
	}
	for _, r := range w.Tables.Ladder.Rungs {
		l.Rung[r.H], l.Criterion[r.H] = r.Name, r.Criterion
	}
	for _, c := range w.Tables.Codes.Codes {
		l.Question[c.ID] = c.Question
		l.Answer[c.ID] = map[string]string{}
		for _, v := range c.Values {
			l.Answer[c.ID][v.Value] = v.Text
		}
	}
	for _, s := range w.Tables.Priors.Sets {
		l.Prior[s.Name] = s.Label
	}
	return l
}

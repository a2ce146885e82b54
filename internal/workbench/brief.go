package workbench

import (
	"fmt"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/syndication"
)

// brief gathers what a page about an assessment needs.
func (w *Workbench) brief(f *file, a credence.Assessment) *brief.Brief {
	return &brief.Brief{
		Title: title(&f.incident, &f.claim), Assessment: a, Incident: f.incident, Labels: w.labels(),
		Documents: f.documents, Origins: f.origins, Said: f.said, Voices: tree(f.voices()),
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
	return syndication.Default().Count(sightings, syndication.Claimant{Names: f.names})
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
		Sufficiency: w.Tables.Ladder.Sufficiency, Authentic: w.Tables.Ladder.Authenticity,
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
	return l
}

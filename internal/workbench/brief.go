package workbench

import (
	"fmt"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/brief"
)

// brief gathers what a page about an assessment needs.
func (w *Workbench) brief(f *file, a credence.Assessment) *brief.Brief {
	return &brief.Brief{
		Title: title(&f.incident, &f.claim), Assessment: a, Incident: f.incident, Labels: w.labels(),
		Documents: f.documents, Origins: f.origins, Said: f.said,
	}
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
	if !in.Date.From.IsZero() {
		s += ", " + in.Date.From.Format("2 January 2006")
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

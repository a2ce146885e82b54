package workbench

import (
	"context"
	"fmt"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/knowledge"
)

// Assess judges a claim as of a time and gives the brief that shows it. It
// keeps nothing; see [Workbench.Keep].
func (w *Workbench) Assess(ctx context.Context, claim string, at AsOf) (*brief.Brief, error) {
	f, err := w.open(ctx, claim, at)
	if err != nil {
		return nil, err
	}
	details := knowledge.Test(w.question(f, at))
	a, err := assess.Judge(w.Tables, w.input(f, at, details))
	if err != nil {
		return nil, fmt.Errorf("claim %s: %w", f.claim.ID, err)
	}
	return w.brief(f, a), nil
}

// question sets the claim against its reports.
func (w *Workbench) question(f *file, at AsOf) knowledge.Question {
	q := knowledge.Question{Claim: f.claim, Facts: facts(&f.incident), AsOf: at.Known}
	for _, d := range f.documents {
		r := knowledge.Report{Document: d, Origin: f.origins[d.ID].ID, Composite: string(d.Extra["kind"]) == `"background"`}
		if x, ok := f.extracted[d.ID]; ok {
			r.Extraction = &x
		}
		q.Reports = append(q.Reports, r)
	}
	return q
}

// facts says what is established of an incident from the start.
func facts(in *credence.Incident) knowledge.Facts {
	f := knowledge.Facts{Type: in.Type, Country: in.Place.Country, Date: in.Date}
	for _, p := range []string{in.Place.Name, in.Place.Within} {
		if p != "" {
			f.Places = append(f.Places, p)
		}
	}
	return f
}

// input puts together what people recorded and what the machine proposes. A
// person's answer to a question stands in place of the machine's.
func (w *Workbench) input(f *file, at AsOf, details []credence.DetailTest) assess.Input {
	in := assess.Input{
		Claim: f.claim, Evidence: f.evidence, AsOf: at.Known, Recorded: at.Recorded, Attack: f.incident.Date, Details: details,
		Yardstick: w.Yardstick, Extractor: w.Extractor, Draws: w.Draws,
	}
	if f.prior.ID != "" {
		in.Prior, in.Theatre, in.Why = f.prior.Subjects[1], f.prior.Subjects[2], f.prior.Reason
	}
	return in
}

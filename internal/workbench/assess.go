package workbench

import (
	"context"
	"fmt"
	"slices"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/knowledge"
)

// Assess judges a claim as of a time and gives the brief that shows it, with
// how the verdict stood before and why it changed, what became of the
// claimant's earlier claims, and the months before. Names stand in it only
// where the naming gate is open. The claim may be named by the beginning of its
// identifier.
func (w *Workbench) Assess(ctx context.Context, claim string, at AsOf) (*brief.Brief, error) {
	f, a, err := w.judge(ctx, claim, at)
	if err != nil {
		return nil, err
	}
	b := w.brief(f, a)
	if err := w.addStory(ctx, b, at); err != nil {
		return nil, err
	}
	names, err := w.namesIn(ctx, f, at)
	if err != nil {
		return nil, err
	}
	return w.withheld(b, names.Gate())
}

// addStory tells how a verdict stood before, what became of the claimant's
// earlier claims, and of the months before.
func (w *Workbench) addStory(ctx context.Context, b *brief.Brief, at AsOf) error {
	if _, err := w.addHistory(ctx, b, at, nil); err != nil {
		return err
	}
	return w.addRecordAndContext(ctx, b, at)
}

func (w *Workbench) addRecordAndContext(ctx context.Context, b *brief.Brief, at AsOf) error {
	if err := w.addRecord(ctx, b, at); err != nil {
		return err
	}
	return w.addContext(ctx, b, at)
}

// judge gives the file and the assessment of a claim as of a time.
func (w *Workbench) judge(ctx context.Context, claim string, at AsOf) (*file, credence.Assessment, error) {
	c, err := w.claim(ctx, claim)
	if err != nil {
		return nil, credence.Assessment{}, err
	}
	return w.judgeClaim(ctx, c, at)
}

// judgeClaim is judge for a claim as the store has it now.
func (w *Workbench) judgeClaim(ctx context.Context, c credence.Claim, at AsOf) (*file, credence.Assessment, error) {
	f, err := w.openClaim(ctx, c, at)
	if err != nil {
		return nil, credence.Assessment{}, err
	}
	a, err := assess.Judge(w.Tables, w.input(f, at, knowledge.Test(f.question(at))))
	if err != nil {
		return nil, a, fmt.Errorf("claim %s: %w", f.claim.ID, err)
	}
	return f, a, nil
}

// question sets the claim against its reports.
func (f *file) question(at AsOf) knowledge.Question {
	q := knowledge.Question{Claim: f.claim, Claimant: f.names, Facts: facts(&f.incident), AsOf: at.Known}
	for _, d := range f.documents {
		q.Reports = append(q.Reports, knowledge.Report{
			Document: d, Origin: f.origins[d.ID].ID, Composite: composite(&d), Extraction: f.extraction(d.ID), Scope: f.scope(&d),
		})
	}
	return q
}

// composite reports whether a document sums up what was public and is no
// voice of its own.
func composite(d *credence.Document) bool { return string(d.Extra["kind"]) == `"background"` }

func (f *file) extraction(id credence.DocumentID) *credence.Extraction {
	if x, ok := f.extracted[id]; ok {
		return &x
	}
	return nil
}

// facts says what is established of an incident from the start. A type that was
// only read off the reports is no record apart from them: "attack" contradicts no
// knife, and "bombing" no shots before it.
func facts(in *credence.Incident) knowledge.Facts {
	f := knowledge.Facts{Country: in.Place.Country, Date: in.Date}
	if in.Title != "" {
		f.Type = in.Type
	}
	for _, p := range []string{in.Place.Name, in.Place.Within} {
		if p != "" {
			f.Places = append(f.Places, p)
		}
	}
	return f
}

// input puts together what people recorded and what the machine proposes.
func (w *Workbench) input(f *file, at AsOf, details []credence.DetailTest) assess.Input {
	in := assess.Input{
		Claim: f.claim, AsOf: at.Known, Recorded: at.Recorded, Attack: f.incident.Date, Details: details,
		Yardstick: w.Yardstick, Extractor: pipeline.ExtractorVersion, Draws: w.Draws,
	}
	if f.prior.ID != "" {
		in.Prior, in.Theatre, in.Why = f.prior.Subjects[1], f.prior.Subjects[2], f.prior.Reason
	} else {
		in.Theatre, in.Why = assess.ChooseTheatre(f.claim.ClaimantID, f.claim.Claimant, f.incident.Place.Country, f.incident.Date.From)
	}
	in.Evidence = slices.Concat(f.evidence, f.unanswered(f.proposals(at, in.Theatre, details)))
	return in
}

func (f *file) proposals(at AsOf, theatre string, details []credence.DetailTest) []credence.Evidence {
	d := assess.Dossier{
		Claim: f.claim, Names: f.names, Theatre: theatre, Details: details, AsOf: at.Known, Rivals: f.rivals,
		Scene: assess.Scene{Type: f.incident.Type, Date: f.incident.Date, Place: f.incident.Place.Name, Country: f.incident.Place.Country},
	}
	for _, doc := range f.documents {
		d.Reports = append(d.Reports, assess.Source{
			Document: doc, Origin: f.origins[doc.ID].ID, Composite: composite(&doc), Extraction: f.extraction(doc.ID), Scope: f.scope(&doc),
		})
	}
	return assess.Propose(d)
}

// unanswered leaves out the proposals that a person has answered: rejected as they
// stand, or answered otherwise.
func (f *file) unanswered(proposals []credence.Evidence) []credence.Evidence {
	answered := map[string]bool{}
	for _, e := range f.evidence {
		if e.Status == credence.Accepted {
			answered[e.Code] = true
		}
	}
	return slices.DeleteFunc(proposals, func(e credence.Evidence) bool {
		return answered[e.Code] || f.rejected[e.ID] || f.has(e.ID)
	})
}

func (f *file) has(id credence.EvidenceID) bool {
	return slices.ContainsFunc(f.evidence, func(e credence.Evidence) bool { return e.ID == id })
}

package workbench

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/incident"
	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/store"
)

// An incident is named after its earliest mention and a claim after its
// incident, so an earlier report that comes in late renames both. What was
// entered under a former name stays good: it is found, and it counts.

// nameOf is the identifier that a claim has when its incident has this one.
func nameOf(c *credence.Claim, in credence.IncidentID) credence.ClaimID {
	return pipeline.ClaimID(cmp.Or(c.ClaimantID, c.Claimant), in)
}

// renamed finds a claim by an identifier that it had before.
func (w *Workbench) renamed(ctx context.Context, id credence.ClaimID) (credence.Claim, error) {
	former, err := w.DB.FormerClaim(ctx, id)
	if err != nil {
		return former, err
	}
	m, err := w.DB.Mention(ctx, incident.Namesake(former.Incident))
	if err != nil {
		return former, err
	}
	in, err := w.DB.IncidentOf(ctx, credence.MentionRef{Document: m.In.Document, Mention: m.ID})
	if err != nil {
		return former, err
	}
	return w.DB.Claim(ctx, nameOf(&former, in))
}

// formerly gives a claim as it was under each name that its incident had
// before. Where only others had claimed by then, it has no ID.
func (w *Workbench) formerly(ctx context.Context, c *credence.Claim) ([]credence.Claim, error) {
	former, err := w.DB.FormerClaims(ctx, c.Incident)
	var out []credence.Claim
	for _, f := range former {
		if nameOf(&f, c.Incident) != c.ID {
			f = credence.Claim{Incident: f.Incident}
		}
		i := slices.IndexFunc(out, func(o credence.Claim) bool { return o.Incident == f.Incident })
		switch {
		case i < 0:
			out = append(out, f)
		case out[i].ID == "":
			out[i] = f
		}
	}
	return out, err
}

// everName gives the names of the claim, or of its incident, then and now.
func (f *file) everName(name func(*credence.Claim) string) []string {
	out := []string{name(&f.held)}
	for i := range f.former {
		out = append(out, name(&f.former[i]))
	}
	return out
}

// evidenceOn gives what was recorded on a claim under any of its names, in the
// order of recording.
func (w *Workbench) evidenceOn(ctx context.Context, f *file, at AsOf) ([]credence.Evidence, error) {
	var out []credence.Evidence
	for _, c := range append([]credence.Claim{f.held}, f.former...) {
		items, err := w.DB.Evidence(ctx, store.EvidenceQuery{
			Claim: c.ID, Incident: c.Incident, AsOf: store.AsOf{Known: at.Known, Recorded: at.Recorded}, Superseded: true,
		})
		if err != nil {
			return nil, err
		}
		out = append(out, items...)
	}
	slices.SortStableFunc(out, func(a, b credence.Evidence) int { return a.RecordedAt.Compare(b.RecordedAt) })
	return out, nil
}

// rulingsOn gives the rulings of a kind in force on any of the names, in the
// order of recording.
func (w *Workbench) rulingsOn(ctx context.Context, what string, names []string, at AsOf) ([]store.Ruling, error) {
	return w.DB.Rulings(ctx, store.RulingQuery{What: what, First: names, AsOf: store.AsOf{Recorded: at.Recorded}})
}

// verdictsOn gives the verdicts kept on a claim under any of its names, in the
// order of recording.
func (w *Workbench) verdictsOn(ctx context.Context, c *credence.Claim, at AsOf) ([]store.Verdict, error) {
	former, err := w.formerly(ctx, c)
	if err != nil {
		return nil, err
	}
	var out []store.Verdict
	for _, n := range append([]credence.Claim{*c}, former...) {
		if n.ID == "" {
			continue
		}
		verdicts, err := w.DB.Verdicts(ctx, n.ID, store.AsOf{Known: at.Known, Recorded: at.Recorded})
		if err != nil {
			return nil, err
		}
		out = append(out, verdicts...)
	}
	slices.SortStableFunc(out, func(a, b store.Verdict) int { return a.Recorded.Compare(b.Recorded) })
	return out, nil
}

// rename lets what was entered under any name of the claim stand under the
// one that it has in this file. The machine proposes under that name what
// people decided on under another.
func (f *file) rename() {
	ours := append([]credence.Claim{f.held}, f.former...)
	for i := range f.evidence {
		e := &f.evidence[i]
		for k := range ours {
			if e.Claim != "" && e.Claim == ours[k].ID {
				e.Claim = f.claim.ID
			}
			if e.Incident != "" && e.Incident == ours[k].Incident {
				e.Incident = f.incident.ID
			}
		}
	}
	for _, e := range f.asked {
		e.Claim, e.Status, e.RecordedAt = f.claim.ID, credence.Proposed, time.Time{}
		f.rejected[e.Identify()] = true
	}
}

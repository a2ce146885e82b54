package workbench

import (
	"context"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
)

// Lint reads a draft beside the verdict on a claim and names each sentence
// that says more than the evidence allows. Without a claim nothing counts as
// found, and only what holds for every draft is looked at.
func (w *Workbench) Lint(ctx context.Context, claim, draft string, people []assess.Person, at AsOf) ([]assess.Remark, error) {
	if claim == "" {
		var a credence.Assessment
		for _, h := range w.Tables.Ladder.Headlines {
			if h.State == "claim only" {
				a.Headline = credence.Permission{State: h.State, Allowed: h.Allowed, Blocked: h.Blocked}
			}
		}
		return assess.LintDraft(w.Tables, &a, draft, nil, people)
	}
	f, a, err := w.judge(ctx, claim, at)
	if err != nil {
		return nil, err
	}
	return assess.LintDraft(w.Tables, &a, draft, f.names, people)
}

package workbench

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/knowledge"
)

// rulingDissent is the ruling by which an analyst does not share the verdict
// on a claim, which is its subject.
const rulingDissent = "dissent"

// Pool judges a claim once for each analyst, from that analyst's own answers
// and decisions and what the machine proposes beside them, and joins the
// codings. Who answered nothing is no analyst.
func (w *Workbench) Pool(ctx context.Context, claim string, at AsOf) (assess.Pooled, error) {
	f, err := w.open(ctx, claim, at)
	if err != nil {
		return assess.Pooled{}, err
	}
	bound := store.AsOf{Known: at.Known, Recorded: at.Recorded}
	items, err := w.evidenceOn(ctx, f, at)
	if err != nil {
		return assess.Pooled{}, err
	}
	decided := map[credence.EvidenceID][]store.Decision{}
	for _, e := range items {
		if decided[e.ID], err = w.DB.Decisions(ctx, e.ID, bound); err != nil {
			return assess.Pooled{}, err
		}
	}
	dissent, err := w.dissents(ctx, f, at)
	if err != nil {
		return assess.Pooled{}, err
	}
	details := knowledge.Test(f.question(at))
	var codings []assess.Coding
	for _, name := range analysts(items, decided) {
		own := *f
		own.evidence, own.rejected = answersOf(name, items, decided)
		own.rename()
		a, err := assess.Judge(w.Tables, w.input(&own, at, details))
		if err != nil {
			return assess.Pooled{}, fmt.Errorf("coding of %s: %w", name, err)
		}
		codings = append(codings, assess.Coding{Analyst: name, Assessment: a, Dissent: dissent[name]})
	}
	return assess.Pool(w.Tables, codings), nil
}

// analysts are the people who answered or decided anything, in order.
func analysts(items []credence.Evidence, decided map[credence.EvidenceID][]store.Decision) []string {
	names := map[string]bool{}
	for _, e := range items {
		if e.By != "machine" {
			names[e.By] = true
		}
		for _, d := range decided[e.ID] {
			names[d.By] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// answersOf are the items that an analyst stands behind, and those that the
// analyst rejected: the last own decision counts, and without one that the
// analyst entered the item.
func answersOf(name string, items []credence.Evidence, decided map[credence.EvidenceID][]store.Decision) (own []credence.Evidence, rejected map[credence.EvidenceID]bool) {
	rejected = map[credence.EvidenceID]bool{}
	for _, e := range items {
		status := credence.Status("")
		if e.By == name {
			status = credence.Accepted
		}
		for _, d := range decided[e.ID] {
			if d.By == name {
				status = d.Status
			}
		}
		switch status {
		case credence.Accepted:
			e.Status = credence.Accepted
			own = append(own, e)
		case credence.Rejected:
			rejected[e.ID] = true
		}
	}
	return own, rejected
}

// Dissent records that an analyst does not share the verdict on a claim, and
// why. It is kept with the claim and shown wherever the codings are pooled;
// a later dissent of the same analyst is shown in place of it.
func (w *Workbench) Dissent(ctx context.Context, claim string, act Act) error {
	if err := act.check(); err != nil {
		return err
	}
	c, err := w.claim(ctx, claim)
	if err != nil {
		return err
	}
	_, err = w.DB.AddRuling(ctx, store.Ruling{What: rulingDissent, Subjects: []string{string(c.ID)}, By: act.By, At: act.At, Reason: act.Reason})
	if err != nil {
		return err
	}
	return w.judged(ctx, string(c.ID), act)
}

func (w *Workbench) dissents(ctx context.Context, f *file, at AsOf) (map[string]string, error) {
	rulings, err := w.rulingsOn(ctx, rulingDissent, f.everName(func(c *credence.Claim) string { return string(c.ID) }), at)
	by := map[string]string{}
	for _, r := range rulings {
		by[r.By] = r.Reason
	}
	return by, err
}

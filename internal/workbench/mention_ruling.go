package workbench

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/store"
)

// maxRuled bounds how many pairs of reports one act rules on.
const maxRuled = 500

// MentionRuling is what a person laid down about reports: that they tell of one
// event, or of two. What was ruled in one act is one.
type MentionRuling struct {
	ID     string // of the first ruling of the act
	Same   bool
	By     string
	At     time.Time
	Reason string
	Pairs  int

	rulings []store.Ruling
}

// mentionRulings gives the rulings in force that concern any of the mentions,
// oldest first.
func (w *Workbench) mentionRulings(ctx context.Context, mentions map[credence.MentionID]bool, at AsOf) ([]MentionRuling, error) {
	var out []MentionRuling
	for _, what := range []string{pipeline.RulingSame, pipeline.RulingApart} {
		held, err := w.DB.Rulings(ctx, store.RulingQuery{What: what, AsOf: store.AsOf{Recorded: at.Recorded}})
		if err != nil {
			return nil, err
		}
		for _, r := range held {
			if !slices.ContainsFunc(r.Subjects, func(s string) bool { return mentions[credence.MentionID(s)] }) {
				continue
			}
			i := slices.IndexFunc(out, func(m MentionRuling) bool {
				return m.Same == (what == pipeline.RulingSame) && m.By == r.By && m.At.Equal(r.At) && m.Reason == r.Reason
			})
			if i < 0 {
				i, out = len(out), append(out, MentionRuling{ID: r.ID, Same: what == pipeline.RulingSame, By: r.By, At: r.At, Reason: r.Reason})
			}
			out[i].Pairs++
			out[i].rulings = append(out[i].rulings, r)
		}
	}
	slices.SortStableFunc(out, func(a, b MentionRuling) int { return a.At.Compare(b.At) })
	return out, nil
}

// Merge rules that two incidents are one: that each of their reports tells of
// the same event as the first. It gives the incident that they became.
func (w *Workbench) Merge(ctx context.Context, one, other string, act Act) (credence.IncidentID, error) {
	if err := act.check(); err != nil {
		return "", err
	}
	var all []credence.MentionRef
	for _, id := range []string{one, other} {
		in, err := w.incident(ctx, id)
		if err != nil {
			return "", err
		}
		if len(in.Mentions) == 0 {
			return "", &credence.InputError{Name: "incident " + string(in.ID), Reason: "was put together by a person from reports of its own, and is not joined with others"}
		}
		if len(all) > 0 && all[0] == in.Mentions[0] {
			return "", &credence.InputError{Name: "incident " + other, Reason: "is the same incident already"}
		}
		all = append(all, in.Mentions...)
	}
	if len(all) > maxRuled {
		return "", &credence.InputError{Name: "incident " + other, Reason: fmt.Sprintf("the two have %d reports, too many to join by hand", len(all))}
	}
	var rulings []store.Ruling
	for _, m := range all[1:] {
		rulings = append(rulings, store.Ruling{What: pipeline.RulingSame, Subjects: []string{string(all[0].Mention), string(m.Mention)}})
	}
	if err := w.rule(ctx, act, all, rulings); err != nil {
		return "", err
	}
	return w.DB.IncidentOf(ctx, all[0])
}

// Split rules that a report is about another event than the other reports of
// the incident. It gives the incident that the report is in now.
func (w *Workbench) Split(ctx context.Context, id string, document credence.DocumentID, act Act) (credence.IncidentID, error) {
	if err := act.check(); err != nil {
		return "", err
	}
	in, err := w.incident(ctx, id)
	if err != nil {
		return "", err
	}
	var out, stay []credence.MentionRef
	for _, m := range in.Mentions {
		if m.Document == document {
			out = append(out, m)
		} else {
			stay = append(stay, m)
		}
	}
	switch {
	case len(out) == 0:
		return "", fmt.Errorf("report %s of incident %s: %w", document, in.ID, credence.ErrNotFound)
	case len(stay) == 0:
		return "", &credence.InputError{Name: string(document), Reason: "is the only report of this incident"}
	case len(out)*len(stay) > maxRuled:
		return "", &credence.InputError{Name: string(in.ID), Reason: fmt.Sprintf("has %d further reports, too many to set one apart by hand", len(stay))}
	}
	var rulings []store.Ruling
	for _, a := range out {
		for _, b := range stay {
			rulings = append(rulings, store.Ruling{What: pipeline.RulingApart, Subjects: []string{string(a.Mention), string(b.Mention)}})
		}
	}
	if err := w.rule(ctx, act, in.Mentions, rulings); err != nil {
		return "", err
	}
	return w.DB.IncidentOf(ctx, out[0])
}

// UndoRuling takes back what was ruled on reports of an incident in one act,
// named by one of its rulings.
func (w *Workbench) UndoRuling(ctx context.Context, id, ruling string, act Act) error {
	if err := act.check(); err != nil {
		return err
	}
	in, err := w.incident(ctx, id)
	if err != nil {
		return err
	}
	held, err := w.mentionRulings(ctx, mentionsOf(&in), AsOf{})
	if err != nil {
		return err
	}
	i := slices.IndexFunc(held, func(m MentionRuling) bool { return m.ID == ruling })
	if i < 0 {
		return fmt.Errorf("ruling %s in force on incident %s: %w", ruling, in.ID, credence.ErrNotFound)
	}
	var back []store.Ruling
	for _, r := range held[i].rulings {
		back = append(back, store.Ruling{What: r.What, Subjects: r.Subjects, Undoes: r.ID})
	}
	return w.rule(ctx, act, in.Mentions, back)
}

// rule lays rulings on reports down, joins the incidents concerned again, once,
// and tells of it for each incident that they are in now.
func (w *Workbench) rule(ctx context.Context, act Act, about []credence.MentionRef, rulings []store.Ruling) error {
	for i := range rulings {
		r := &rulings[i]
		r.By, r.At, r.Reason = act.By, act.At, act.Reason
		if i < len(rulings)-1 {
			if _, err := w.DB.AddRuling(ctx, *r); err != nil {
				return err
			}
		}
	}
	if _, err := w.Stages.Rule(ctx, rulings[len(rulings)-1]); err != nil {
		return err
	}
	told := map[credence.IncidentID]bool{}
	for _, m := range about {
		id, err := w.DB.IncidentOf(ctx, m)
		if err != nil {
			return err
		}
		if told[id] {
			continue
		}
		told[id] = true
		if err := w.regrouped(ctx, id, act); err != nil {
			return err
		}
	}
	return nil
}

// regrouped tells that a person changed which reports an incident has. The
// verdicts on all its claims are followed up from one of them.
func (w *Workbench) regrouped(ctx context.Context, id credence.IncidentID, act Act) error {
	claims, err := w.claimsOf(ctx, id, AsOf{})
	if err != nil {
		return err
	}
	change := Change{Kind: ChangeJudgement, At: act.At, By: act.By, Text: "incidents joined or set apart: " + act.Reason}
	if len(claims) > 0 {
		change.Claim = claims[0].ID
	}
	return w.tell(ctx, change)
}

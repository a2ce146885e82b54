package api

import (
	"context"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/client"
	"github.com/credence-project/credence/internal/workbench"
)

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

func (a *API) listEvidence(ctx context.Context, in *ClaimRead) (*answer[client.Page[client.EvidenceItem]], error) {
	s, err := a.sheet(ctx, in)
	if err != nil {
		return nil, err
	}
	items := each(s.Evidence, func(l workbench.Listed) client.EvidenceItem {
		item := client.EvidenceItem{Evidence: l.Evidence, Recorded: l.Recorded}
		for _, d := range l.Decisions {
			item.Decisions = append(item.Decisions, client.Decision(d))
		}
		return item
	})
	return paged(items, "", in.Moment), nil
}

type addEvidence struct {
	ClaimPath
	Body client.Answer
}

func (a *API) addEvidence(ctx context.Context, in *addEvidence) (*answer[credence.Evidence], error) {
	id, err := a.claim(ctx, in.ClaimPath)
	if err != nil {
		return nil, err
	}
	b := &in.Body
	e := credence.Evidence{
		Code: b.Code, Value: b.Value, Origin: credence.OriginID(b.Origin), Outlet: b.Outlet, Authority: b.Authority, Stake: b.Stake,
	}
	if e.Grade, err = assess.ParseGrade(b.Grade); err != nil {
		return nil, err
	}
	if e.KnownAt, err = parseTime(b.KnownAt); err != nil {
		return nil, err
	}
	for _, q := range b.Quotes {
		if q.Document == "" {
			return nil, &credence.InputError{Name: "quotes", Reason: "a passage names its document"}
		}
		e.Quotes = append(e.Quotes, credence.Quote{Document: q.Document, Span: credence.Span{Start: q.Start, End: q.End}})
	}
	e, err = a.bench.AddEvidence(ctx, id, e, b.Incident, a.act(ctx, b.Reason))
	return &answer[credence.Evidence]{e}, err
}

type ItemPath struct {
	ClaimPath
	Item string `path:"item" maxLength:"40" doc:"Identifier of the item of evidence, or the beginning of it."`
}

type decideEvidence struct {
	ItemPath
	Body client.Ruling
}

func (a *API) decideEvidence(ctx context.Context, in *decideEvidence) (*answer[client.Decision], error) {
	id, err := a.claim(ctx, in.ClaimPath)
	if err != nil {
		return nil, err
	}
	act := a.act(ctx, in.Body.Reason)
	if act.Known, err = parseTime(in.Body.AsOf); err != nil {
		return nil, err
	}
	d, err := a.bench.Decide(ctx, id, in.Item, in.Body.Status, act)
	return &answer[client.Decision]{client.Decision(d)}, err
}

type correctEvidence struct {
	ItemPath
	Body client.Correction
}

func (a *API) correctEvidence(ctx context.Context, in *correctEvidence) (*answer[client.Decision], error) {
	id, err := a.claim(ctx, in.ClaimPath)
	if err != nil {
		return nil, err
	}
	b := &in.Body
	act := a.act(ctx, b.Reason)
	if act.Known, err = parseTime(b.AsOf); err != nil {
		return nil, err
	}
	known, err := parseTime(b.KnownAt)
	if err != nil {
		return nil, err
	}
	var grade credence.Grade
	if b.Grade != "" {
		if grade, err = assess.ParseGrade(b.Grade); err != nil {
			return nil, err
		}
	}
	d, err := a.bench.Correct(ctx, id, in.Item, func(e *credence.Evidence) {
		if b.Value != "" {
			e.Value = b.Value
		}
		if b.Grade != "" {
			e.Grade = grade
		}
		if b.Origin != "" {
			e.Origin = credence.OriginID(b.Origin)
		}
		if !known.IsZero() {
			e.KnownAt = known
		}
	}, act)
	return &answer[client.Decision]{client.Decision(d)}, err
}

type undoEvidence struct {
	ItemPath
	Body reasoned
}

func (a *API) undoEvidence(ctx context.Context, in *undoEvidence) (*answer[client.Decision], error) {
	id, err := a.claim(ctx, in.ClaimPath)
	if err != nil {
		return nil, err
	}
	d, err := a.bench.Undo(ctx, id, in.Item, a.act(ctx, in.Body.Reason))
	return &answer[client.Decision]{client.Decision(d)}, err
}

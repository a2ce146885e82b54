package api

import (
	"context"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/client"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/internal/workbench"
)

type ClaimPath struct {
	Claim string `path:"claim" maxLength:"200" doc:"Identifier of the claim, the beginning of it, or its short name."`
}

// ClaimRead asks for something about a claim as of a time.
type ClaimRead struct {
	ClaimPath
	Moment
}

// claim finds a claim by any of its names.
func (a *API) claim(ctx context.Context, p ClaimPath) (string, error) {
	id, err := a.bench.FindClaim(ctx, p.Claim)
	return string(id), err
}

// sheet gives the judgement of a claim and the evidence on it.
func (a *API) sheet(ctx context.Context, in *ClaimRead) (*workbench.Sheet, error) {
	id, err := a.claim(ctx, in.ClaimPath)
	if err != nil {
		return nil, err
	}
	if in.Moment == (Moment{}) {
		return a.bench.Sheet(ctx, id, a.now().UTC())
	}
	at, err := a.moment(in.Moment)
	if err != nil {
		return nil, err
	}
	return a.bench.SheetAt(ctx, id, at)
}

type claimList struct {
	Incident string `query:"incident" maxLength:"40" doc:"Claims for this incident alone."`
	Claimant string `query:"claimant" maxLength:"200" doc:"An entry of the register, or one of its names."`
	Between
	Paging
	Moment
}

func (a *API) listClaims(ctx context.Context, in *claimList) (*answer[client.Page[client.ClaimItem]], error) {
	at, err := a.moment(in.Moment)
	if err != nil {
		return nil, err
	}
	f := workbench.ClaimFilter{Incident: credence.IncidentID(in.Incident), Claimant: in.Claimant}
	if f.From, f.To, err = in.Between.read(); err != nil {
		return nil, err
	}
	found, next, err := a.bench.ListClaims(ctx, f, in.page(), at)
	if err != nil {
		return nil, err
	}
	rows, err := a.bench.Desk(ctx)
	if err != nil {
		return nil, err
	}
	rowOf := map[credence.ClaimID]*workbench.Row{}
	for i := range rows {
		rowOf[rows[i].Claim] = &rows[i]
	}
	items := make([]client.ClaimItem, len(found))
	for i := range found {
		items[i] = a.claimItem(ctx, &found[i], rowOf[found[i].ID], in.Moment, at)
	}
	return paged(items, next, in.Moment), nil
}

// claimItem is a claim with where it stood.
func (a *API) claimItem(ctx context.Context, c *credence.Claim, row *workbench.Row, asked Moment, at workbench.AsOf) client.ClaimItem {
	item := client.ClaimItem{Slug: string(c.ID), Claim: *c}
	item.Claim = row.Shown(c)
	if row == nil {
		item.Title = a.bench.ClaimTitle(ctx, c)
		return item
	}
	item.Title, item.Slug = row.Title, row.Slug
	then := *row
	if asked.AsOf != "" {
		then, _ = row.At(at.Known)
	}
	if len(then.Steps) > 0 && asked.Recorded == "" { // how it stood by what was entered then is not kept
		last := then.Last()
		item.Verdict = &client.Verdict{
			Top: last.Top, Sufficiency: last.Sufficiency, StandsOut: then.StandsOut, MachineCoded: then.MachineCoded,
			Voices: then.Voices, Reports: then.Reports, Proposed: then.Proposed, Fresh: then.Fresh,
		}
	}
	return item
}

func (a *API) readClaim(ctx context.Context, in *ClaimRead) (*answer[client.Brief], error) {
	s, err := a.sheet(ctx, in)
	if err != nil {
		return nil, err
	}
	return &answer[client.Brief]{briefOf(s.Brief)}, nil
}

func briefOf(b *brief.Brief) client.Brief {
	out := client.Brief{
		Title: b.Title, Assessment: b.Assessment, Incident: b.Incident, Voices: b.Voices,
		Changed: orNone(b.Changed), Rivals: orNone(b.Rivals),
		Said: each(b.Said, saidOf),
		History: each(b.History, func(s brief.Step) client.Step {
			return client.Step{AsOf: s.AsOf, Top: s.Top, Sufficiency: s.Sufficiency, RollUps: s.RollUps, Changed: orNone(s.Changed)}
		}),
		Context: each(b.Context, func(m brief.Month) client.Month { return client.Month(m) }),
		Documents: each(b.Documents, func(d credence.Document) client.Source {
			s := sourceOf(d)
			if o, ok := b.Origins[d.ID]; ok {
				s.Origin = &o
			}
			return s
		}),
	}
	if r := b.Record; r != nil {
		out.Record = &client.Record{
			Summary: r.Summary, Standing: r.Standing, Parts: each(r.Parts, func(p brief.RecordPart) client.RecordPart { return client.RecordPart(p) }),
		}
	}
	return out
}

func saidOf(s brief.Said) client.Said {
	return client.Said{Document: s.Document, Statement: s.Statement}
}

// sourceOf is a document without its text.
func sourceOf(d credence.Document) client.Source {
	d.Text = ""
	return client.Source{Document: d}
}

func orNone[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

type comparison struct {
	ClaimRead
	Since string `query:"since" required:"true" maxLength:"40" doc:"The earlier time."`
}

func (a *API) compareClaim(ctx context.Context, in *comparison) (*answer[assess.Change], error) {
	id, at, err := a.claimAt(ctx, in.ClaimPath, in.Moment)
	if err != nil {
		return nil, err
	}
	since := workbench.AsOf{Recorded: at.Recorded}
	if since.Known, err = parseTime(in.Since); err != nil {
		return nil, err
	}
	if !since.Known.Before(at.Known) {
		return nil, &credence.InputError{Name: "since", Reason: "want a time before as_of"}
	}
	change, err := a.bench.Compare(ctx, id, since, at)
	return &answer[assess.Change]{change}, err
}

// claimAt gives the claim that a request names and the moment it looks from.
func (a *API) claimAt(ctx context.Context, p ClaimPath, m Moment) (string, workbench.AsOf, error) {
	id, err := a.claim(ctx, p)
	if err != nil {
		return "", workbench.AsOf{}, err
	}
	at, err := a.moment(m)
	return id, at, err
}

func (a *API) poolClaim(ctx context.Context, in *ClaimRead) (*answer[assess.Pooled], error) {
	id, at, err := a.claimAt(ctx, in.ClaimPath, in.Moment)
	if err != nil {
		return nil, err
	}
	pooled, err := a.bench.Pool(ctx, id, at)
	return &answer[assess.Pooled]{pooled}, err
}

type keptRead struct {
	ClaimRead
	Full bool `query:"full" doc:"Give each verdict as a whole."`
}

func (a *API) listVerdicts(ctx context.Context, in *keptRead) (*answer[client.Page[client.KeptVerdict]], error) {
	id, at, err := a.claimAt(ctx, in.ClaimPath, in.Moment)
	if err != nil {
		return nil, err
	}
	kept, err := a.bench.Kept(ctx, id, at)
	if err != nil {
		return nil, err
	}
	return paged(each(kept, func(k workbench.Kept) client.KeptVerdict {
		v := keptOf(&k.Assessment)
		v.ID, v.Recorded, v.SHA256, v.Same = k.ID, k.Recorded, k.Hash, k.Same
		if in.Full {
			v.Assessment = &k.Assessment
		}
		return v
	}), "", in.Moment), nil
}

func keptOf(a *credence.Assessment) client.KeptVerdict {
	v := client.KeptVerdict{AsOf: a.AsOf, Sufficiency: a.Sufficiency, RollUps: a.RollUps}
	for _, r := range a.Rungs {
		if r.H == a.Top {
			v.Top = r
		}
	}
	return v
}

type keepVerdict struct {
	ClaimPath
	Body struct {
		AsOf   string `json:"as_of,omitempty" maxLength:"40" doc:"Now if left out."`
		Reason string `json:"reason" minLength:"1" maxLength:"2000"`
	}
}

// keptAnswer tells of a verdict that was kept.
type keptAnswer struct {
	ID       string                   `json:"id"`
	AsOf     string                   `json:"as_of" format:"date-time"`
	Recorded string                   `json:"recorded_at" format:"date-time"`
	SHA256   string                   `json:"sha256"`
	Change   *workbench.VerdictChange `json:"change,omitempty" doc:"Against the verdict kept before; absent if it is the same."`
}

func (a *API) keepVerdict(ctx context.Context, in *keepVerdict) (*answer[keptAnswer], error) {
	id, err := a.claim(ctx, in.ClaimPath)
	if err != nil {
		return nil, err
	}
	act := a.act(ctx, in.Body.Reason)
	if act.Known, err = parseTime(in.Body.AsOf); err != nil {
		return nil, err
	}
	v, change, err := a.bench.KeepVerdict(ctx, id, act)
	if err != nil {
		return nil, err
	}
	return &answer[keptAnswer]{keptAnswer{v.ID, stamp(v.AsOf), stamp(v.Recorded), v.Hash, change}}, nil
}

type reasoned struct {
	Reason string `json:"reason" minLength:"1" maxLength:"2000" doc:"Why; no change is made without a reason."`
}

type dissent struct {
	ClaimPath
	Body reasoned
}

func (a *API) dissent(ctx context.Context, in *dissent) (*struct{}, error) {
	id, err := a.claim(ctx, in.ClaimPath)
	if err != nil {
		return nil, err
	}
	return nil, a.bench.Dissent(ctx, id, a.act(ctx, in.Body.Reason))
}

type priorChoice struct {
	ClaimPath
	Body struct {
		Set    string `json:"set" minLength:"1" maxLength:"100" doc:"Name of a set of priors; see the table priors."`
		Reason string `json:"reason" minLength:"1" maxLength:"2000"`
	}
}

func (a *API) choosePrior(ctx context.Context, in *priorChoice) (*struct{}, error) {
	id, err := a.claim(ctx, in.ClaimPath)
	if err != nil {
		return nil, err
	}
	_, err = a.bench.ChoosePrior(ctx, id, in.Body.Set, a.act(ctx, in.Body.Reason))
	return nil, err
}

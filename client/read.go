package client

import (
	"context"
	"net/http"
	"net/url"
)

// ClaimQuery selects claims; an empty field selects all.
type ClaimQuery struct {
	Incident string
	Claimant string // an entry of the register, or one of its names
	Bounds
	AsOf
}

// Claims lists claims, newest first.
func (c *Client) Claims(ctx context.Context, q ClaimQuery) (Page[ClaimItem], error) {
	return get[Page[ClaimItem]](ctx, c, "/claims", values(q.AsOf, q.Bounds, "incident", q.Incident, "claimant", q.Claimant))
}

// Claim gives a claim with its brief; any of its names will do.
func (c *Client) Claim(ctx context.Context, claim string, t AsOf) (Brief, error) {
	return get[Brief](ctx, c, at("claims", claim), values(t, Bounds{}))
}

// Evidence gives the evidence on a claim, recorded and proposed.
func (c *Client) Evidence(ctx context.Context, claim string, t AsOf) ([]EvidenceItem, error) {
	p, err := get[Page[EvidenceItem]](ctx, c, at("claims", claim, "evidence"), values(t, Bounds{}))
	return p.Items, err
}

// Verdicts gives the verdicts kept on a claim, in the order of recording.
func (c *Client) Verdicts(ctx context.Context, claim string, t AsOf) ([]KeptVerdict, error) {
	p, err := get[Page[KeptVerdict]](ctx, c, at("claims", claim, "verdicts"), values(t, Bounds{}))
	return p.Items, err
}

// IncidentQuery selects incidents; an empty field selects all.
type IncidentQuery struct {
	Type, Country, Place string
	Document             string
	Bounds
	AsOf
}

// Incidents lists incidents, newest first.
func (c *Client) Incidents(ctx context.Context, q IncidentQuery) (Page[IncidentItem], error) {
	return get[Page[IncidentItem]](ctx, c, "/incidents",
		values(q.AsOf, q.Bounds, "type", q.Type, "country", q.Country, "place", q.Place, "document", q.Document))
}

// Incident gives an incident with its reports, facts and claims.
func (c *Client) Incident(ctx context.Context, id string, t AsOf) (IncidentView, error) {
	return get[IncidentView](ctx, c, at("incidents", id), values(t, Bounds{}))
}

// DocumentQuery selects documents; an empty field selects all.
type DocumentQuery struct {
	Outlet, Lang string
	Bounds
	AsOf
}

// Documents lists documents, newest first, without their texts.
func (c *Client) Documents(ctx context.Context, q DocumentQuery) (Page[Source], error) {
	return get[Page[Source]](ctx, c, "/documents", values(q.AsOf, q.Bounds, "outlet", q.Outlet, "lang", q.Lang))
}

// Search finds documents by their words, best first.
func (c *Client) Search(ctx context.Context, words string, q DocumentQuery) (Page[Hit], error) {
	return get[Page[Hit]](ctx, c, "/search", values(q.AsOf, q.Bounds, "q", words, "outlet", q.Outlet, "lang", q.Lang))
}

// Document gives a document with its copies and what it tells of.
func (c *Client) Document(ctx context.Context, id string, t AsOf) (DocumentView, error) {
	return get[DocumentView](ctx, c, at("documents", id), values(t, Bounds{}))
}

// Spans gives the passages of a document with what each became.
func (c *Client) Spans(ctx context.Context, id string, t AsOf) ([]Mark, error) {
	p, err := get[Page[Mark]](ctx, c, at("documents", id, "spans"), values(t, Bounds{}))
	return p.Items, err
}

// Series gives the attacks and claims of a claimant by month.
func (c *Client) Series(ctx context.Context, claimant string, t AsOf) ([]Series, error) {
	p, err := get[Page[Series]](ctx, c, at("claimants", claimant, "series"), values(t, Bounds{}))
	return p.Items, err
}

// Export gives a claim in a form to hand on, such as "stix".
func (c *Client) Export(ctx context.Context, format, claim string, t AsOf) ([]byte, error) {
	return c.do(ctx, question{method: http.MethodGet, path: at("exports", format), query: values(t, Bounds{}, "claim", claim)})
}

// Task tells how far a task has got.
func (c *Client) Task(ctx context.Context, id string) (Task, error) {
	return get[Task](ctx, c, at("tasks", id), url.Values{})
}

// All gives the items of all pages of a list: list gives the page after the
// one whose Next it is given.
func All[T any](list func(after string) (Page[T], error)) ([]T, error) {
	var out []T
	for after := ""; ; {
		p, err := list(after)
		if err != nil {
			return out, err
		}
		out = append(out, p.Items...)
		if after = p.Next; after == "" {
			return out, nil
		}
	}
}

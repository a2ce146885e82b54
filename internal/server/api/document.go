package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/client"
	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/workbench"
	"github.com/credence-project/credence/syndication"
)

type documentList struct {
	Outlet string `query:"outlet" maxLength:"300"`
	Lang   string `query:"lang" maxLength:"20" doc:"BCP 47, such as en."`
	Between
	Paging
	Moment
}

func (a *API) listDocuments(ctx context.Context, in *documentList) (*answer[client.Page[client.Source]], error) {
	hits, next, err := a.find(ctx, workbench.DocumentFilter{Outlet: in.Outlet, Lang: in.Lang, Newest: true}, in.Between, in.Paging, in.Moment)
	if err != nil {
		return nil, err
	}
	return paged(each(hits, func(h client.Hit) client.Source { return client.Source{Document: h.Document} }), next, in.Moment), nil
}

type search struct {
	Words  string `query:"q" required:"true" maxLength:"1000" doc:"Words that must all occur, \"phrases\", prefix* and -exclusions."`
	Outlet string `query:"outlet" maxLength:"300"`
	Lang   string `query:"lang" maxLength:"20" doc:"BCP 47, such as en."`
	Newest bool   `query:"newest" doc:"Newest first, instead of best first."`
	Between
	Paging
	Moment
}

func (a *API) search(ctx context.Context, in *search) (*answer[client.Page[client.Hit]], error) {
	f := workbench.DocumentFilter{Words: in.Words, Outlet: in.Outlet, Lang: in.Lang, Newest: in.Newest}
	hits, next, err := a.find(ctx, f, in.Between, in.Paging, in.Moment)
	if err != nil {
		return nil, err
	}
	return paged(hits, next, in.Moment), nil
}

// find lists documents, without their texts.
func (a *API) find(ctx context.Context, f workbench.DocumentFilter, b Between, p Paging, m Moment) (hits []client.Hit, next string, err error) {
	at, err := a.published(m)
	if err != nil {
		return nil, "", err
	}
	if f.From, f.To, err = b.read(); err != nil {
		return nil, "", err
	}
	found, err := a.bench.FindDocuments(ctx, f, p.page(), at)
	for _, h := range found.Hits {
		d := h.Document
		d.Text = ""
		hits = append(hits, client.Hit{Document: d, Score: h.Score, Excerpt: h.Excerpt, Matches: orNone(h.Matches)})
	}
	return hits, found.Next, err
}

// published is the time to look at documents from. Without one all are there:
// also a report that bears a time of the next minutes, by its own clock.
func (a *API) published(m Moment) (workbench.AsOf, error) {
	at, err := a.moment(m)
	if m.AsOf == "" {
		at.Known = time.Time{}
	}
	return at, err
}

type documentRead struct {
	Document string `path:"document" maxLength:"40" doc:"Identifier of the document, or the beginning of it."`
	Moment
}

func (a *API) openDocument(ctx context.Context, in *documentRead) (*workbench.DocumentFile, error) {
	at, err := a.published(in.Moment)
	if err != nil {
		return nil, err
	}
	return a.bench.OpenDocument(ctx, in.Document, at)
}

func (a *API) readDocument(ctx context.Context, in *documentRead) (*answer[client.DocumentView], error) {
	f, err := a.openDocument(ctx, in)
	if err != nil {
		return nil, err
	}
	rows, err := a.bench.Desk(ctx)
	if err != nil {
		return nil, err
	}
	out := client.DocumentView{
		Document: f.Document, Reader: f.Reader, Incidents: orNone(f.Incidents), Gist: f.Gist,
		Claims: each(f.Claims, func(c credence.Claim) credence.Claim {
			i := slices.IndexFunc(rows, func(r workbench.Row) bool { return r.Claim == c.ID })
			if i < 0 {
				return (*workbench.Row)(nil).Shown(&c)
			}
			return rows[i].Shown(&c)
		}),
		Versions: each(f.Versions, sourceOf),
		Copies: each(f.Copies.Members, func(m syndication.Member) client.Copy {
			return client.Copy{Document: m.Document, Outlet: m.Outlet, Title: m.Title, URL: m.URL, Published: m.Published, Relation: m.Relation, Reason: m.Reason}
		}),
	}
	if f.Origin.ID != "" {
		out.Origin = &f.Origin
	}
	return &answer[client.DocumentView]{out}, nil
}

func (a *API) listSpans(ctx context.Context, in *documentRead) (*answer[client.Page[client.Mark]], error) {
	f, err := a.openDocument(ctx, in)
	if err != nil {
		return nil, err
	}
	return paged(each(f.Marks, func(m workbench.Mark) client.Mark {
		return client.Mark{
			Span: m.Span, Text: m.Span.Of(f.Document.Text), Sort: m.Sort, Kind: m.Kind, Label: m.Label,
			Incident: m.Incident, Claim: m.Claim, Evidence: m.Evidence, Actor: m.Actor,
		}
	}), "", in.Moment), nil
}

type addText struct{ Body client.Text }

func (a *API) addText(ctx context.Context, in *addText) (*answer[client.Task], error) {
	if _, err := parseTime(in.Body.Published); err != nil {
		return nil, err
	}
	t, err := a.bench.Intake.AddText(ctx, workbench.Paste{
		Title: in.Body.Title, Outlet: in.Body.Outlet, URL: in.Body.URL, Published: in.Body.Published, Text: in.Body.Text,
	}, caller.From(ctx).Name)
	return &answer[client.Task]{taskOf(t)}, err
}

type addAddress struct {
	Body struct {
		URL string `json:"url" minLength:"1" maxLength:"2000" doc:"A page or a feed. Addresses inside a network are not fetched."`
	}
}

func (a *API) addAddress(ctx context.Context, in *addAddress) (*answer[client.Task], error) {
	t, err := a.bench.Intake.AddAddress(ctx, in.Body.URL, caller.From(ctx).Name)
	return &answer[client.Task]{taskOf(t)}, err
}

// addFile reads the file itself, so that one that breaks off is not taken for
// whole, and none is held twice.
type addFile struct {
	Name string `query:"name" maxLength:"300" doc:"Of the file, as faults call it. What kind of file it is is seen by its content: text, mail, page, feed, web archive, JSON Lines ..."`
	body []byte
}

// Resolve implements huma.Resolver.
func (in *addFile) Resolve(ctx huma.Context) []error {
	b, err := io.ReadAll(io.LimitReader(ctx.BodyReader(), workbench.MaxUpload+1))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large), len(b) > workbench.MaxUpload:
		return []error{huma.Error413RequestEntityTooLarge("the file is too large")}
	case err != nil:
		return []error{huma.Error400BadRequest("the file did not arrive whole")}
	case !utf8.ValidString(in.Name):
		return []error{huma.Error422UnprocessableEntity("the name is not UTF-8")}
	}
	in.body = b
	return nil
}

func (a *API) addFile(ctx context.Context, in *addFile) (*answer[client.Task], error) {
	t, err := a.bench.Intake.AddFile(ctx, in.Name, in.body, caller.From(ctx).Name)
	return &answer[client.Task]{taskOf(t)}, err
}

// binary says that a request is a file.
func binary(op *huma.Operation) {
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
	}}
}

func taskOf(t workbench.Task) client.Task {
	return client.Task{
		ID: t.ID, Kind: t.Kind, Name: t.Name, By: t.By, Added: t.Added, Ended: t.Ended, State: string(t.State), Stage: t.Stage, Dealt: t.Dealt,
		Taken: t.Tally.Taken, Held: t.Tally.Held, Refused: t.Tally.Refused, Damaged: t.Tally.Damaged, Skipped: t.Tally.Skipped,
		Documents: each(t.Taken, func(d workbench.TakenIn) client.TakenIn { return client.TakenIn(d) }), Faults: orNone(t.Faults), Passed: orNone(t.Passed),
	}
}

func (a *API) listTasks(_ context.Context, _ *struct{}) (*answer[client.Page[client.Task]], error) {
	return paged(each(a.bench.Intake.Tasks(), taskOf), "", Moment{}), nil
}

type taskRead struct {
	Task string `path:"task" maxLength:"40"`
}

func (a *API) readTask(_ context.Context, in *taskRead) (*answer[client.Task], error) {
	t, err := a.bench.Intake.Task(in.Task)
	if err != nil {
		return nil, err
	}
	return &answer[client.Task]{taskOf(t)}, nil
}

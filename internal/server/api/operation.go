package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/client"
	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/workbench"
)

// operation is one line of the table in routes.go.
type operation struct {
	path    string // below Root
	id      string
	tag     string
	summary string
	role    caller.Role // Reader if none
	status  int         // of success; 200 if 0
	more    func(*huma.Operation)
}

// answer is what an operation gives.
type answer[T any] struct{ Body T }

// get registers a read.
func get[I, O any](a *API, op operation, do func(context.Context, *I) (*O, error)) {
	h := op.describe(http.MethodGet)
	h.Responses = map[string]*huma.Response{
		"200": {Headers: map[string]*huma.Header{"ETag": {Description: "Of this answer; send it as If-None-Match.", Schema: &huma.Schema{Type: huma.TypeString}}}},
		"304": {Description: "It is as it was."},
	}
	h.Parameters = []*huma.Param{{
		Name: "If-None-Match", In: "header", Description: "The ETag of an answer held already.", Schema: &huma.Schema{Type: huma.TypeString},
	}}
	if op.more != nil {
		op.more(&h)
	}
	huma.Register(a.huma, h, explained(a, op, do))
}

// post registers a change, del one that takes away.
func post[I, O any](a *API, op operation, do func(context.Context, *I) (*O, error)) {
	h := op.describe(http.MethodPost)
	h.MaxBodyBytes = maxBody + 1
	h.Errors = append(h.Errors, http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	if op.more != nil {
		op.more(&h)
	}
	huma.Register(a.huma, h, explained(a, op, do))
}

func del[I, O any](a *API, op operation, do func(context.Context, *I) (*O, error)) {
	huma.Register(a.huma, op.describe(http.MethodDelete), explained(a, op, do))
}

func (op operation) describe(method string) huma.Operation {
	if op.role == caller.None {
		op.role = caller.Reader
	}
	return huma.Operation{
		Method: method, Path: Root + op.path, OperationID: op.id, Summary: op.summary, Tags: []string{op.tag},
		DefaultStatus: op.status, Metadata: map[string]any{"role": op.role},
		Description: "Needs the role " + op.role.String() + ".",
		Errors:      []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusUnprocessableEntity},
	}
}

func explained[I, O any](a *API, op operation, do func(context.Context, *I) (*O, error)) func(context.Context, *I) (*O, error) {
	return func(ctx context.Context, in *I) (*O, error) {
		out, err := do(ctx, in)
		if err != nil {
			return nil, a.explain(ctx, op.id, err)
		}
		return out, nil
	}
}

// Moment is the time that a read looks from.
type Moment struct {
	AsOf     string `query:"as_of" maxLength:"40" doc:"What could be known by then: a day (its end counts), a minute, or RFC 3339. Now if left out." example:"2017-03-27"`
	Recorded string `query:"recorded" maxLength:"40" doc:"As far as it was entered here by then. Everything if left out."`
}

// moment reads the time; now stands for none.
func (a *API) moment(m Moment) (workbench.AsOf, error) {
	at := workbench.AsOf{Known: a.now().UTC()}
	known, err := parseTime(m.AsOf)
	if err != nil {
		return at, err
	}
	if !known.IsZero() {
		at.Known = known
	}
	at.Recorded, err = parseTime(m.Recorded)
	return at, err
}

// parseTime reads a time, a day as its end; nothing is the zero time.
func parseTime(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	v, err := credence.ParseTime(s)
	if err != nil {
		return time.Time{}, err
	}
	t := v.To.UTC()
	if t.Year() < 1 || t.Year() > 9998 {
		return t, &credence.InputError{Name: "time " + s, Reason: "no such year"}
	}
	return t, nil
}

// parseFrom reads a time as the first moment of what it names.
func parseFrom(s string) (time.Time, error) {
	if _, err := parseTime(s); s == "" || err != nil {
		return time.Time{}, err
	}
	v, err := credence.ParseTime(s)
	return v.From.UTC(), err
}

// Between are the bounds of a list in time.
type Between struct {
	From string `query:"from" maxLength:"40" doc:"No earlier than this day or time."`
	To   string `query:"to" maxLength:"40" doc:"No later than this day or time."`
}

func (b Between) read() (from, to time.Time, err error) {
	if from, err = parseFrom(b.From); err != nil {
		return from, to, err
	}
	to, err = parseTime(b.To)
	return from, to, err
}

// Paging says which page of a list is wanted.
type Paging struct {
	After string `query:"after" maxLength:"200" doc:"The next of the page before."`
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"50"`
}

func (p Paging) page() workbench.Page { return workbench.Page{After: p.After, Limit: p.Limit} }

// paged makes a page of a list, as of the time that was asked for; without one
// the answer stays the same, and so does its tag, until what it lists does not.
func paged[T any](items []T, next string, asked Moment) *answer[client.Page[T]] {
	t, _ := parseTime(asked.AsOf) // was read before
	return &answer[client.Page[T]]{client.Page[T]{Items: orNone(items), Next: next, AsOf: t}}
}

// each turns a list into another, never nil.
func each[A, B any](in []A, turn func(A) B) []B {
	out := make([]B, len(in))
	for i, v := range in {
		out[i] = turn(v)
	}
	return out
}

// act is who changes something now, and why.
func (a *API) act(ctx context.Context, reason string) workbench.Act {
	return workbench.Act{By: caller.From(ctx).Name, At: a.now().UTC(), Reason: reason}
}

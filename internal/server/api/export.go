package api

import (
	"context"
	"io"
	"mime"

	"github.com/danielgtaylor/huma/v2"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/workbench"
)

// file is an answer that is a file.
type file struct {
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	Body               []byte
}

func attached(name, kind string, body []byte) *file {
	return &file{ContentType: kind, ContentDisposition: mime.FormatMediaType("attachment", map[string]string{"filename": name}), Body: body}
}

// filed describes the answer of an operation that gives a file.
func filed(kinds ...string) func(*huma.Operation) {
	return func(op *huma.Operation) {
		content := map[string]*huma.MediaType{}
		for _, k := range kinds {
			content[k] = &huma.MediaType{Schema: &huma.Schema{Description: "The file."}}
		}
		op.Responses["200"].Content = content
		op.Responses["200"].Description = "The file."
	}
}

type export struct {
	Format string   `path:"format" maxLength:"40" doc:"One of html, md, text, json, stix, claimreview, gtd, claims, claims-jsonl, details, details-jsonl and bundle."`
	Claims []string `query:"claim" required:"true" minItems:"1" maxItems:"500" doc:"Claims by any of their names; several with gtd and the tables, and one otherwise."`
	Moment
}

func (a *API) export(ctx context.Context, in *export) (*file, error) {
	at, err := a.moment(in.Moment)
	if err != nil {
		return nil, err
	}
	claims := make([]string, len(in.Claims))
	for i, name := range in.Claims {
		if claims[i], err = a.claim(ctx, ClaimPath{name}); err != nil {
			return nil, err
		}
	}
	out, faults, err := a.bench.ExportAll(ctx, claims, in.Format, at, a.act(ctx, "export over the API"))
	if err != nil {
		return nil, err
	}
	if len(faults) > 0 { // rather nothing than less than was asked for
		return nil, faults[0]
	}
	return attached(out.Name, out.Type, out.Body), nil
}

type originalRead struct {
	Document string `path:"document" maxLength:"40"`
	Purpose  string `query:"purpose" required:"true" minLength:"1" maxLength:"2000" doc:"What for; it is written down with who looked and when."`
}

func (a *API) readOriginal(ctx context.Context, in *originalRead) (*file, error) {
	o, err := a.bench.Original(ctx, in.Document, a.act(ctx, in.Purpose))
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(o, workbench.MaxUpload+1))
	if err != nil {
		return nil, err
	}
	if len(body) > workbench.MaxUpload {
		return nil, &credence.InputError{Name: in.Document, Reason: "the original is too large to be sent; use credence export", Err: credence.ErrTooLarge}
	}
	return attached(o.SHA256, "application/octet-stream", body), nil
}

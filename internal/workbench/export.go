package workbench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/export/claimreview"
	"github.com/credence-project/credence/export/gtd"
	"github.com/credence-project/credence/export/stix"
	"github.com/credence-project/credence/export/table"
)

// Exported is a verdict in a form to hand on.
type Exported struct {
	Name string // of a file for it
	Type string // media type
	Body []byte
}

// form is one of the forms that a verdict may be handed on in.
type form struct {
	name, ending, media string
	several             bool  // it may hold the verdicts on several claims
	needs               needs // beside the verdict
	write               func(*bytes.Buffer, []*handed) error
}

// needs is what a form says beside the verdict. Each costs time to find out.
type needs int

const (
	needsVerdict needs = iota
	needsStory         // how it stood before, and what became of earlier claims
	needsJournal       // that, and what was recorded on the claim
)

var exportForms = []form{
	{"html", ".html", "text/html; charset=utf-8", false, needsStory, one(func(w *bytes.Buffer, h *handed) error { return brief.HTML(w, h.brief) })},
	{"md", ".md", "text/markdown; charset=utf-8", false, needsStory, one(func(w *bytes.Buffer, h *handed) error { return brief.Markdown(w, h.brief) })},
	{"text", ".txt", "text/plain; charset=utf-8", false, needsStory, one(func(w *bytes.Buffer, h *handed) error { return brief.Text(w, h.brief) })},
	{"json", ".json", "application/json", false, needsVerdict, one(func(w *bytes.Buffer, h *handed) error { return wrote(w, h.verdict, nil) })},
	{"stix", ".stix.json", "application/stix+json;version=2.1", false, needsVerdict, one(func(w *bytes.Buffer, h *handed) error {
		body, err := stix.Bundle(h.brief, stix.Publisher{Name: h.by.Name, URL: h.by.Site})
		return wrote(w, body, err)
	})},
	{"claimreview", ".jsonld", "application/ld+json", false, needsStory, one(func(w *bytes.Buffer, h *handed) error {
		body, err := claimreview.Review(h.brief, claimreview.Publisher{Name: h.by.Name, Site: h.by.Site, Page: h.page()})
		return wrote(w, body, err)
	})},
	{"gtd", ".gtd.csv", "text/csv; charset=utf-8", true, needsVerdict, func(w *bytes.Buffer, hs []*handed) error { return gtd.CSV(w, briefs(hs)) }},
	{"claims", ".claims.csv", "text/csv; charset=utf-8", true, needsVerdict, func(w *bytes.Buffer, hs []*handed) error { return table.CSV(w, table.Claims(briefs(hs))) }},
	{"claims-jsonl", ".claims.jsonl", "application/jsonl", true, needsVerdict, func(w *bytes.Buffer, hs []*handed) error { return table.JSONL(w, table.Claims(briefs(hs))) }},
	{"details", ".details.csv", "text/csv; charset=utf-8", true, needsVerdict, func(w *bytes.Buffer, hs []*handed) error { return table.CSV(w, table.Details(briefs(hs))) }},
	{"details-jsonl", ".details.jsonl", "application/jsonl", true, needsVerdict, func(w *bytes.Buffer, hs []*handed) error { return table.JSONL(w, table.Details(briefs(hs))) }},
	{"bundle", ".dossier.zip", "application/zip", false, needsJournal, one(func(w *bytes.Buffer, h *handed) error {
		body, err := h.pack()
		return wrote(w, body, err)
	})},
}

func one(write func(*bytes.Buffer, *handed) error) func(*bytes.Buffer, []*handed) error {
	return func(w *bytes.Buffer, hs []*handed) error { return write(w, hs[0]) }
}

func wrote(w *bytes.Buffer, body []byte, err error) error {
	w.Write(body)
	return err
}

func briefs(hs []*handed) []*brief.Brief {
	out := make([]*brief.Brief, len(hs))
	for i, h := range hs {
		out[i] = h.brief
	}
	return out
}

// Forms lists the forms that Export knows by name; of those with several, one
// export may hold many claims.
func Forms() (all, several []string) {
	for _, f := range exportForms {
		all = append(all, f.name)
		if f.several {
			several = append(several, f.name)
		}
	}
	return all, several
}

// Publisher is who hands exports on, as they say it. Everything may be "".
type Publisher struct {
	Name    string // of the publisher
	Site    string // its address
	Pages   string // address below which the claims stand, such as https://desk.example/claims/
	Program string // version of the program
}

// Export gives the verdict on a claim as of a time in a form to hand on. It is
// an InputError if the form is unknown or a second person must sign off first
// ([Workbench.ExportAllowed]). Names stand in it only where the naming gate is
// open, and nobody is quoted at length. The same store, time and form give the
// same bytes.
func (w *Workbench) Export(ctx context.Context, claim, format string, at AsOf, act Act) (Exported, error) {
	out, faults, err := w.ExportAll(ctx, []string{claim}, format, at, act)
	return out, errors.Join(append(faults, err)...)
}

// ExportAll gives the verdicts on several claims in one file. A claim that
// cannot be handed on is left out, and faults say why.
func (w *Workbench) ExportAll(ctx context.Context, claims []string, format string, at AsOf, act Act) (out Exported, faults []error, err error) {
	return w.export(ctx, claims, format, at, &act)
}

// ExportCase is Export for a reference case in a store of its own, where nobody
// can sign: it asks for no signature, and names nobody who may be alive.
func (w *Workbench) ExportCase(ctx context.Context, claim, format string, at AsOf) (Exported, error) {
	out, faults, err := w.export(ctx, []string{claim}, format, at, nil)
	return out, errors.Join(append(faults, err)...)
}

// export hands verdicts on; without an act nobody signs for them.
func (w *Workbench) export(ctx context.Context, claims []string, format string, at AsOf, act *Act) (out Exported, faults []error, err error) {
	i := slices.IndexFunc(exportForms, func(f form) bool { return f.name == format })
	if i < 0 {
		all, _ := Forms()
		return out, nil, &credence.InputError{Name: "format " + format, Reason: "want one of " + strings.Join(all, ", ")}
	}
	form := &exportForms[i]
	if len(claims) > 1 && !form.several {
		return out, nil, &credence.InputError{Name: "format " + format, Reason: "holds one claim at a time"}
	}
	var ready []*handed
	for _, claim := range claims {
		h, err := w.handOver(ctx, claim, form.needs, at, act)
		var input *credence.InputError
		switch {
		case errors.As(err, &input) || errors.Is(err, credence.ErrNotFound):
			faults = append(faults, err)
			continue
		case err != nil:
			return out, faults, err
		}
		ready = append(ready, h)
	}
	if len(ready) == 0 && len(faults) > 0 {
		return out, faults, nil
	}
	var body bytes.Buffer
	if err := form.write(&body, ready); err != nil {
		return out, faults, fmt.Errorf("export as %s: %w", format, err)
	}
	name := "claims"
	if len(ready) == 1 {
		name = string(ready[0].brief.Assessment.Claim.ID)
	}
	return Exported{name + form.ending, form.media, body.Bytes()}, faults, nil
}

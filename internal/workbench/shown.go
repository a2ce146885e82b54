package workbench

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/naming"
)

// Reading is a document with what was found in it and the voice it goes back to.
type Reading struct {
	credence.Document
	Origin     credence.Origin      `json:"origin"`
	Extractor  string               `json:"extractor,omitempty"`
	Statements []credence.Statement `json:"statements"`
	Incidents  []credence.Mention   `json:"incidents"`
}

// Shown gives what the store holds under an identifier or the beginning of
// one, without the names that are kept out: a document (as a [Reading], its own
// title, text and address as they were published), an incident, a claim, a
// statement, a mention, or the body of a kept verdict.
func (w *Workbench) Shown(ctx context.Context, prefix string) (any, error) {
	id, err := w.DB.Resolve(ctx, prefix)
	if err != nil {
		return nil, err
	}
	switch id[0] {
	case 'd':
		return w.reading(ctx, credence.DocumentID(id))
	case 'i':
		in, err := w.DB.Incident(ctx, credence.IncidentID(id))
		if err != nil {
			return nil, err
		}
		names, err := w.namesOfIncident(ctx, &in)
		return through(names, in, err)
	case 'c':
		c, err := w.DB.Claim(ctx, credence.ClaimID(id))
		if err != nil {
			return nil, err
		}
		names, err := w.namesNow(ctx, id)
		return through(names, c, err)
	case 's':
		s, err := w.DB.Statement(ctx, credence.StatementID(id))
		if err != nil {
			return nil, err
		}
		names, err := w.namesOfDocument(ctx, s.In.Document)
		return through(names, s, err)
	case 'm':
		m, err := w.DB.Mention(ctx, credence.MentionID(id))
		if err != nil {
			return nil, err
		}
		names, err := w.namesOfDocument(ctx, m.In.Document)
		return through(names, m, err)
	case 'a':
		v, err := w.DB.Verdict(ctx, id)
		if err != nil {
			return nil, err
		}
		names, err := w.namesNow(ctx, string(v.Claim))
		return through[any](names, json.RawMessage(v.Body), err)
	}
	return nil, &credence.InputError{Name: id, Reason: "nothing of this kind can be shown"}
}

func through[T any](names Names, v T, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return naming.Through(names.Gate(), v)
}

func (w *Workbench) reading(ctx context.Context, id credence.DocumentID) (any, error) {
	d, err := w.DB.Document(ctx, id)
	if err != nil {
		return nil, err
	}
	x, version, err := w.DB.Extraction(ctx, id)
	if err != nil && !errors.Is(err, credence.ErrNotFound) {
		return nil, err
	}
	origin, err := w.DB.Origin(ctx, id)
	if err != nil && !errors.Is(err, credence.ErrNotFound) {
		return nil, err
	}
	names, err := w.namesOfDocument(ctx, id)
	if err != nil {
		return nil, err
	}
	r, err := naming.Through(names.Gate(), Reading{
		Origin: origin, Extractor: version, Statements: append([]credence.Statement{}, x.Statements...), Incidents: append([]credence.Mention{}, x.Incidents...),
	})
	r.Document = d
	return r, err
}

// namesOfIncident gives the names in connection with an incident as of now.
func (w *Workbench) namesOfIncident(ctx context.Context, in *credence.Incident) (Names, error) {
	f, err := w.fileOfIncident(ctx, in, AsOf{})
	if err != nil {
		return Names{}, err
	}
	claims, err := w.claimsOf(ctx, in.ID, AsOf{})
	if err != nil {
		return Names{}, err
	}
	return w.namesAround(ctx, f, claims, AsOf{})
}

// namesOfDocument gives the names in a document as of now: those of its
// incidents, and whoever else it names as an attacker or a victim, of whom
// nobody can have ruled anything.
func (w *Workbench) namesOfDocument(ctx context.Context, id credence.DocumentID) (Names, error) {
	d, err := w.DB.Document(ctx, id)
	if err != nil {
		return Names{}, err
	}
	x, _, err := w.DB.Extraction(ctx, id)
	if err != nil && !errors.Is(err, credence.ErrNotFound) {
		return Names{}, err
	}
	f := &file{documents: []credence.Document{d}, extracted: map[credence.DocumentID]credence.Extraction{id: x}}
	for _, m := range x.Incidents {
		f.incident.Mentions = append(f.incident.Mentions, credence.MentionRef{Document: id, Mention: m.ID})
	}
	var out Names
	of := DocumentFile{Document: d}
	if err := w.documentIncidents(ctx, &of, AsOf{}); err != nil {
		return Names{}, err
	}
	for i := range of.Incidents {
		n, err := w.namesOfIncident(ctx, &of.Incidents[i])
		if err != nil {
			return Names{}, err
		}
		out.Held, out.Open = append(out.Held, n.Held...), append(out.Open, n.Open...)
	}
	others := f.victims()
	for _, p := range f.namedAttackers() {
		others = append(others, p.Name)
	}
	for _, name := range others {
		if !slices.ContainsFunc(out.Open, func(o string) bool { return sameName(o, name) }) {
			out.Held = append(out.Held, name)
		}
	}
	return out, nil
}

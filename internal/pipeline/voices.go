package pipeline

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/syndication"
)

// voicesVersion names the rules by which copies and origins are found.
const voicesVersion = "voices-1"

// Voices places the documents that are new among their copies and keeps the
// voice that each of them, and of the documents they join, goes back to.
func (s *Stages) Voices(ctx context.Context) error {
	for {
		docs, err := s.DB.Unvoiced(ctx, voicesVersion, batchDocuments)
		if err != nil || len(docs) == 0 {
			return err
		}
		voices, docs, err := s.gists(ctx, docs)
		if err != nil {
			return err
		}
		err = s.DB.UpdateCopies(ctx, func(x *syndication.Index) error {
			placed, err := place(ctx, x, docs)
			voices = append(voices, placed...)
			return err
		})
		if err != nil {
			return err
		}
		if err := s.DB.SaveVoices(ctx, voicesVersion, voices); err != nil {
			return err
		}
		s.progress("finding voices", len(voices))
	}
}

// gists sets aside the documents that are told in our own words, which say
// nothing of who copied whom; the voice a person gave them stays.
func (s *Stages) gists(ctx context.Context, docs []credence.Document) ([]store.Voice, []credence.Document, error) {
	var voices []store.Voice
	var rest []credence.Document
	for _, d := range docs {
		if d.Format != credence.FormatGist {
			rest = append(rest, d)
			continue
		}
		o, err := s.DB.Origin(ctx, d.ID)
		if err != nil && !errors.Is(err, credence.ErrNotFound) {
			return nil, nil, err
		}
		voices = append(voices, store.Voice{Document: d.ID, Origin: o})
	}
	return voices, rest, nil
}

// place puts documents into the index and gives the voice of every document
// of the groups they are in now.
func place(ctx context.Context, x *syndication.Index, docs []credence.Document) ([]store.Voice, error) {
	for _, d := range docs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if _, err := x.Add(ctx, d); err != nil {
			return nil, err
		}
	}
	voices := map[credence.DocumentID]credence.Origin{}
	for _, d := range docs {
		if _, done := voices[d.ID]; done {
			continue
		}
		g, err := x.GroupOf(ctx, d.ID)
		if err != nil {
			return nil, err
		}
		for _, m := range g.Members {
			voices[m.Document] = originOf(&g, &m)
		}
	}
	list := make([]store.Voice, 0, len(voices))
	for _, id := range slices.Sorted(maps.Keys(voices)) {
		list = append(list, store.Voice{Document: id, Origin: voices[id]})
	}
	return list, nil
}

// originOf is the origin of a group as one of its members has it.
func originOf(g *syndication.Group, m *syndication.Member) credence.Origin {
	o := g.Origin
	if m.Document != o.Document {
		o.Relation, o.Reason = m.Relation, m.Reason
	}
	return o
}

package pipeline

import (
	"context"
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
		for _, d := range docs {
			if err := ctx.Err(); err != nil {
				return err
			}
			if _, err := s.Index.Add(ctx, d); err != nil {
				return err
			}
		}
		if err := s.saveVoices(ctx, docs); err != nil {
			return err
		}
		s.progress("finding voices", len(docs))
	}
}

// saveVoices keeps the origins of the groups that the documents are in now.
func (s *Stages) saveVoices(ctx context.Context, docs []credence.Document) error {
	voices := map[credence.DocumentID]credence.Origin{}
	for _, d := range docs {
		if _, done := voices[d.ID]; done {
			continue
		}
		g, err := s.Index.GroupOf(ctx, d.ID)
		if err != nil {
			return err
		}
		for _, m := range g.Members {
			voices[m.Document] = originOf(&g, &m)
		}
	}
	list := make([]store.Voice, 0, len(voices))
	for _, id := range slices.Sorted(maps.Keys(voices)) {
		list = append(list, store.Voice{Document: id, Origin: voices[id]})
	}
	return s.DB.SaveVoices(ctx, voicesVersion, list)
}

// originOf is the origin of a group as one of its members has it.
func originOf(g *syndication.Group, m *syndication.Member) credence.Origin {
	o := g.Origin
	if m.Document != o.Document {
		o.Relation, o.Reason = m.Relation, m.Reason
	}
	return o
}

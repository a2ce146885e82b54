package pipeline

import (
	"context"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
)

// Rule lays down a ruling on two mentions, or undoes one, and joins the
// incidents concerned again. A ruling that undoes another names the same two.
func (s *Stages) Rule(ctx context.Context, r store.Ruling) (store.Ruling, error) {
	if len(r.Subjects) != 2 {
		return r, &credence.InputError{Name: "ruling", Reason: "names two mentions"}
	}
	var docs []credence.DocumentID
	for _, m := range r.Subjects {
		found, err := s.DB.Mention(ctx, credence.MentionID(m))
		if err != nil {
			return r, err
		}
		docs = append(docs, found.In.Document)
	}
	r, err := s.DB.AddRuling(ctx, r)
	if err != nil {
		return r, err
	}
	touched, err := s.join(ctx, docs)
	if err != nil {
		return r, err
	}
	return r, s.Claims(ctx, touched)
}

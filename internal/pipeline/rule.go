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

// Rule lays down a ruling on two mentions or on two documents, or undoes one,
// and works out again what hangs on it: the incidents of the mentions, or the
// voices of the documents. A ruling that undoes another names the same two.
func (s *Stages) Rule(ctx context.Context, r store.Ruling) (store.Ruling, error) {
	if len(r.Subjects) != 2 {
		return r, &credence.InputError{Name: "ruling", Reason: "names two mentions, or two documents"}
	}
	if v := syndication.Verdict(r.What); v == syndication.Same || v == syndication.NotSame {
		return s.ruleCopies(ctx, r)
	}
	var docs []credence.DocumentID
	for _, m := range r.Subjects {
		found, err := s.DB.Mention(ctx, credence.MentionID(m))
		if err != nil {
			return r, err
		}
		docs = append(docs, found.In.Document)
	}
	// They count as not joined until the ruling has been followed: should the
	// process end before, the next [Stages.Join] follows it.
	if err := s.DB.SaveIncidents(ctx, store.Joining{Version: awaitingRuling, Joined: docs}); err != nil {
		return r, err
	}
	r, err := s.DB.AddRuling(ctx, r)
	if err != nil {
		return r, err
	}
	touched, err := s.join(ctx, docs)
	if err != nil {
		return r, err
	}
	if err := s.Claims(ctx, touched); err != nil {
		return r, err
	}
	return r, s.joined(ctx, docs)
}

// awaitingRuling is the version under which documents wait for a ruling to be
// followed.
const awaitingRuling = "ruled"

// ruleCopies lays down whether two documents go back to one text, and finds the
// voices of both again with those of all their copies.
func (s *Stages) ruleCopies(ctx context.Context, r store.Ruling) (store.Ruling, error) {
	var docs []credence.DocumentID
	var waiting []store.Voice
	for _, id := range r.Subjects {
		d, err := s.DB.Document(ctx, credence.DocumentID(id))
		if err != nil {
			return r, err
		}
		docs = append(docs, d.ID)
		o, err := s.DB.Origin(ctx, d.ID)
		if err == nil {
			waiting = append(waiting, store.Voice{Document: d.ID, Origin: o})
		} else if !errors.Is(err, credence.ErrNotFound) {
			return r, err
		}
	}
	// Should the process end before the ruling has been followed, the next
	// [Stages.Voices] follows it.
	if err := s.DB.SaveVoices(ctx, awaitingRuling, waiting); err != nil {
		return r, err
	}
	r, err := s.DB.AddRuling(ctx, r)
	if err != nil {
		return r, err
	}
	return r, s.regroup(ctx, docs)
}

// regroup finds the voices of documents again, with those of all their copies.
func (s *Stages) regroup(ctx context.Context, docs []credence.DocumentID) error {
	voices := map[credence.DocumentID]credence.Origin{}
	err := s.DB.UpdateCopies(ctx, func(x *syndication.Index) error {
		x.Registry = s.Publishers
		p := placing{s.DB, x, voices}
		for _, id := range docs {
			if err := p.regroup(ctx, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.DB.SaveVoices(ctx, voicesVersion, sorted(voices))
}

// sorted lists voices in order of document.
func sorted(voices map[credence.DocumentID]credence.Origin) []store.Voice {
	list := make([]store.Voice, 0, len(voices))
	for _, id := range slices.Sorted(maps.Keys(voices)) {
		list = append(list, store.Voice{Document: id, Origin: voices[id]})
	}
	return list
}

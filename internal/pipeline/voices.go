package pipeline

import (
	"context"
	"errors"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/syndication"
)

// voicesVersion names the rules by which copies and origins are found.
const voicesVersion = "voices-2"

// voicesAtOnce is the number of documents placed in one transaction, and
// voicesAhead how many such parts are fetched together.
const (
	voicesAtOnce = 500
	voicesAhead  = 8
)

// Voices places the documents that are new among their copies and keeps the
// voice that each of them, and of the documents they join, goes back to.
func (s *Stages) Voices(ctx context.Context) error {
	ruled, err := s.DB.VoicedBy(ctx, awaitingRuling)
	if err == nil && len(ruled) > 0 {
		err = s.regroup(ctx, ruled)
	}
	if err != nil {
		return err
	}
	texts := &syndication.Texts{}
	for {
		docs, err := s.DB.Unvoiced(ctx, voicesVersion, voicesAtOnce*voicesAhead)
		if err != nil || len(docs) == 0 {
			return err
		}
		if err := s.voiceParts(ctx, docs, texts); err != nil {
			return err
		}
	}
}

// voiceParts places documents part by part. One part is studied while the one
// before it is placed: placing goes on in one transaction at a time, one
// document after the other, and most of its work is what can be known before.
func (s *Stages) voiceParts(ctx context.Context, docs []credence.Document, texts *syndication.Texts) error {
	g, ctx := errgroup.WithContext(ctx)
	studied := make(chan []credence.Document)
	g.Go(func() error {
		defer close(studied)
		for part := range slices.Chunk(docs, voicesAtOnce) {
			if err := s.study(ctx, part, texts); err != nil {
				return err
			}
			select {
			case studied <- part:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	g.Go(func() error {
		for part := range studied {
			if err := s.voicePart(ctx, part, texts); err != nil {
				return err
			}
		}
		return nil
	})
	return g.Wait()
}

// study fills texts with what placing the documents will ask for.
func (s *Stages) study(ctx context.Context, docs []credence.Document, texts *syndication.Texts) error {
	return s.DB.ViewCopies(ctx, store.AsOf{}, func(x *syndication.Index) error {
		x.Texts, x.Registry = texts, s.Publishers
		for _, d := range docs {
			if d.Format == credence.FormatGist {
				continue
			}
			if err := x.Study(ctx, d); err != nil {
				return err
			}
		}
		return nil
	})
}

// voicePart places documents and keeps the voices found.
func (s *Stages) voicePart(ctx context.Context, docs []credence.Document, texts *syndication.Texts) error {
	voices, docs, err := s.gists(ctx, docs)
	if err != nil {
		return err
	}
	err = s.DB.UpdateCopies(ctx, func(x *syndication.Index) error {
		x.Texts, x.Registry = texts, s.Publishers
		placed, err := place(ctx, s.DB, x, docs)
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
	return nil
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

// placing is a batch of documents being placed among their copies.
type placing struct {
	db     *store.DB
	index  *syndication.Index
	voices map[credence.DocumentID]credence.Origin
}

// place puts documents into the index and gives the voice of each, and of the
// documents whose voice they change.
func place(ctx context.Context, db *store.DB, x *syndication.Index, docs []credence.Document) ([]store.Voice, error) {
	p := placing{db, x, map[credence.DocumentID]credence.Origin{}}
	for _, d := range docs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		links, err := x.Add(ctx, d)
		if err != nil {
			return nil, err
		}
		if done, err := p.follow(ctx, d.ID, links); err != nil || done {
			if err != nil {
				return nil, err
			}
			continue
		}
		if err := p.regroup(ctx, d.ID); err != nil {
			return nil, err
		}
	}
	return sorted(p.voices), nil
}

// manyCopies is the number of copies from which a group is not described anew
// for each document that follows.
const manyCopies = 3

// follow gives a document the voice of the one large group it joins, if it
// comes after the first of them and so changes nothing: most copies of a story
// do. One that somebody ruled on does not.
func (p *placing) follow(ctx context.Context, id credence.DocumentID, links []syndication.Link) (bool, error) {
	var others []credence.DocumentID
	for _, l := range links {
		if l.Joins() {
			other := l.A
			if other == id {
				other = l.B
			}
			others = append(others, other)
		}
	}
	if len(others) < manyCopies {
		return false, nil
	}
	if ruled, err := p.index.Ledger.Rulings(ctx, id); err != nil || len(ruled) > 0 {
		return false, err
	}
	held, err := p.db.Origins(ctx, others)
	if err != nil {
		return false, err
	}
	var origin credence.Origin
	for _, other := range others {
		o, here := p.voices[other]
		if !here {
			o = held[other]
		}
		if o.Document == "" || origin.ID != "" && (o.ID != origin.ID || o.Document != origin.Document) {
			return false, nil
		}
		origin = o
	}
	m, ok, err := p.index.Follows(ctx, origin, id)
	if err != nil || !ok {
		return false, err
	}
	origin.Relation, origin.Reason = m.Relation, m.Reason
	p.voices[id] = origin
	return true, nil
}

// regroup finds the voice of all the documents of a group again.
func (p *placing) regroup(ctx context.Context, id credence.DocumentID) error {
	g, err := p.index.GroupOf(ctx, id)
	if err != nil {
		return err
	}
	for i := range g.Members {
		p.voices[g.Members[i].Document] = g.OriginOf(&g.Members[i])
	}
	return nil
}

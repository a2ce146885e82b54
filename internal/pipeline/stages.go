package pipeline

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/extract"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/lexicon"
	"github.com/credence-project/credence/syndication"
)

// Names of the rulings that the stages obey.
const (
	RulingReports = "reports on"  // subjects: an incident, then documents about it
	RulingSame    = "same event"  // subjects: two mentions
	RulingApart   = "other event" // subjects: two mentions
)

// ExtractorVersion names the rules, lexicons and models that read documents.
const ExtractorVersion = extract.Version

// Stages derives from the documents of a store what the later parts need.
type Stages struct {
	DB        *store.DB
	Extractor *extract.Extractor
	Actors    *lexicon.Register
	Workers   int // documents read at once
	// Publishers knows who owns which outlet; nil is the built-in registry.
	Publishers *syndication.Registry
	// Progress, if set, is told how many documents a stage has dealt with; it
	// may be called by several goroutines.
	Progress func(stage string, documents int)
}

// Derive runs every stage that is due. It may be stopped anywhere; the next
// call goes on.
func (s *Stages) Derive(ctx context.Context) error {
	if err := s.read(ctx); err != nil {
		return err
	}
	if err := s.Join(ctx); err != nil {
		return fmt.Errorf("joining: %w", err)
	}
	return nil
}

// read runs side by side the two stages that need the documents alone.
func (s *Stages) read(ctx context.Context) error {
	var extraction, voices error
	var wait sync.WaitGroup
	wait.Go(func() { extraction = s.Extract(ctx) })
	wait.Go(func() { voices = s.Voices(ctx) })
	wait.Wait()
	switch {
	case extraction != nil:
		return fmt.Errorf("extraction: %w", extraction)
	case voices != nil:
		return fmt.Errorf("voices: %w", voices)
	}
	return nil
}

func (s *Stages) progress(stage string, n int) {
	if s.Progress != nil {
		s.Progress(stage, n)
	}
}

// extractAtOnce is the number of documents whose extractions are written at
// once, and extractAhead how many such parts are fetched together.
const (
	extractAtOnce = 1000
	extractAhead  = 4
)

// Extract reads the documents that this version of the rules has not read.
func (s *Stages) Extract(ctx context.Context) error {
	for {
		docs, err := s.DB.Unextracted(ctx, ExtractorVersion, extractAtOnce*extractAhead)
		if err != nil || len(docs) == 0 {
			return err
		}
		if err := s.extractParts(ctx, docs); err != nil {
			return err
		}
	}
}

// extractParts reads documents part by part. One part is written while the
// next is read: there is one writer at a time, which placing copies often holds.
func (s *Stages) extractParts(ctx context.Context, docs []credence.Document) error {
	g, ctx := errgroup.WithContext(ctx)
	done := make(chan []credence.Extraction)
	g.Go(func() error {
		defer close(done)
		for part := range slices.Chunk(docs, extractAtOnce) {
			read, err := s.extractAll(ctx, part)
			if err != nil {
				return err
			}
			select {
			case done <- read:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	g.Go(func() error {
		for part := range done {
			if err := s.DB.SaveExtractions(ctx, ExtractorVersion, part); err != nil {
				return err
			}
			s.progress("reading", len(part))
		}
		return nil
	})
	return g.Wait()
}

// extractAll reads documents with several workers; the result is in order. When
// ctx ends it gives up at once: a worker that is at a long document then ends
// with it, and what it read is thrown away.
func (s *Stages) extractAll(ctx context.Context, docs []credence.Document) ([]credence.Extraction, error) {
	out := make([]credence.Extraction, len(docs))
	var wait sync.WaitGroup
	next := make(chan int)
	for range max(1, s.Workers) {
		wait.Go(func() {
			for i := range next {
				out[i] = s.Extractor.Extract(docs[i])
			}
		})
	}
	go func() {
		defer close(next)
		for i := range docs {
			select {
			case next <- i:
			case <-ctx.Done():
				return
			}
		}
	}()
	done := make(chan struct{})
	go func() { wait.Wait(); close(done) }()
	select {
	case <-done:
	case <-ctx.Done():
	}
	if err := ctx.Err(); err != nil {
		return nil, err // some may not have been read
	}
	return out, nil
}

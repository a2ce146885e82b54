package cli

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/lexicon"
	"github.com/credence-project/credence/syndication"
)

// stages wires the stages of the pipeline on a store.
func (e *env) stages(db *store.DB) (*pipeline.Stages, error) {
	x, err := extractor()
	if err != nil {
		return nil, err
	}
	owners, err := e.publishers()
	if err != nil {
		return nil, err
	}
	return &pipeline.Stages{DB: db, Extractor: x, Actors: lexicon.Actors(), Workers: e.conf.Workers, Publishers: owners}, nil
}

// publishers is the registry of who owns which outlet, with the table of the
// user if there is one.
func (e *env) publishers() (*syndication.Registry, error) {
	if e.conf.Owners == "" {
		return syndication.Default(), nil
	}
	f, err := os.Open(e.conf.Owners)
	if err != nil {
		return nil, fmt.Errorf("CREDENCE_OWNERS: %w", err)
	}
	defer f.Close()
	r, err := syndication.NewRegistry(f)
	var bad *credence.InputError
	if errors.As(err, &bad) {
		return nil, &credence.InputError{Name: e.conf.Owners + ", " + bad.Name, Reason: bad.Reason}
	}
	return r, err
}

// derive runs the stages that are due, with progress for a person.
func (e *env) derive(ctx context.Context, s *pipeline.Stages) error {
	b := e.newBar("reading")
	defer b.done()
	s.Progress = func(stage string, n int) { b.add(stage, n) }
	return s.Derive(ctx)
}

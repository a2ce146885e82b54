package cli

import (
	"context"

	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/lexicon"
)

// stages wires the stages of the pipeline on a store.
func (e *env) stages(db *store.DB) (*pipeline.Stages, error) {
	x, err := extractor()
	if err != nil {
		return nil, err
	}
	return &pipeline.Stages{DB: db, Extractor: x, Actors: lexicon.Actors(), Workers: e.conf.Workers}, nil
}

// derive runs the stages that are due, with progress for a person.
func (e *env) derive(ctx context.Context, db *store.DB) error {
	s, err := e.stages(db)
	if err != nil {
		return err
	}
	b := e.newBar("reading")
	defer b.done()
	s.Progress = func(stage string, n int) { b.add(stage, n) }
	return s.Derive(ctx)
}

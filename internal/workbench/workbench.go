// Package workbench is what an analyst does: look at claims, enter and accept
// evidence, judge as of a time, and write the result down. It stands between
// the doors and the store; everything it judges is a pure function of what the
// store held at a time.
//
// Begin with [New] and [Workbench.Assess].
package workbench

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/store"
)

// Workbench works on one store with one set of tables.
type Workbench struct {
	DB        *store.DB
	Stages    *pipeline.Stages // gathers claims again from what was known at a time
	Tables    *assess.Tables
	Yardstick string // of the probability words, "" for the first of the table
	Draws     int    // behind an interval; 0 is the default
	Changes   *Changes
	Intake    *Intake   // takes in what people hand in
	Publisher Publisher // who hands exports on

	sheets sheetShelf
	desk   deskShelf
	cases  caseShelf
	names  nameShelf
	hooked atomic.Int64 // hooks in force
}

// New gives a workbench on the store of the stages, with the shipped tables.
func New(s *pipeline.Stages, yardstick string) *Workbench {
	w := &Workbench{DB: s.DB, Stages: s, Tables: assess.Default(), Yardstick: yardstick, Changes: &Changes{}}
	w.Intake = newIntake(w)
	return w
}

// AsOf is a moment to look from: what could be known by Known, as far as it
// was entered by Recorded. A zero Recorded means everything entered until now.
type AsOf struct{ Known, Recorded time.Time }

// Mark is a word that becomes another with everything that is kept here, by
// whatever program: what was given after it was asked for holds as long as it
// is the same.
func (w *Workbench) Mark(ctx context.Context) (string, error) {
	m, err := w.DB.Mark(ctx)
	return m.String(), err
}

// rulingPrior is the ruling that chooses a prior set; its subjects are a
// claim, a set and a theatre.
const rulingPrior = "prior"

// claim finds a claim by its identifier or the beginning of it, or by a whole
// identifier that it had before.
func (w *Workbench) claim(ctx context.Context, id string) (credence.Claim, error) {
	c, err := w.DB.Claim(ctx, credence.ClaimID(id))
	if !errors.Is(err, credence.ErrNotFound) {
		return c, err
	}
	whole, err := w.DB.Resolve(ctx, id)
	if errors.Is(err, credence.ErrNotFound) {
		return w.renamed(ctx, credence.ClaimID(id))
	}
	if err != nil {
		return c, err
	}
	return w.DB.Claim(ctx, credence.ClaimID(whole))
}

// Package workbench is what an analyst does: look at claims, enter and accept
// evidence, judge as of a time, and write the result down. It stands between
// the doors and the store; everything it judges is a pure function of what the
// store held at a time.
//
// Begin with [Workbench.Assess].
package workbench

import (
	"context"
	"fmt"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/internal/store"
)

// Workbench works on one store with one set of tables.
type Workbench struct {
	DB        *store.DB
	Tables    *assess.Tables
	Extractor string // version of the extraction rules behind what the store derived
	Yardstick string // of the probability words
	Draws     int    // behind an interval; 0 is the default
}

// AsOf is a moment to look from: what could be known by Known, as far as it
// was entered by Recorded. A zero Recorded means everything entered until now.
type AsOf struct{ Known, Recorded time.Time }

// Names of rulings.
const (
	rulingPrior = "prior" // subjects: a claim, a prior set, a theatre
)

// resolveClaim finds a claim by its identifier or the beginning of it.
func (w *Workbench) resolveClaim(ctx context.Context, id string) (credence.Claim, error) {
	c, err := w.DB.Claim(ctx, credence.ClaimID(id))
	if err != nil {
		return c, fmt.Errorf("claim %s: %w", id, err)
	}
	return c, nil
}

// New gives a workbench on a store with the shipped tables. Yardstick names
// the probability words, "" for the first of the table.
func New(db *store.DB, yardstick string) *Workbench {
	return &Workbench{DB: db, Tables: assess.Default(), Yardstick: yardstick}
}

package cli

import (
	"context"
	"os"
	"path/filepath"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/workbench"
)

// bench is the workbench on a store, with the settings of this run.
func (e *env) bench(db *store.DB) (*workbench.Workbench, error) {
	s, err := e.stages(db)
	if err != nil {
		return nil, err
	}
	w := workbench.New(s, e.conf.Words)
	w.Publisher.Program = version()
	return w, nil
}

// loadCase puts a case into a store as a dossier and reads its reports.
func (e *env) loadCase(ctx context.Context, db *store.DB, dossier *casebook.Case) (credence.Claim, error) {
	bench, err := e.bench(db)
	if err != nil {
		return credence.Claim{}, err
	}
	claim, err := bench.LoadCase(ctx, dossier, "Credence casebook", e.now())
	if err != nil {
		return claim, err
	}
	return claim, e.derive(ctx, bench.Stages)
}

// withTemporaryStore opens a store in a folder that is removed at the end.
func (e *env) withTemporaryStore(ctx context.Context, do func(*store.DB) error) error {
	dir, err := os.MkdirTemp("", "credence")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	db, err := store.Open(ctx, filepath.Join(dir, "case.db"), store.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	return do(db)
}

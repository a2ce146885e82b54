package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/workbench"
)

// withBench opens the workbench on the store that is there.
func (e *env) withBench(ctx context.Context, do func(*workbench.Workbench) error) error {
	return e.withStore(ctx, func(db *store.DB) error { return e.onBench(db, do) })
}

// withNewBench opens the workbench on the store, which is made if there is none.
func (e *env) withNewBench(ctx context.Context, do func(*workbench.Workbench) error) error {
	return e.withNewStore(ctx, func(db *store.DB) error { return e.onBench(db, do) })
}

func (e *env) onBench(db *store.DB, do func(*workbench.Workbench) error) error {
	w, err := e.bench(db)
	if err != nil {
		return err
	}
	return do(w)
}

// moment reads what --as-of and --recorded say.
func (e *env) moment(asOf, recorded string) (workbench.AsOf, error) {
	var at workbench.AsOf
	var err error
	if at.Known, err = parseAsOf(asOf, e.now()); err != nil {
		return at, usageError{fmt.Errorf("--as-of: %w", err)}
	}
	if recorded != "" {
		if at.Recorded, err = parseAsOf(recorded, e.now()); err != nil {
			return at, usageError{fmt.Errorf("--recorded: %w", err)}
		}
	}
	return at, nil
}

// act is who changes something now, and why.
func (e *env) act(reason string) (workbench.Act, error) {
	if strings.TrimSpace(reason) == "" {
		return workbench.Act{}, usageError{errors.New("--reason: every change needs one")}
	}
	if e.conf.By == "" {
		return workbench.Act{}, usageError{errors.New("--by: every change needs a name")}
	}
	return workbench.Act{By: e.conf.By, At: e.now(), Reason: reason}, nil
}

package cli

import (
	"context"
	"fmt"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/syndication"
)

func ruleCommand(e *env) *cobra.Command {
	var reason string
	c := &cobra.Command{
		Use:   "rule",
		Short: "rule that two mentions are of one event, or two documents go back to one text, or not; list and undo rulings",
		Args:  cobra.ArbitraryArgs,
		RunE:  subcommandOnly,
	}
	for _, kind := range []struct{ use, short, events, texts string }{
		{"same ID ID", "two mentions are one event, or two documents go back to one text, whatever the machine found", pipeline.RulingSame, string(syndication.Same)},
		{"apart ID ID", "two mentions are two events, or two documents are two texts", pipeline.RulingApart, string(syndication.NotSame)},
	} {
		c.AddCommand(&cobra.Command{
			Use: kind.use, Short: kind.short, Args: arguments(2, 2),
			RunE: func(cmd *cobra.Command, args []string) error {
				return e.rule(cmd.Context(), store.Ruling{Subjects: args, Reason: reason}, kind.events, kind.texts)
			},
		})
	}
	c.AddCommand(&cobra.Command{
		Use: "undo RULING", Short: "take a ruling back", Args: arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return e.rule(cmd.Context(), store.Ruling{Undoes: args[0], Reason: reason}, "", "")
		},
	}, &cobra.Command{
		Use: "list", Short: "list the rulings in force", Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return e.withStore(cmd.Context(), func(db *store.DB) error { return e.listRulings(cmd.Context(), db) })
		},
	})
	c.PersistentFlags().StringVar(&reason, "reason", "", "why; needed for every ruling")
	return c
}

// rule lays down a ruling; what it is called depends on whether its subjects
// turn out to be mentions of events or documents.
func (e *env) rule(ctx context.Context, r store.Ruling, events, texts string) error {
	if r.Reason == "" {
		return usageError{fmt.Errorf("--reason: every ruling needs one")}
	}
	return e.withStore(ctx, func(db *store.DB) error {
		s, err := e.stages(db)
		if err != nil {
			return err
		}
		r.By, r.At = e.conf.By, e.now()
		if r.Undoes != "" {
			held, err := findRuling(ctx, db, r.Undoes)
			if err != nil {
				return err
			}
			r.What, r.Subjects, r.Undoes = held.What, held.Subjects, held.ID
		}
		for i := range r.Subjects {
			if r.Subjects[i], err = db.Resolve(ctx, r.Subjects[i]); err != nil {
				return err
			}
		}
		if r.What == "" {
			r.What = events
			if credence.ValidID("d", r.Subjects[0]) {
				r.What = texts
			}
		}
		r, err = s.Rule(ctx, r)
		if err == nil {
			fmt.Fprintln(e.out, r.ID)
		}
		return err
	})
}

func findRuling(ctx context.Context, db *store.DB, prefix string) (store.Ruling, error) {
	id, err := db.Resolve(ctx, prefix)
	if err != nil {
		return store.Ruling{}, err
	}
	held, err := db.Rulings(ctx, store.RulingQuery{})
	for _, h := range held {
		if h.ID == id {
			return h, err
		}
	}
	if err == nil {
		err = fmt.Errorf("ruling %s: %w", prefix, credence.ErrNotFound)
	}
	return store.Ruling{}, err
}

func (e *env) listRulings(ctx context.Context, db *store.DB) error {
	held, err := db.Rulings(ctx, store.RulingQuery{})
	if err != nil {
		return err
	}
	t := e.table("RULING", "WHAT", "BY", "AT", "REASON")
	for _, r := range held {
		t.AppendRow(table.Row{r.ID, r.What, r.By, r.At.Format("2006-01-02 15:04"), r.Reason})
	}
	e.render(t, len(held), "")
	return nil
}

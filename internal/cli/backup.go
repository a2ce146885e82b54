package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
)

func backupCommand(e *env) *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "write a copy of the store to a new file; others may go on working meanwhile",
		Args:  arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return e.withStore(cmd.Context(), func(db *store.DB) error {
				if err := db.Backup(cmd.Context(), args[0]); err != nil {
					return err
				}
				fmt.Fprintf(e.err, "the store as it was now is in %s; keep it where others cannot read it\n", args[0])
				return nil
			})
		},
	}
}

func restoreCommand(e *env) *cobra.Command {
	var force bool
	c := &cobra.Command{
		Use:   "restore FILE",
		Short: "make the store from a backup, after checking it",
		Long: "Checks the backup and makes the store from it, where there is none. With --force a store that\n" +
			"is there is moved aside first; nothing may be working on it then.",
		Args: arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error { return e.restore(cmd.Context(), args[0], force) },
	}
	c.Flags().BoolVar(&force, "force", false, "move a store that is there aside")
	return c
}

func (e *env) restore(ctx context.Context, backup string, force bool) error {
	if st, err := os.Stat(backup); err != nil || st.IsDir() {
		return &credence.InputError{Name: backup, Reason: "is no backup: no such file"}
	}
	if err := os.MkdirAll(filepath.Dir(e.conf.DB), 0o700); err != nil {
		return err
	}
	if !force {
		if err := store.Restore(ctx, backup, e.conf.DB); err != nil {
			return err
		}
	} else {
		aside, err := store.RestoreOver(ctx, backup, e.conf.DB)
		if aside != "" {
			fmt.Fprintf(e.err, "the store that was there is now %s\n", aside)
		}
		if err != nil {
			return err
		}
	}
	fmt.Fprintf(e.err, "restored to %s\n", e.conf.DB)
	return nil
}

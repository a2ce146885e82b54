package cli

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/credence-project/credence/internal/workbench"
)

func showCommand(e *env) *cobra.Command {
	var original bool
	var purpose string
	c := &cobra.Command{
		Use:   "show ID",
		Short: "show a document, incident, claim, statement or mention as JSON; the beginning of an ID is enough",
		Long: "Names of people stand in it only where the naming gate is open, as on the pages; title, text and\n" +
			"address of a document stay as they were published.",
		Args: arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return e.withBench(cmd.Context(), func(w *workbench.Workbench) error {
				if original {
					return e.showOriginal(cmd.Context(), w, args[0], purpose)
				}
				return e.show(cmd.Context(), w, args[0])
			})
		},
	}
	c.Flags().BoolVar(&original, "original", false, "of a document: the bytes it was taken from; needs --purpose")
	c.Flags().StringVar(&purpose, "purpose", "", "what the original is read for; it is written down with who reads it and when")
	return c
}

func (e *env) show(ctx context.Context, w *workbench.Workbench, prefix string) error {
	thing, err := w.Shown(ctx, prefix)
	if err != nil {
		return err
	}
	out := json.NewEncoder(e.out)
	out.SetIndent("", " ")
	return out.Encode(thing)
}

func (e *env) showOriginal(ctx context.Context, w *workbench.Workbench, document, purpose string) error {
	if strings.TrimSpace(purpose) == "" {
		return usageError{errors.New("--purpose: no original is read without one")}
	}
	act, err := e.act(purpose)
	if err != nil {
		return err
	}
	o, err := w.Original(ctx, document, act)
	if err != nil {
		return err
	}
	_, err = io.Copy(e.out, o)
	return err
}

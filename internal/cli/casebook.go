package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/casebook"
)

func casebookCommand(e *env) *cobra.Command {
	c := &cobra.Command{Use: "casebook", Short: "replay reference cases and score the answers", Args: cobra.ArbitraryArgs, RunE: subcommandOnly}
	c.AddCommand(casebookRunCommand(e), casebookScoreCommand(e))
	return c
}

func casebookRunCommand(e *env) *cobra.Command {
	var out string
	var textOnly bool
	c := &cobra.Command{
		Use:   "run DIR --out DIR",
		Short: "judge every case of a folder at the times when something became known",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if out == "" {
				return usageError{fmt.Errorf("--out: name a folder for the answers")}
			}
			return e.casebookRun(cmd.Context(), os.DirFS(args[0]), out, textOnly)
		},
	}
	c.Flags().StringVar(&out, "out", "", "folder for the answers, one file for each case")
	c.Flags().BoolVar(&textOnly, "text-only", false, "leave the coded evidence aside; propose all of it from the report texts")
	return c
}

func (e *env) casebookRun(ctx context.Context, folder fs.FS, out string, textOnly bool) error {
	cases, err := casebook.ReadFolder(folder)
	if err != nil {
		return err
	}
	if len(cases) == 0 {
		return &credence.InputError{Name: "casebook run", Reason: "the folder holds no case"}
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	replay := casebook.Replay{Details: casebook.Tested}
	if textOnly {
		replay.Evidence = casebook.FromTexts
	}
	for _, c := range cases {
		if err := ctx.Err(); err != nil {
			return err
		}
		answer, err := replay.Run(c)
		if err != nil {
			return err
		}
		b, err := answer.Write()
		if err != nil {
			return fmt.Errorf("case %s: %w", c.ID, err)
		}
		if err := os.WriteFile(filepath.Join(out, c.ID+".json"), b, 0o644); err != nil {
			return err
		}
	}
	fmt.Fprintf(e.err, "%d cases judged\n", len(cases))
	return nil
}

func casebookScoreCommand(e *env) *cobra.Command {
	var cases string
	var perCase bool
	c := &cobra.Command{
		Use:   "score DIR",
		Short: "score the answers in a folder against the findings of the cases",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			folder := casebook.Folder()
			if cases != "" {
				folder = os.DirFS(cases)
			}
			scores, err := casebookScore(folder, os.DirFS(args[0]))
			if err != nil {
				return err
			}
			scores.Report(e.out)
			if perCase {
				fmt.Fprintln(e.out)
				scores.ReportFindings(e.out)
			}
			return nil
		},
	}
	c.Flags().StringVar(&cases, "cases", "", "folder of the cases with their answer keys; the built-in ones if not given")
	c.Flags().BoolVar(&perCase, "per-case", false, "also one line for each finding")
	return c
}

func casebookScore(folder, answers fs.FS) (casebook.Scores, error) {
	cases, err := casebook.ReadFolder(folder)
	if err != nil {
		return casebook.Scores{}, err
	}
	if _, err := fs.Stat(answers, "."); err != nil {
		return casebook.Scores{}, &credence.InputError{Name: "answers", Reason: reason(err), Err: err}
	}
	marked := make([]casebook.Marked, 0, len(cases))
	for _, c := range cases {
		key, err := casebook.ReadKeyOf(folder, c.ID)
		if err != nil {
			return casebook.Scores{}, err
		}
		answer, err := casebook.ReadOutput(answers, c.ID)
		if err != nil && !errors.Is(err, credence.ErrNotFound) { // a missing answer counts as wrong
			return casebook.Scores{}, err
		}
		marked = append(marked, casebook.Marked{Case: c, Key: key, Output: answer})
	}
	return casebook.Score(marked, assess.Default()), nil
}

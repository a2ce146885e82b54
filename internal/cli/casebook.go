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
	c := &cobra.Command{Use: "casebook", Short: "replay reference cases, score the answers, look a case file over", Args: cobra.ArbitraryArgs, RunE: subcommandOnly}
	c.AddCommand(casebookRunCommand(e), casebookScoreCommand(e), casebookLintCommand(e))
	return c
}

func casebookRunCommand(e *env) *cobra.Command {
	var out string
	var textOnly bool
	c := &cobra.Command{
		Use:   "run DIR --out DIR",
		Short: "judge every case of a folder at the times when something became known",
		Args:  arguments(1, 1),
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
	cases, refused, err := casebook.ReadFolder(folder)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	replay := casebook.Replay{Details: casebook.Tested}
	if textOnly {
		replay.Evidence = casebook.FromTexts
	}
	judged := 0
	for _, c := range cases {
		if err := ctx.Err(); err != nil {
			return err
		}
		answer, err := replay.Run(c)
		if err != nil {
			refused = append(refused, err)
			continue
		}
		b, err := answer.Write()
		if err != nil {
			return fmt.Errorf("case %s: %w", c.ID, err)
		}
		if err := os.WriteFile(filepath.Join(out, c.ID+".json"), b, 0o644); err != nil {
			return err
		}
		judged++
	}
	fmt.Fprintf(e.err, "%d cases judged\n", judged)
	return e.reportRefused(refused)
}

// reportRefused names the cases that were left out, with the reason.
func (e *env) reportRefused(refused []error) error {
	if len(refused) == 0 {
		return nil
	}
	for _, r := range refused {
		fmt.Fprintf(e.err, "refused: %v\n", r)
	}
	fmt.Fprintf(e.err, "%d refused\n", len(refused))
	return errReported
}

func casebookLintCommand(e *env) *cobra.Command {
	return &cobra.Command{
		Use:   "lint [DIR]",
		Short: "name what is wrong with the cases of a folder and their answer keys; the built-in ones if none is given",
		Long:  "Looks over each case file and its key: what is missing or refers to nothing, codes and grades\nthat there are not, names before the gate is open, long quotations. Exits with 1 if there are faults.",
		Args:  arguments(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			folder := casebook.Folder()
			if len(args) > 0 {
				folder = os.DirFS(args[0])
			}
			faults, files, err := casebook.LintFolder(folder, assess.Default())
			if err != nil {
				return err
			}
			for _, f := range faults {
				fmt.Fprintln(e.out, f)
			}
			fmt.Fprintf(e.err, "%d case files, %d faults\n", files, len(faults))
			if len(faults) > 0 {
				return errReported
			}
			return nil
		},
	}
}

func casebookScoreCommand(e *env) *cobra.Command {
	var cases string
	var perCase bool
	c := &cobra.Command{
		Use:   "score DIR",
		Short: "score the answers in a folder against the findings of the cases",
		Args:  arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			folder := casebook.Folder()
			if cases != "" {
				folder = os.DirFS(cases)
			}
			scores, refused, err := casebookScore(folder, os.DirFS(args[0]))
			if err != nil {
				return err
			}
			scores.Report(e.out)
			if perCase {
				fmt.Fprintln(e.out)
				scores.ReportFindings(e.out)
			}
			return e.reportRefused(refused)
		},
	}
	c.Flags().StringVar(&cases, "cases", "", "folder of the cases with their answer keys; the built-in ones if not given")
	c.Flags().BoolVar(&perCase, "per-case", false, "also one line for each finding")
	return c
}

// casebookScore scores what it can, and says what it had to leave out. A
// missing or unreadable answer counts as wrong.
func casebookScore(folder, answers fs.FS) (scores casebook.Scores, refused []error, err error) {
	cases, refused, err := casebook.ReadFolder(folder)
	if err != nil {
		return scores, nil, err
	}
	if _, err := fs.Stat(answers, "."); err != nil {
		return scores, nil, &credence.InputError{Name: "answers", Reason: reason(err), Err: err}
	}
	marked := make([]casebook.Marked, 0, len(cases))
	for _, c := range cases {
		key, err := casebook.ReadKeyOf(folder, c.ID)
		if err != nil {
			refused = append(refused, err)
			continue
		}
		answer, err := casebook.ReadOutput(answers, c.ID)
		if err != nil && !errors.Is(err, credence.ErrNotFound) {
			refused = append(refused, err)
		}
		marked = append(marked, casebook.Marked{Case: c, Key: key, Output: answer})
	}
	if len(marked) == 0 {
		return scores, nil, errors.Join(refused...)
	}
	return casebook.Score(marked, assess.Default()), refused, nil
}

package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/internal/workbench"
)

// maxDraftFile is the size of the largest draft that is read, in bytes.
const maxDraftFile = 1 << 20

func lintCommand(e *env) *cobra.Command {
	var claim, asOf, format string
	var persons []string
	c := &cobra.Command{
		Use:   "lint FILE",
		Short: "name each sentence of a draft that says more than the evidence allows; - for standard input",
		Long: "Reads a draft beside the verdict on --claim. Without a claim nothing counts as found. Exits\n" +
			"with 1 if any sentence is named.",
		Args: arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			at, err := e.moment(asOf, "")
			if err != nil {
				return err
			}
			people, err := parsePeople(persons)
			if err != nil {
				return err
			}
			draft, err := e.draft(args[0])
			if err != nil {
				return err
			}
			return e.withBench(cmd.Context(), func(w *workbench.Workbench) error {
				remarks, err := w.Lint(cmd.Context(), claim, draft, people, at)
				if err != nil {
					return err
				}
				return e.printRemarks(args[0], draft, remarks, format)
			})
		},
	}
	c.Flags().StringVar(&claim, "claim", "", "the claim that the draft is about")
	c.Flags().StringVar(&asOf, "as-of", "", "what was known by this date or time; a date means the end of that day")
	c.Flags().StringArrayVar(&persons, "person", nil, "somebody the draft may name, as NAME=STATUS: deceased, convicted, charged, suspected, cleared; may be repeated")
	formatFlag(c, &format, "text", "json")
	return c
}

func parsePeople(list []string) ([]assess.Person, error) {
	var out []assess.Person
	for _, s := range list {
		name, status, ok := strings.Cut(s, "=")
		if !ok || name == "" || status == "" {
			return nil, usageError{fmt.Errorf("--person %s: want NAME=STATUS", s)}
		}
		out = append(out, assess.Person{Name: name, Status: status})
	}
	return out, nil
}

func (e *env) draft(path string) (string, error) {
	if path != "-" {
		b, err := readBounded(path, maxDraftFile)
		return string(b), err
	}
	b, err := io.ReadAll(io.LimitReader(e.in, maxDraftFile+1))
	if len(b) > maxDraftFile {
		return "", &credence.InputError{Name: "standard input", Reason: "larger than is read", Err: credence.ErrTooLarge}
	}
	return string(b), err
}

func (e *env) printRemarks(path, draft string, remarks []assess.Remark, format string) error {
	if format == "json" {
		if err := printLines(e, remarks); err != nil {
			return err
		}
	} else {
		for _, r := range remarks {
			line := 1 + strings.Count(draft[:r.Start], "\n")
			fmt.Fprintf(e.out, "%s:%d: %s: %s\n    %s\n", path, line, r.Rule, r.Why, oneLine(r.Sentence, 200))
		}
	}
	if len(remarks) > 0 {
		return errReported
	}
	return nil
}

package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/workbench"
)

// maxSeriesFile is the size of the largest table that is taken, in bytes.
const maxSeriesFile = 1 << 30

func contextCommand(e *env) *cobra.Command {
	var asOf, recorded, format string
	c := &cobra.Command{
		Use:   "context GROUP",
		Short: "attacks and claims of a group per month; import a table; choose a claim's starting point",
		Long: "Prints what the claims held here and the tables imported count for a group in each month. It\n" +
			"may choose the starting point (the prior) of a verdict and is never scored as evidence.",
		Args: arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			at, err := e.moment(asOf, recorded)
			if err != nil {
				return err
			}
			return e.withBench(cmd.Context(), func(w *workbench.Workbench) error {
				list, err := w.Series(cmd.Context(), args[0], at)
				if err != nil {
					return err
				}
				if format == "json" {
					return printLines(e, list)
				}
				t := e.table("MONTH", "GROUP", "ATTACKS", "CLAIMED", "KILLED", "TABLE")
				rows := 0
				for _, s := range list {
					for _, m := range s.Counts {
						t.AppendRow(table.Row{m.Month, m.Group, m.Attacks, claimedOf(m), m.Killed, s.Table.Name})
						rows++
					}
				}
				e.render(t, rows, "")
				return nil
			})
		},
	}
	c.Flags().StringVar(&asOf, "as-of", "", "the months up to this date")
	c.Flags().StringVar(&recorded, "recorded", "", "leave out tables imported after this date or time")
	formatFlag(c, &format, "text", "json")
	c.AddCommand(contextImportCommand(e), contextPriorCommand(e))
	return c
}

func claimedOf(m credence.GroupMonth) string {
	if m.Told == 0 {
		return "not told"
	}
	return fmt.Sprintf("%d of %d", m.Claims, m.Told)
}

func contextImportCommand(e *env) *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE",
		Short: "count the attacks in a CSV table with the columns of GTD, ACLED or UCDP",
		Args:  arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			b, err := readBounded(args[0], maxSeriesFile)
			if err != nil {
				return err
			}
			return e.withNewBench(cmd.Context(), func(w *workbench.Workbench) error {
				t, added, err := w.ImportSeries(cmd.Context(), filepath.Base(args[0]), b, e.conf.By, e.now())
				if err != nil {
					return err
				}
				held := ""
				if !added {
					held = "; held already"
				}
				fmt.Fprintf(e.err, "%s: %d rows counted, %d passed over, %d months of groups%s\n", t.Format, t.Rows, t.Passed, len(t.Counts), held)
				return nil
			})
		},
	}
}

func contextPriorCommand(e *env) *cobra.Command {
	var reason string
	c := &cobra.Command{
		Use:   "prior CLAIM SET",
		Short: "choose the prior set that a claim is judged from, with the reason",
		Args:  arguments(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			act, err := e.act(reason)
			if err != nil {
				return err
			}
			return e.withBench(cmd.Context(), func(w *workbench.Workbench) error {
				r, err := w.ChoosePrior(cmd.Context(), args[0], args[1], act)
				if err == nil {
					fmt.Fprintln(e.out, r.ID)
				}
				return err
			})
		},
	}
	c.Flags().StringVar(&reason, "reason", "", "why; needed for every change")
	return c
}

// readBounded reads a file that a person named.
func readBounded(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &credence.InputError{Name: path, Reason: reason(err)}
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, &credence.InputError{Name: path, Reason: reason(err)}
	}
	if int64(len(b)) > most {
		return nil, &credence.InputError{Name: path, Reason: "larger than is read", Err: credence.ErrTooLarge}
	}
	return b, nil
}

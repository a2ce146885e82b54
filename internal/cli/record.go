package cli

import (
	"fmt"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"github.com/credence-project/credence/internal/workbench"
)

func recordCommand(e *env) *cobra.Command {
	var asOf, recorded, format string
	c := &cobra.Command{
		Use:   "record CLAIMANT",
		Short: "what became of a claimant's claims: an entry of the register, or one of its names",
		Long: "Sums up the last verdict kept on each claim (assess --keep): how many were upheld,\n" +
			"contradicted or are open, how soon they came, and how many of their details were news and\nright; by year and region, always with how many it rests on.",
		Args: arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			at, err := e.moment(asOf, recorded)
			if err != nil {
				return err
			}
			return e.withBench(cmd.Context(), func(w *workbench.Workbench) error {
				r, err := w.Record(cmd.Context(), args[0], at)
				if err != nil {
					return err
				}
				if format == "json" {
					return printLines(e, []workbench.Record{r})
				}
				e.printRecord(&r)
				return nil
			})
		},
	}
	c.Flags().StringVar(&asOf, "as-of", "", "count the verdicts as of this date or time and before")
	c.Flags().StringVar(&recorded, "recorded", "", "leave out what was entered here after this date or time")
	formatFlag(c, &format, "text", "json")
	return c
}

func (e *env) printRecord(r *workbench.Record) {
	fmt.Fprintf(e.out, "%s: %s.\n", r.Name, r.Record.String())
	if r.NeverKept > 0 {
		fmt.Fprintf(e.out, "Claims held on which no verdict was kept, and which do not count: %d.\n", r.NeverKept)
	}
	standing := "too few settled claims to say"
	if r.Standing != "" {
		standing = r.Standing
	}
	fmt.Fprintf(e.out, "Record of the last 24 months: %s.\n", standing)
	if len(r.Record.By) == 0 {
		return
	}
	t := e.table("YEAR OR REGION", "CLAIMS", "UPHELD", "CAUSE, NO TIE", "CONTRADICTED", "OPEN", "NEWS", "RIGHT")
	for _, p := range r.Record.By {
		q := p.Record
		t.AppendRow(table.Row{p.Name, q.N, q.Upheld, q.Inspired, q.Contradicted, q.Open, fmt.Sprintf("%d of %d", q.News, q.Checkable), fmt.Sprintf("%d of %d", q.NewsRight, q.News)})
	}
	t.Render()
}

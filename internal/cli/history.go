package cli

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/internal/workbench"
)

func historyCommand(e *env) *cobra.Command {
	var asOf, recorded, format string
	c := &cobra.Command{
		Use:   "history CLAIM",
		Short: "the verdicts on a claim: those kept, and how it stood on the days something became known",
		Long: "Prints the verdicts that were kept, each with whether it comes out the same, byte for byte,\n" +
			"when it is judged again from what was held then; and the verdict as of each day that\nchanged it, with what changed.",
		Args: arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			at, err := e.moment(asOf, recorded)
			if err != nil {
				return err
			}
			return e.withBench(cmd.Context(), func(w *workbench.Workbench) error { return e.history(cmd.Context(), w, args[0], at, format) })
		},
	}
	c.Flags().StringVar(&asOf, "as-of", "", "look at what was known by this date or time; a date means the end of that day")
	c.Flags().StringVar(&recorded, "recorded", "", "leave out what was entered here after this date or time")
	formatFlag(c, &format, "text", "json")
	return c
}

func (e *env) history(ctx context.Context, w *workbench.Workbench, claim string, at workbench.AsOf, format string) error {
	kept, err := w.Kept(ctx, claim, at)
	if err != nil {
		return err
	}
	if format == "json" {
		return printLines(e, kept)
	}
	b, err := w.Assess(ctx, claim, at)
	if err != nil {
		return err
	}
	if len(kept) > 0 {
		t := e.table("KEPT", "AS OF", "RECORDED", "LEADING", "ENOUGH TO SAY?", "AGAIN")
		for _, k := range kept {
			again := "differs"
			if k.Same {
				again = "the same"
			}
			t.AppendRow(table.Row{k.ID, stamp(k.Assessment.AsOf), stamp(k.Recorded), leading(&k.Assessment), k.Assessment.Sufficiency, again})
		}
		t.Render()
		fmt.Fprintln(e.out)
	}
	t := e.table("AS OF", "LEADING", "ENOUGH TO SAY?")
	for _, s := range b.History {
		t.AppendRow(table.Row{stamp(s.AsOf), fmt.Sprintf("%s: %s", s.Top.H, assess.Phrase(s.Top.Probability)), s.Sufficiency})
	}
	t.AppendRow(table.Row{stamp(b.Assessment.AsOf), leading(&b.Assessment), b.Assessment.Sufficiency})
	t.Render()
	for _, s := range b.History {
		e.printChange(stamp(s.AsOf), s.Changed)
	}
	e.printChange(stamp(b.Assessment.AsOf), b.Changed)
	return nil
}

func (e *env) printChange(when string, lines []string) {
	if len(lines) > 0 {
		fmt.Fprintf(e.out, "\n%s\n", when)
		printPoints(e.out, lines)
	}
}

func printPoints(w io.Writer, lines []string) {
	for _, l := range lines {
		fmt.Fprintf(w, "  * %s\n", l)
	}
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04") }

// leading is the leading rung of a verdict with its probability in words.
func leading(a *credence.Assessment) string {
	for _, r := range a.Rungs {
		if r.H == a.Top {
			return fmt.Sprintf("%s: %s", r.H, assess.Phrase(r.Probability))
		}
	}
	return string(a.Top)
}

func poolCommand(e *env) *cobra.Command {
	var asOf, recorded, format, dissent string
	c := &cobra.Command{
		Use:   "pool CLAIM",
		Short: "join the codings of several analysts: the pooled ladder, its range, where they differ",
		Long: "Judges the claim once for each analyst, from what that analyst added, accepted and rejected,\n" +
			"and joins the results by the mean of the log odds. Answers added with --coding count here only.",
		Args: arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			at, err := e.moment(asOf, recorded)
			if err != nil {
				return err
			}
			return e.withBench(cmd.Context(), func(w *workbench.Workbench) error {
				if dissent != "" {
					if err := w.Dissent(cmd.Context(), args[0], workbench.Act{By: e.conf.By, At: e.now(), Reason: dissent}); err != nil {
						return err
					}
				}
				p, err := w.Pool(cmd.Context(), args[0], at)
				if err != nil {
					return err
				}
				if format == "json" {
					return printLines(e, []assess.Pooled{p})
				}
				e.printPool(&p)
				return nil
			})
		},
	}
	c.Flags().StringVar(&asOf, "as-of", "", "look at what was known by this date or time; a date means the end of that day")
	c.Flags().StringVar(&recorded, "recorded", "", "leave out what was entered here after this date or time")
	c.Flags().StringVar(&dissent, "dissent", "", "record that you do not share the verdict, and why")
	formatFlag(c, &format, "text", "json")
	return c
}

func (e *env) printPool(p *assess.Pooled) {
	if len(p.Analysts) == 0 {
		fmt.Fprintln(e.err, "no analyst has answered anything yet")
		return
	}
	fmt.Fprintf(e.out, "%d analysts: %s\n", len(p.Analysts), strings.Join(p.Analysts, ", "))
	if p.Split {
		fmt.Fprintln(e.out, "They do not agree on what leads.")
	}
	t := e.table("RUNG", "POOLED", "MEAN", "LEAST", "MOST")
	for _, r := range p.Rungs {
		mark := ""
		if r.H == p.Top {
			mark = " leads"
		}
		t.AppendRow(table.Row{string(r.H) + mark, credence.Percent(r.P), credence.Percent(r.Linear), credence.Percent(r.Least), credence.Percent(r.Most)})
	}
	t.Render()
	for _, d := range p.Points {
		fmt.Fprintf(e.out, "\n%s %s\n", d.Code, d.Question)
		for _, name := range slices.Sorted(maps.Keys(d.Answers)) {
			answer := d.Answers[name]
			if answer == "" {
				answer = "no answer"
			}
			fmt.Fprintf(e.out, "  * %s: %s\n", name, answer)
		}
	}
	for _, d := range p.Dissents {
		fmt.Fprintf(e.out, "\n%s dissents: %s\n", d.Analyst, d.Dissent)
	}
}

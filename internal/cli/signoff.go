package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"github.com/credence-project/credence/internal/workbench"
)

func signOffCommand(e *env) *cobra.Command {
	var reason, asOf string
	c := &cobra.Command{
		Use:   "sign-off CLAIM",
		Short: "answer, as a second person, for a verdict that concerns somebody living; without --reason: say how it stands",
		Long: "A verdict in connection with which a living person is named is handed on only after somebody\n" +
			"signed off who neither made a decision it rests on nor hands it on. A signature holds for the\n" +
			"verdict as it is; when the verdict moves it needs another.",
		Args: arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			at, err := e.moment(asOf, "")
			if err != nil {
				return err
			}
			return e.withBench(cmd.Context(), func(w *workbench.Workbench) error {
				if reason == "" {
					return e.showClearance(cmd.Context(), w, args[0], at)
				}
				act, err := e.act(reason)
				if err != nil {
					return err
				}
				act.Known = at.Known
				s, err := w.SignOff(cmd.Context(), args[0], act)
				if err == nil {
					fmt.Fprintf(e.err, "%s signed off (%s)\n", s.By, s.ID)
				}
				return err
			})
		},
	}
	c.Flags().StringVar(&reason, "reason", "", "why you answer for it")
	c.Flags().StringVar(&asOf, "as-of", "", "the verdict as of this date or time; a date means the end of that day")
	return c
}

func (e *env) showClearance(ctx context.Context, w *workbench.Workbench, claim string, at workbench.AsOf) error {
	c, err := w.Clearance(ctx, claim, at, e.conf.By)
	if err != nil {
		return err
	}
	fmt.Fprintln(e.out, c.Why)
	if len(c.Deciders) > 0 {
		fmt.Fprintf(e.out, "The verdict rests on decisions of %s.\n", strings.Join(c.Deciders, ", "))
	}
	if len(c.People) == 0 {
		return nil
	}
	t := e.table("named as an attacker", "status", "says")
	for _, p := range c.People {
		t.AppendRow(table.Row{p.Name, p.Status, p.By})
	}
	t.Render()
	return nil
}

func personCommand(e *env) *cobra.Command {
	var reason string
	c := &cobra.Command{
		Use:   "person CLAIM NAME STATUS",
		Short: "say how somebody stands who is named as an attacker: deceased, convicted, charged, suspected, cleared, unidentified",
		Args:  arguments(3, 3),
		RunE: func(cmd *cobra.Command, args []string) error {
			act, err := e.act(reason)
			if err != nil {
				return err
			}
			return e.withBench(cmd.Context(), func(w *workbench.Workbench) error {
				r, err := w.RulePerson(cmd.Context(), args[0], args[1], args[2], act)
				if err == nil {
					fmt.Fprintf(e.err, "laid down (%s); credence rule undo takes it back\n", r.ID)
				}
				return err
			})
		},
	}
	c.Flags().StringVar(&reason, "reason", "", "why; needed")
	return c
}

package cli

import (
	"encoding/json"
	"fmt"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
)

func claimsCommand(e *env) *cobra.Command {
	var format string
	var q store.ClaimQuery
	c := &cobra.Command{
		Use:   "claims",
		Short: "list the claims of responsibility, newest first",
		Args:  arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return e.withStore(cmd.Context(), func(db *store.DB) error {
				claims, next, err := db.Claims(cmd.Context(), q)
				if err != nil {
					return err
				}
				if format == "json" {
					return printLines(e, claims)
				}
				t := e.table("CLAIM", "CLAIMANT", "WHEN", "CHANNEL", "DETAILS", "REPORTS", "INCIDENT")
				for _, c := range claims {
					t.AppendRow(table.Row{c.ID, c.Claimant, dated(c.At), c.Channel, len(c.Details), len(c.Quotes), c.Incident})
				}
				e.render(t, len(claims), next)
				return nil
			})
		},
	}
	c.Flags().StringVar(&q.ClaimantID, "claimant", "", "only of this entry of the register, such as islamic-state")
	pageFlags(c, &q.Limit, &q.After)
	formatFlag(c, &format, "text", "json")
	return c
}

func incidentsCommand(e *env) *cobra.Command {
	var format string
	var q store.IncidentQuery
	c := &cobra.Command{
		Use:   "incidents",
		Short: "list the incidents that the documents report",
		Args:  arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return e.withStore(cmd.Context(), func(db *store.DB) error {
				incidents, next, err := db.Incidents(cmd.Context(), q)
				if err != nil {
					return err
				}
				if format == "json" {
					return printLines(e, incidents)
				}
				t := e.table("INCIDENT", "DATE", "TYPE", "PLACE", "KILLED", "REPORTS")
				for _, in := range incidents {
					t.AppendRow(table.Row{in.ID, days(in.Date), in.Type, where(in.Place), count(in.Killed), len(in.Mentions)})
				}
				e.render(t, len(incidents), next)
				return nil
			})
		},
	}
	c.Flags().StringVar(&q.Country, "country", "", "only in this country, such as GB")
	pageFlags(c, &q.Limit, &q.After)
	formatFlag(c, &format, "text", "json")
	return c
}

func pageFlags(c *cobra.Command, limit *int, after *string) {
	c.Flags().IntVar(limit, "limit", 50, "how many to show")
	c.Flags().StringVar(after, "after", "", "go on after this page")
}

// table starts a table for a person.
func (e *env) table(head ...any) table.Writer {
	t := table.NewWriter()
	t.SetOutputMirror(e.out)
	t.SetStyle(table.StyleLight)
	t.Style().Options.DrawBorder = false
	t.Style().Options.SeparateColumns = false
	t.AppendHeader(table.Row(head))
	return t
}

// render prints a table, and says when there is nothing or more.
func (e *env) render(t table.Writer, rows int, next string) {
	if rows == 0 {
		fmt.Fprintln(e.err, "none held")
		return
	}
	t.Render()
	if next != "" {
		fmt.Fprintf(e.err, "more with --after %s\n", next)
	}
}

func printLines[T any](e *env, list []T) error {
	out := json.NewEncoder(e.out)
	for _, v := range list {
		if err := out.Encode(v); err != nil {
			return err
		}
	}
	return nil
}

func days(v credence.Interval) string {
	switch {
	case v.IsZero():
		return "?"
	case v.From.IsZero():
		return "by " + v.To.Format("2006-01-02")
	case v.To.IsZero() || v.To.Sub(v.From).Hours() < 25:
		return v.From.Format("2006-01-02")
	}
	return v.From.Format("2006-01-02") + " to " + v.To.Format("2006-01-02")
}

func where(p credence.PlaceMention) string {
	switch {
	case p.Name == "":
		return p.Country
	case p.Country == "":
		return p.Name
	}
	return p.Name + ", " + p.Country
}

func count(n credence.Number) string {
	switch {
	case n.IsZero():
		return ""
	case n.Max == 0 && n.Min > 0:
		return fmt.Sprintf("%d+", n.Min)
	case n.Max > n.Min:
		return fmt.Sprintf("%d-%d", n.Min, n.Max)
	}
	return fmt.Sprint(n.Min)
}

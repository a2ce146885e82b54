package cli

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
)

func searchCommand(e *env) *cobra.Command {
	var format string
	q := store.SearchQuery{}
	c := &cobra.Command{
		Use:   "search WORDS",
		Short: `search the documents: words, "phrases", prefix*, and after -- also -without`,
		Args:  arguments(1, many),
		RunE: func(cmd *cobra.Command, args []string) error {
			return e.withStore(cmd.Context(), func(db *store.DB) error {
				q.Words = strings.Join(args, " ")
				hits, err := db.Search(cmd.Context(), q)
				if err != nil {
					return err
				}
				return e.printHits(hits, format)
			})
		},
	}
	c.Flags().StringVar(&q.Outlet, "outlet", "", "only of this outlet")
	c.Flags().StringVar(&q.Lang, "lang", "", "only in this language")
	c.Flags().IntVar(&q.Limit, "limit", 20, "how many to show")
	c.Flags().BoolVar(&q.Newest, "newest", false, "newest first")
	formatFlag(c, &format, "text", "json")
	return c
}

func (e *env) printHits(hits store.Hits, format string) error {
	for _, h := range hits.Hits {
		d := h.Document
		if format == "json" {
			d.Text = ""
			if err := json.NewEncoder(e.out).Encode(struct {
				credence.Document
				Score   float64        `json:"score"`
				Excerpt credence.Quote `json:"excerpt"`
			}{d, h.Score, h.Excerpt}); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(e.out, "%s  %s\n    %s\n    %s\n", d.ID, heading(&d), dated(d.Published), oneLine(h.Excerpt.Text, 200))
	}
	if len(hits.Hits) == 0 {
		fmt.Fprintln(e.err, "nothing found")
	}
	return nil
}

// heading names a document by outlet and title, or its address.
func heading(d *credence.Document) string {
	switch {
	case d.Title != "" && d.Outlet != "":
		return d.Outlet + ": " + d.Title
	case d.Title != "":
		return d.Title
	case d.URL != "":
		return d.URL
	}
	return strings.TrimSpace(d.Outlet + " " + d.Name)
}

func dated(v credence.Interval) string {
	switch {
	case v.IsZero():
		return "no date"
	case v.From.IsZero():
		return "by " + v.To.Format("2006-01-02 15:04") + " UTC (" + v.Basis + ")"
	case v.To.Sub(v.From).Hours() > 23:
		return v.From.Format("2006-01-02") + " (" + v.Basis + ")"
	}
	return v.From.Format("2006-01-02 15:04") + " UTC (" + v.Basis + ")"
}

// oneLine makes one line of s with at most n bytes, cut between words.
func oneLine(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= n {
		return s
	}
	if i := strings.LastIndexByte(s[:n], ' '); i > 0 {
		n = i
	}
	return s[:n] + " …"
}

package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/workbench"
)

func assessCommand(e *env) *cobra.Command {
	a := assessment{env: e}
	c := &cobra.Command{
		Use:   "assess CLAIM",
		Short: "judge a claim as of a time and print the brief",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 || (len(args) == 1) == (a.caseFile != "") {
				return errors.New("name one claim, or a case with --case")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if a.caseFile != "" {
				return a.ofCase(cmd.Context())
			}
			return e.withStore(cmd.Context(), func(db *store.DB) error { return a.print(cmd.Context(), db, args[0]) })
		},
	}
	c.Flags().StringVar(&a.caseFile, "case", "", "judge the case in this file, without touching the store")
	c.Flags().StringVar(&a.asOf, "as-of", "", "what was known by this date or time; a date means the end of that day")
	c.Flags().StringVar(&a.since, "since", "", "say instead what changed since this date or time, and why")
	c.Flags().StringVar(&a.recorded, "recorded", "", "leave out what was entered here after this date or time")
	c.Flags().BoolVar(&a.keep, "keep", false, "keep the verdict in the history of the claim, and tell the hooks if it is another")
	formatFlag(c, &a.format, "text", "json", "md", "html", "stix", "claimreview", "gtd")
	return c
}

// assessment is one call of the command.
type assessment struct {
	*env
	caseFile, asOf, since, recorded, format string
	keep                                    bool
}

func (a *assessment) print(ctx context.Context, db *store.DB, claim string) error {
	at, err := a.moment(a.asOf, a.recorded)
	if err != nil {
		return err
	}
	bench, err := a.bench(db)
	if err != nil {
		return err
	}
	if a.keep && a.recorded != "" {
		return usageError{errors.New("--keep: keeps the verdict on what is entered by now; leave out --recorded")}
	}
	if a.since != "" {
		return a.printChanges(ctx, bench, claim, at)
	}
	b, err := bench.Assess(ctx, claim, at)
	if err != nil {
		return err
	}
	var out bytes.Buffer // before anything is kept: handing it on may be refused
	if err := a.render(ctx, &out, bench, b, at); err != nil {
		return err
	}
	if a.keep {
		act, err := a.act("kept with credence assess")
		if err != nil {
			return err
		}
		act.Known = at.Known
		if _, _, err := bench.KeepVerdict(ctx, claim, act); err != nil {
			return err
		}
	}
	if _, err = out.WriteTo(a.out); err != nil || a.caseFile != "" {
		return err
	}
	return a.warn(ctx, bench, claim, at)
}

// warn says on the side if what was printed may not be handed on as it is.
func (a *assessment) warn(ctx context.Context, bench *workbench.Workbench, claim string, at workbench.AsOf) error {
	err := bench.ExportAllowed(ctx, claim, at, a.conf.By)
	var why *credence.InputError
	if errors.As(err, &why) {
		fmt.Fprintf(a.err, "For reading, not to be handed on yet. %s\n", why.Reason)
		return nil
	}
	return err
}

// render writes the verdict in the form asked for. In the forms of others it
// leaves the house, and is written as it may be handed on.
func (a *assessment) render(ctx context.Context, w *bytes.Buffer, bench *workbench.Workbench, b *brief.Brief, at workbench.AsOf) error {
	switch a.format {
	case "stix", "claimreview", "gtd":
		id := string(b.Assessment.Claim.ID)
		var out workbench.Exported
		var err error
		if a.caseFile != "" {
			out, err = bench.ExportCase(ctx, id, a.format, at)
		} else {
			out, err = bench.Export(ctx, id, a.format, at, workbench.Act{By: a.conf.By, At: a.now()})
		}
		w.Write(out.Body)
		return err
	}
	return writeBrief(w, b, a.format)
}

// printChanges says what changed between two moments.
func (a *assessment) printChanges(ctx context.Context, bench *workbench.Workbench, claim string, at workbench.AsOf) error {
	known, err := parseAsOf(a.since, a.now())
	since := workbench.AsOf{Known: known, Recorded: at.Recorded}
	switch {
	case err != nil:
		return usageError{fmt.Errorf("--since: %w", err)}
	case !since.Known.Before(at.Known):
		return usageError{errors.New("--since: want a time before --as-of")}
	case a.keep || a.format != "text" && a.format != "json":
		return usageError{errors.New("--since: says what changed as text or json, and keeps nothing")}
	}
	change, err := bench.Compare(ctx, claim, since, at)
	if err != nil {
		return err
	}
	if a.format == "json" {
		return printLines(a.env, []assess.Change{change})
	}
	fmt.Fprintf(a.out, "From %s to %s:\n", stamp(change.From), stamp(change.To))
	printPoints(a.out, change.Lines)
	return nil
}

// ofCase judges a case file in a store of its own that is gone afterwards.
func (a *assessment) ofCase(ctx context.Context) error {
	f, err := os.Open(a.caseFile)
	if err != nil {
		return fmt.Errorf("case %s: %s", a.caseFile, reason(err))
	}
	defer f.Close()
	dossier, err := casebook.Read(f, a.caseFile)
	if err != nil {
		return err
	}
	return a.withTemporaryStore(ctx, func(db *store.DB) error {
		claim, err := a.loadCase(ctx, db, dossier)
		if err != nil {
			return err
		}
		return a.print(ctx, db, string(claim.ID))
	})
}

func writeBrief(w io.Writer, b *brief.Brief, format string) error {
	switch format {
	case "json":
		out := json.NewEncoder(w)
		out.SetIndent("", " ")
		return out.Encode(b.Assessment)
	case "md":
		return brief.Markdown(w, b)
	case "html":
		return brief.HTML(w, b)
	}
	return brief.Text(w, b)
}

// parseAsOf reads a time given by a person. A date means the end of that day;
// nothing means now.
func parseAsOf(s string, now time.Time) (time.Time, error) {
	if s == "" {
		return now.UTC(), nil
	}
	v, err := credence.ParseTime(s)
	return v.To, err
}

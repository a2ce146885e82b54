package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/workbench"
)

func exportCommand(e *env) *cobra.Command {
	x := export{env: e}
	all, several := workbench.Forms()
	c := &cobra.Command{
		Use:   "export [CLAIM...]",
		Short: "hand a verdict on: as a dossier that checks itself, or in the forms of others",
		Long: "Writes the verdict on a claim as of a time to standard output, or to --out. Without a claim it\n" +
			"writes all of them, in the forms that hold several: " + strings.Join(several, ", ") + ".\n" +
			"A dossier (bundle) goes to a file named after the claim. A verdict that concerns a living person\n" +
			"needs the signature of a second one first: credence sign-off.",
		RunE: func(cmd *cobra.Command, args []string) error {
			if x.format == "bundle" && x.out == "-" && e.terminal {
				return usageError{errors.New("--out: a dossier is no text; name a file")}
			}
			if len(args) != 1 && !slices.Contains(several, x.format) {
				return usageError{fmt.Errorf("--format %s: name one claim", x.format)}
			}
			return e.withBench(cmd.Context(), func(w *workbench.Workbench) error { return x.run(cmd.Context(), w, args) })
		},
	}
	formatFlag(c, &x.format, slices.Concat([]string{"bundle"}, slices.DeleteFunc(all, func(s string) bool { return s == "bundle" }))...)
	c.Flags().StringVar(&x.asOf, "as-of", "", "what was known by this date or time; a date means the end of that day")
	c.Flags().StringVar(&x.recorded, "recorded", "", "leave out what was entered here after this date or time")
	c.Flags().StringVar(&x.out, "out", "", "file to write to; - for standard output")
	x.publisherFlags(c)
	return c
}

// export is one call of the command.
type export struct {
	*env
	asOf, recorded, format, out string
	publisher                   workbench.Publisher
}

func (x *export) publisherFlags(c *cobra.Command) {
	c.Flags().StringVar(&x.publisher.Name, "publisher", "", "who publishes, as the export says it")
	c.Flags().StringVar(&x.publisher.Site, "site", "", "address of the publisher")
	c.Flags().StringVar(&x.publisher.Pages, "pages", "", "address below which the claims are published")
}

func (x *export) run(ctx context.Context, w *workbench.Workbench, claims []string) error {
	at, err := x.moment(x.asOf, x.recorded)
	if err != nil {
		return err
	}
	if len(claims) == 0 {
		if claims, err = everyClaim(ctx, w); err != nil {
			return err
		}
	}
	x.publisher.Program = w.Publisher.Program
	w.Publisher = x.publisher
	out, faults, err := w.ExportAll(ctx, claims, x.format, at, workbench.Act{By: x.conf.By, At: x.now()})
	if err != nil {
		return err
	}
	for _, f := range faults {
		fmt.Fprintf(x.err, "left out: %v\n", f)
	}
	if out.Name != "" {
		if err := x.write(&out); err != nil {
			return err
		}
	}
	if len(faults) > 0 {
		return errReported
	}
	return nil
}

func (x *export) write(out *workbench.Exported) error {
	path := x.out
	if path == "" && x.format == "bundle" {
		path = out.Name
	}
	if path == "" || path == "-" {
		_, err := x.env.out.Write(out.Body)
		return err
	}
	err := writeFile(path, func(f *os.File) error { _, err := f.Write(out.Body); return err })
	if err == nil {
		fmt.Fprintf(x.err, "written to %s\n", path)
	}
	return err
}

// everyClaim lists all claims, newest first.
func everyClaim(ctx context.Context, w *workbench.Workbench) ([]string, error) {
	var ids []string
	for after := ""; ; {
		page, next, err := w.DB.Claims(ctx, store.ClaimQuery{After: after, Limit: 1000})
		if err != nil {
			return nil, err
		}
		for _, c := range page {
			ids = append(ids, string(c.ID))
		}
		if after = next; next == "" {
			return ids, nil
		}
	}
}

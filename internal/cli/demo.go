package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/workbench"
)

// demoCase is the dossier that the demo shows, and the dates at which the
// verdict is looked at: the day of the claim, the police statement that found
// no association, and the end of the inquest.
const demoCase = "london-westminster-2017"

var demoDates = []string{"2017-03-23T23:59Z", "2017-03-27T23:59Z", "2018-10-12T23:59Z"}

func demoCommand(e *env) *cobra.Command {
	var out string
	c := &cobra.Command{
		Use:   "demo",
		Short: "judge the built-in Westminster dossier at three dates",
		Long: "Loads the built-in dossier of the Westminster attack of March 2017 into a store of its own,\n" +
			"prints the brief as of three dates so that one sees the verdict move, and writes it as\n" +
			"HTML pages. Needs nothing and asks nobody. What was judged in that store before is kept; a store\n" +
			"that another version of the program made is set aside.",
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return e.demo(cmd.Context(), out) },
	}
	c.Flags().StringVar(&out, "out", "credence-demo", "folder for the pages and the store")
	return c
}

func (e *env) demo(ctx context.Context, out string) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	path := filepath.Join(out, "demo.db")
	db, claim, err := e.demoStore(ctx, path)
	if err != nil {
		return err
	}
	defer db.Close()
	bench, err := e.bench(db)
	if err != nil {
		return err
	}
	var pages []string
	for i, date := range demoDates {
		at, err := parseAsOf(date, e.now())
		if err != nil {
			return err
		}
		b, err := bench.Assess(ctx, string(claim.ID), workbench.AsOf{Known: at})
		if err != nil {
			return err
		}
		if i > 0 {
			fmt.Fprint(e.out, "\n\n", strings.Repeat("#", 96), "\n\n")
		}
		if err := brief.Text(e.out, b); err != nil {
			return err
		}
		page := filepath.Join(out, "westminster-"+at.Format(time.DateOnly)+".html")
		if err := writeFile(page, func(f *os.File) error { return brief.HTML(f, b) }); err != nil {
			return err
		}
		pages = append(pages, page)
	}
	fmt.Fprintf(e.err, "\nThe same as pages:\n")
	for _, p := range pages {
		fmt.Fprintf(e.err, "  %s\n", p)
	}
	fmt.Fprintf(e.err, "\nAny other date:\n  %s assess %s --db %s --as-of 2017-03-25\n", called(), claim.ID, path)
	fmt.Fprintf(e.err, "\nIn a browser, why it is so, with a slider for the date and everything it rests on:\n  %s serve --db %s\nand open\n  http://%s/claims/%s\n",
		called(), path, usualAddress, claim.ID)
	return nil
}

// demoStore opens the store of the demo with its dossier. One that holds
// another version of it is set aside, since what people judged may rest on it.
func (e *env) demoStore(ctx context.Context, path string) (*store.DB, credence.Claim, error) {
	dossier, err := casebook.Embedded(demoCase)
	if err != nil {
		return nil, credence.Claim{}, err
	}
	open := func() (*store.DB, credence.Claim, error) {
		db, err := store.Open(ctx, path, store.Options{})
		if err != nil {
			return nil, credence.Claim{}, err
		}
		claim, err := e.loadCase(ctx, db, dossier)
		if err != nil {
			db.Close()
		}
		return db, claim, err
	}
	db, claim, err := open()
	if !errors.Is(err, workbench.ErrOtherDossier) {
		return db, claim, err
	}
	if _, err := os.Stat(path + "-wal"); err == nil {
		return nil, claim, &credence.InputError{Name: path, Reason: "was made by another version of the program and is open elsewhere; stop that first"}
	}
	aside := strings.TrimSuffix(path, ".db") + "-until-" + e.now().UTC().Format("20060102-150405") + ".db"
	if err := os.Rename(path, aside); err != nil {
		return nil, claim, err
	}
	fmt.Fprintf(e.err, "The store was made by another version of the program; it is kept as %s.\n", aside)
	return open()
}

// called is the program as it was called, so that a line can be run as it stands.
func called() string {
	if name := os.Args[0]; strings.ContainsRune(name, filepath.Separator) && !filepath.IsAbs(name) {
		return name
	}
	return "credence"
}

func writeFile(path string, write func(*os.File) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// Command casebook measures the judgement over a folder of reference cases:
// our scores beside those of the published arithmetic and of the prior alone.
//
//	go run ./bench/casebook -in casebook/cases [-out DIR] [-json FILE] [-per-case]
//
// With -out it writes one output file per case, as casebook run does.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/casebook"
)

func main() {
	var o options
	flag.StringVar(&o.in, "in", "casebook/cases", "folder of case files")
	flag.StringVar(&o.out, "out", "", "folder for the output files")
	flag.StringVar(&o.json, "json", "", "file for the scores")
	flag.StringVar(&o.tables, "tables", "", "folder of tables that replace shipped ones")
	flag.IntVar(&o.draws, "draws", assess.DefaultDraws, "Monte Carlo draws")
	flag.BoolVar(&o.perCase, "per-case", false, "print one line for each finding")
	flag.BoolVar(&o.published, "published", false, "use the published arithmetic, without refinements")
	flag.Parse()
	if err := o.run(); err != nil {
		fmt.Fprintln(os.Stderr, "casebook:", err)
		os.Exit(1)
	}
}

type options struct {
	in, out, json, tables string
	draws                 int
	perCase, published    bool
}

func (o *options) run() error {
	tables, err := load(o.tables)
	if err != nil {
		return err
	}
	used := tables
	if o.published {
		used = tables.Published()
	}
	ours, err := measure(o.in, o.out, o.draws, used)
	if err != nil {
		return err
	}
	ours.Report(os.Stdout)
	if o.perCase {
		fmt.Println()
		ours.ReportFindings(os.Stdout)
	}
	if err := writeJSON(o.json, &ours); err != nil || o.published {
		return err
	}
	reference, err := measure(o.in, "", o.draws, tables.Published())
	if err != nil {
		return err
	}
	fmt.Println("\nbeside the published arithmetic and the prior alone")
	compare(&ours, &reference)
	return nil
}

func writeJSON(path string, s *casebook.Scores) error {
	if path == "" {
		return nil
	}
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, b, 0o644)
}

func load(user string) (*assess.Tables, error) {
	if user == "" {
		return assess.Default(), nil
	}
	return assess.Load(os.DirFS(user))
}

// measure replays every case of a folder and scores the outputs.
func measure(in, out string, draws int, tables *assess.Tables) (casebook.Scores, error) {
	folder := os.DirFS(in)
	cases, refused, err := casebook.ReadFolder(folder)
	if err := errors.Join(append(refused, err)...); err != nil {
		return casebook.Scores{}, err
	}
	marked := make([]casebook.Marked, 0, len(cases))
	for _, c := range cases {
		o, err := casebook.Replay{Tables: tables, Draws: draws}.Run(c)
		if err != nil {
			return casebook.Scores{}, err
		}
		if err := write(out, &o); err != nil {
			return casebook.Scores{}, err
		}
		key, err := casebook.ReadKeyOf(folder, c.ID)
		if err != nil {
			return casebook.Scores{}, err
		}
		marked = append(marked, casebook.Marked{Case: c, Key: key, Output: &o})
	}
	return casebook.Score(marked, tables), nil
}

func write(folder string, o *casebook.Output) error {
	if folder == "" {
		return nil
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	b, err := o.Write()
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, o.Case+".json"), b, 0o644)
}

func compare(ours, reference *casebook.Scores) {
	fmt.Printf("%-24s %-26s %-26s %s\n", "top-1 Brier bits", "ours", "published arithmetic", "prior only")
	row := func(name string, a, b map[string]casebook.Ladder) {
		cell := func(l casebook.Ladder) string { return fmt.Sprintf("%s %s %s", l.Top1, l.Brier, l.Log) }
		fmt.Printf("%-24s %-26s %-26s %s\n", name, cell(a["system"]), cell(b["system"]), cell(a["prior_only"]))
	}
	row("all dates", ours.Labelled, reference.Labelled)
	row("final date", ours.Final, reference.Final)
	for _, name := range []string{"claim+24h", "claim+72h", "claim+30d"} {
		row(name+" against final", ours.Early[name], reference.Early[name])
	}
	fmt.Printf("%-24s %-26s %-26s\n", "open findings overcalled", ours.Open.Over, reference.Open.Over)
}

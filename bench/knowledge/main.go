// Command knowledge measures the knowledge test and the judgement from report
// texts alone. It reads case files and writes one output file per case in the
// form that the scorers of the case pack read. The answer key of a case file
// is left out when it is read.
//
//	go run ./bench/knowledge -cases DIR -out DIR
//
// With -why every detail comes with its reason and every proposal with its
// rule, for looking at mistakes; scorers ignore these fields.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/knowledge"
)

func main() {
	cases := flag.String("cases", "../shared/data/casebook/dev", "folder of case files")
	out := flag.String("out", "", "folder for the output, made if absent")
	why := flag.Bool("why", false, "add reasons, rules and quotations")
	draws := flag.Int("draws", 0, "draws behind an interval; 0 for the usual number")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*cases, *out, *draws, *why); err != nil {
		fmt.Fprintln(os.Stderr, "knowledge:", err)
		os.Exit(1)
	}
}

// output is a casebook output with what led to it.
type output struct {
	casebook.Output
	Tests    []credence.DetailTest `json:"tests,omitempty"`
	Proposed []credence.Evidence   `json:"proposed,omitempty"`
}

func run(cases, out string, draws int, why bool) error {
	files, err := filepath.Glob(filepath.Join(cases, "*.json"))
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return fmt.Errorf("%s: no case files", cases)
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for _, name := range files {
		if err := one(name, out, draws, why); err != nil {
			return err
		}
	}
	fmt.Fprintf(os.Stderr, "%d cases written to %s\n", len(files), out)
	return nil
}

func one(name, out string, draws int, why bool) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	c, err := casebook.Read(f, name)
	if err != nil {
		return err
	}
	o := output{}
	o.Output, err = casebook.Replay{Evidence: casebook.FromTexts, Details: casebook.Tested, Draws: draws}.Run(c)
	if err != nil {
		return err
	}
	if why {
		for i := range c.Claims {
			o.Tests = append(o.Tests, knowledge.Test(c.Question(i, time.Time{}))...)
		}
		if o.Proposed, err = casebook.FromTexts(c, time.Time{}); err != nil {
			return err
		}
	}
	b, err := json.MarshalIndent(o, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, c.ID+".json"), append(b, '\n'), 0o644)
}

// Command eval prints the quality numbers of the issues as one table: it runs
// the measuring programs of this repository on the shared development data and
// reads what the scorers that lie there say of their output. The scorers need
// Python 3; what cannot be run is named with its reason.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"text/tabwriter"
)

func main() {
	shared := flag.String("shared", "../shared", "the shared development data")
	out := flag.String("out", "out/eval", "folder for outputs and scores")
	flag.Parse()
	if err := run(*shared, *out); err != nil {
		fmt.Fprintln(os.Stderr, "eval:", err)
		os.Exit(1)
	}
}

// measure is a row of the table. Path leads to the number in the scores; a
// function of the scores is used where it has to be computed.
type measure struct {
	name string
	want string
	of   func(scores) (float64, bool)
}

type scores map[string]any

// task makes one set of scores.
type task struct {
	name     string
	run      func(e *evaluation) (scores, error)
	measures []measure
}

type evaluation struct{ data, out string }

func run(shared, out string) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	e := &evaluation{data: filepath.Join(shared, "data"), out: out}
	if _, err := os.Stat(e.data); err != nil {
		return fmt.Errorf("%s: the development data is not there", e.data)
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "measure\tnow\tto reach")
	failed := 0
	for _, t := range tasks {
		fmt.Fprintf(w, "%s\t\t\n", strings.ToUpper(t.name))
		s, err := t.run(e)
		if err != nil {
			fmt.Fprintf(w, "  not measured: %v\t\t\n", err)
			failed++
			continue
		}
		for _, m := range t.measures {
			v, ok := m.of(s)
			if !ok {
				fmt.Fprintf(w, "  %s\tmissing\t%s\n", m.name, m.want)
				failed++
				continue
			}
			fmt.Fprintf(w, "  %s\t%s\t%s\n", m.name, short(v), m.want)
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if failed > 0 {
		return fmt.Errorf("%d numbers could not be measured", failed)
	}
	return nil
}

func short(v float64) string {
	if v > 1.5 {
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.3f", v)
}

// at reads the number at a path of keys.
func at(path ...string) func(scores) (float64, bool) {
	return func(s scores) (float64, bool) {
		var v any = map[string]any(s)
		for _, k := range path {
			m, ok := v.(map[string]any)
			if !ok {
				return 0, false
			}
			v = m[k]
		}
		f, ok := v.(float64)
		return f, ok
	}
}

// slotF is the F measure of a MUC-4 slot row.
func slotF(row string) func(scores) (float64, bool) {
	return func(s scores) (float64, bool) {
		r, okR := at("rows", row, "REC")(s)
		p, okP := at("rows", row, "PRE")(s)
		if !okR || !okP || r+p == 0 {
			return 0, okR && okP
		}
		return 2 * r * p / (r + p), true
	}
}

// gorun runs a program of this repository and keeps what it prints.
func (e *evaluation) gorun(file string, args ...string) (string, error) {
	path := filepath.Join(e.out, file)
	f, err := os.Create(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	cmd := exec.Command("go", append([]string{"run"}, args...)...)
	cmd.Stdout, cmd.Stderr = f, os.Stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%s: %w", args[0], err)
	}
	return path, f.Close()
}

// score runs a scorer, which prints JSON or writes it to the file.
func (e *evaluation) score(file string, args ...string) (scores, error) {
	cmd := exec.Command("python3", args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", args[0], err)
	}
	if file == "" {
		file = filepath.Join(e.out, "scores.json")
		if err := os.WriteFile(file, out, 0o644); err != nil {
			return nil, err
		}
	}
	return readScores(file)
}

func readScores(file string) (scores, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var s scores
	if err := json.Unmarshal(b, &s); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return s, nil
}

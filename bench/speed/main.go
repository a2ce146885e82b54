// Command speed prints the speed numbers of the issues as one table: the
// stages in memory on one core, and the whole program taking in a large
// collection, with the memory it holds. Machines are noisy; the ratio to a
// copy of the bytes in the same run says more than the figure alone.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"text/tabwriter"
)

func main() {
	shared := flag.String("shared", "../shared", "the shared development data")
	out := flag.String("out", "out/speed", "folder for what is made")
	documents := flag.Int("documents", 100_000, "documents of the large collection; 0 leaves it out")
	flag.Parse()
	if err := run(*shared, *out, *documents); err != nil {
		fmt.Fprintln(os.Stderr, "speed:", err)
		os.Exit(1)
	}
}

// figure is a row of the table.
type figure struct{ name, now, want string }

func run(shared, out string, documents int) error {
	runtime.GOMAXPROCS(1)
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	texts, err := readTexts(filepath.Join(shared, "data", "muc4", "dev.txt"))
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "measure\tnow\tto reach")
	for _, stage := range []func([]string) ([]figure, error){extraction, signatures, judgement} {
		rows, err := stage(texts)
		if err != nil {
			return err
		}
		for _, r := range rows {
			fmt.Fprintf(w, "%s\t%s\t%s\n", r.name, r.now, r.want)
		}
	}
	if documents > 0 {
		rows, err := collection(texts, out, documents)
		if err != nil {
			return err
		}
		for _, r := range rows {
			fmt.Fprintf(w, "%s\t%s\t%s\n", r.name, r.now, r.want)
		}
	}
	return w.Flush()
}

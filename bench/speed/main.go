// Command speed prints the speed numbers of the issues as one table: the
// stages in memory on one core, the whole program taking in a large collection,
// with the memory it holds, and the pages under twenty readers. Machines are noisy; the ratio to a
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
	l := load{}
	flag.IntVar(&l.documents, "pages", 100_000, "documents in the store of the load test of the pages; 0 leaves it out")
	flag.IntVar(&l.alone, "alone", 40, "pages of each kind that one reader looks at first, for the CPU each takes; 0 leaves it out")
	flag.IntVar(&l.requests, "requests", 6000, "requests of the load test without a pause")
	flag.Float64Var(&l.minutes, "minutes", 1.5, "how long the load test goes on with pauses")
	flag.StringVar(&l.program, "program", "bin/credence", "the built program")
	alone := flag.Bool("pages-only", false, "the load test of the pages and nothing else")
	flag.Parse()
	l.out = *out
	if err := run(*shared, *documents, l, *alone); err != nil {
		fmt.Fprintln(os.Stderr, "speed:", err)
		os.Exit(1)
	}
}

// figure is a row of the table.
type figure struct{ name, now, want string }

func run(shared string, documents int, l load, alone bool) error {
	if err := os.MkdirAll(l.out, 0o755); err != nil {
		return err
	}
	texts, err := readTexts(filepath.Join(shared, "data", "muc4", "dev.txt"))
	if err != nil {
		return err
	}
	if !alone {
		if err := stages(texts, l, documents); err != nil {
			return err
		}
	}
	if l.documents == 0 {
		return nil
	}
	return pages(texts, l)
}

// stages prints the table of the stages, on one core, and of the collection.
func stages(texts []string, l load, documents int) error {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
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
		rows, err := collection(texts, l, documents)
		if err != nil {
			return err
		}
		for _, r := range rows {
			fmt.Fprintf(w, "%s\t%s\t%s\n", r.name, r.now, r.want)
		}
	}
	return w.Flush()
}

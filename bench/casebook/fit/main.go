// Command fit re-estimates the penalties of the code list from reference
// cases: it minimises the log score plus a ridge towards the published values,
// and tests the result on the family of claimants that was left out. It prints
// whether that helps; the shipped table stays the published one unless it
// clearly does.
//
//	go run ./bench/casebook/fit [-in casebook/cases] [-out codes.json]
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"slices"

	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/casebook"
)

func main() {
	in := flag.String("in", "casebook/cases", "folder of case files with answer keys")
	out := flag.String("out", "", "file for the fitted code list")
	steps := flag.Int("steps", 4, "steps of the descent")
	flag.Parse()
	if err := run(*in, *out, *steps); err != nil {
		fmt.Fprintln(os.Stderr, "fit:", err)
		os.Exit(1)
	}
}

// ridges are the weights of the pull towards the published values that are
// tried: bits for a mean square distance of one deciban on one penalty.
var ridges = []float64{0.003, 0.01, 0.03}

// margin is the gain in bits, on families left out, from which a fit is said
// to help. It is about one standard error of the mean over the findings.
const margin = 0.05

func run(in, out string, steps int) error {
	rows, err := read(in)
	if err != nil {
		return err
	}
	families := familiesOf(rows)
	base := assess.Default()
	published := score(base, rows)
	fmt.Printf("%d findings of %d families; published table: %s\n", len(rows), len(families), published)
	fmt.Println("by family, and without the refinements of the arithmetic, none of which is fitted")
	for _, f := range families {
		mine := of(rows, f, true)
		fmt.Printf("  %-14s n %2d  %s   without: %s\n", f, len(mine), score(base, mine), score(base.Published(), mine))
	}
	best, gain := 0.0, math.Inf(-1)
	for _, ridge := range ridges {
		var left []outcome
		for _, f := range families {
			fitted := fit(of(rows, f, false), ridge, steps)
			left = append(left, outcomes(fitted.tables(), of(rows, f, true))...)
		}
		held := sum(left)
		fmt.Printf("ridge %.3f: families left out %s\n", ridge, held)
		if g := published.bits - held.bits; g > gain {
			best, gain = ridge, g
		}
	}
	fmt.Printf("best ridge %.3f: %+.3f bits on families left out, against %.3f needed\n", best, gain, margin)
	if gain < margin {
		fmt.Println("the fit does not clearly help: keep the published table")
	} else {
		fmt.Println("the fit helps on these cases: look at it before using it")
	}
	if out == "" {
		return nil
	}
	b, err := json.MarshalIndent(fit(rows, best, steps).tables().Codes, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(out, append(b, '\n'), 0o644)
}

// row is one labelled finding.
type row struct {
	family string
	input  assess.Input
	truth  int
	codes  map[string]bool // answers that the case holds, "K01.none"
}

func read(in string) ([]row, error) {
	folder := os.DirFS(in)
	cases, refused, err := casebook.ReadFolder(folder)
	if err := errors.Join(append(refused, err)...); err != nil {
		return nil, err
	}
	var out []row
	for _, c := range cases {
		key, err := casebook.ReadKeyOf(folder, c.ID)
		if err != nil {
			return nil, err
		}
		for _, f := range key.Findings {
			truth := slices.Index([]string{"H1", "H2", "H3", "H4", "H5", "H6", "H7"}, f.Hypothesis)
			if truth < 0 {
				continue
			}
			input, err := casebook.Replay{}.Input(c, f.AsOf.AsOf())
			if err != nil {
				return nil, err
			}
			codes := make(map[string]bool)
			for _, e := range input.Evidence {
				codes[e.Code+"."+e.Value] = true
			}
			out = append(out, row{c.Family, input, truth, codes})
		}
	}
	return out, nil
}

func familiesOf(rows []row) []string {
	var out []string
	for _, r := range rows {
		if !slices.Contains(out, r.family) {
			out = append(out, r.family)
		}
	}
	slices.Sort(out)
	return out
}

// of gives the findings of a family, or those of all others.
func of(rows []row, family string, same bool) []row {
	var out []row
	for _, r := range rows {
		if (r.family == family) == same {
			out = append(out, r)
		}
	}
	return out
}

// outcome is how one finding was met.
type outcome struct {
	bits, brier float64
	hit         bool
}

func outcomes(t *assess.Tables, rows []row) []outcome {
	out := make([]outcome, len(rows))
	for i, r := range rows {
		p, err := assess.Posterior(t, r.input)
		if err != nil {
			continue // read has judged the same evidence
		}
		o := outcome{bits: -math.Log2(math.Max(p[r.truth], 1e-6)), hit: true}
		for h, x := range p {
			o.hit = o.hit && x <= p[r.truth]
			if h == r.truth {
				x--
			}
			o.brier += x * x
		}
		out[i] = o
	}
	return out
}

// summary is the mean over findings.
type summary struct{ top1, brier, bits float64 }

func (s summary) String() string {
	return fmt.Sprintf("top-1 %.3f Brier %.3f log %.3f bits", s.top1, s.brier, s.bits)
}

func sum(list []outcome) summary {
	var s summary
	n := math.Max(float64(len(list)), 1)
	for _, o := range list {
		s.bits += o.bits / n
		s.brier += o.brier / n
		if o.hit {
			s.top1 += 1 / n
		}
	}
	return s
}

func score(t *assess.Tables, rows []row) summary { return sum(outcomes(t, rows)) }

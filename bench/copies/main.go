// Command copies measures how well copies are found. It makes syndicated
// variants of development texts by stated transformations at three strengths,
// and pairs that look alike and are no copies, with fixed seeds; groups them
// with package syndication and with the classical baselines; and prints pair
// precision and recall and B-cubed F1.
//
//	go run ./bench/copies [-in ../shared/data] [-half b] [-seed 1] [-table together]
//
// Parameters of the package were chosen on half a of the texts; half b is for
// reporting.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/syndication"
)

func main() {
	in := flag.String("in", "../shared/data", "folder of the development texts")
	half := flag.String("half", "b", "half of the texts: a (for choosing parameters) or b (for reporting)")
	seed := flag.Uint64("seed", 1, "seed of the variants")
	all := flag.Bool("baselines", true, "also run the baselines")
	table := flag.String("table", "", "print one table only: transformations, traps or together")
	file := flag.String("json", "", "also write our own numbers to this file")
	show := flag.Int("errors", 0, "show so many errors of each kind")
	flag.Parse()
	m := &measurement{seed: *seed, show: *show, methods: []method{ours}, scores: map[string]figures{}}
	if *all {
		m.methods = append(m.methods, baselines...)
	}
	err := run(os.Stdout, *in, *half, m, *table)
	if err == nil && *file != "" {
		err = m.write(*file)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "copies:", err)
		os.Exit(1)
	}
}

// method groups texts: equal labels mean one group.
type method struct {
	name  string
	group func(c *collection) []int
}

var ours = method{"syndication", func(c *collection) []int { return c.ours() }}

var baselines = []method{
	{"Jaccard .5", onTexts(byJaccard(.5))},
	{"Jaccard .8", onTexts(byJaccard(.8))},
	{"MinHash .5", onTexts(byMinHash(25, 5))},
	{"MinHash .8", onTexts(byMinHash(11, 11))},
}

func onTexts(group func([]string) []int) func(*collection) []int {
	return func(c *collection) []int {
		texts := make([]string, len(c.docs))
		for i, d := range c.docs {
			texts[i] = d.Text
		}
		return group(texts)
	}
}

// collection is documents with the truth about them.
type collection struct {
	docs  []credence.Document
	truth []int
	kind  []string // of each document, for showing errors
	index *syndication.Index
}

func (c *collection) add(it item, label int, kind string) int {
	n := len(c.docs)
	d := credence.Document{Name: fmt.Sprintf("%s#%d", it.id, n), Text: it.text(), Title: it.title}
	outlet := fmt.Sprintf("outlet%d.example", n%200)
	if it.publisher != "" {
		outlet = it.publisher + ".example"
	}
	d.URL = fmt.Sprintf("https://%s/%d", outlet, n)
	d.ID = d.Identify()
	c.docs = append(c.docs, d)
	c.truth = append(c.truth, label)
	c.kind = append(c.kind, kind)
	return n
}

func (c *collection) ours() []int {
	ctx := context.Background()
	c.index = syndication.NewIndex()
	ids := make([]credence.DocumentID, len(c.docs))
	for i, d := range c.docs {
		ids[i] = d.ID
		if _, err := c.index.Add(ctx, d); err != nil {
			panic(err) // memory does not fail
		}
	}
	groups, err := c.index.Groups(ctx, ids, true)
	if err != nil {
		panic(err)
	}
	label := map[credence.DocumentID]int{}
	for n, g := range groups {
		for _, m := range g.Members {
			label[m.Document] = n
		}
	}
	out := make([]int, len(c.docs))
	for i, d := range c.docs {
		out[i] = label[d.ID]
	}
	return out
}

// measurement is what the tables are made from.
type measurement struct {
	seed         uint64
	mine, others []item
	natural      []int // labels of mine
	methods      []method
	show         int
	scores       map[string]figures // our own, by the name of the row
}

// figures are what a row says of us: of a trap, the share of pairs joined.
type figures struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	B3        float64 `json:"b3"`
	Joined    float64 `json:"joined"`
}

func (m *measurement) write(file string) error {
	b, err := json.MarshalIndent(m.scores, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(b, '\n'), 0o644)
}

// tables are printed in this order.
var tables = []struct {
	name  string
	print func(m *measurement, w *tabwriter.Writer)
}{
	{"transformations", (*measurement).transformations},
	{"traps", (*measurement).traps},
	{"together", (*measurement).together},
}

func run(w io.Writer, in, half string, m *measurement, table string) error {
	items, err := readItems(in)
	if err != nil {
		return err
	}
	m.mine, m.others, m.natural = halves(items, half)
	began := time.Now()
	fmt.Fprintf(w, "%d texts, half %s, seed %d; %d of them are copies of others as they stand\n", len(m.mine), half, m.seed, naturalCount(m.natural))
	for _, t := range tables {
		if table != "" && table != t.name {
			continue
		}
		fmt.Fprintln(w)
		tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		t.print(m, tw)
		tw.Flush()
	}
	fmt.Fprintf(os.Stderr, "%s\n", time.Since(began).Round(time.Second))
	return nil
}

func (m *measurement) transformations(w *tabwriter.Writer) {
	fmt.Fprint(w, "transformation\tstrength")
	m.head(w, ": P\tR\tB3")
	for _, t := range transformations {
		for level, strength := range t.strengths {
			if level > 0 && strength == t.strengths[0] {
				continue
			}
			fmt.Fprintf(w, "%s\t%g %s", t.name, strength, t.unit)
			m.row(w, fmt.Sprintf("%s, %g", t.name, strength), variants(newStudio(m.seed, m.others), t, strength, m.mine, m.natural))
		}
	}
}

func (m *measurement) traps(w *tabwriter.Writer) {
	fmt.Fprint(w, "trap\tpairs")
	m.head(w, " joined")
	for _, t := range traps {
		trapRow(w, t, newStudio(m.seed, m.others), m)
	}
}

// together prints how all variants at medium strength and all traps fare in
// one collection.
func (m *measurement) together(w *tabwriter.Writer) {
	fmt.Fprint(w, "all at medium strength and all traps\tdocuments")
	m.head(w, ": P\tR\tB3")
	c := everything(newStudio(m.seed, m.others), m.mine, m.natural)
	fmt.Fprintf(w, "in one collection\t%d", len(c.docs))
	m.row(w, "together", c)
}

func (m *measurement) head(w *tabwriter.Writer, columns string) {
	for _, x := range m.methods {
		fmt.Fprintf(w, "\t%s%s", x.name, columns)
	}
	fmt.Fprintln(w)
}

// halves parts the items by a hash of their identifier, copies together, and
// labels those of the half asked for: equal labels for copies.
func halves(items []item, half string) (mine, others []item, natural []int) {
	labels := naturalCopies(items)
	for i, it := range items {
		h := fnv.New32a()
		h.Write([]byte(items[labels[i]].id))
		if (scramble(uint64(h.Sum32()))&1 == 0) == (half == "a") {
			mine = append(mine, it)
			natural = append(natural, labels[i])
		} else {
			others = append(others, it)
		}
	}
	return mine, others, natural
}

// naturalCopies labels items so that those that are copies as they stand, by
// a five-gram Jaccard of .5, have equal labels. One pair below it gives the
// same speech, once whole and once in quotations; the others are far below.
func naturalCopies(items []item) []int {
	sets := make([]map[uint64]bool, len(items))
	u := newUnion(len(items))
	for i, it := range items {
		sets[i] = shingles(it.text(), 5)
		for j := range i {
			if jaccard(sets[i], sets[j]) >= .5 {
				u.join(i, j)
			}
		}
	}
	return u.labels()
}

func naturalCount(labels []int) int {
	seen := map[int]bool{}
	for _, l := range labels {
		seen[l] = true
	}
	return len(labels) - len(seen)
}

const variantsEach = 150

// variants gives all items and a variant of some of them.
func variants(s *studio, t transformation, strength float64, items []item, natural []int) *collection {
	c := &collection{}
	picked := map[int]bool{}
	for _, i := range s.Perm(len(items))[:variantsEach] {
		picked[i] = true
	}
	for i, it := range items {
		before, after := it, it
		if picked[i] {
			before, after = credited(s, t, it)
			after = t.make(s, after, strength)
			c.add(after, natural[i], t.name)
		}
		c.add(before, natural[i], "original")
	}
	return c
}

// credited gives original and copy their credits: the same, one that was
// removed, or none.
func credited(s *studio, t transformation, it item) (before, after item) {
	head := "LIMA, March 3 (AP) -- "
	number := fmt.Sprintf("L8N%dGZ%03d", s.IntN(10), s.IntN(1000))
	with := func(line string, first string) item {
		x := it
		x.paras = append([]string{}, it.paras...)
		x.paras[0] = first + x.paras[0]
		if line != "" {
			x.paras = append(x.paras, line)
		}
		return x
	}
	switch {
	case strings.Contains(t.name, "number"):
		return with(number, ""), with(number, "")
	case t.credited:
		return with("", head), it.plus(head)
	case t.name == "credits removed":
		return with("Reporting by the Lima bureau; editing by the desk. AP reporters in two cities contributed to this report.", head), it
	}
	return it, it
}

// plus puts a dateline before the first paragraph, which a rewriting leaves
// alone because it is a paragraph by itself.
func (it item) plus(head string) item {
	it.paras = append([]string{head}, it.paras...)
	return it
}

func (m *measurement) row(w *tabwriter.Writer, name string, c *collection) {
	var labels []int
	for i, x := range m.methods {
		got := x.group(c)
		s := rate(c.truth, got)
		if i == 0 {
			labels = got
			m.scores[name] = figures{Precision: s.precision(), Recall: s.recall(), B3: s.b3()}
		}
		fmt.Fprintf(w, "\t%.3f\t%.3f\t%.3f", s.precision(), s.recall(), s.b3())
	}
	fmt.Fprintln(w)
	if m.show > 0 {
		c.errors(os.Stderr, labels, m.show)
	}
}

// errors shows links between documents that are no copies, and pairs missed.
func (c *collection) errors(w io.Writer, got []int, show int) {
	place := map[credence.DocumentID]int{}
	for i, d := range c.docs {
		place[d.ID] = i
	}
	wrong := 0
	for i, d := range c.docs {
		links, _ := c.index.Ledger.Links(context.Background(), d.ID)
		for _, l := range links {
			j := place[l.B]
			if l.A == d.ID && l.Joins() && c.truth[i] != c.truth[j] && wrong < show {
				wrong++
				fmt.Fprintf(w, "  joined %s (%s, %q) %s (%s, %q): %+v\n", d.Name, c.kind[i], d.Title, c.docs[j].Name, c.kind[j], c.docs[j].Title, l)
			}
		}
	}
	missed := 0
	for i := range c.docs {
		for j := range i {
			if c.truth[i] == c.truth[j] && got[i] != got[j] && missed < show {
				missed++
				fmt.Fprintf(w, "  missed %s (%s) %s (%s): %s\n", c.docs[j].Name, c.kind[j], c.docs[i].Name, c.kind[i], c.why(i, j))
			}
		}
	}
}

func (c *collection) why(i, j int) string {
	r := syndication.Default()
	a, b := r.Prepare(c.docs[j]), r.Prepare(c.docs[i])
	x := syndication.Compare(a, b)
	return fmt.Sprintf("%q words %d covers %.2f %.2f longest %d quoted %d stock %d keys %d: %s", x.Relation, x.Words, x.CoveredA, x.CoveredB, x.Longest, x.Quoted, x.Stock, a.Signature.Shared(b.Signature), x.Reason)
}

func trapRow(w *tabwriter.Writer, t trap, s *studio, m *measurement) {
	pairs := t.make(s, m.mine, copiesLeftOut(sameEvent(m.mine), m.natural))
	c := &collection{}
	var at [][2]int
	for n, p := range pairs {
		at = append(at, [2]int{c.add(p[0], 2*n, t.name), c.add(p[1], 2*n+1, t.name)})
	}
	fmt.Fprintf(w, "%s\t%d", t.name, len(pairs))
	for i, x := range m.methods {
		got := x.group(c)
		joined := 0
		for _, p := range at {
			if got[p[0]] == got[p[1]] {
				joined++
			}
		}
		if i == 0 {
			m.scores[t.name] = figures{Joined: ratio(joined, len(pairs))}
			if m.show > 0 {
				c.errors(os.Stderr, got, m.show)
			}
		}
		fmt.Fprintf(w, "\t%.1f %%", 100*ratio(joined, len(pairs)))
	}
	fmt.Fprintln(w)
}

func copiesLeftOut(pairs [][2]int, natural []int) [][2]int {
	var out [][2]int
	for _, p := range pairs {
		if natural[p[0]] != natural[p[1]] {
			out = append(out, p)
		}
	}
	return out
}

// everything gives all items, for each transformation variants of some at
// medium strength, and the documents of all traps but the first, which are
// items as they stand.
func everything(s *studio, items []item, natural []int) *collection {
	c := &collection{}
	for i, it := range items {
		c.add(it, natural[i], "original")
	}
	for _, t := range transformations {
		for _, i := range s.Perm(len(items))[:variantsEach/3] {
			_, after := credited(s, t, items[i])
			c.add(t.make(s, after, t.strengths[1]), natural[i], t.name)
		}
	}
	place := map[string]int{}
	for i, it := range items {
		place[it.id] = natural[i]
	}
	for _, t := range traps[1:] {
		if strings.Contains(t.name, "half") || strings.Contains(t.name, "two thirds") {
			continue // the report itself is a small part of such a document
		}
		for _, p := range t.make(s, items, nil) {
			for _, it := range p {
				label, ok := place[it.id]
				if !ok {
					label = -1 - len(c.docs)
				}
				c.add(it, label, t.name) // a report with a statement or frame is a copy of the report
			}
		}
	}
	return c
}

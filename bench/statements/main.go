// Command statements prints the statements that the extraction finds in a
// JSONL file of texts, in the form the scorer of the statements data reads:
//
//	go run ./bench/statements -in dev.jsonl > out.jsonl
//	go run ./bench/statements -in dev.jsonl -cv 5 > out.jsonl
//	go run ./bench/statements -in dev.jsonl -train extract/statement.model
//
// It calls the same library as the product and knows nothing it does not
// know. With -cv the model that judges a text is trained on other texts only:
// the texts are parted by a hash of their names.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"slices"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/extract"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// text is a line of the input.
type text struct {
	ID         string `json:"id"`
	Text       string `json:"text"`
	Statements []struct {
		Kind     credence.Kind `json:"kind"`
		Actor    *string       `json:"actor"`
		Aliases  []string      `json:"actor_aliases"`
		Incident string        `json:"incident"`
		Optional bool          `json:"optional"`
		NullOK   bool          `json:"null_ok"`
		Start    int           `json:"start"`
		End      int           `json:"end"`
	} `json:"statements"`
}

// mark is a statement as the scorer wants it.
type mark struct {
	Kind        credence.Kind `json:"kind"`
	Actor       *string       `json:"actor"`
	Speaker     *string       `json:"speaker"`
	Incident    string        `json:"incident"`
	ByAuthority bool          `json:"by_authority"`
	Link        string        `json:"link,omitempty"`
	Start       int           `json:"start"`
	End         int           `json:"end"`
	Text        string        `json:"text"`
	Confidence  float64       `json:"confidence"`
	Rule        string        `json:"rule,omitempty"`
}

type line struct {
	ID         string `json:"id"`
	Statements []mark `json:"statements"`
}

// options are the flags.
type options struct {
	in      string
	folds   int
	train   string
	rules   bool
	cut     float64
	explain bool
}

func main() {
	var o options
	flag.StringVar(&o.in, "in", "-", "JSONL file of texts, - for standard input")
	flag.IntVar(&o.folds, "cv", 0, "train and judge in so many folds, by text; 1 trains on our own texts alone")
	flag.StringVar(&o.train, "train", "", "write a model trained on all texts to this file")
	flag.BoolVar(&o.rules, "rules", false, "leave the model out")
	flag.Float64Var(&o.cut, "cut", 0.5, "least probability of a statement, for -cv and -train")
	flag.BoolVar(&o.explain, "explain", false, "print the rule of each statement")
	flag.Parse()
	if err := run(o, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "statements:", err)
		os.Exit(1)
	}
}

func run(o options, out io.Writer) error {
	texts, err := read(o.in)
	if err != nil {
		return err
	}
	x, err := extract.New(lang.English(), lexicon.Actors())
	if err != nil {
		return err
	}
	own, err := readOwn()
	if err != nil {
		return err
	}
	if o.train != "" {
		return os.WriteFile(o.train, x.TrainStatements(lessons(texts, own), o.cut), 0o644)
	}
	if o.rules {
		if x, err = x.WithModel(nil); err != nil {
			return err
		}
	}
	w := json.NewEncoder(out)
	w.SetEscapeHTML(false)
	if o.folds > 0 {
		return crossValidate(o, x, texts, own, w)
	}
	for _, t := range texts {
		if err := w.Encode(found(x, t, o.explain)); err != nil {
			return err
		}
	}
	return nil
}

func read(path string) ([]text, error) {
	f := os.Stdin
	if path != "-" {
		var err error
		if f, err = os.Open(path); err != nil {
			return nil, err
		}
		defer f.Close()
	}
	scan := bufio.NewScanner(f)
	scan.Buffer(nil, 1<<26)
	var out []text
	for scan.Scan() {
		var t text
		if err := json.Unmarshal(scan.Bytes(), &t); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, len(out)+1, err)
		}
		out = append(out, t)
	}
	return out, scan.Err()
}

// fold parts the texts by name, so that it stays the same when texts are
// added.
func fold(id string, folds int) int {
	h := fnv.New32a()
	io.WriteString(h, id)
	return int(h.Sum32()>>8) % folds
}

func crossValidate(o options, x *extract.Extractor, texts []text, own []extract.Marked, w *json.Encoder) error {
	for k := range o.folds {
		var train []text
		for _, t := range texts {
			if fold(t.ID, o.folds) != k {
				train = append(train, t)
			}
		}
		y, err := x.WithModel(x.TrainStatements(lessons(train, own), o.cut))
		if err != nil {
			return err
		}
		for _, t := range texts {
			if fold(t.ID, o.folds) != k {
				continue
			}
			if err := w.Encode(found(y, t, o.explain)); err != nil {
				return err
			}
		}
	}
	return nil
}

// lessons is what a model learns from: each of the texts twice, since they are
// like those it is measured on and a fifteenth of what is our own.
func lessons(texts []text, own []extract.Marked) []extract.Marked {
	return append(slices.Repeat(marked(texts), 2), own...)
}

// marked gives the texts as the training wants them.
func marked(texts []text) []extract.Marked {
	out := make([]extract.Marked, len(texts))
	for i, t := range texts {
		out[i].Text = t.Text
		for _, s := range t.Statements {
			m := extract.Mark{
				Kind: s.Kind, NullOK: s.NullOK, Optional: s.Optional, Other: s.Incident == "other",
				Span: credence.Span{Start: s.Start, End: s.End},
			}
			if s.Actor != nil {
				m.Names = append([]string{*s.Actor}, s.Aliases...)
			}
			out[i].Marks = append(out[i].Marks, m)
		}
	}
	return out
}

// found runs the extraction over one text.
func found(x *extract.Extractor, t text, explain bool) line {
	out := line{ID: t.ID, Statements: []mark{}}
	for _, s := range x.Statements(credence.Document{Text: t.Text}) {
		m := mark{
			Kind: s.Kind, Incident: "main", ByAuthority: s.ByAuthority, Link: s.Link,
			Start: s.Start, End: s.End, Text: s.Text, Confidence: s.Confidence,
		}
		if s.Actor != "" {
			m.Actor = &s.Actor
		}
		if sp := s.Speaker.String(); sp != "" {
			m.Speaker = &sp
		}
		if s.Other {
			m.Incident = "other"
		}
		if explain {
			m.Rule = s.Rule
		}
		out.Statements = append(out.Statements, m)
	}
	return out
}

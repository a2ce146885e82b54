// Command statements prints the statements that the extraction finds in a
// JSONL file of texts, in the form the scorer of the statements data reads:
//
//	go run ./bench/statements -in dev.jsonl > out.jsonl
//
// It calls the same library as the product and knows nothing it does not know.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/extract"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// text is a line of the input.
type text struct {
	ID   string `json:"id"`
	Text string `json:"text"`
	Year int    `json:"year"`
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
	Rule        string        `json:"rule,omitempty"`
}

type line struct {
	ID         string `json:"id"`
	Statements []mark `json:"statements"`
}

func main() {
	in := flag.String("in", "-", "JSONL file of texts, - for standard input")
	explain := flag.Bool("explain", false, "print the rule of each statement")
	flag.Parse()
	if err := run(*in, *explain, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "statements:", err)
		os.Exit(1)
	}
}

func run(path string, explain bool, out io.Writer) error {
	f := os.Stdin
	if path != "-" {
		var err error
		if f, err = os.Open(path); err != nil {
			return err
		}
		defer f.Close()
	}
	x, err := extract.New(lang.English(), lexicon.Actors())
	if err != nil {
		return err
	}
	scan := bufio.NewScanner(f)
	scan.Buffer(nil, 1<<26)
	w := json.NewEncoder(out)
	w.SetEscapeHTML(false)
	for scan.Scan() {
		var t text
		if err := json.Unmarshal(scan.Bytes(), &t); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if err := w.Encode(marks(x, t, explain)); err != nil {
			return err
		}
	}
	return scan.Err()
}

// marks runs the extraction over one text.
func marks(x *extract.Extractor, t text, explain bool) line {
	out := line{ID: t.ID, Statements: []mark{}}
	doc := credence.Document{Text: t.Text}
	for _, s := range x.Extract(doc).Statements {
		m := mark{Kind: s.Kind, Incident: "main", ByAuthority: s.ByAuthority, Link: s.Link, Start: s.Start, End: s.End, Text: s.Text}
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

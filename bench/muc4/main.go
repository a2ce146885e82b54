// Command muc4 prints the incidents that the library finds in MUC-4 texts, in
// the JSONL form of the MUC-4 scorer. It knows nothing that the product does
// not know; it only puts the library's output into the terms of MUC-4.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/credence-project/credence/bench/muc4/muc"
	"github.com/credence-project/credence/extract/event"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "muc4:", err)
		os.Exit(1)
	}
}

func run(args []string, w io.Writer) error {
	fs := flag.NewFlagSet("muc4", flag.ContinueOnError)
	in := fs.String("in", "", "file of MUC-4 texts")
	if err := fs.Parse(args); err != nil {
		return err
	}
	text, err := os.ReadFile(*in)
	if err != nil {
		return err
	}
	tables, err := event.Load(lang.NewVocabulary(lang.English()), lexicon.Actors(), nil)
	if err != nil {
		return err
	}
	reader := tables.NewReader()
	enc := json.NewEncoder(w)
	for _, item := range muc.Items(string(text)) {
		answer := muc.Response{ID: item.ID, Templates: muc.Answers(reader.Read(item.Text, time.Time{}))}
		if err := enc.Encode(answer); err != nil {
			return err
		}
	}
	return nil
}

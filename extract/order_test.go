package extract_test

import (
	"encoding/json"
	"math/rand"
	"os"
	"strings"
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/extract"
	"github.com/credence-project/credence/internal/testkit"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// What was read before leaves no trace: documents give the same in any order.
func TestOrderLeavesNoTrace(t *testing.T) {
	b, err := os.ReadFile(testkit.Shared(t, "data/statements/dev.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var docs []credence.Document
	for line := range strings.Lines(string(b)) {
		var d struct{ ID, Text string }
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		docs = append(docs, credence.Document{ID: credence.DocumentID(d.ID), Text: d.Text})
	}
	docs = docs[:120]
	x, err := extract.New(lang.English(), lexicon.Actors())
	if err != nil {
		t.Fatal(err)
	}
	first := map[credence.DocumentID]string{}
	read := func(d credence.Document) string {
		out, err := json.Marshal(x.Extract(d))
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	for _, d := range docs {
		first[d.ID] = read(d)
	}
	rand.New(rand.NewSource(1)).Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
	for _, d := range docs {
		if got := read(d); got != first[d.ID] {
			t.Errorf("%s differs when read in another order:\n%s\n%s", d.ID, first[d.ID], got)
		}
	}
}

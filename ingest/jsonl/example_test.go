package jsonl_test

import (
	"fmt"
	"strings"

	"github.com/credence-project/credence/ingest/jsonl"
)

func ExampleLines() {
	for line, err := range jsonl.Lines(strings.NewReader(`{"id": "1", "text": "The bridge is closed.", "desk": "north"}`), nil) {
		if err != nil {
			fmt.Println("fault:", err)
			continue
		}
		fmt.Println(line.Document.Name, line.Document.Text, string(line.Document.Extra["desk"]))
	}
	// Output:
	// 1 The bridge is closed. "north"
}

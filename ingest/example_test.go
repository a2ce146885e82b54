package ingest_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/ingest"
)

func ExampleRead() {
	lines := `{"id": "1", "title": "Bridge closed", "published_at": "2021-05-04", "text": "The bridge is closed."}
not a document
{"id": "2", "title": "Bridge open", "published_at": "2021-05-06T07:00:00Z", "text": "The bridge is open again."}
`
	for item, err := range ingest.Read(ingest.Input{Name: "lines.jsonl"}, strings.NewReader(lines)) {
		var fault *credence.InputError
		switch {
		case err == nil:
			d := item.Document
			fmt.Println(d.Title, d.Published.From.Format("2006-01-02 15:04"), d.Format)
		case errors.As(err, &fault):
			fmt.Println("fault:", fault.Name+":", fault.Reason)
		default:
			fmt.Println("cannot read:", err)
			return
		}
	}
	// Output:
	// Bridge closed 2021-05-04 00:00 jsonl
	// fault: lines.jsonl, line 2: no JSON object
	// Bridge open 2021-05-06 07:00 jsonl
}

package plaintext_test

import (
	"fmt"

	"github.com/credence-project/credence/ingest/plaintext"
)

func ExampleParse() {
	d, err := plaintext.Parse([]byte("date 2021-05-04 Bridge closed\n\nThe bridge was closed on Tuesday.\n"), "")
	fmt.Println(d.Title, "|", d.Published.From.Format("2006-01-02"), "|", d.Text, err)
	// Output:
	// Bridge closed | 2021-05-04 | The bridge was closed on Tuesday. <nil>
}

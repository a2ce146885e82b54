package feed_test

import (
	"fmt"

	"github.com/credence-project/credence/ingest/feed"
)

func ExampleParse() {
	cut := `<rss version="2.0"><channel><title>Harbour Post</title>
<item><title>Bridge closed</title><pubDate>Tue, 04 May 2021 08:15:00 GMT</pubDate></item>
<item><title>Ferries run every twenty min`
	docs, faults, err := feed.Parse([]byte(cut), feed.Source{})
	for _, d := range docs {
		fmt.Println(d.Outlet+":", d.Title)
	}
	fmt.Println(faults[0].Name+":", faults[0].Reason, err)
	// Output:
	// Harbour Post: Bridge closed
	// Harbour Post: Ferries run every twenty min
	// line 3: ends within <title> <nil>
}

package webpage_test

import (
	"fmt"

	"github.com/credence-project/credence/ingest/webpage"
)

func ExampleParse() {
	page := `<html><head><title>Bridge closed - Harbour Post</title><meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2021-05-04T10:15:00+02:00"></head>
<body><nav><a href="/">Home</a></nav><h1>Bridge closed</h1><p>The bridge was closed on Tuesday.</p><p>It may open again on Thursday.</p></body></html>`
	d, err := webpage.Parse([]byte(page), webpage.Source{URL: "https://harbour.example/bridge"})
	fmt.Println(d.Title, "|", d.Outlet, "|", err)
	fmt.Println(d.Published.From.Format("2006-01-02 15:04"), "says", d.Published.Basis)
	fmt.Println(d.Text)
	// Output:
	// Bridge closed | Harbour Post | <nil>
	// 2021-05-04 08:15 says page meta article:published_time
	// The bridge was closed on Tuesday.
	//
	// It may open again on Thursday.
}

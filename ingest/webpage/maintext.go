package webpage

import (
	"golang.org/x/net/html"

	readability "codeberg.org/readeck/go-readability"

	"github.com/credence-project/credence/ingest/internal/markup"
)

// mainText gives the text of the article.
func mainText(root *html.Node, m *metadata) string {
	a, err := readability.FromDocument(root, nil)
	if err == nil && a.Node != nil {
		return markup.NodeText(a.Node)
	}
	return markup.NodeText(root)
}

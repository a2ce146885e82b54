package webpage

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/credence-project/credence/ingest/internal/markup"
)

// block is a paragraph, heading, list item or cell of a page, or text that
// stands between such.
type block struct {
	text   string
	weight float64 // about the number of words
	linked float64 // of those within links
	tag    atom.Atom
	place
}

// place is what the elements around a block say about it.
type place struct {
	body    int // number of the innermost element marked as an article's body, 0 if none
	article int // number of the innermost <article> or <main>, 0 if none
	aside   int // number of the outermost element that is navigation, comments or the like, 0 if none
	caption bool
	quote   bool
}

// blocker cuts a page into blocks.
type blocker struct {
	blocks  []block
	p       markup.Paragraphs
	weight  float64
	linked  float64
	at      place
	tag     atom.Atom
	links   int
	numbers int // of bodies, articles and asides so far
}

func cut(root *html.Node) []block {
	b := &blocker{}
	b.node(root)
	b.flush()
	return b.blocks
}

func (b *blocker) flush() {
	if text := b.p.String(); text != "" {
		b.blocks = append(b.blocks, block{text: text, weight: b.weight, linked: b.linked, tag: b.tag, place: b.at})
	}
	b.p, b.weight, b.linked = markup.Paragraphs{}, 0, 0
}

func (b *blocker) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		b.p.Words(n.Data)
		w := weigh(n.Data)
		b.weight += w
		if b.links > 0 {
			b.linked += w
		}
		return
	case html.ElementNode:
		if markup.Silent(n.DataAtom) || hidden(n) {
			return
		}
	case html.CommentNode, html.DoctypeNode:
		return
	}
	if n.DataAtom == atom.Br {
		b.lineBreak(n)
		return
	}
	if n.DataAtom == atom.A {
		b.links++
		defer func() { b.links-- }()
	}
	if !separates(n.DataAtom) {
		b.children(n)
		return
	}
	b.flush()
	outer, outerTag := b.at, b.tag
	b.enter(n)
	b.children(n)
	b.flush()
	b.at, b.tag = outer, outerTag
}

func (b *blocker) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.node(c)
	}
}

// lineBreak ends the block at the second of two line breaks.
func (b *blocker) lineBreak(n *html.Node) {
	next := n.NextSibling
	for next != nil && next.Type == html.TextNode && strings.TrimSpace(next.Data) == "" {
		next = next.NextSibling
	}
	if next != nil && next.DataAtom == atom.Br {
		b.flush()
		return
	}
	b.p.Newline()
}

// separates reports whether an element stands apart from the text around it.
func separates(a atom.Atom) bool {
	switch a {
	case atom.Li, atom.Dt, atom.Dd, atom.Tr, atom.Td, atom.Th:
		return true
	}
	return markup.Block(a)
}

// enter notes what the element says about the blocks within it.
func (b *blocker) enter(n *html.Node) {
	switch n.DataAtom {
	case atom.P, atom.Li, atom.Td, atom.Th, atom.Dt, atom.Dd, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		b.tag = n.DataAtom
	case atom.Article, atom.Main:
		b.numbers++
		b.at.article = b.numbers
	case atom.Nav, atom.Footer, atom.Aside, atom.Form, atom.Address:
		b.beside()
	case atom.Figcaption, atom.Caption:
		b.at.caption = true
	case atom.Blockquote:
		b.at.quote = true
	}
	if hasWord(attr(n, "itemprop"), "articlebody") || marked(n, bodyWords) {
		b.numbers++
		b.at.body = b.numbers
	}
	switch strings.ToLower(attr(n, "role")) {
	case "navigation", "complementary", "contentinfo", "banner", "dialog", "alert", "search", "menu":
		b.beside()
	}
	if n.DataAtom != atom.Body && n.DataAtom != atom.Html && n.DataAtom != atom.Article && n.DataAtom != atom.Main {
		if speaksOf(n, asideParts) {
			b.beside()
		}
		b.at.caption = b.at.caption || speaksOf(n, captionParts)
	}
}

// beside notes that the element is not part of the article.
func (b *blocker) beside() {
	if b.at.aside == 0 {
		b.numbers++
		b.at.aside = b.numbers
	}
}

// hidden reports whether an element is not shown.
func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			if a.Val == "true" {
				return true
			}
		case "style":
			style := strings.ToLower(strings.ReplaceAll(a.Val[:min(len(a.Val), 200)], " ", ""))
			if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

var (
	// bodyWords are classes and ids that publishing systems give the body of an
	// article.
	bodyWords = []string{
		"article-body", "article__body", "articlebody", "article_body", "article-content", "article__content", "articlecontent", "article-text",
		"article__text", "articletext", "entry-content", "post-content", "post-body", "post__content", "postcontent", "story-body", "storybody",
		"story-body__inner", "story-content", "story__body", "story__content", "storytext", "news-content", "news-text", "news-body", "newstext",
		"content-body", "body-content", "text-content", "c-article-body", "js-article-body", "td-post-content", "field-name-body", "news-detail",
		"single-content", "the-content", "body-copy", "article-detail", "content__article-body", "artikel-body", "noticia-cuerpo", "cuerpo",
	}
	// asideParts are parts of class names and ids that tell what is not the
	// article; a name is taken apart at hyphens, underscores and capitals.
	asideParts = map[string]bool{
		"nav": true, "navbar": true, "navigation": true, "menu": true, "footer": true, "sidebar": true, "aside": true, "comment": true, "comments": true,
		"related": true, "recommended": true, "recommend": true, "recommendation": true, "recommendations": true, "share": true, "sharing": true, "social": true,
		"newsletter": true, "subscribe": true, "subscription": true, "promo": true, "promotion": true, "sponsor": true, "sponsored": true, "advert": true,
		"advertisement": true, "ads": true, "ad": true, "banner": true, "breadcrumb": true, "breadcrumbs": true, "cookie": true, "cookies": true, "consent": true,
		"gdpr": true, "popup": true, "modal": true, "login": true, "signup": true, "paywall": true, "toolbar": true, "widget": true, "trending": true,
		"popular": true, "disqus": true, "tags": true, "tagcloud": true, "pagination": true, "pager": true, "copyright": true, "disclaimer": true, "teaser": true,
		"teasers": true, "outbrain": true, "taboola": true, "readmore": true, "byline": true, "author": true, "authors": true, "biography": true, "bio": true, "masthead": true,
		"hidden": true, "print": true, "skip": true, "ticker": true, "carousel": true, "livefyre": true, "feedback": true, "polls": true, "poll": true,
	}
	captionParts = map[string]bool{"caption": true, "captions": true, "credit": true, "gallery": true, "slideshow": true, "photo": true}
)

// speaksOf reports whether a part of an element's class or id is one of parts.
func speaksOf(n *html.Node, parts map[string]bool) bool {
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" {
			continue
		}
		for _, name := range strings.Fields(a.Val[:min(len(a.Val), 300)]) {
			if anyPart(name, parts) {
				return true
			}
		}
	}
	return false
}

func anyPart(name string, parts map[string]bool) bool {
	begin := 0
	for i, r := range name {
		upper := unicode.IsUpper(r)
		if !unicode.IsLetter(r) || upper && i > begin && !unicode.IsUpper(rune(name[i-1])) {
			if i > begin && parts[strings.ToLower(name[begin:i])] {
				return true
			}
			begin = i
			if !upper {
				begin = i + len(string(r))
			}
		}
	}
	return begin < len(name) && parts[strings.ToLower(name[begin:])]
}

// weigh estimates the number of words without knowing the language: scripts
// written without blanks have about two characters a word.
func weigh(s string) float64 {
	narrow, wide := 0, 0
	for _, r := range s {
		switch {
		case r < 0x0e00 && !unicode.IsSpace(r):
			narrow++
		case r >= 0x0e00 && r < 0x1100, r >= 0x2e80 && r < 0xac00, r >= 0xf900 && r < 0xfb00, r >= 0xff00 && r < 0xffef:
			wide++
		case r >= 0xac00 && r < 0xd7b0:
			wide++
		}
	}
	return float64(narrow)/5 + float64(wide)/2
}

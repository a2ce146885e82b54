package webpage

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/credence-project/credence/ingest/internal/markup"
)

// metadata is what a page says about itself in one walk over its tree.
type metadata struct {
	meta      map[string]string // name, property or itemprop in lower case; the first counts
	title     string            // of <title>
	heading   string            // the first <h1>
	canonical string
	base      string
	lang      string
	linked    []article // from JSON-LD, in the order of the page
	props     map[string]string
	byline    string
	times     []timeMark
	blocks    []block
}

// timeMark is an element that shows a time.
type timeMark struct {
	value     string // its machine-readable attribute, or its text
	text      bool   // value is the text
	published bool   // marked as the publication time
	modified  bool   // marked as the time of a change
	aside     bool   // outside the main part: in a list of links, a sidebar, a comment
}

func readMetadata(root *html.Node) *metadata {
	m := &metadata{meta: map[string]string{}, props: map[string]string{}}
	m.walk(root, false)
	return m
}

func (m *metadata) walk(n *html.Node, aside bool) {
	if n.Type == html.ElementNode {
		m.element(n, aside)
		switch n.DataAtom {
		case atom.Aside, atom.Footer, atom.Nav, atom.Li:
			aside = true
		}
		aside = aside || marked(n, asideWords)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		m.walk(c, aside)
	}
}

func (m *metadata) element(n *html.Node, aside bool) {
	switch n.DataAtom {
	case atom.Html:
		m.lang = attr(n, "lang")
	case atom.Base:
		m.base = attr(n, "href")
	case atom.Title:
		if m.title == "" && (n.Parent == nil || n.Parent.DataAtom != 0) { // not the title of an SVG
			m.title = oneLine(n)
		}
	case atom.H1:
		if m.heading == "" && !aside {
			m.heading = oneLine(n)
		}
	case atom.Link:
		if hasWord(attr(n, "rel"), "canonical") && m.canonical == "" {
			m.canonical = strings.TrimSpace(attr(n, "href"))
		}
	case atom.Meta:
		m.metaTag(n)
	case atom.Script:
		if strings.HasPrefix(strings.ToLower(strings.TrimSpace(attr(n, "type"))), "application/ld+json") && n.FirstChild != nil {
			m.linked = append(m.linked, readLinked(n.FirstChild.Data)...)
		}
	}
	m.marks(n, aside)
}

func (m *metadata) metaTag(n *html.Node) {
	content := strings.TrimSpace(attr(n, "content"))
	if content == "" {
		return
	}
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		for _, name := range strings.Fields(strings.ToLower(attr(n, key))) {
			if _, known := m.meta[name]; !known {
				m.meta[name] = content
			}
		}
	}
}

// marks notes elements that carry a time or a byline.
func (m *metadata) marks(n *html.Node, aside bool) {
	prop := strings.ToLower(attr(n, "itemprop"))
	for _, name := range strings.Fields(prop) {
		if _, known := m.props[name]; known || n.DataAtom == atom.Meta {
			continue
		}
		switch name {
		case "author", "headline":
			m.props[name] = oneLine(n)
		}
	}
	published := hasWord(prop, "datepublished")
	modified := hasWord(prop, "datemodified")
	switch {
	case n.DataAtom == atom.Meta:
		return
	case n.DataAtom == atom.Time, published, modified:
		_, pubdate := find(n, "pubdate")
		t := timeMark{published: published || pubdate || marked(n, publishedWords), modified: modified || marked(n, modifiedWords), aside: aside}
		for _, key := range []string{"datetime", "content", "data-datetime", "title"} {
			if t.value == "" {
				t.value = strings.TrimSpace(attr(n, key))
			}
		}
		if t.value == "" {
			t.value, t.text = oneLine(n), true
		}
		m.times = append(m.times, t)
	case hasWord(attr(n, "rel"), "author") || marked(n, bylineWords):
		if m.byline == "" && !aside {
			m.byline = oneLine(n)
		}
	case speaksOf(n, dateParts):
		if s := oneLine(n); s != "" && len(s) < 120 {
			m.times = append(m.times, timeMark{value: s, text: true, published: marked(n, publishedWords), modified: marked(n, modifiedWords), aside: aside})
		}
	}
}

// Words in the class or id of an element that tell what it is for.
var (
	asideWords     = []string{"related", "sidebar", "comment", "comments", "footer", "recommended", "recirc", "popular", "trending", "promo", "teaser", "most-read", "latest"}
	publishedWords = []string{"published", "pubdate", "publish", "date-published", "publish-date", "published-date", "entry-date", "posted-on", "post-date", "article-date"}
	modifiedWords  = []string{"updated", "modified", "update", "date-modified", "lastmod", "last-updated"}
	bylineWords    = []string{"byline", "author", "article-author", "article__author", "post-author", "byline__name", "author-name", "authors"}
	dateParts      = map[string]bool{"date": true, "dateline": true, "datetime": true, "published": true, "pubdate": true, "posted": true, "timestamp": true, "time": true, "datum": true, "fecha": true}
)

// marked reports whether the class or id of n has one of words as a whole.
func marked(n *html.Node, words []string) bool {
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" || a.Val == "" || len(a.Val) > 500 {
			continue
		}
		for _, token := range strings.Fields(strings.ToLower(a.Val)) {
			for _, w := range words {
				if token == w {
					return true
				}
			}
		}
	}
	return false
}

func find(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func attr(n *html.Node, key string) string {
	v, _ := find(n, key)
	return v
}

func hasWord(list, word string) bool {
	for _, w := range strings.Fields(strings.ToLower(list)) {
		if w == word {
			return true
		}
	}
	return false
}

func oneLine(n *html.Node) string {
	s := markup.NodeText(n)
	if n.DataAtom == atom.Title && n.FirstChild != nil {
		s = n.FirstChild.Data
	}
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > 1000 {
		s = strings.ToValidUTF8(s[:1000], "")
	}
	return s
}

// resolve makes ref absolute against base; "" if it is no web address.
func resolve(base, ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return ""
	}
	u, err := url.Parse(ref)
	if err != nil {
		return ""
	}
	if b, err := url.Parse(base); err == nil {
		u = b.ResolveReference(u)
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return ""
	}
	return u.String()
}

// Package feed reads RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0 and JSON Feed. It
// reads what it finds rather than what a standard says, so entries of a feed
// that was cut short or is ill-formed are had. Begin with [Parse].
package feed

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/ingest/internal/charset"
	"github.com/credence-project/credence/ingest/internal/language"
	"github.com/credence-project/credence/ingest/internal/markup"
	"github.com/credence-project/credence/ingest/internal/stamp"
)

// Source is what is known of a feed besides its bytes. All of it may be empty.
type Source struct {
	URL       string
	MediaType string         // with its charset parameter
	Zone      *time.Location // where a clock time without a zone is placed; nil: the whole day
}

// maxEntries bounds the entries of one feed.
const maxEntries = 100_000

// IsXML reports whether text, the beginning of a file in UTF-8, is an XML feed.
func IsXML(text string) bool {
	text = text[:min(len(text), 64<<10)]
	for {
		text = strings.TrimSpace(text)
		switch {
		case strings.HasPrefix(text, "<?"):
			_, text, _ = strings.Cut(text, "?>")
		case strings.HasPrefix(text, "<!--"):
			_, text, _ = strings.Cut(text, "-->")
		case strings.HasPrefix(text, "<!"):
			s := &scanner{src: text, said: map[string]bool{}}
			s.doctype()
			text = text[s.at:]
		default:
			name, ok := strings.CutPrefix(text, "<")
			if !ok {
				return false
			}
			name = strings.ToLower(name[:min(len(name), 200)])
			name = strings.TrimRight(name[:len(name)-len(strings.TrimLeft(name, "abcdefghijklmnopqrstuvwxyz0123456789_:-."))], ":")
			if _, local, ok := strings.Cut(name, ":"); ok {
				name = local
			}
			switch name {
			case "rss", "rdf", "feed", "channel", "entry", "item":
				return true
			}
			return false
		}
	}
}

// Parse reads an XML feed. The faults say, each with its place, what was
// wrong with it; entries are given all the same. ErrEmpty means that the feed
// has no entry with a title or text. ID, SHA256 and Retrieved of the documents
// are left to the caller.
func Parse(b []byte, src Source) (docs []credence.Document, faults []*credence.InputError, err error) {
	decoded := charset.Decode(b, src.MediaType)
	if decoded.Wrong != "" {
		faults = append(faults, &credence.InputError{Reason: decoded.Wrong})
	}
	root, wrong := scan(decoded.Text)
	for _, f := range wrong {
		faults = append(faults, &credence.InputError{Name: place(decoded.Text, f.at), Reason: f.reason})
	}
	c := channel{src: src, base: src.URL}
	c.read(root)
	if c.kind == "" && len(c.entries) > 0 && c.entries[0].name == "entry" {
		c.kind = "atom"
	}
	for _, e := range c.entries {
		if d, ok := c.document(e); ok {
			docs = append(docs, d)
		}
	}
	if len(docs) == 0 {
		return nil, faults, noEntries(len(c.entries))
	}
	return docs, faults, nil
}

// noEntries says in which way a feed is empty.
func noEntries(entries int) error {
	reason := "feed without entries"
	if entries > 0 {
		reason = fmt.Sprintf("feed whose entries (%d) have neither title nor text", entries)
	}
	return &credence.InputError{Reason: reason, Err: credence.ErrEmpty}
}

func place(text string, at int) string {
	at = min(at, len(text))
	return fmt.Sprintf("line %d", 1+strings.Count(text[:at], "\n"))
}

// channel is the feed around the entries.
type channel struct {
	src     Source
	kind    string // "rss", "rdf" or "atom"
	title   string
	author  string
	lang    string
	base    string
	entries []*element
}

// read finds the entries wherever they stand, and what the feed says of itself.
func (c *channel) read(e *element) {
	switch e.name {
	case "rss", "rdf":
		c.kind = e.name
	case "feed":
		c.kind = "atom"
	}
	if e.name == "channel" || e.name == "feed" {
		c.title = first(c.title, markup.Line(e.of("", "title")))
		c.author = first(c.author, person(e))
		c.lang = first(c.lang, e.of("", "language"), e.of("dc", "language"))
		for _, l := range e.children {
			if l.name == "link" && c.base == "" {
				c.base = absolute("", first(l.attrs["href"], l.text.String()))
			}
		}
	}
	c.lang = first(c.lang, e.attrs["xml:lang"])
	if b := e.attrs["xml:base"]; b != "" {
		c.base = absolute(c.base, b)
	}
	for _, child := range e.children {
		if isEntry(child.name) && len(c.entries) < maxEntries {
			c.entries = append(c.entries, child)
			continue
		}
		c.read(child)
	}
}

// document turns an entry into a document; false if it says nothing.
func (c *channel) document(e *element) (credence.Document, bool) {
	d := credence.Document{
		Name:   strings.TrimSpace(first(e.of("", "guid"), e.of("", "id"), e.attrs["rdf:about"])),
		Title:  markup.Line(first(titleOf(e), e.of("dc", "title"), e.of("media", "title"))),
		Outlet: c.title,
		Author: markup.Line(first(person(e), c.author)),
		Format: first(c.kind, "rss"),
	}
	base := c.base
	if b := e.attrs["xml:base"]; b != "" {
		base = absolute(base, b)
	}
	d.URL = absolute(base, link(e))
	if d.URL == "" && strings.HasPrefix(d.Name, "http") {
		d.URL = d.Name
	}
	if original := absolute(base, e.of("feedburner", "origlink")); original != d.URL {
		d.Canonical = original
	}
	if s := e.child("", "source"); s != nil {
		d.Credit = markup.Line(first(s.of("", "title"), s.text.String(), s.attrs["url"]))
	}
	d.Credit = first(d.Credit, markup.Line(e.of("dc", "source")))
	d.Text = body(e)
	d.Published = c.when(e, "pubdate", "published", "issued", "dc:date", "dc:issued", "dcterms:issued", "dcterms:created", "created", "date")
	d.Modified = c.when(e, "updated", "modified", "dcterms:modified")
	if d.Published.IsZero() {
		// Atom asks for updated and not for published.
		d.Published, d.Modified = d.Modified, credence.Interval{}
	}
	if d.Published == d.Modified {
		d.Modified = credence.Interval{}
	}
	d.Lang = first(language.Detect(d.Title+"\n"+d.Text), tag(first(e.attrs["xml:lang"], c.lang)))
	return d, d.Title != "" || d.Text != ""
}

// when reads the first of the named children that holds a time.
func (c *channel) when(e *element, names ...string) credence.Interval {
	for _, name := range names {
		space, local, ok := strings.Cut(name, ":")
		if !ok {
			space, local = "", name
		}
		if at, ok := stamp.Parse(e.of(space, local), c.src.Zone); ok {
			at.Basis = "feed"
			return at
		}
	}
	return credence.Interval{}
}

func titleOf(e *element) string {
	t := e.child("", "title")
	if t == nil {
		return ""
	}
	if len(t.children) > 0 {
		return t.inner
	}
	return t.text.String()
}

// body gives the fullest text that the entry carries.
func body(e *element) string {
	best := ""
	for _, c := range e.children {
		text := ""
		switch {
		case c.space == "content" && c.name == "encoded",
			c.space == "" && (c.name == "content" || c.name == "description" || c.name == "summary" || c.name == "fulltext"),
			c.space == "xhtml" && (c.name == "body" || c.name == "div"),
			c.space == "itunes" && c.name == "summary":
			text = content(c)
		case c.space == "media" && c.name == "group":
			if d := c.child("media", "description"); d != nil {
				text = content(d)
			}
		case c.space == "media" && c.name == "description":
			text = content(c)
		}
		if len(text) > len(best) {
			best = text
		}
	}
	return best
}

// content reads an element that holds HTML, escaped or as markup, or text.
func content(e *element) string {
	kind := strings.ToLower(e.attrs["type"])
	switch {
	case len(e.children) > 0:
		return markup.Text(e.inner)
	case kind == "text" || kind == "text/plain":
		return markup.Tidy(e.text.String())
	case strings.Contains(kind, "/") && !strings.HasPrefix(kind, "text/") && !strings.Contains(kind, "html") && !strings.Contains(kind, "xml"):
		return "" // a picture or the like
	}
	s := e.text.String()
	if strings.EqualFold(e.attrs["mode"], "base64") {
		return ""
	}
	return markup.Text(s)
}

// link gives the address of the entry's page.
func link(e *element) string {
	var other string
	for _, l := range e.children {
		if l.name != "link" || l.space != "" && l.space != "atom" {
			continue
		}
		href := strings.TrimSpace(first(l.attrs["href"], l.text.String()))
		switch rel := strings.ToLower(l.attrs["rel"]); {
		case href == "":
		case rel == "" || rel == "alternate":
			return href
		case other == "" && rel != "self" && rel != "enclosure" && rel != "replies" && rel != "edit" && rel != "related" && rel != "via":
			other = href
		}
	}
	if g := e.child("", "guid"); other == "" && g != nil && !strings.EqualFold(g.attrs["ispermalink"], "false") {
		if s := strings.TrimSpace(g.text.String()); strings.HasPrefix(s, "http") {
			return s
		}
	}
	return first(other, e.attrs["rdf:about"])
}

// person gives the names of who wrote an entry or feed.
func person(e *element) string {
	var out []string
	for _, c := range e.children {
		name := ""
		switch {
		case c.space == "" && c.name == "author":
			name = first(c.of("", "name"), c.text.String())
			if c.child("", "name") == nil && c.child("", "email") != nil {
				name = ""
			}
		case c.space == "dc" && c.name == "creator":
			name = c.text.String()
		}
		if name = account(name); name != "" && len(out) < 10 && !contains(out, name) {
			out = append(out, name)
		}
	}
	if len(out) == 0 {
		return account(e.of("itunes", "author"))
	}
	return strings.Join(out, ", ")
}

// account takes the name out of "desk@example.org (The Desk)", the form that
// RSS asks for.
func account(s string) string {
	s = markup.Line(s)
	before, after, ok := strings.Cut(s, " (")
	switch {
	case ok && strings.Contains(before, "@"):
		return strings.TrimSuffix(after, ")")
	case ok && strings.Contains(after, "@"):
		return before
	}
	return s
}

func contains(list []string, s string) bool {
	for _, e := range list {
		if e == s {
			return true
		}
	}
	return false
}

// first is the first of its arguments that is not blank.
func first(list ...string) string {
	for _, s := range list {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

func tag(s string) string {
	s, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(s)), "-")
	if len(s) != 2 && len(s) != 3 {
		return ""
	}
	return s
}

// absolute resolves ref against base; what is no web address stays "".
func absolute(base, ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return ""
	}
	u, err := url.Parse(ref)
	if err != nil {
		return ""
	}
	if b, err := url.Parse(base); err == nil && b.IsAbs() {
		u = b.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

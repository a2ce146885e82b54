// Package webpage reads a news page: its main text in paragraphs, title,
// outlet, author, canonical address, and when it was published with the reason
// to believe it. Begin with [Parse].
package webpage

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/ingest/internal/charset"
	"github.com/credence-project/credence/ingest/internal/language"
	"github.com/credence-project/credence/ingest/internal/markup"
)

// MaxSize is how many bytes of a page are read.
const MaxSize = 5 << 20

// Source is what is known of a page besides its bytes. All of it may be empty.
type Source struct {
	URL       string
	MediaType string // with its charset parameter
	// Seen is when the page was certainly there: its capture or retrieval. A
	// publication time after it is not believed.
	Seen time.Time
	// Zone is where a clock time without a zone is placed; nil: the whole day.
	Zone *time.Location
}

// Parse reads a page. Published stays unknown where the page does not say
// clearly when it was published. A page without a text gives the document
// with what else was found and ErrEmpty; one larger than MaxSize gives what
// its beginning holds and ErrTooLarge. ID, SHA256 and Retrieved are left to
// the caller.
func Parse(page []byte, src Source) (credence.Document, error) {
	var tooLarge error
	if len(page) > MaxSize {
		tooLarge = &credence.InputError{
			Reason: fmt.Sprintf("page of %d bytes; only the first %d are read", len(page), MaxSize),
			Err:    credence.ErrTooLarge,
		}
		page = page[:MaxSize]
	}
	text := charset.Decode(page, src.MediaType).Text
	if src.URL == "" {
		src.URL = savedFrom(text)
	}
	doc := credence.Document{URL: src.URL, Format: "html"}
	root, err := markup.Parse(text)
	if err != nil {
		// Nested deeper than the parser goes: text and nothing else.
		doc.Text = markup.Text(text)
	} else {
		m := readMetadata(root)
		m.blocks = cut(root)
		pardon(m.blocks)
		m.describe(&doc, src)
		doc.Text = mainText(m.blocks, m.article().body)
		doc.Lang = m.language(doc.Text)
		dropTitle(&doc)
	}
	if doc.Text == "" {
		return doc, credence.ErrEmpty
	}
	return doc, tooLarge
}

// savedMark is the note in which browsers and the SingleFile extension keep the
// address of a page they save.
var savedMark = regexp.MustCompile(`(?i)<!--\s*(?:saved from url=\(\d+\)|page saved with singlefile\s+url:\s*)(https?://[^\s<>"]+)`)

func savedFrom(text string) string {
	if m := savedMark.FindStringSubmatch(text[:min(len(text), 4096)]); m != nil {
		return m[1]
	}
	return ""
}

// IsPage reports whether text, the beginning of a file in UTF-8, is HTML.
func IsPage(text string) bool {
	text = strings.ToLower(text[:min(len(text), 4096)])
	for {
		text = strings.TrimSpace(text)
		switch {
		case strings.HasPrefix(text, "<!--"):
			_, rest, ok := strings.Cut(text, "-->")
			if !ok {
				return false
			}
			text = rest
		case strings.HasPrefix(text, "<?xml"):
			_, rest, _ := strings.Cut(text, "?>")
			text = rest
		case strings.HasPrefix(text, "<!doctype"):
			name := strings.TrimSpace(text[len("<!doctype"):])
			return strings.HasPrefix(name, "html")
		default:
			return pageTag.MatchString(text)
		}
	}
}

var pageTag = regexp.MustCompile(`^<(?:html|head|body|title|meta|link|script|style|div|p|table|article|main|section|h[1-6]|span|a|br|center|font|ul|ol|img|b|i|header)[\s>/]`)

// describe fills in everything but text and language.
func (m *metadata) describe(doc *credence.Document, src Source) {
	base := src.URL
	if b := resolve(src.URL, m.base); b != "" {
		base = b
	}
	canonical := resolve(base, m.canonical)
	if canonical == "" {
		canonical = resolve(base, m.meta["og:url"])
	}
	if isFrontPage(canonical) && !isFrontPage(src.URL) && src.URL != "" {
		canonical = "" // a template's mistake
	}
	switch {
	case doc.URL == "":
		doc.URL = canonical
	case canonical != doc.URL:
		doc.Canonical = canonical
	}
	doc.Outlet = m.outlet(doc.URL)
	doc.Title = m.headline(doc.Outlet)
	doc.Author = m.author(doc.Outlet)
	doc.Credit = m.credit(doc.Outlet)
	doc.Published, doc.Modified = m.when(doc.URL, src)
}

// isFrontPage reports whether an address is that of a site alone. A page that
// was saved without its address is none.
func isFrontPage(address string) bool {
	u, err := url.Parse(address)
	return err == nil && address != "" && (u.Path == "" || u.Path == "/") && u.RawQuery == ""
}

// article is the linked description of this page, if there is exactly one or
// one whose headline the page shows.
func (m *metadata) article() article {
	var found []article
	for _, a := range m.linked {
		if a.news {
			found = append(found, a)
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	for _, a := range found {
		if a.headline != "" && (same(a.headline, m.meta["og:title"]) || same(a.headline, m.heading) || same(a.headline, m.title)) {
			return a
		}
	}
	if len(found) > 1 && found[0].body != "" {
		return found[0]
	}
	return article{}
}

// same compares two headlines by their letters; one may have the outlet's
// name after it.
func same(a, b string) bool {
	a, b = letters(a), letters(b)
	return a != "" && b != "" && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a))
}

var notLetters = regexp.MustCompile(`[^\p{L}\p{N}]+`)

func letters(s string) string { return notLetters.ReplaceAllString(strings.ToLower(s), "") }

func (m *metadata) outlet(address string) string {
	host := ""
	if u, err := url.Parse(address); err == nil {
		host = strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	}
	for _, name := range []string{markup.Line(m.meta["og:site_name"]), m.article().publisher, markup.Line(m.meta["application-name"])} {
		if name != "" && len(name) < 100 && !strings.Contains(name, "://") {
			return name
		}
	}
	return host
}

// headline chooses the title that is least likely to carry the outlet's name
// or to be a section's.
func (m *metadata) headline(outlet string) string {
	for _, s := range []string{m.meta["og:title"], m.article().headline, m.meta["twitter:title"], m.props["headline"], m.title, m.heading} {
		s = markup.Line(html.UnescapeString(s))
		if s == "" || letters(s) == letters(outlet) {
			continue
		}
		if same(s, m.heading) && len(m.heading) >= 20 && len(m.heading) < len(s) {
			s = m.heading
		}
		return withoutOutlet(s, outlet)
	}
	return ""
}

// withoutOutlet cuts " - The Outlet" from the end of a title.
func withoutOutlet(title, outlet string) string {
	at := strings.LastIndexAny(title, "|–—»·-")
	if at < 3 {
		return title
	}
	_, size := utf8.DecodeRuneInString(title[at:])
	before, after := strings.TrimRight(title[:at], " \u00a0"), strings.TrimSpace(title[at+size:])
	a, o := letters(after), letters(outlet)
	if before != title[:at] && a != "" && o != "" && (strings.Contains(o, a) || strings.Contains(a, o)) {
		return before
	}
	return title
}

func (m *metadata) author(outlet string) string {
	for _, s := range []string{m.article().author, m.meta["author"], m.meta["article:author"], m.meta["parsely-author"], m.meta["sailthru.author"], m.meta["dc.creator"], m.props["author"], m.byline} {
		if s = cleanName(markup.Line(s)); s != "" && letters(s) != letters(outlet) {
			return s
		}
	}
	return ""
}

// credit is whom the page names as the source of its text, if not itself.
func (m *metadata) credit(outlet string) string {
	for _, name := range []string{"original-source", "syndication-source", "article:source", "dc.source", "dcterms.source", "source"} {
		s := markup.Line(m.meta[name])
		if s != "" && len(s) < 200 && letters(s) != letters(outlet) {
			return s
		}
	}
	return ""
}

var namePrefix = regexp.MustCompile(`(?i)^(?:by|von|par|por|di|door|av|od|written by|posted by|автор:?)\s+`)

// cleanName gives "" for what is no name: addresses, accounts, sentences, times.
func cleanName(s string) string {
	s = strings.TrimSpace(namePrefix.ReplaceAllString(s, ""))
	if strings.Contains(s, "://") || strings.HasPrefix(s, "@") || strings.HasPrefix(s, "{") || strings.ContainsAny(s, "0123456789") || len(s) > 120 || len(s) < 2 {
		return ""
	}
	return s
}

// language trusts the text before the tag that a template sets.
func (m *metadata) language(text string) string {
	if l := language.Detect(text); l != "" {
		return l
	}
	tag, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(m.lang)), "-")
	if len(tag) == 2 || len(tag) == 3 {
		return tag
	}
	return ""
}

// dropTitle takes the headline out of the head of the text.
func dropTitle(doc *credence.Document) {
	first, rest, _ := strings.Cut(doc.Text, "\n\n")
	if doc.Title != "" && letters(first) == letters(doc.Title) && rest != "" {
		doc.Text = rest
	}
}

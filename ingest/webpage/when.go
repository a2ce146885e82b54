package webpage

import (
	"net/url"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html/atom"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/ingest/internal/stamp"
)

// publishedNames are the meta names under which publishers put the time of
// publication, surest first; modifiedNames likewise for changes.
var (
	publishedNames = []string{
		"article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished",
		"parsely-pub-date", "sailthru.date", "article.published", "published-date", "published_date", "publish-date",
		"publish_date", "publication_date", "publicationdate", "publication-date", "pubdate", "pub_date", "dc.date.issued",
		"dcterms.issued", "dcterms.date", "dc.date", "citation_publication_date", "article_date_original",
		"displaydate", "originalpublicationdate", "cxenseparse:recs:publishtime", "bt:pubdate", "date", "vr:published_time",
		"rnews:datepublished", "iso-8601-publish-date", "artikel-datum", "cre-date", "last-published", "ptime", "mediator_published_time",
	}
	modifiedNames = []string{"article:modified_time", "article:modified", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "last-modified", "modified", "lastmod"}
)

// candidate is a time found in one place of the page.
type candidate struct {
	at    credence.Interval
	basis string
}

// earliest is before any news page.
var earliest = time.Date(1993, 1, 1, 0, 0, 0, 0, time.UTC)

// when says when the page was published and changed. The sources are asked in
// the order in which they have proved right; a time that the page's own
// address or capture contradicts is passed over.
func (m *metadata) when(address string, src Source) (published, modified credence.Interval) {
	if isFrontPage(address) {
		return published, m.modified(src) // what stands there changes by the hour
	}
	path, inPath := pathDate(address, src)
	for _, c := range m.candidates(src) {
		if inPath && days(c.at, path) > 2 {
			continue // the address was given on the day of publication
		}
		published = c.at
		published.Basis = c.basis
		break
	}
	published = m.disputed(published, src)
	if published.IsZero() && inPath {
		published = path
		published.Basis = "address of the page"
	}
	modified = m.modified(src)
	if !published.IsZero() && modified.Before(published.From) {
		modified = credence.Interval{}
	}
	return published, modified
}

// disputed widens a time that the page's two surest sources state differently:
// an article brought back later with one of them changed.
func (m *metadata) disputed(published credence.Interval, src Source) credence.Interval {
	linked, ok := plausible(m.article().published, src)
	meta, also := plausible(m.meta["article:published_time"], src)
	if !ok || !also || days(linked, meta) <= 2 {
		return published
	}
	if meta.From.Before(linked.From) {
		linked, meta = meta, linked
	}
	return credence.Interval{From: linked.From, To: meta.To, Basis: "page JSON-LD and page meta, which differ"}
}

// candidates gives the stated times of publication, surest first.
func (m *metadata) candidates(src Source) []candidate {
	var out []candidate
	add := func(value, basis string) {
		if at, ok := plausible(value, src); ok {
			out = append(out, candidate{at, basis})
		}
	}
	add(m.article().published, "page JSON-LD")
	for _, name := range publishedNames {
		add(m.meta[name], "page meta "+name)
	}
	for _, a := range m.linked {
		if !a.news {
			add(a.published, "page JSON-LD")
		}
	}
	out = append(out, m.marked(src)...)
	if at, ok := m.dateline(src); ok {
		out = append(out, candidate{at, "date below the headline"})
	}
	return out
}

// dateline finds a date in the lines between headline and text.
func (m *metadata) dateline(src Source) (credence.Interval, bool) {
	for i, b := range m.blocks {
		if b.tag != atom.H1 || b.aside != 0 || !m.isTitle(b.text) {
			continue
		}
		for _, line := range m.blocks[i+1 : min(i+5, len(m.blocks))] {
			if len(line.text) > 160 || isHeading(line.tag) {
				break
			}
			if at, ok := plausible(line.text, src); ok {
				return at, true
			}
		}
	}
	return credence.Interval{}, false
}

// isTitle reports whether a heading is the page's title, apart from the name
// of the outlet.
func (m *metadata) isTitle(heading string) bool {
	h := letters(heading)
	for _, title := range []string{m.meta["og:title"], m.title} {
		if t := letters(title); h != "" && strings.Contains(t, h) && 2*len(h) > len(t) {
			return true
		}
	}
	return false
}

// marked gives the times that elements of the page show: those marked as the
// publication, then one that stands alone outside lists and sidebars. Several
// that differ say nothing.
func (m *metadata) marked(src Source) []candidate {
	var out []candidate
	for _, published := range []bool{true, false} {
		var found []credence.Interval
		for _, t := range m.times {
			if t.published != published || t.aside || t.modified {
				continue
			}
			if at, ok := plausible(t.value, src); ok {
				found = append(found, at)
			}
		}
		if len(found) == 0 {
			continue
		}
		agree := true
		for _, at := range found[1:] {
			agree = agree && days(at, found[0]) <= 1
		}
		if agree {
			out = append(out, candidate{found[0], "time shown on the page"})
		}
	}
	return out
}

func (m *metadata) modified(src Source) credence.Interval {
	if at, ok := plausible(m.article().modified, src); ok {
		at.Basis = "page JSON-LD"
		return at
	}
	for _, name := range modifiedNames {
		if at, ok := plausible(m.meta[name], src); ok {
			at.Basis = "page meta " + name
			return at
		}
	}
	return credence.Interval{}
}

// plausible reads a time and refuses one before the web or after the page was
// seen.
func plausible(value string, src Source) (credence.Interval, bool) {
	at, ok := stamp.Parse(value, src.Zone)
	if !ok || at.From.Before(earliest) {
		return credence.Interval{}, false
	}
	if !src.Seen.IsZero() && at.From.After(src.Seen.Add(24*time.Hour)) {
		return credence.Interval{}, false
	}
	return at, true
}

var pathDates = []*regexp.Regexp{
	regexp.MustCompile(`(?:^|[/_.-])((?:19|20)\d{2})[/_.-](\d{1,2})[/_.-](\d{1,2})(?:[/_.-]|$)`),
	regexp.MustCompile(`(?:^|[/_-])((?:19|20)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?:[/_.-]|$)`),
	regexp.MustCompile(`(?:^|/)((?:19|20)\d{2})/([a-z]{3})/(\d{1,2})/`),
}

// pathDate reads the day that many outlets put into the address of a page.
func pathDate(address string, src Source) (credence.Interval, bool) {
	u, err := url.Parse(address)
	if err != nil {
		return credence.Interval{}, false
	}
	for _, re := range pathDates {
		if g := re.FindStringSubmatch(strings.ToLower(u.Path)); g != nil {
			if at, ok := plausible(g[3]+" "+g[2]+" "+g[1], src); ok { // a month by name
				return at, true
			}
			if at, ok := plausible(g[1]+"-"+g[2]+"-"+g[3], src); ok {
				return at, true
			}
		}
	}
	return credence.Interval{}, false
}

// days is the distance between two times in days.
func days(a, b credence.Interval) int {
	d := a.From.Sub(b.From)
	if d < 0 {
		d = -d
	}
	return int(d.Hours() / 24)
}

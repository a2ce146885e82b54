package page

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/plain"
	"github.com/credence-project/credence/internal/workbench"
	"github.com/credence-project/credence/lexicon"
)

// searchBody is what the page of a search is made from.
type searchBody struct {
	Words     string
	Hits      []hitRow
	Next      string // address of the next page
	First     bool
	Claims    []claimRow
	Incidents []incidentRow
	Claimants []*lexicon.Actor
}

// hitRow is a document found, with the passage that matches cut at the words
// that were asked for.
type hitRow struct {
	source
	Passage []fragment
	Lang    string
}

type fragment struct {
	Text  string
	Asked bool
}

type incidentRow struct {
	ID      credence.IncidentID
	Title   string
	Country string
	Reports int
}

// maxQuery bounds what is asked for, and hitsShown what a page lists.
const (
	maxQuery  = 400
	hitsShown = 20
)

// identifier matches a whole identifier, for which there is no need to search;
// pageOf is where its page is.
var (
	identifier = regexp.MustCompile(`^[cdi]-[a-z0-9]{20}$`)
	pageOf     = map[byte]string{'c': "/claims/", 'd': "/documents/", 'i': "/incidents/"}
)

func (p *Pages) search(w http.ResponseWriter, r *http.Request) error {
	m, err := p.moment(r)
	if err != nil {
		return err
	}
	words := strings.TrimSpace(r.URL.Query().Get("q"))
	if len(words) > maxQuery || !utf8.ValidString(words) {
		return &credence.InputError{Name: "search", Reason: "want a few words"}
	}
	if identifier.MatchString(words) {
		http.Redirect(w, r, m.Link(pageOf[words[0]]+words), http.StatusSeeOther)
		return nil
	}
	b := searchBody{Words: words}
	if words != "" {
		after := r.URL.Query().Get("after")
		f, err := p.bench.SearchAll(r.Context(), words, workbench.Page{After: after, Limit: hitsShown}, m.At)
		if err != nil {
			return err
		}
		b.First = after == ""
		p.fillSearch(&b, f)
		if f.Documents.Next != "" {
			b.Next = m.Link("/search?" + url.Values{"q": {words}, "after": {f.Documents.Next}}.Encode())
		}
	}
	title := "Search"
	if words != "" {
		title = words + " · search"
	}
	return p.render(w, r, "search", view{Title: title, Moment: m, Query: words, Body: b})
}

func (p *Pages) fillSearch(b *searchBody, f *workbench.Found) {
	for _, h := range f.Documents.Hits {
		d := h.Document
		b.Hits = append(b.Hits, hitRow{source: sourceOf(&d), Passage: pieces(h.Excerpt, h.Matches), Lang: d.Lang})
	}
	b.Claims, b.Claimants = p.claimRows(f.Claims), f.Claimants
	for _, in := range f.Incidents {
		b.Incidents = append(b.Incidents, incidentRow{in.ID, plain.Capital(workbench.IncidentTitle(&in)), countryName(in.Place.Country), len(in.Mentions)})
	}
}

// pieces cuts a passage at its matches, which are spans of the document.
func pieces(passage credence.Quote, matches []credence.Span) []fragment {
	var out []fragment
	at := passage.Start
	for _, m := range matches {
		if m.Start < at || m.End > passage.End || m.Len() <= 0 {
			continue
		}
		if m.Start > at {
			out = append(out, fragment{Text: passage.Text[at-passage.Start : m.Start-passage.Start]})
		}
		out = append(out, fragment{passage.Text[m.Start-passage.Start : m.End-passage.Start], true})
		at = m.End
	}
	return append(out, fragment{Text: passage.Text[at-passage.Start:]})
}

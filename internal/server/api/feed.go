package api

import (
	"context"
	"encoding/xml"
	"net/http"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/workbench"
)

// feedVerdicts is how many of the verdicts kept last the feed looks at.
const feedVerdicts = 50

// news holds the changes of verdicts until another verdict is kept.
type news struct {
	mu      sync.Mutex
	last    string // the verdict kept last
	changes []workbench.VerdictChange
}

// The elements of Atom, RFC 4287.
type (
	atomFeed struct {
		XMLName   xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		ID        string      `xml:"id"`
		Title     string      `xml:"title"`
		Subtitle  string      `xml:"subtitle"`
		Updated   string      `xml:"updated"`
		Author    atomPerson  `xml:"author"`
		Generator string      `xml:"generator"`
		Links     []atomLink  `xml:"link"`
		Entries   []atomEntry `xml:"entry"`
	}
	atomPerson struct {
		Name string `xml:"name"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr,omitempty"`
		Href string `xml:"href,attr"`
	}
	atomEntry struct {
		ID       string         `xml:"id"`
		Title    string         `xml:"title"`
		Updated  string         `xml:"updated"`
		Link     atomLink       `xml:"link"`
		Category []atomCategory `xml:"category"`
		Content  atomText       `xml:"content"`
	}
	atomCategory struct {
		Term string `xml:"term,attr"`
	}
	atomText struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	}
)

// feed answers with the changes of verdicts as an Atom feed.
func (a *API) feed(w http.ResponseWriter, r *http.Request) {
	if !caller.From(r.Context()).May(caller.Reader) {
		w.Header().Set("WWW-Authenticate", "Bearer")
		problem(w, http.StatusUnauthorized, "log in, or send a token")
		return
	}
	changes, err := a.verdictNews(r.Context())
	if err != nil {
		a.log.Error("feed", "err", err)
		problem(w, http.StatusInternalServerError, "internal error")
		return
	}
	body, err := xml.MarshalIndent(atomOf(changes, a.address(r)), "", " ")
	if err != nil {
		a.log.Error("feed", "err", err)
		problem(w, http.StatusInternalServerError, "internal error")
		return
	}
	w.Header().Set("Cache-Control", "private, no-cache")
	a.tagged(w, r, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
		w.Write(append([]byte(xml.Header), body...))
	}))
}

// verdictNews gives the changes of verdicts, read again only when another
// verdict was kept.
func (a *API) verdictNews(ctx context.Context) ([]workbench.VerdictChange, error) {
	last, err := a.bench.LastVerdict(ctx)
	if err != nil {
		return nil, err
	}
	a.news.mu.Lock()
	defer a.news.mu.Unlock()
	if a.news.last == last && a.news.changes != nil {
		return a.news.changes, nil
	}
	changes, err := a.bench.VerdictChanges(ctx, feedVerdicts)
	if err != nil {
		return nil, err
	}
	a.news.last, a.news.changes = last, changes
	return changes, nil
}

func atomOf(changes []workbench.VerdictChange, base string) atomFeed {
	f := atomFeed{
		ID: "urn:credence:verdicts", Title: "Credence: verdicts that changed",
		Subtitle: "Each entry is a verdict that was kept and differs from the one before it.",
		Updated:  time.Unix(0, 0).UTC().Format(time.RFC3339), Author: atomPerson{"Credence"}, Generator: "Credence",
		Links: []atomLink{{"self", "application/atom+xml", base + "/feeds/verdicts.atom"}, {"alternate", "text/html", base + "/"}},
	}
	for i, c := range changes {
		at := c.Recorded.UTC().Format(time.RFC3339)
		if i == 0 {
			f.Updated = at
		}
		text := []string{c.Now.String()}
		if c.Before != nil {
			text = append(text, "Before: "+c.Before.String())
		}
		text = append(text, c.Lines...)
		if c.MachineCoded {
			text = append(text, "Machine-coded: no person has accepted the evidence.")
		}
		f.Entries = append(f.Entries, atomEntry{
			ID: "urn:credence:verdict:" + c.ID, Title: plain(c.Title), Updated: at,
			Link:     atomLink{"alternate", "text/html", base + "/claims/" + string(c.Claim) + "/at/" + c.Recorded.UTC().Format(time.RFC3339Nano) + "?as_of=" + c.Now.AsOf.UTC().Format(time.RFC3339)},
			Category: []atomCategory{{string(c.Now.Sufficiency)}, {string(c.Now.Top.H)}},
			Content:  atomText{"text", plain(strings.Join(text, "\n"))},
		})
	}
	return f
}

// plain leaves out what XML cannot hold.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || r < 0x20 && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, s)
}

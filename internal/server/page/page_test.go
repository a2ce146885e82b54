package page

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/extract"
	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/testkit"
	"github.com/credence-project/credence/internal/workbench"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// today is when the tests take place.
var today = time.Date(2026, 3, 4, 15, 0, 0, 0, time.UTC)

var extractor = sync.OnceValues(func() (*extract.Extractor, error) { return extract.New(lang.English(), lexicon.Actors()) })

// site is a workbench behind its pages, with a store of its own.
type site struct {
	t     testing.TB
	bench *workbench.Workbench
	pages *Pages
	mux   *http.ServeMux
	now   time.Time
	role  caller.Role
}

func newSite(t testing.TB) *site {
	t.Helper()
	x, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	db := testkit.OpenStore(t)
	s := &site{t: t, now: today, role: caller.Admin, mux: http.NewServeMux()}
	s.bench = workbench.New(&pipeline.Stages{DB: db, Extractor: x, Actors: lexicon.Actors(), Workers: 1}, "")
	s.bench.Draws = 100
	p, err := New(s.bench, Options{Now: func() time.Time { return s.now }, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	s.pages = p
	p.Routes(s.mux)
	return s
}

// load puts a case of the casebook into the store, as the demo does, and
// gives the identifier of its claim.
func (s *site) load(name string) string {
	s.t.Helper()
	c, err := casebook.Embedded(name)
	if err != nil {
		s.t.Fatal(err)
	}
	claim, err := s.bench.LoadCase(context.Background(), c, "Credence casebook", s.now.Add(-time.Hour))
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.bench.Stages.Derive(context.Background()); err != nil {
		s.t.Fatal(err)
	}
	return string(claim.ID)
}

func (s *site) do(r *http.Request) *http.Response {
	r = r.WithContext(caller.With(r.Context(), caller.Caller{Name: "ana", Role: s.role, Local: true}))
	w := httptest.NewRecorder()
	s.mux.ServeHTTP(w, r)
	return w.Result()
}

// visit gives the page at an address, which must have that status, and holds
// it to what every page must be.
func (s *site) visit(address string, status int) string {
	s.t.Helper()
	return s.read(s.do(httptest.NewRequest("GET", address, nil)), status)
}

// post sends a form and gives where it leads.
func (s *site) post(address, form string, status int) (location, body string) {
	s.t.Helper()
	r := httptest.NewRequest("POST", address, strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res := s.do(r)
	location = res.Header.Get("Location")
	if status == http.StatusSeeOther {
		if res.StatusCode != status {
			s.t.Fatalf("POST %s: %d, want %d", address, res.StatusCode, status)
		}
		return location, ""
	}
	return location, s.read(res, status)
}

func (s *site) read(res *http.Response, status int) string {
	s.t.Helper()
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	if res.StatusCode != status {
		s.t.Fatalf("status %d, want %d: %s", res.StatusCode, status, body)
	}
	checkPage(s.t, string(body))
	return string(body)
}

// checkPage holds a page to the rules of all pages: one heading of the first
// rank, nothing inline, nothing from elsewhere, a label for every field, no
// identifier twice.
func checkPage(t testing.TB, body string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	c := pageCheck{t: t, ids: map[string]bool{}, labelled: map[string]bool{}}
	c.collect(doc, false)
	c.walk(doc, false)
	if c.h1 != 1 {
		t.Errorf("%d headings of the first rank, want 1", c.h1)
	}
}

type pageCheck struct {
	t        testing.TB
	h1       int
	ids      map[string]bool
	labelled map[string]bool // by id
}

func (c *pageCheck) collect(n *html.Node, inside bool) {
	if n.Type == html.ElementNode && n.Data == "label" {
		if f := attr(n, "for"); f != "" {
			c.labelled[f] = true
		}
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		c.collect(k, inside)
	}
}

func (c *pageCheck) walk(n *html.Node, inLabel bool) {
	if n.Type == html.ElementNode {
		inLabel = inLabel || n.Data == "label"
		c.element(n, inLabel)
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		c.walk(k, inLabel)
	}
}

func (c *pageCheck) element(n *html.Node, inLabel bool) {
	switch n.Data {
	case "h1":
		c.h1++
	case "style":
		c.t.Error("a style element")
	case "script":
		if attr(n, "src") == "" || n.FirstChild != nil {
			c.t.Error("an inline script")
		}
	case "input", "select", "textarea":
		kind := attr(n, "type")
		if kind != "hidden" && kind != "submit" && !inLabel && !c.labelled[attr(n, "id")] && attr(n, "aria-label") == "" && attr(n, "aria-labelledby") == "" {
			c.t.Errorf("field %s %q has no label", n.Data, attr(n, "name"))
		}
	case "img", "svg":
		if attr(n, "alt") == "" && attr(n, "aria-hidden") != "true" && attr(n, "role") != "img" {
			c.t.Errorf("a picture without words: %v", n.Attr)
		}
	}
	for _, a := range n.Attr {
		switch {
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			c.t.Errorf("attribute %s on %s", a.Key, n.Data)
		case a.Key == "id" && c.ids[a.Val]:
			c.t.Errorf("id %q twice", a.Val)
		case a.Key == "id":
			c.ids[a.Val] = true
		case (a.Key == "href" && n.Data != "a" || a.Key == "src" || a.Key == "action") && (strings.Contains(a.Val, "//") || strings.Contains(a.Val, ":")):
			c.t.Errorf("%s %s=%q leads elsewhere", n.Data, a.Key, a.Val)
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func TestProblems(t *testing.T) {
	s := newSite(t)
	if body := s.visit("/nothing/here", http.StatusNotFound); !strings.Contains(body, "There is nothing here") {
		t.Errorf("got %s", body)
	}
}

func TestStatic(t *testing.T) {
	files, err := readStatic()
	if err != nil {
		t.Fatal(err)
	}
	s := newSite(t)
	for name := range files.names {
		res := s.do(httptest.NewRequest("GET", files.address(name), nil))
		if res.StatusCode != http.StatusOK || !strings.Contains(res.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d, %v", name, res.StatusCode, res.Header)
		}
	}
	if res := s.do(httptest.NewRequest("GET", "/static/style.css", nil)); res.StatusCode != http.StatusNotFound {
		t.Errorf("a name without the hash of its content: %d", res.StatusCode)
	}
}

func TestMoment(t *testing.T) {
	p := &Pages{now: func() time.Time { return today }}
	for _, tt := range []struct{ name, query, want string }{
		{"now", "", "/x"},
		{"a day means its end", "?as_of=2017-03-23", "/x?as_of=2017-03-23T23%3A59%3A59Z"},
		{"a minute", "?as_of=2017-03-23T12:20Z", "/x?as_of=2017-03-23T12%3A20%3A00Z"},
		{"a field of a form", "?as_of=2017-03-23T12:20", "/x?as_of=2017-03-23T12%3A20%3A00Z"},
		{"another zone", "?as_of=2017-03-23T12:20:00%2B02:00", "/x?as_of=2017-03-23T10%3A20%3A00Z"},
		{"empty", "?as_of=", "/x"},
		{"entered by", "?recorded=2020-01-01", "/x?as_of=2026-03-04T15%3A00%3A00Z&recorded=2020-01-01T23%3A59%3A59Z"},
		{"no time", "?as_of=yesterday", "error"},
		{"too many digits", "?as_of=99999-01-01", "error"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, err := p.moment(httptest.NewRequest("GET", "/"+tt.query, nil))
			got := m.Link("/x")
			if err != nil {
				got = "error"
			}
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

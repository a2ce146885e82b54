package client

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// What is held already is asked for again only if it changed, and no more is
// kept than was allowed.
func TestKeepsWhatItHas(t *testing.T) {
	var sent []string
	version := 1
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		tag := fmt.Sprintf(`W/"%d"`, version)
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			sent = append(sent, "not modified")
			w.WriteHeader(http.StatusNotModified)
			return
		}
		sent = append(sent, "sent")
		fmt.Fprintf(w, `{"title":"version %d"}`, version)
	}))
	defer s.Close()
	c := New(s.URL+"/", Options{Keep: 2})
	ask := func(claim, want string) {
		t.Helper()
		b, err := c.Claim(t.Context(), claim, AsOf{})
		if err != nil || b.Title != want {
			t.Errorf("%s: %q, %v; want %q", claim, b.Title, err, want)
		}
	}
	ask("a", "version 1")
	ask("a", "version 1")
	version = 2
	ask("a", "version 2")
	ask("b", "version 2")
	ask("c", "version 2") // a is no longer kept
	ask("a", "version 2")
	if want := []string{"sent", "not modified", "sent", "sent", "sent", "sent"}; !slices.Equal(sent, want) {
		t.Errorf("got %v, want %v", sent, want)
	}
}

func TestRefusals(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasSuffix(r.URL.Path, "/absent"):
			w.Header().Set("Content-Type", "application/problem+json")
			w.WriteHeader(404)
			fmt.Fprint(w, `{"title":"Not Found","status":404,"detail":"no such claim"}`)
		case strings.HasSuffix(r.URL.Path, "/proxy"):
			http.Error(w, "<html>down</html>", http.StatusBadGateway)
		case strings.HasSuffix(r.URL.Path, "/odd"):
			fmt.Fprint(w, "<html>hello</html>")
		case r.Header.Get("Authorization") != "Bearer secret":
			w.WriteHeader(401)
		case r.URL.EscapedPath() != "/api/v1/claims/a%2Fb%20c" || r.URL.RawQuery != "as_of=2017-03-27&recorded=2018":
			http.Error(w, r.URL.String(), 400)
		default:
			fmt.Fprint(w, "{}")
		}
	}))
	defer s.Close()
	c := New(s.URL, Options{Token: "secret"})
	for _, tt := range []struct {
		claim  string
		status int
		says   string
	}{{"absent", 404, "Not Found: no such claim"}, {"proxy", 502, "Bad Gateway"}} {
		_, err := c.Claim(t.Context(), tt.claim, AsOf{})
		var p *Problem
		if !errors.As(err, &p) || p.Status != tt.status || err.Error() != tt.says || IsNotFound(err) != (tt.status == 404) {
			t.Errorf("%s: %v, want %s", tt.claim, err, tt.says)
		}
	}
	if _, err := c.Claim(t.Context(), "odd", AsOf{}); err == nil || !strings.Contains(err.Error(), "not as expected") {
		t.Errorf("an answer of something else: %v", err)
	}
	if _, err := c.Claim(t.Context(), "a/b c", AsOf{Known: "2017-03-27", Recorded: "2018"}); err != nil {
		t.Errorf("a claim with an odd name: %v", err)
	}
}

func TestAll(t *testing.T) {
	pages := map[string]Page[int]{"": {Items: []int{1, 2}, Next: "x"}, "x": {Next: "y"}, "y": {Items: []int{3}}}
	got, err := All(func(after string) (Page[int], error) { return pages[after], nil })
	if err != nil || !slices.Equal(got, []int{1, 2, 3}) {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := All(func(string) (Page[int], error) { return Page[int]{}, ErrSignature }); !errors.Is(err, ErrSignature) {
		t.Errorf("got %v", err)
	}
}

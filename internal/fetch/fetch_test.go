package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/credence-project/credence"
)

// site serves pages by path; without a page for it, robots.txt is absent.
func site(t *testing.T, pages map[string]http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if page := pages[r.URL.Path]; page != nil {
			page(w, r)
			return
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func text(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, body) }
}

// client may reach the test's own server and waits for nobody.
func client(t *testing.T, opt Options) *Client {
	t.Helper()
	opt.AllowPrivate = true
	opt.Interval = time.Nanosecond
	c := New(opt)
	t.Cleanup(c.Close)
	return c
}

func TestGet(t *testing.T) {
	packed := func(w http.ResponseWriter, r *http.Request) {
		var b bytes.Buffer
		zw := gzip.NewWriter(&b)
		zw.Write(bytes.Repeat([]byte("0"), 1<<20))
		zw.Close()
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(b.Bytes())
	}
	s := site(t, map[string]http.HandlerFunc{
		"/robots.txt": text("User-agent: credence\nDisallow: /secret\n\nUser-agent: *\nDisallow: /\n"),
		"/page":       text("the page"),
		"/secret":     text("not for robots"),
		"/moved":      func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/page", http.StatusFound) },
		"/inside":     func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/secret", http.StatusFound) },
		"/away": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "file:///etc/hosts", http.StatusFound)
		},
		"/loop":   func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) },
		"/broken": func(w http.ResponseWriter, r *http.Request) { http.Error(w, "no", http.StatusBadGateway) },
		"/large":  text(strings.Repeat("x", 2000)),
		"/packed": packed,
		"/gone":   func(w http.ResponseWriter, r *http.Request) { http.Error(w, "no", http.StatusGone) },
	})
	c := client(t, Options{Agent: "credence/1 (test)", MaxSize: 1000})
	for _, tt := range []struct {
		path, body, reason string
		err                error
	}{
		{path: "/page", body: "the page"},
		{path: "/moved", body: "the page"},
		{path: "/secret", reason: "forbids it", err: ErrRobots},
		{path: "/inside", reason: "forbids it", err: ErrRobots},
		{path: "/away", reason: "not a web address"},
		{path: "/loop", reason: "more than 5 redirects"},
		{path: "/broken", reason: "502"},
		{path: "/large", reason: "larger than 1000 bytes", err: credence.ErrTooLarge},
		{path: "/packed", reason: "larger than 1000 bytes", err: credence.ErrTooLarge},
		{path: "/absent", reason: "no such page", err: credence.ErrNotFound},
		{path: "/gone", reason: "no such page", err: credence.ErrNotFound},
	} {
		t.Run(tt.path, func(t *testing.T) {
			page, err := c.Get(t.Context(), s.URL+tt.path, Validator{})
			if tt.reason == "" {
				if err != nil {
					t.Fatal(err)
				}
				if string(page.Body) != tt.body || page.URL != s.URL+"/page" {
					t.Errorf("got %q at %s, want %q at /page", page.Body, page.URL, tt.body)
				}
				return
			}
			var in *credence.InputError
			if !errors.As(err, &in) || in.Name != s.URL+tt.path || !strings.Contains(in.Reason, tt.reason) {
				t.Fatalf("got %v, want an InputError about %q", err, tt.reason)
			}
			if tt.err != nil && !errors.Is(err, tt.err) {
				t.Errorf("got %v, want it to wrap %v", err, tt.err)
			}
		})
	}
}

func TestGetRefusesAddresses(t *testing.T) {
	c := client(t, Options{})
	for _, address := range []string{"", "x", "ftp://example.org/", "file:///etc/hosts", "http://", "http://user:word@example.org/", "http://[::1", "javascript:0"} {
		if _, err := c.Get(t.Context(), address, Validator{}); err == nil {
			t.Errorf("Get(%q) succeeded", address)
		}
	}
}

// No request leaves for an address inside: the dialer refuses it before.
func TestGetStaysOutside(t *testing.T) {
	asked := false
	s := site(t, map[string]http.HandlerFunc{"/": func(http.ResponseWriter, *http.Request) { asked = true }})
	c := New(Options{Interval: time.Nanosecond})
	for _, address := range []string{
		s.URL, "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0.0.0.0/", "http://[::1]/", "http://[::ffff:127.0.0.1]/",
		"http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.0.1/", "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/",
		"http://[fe80::1]/", "http://[fc00::1]/", "http://224.0.0.1/", "http://[64:ff9b::7f00:1]/", "http://localhost/",
	} {
		_, err := c.Get(t.Context(), address, Validator{})
		if err == nil {
			t.Errorf("Get(%s) succeeded", address)
		}
		var in *credence.InputError
		if !errors.As(err, &in) {
			t.Errorf("Get(%s) = %v, want an InputError", address, err)
		}
	}
	if _, err := c.Get(t.Context(), "http://127.0.0.1/", Validator{}); !errors.Is(err, ErrPrivate) {
		t.Errorf("got %v, want ErrPrivate", err)
	}
	if asked {
		t.Error("the server on the loopback address was asked")
	}
}

func TestGetAsksForChanges(t *testing.T) {
	s := site(t, map[string]http.HandlerFunc{"/feed": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		if r.Header.Get("If-None-Match") == `"v1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, "entries")
	}})
	now := time.Date(2017, 3, 23, 12, 20, 0, 0, time.UTC)
	c := client(t, Options{Now: func() time.Time { return now }})
	first, err := c.Get(t.Context(), s.URL+"/feed", Validator{})
	if err != nil {
		t.Fatal(err)
	}
	if first.Validator.ETag != `"v1"` || !first.Retrieved.Equal(now) {
		t.Errorf("got %+v", first)
	}
	second, err := c.Get(t.Context(), s.URL+"/feed", first.Validator)
	if err != nil {
		t.Fatal(err)
	}
	if !second.NotModified || second.Body != nil || second.Validator.ETag != `"v1"` {
		t.Errorf("got %+v, want it unchanged", second)
	}
}

func TestRobots(t *testing.T) {
	for _, tt := range []struct {
		name   string
		robots http.HandlerFunc
		want   error
	}{
		{"absent", http.NotFound, nil},
		{"forbidden to see", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(403) }, nil},
		{"failing", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(503) }, ErrRobots},
		{"nonsense", text("\x00\xff<html>"), nil},
		{"allowing", text("User-agent: *\nDisallow:\n"), nil},
		{"closed", text("User-agent: *\nDisallow: /\n"), ErrRobots},
		{"redirected", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/page", http.StatusFound) }, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			asked := 0
			s := site(t, map[string]http.HandlerFunc{"/page": text("x"), "/robots.txt": func(w http.ResponseWriter, r *http.Request) {
				asked++
				tt.robots(w, r)
			}})
			c := client(t, Options{})
			for range 2 {
				if _, err := c.Get(t.Context(), s.URL+"/page", Validator{}); !errors.Is(err, tt.want) {
					t.Errorf("got %v, want %v", err, tt.want)
				}
			}
			if tt.want == nil && asked != 1 {
				t.Errorf("robots.txt was asked for %d times in an hour, want once", asked)
			}
		})
	}
}

func TestGetGivesUp(t *testing.T) {
	release := make(chan struct{})
	s := site(t, map[string]http.HandlerFunc{"/slow": func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	}})
	defer close(release)
	c := client(t, Options{Timeout: 50 * time.Millisecond})
	_, err := c.Get(t.Context(), s.URL+"/slow", Validator{})
	var in *credence.InputError
	if !errors.As(err, &in) || !strings.Contains(in.Reason, "in time") {
		t.Errorf("got %v, want it to say that time ran out", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Get(ctx, s.URL+"/slow", Validator{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

// The second request to a host has to wait; the wait ends with the context.
func TestGetWaits(t *testing.T) {
	var asked atomic.Int32
	s := site(t, map[string]http.HandlerFunc{"/page": func(http.ResponseWriter, *http.Request) { asked.Add(1) }})
	c := New(Options{AllowPrivate: true, Interval: time.Hour})
	defer c.Close()
	if _, err := c.Get(t.Context(), s.URL+"/page", Validator{}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := c.Get(ctx, s.URL+"/page", Validator{}); err == nil {
		t.Error("the second request did not wait")
	}
	if asked.Load() != 1 {
		t.Errorf("the page was asked for %d times, want once", asked.Load())
	}
}

func TestForget(t *testing.T) {
	now := time.Date(2017, 3, 23, 12, 0, 0, 0, time.UTC)
	hs := hosts{known: map[string]*host{"old": {used: now.Add(-2 * robotsAge)}, "new": {used: now}}}
	hs.forget(now)
	if hs.known["old"] != nil || hs.known["new"] == nil {
		t.Errorf("kept %v, want only the new one", hs.known)
	}
}

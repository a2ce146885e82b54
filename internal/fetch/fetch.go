// Package fetch gets pages and feeds over HTTP, politely and safely: it obeys
// robots.txt, spares servers, asks only for what has changed, bounds time and
// size, and does not reach into private networks. Begin with [New] and
// [Client.Get].
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"code.dny.dev/ssrf"

	"github.com/credence-project/credence"
)

// Reasons for which nothing was fetched, besides ErrNotFound and ErrTooLarge
// of the root package.
var (
	// ErrRobots says that the site's robots.txt forbids it.
	ErrRobots = errors.New("forbidden by robots.txt")
	// ErrPrivate says that the address lies in a private network, or on a port
	// that web servers do not use.
	ErrPrivate = errors.New("address not allowed")
)

// Options configure a client. The zero value of each field stands for its
// default.
type Options struct {
	Agent        string           // User-Agent; its first word is what robots.txt calls us; "credence"
	AllowPrivate bool             // also private, loopback and link-local addresses, and any port
	Timeout      time.Duration    // of one request with its body; 30 s
	MaxSize      int64            // of a body, unpacked, in bytes; 32 MiB
	Interval     time.Duration    // between two requests to one host; 1 s
	Now          func() time.Time // the clock; time.Now
}

const (
	maxRedirects = 5
	maxRobots    = 500 << 10
	robotsAge    = time.Hour
	maxDelay     = 30 * time.Second // the longest Crawl-delay that is kept
	maxHosts     = 10_000
)

// allowedPorts are those of web servers.
var allowedPorts = []uint16{80, 443, 8080, 8443}

// Validator is what a server gave to ask later whether a page has changed.
type Validator struct {
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

// Page is an answer.
type Page struct {
	URL         string // where it was found, after redirects
	MediaType   string // as the server gave it
	Body        []byte // unpacked; nil if NotModified
	Validator   Validator
	Retrieved   time.Time
	NotModified bool // it is as it was when Validator was given
}

// Client fetches. It may be used by many goroutines.
type Client struct {
	opt   Options
	http  *http.Client
	hosts hosts
}

// New gives a client.
func New(opt Options) *Client {
	if opt.Agent == "" {
		opt.Agent = "credence"
	}
	if opt.Timeout == 0 {
		opt.Timeout = 30 * time.Second
	}
	if opt.MaxSize == 0 {
		opt.MaxSize = 32 << 20
	}
	if opt.Interval == 0 {
		opt.Interval = time.Second
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	dialer := &net.Dialer{Timeout: 10 * time.Second}
	if !opt.AllowPrivate {
		// Asked after the name is resolved, at every connection, so that
		// neither a redirect nor a second look-up leads inside.
		dialer.Control = ssrf.New(ssrf.WithPorts(allowedPorts...)).Safe
	}
	c := &Client{opt: opt}
	c.hosts.known = map[string]*host{}
	c.http = &http.Client{
		Transport: &http.Transport{
			Proxy:                  nil, // a proxy would connect where the dialer may not
			DialContext:            dialer.DialContext,
			ForceAttemptHTTP2:      true,
			MaxIdleConnsPerHost:    2,
			MaxIdleConns:           100,
			IdleConnTimeout:        time.Minute,
			TLSHandshakeTimeout:    10 * time.Second,
			MaxResponseHeaderBytes: 256 << 10,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return c
}

// Close drops idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Get fetches address, waiting as long as politeness asks. With a validator
// from an earlier Page the server is asked for changes only. Redirects are
// followed to addresses that pass the same checks. Every error that concerns
// the address is an InputError named after it, which wraps ErrRobots,
// ErrPrivate, ErrNotFound or ErrTooLarge where one applies; when ctx ends,
// its error is given.
func (c *Client) Get(ctx context.Context, address string, known Validator) (*Page, error) {
	asked := address
	for range maxRedirects + 1 {
		u, err := parse(address)
		if err != nil {
			return nil, refused(asked, err.Error(), nil)
		}
		if err := c.admit(ctx, u); err != nil {
			return nil, explain(ctx, asked, err)
		}
		page, next, err := c.once(ctx, u, known)
		if err != nil {
			return nil, explain(ctx, asked, err)
		}
		if next == "" {
			return page, nil
		}
		address = next
	}
	return nil, refused(asked, fmt.Sprintf("more than %d redirects", maxRedirects), nil)
}

func parse(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	switch {
	case err != nil:
		return nil, errors.New("not an address")
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, errors.New("not a web address (http or https)")
	case u.Hostname() == "":
		return nil, errors.New("an address without a host")
	case u.User != nil:
		return nil, errors.New("an address with a password in it")
	}
	u.Fragment = ""
	return u, nil
}

// once makes one request and gives the page or where it has moved to.
func (c *Client) once(ctx context.Context, u *url.URL, known Validator) (page *Page, next string, err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, c.opt.Timeout, errTimeout)
	defer cancel()
	res, err := c.request(ctx, u, known)
	if err != nil {
		return nil, "", timedOut(ctx, err)
	}
	defer res.Body.Close()
	page = &Page{
		URL: u.String(), MediaType: res.Header.Get("Content-Type"), Retrieved: c.opt.Now().UTC(),
		Validator: Validator{ETag: res.Header.Get("ETag"), LastModified: res.Header.Get("Last-Modified")},
	}
	switch code := res.StatusCode; {
	case code == http.StatusNotModified:
		page.NotModified = true
		if page.Validator == (Validator{}) {
			page.Validator = known
		}
		return page, "", nil
	case code == 301 || code == 302 || code == 303 || code == 307 || code == 308:
		to, err := res.Location()
		if err != nil {
			return nil, "", &problem{reason: "redirected to nowhere"}
		}
		return nil, to.String(), nil
	case code == http.StatusNotFound || code == http.StatusGone:
		return nil, "", &problem{fmt.Sprintf("the server has no such page (%s)", res.Status), credence.ErrNotFound}
	case code < 200 || code > 299:
		return nil, "", &problem{reason: "the server answers " + res.Status}
	}
	if res.ContentLength > c.opt.MaxSize {
		return nil, "", c.tooLarge()
	}
	page.Body, err = io.ReadAll(io.LimitReader(res.Body, c.opt.MaxSize+1))
	if err != nil {
		return nil, "", timedOut(ctx, fmt.Errorf("the answer breaks off after %d bytes: %w", len(page.Body), err))
	}
	if int64(len(page.Body)) > c.opt.MaxSize {
		return nil, "", c.tooLarge()
	}
	return page, "", nil
}

func (c *Client) tooLarge() error {
	return &problem{fmt.Sprintf("larger than %d bytes", c.opt.MaxSize), credence.ErrTooLarge}
}

func (c *Client) request(ctx context.Context, u *url.URL, known Validator) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", c.opt.Agent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,*/*;q=0.5")
	if known.ETag != "" {
		req.Header.Set("If-None-Match", known.ETag)
	}
	if known.LastModified != "" {
		req.Header.Set("If-Modified-Since", known.LastModified)
	}
	return c.http.Do(req)
}

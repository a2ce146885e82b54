package fetch

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
	"golang.org/x/time/rate"
)

// hosts are the servers asked so far.
type hosts struct {
	mu    sync.Mutex
	known map[string]*host
}

// host is what is known of one server.
type host struct {
	limit  *rate.Limiter
	used   time.Time  // guarded by hosts.mu
	mu     sync.Mutex // held while robots.txt is fetched
	robots *robotstxt.Group
	read   time.Time // when robots.txt was
}

// host gives the entry of a server, making room for it if need be.
func (c *Client) host(u *url.URL) *host {
	key := u.Scheme + "://" + strings.ToLower(u.Host)
	now := c.opt.Now()
	c.hosts.mu.Lock()
	defer c.hosts.mu.Unlock()
	h := c.hosts.known[key]
	if h == nil {
		if len(c.hosts.known) >= maxHosts {
			c.hosts.forget(now)
		}
		h = &host{limit: rate.NewLimiter(rate.Every(c.opt.Interval), 1)}
		c.hosts.known[key] = h
	}
	h.used = now
	return h
}

// forget drops the servers not asked for some time or, where there is none,
// all: they are learnt again.
func (hs *hosts) forget(now time.Time) {
	for key, h := range hs.known {
		if now.Sub(h.used) > robotsAge {
			delete(hs.known, key)
		}
	}
	if len(hs.known) >= maxHosts {
		clear(hs.known)
	}
}

// admit waits until u may be asked for, or says why it may not.
func (c *Client) admit(ctx context.Context, u *url.URL) error {
	h := c.host(u)
	group, err := c.rules(ctx, h, u)
	if err != nil {
		return err
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if !group.Test(path) {
		return &problem{"robots.txt of " + u.Host + " forbids it", ErrRobots}
	}
	if err := h.limit.Wait(ctx); err != nil {
		return fmt.Errorf("waiting for %s: %w", u.Host, err)
	}
	return nil
}

// rules gives what robots.txt of u's server says to us, reading it at most
// once an hour. Without such a file everything is allowed; while the server
// fails to give it, nothing is.
func (c *Client) rules(ctx context.Context, h *host, u *url.URL) (*robotstxt.Group, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.robots != nil && c.opt.Now().Sub(h.read) < robotsAge {
		return h.robots, nil
	}
	status, body, err := c.robots(ctx, u)
	if err != nil {
		return nil, err
	}
	if status >= 500 || status == 429 {
		return nil, &problem{fmt.Sprintf("robots.txt of %s cannot be read (status %d)", u.Host, status), ErrRobots}
	}
	data, err := robotstxt.FromStatusAndBytes(status, body)
	if err != nil {
		// What cannot be understood forbids nothing.
		data, _ = robotstxt.FromStatusAndBytes(404, nil)
	}
	name, _, _ := strings.Cut(c.opt.Agent, " ")
	name, _, _ = strings.Cut(name, "/")
	h.robots, h.read = data.FindGroup(name), c.opt.Now()
	if delay := min(h.robots.CrawlDelay, maxDelay); delay > c.opt.Interval {
		h.limit.SetLimit(rate.Every(delay))
	}
	return h.robots, nil
}

// robots fetches robots.txt, following redirects.
func (c *Client) robots(ctx context.Context, u *url.URL) (status int, body []byte, err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, c.opt.Timeout, errTimeout)
	defer cancel()
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	for range maxRedirects + 1 {
		res, err := c.request(ctx, at, Validator{})
		if err != nil {
			return 0, nil, timedOut(ctx, err)
		}
		if to, err := res.Location(); err == nil && res.StatusCode/100 == 3 {
			res.Body.Close()
			if at, err = parse(to.String()); err != nil {
				return 404, nil, nil
			}
			continue
		}
		body, err := io.ReadAll(io.LimitReader(res.Body, maxRobots))
		res.Body.Close()
		if err != nil {
			return 0, nil, timedOut(ctx, fmt.Errorf("robots.txt: %w", err))
		}
		return res.StatusCode, body, nil
	}
	return 404, nil, nil
}

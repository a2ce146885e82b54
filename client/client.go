package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
)

// Options say how a server is spoken to. The zero value is a good choice.
type Options struct {
	Token string       // of an account; not needed on the machine of the server
	HTTP  *http.Client // http.DefaultClient if nil
	Keep  int          // answers kept to be asked for again only if they changed; 100 if 0, none if negative
}

// maxAnswer bounds what is read of an answer, in bytes.
const maxAnswer = 256 << 20

// Client speaks to one server. It may be used by many goroutines.
type Client struct {
	base string
	o    Options
	mu   sync.Mutex
	kept map[string]held
	old  []string // addresses of what is kept, the longest kept first
}

// held is an answer with its tag.
type held struct {
	tag  string
	body []byte
}

// New gives a client of the server at an address such as
// "http://127.0.0.1:8417".
func New(address string, o Options) *Client {
	if o.HTTP == nil {
		o.HTTP = http.DefaultClient
	}
	if o.Keep == 0 {
		o.Keep = 100
	}
	return &Client{base: strings.TrimSuffix(address, "/") + "/api/v1", o: o, kept: map[string]held{}}
}

// question is a request without the address of the server.
type question struct {
	method, path string
	query        url.Values
	kind         string // of the body
	body         io.Reader
}

// ask sends a request.
func (c *Client) ask(ctx context.Context, address string, q question, header ...string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, q.method, address, q.body)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", q.path, err)
	}
	if q.body != nil {
		req.Header.Set("Content-Type", q.kind)
	}
	if c.o.Token != "" {
		req.Header.Set("Authorization", "Bearer "+c.o.Token)
	}
	for i := 0; i+1 < len(header); i += 2 {
		if header[i+1] != "" {
			req.Header.Set(header[i], header[i+1])
		}
	}
	res, err := c.o.HTTP.Do(req)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", q.path, err)
	}
	return res, nil
}

// do makes a request and gives the answer. A refusal is a *Problem.
func (c *Client) do(ctx context.Context, q question) ([]byte, error) {
	address := c.base + q.path
	if len(q.query) > 0 {
		address += "?" + q.query.Encode()
	}
	known := c.known(q.method, address)
	res, err := c.ask(ctx, address, q, "If-None-Match", known.tag)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode == http.StatusNotModified && known.tag != "" {
		return known.body, nil
	}
	out, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", q.path, err)
	case len(out) > maxAnswer:
		return nil, fmt.Errorf("%s: the answer is larger than %d bytes", q.path, maxAnswer)
	case res.StatusCode > 299:
		return nil, refusal(res.StatusCode, out)
	case q.method == http.MethodGet:
		c.keep(address, held{res.Header.Get("ETag"), out})
	}
	return out, nil
}

func refusal(status int, body []byte) error {
	p := &Problem{}
	if json.Unmarshal(body, p) != nil || p.Status == 0 {
		p = &Problem{Title: http.StatusText(status), Status: status}
	}
	return p
}

// IsNotFound reports whether a server said that there is no such thing.
func IsNotFound(err error) bool {
	var p *Problem
	return errors.As(err, &p) && p.Status == http.StatusNotFound
}

func (c *Client) known(method, address string) held {
	c.mu.Lock()
	defer c.mu.Unlock()
	if method != http.MethodGet {
		return held{}
	}
	return c.kept[address]
}

// keep keeps an answer in place of the one that was kept longest.
func (c *Client) keep(address string, h held) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if h.tag == "" || c.o.Keep < 0 {
		return
	}
	if _, ok := c.kept[address]; !ok {
		c.old = append(c.old, address)
	}
	c.kept[address] = h
	for len(c.old) > c.o.Keep {
		delete(c.kept, c.old[0])
		c.old = c.old[1:]
	}
}

func get[T any](ctx context.Context, c *Client, path string, query url.Values) (T, error) {
	var v T
	b, err := c.do(ctx, question{method: http.MethodGet, path: path, query: query})
	if err == nil {
		err = decode(path, b, &v)
	}
	return v, err
}

func post[T any](ctx context.Context, c *Client, path string, body any) (T, error) {
	var v T
	send, err := json.Marshal(body)
	if err != nil {
		return v, fmt.Errorf("%s: %w", path, err)
	}
	b, err := c.do(ctx, question{method: http.MethodPost, path: path, kind: "application/json", body: bytes.NewReader(send)})
	if err == nil {
		err = decode(path, b, &v)
	}
	return v, err
}

func decode(path string, b []byte, into any) error {
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("%s: the answer is not as expected: %w", path, err)
	}
	return nil
}

// AsOf is the time that a read looks from: a day, a minute or RFC 3339. The
// zero value is now, with everything that was entered.
type AsOf struct {
	Known    string // could be known by then
	Recorded string // was entered by then
}

// Bounds says which part of a list is wanted; the zero value is its first page.
type Bounds struct {
	From, To string // in time
	After    string // the Next of the page before
	Limit    int    // 50 if 0
}

// values puts together a query; empty values are left out.
func values(at AsOf, b Bounds, more ...string) url.Values {
	q := url.Values{}
	more = append(more, "as_of", at.Known, "recorded", at.Recorded, "from", b.From, "to", b.To, "after", b.After)
	if b.Limit > 0 {
		more = append(more, "limit", strconv.Itoa(b.Limit))
	}
	for i := 0; i+1 < len(more); i += 2 {
		if more[i+1] != "" {
			q.Set(more[i], more[i+1])
		}
	}
	return q
}

// at gives a path with its parts escaped.
func at(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString("/" + url.PathEscape(p))
	}
	return b.String()
}

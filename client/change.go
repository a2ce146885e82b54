package client

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/credence-project/credence"
)

// AddEvidence answers a question about a claim.
func (c *Client) AddEvidence(ctx context.Context, claim string, a Answer) (credence.Evidence, error) {
	return post[credence.Evidence](ctx, c, at("claims", claim, "evidence"), a)
}

// Decide accepts or rejects an item of evidence.
func (c *Client) Decide(ctx context.Context, claim, item string, r Ruling) (Decision, error) {
	return post[Decision](ctx, c, at("claims", claim, "evidence", item, "decision"), r)
}

// Correct puts another answer in place of an item.
func (c *Client) Correct(ctx context.Context, claim, item string, r Correction) (Decision, error) {
	return post[Decision](ctx, c, at("claims", claim, "evidence", item, "correction"), r)
}

// Undo takes back the last change of an item, by another entry.
func (c *Client) Undo(ctx context.Context, claim, item, reason string) (Decision, error) {
	return post[Decision](ctx, c, at("claims", claim, "evidence", item, "undoing"), map[string]string{"reason": reason})
}

// AddText hands in a report by its words.
func (c *Client) AddText(ctx context.Context, t Text) (Task, error) {
	return post[Task](ctx, c, "/documents", t)
}

// AddAddress hands in a page or feed of the web.
func (c *Client) AddAddress(ctx context.Context, address string) (Task, error) {
	return post[Task](ctx, c, "/documents/address", map[string]string{"url": address})
}

// AddFile hands in what a file holds; name is what faults call it.
func (c *Client) AddFile(ctx context.Context, name string, r io.Reader) (Task, error) {
	var t Task
	b, err := c.do(ctx, question{http.MethodPost, "/documents/file", url.Values{"name": {name}}, "application/octet-stream", r})
	if err == nil {
		err = decode("/documents/file", b, &t)
	}
	return t, err
}

// Reset is the kind of the change that says that some were missed, and what is
// held should be read again.
const Reset = "reset"

// Follow gives changes to do as they happen, until ctx ends, the server leaves
// or do gives an error, which it gives. After is the identifier of an event
// received before, or "" for what comes from now on.
func (c *Client) Follow(ctx context.Context, after string, do func(id string, change Change) error) error {
	res, err := c.ask(ctx, c.base+"/events", question{method: http.MethodGet, path: "/events"}, "Last-Event-ID", after)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		b, _ := io.ReadAll(io.LimitReader(res.Body, 64<<10)) // what is missing of it is not shown
		return refusal(res.StatusCode, b)
	}
	lines := bufio.NewScanner(res.Body)
	lines.Buffer(nil, 1<<20)
	var id, kind, data string
	for lines.Scan() {
		if lines.Text() == "" && kind != "" {
			change := Change{Kind: kind}
			if err := json.Unmarshal([]byte(data), &change); err != nil {
				return fmt.Errorf("events: %w", err)
			}
			if err := do(id, change); err != nil {
				return err
			}
			kind, data = "", ""
		}
		name, value, _ := strings.Cut(lines.Text(), ": ")
		switch name {
		case "id":
			id = value
		case "event":
			kind = value
		case "data":
			data = value
		}
	}
	return lines.Err()
}

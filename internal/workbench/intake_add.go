package workbench

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/ingest"
	"github.com/credence-project/credence/internal/fetch"
	"github.com/credence-project/credence/internal/store"
)

// Paste is a text that somebody typed or pasted, with what is known of it.
type Paste struct {
	Title, Outlet, URL string
	Published          string // a date or time as credence.ParseTime reads it, "" if not known
	Text               string
}

// AddText queues a pasted text. Like all that is queued it is in the store
// before this returns, and is taken up again if the program stops before it is
// done.
func (q *Intake) AddText(ctx context.Context, p Paste, by string) (Task, error) {
	p.Title, p.Outlet, p.URL, p.Published = strings.TrimSpace(p.Title), strings.TrimSpace(p.Outlet), strings.TrimSpace(p.URL), strings.TrimSpace(p.Published)
	name := cmp.Or(p.Title, "pasted text")
	if err := p.check(name); err != nil {
		return Task{}, err
	}
	line, err := json.Marshal(map[string]string{"title": p.Title, "outlet": p.Outlet, "url": p.URL, "published_at": p.Published, "text": p.Text})
	if err != nil {
		return Task{}, err
	}
	return q.add(ctx, "text", name, by, line)
}

// check says what is wrong with a pasted text.
func (p *Paste) check(name string) error {
	switch {
	case strings.TrimSpace(p.Text) == "":
		return &credence.InputError{Name: name, Reason: "there is no text; paste the words of the report", Err: credence.ErrEmpty}
	case len(p.Text) > MaxPaste:
		return &credence.InputError{Name: name, Reason: fmt.Sprintf("longer than %d kB; add it as a file", MaxPaste>>10), Err: credence.ErrTooLarge}
	case !utf8.ValidString(p.Text):
		return &credence.InputError{Name: name, Reason: "is not text in UTF-8; add it as a file"}
	case max(len(p.Title), len(p.Outlet), len(p.URL)) > 2000:
		return &credence.InputError{Name: name, Reason: "title, outlet and address may have 2,000 characters each"}
	}
	if p.URL != "" {
		if err := webAddress(p.URL); err != nil {
			return err
		}
	}
	if p.Published != "" {
		if _, err := credence.ParseTime(p.Published); err != nil {
			return err
		}
	}
	return nil
}

// webAddress says what is wrong with an address.
func webAddress(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil {
		return &credence.InputError{Name: fmt.Sprintf("address %.200q", s), Reason: "want an address of the web such as https://example.org/report"}
	}
	return nil
}

// AddFile queues the bytes of a file.
func (q *Intake) AddFile(ctx context.Context, name string, b []byte, by string) (Task, error) {
	name = cmp.Or(strings.TrimSpace(name), "file")
	switch {
	case len(b) == 0:
		return Task{}, &credence.InputError{Name: name, Reason: "the file is empty", Err: credence.ErrEmpty}
	case len(b) > MaxUpload:
		return Task{}, &credence.InputError{Name: name, Reason: fmt.Sprintf("larger than %d MB; take it in with the command credence ingest", MaxUpload>>20), Err: credence.ErrTooLarge}
	}
	return q.add(ctx, "file", name, by, b)
}

// AddAddress queues a page or feed of the web.
func (q *Intake) AddAddress(ctx context.Context, address, by string) (Task, error) {
	address = strings.TrimSpace(address)
	if err := webAddress(address); err != nil {
		return Task{}, err
	}
	if q.Fetch == nil {
		return Task{}, &credence.InputError{Name: address, Reason: "this workbench fetches nothing from the web; save the page and add it as a file"}
	}
	return q.add(ctx, "address", address, by, []byte(address))
}

// fetch gets a page and takes it in, unless it is as it was.
func (r *run) fetch(ctx context.Context, address string) error {
	r.stage("fetching")
	db := r.intake.bench.DB
	known, err := db.Fetch(ctx, address)
	if err != nil && !errors.Is(err, credence.ErrNotFound) {
		return err
	}
	page, err := r.intake.Fetch.Get(ctx, address, fetch.Validator{ETag: known.ETag, LastModified: known.LastModified})
	if err != nil {
		return err
	}
	if page.NotModified {
		r.change(func(t *Task) { t.Tally.Held++ })
		return nil
	}
	input := ingest.Input{Name: address, URL: page.URL, MediaType: page.MediaType, Retrieved: page.Retrieved}
	if err := r.take(ctx, input, page.Body); err != nil {
		return err
	}
	if t, err := r.intake.Task(r.task.ID); err != nil || t.Tally.Taken+t.Tally.Held == 0 {
		return err // nothing came of it: ask for all of it again next time
	}
	return db.SaveFetch(ctx, store.Fetch{URL: address, ETag: page.Validator.ETag, LastModified: page.Validator.LastModified, At: page.Retrieved, Status: 200})
}

// begin does what a task asks for.
func (r *run) begin(ctx context.Context, body []byte) error {
	switch r.task.Kind {
	case TaskReading:
		return nil
	case "text":
		return r.take(ctx, ingest.Input{Name: r.task.Name, MediaType: "application/jsonl"}, body)
	case "address":
		if r.intake.Fetch == nil {
			return &credence.InputError{Name: r.task.Name, Reason: "this workbench fetches nothing from the web; save the page and add it as a file"}
		}
		return r.fetch(ctx, string(body))
	}
	return r.take(ctx, ingest.Input{Name: r.task.Name}, body)
}

// take takes in the documents of an input.
func (r *run) take(ctx context.Context, in ingest.Input, b []byte) error {
	r.stage("taking in")
	if in.Retrieved.IsZero() {
		in.Retrieved = r.task.Added
	}
	now := r.intake.Now().UTC()
	tally, err := r.intake.bench.Stages.Take(ctx, in, bytes.NewReader(b), now, r.report)
	r.change(func(t *Task) { t.Tally.Add(tally) })
	return err
}

// heading names a document by its title or, without one, by what else there is.
func heading(d *credence.Document) string {
	return cmp.Or(d.Title, d.URL, d.Name, strings.TrimSpace(d.Outlet+" document"))
}

package page

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// ages are how closely a page tells how long ago something was: one of now is
// made again after this time even if nothing changed.
const ages = time.Minute

// kept answers with the page that was made for the same caller, or one who may
// do the same and goes by the same name, if nothing was committed to the store
// since by anybody, and otherwise makes it. What a page tells of, beside the
// store and the time, must stand in its address.
func (p *Pages) kept(answer handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		m, err := p.moment(r)
		if err != nil {
			return err
		}
		mark, err := p.bench.Mark(r.Context()) // before anything is read
		if err != nil {
			return err
		}
		key := p.pressKey(r, fmt.Sprintf("%s %s", mark, r.URL.RequestURI()))
		if !m.Past {
			key += m.At.Known.Truncate(ages).String()
		}
		if page := p.press.get(key); page != nil {
			return page.send(w, r)
		}
		made := &waiting{ResponseWriter: w}
		if err := p.inTurn(r, func() error { return answer(made, r) }); err != nil {
			return err
		}
		return p.deliver(w, r, key, made)
	}
}

// inTurn makes a page when a processor is free for it. Twenty pages made side
// by side all take as long as the last of them, and the dearest suffer most; one
// after the other, each is soon done.
func (p *Pages) inTurn(r *http.Request, answer func() error) error {
	select {
	case p.making <- struct{}{}:
	case <-r.Context().Done():
		return errGone
	}
	defer func() { <-p.making }()
	return answer()
}

// keptUnchanged is kept but for an address that tells the effect of a change,
// which is told for a while.
func (p *Pages) keptUnchanged(answer handler) handler {
	kept := p.kept(answer)
	return func(w http.ResponseWriter, r *http.Request) error {
		if r.URL.Query().Has("changed") {
			return answer(w, r)
		}
		return kept(w, r)
	}
}

// deliver sends what a handler made, and keeps it if it is a page.
func (p *Pages) deliver(w http.ResponseWriter, r *http.Request, key string, made *waiting) error {
	switch {
	case made.page != nil:
		p.press.put(key, made.page)
		return made.page.send(w, r)
	case made.status == http.StatusOK && strings.HasPrefix(w.Header().Get("Content-Type"), "text/html"):
		page, err := p.press.print(made.body.Bytes())
		if err != nil {
			return err
		}
		p.press.put(key, page)
		return page.send(w, r)
	}
	w.WriteHeader(made.status)
	if _, err := w.Write(made.body.Bytes()); err != nil {
		return errGone
	}
	return nil
}

// waiting is an answer that is not sent yet.
type waiting struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
	page   *paper // instead of the body, from the press
}

func (m *waiting) WriteHeader(status int) { m.status = status }

func (m *waiting) Write(b []byte) (int, error) {
	if m.status == 0 {
		m.status = http.StatusOK
	}
	return m.body.Write(b)
}

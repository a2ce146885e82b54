package page

import (
	"bytes"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/credence-project/credence/internal/server/caller"
)

// Bounds of the shelf. What another program changes in the same store is seen
// after keptFor at the latest; what is changed here, at once.
const (
	keptFor   = 5 * time.Second
	keptPages = 128
	keptSize  = 256 << 10 // bytes of a page
)

// shelf holds pages that were asked for a moment ago, for readers who ask for
// the same: after an attack many look at one incident.
type shelf struct {
	mu    sync.Mutex
	pages map[string]keptPage
	order []string // the oldest first
}

type keptPage struct {
	body    []byte
	changes int64 // that had been told by then
	at      time.Time
}

// kept answers from the shelf what the same caller, or one who may do the same
// and goes by the same name, asked for a moment ago.
func (p *Pages) kept(s *shelf, answer handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		c := caller.From(r.Context())
		key := fmt.Sprintf("%s\x00%d\x00%t\x00%s", c.Name, c.Role, c.Local, r.URL.RequestURI())
		changes, now := p.bench.Changes.Last(), p.now()
		if body := s.of(key, changes, now); body != nil {
			pageHeader(w.Header())
			if _, err := w.Write(body); err != nil {
				return errGone
			}
			return nil
		}
		copied := &copying{ResponseWriter: w}
		err := answer(copied, r)
		if err == nil && copied.status == http.StatusOK && copied.body.Len() <= keptSize {
			s.keep(key, keptPage{copied.body.Bytes(), changes, now})
		}
		return err
	}
}

// pageHeader is what stands before every page.
func pageHeader(h http.Header) {
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "private, no-cache")
}

func (s *shelf) of(key string, changes int64, now time.Time) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	k, ok := s.pages[key]
	if age := now.Sub(k.at); !ok || k.changes != changes || age < 0 || age > keptFor {
		return nil
	}
	return k.body
}

func (s *shelf) keep(key string, k keptPage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pages == nil {
		s.pages = map[string]keptPage{}
	}
	if _, ok := s.pages[key]; !ok {
		s.order = append(s.order, key)
	}
	s.pages[key] = k
	if len(s.order) > keptPages {
		delete(s.pages, s.order[0])
		s.order = s.order[1:]
	}
}

// copying keeps a copy of what is written.
type copying struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (c *copying) WriteHeader(status int) {
	c.status = status
	c.ResponseWriter.WriteHeader(status)
}

func (c *copying) Write(b []byte) (int, error) {
	if c.status == 0 {
		c.status = http.StatusOK
	}
	if c.body.Len() <= keptSize {
		c.body.Write(b)
	}
	return c.ResponseWriter.Write(b)
}

// Unwrap lets a response controller reach what is underneath.
func (c *copying) Unwrap() http.ResponseWriter { return c.ResponseWriter }

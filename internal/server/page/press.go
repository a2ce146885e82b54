package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"

	"github.com/credence-project/credence/internal/server/caller"
)

// press keeps pages as they are sent, so that a page that many look at is made
// once. A key names all that a page is made from, so a page never has to be
// taken out for being wrong. The zero value is ready.
type press struct {
	mu    sync.Mutex
	held  map[string]*paper
	order []string // the oldest first
	size  int

	packers sync.Pool // of gzip writers: each holds most of a megabyte
}

// paper is a page as it is sent.
type paper struct {
	packed []byte // gzip
	tag    string
}

// maxPress bounds the bytes of the pages that are kept.
const maxPress = 48 << 20

func (s *press) get(key string) *paper {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.held[key]
}

func (s *press) put(key string, page *paper) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held == nil {
		s.held = map[string]*paper{}
	}
	if s.held[key] != nil {
		return
	}
	s.held[key] = page
	s.order = append(s.order, key)
	for s.size += len(page.packed); s.size > maxPress && len(s.order) > 1; s.order = s.order[1:] {
		s.size -= len(s.held[s.order[0]].packed)
		delete(s.held, s.order[0])
	}
}

// renderOnce writes a page, which is made only if the same was not made for
// the same person before.
func (p *Pages) renderOnce(w http.ResponseWriter, r *http.Request, key string, make func() (string, view, error)) error {
	key = p.pressKey(r, key)
	page := p.press.get(key)
	if page == nil {
		name, v, err := make()
		if err != nil {
			return err
		}
		body, err := p.execute(r, name, v)
		if err != nil {
			return err
		}
		if page, err = p.press.print(body); err != nil {
			return err
		}
		p.press.put(key, page)
	}
	return page.send(w, r)
}

// pressKey is the key of a page for whoever asks for it.
func (p *Pages) pressKey(r *http.Request, key string) string {
	who := caller.From(r.Context())
	return fmt.Sprintf("%s %q %v %v %d", key, who.Name, who.Role, who.Local, p.bench.Hooked())
}

// print makes what is kept of a page.
func (s *press) print(body []byte) (*paper, error) {
	var out bytes.Buffer
	z, ok := s.packers.Get().(*gzip.Writer)
	if !ok {
		var err error
		if z, err = gzip.NewWriterLevel(nil, 5); err != nil {
			return nil, err
		}
	}
	defer s.packers.Put(z)
	z.Reset(&out)
	if _, err := z.Write(body); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(body)
	return &paper{bytes.Clone(out.Bytes()), `W/"` + hex.EncodeToString(sum[:8]) + `"`}, nil
}

// send writes the page as the reader takes it, or tells that it has not
// changed.
func (s *paper) send(w http.ResponseWriter, r *http.Request) error {
	if later, ok := w.(*waiting); ok {
		later.page = s
		return nil
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", s.tag)
	h.Add("Vary", "Accept-Encoding")
	if strings.Contains(r.Header.Get("If-None-Match"), s.tag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	if takesGzip(r) {
		h.Set("Content-Encoding", "gzip")
		if _, err := w.Write(s.packed); err != nil {
			return errGone
		}
		return nil
	}
	z, err := gzip.NewReader(bytes.NewReader(s.packed))
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, z); err != nil {
		return errGone
	}
	return nil
}

func takesGzip(r *http.Request) bool {
	for _, part := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") && strings.ReplaceAll(weight, " ", "") != "q=0" {
			return true
		}
	}
	return false
}

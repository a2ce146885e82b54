package page

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

//go:embed static
var staticFiles embed.FS

// static serves the files that come with the program under names that change
// with their content, so that a browser may keep them for good.
type static struct {
	names map[string]string // "page.js" to "page.3f2a….js"
	files map[string][]byte // by hashed name
}

// sheet is the name of all style sheets together.
const sheet = "style.css"

func readStatic() (*static, error) {
	s := &static{names: map[string]string{}, files: map[string][]byte{}}
	list, err := fs.ReadDir(staticFiles, "static")
	if err != nil {
		return nil, fmt.Errorf("static files: %w", err)
	}
	var sheets bytes.Buffer
	for _, f := range list {
		body, err := staticFiles.ReadFile("static/" + f.Name())
		if err != nil {
			return nil, fmt.Errorf("static files: %w", err)
		}
		if path.Ext(f.Name()) == ".css" {
			sheets.Write(body)
			continue
		}
		s.add(f.Name(), body)
	}
	s.add(sheet, sheets.Bytes())
	return s, nil
}

func (s *static) add(name string, body []byte) {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	hashed := strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
	s.names[name], s.files[hashed] = hashed, body
}

// address is where a file is served, "" if there is none of that name.
func (s *static) address(name string) string {
	if hashed, ok := s.names[name]; ok {
		return "/static/" + hashed
	}
	return ""
}

// ServeHTTP serves a file by its hashed name.
func (s *static) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	body, ok := s.files[name]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(body))
}

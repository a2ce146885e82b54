package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
)

const (
	maxBody  = 8 << 20 // bytes of a request that is not a file
	maxDepth = 64      // of nested values in it
	maxQuery = 8 << 10 // bytes after the question mark
)

// ServeHTTP is what every request passes before an operation sees it.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "private, no-cache")
	handler, pattern := a.mux.Handler(r)
	switch {
	case pattern == "":
		a.unknown(w, r, handler)
	case len(r.URL.RawQuery) > maxQuery:
		problem(w, http.StatusRequestURITooLong, "the query is too long")
	case !utf8.ValidString(r.URL.Path):
		problem(w, http.StatusBadRequest, "the path is not UTF-8")
	case pattern == eventsPattern, pattern == uploadPattern:
		a.mux.ServeHTTP(w, r)
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		a.tagged(w, r, a.mux)
	default:
		if body, ok := readWhole(w, r); ok {
			r.Body = io.NopCloser(bytes.NewReader(body))
			a.mux.ServeHTTP(w, r)
		}
	}
}

// unknown answers what is no operation: another method of a path, or nothing.
func (a *API) unknown(w http.ResponseWriter, r *http.Request, handler http.Handler) {
	answer := &buffer{header: http.Header{}}
	handler.ServeHTTP(answer, r)
	if answer.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", answer.header.Get("Allow"))
		problem(w, answer.status, "the methods here are "+answer.header.Get("Allow"))
		return
	}
	problem(w, http.StatusNotFound, "there is nothing at this address; "+Root+"/openapi.json lists what there is")
}

// readWhole reads a body, so that one that breaks off is never taken for
// whole, and refuses what is nested too deep to be meant.
func readWhole(w http.ResponseWriter, r *http.Request) ([]byte, bool) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		problem(w, http.StatusRequestEntityTooLarge, "the body may have "+strconv.Itoa(maxBody)+" bytes")
	case err != nil:
		problem(w, http.StatusBadRequest, "the body did not arrive whole")
	case tooDeep(body):
		problem(w, http.StatusBadRequest, "the body is nested too deep")
	default:
		return body, true
	}
	return nil, false
}

// tooDeep reports whether brackets outside strings are nested deeper than any
// request needs. What is not JSON is found out later.
func tooDeep(body []byte) bool {
	depth, inString := 0, false
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return true
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return false
}

// readJSON refuses bytes after the value, which json.Unmarshal does too, and
// text that is not UTF-8, which it would mend.
func readJSON(b []byte, v any) error {
	if !utf8.Valid(b) {
		return errors.New("the body is not UTF-8")
	}
	return json.Unmarshal(b, v)
}

// tagged answers a read with the hash of its body as its tag, and only with
// the tag if the caller has that body already. The tag is a weak one: what
// stands in front may compress the body.
func (a *API) tagged(w http.ResponseWriter, r *http.Request, handler http.Handler) {
	answer := &buffer{header: w.Header()}
	handler.ServeHTTP(answer, r)
	if answer.status == 0 {
		answer.status = http.StatusOK
	}
	if answer.status == http.StatusOK {
		sum := sha256.Sum256(answer.body.Bytes())
		tag := `W/"` + hex.EncodeToString(sum[:16]) + `"`
		w.Header().Set("ETag", tag)
		if matches(r.Header.Values("If-None-Match"), tag) {
			w.Header().Del("Content-Type")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if answer.body.Len() > 0 {
		w.Header().Set("Content-Length", strconv.Itoa(answer.body.Len()))
	}
	w.WriteHeader(answer.status)
	w.Write(answer.body.Bytes()) // a caller that is gone needs no answer
}

// matches compares tags as If-None-Match asks: weakly.
func matches(given []string, tag string) bool {
	for _, line := range given {
		for one := range strings.SplitSeq(line, ",") {
			one = strings.TrimSpace(one)
			if one == "*" || strings.TrimPrefix(one, "W/") == strings.TrimPrefix(tag, "W/") {
				return true
			}
		}
	}
	return false
}

// buffer holds an answer back until it is whole.
type buffer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (b *buffer) Header() http.Header { return b.header }

func (b *buffer) WriteHeader(status int) {
	if b.status == 0 {
		b.status = status
	}
}

func (b *buffer) Write(p []byte) (int, error) {
	b.WriteHeader(http.StatusOK)
	return b.body.Write(p)
}

// problem writes a problem where no operation is there to do it.
func problem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	writeJSON(w, &huma.ErrorModel{Title: http.StatusText(status), Status: status, Detail: detail})
}

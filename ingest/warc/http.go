package warc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// Answer is a captured HTTP answer.
type Answer struct {
	Status int
	Header Header
	// Body is the page as the server meant it: without transfer and content
	// encoding, at most MaxBlock bytes.
	Body []byte
	// Fault says what was wrong with its encodings, in words; Body is then
	// what could be had.
	Fault string
}

// HTTP reads the record's block as an HTTP answer; false if it is none.
func (r *Record) HTTP() (Answer, bool) {
	if !bytes.HasPrefix(r.Block, []byte("HTTP/")) {
		return Answer{}, false
	}
	line, rest, ok := bytes.Cut(r.Block, []byte("\n"))
	parts := strings.Fields(string(line))
	if !ok || len(parts) < 2 {
		return Answer{}, false
	}
	a := Answer{}
	a.Status, _ = strconv.Atoi(parts[1])
	a.Header, a.Body = parseFields(rest)
	if strings.Contains(strings.ToLower(a.Header["transfer-encoding"]), "chunked") {
		body, whole := unchunk(a.Body)
		switch {
		case len(body) == 0 && !whole:
			a.Fault = "says chunked but is not"
		default:
			a.Body = body
			if !whole && !r.Cut {
				a.Fault = "chunks end early"
			}
		}
	}
	a.decode(r.Cut)
	return a, true
}

// decode takes away the content encodings, the last one first.
func (a *Answer) decode(cut bool) {
	codings := strings.Split(a.Header["content-encoding"], ",")
	for i := len(codings) - 1; i >= 0; i-- {
		coding := strings.ToLower(strings.TrimSpace(codings[i]))
		if coding == "" || coding == "identity" {
			continue
		}
		body, err := inflate(a.Body, coding)
		switch {
		case errors.Is(err, errNotEncoded):
			// Archives often keep the header of a body they have decoded.
			continue
		case err != nil && len(body) == 0:
			a.Body, a.Fault = nil, fmt.Sprintf("content encoding %.20q: %v", coding, err)
			return
		case err != nil && !cut:
			a.Fault = fmt.Sprintf("content encoding %.20q: %v", coding, err)
		}
		a.Body = body
	}
}

var (
	errNotEncoded  = errors.New("not encoded")
	errUnsupported = errors.New("not supported")
)

// inflate undoes one content encoding; of a damaged body it gives what comes
// before the damage.
func inflate(b []byte, coding string) ([]byte, error) {
	var r io.Reader
	var err error
	switch coding {
	case "gzip", "x-gzip":
		if compression(b) != "gzip" {
			return nil, errNotEncoded
		}
		r, err = gzip.NewReader(bytes.NewReader(b))
	case "deflate":
		if len(b) == 0 || b[0] == '<' {
			return nil, errNotEncoded
		}
		if r, err = zlib.NewReader(bytes.NewReader(b)); err != nil {
			r, err = flate.NewReader(bytes.NewReader(b)), nil
		}
	case "zstd":
		if compression(b) != "zstd" {
			return nil, errNotEncoded
		}
		var zr *zstd.Decoder
		if zr, err = zstd.NewReader(bytes.NewReader(b), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(64<<20)); err == nil {
			defer zr.Close()
			r = zr
		}
	default:
		return nil, errUnsupported
	}
	if err != nil {
		return nil, err
	}
	out, err := io.ReadAll(io.LimitReader(r, MaxBlock+1))
	if len(out) > MaxBlock {
		return out[:MaxBlock], errors.New("too large")
	}
	return out, err
}

// unchunk undoes the chunked transfer encoding and reports whether the last
// chunk was reached. What comes before a fault is given.
func unchunk(b []byte) (body []byte, whole bool) {
	for {
		line, rest, ok := bytes.Cut(b, []byte("\n"))
		size, _, _ := strings.Cut(strings.TrimSpace(string(line[:min(len(line), 64)])), ";")
		n, err := strconv.ParseUint(strings.TrimSpace(size), 16, 31)
		if !ok || err != nil {
			return body, false
		}
		if n == 0 {
			return body, true
		}
		if uint64(len(rest)) < n {
			return append(body, rest...), false
		}
		body = append(body, rest[:n]...)
		b = bytes.TrimPrefix(bytes.TrimPrefix(rest[n:], []byte("\r")), []byte("\n"))
	}
}

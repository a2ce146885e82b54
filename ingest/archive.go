package ingest

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/ingest/warc"
)

// archive reads a WARC file.
func (e *emitter) archive(br io.Reader) {
	want := func(r *warc.Record) bool {
		switch r.Type() {
		case "response", "resource", "conversion":
			return true
		}
		return false
	}
	outer := *e
	for rec, err := range warc.Records(br, want) {
		e.in, e.seen, e.prefix = outer.in, outer.seen, outer.prefix
		if err != nil {
			e.problem(err)
		} else {
			e.record(rec)
		}
		if e.stopped {
			return
		}
	}
	e.in, e.seen, e.prefix = outer.in, outer.seen, outer.prefix
}

// record reads the payload of one record as an input of its own.
func (e *emitter) record(rec *warc.Record) {
	place := fmt.Sprintf("byte %d", rec.Offset)
	skip := func(reason string) { e.fault(place, reason, credence.ErrSkipped) }
	body, mediaType := rec.Block, rec.Header["content-type"]
	switch kind := rec.Type(); kind {
	case "response", "resource", "conversion":
	case "revisit":
		since := "an earlier capture"
		if at := rec.RefersToDate(); !at.IsZero() {
			since = at.Format("2006-01-02")
		}
		skip(fmt.Sprintf("revisit of %s, unchanged since %s", rec.URI(), since))
		return
	case "":
		e.fault(place, "record without a type", nil)
		return
	default:
		skip("record of type " + kind)
		return
	}
	if strings.HasPrefix(rec.URI(), "metadata:") {
		skip("note of the archiving program about itself")
		return
	}
	if answer, ok := rec.HTTP(); ok {
		if answer.Fault != "" {
			e.fault(place, answer.Fault, nil)
		}
		if answer.Status < 200 || answer.Status > 299 {
			skip(fmt.Sprintf("answer with status %d from %s", answer.Status, rec.URI()))
			return
		}
		body, mediaType = answer.Body, answer.Header["content-type"]
	}
	if !readable(mediaType) {
		skip(fmt.Sprintf("%.80s from %s", mediaType, rec.URI()))
		return
	}
	if len(bytes.TrimSpace(body)) == 0 {
		skip("nothing captured of " + rec.URI())
		return
	}
	if e.in.Want != nil && !e.in.Want(body) {
		skip("not wanted: " + rec.URI())
		return
	}
	e.in.URL, e.in.MediaType = "", mediaType
	if uri := rec.URI(); strings.HasPrefix(uri, "http") {
		e.in.URL = uri
	}
	if at := rec.Date(); !at.IsZero() {
		e.seen = credence.At(at, "archive capture")
	}
	e.prefix, e.within = join(e.prefix, place), true
	e.bytes(body)
	e.within = false
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + ", " + b
}

// readable reports whether something declared as mediaType may hold a text.
func readable(mediaType string) bool {
	kind, _, _ := mime.ParseMediaType(mediaType)
	if kind == "" {
		kind, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(mediaType)), ";")
	}
	switch kind {
	case "text/css", "text/javascript", "text/ecmascript", "text/x-js", "text/vtt", "text/csv":
		return false
	case "", "application/xhtml+xml", "application/xml", "application/rss+xml", "application/atom+xml", "application/rdf+xml",
		"application/feed+json", "application/json", "message/rfc822", "multipart/related", "application/octet-stream", "unk", "unknown":
		return true
	}
	return strings.HasPrefix(kind, "text/")
}

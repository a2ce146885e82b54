// Package ingest takes in what newsrooms and archives have: text, mail, web
// pages, feeds, web archives, Telegram exports, JSON Lines. A file is known by
// its content and never by its name. Begin with [Read].
package ingest

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/credence-project/credence"
)

// Input is what is known of some bytes besides themselves. All of it may be
// empty.
type Input struct {
	Name      string    // for faults: a path, an address
	URL       string    // where the bytes were published
	MediaType string    // as a server gave it, with its charset
	Retrieved time.Time // when they were fetched; nothing in them was published later
	// Zone is where a clock time without a zone is placed. Nil: such a time is
	// believed to the day only.
	Zone *time.Location
	// Want may refuse a page by its raw bytes before it is parsed, which takes
	// twenty times as long as unpacking it. It is asked for the payloads of
	// archives only; nil wants all.
	Want func(payload []byte) bool
}

// Item is one document and what it was taken from.
type Item struct {
	Document credence.Document
	// Original holds the bytes whose SHA-256 the document names: the file, the
	// payload of an archive record, the line, the message. Entries of one feed
	// share it. It must not be changed.
	Original  []byte
	MediaType string // of Original, as declared or recognised
}

// MaxFile is how many bytes of a file are read that has to be held whole: a
// feed, a page, a text, a mail. Archives, exports and JSON Lines may have any
// size.
const MaxFile = 32 << 20

// Read gives the documents in r one after the other, and between them what
// went wrong, each as a *credence.InputError whose Name says where; reading
// goes on after it. Faults wrap the sentinels:
//
//   - ErrUnknownFormat: no parser recognises the bytes
//   - ErrEmpty: they are recognised and hold no text
//   - ErrTooLarge: more than is read; what was read is given
//   - ErrSkipped: passed over on purpose, such as the pictures of an archive
//
// Any other error is one of r itself; it comes as it is and is the last. An
// input that gives no document gives at least one fault that is not
// ErrSkipped. The same bytes give the same documents on every run.
func Read(in Input, r io.Reader) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		e := &emitter{in: in, yield: yield}
		if !in.Retrieved.IsZero() {
			e.seen = credence.At(in.Retrieved, "retrieved")
		}
		e.read(bufio.NewReaderSize(r, sniffSize), 0)
		if e.documents == 0 && e.faults == 0 && !e.stopped {
			reason := ""
			if e.skipped > 0 {
				reason = fmt.Sprintf("no text found in its %d parts", e.skipped)
			}
			e.fault("", reason, credence.ErrEmpty)
		}
	}
}

// emitter completes documents and faults and hands them on.
type emitter struct {
	in        Input
	yield     func(Item, error) bool
	seen      credence.Interval // when what is being read was certainly there
	prefix    string            // place of what is being read within the input
	within    bool              // it is the payload of an archive record
	documents int
	faults    int // other than ErrSkipped
	skipped   int
	stopped   bool
}

// document hands on a document taken from original.
func (e *emitter) document(d credence.Document, original []byte, sum, mediaType string) {
	if e.stopped {
		return
	}
	if d.URL == "" {
		d.URL = e.in.URL
	}
	for _, field := range []*string{&d.Name, &d.URL, &d.Canonical, &d.Title, &d.Outlet, &d.Author, &d.Credit, &d.Lang, &d.Text} {
		*field = clean(*field)
	}
	d.SHA256 = sum
	d.Retrieved = e.seen
	if !e.seen.IsZero() {
		d.Published = believed(d.Published, e.seen)
	}
	d.ID = d.Identify()
	e.documents++
	if !e.yield(Item{Document: d, Original: original, MediaType: mediaType}, nil) {
		e.stopped = true
	}
}

// clocksDiffer is by how much a stated time may lie after the time of taking
// in: zones and clocks differ by no more.
const clocksDiffer = 24 * time.Hour

// believed is when a document that was there at a time was published: as it
// says, or by then if it says nothing, or a time that was still to come.
func believed(stated, seen credence.Interval) credence.Interval {
	basis := seen.Basis
	switch first := stated.From; {
	case stated.IsZero():
	case first.IsZero() || !first.After(seen.To.Add(clocksDiffer)):
		return stated
	default:
		basis += "; it says " + first.UTC().Format("2006-01-02") + ", which was still to come"
	}
	return credence.Interval{To: seen.To, Basis: basis}
}

// fault hands on what is wrong at a place, "" if it is the whole.
func (e *emitter) fault(place, reason string, cause error) {
	if e.stopped {
		return
	}
	if errors.Is(cause, credence.ErrSkipped) {
		e.skipped++
	} else {
		e.faults++
	}
	if reason == "" && cause != nil {
		reason = cause.Error()
	}
	reason = strings.TrimSuffix(reason, ": "+credence.ErrSkipped.Error()) // whoever lists these says so
	name := e.in.Name
	for _, part := range []string{e.prefix, place} {
		if part != "" && name != "" {
			name += ", "
		}
		name += part
	}
	if !e.yield(Item{}, &credence.InputError{Name: name, Reason: reason, Err: cause}) {
		e.stopped = true
	}
}

// problem hands on an error of a parser: a fault, or one of the reader, which
// ends everything.
func (e *emitter) problem(err error) {
	var in *credence.InputError
	switch {
	case errors.As(err, &in):
		e.fault(in.Name, in.Reason, in.Err)
	case errors.Is(err, credence.ErrEmpty), errors.Is(err, credence.ErrUnknownFormat), errors.Is(err, credence.ErrTooLarge):
		e.fault("", "", err)
	default:
		e.broken(err)
	}
}

// broken hands on an error of the reader and ends.
func (e *emitter) broken(err error) {
	if !e.stopped {
		e.faults++
		e.yield(Item{}, err)
	}
	e.stopped = true
}

// clean makes s valid UTF-8 without NUL, which databases refuse.
func clean(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/ingest/feed"
	"github.com/credence-project/credence/ingest/internal/charset"
	"github.com/credence-project/credence/ingest/jsonl"
	"github.com/credence-project/credence/ingest/plaintext"
	"github.com/credence-project/credence/ingest/telegram"
	"github.com/credence-project/credence/ingest/warc"
	"github.com/credence-project/credence/ingest/webpage"
)

const (
	sniffSize  = 64 << 10 // bytes a format is recognised by
	maxNesting = 3        // of compressed files within compressed files
)

// read recognises what br holds and reads it.
func (e *emitter) read(br *bufio.Reader, depth int) {
	head, err := br.Peek(sniffSize)
	if err != nil && err != io.EOF {
		e.broken(err)
		return
	}
	switch {
	case warc.IsArchive(head):
		e.archive(br)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		e.zip(br)
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}) && depth < maxNesting:
		e.gunzip(br, depth)
	case startsObject(head):
		e.object(br, head)
	default:
		e.whole(br)
	}
}

// gunzip reads a compressed file of another format.
func (e *emitter) gunzip(br *bufio.Reader, depth int) {
	zr, err := gzip.NewReader(br)
	if err != nil {
		e.fault("", "compressed data is damaged", err)
		return
	}
	m := &mended{r: zr}
	e.read(bufio.NewReaderSize(m, sniffSize), depth+1)
	if m.err != nil {
		e.fault("", fmt.Sprintf("compressed data is damaged or ends early after %d bytes", m.n), m.err)
	}
}

// mended ends where decompression fails, and keeps the error.
type mended struct {
	r   io.Reader
	n   int64
	err error
}

func (m *mended) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.n += int64(n)
	if damaged(err) {
		m.err, err = err, io.EOF
	}
	return n, err
}

// damaged tells what is wrong with compressed data from what is wrong with the
// disk or line it comes from.
func damaged(err error) bool {
	var corrupt flate.CorruptInputError
	return errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || errors.As(err, &corrupt)
}

func startsObject(head []byte) bool {
	head = bytes.TrimPrefix(head, []byte("\ufeff"))
	return bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("{"))
}

// object reads one of the formats that begin with "{".
func (e *emitter) object(br *bufio.Reader, head []byte) {
	text := charset.Decode(head, "").Text
	switch {
	case feed.IsJSON(text):
		e.whole(br)
	case jsonl.IsLines(text) && !telegram.IsExport(text):
		for line, err := range jsonl.Lines(br, e.in.Zone) {
			if err != nil {
				e.problem(err)
			} else {
				e.document(line.Document, line.Original, digest(line.Original), "application/json")
			}
			if e.stopped {
				return
			}
		}
	case telegram.IsExport(text):
		for message, err := range telegram.Messages(skipMark(br), e.in.Zone) {
			if err != nil {
				e.problem(err)
			} else {
				e.document(message.Document, message.Original, digest(message.Original), "application/json")
			}
			if e.stopped {
				return
			}
		}
	default:
		e.whole(br)
	}
}

// skipMark passes over a byte order mark.
func skipMark(br *bufio.Reader) io.Reader {
	if head, _ := br.Peek(3); string(head) == "\ufeff" {
		_, _ = br.Discard(3)
	}
	return br
}

// whole reads a file that has to be held in memory.
func (e *emitter) whole(br *bufio.Reader) {
	b, err := io.ReadAll(io.LimitReader(br, MaxFile+1))
	if err != nil {
		e.broken(err)
		return
	}
	if len(b) > MaxFile {
		b = b[:MaxFile]
		e.fault("", fmt.Sprintf("larger than %d bytes; only these are read", MaxFile), credence.ErrTooLarge)
	}
	e.bytes(b)
}

// bytes reads a file, or the payload of an archive record.
func (e *emitter) bytes(b []byte) {
	if len(bytes.TrimSpace(b)) == 0 {
		e.fault("", "", credence.ErrEmpty)
		return
	}
	head := charset.Decode(b[:min(len(b), sniffSize)], e.in.MediaType).Text
	sum := digest(b)
	switch kind := foreign(b); {
	case kind != "" && !e.within:
		e.fault("", kind+": save it as text or HTML", credence.ErrUnknownFormat)
	case kind != "":
		e.unknown()
	case feed.IsJSON(head):
		e.feed(b, sum, "application/feed+json", feed.ParseJSON)
	case feed.IsXML(head):
		e.feed(b, sum, "application/xml", feed.Parse)
	case webpage.IsPage(head):
		e.page(b, sum, e.in.URL, e.in.MediaType)
	case plaintext.IsMail(head):
		e.mailbox(b)
	case isJSON(head) && e.jsonDocument(b, sum):
	case isJSON(head) || otherMarkup.MatchString(head) || !plaintext.IsText(b[:min(len(b), sniffSize)]):
		e.unknown()
	default:
		d, err := plaintext.Parse(b, e.in.MediaType)
		e.single(d, err, b, sum, "text/plain")
	}
}

// foreign names a format for print or word processors by its first bytes, "" if
// it is none of these. Much of such a file looks like text, and is none.
func foreign(b []byte) string {
	for _, f := range [...]struct{ begins, name string }{
		{"%PDF-", "a PDF file"}, {"%!PS", "a PostScript file"}, {`{\rtf`, "an RTF file"}, {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office file"},
	} {
		if bytes.HasPrefix(bytes.TrimLeft(b, "\ufeff \t\r\n"), []byte(f.begins)) {
			return f.name
		}
	}
	return ""
}

// unknown says that nobody recognises the bytes. Archives are full of them:
// there it is no fault.
func (e *emitter) unknown() {
	if e.within {
		e.fault("", "unrecognised format: "+e.in.URL, credence.ErrSkipped)
		return
	}
	e.fault("", "", credence.ErrUnknownFormat)
}

// otherMarkup is the beginning of XML that is neither page nor feed.
var otherMarkup = regexp.MustCompile(`^\s*<(?:\?xml|!--|!DOCTYPE|[A-Za-z][\w:.-]*(?:\s[^<>]*)?/?>)`)

// jsonDocument reads a single document that is spread over several lines;
// false if the object is something else.
func (e *emitter) jsonDocument(b []byte, sum string) bool {
	d, wrong, err := jsonl.Parse(b, e.in.Zone)
	if err != nil || d.Text == "" || e.within {
		return false
	}
	e.document(d, b, sum, "application/json")
	if len(wrong) > 0 {
		e.fault("", "cannot read "+strings.Join(wrong, ", "), nil)
	}
	return true
}

// isJSON reports whether text is data rather than prose.
func isJSON(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasPrefix(text, `{"`) || strings.HasPrefix(text, "[{") || strings.HasPrefix(text, `["`) ||
		strings.HasPrefix(text, "{") && strings.Contains(text, `":`)
}

type parseFeed func([]byte, feed.Source) ([]credence.Document, []*credence.InputError, error)

func (e *emitter) feed(b []byte, sum, mediaType string, parse parseFeed) {
	docs, faults, err := parse(b, feed.Source{URL: e.in.URL, MediaType: e.in.MediaType, Zone: e.in.Zone})
	for _, f := range faults {
		e.fault(f.Name, f.Reason, f.Err)
	}
	for _, d := range docs {
		e.document(d, b, sum, mediaType)
	}
	if err != nil {
		e.problem(err)
	}
}

func (e *emitter) page(b []byte, sum, address, mediaType string) {
	src := webpage.Source{URL: address, MediaType: mediaType, Seen: e.seen.To, Zone: e.in.Zone}
	d, err := webpage.Parse(b, src)
	e.single(d, err, b, sum, "text/html")
}

// mailbox reads one message or several in one file.
func (e *emitter) mailbox(b []byte) {
	messages := plaintext.Messages(b)
	outer := e.prefix
	for i, m := range messages {
		if len(messages) > 1 {
			e.prefix = join(outer, fmt.Sprintf("message %d", i+1))
		}
		if e.mail(m, digest(m)); e.stopped {
			return
		}
	}
	e.prefix = outer
}

func (e *emitter) mail(b []byte, sum string) {
	if page, address, mediaType, ok := plaintext.PageOf(b); ok {
		src := webpage.Source{URL: address, MediaType: mediaType, Seen: e.seen.To, Zone: e.in.Zone}
		d, err := webpage.Parse(page, src)
		e.single(d, err, b, sum, "multipart/related")
		return
	}
	d, err := plaintext.ParseMail(b, e.in.Zone)
	e.single(d, err, b, sum, "message/rfc822")
}

// single hands on the one document of a file and what is wrong with it.
func (e *emitter) single(d credence.Document, err error, b []byte, sum, mediaType string) {
	if d.Text != "" || d.Title != "" && err == nil {
		e.document(d, b, sum, mediaType)
	}
	if err != nil {
		e.problem(err)
	}
}

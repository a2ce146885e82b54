package plaintext

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"regexp"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/ingest/internal/charset"
	"github.com/credence-project/credence/ingest/internal/language"
	"github.com/credence-project/credence/ingest/internal/markup"
	"github.com/credence-project/credence/ingest/internal/stamp"
)

// Limits against hostile mail.
const (
	maxParts = 200
	maxDepth = 10
)

var mailField = regexp.MustCompile(`(?i)^(from|to|cc|subject|date|message-id|received|return-path|reply-to|delivered-to|mime-version|content-type|content-transfer-encoding|sender|dkim-signature|x-mailer|list-id|snapshot-content-location):`)

// IsMail reports whether text, the beginning of a file, is a mail message:
// lines of header fields among which at least three that mail has.
func IsMail(text string) bool {
	seen := map[string]bool{}
	for i, line := range strings.Split(text[:min(len(text), 16<<10)], "\n") {
		line = strings.TrimRight(line, "\r")
		if line == "" {
			break
		}
		if i == 0 && strings.HasPrefix(line, "From ") || line[0] == ' ' || line[0] == '\t' {
			continue
		}
		name, _, ok := strings.Cut(line, ":")
		if !ok || strings.ContainsAny(name, " \t") {
			break
		}
		if m := mailField.FindStringSubmatch(line); m != nil {
			seen[strings.ToLower(m[1])] = true
		}
	}
	return len(seen) >= 3
}

// Messages takes a mailbox in mbox form apart at its "From " lines; anything
// else is given as the one message it is. The parts share b.
func Messages(b []byte) [][]byte {
	if !bytes.HasPrefix(b, []byte("From ")) {
		return [][]byte{b}
	}
	var out [][]byte
	begin := 0
	for _, at := range messageLine.FindAllIndex(b, -1) {
		next := at[1] - len("From ")
		out = append(out, b[begin:next])
		begin = next
	}
	return append(out, b[begin:])
}

var messageLine = regexp.MustCompile(`\n\r?\nFrom `)

// ParseMail reads a message of RFC 5322 with the parts, transfer encodings and
// encoded words of MIME. Plain text is preferred to HTML; attachments are left
// out. What cannot be decoded is read as far as it goes. A message without text
// gives the document and ErrEmpty. ID, SHA256 and Retrieved are left to the
// caller. A page saved as one file (MHTML) is recognised by PageOf.
func ParseMail(b []byte, zone *time.Location) (credence.Document, error) {
	d := credence.Document{Format: "mail"}
	header, body := splitMail(b)
	d.Title = decodeWords(header.Get("Subject"))
	d.Author, d.Outlet = sender(header.Get("From"))
	d.Name = strings.Trim(header.Get("Message-Id"), "<> ")
	d.Credit = decodeWords(header.Get("X-Forwarded-For-Name"))
	if at, ok := stamp.Parse(header.Get("Date"), zone); ok {
		at.Basis = "mail date"
		d.Published = at
	}
	parts := parts{left: maxParts}
	parts.collect(header, body, 0)
	d.Text = parts.text()
	d.Lang = language.Detect(d.Text)
	if d.Text == "" {
		return d, credence.ErrEmpty
	}
	return d, nil
}

// PageOf gives the page in a mail that a browser saved it as, with its address
// and media type; false if b is an ordinary message.
func PageOf(b []byte) (page []byte, address, mediaType string, ok bool) {
	header, body := splitMail(b)
	address = header.Get("Snapshot-Content-Location")
	kind, _, _ := mime.ParseMediaType(header.Get("Content-Type"))
	if address == "" && kind != "multipart/related" {
		return nil, "", "", false
	}
	parts := parts{left: maxParts}
	parts.collect(header, body, 0)
	for _, p := range parts.found {
		if p.kind != "text/html" || p.location == "" && address == "" {
			continue
		}
		if address == "" {
			address = p.location
		}
		return p.raw, address, p.declared, true
	}
	return nil, "", "", false
}

// splitMail reads the header with forgiveness and gives what follows it.
func splitMail(b []byte) (textproto.MIMEHeader, []byte) {
	if bytes.HasPrefix(b, []byte("From ")) {
		_, b, _ = bytes.Cut(b, []byte("\n"))
	}
	return splitPart(b)
}

func splitPart(b []byte) (textproto.MIMEHeader, []byte) {
	h := textproto.MIMEHeader{}
	last := ""
	for len(b) > 0 {
		line, rest, _ := bytes.Cut(b, []byte("\n"))
		b = rest
		line = bytes.TrimRight(line, "\r")
		if len(line) == 0 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			if values := h[last]; len(values) > 0 {
				values[len(values)-1] += " " + string(bytes.TrimSpace(line))
			}
			continue
		}
		name, value, ok := bytes.Cut(line, []byte(":"))
		if !ok {
			continue
		}
		last = textproto.CanonicalMIMEHeaderKey(string(bytes.TrimSpace(name)))
		h.Add(last, string(bytes.TrimSpace(value)))
	}
	return h, b
}

// sender gives the name of a person and the domain the message comes from.
func sender(from string) (name, domain string) {
	parser := mail.AddressParser{WordDecoder: words()}
	list, err := parser.ParseList(from)
	if err != nil || len(list) == 0 {
		from = decodeWords(from)
		name, rest, _ := strings.Cut(from, "<")
		_, domain, _ = strings.Cut(strings.TrimRight(rest, "> "), "@")
		return strings.Trim(name, `" `), strings.ToLower(domain)
	}
	_, domain, _ = strings.Cut(list[0].Address, "@")
	return markup.Line(list[0].Name), strings.ToLower(domain)
}

func words() *mime.WordDecoder {
	return &mime.WordDecoder{CharsetReader: func(label string, r io.Reader) (io.Reader, error) {
		enc := charset.Named(label)
		if enc == nil {
			enc = charset.Named("windows-1252")
		}
		return enc.NewDecoder().Reader(r), nil
	}}
}

// decodeWords reads =?charset?q?...?= and raw bytes of other encodings.
func decodeWords(s string) string {
	if out, err := words().DecodeHeader(s); err == nil {
		s = out
	}
	return markup.Tidy(charset.Decode([]byte(s), "").Text)
}

// part is one leaf of a message.
type part struct {
	kind     string // media type
	declared string // the whole field
	location string
	raw      []byte
	flowed   bool
}

type parts struct {
	found []part
	left  int
}

// collect walks through the parts of a message, leaving out attachments and
// all but text.
func (p *parts) collect(h textproto.MIMEHeader, body []byte, depth int) {
	p.left--
	if p.left < 0 || depth > maxDepth {
		return
	}
	declared := h.Get("Content-Type")
	kind, params, err := mime.ParseMediaType(declared)
	if err != nil && kind == "" {
		kind = "text/plain"
		if strings.Contains(strings.ToLower(declared), "html") {
			kind = "text/html"
		}
	}
	disposition, _, _ := mime.ParseMediaType(h.Get("Content-Disposition"))
	if disposition == "attachment" {
		return
	}
	switch {
	case strings.HasPrefix(kind, "multipart/") && params["boundary"] != "":
		p.multipart(body, params["boundary"], depth)
	case kind == "message/rfc822":
		inner, rest := splitPart(decodeTransfer(h, body))
		p.collect(inner, rest, depth+1)
	case kind == "text/plain" || kind == "text/html" || kind == "text/enriched" || strings.HasPrefix(kind, "multipart/"):
		p.found = append(p.found, part{
			kind: kind, declared: declared, location: h.Get("Content-Location"),
			raw: decodeTransfer(h, body), flowed: strings.EqualFold(params["format"], "flowed"),
		})
	}
}

func (p *parts) multipart(body []byte, boundary string, depth int) {
	r := multipart.NewReader(bufio.NewReader(bytes.NewReader(body)), boundary)
	for p.left > 0 {
		part, err := r.NextRawPart()
		if err != nil {
			return // the end, or where the message was cut
		}
		raw, _ := io.ReadAll(part) // of a cut part what there is
		p.collect(part.Header, raw, depth+1)
	}
}

// decodeTransfer undoes the transfer encoding as far as it goes.
func decodeTransfer(h textproto.MIMEHeader, body []byte) []byte {
	switch strings.ToLower(strings.TrimSpace(h.Get("Content-Transfer-Encoding"))) {
	case "quoted-printable":
		out, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(body)))
		if err == nil || len(out) > len(body)/2 {
			return out
		}
		return body
	case "base64":
		packed := bytes.Map(func(r rune) rune {
			if r == '\r' || r == '\n' || r == ' ' || r == '\t' || r == '=' {
				return -1
			}
			return r
		}, body)
		out := make([]byte, base64.RawStdEncoding.DecodedLen(len(packed)))
		n, _ := base64.RawStdEncoding.Decode(out, packed)
		return out[:n]
	}
	return body
}

// text joins the plain parts or, if they hold nothing, the HTML ones.
func (p *parts) text() string {
	for _, kind := range []string{"text/plain", "text/enriched", "text/html", ""} {
		var out []string
		for _, part := range p.found {
			if part.kind != kind && (kind != "" || !strings.HasPrefix(part.kind, "multipart/")) {
				continue
			}
			s := charset.Decode(part.raw, part.declared).Text
			switch {
			case part.kind == "text/html":
				s = markup.Text(s)
			case part.flowed:
				s = markup.Tidy(unflow(s))
			default:
				s = markup.Tidy(s)
			}
			if s != "" {
				out = append(out, s)
			}
		}
		if len(out) > 0 {
			return strings.Join(out, "\n\n")
		}
	}
	return ""
}

// unflow joins the lines that RFC 3676 marks with a blank at their end.
func unflow(s string) string {
	var b strings.Builder
	for _, line := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		if line == "-- " || !strings.HasSuffix(line, " ") {
			b.WriteString(line)
			b.WriteByte('\n')
			continue
		}
		b.WriteString(line)
	}
	return b.String()
}

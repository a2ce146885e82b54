package ingest

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/klauspost/compress/flate"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/ingest/warc"
)

// The parts of a ZIP file that are read, by their signatures.
const (
	zipEntry     = 0x04034b50
	zipDirectory = 0x02014b50
)

// zip reads a WACZ file: a ZIP file with WARC files in it. It is read from
// front to back by the headers before each entry, so that it may come through
// a pipe and may be cut short.
func (e *emitter) zip(br *bufio.Reader) {
	outer := e.prefix
	archives := 0
	for !e.stopped {
		h, err := readZipHeader(br)
		if err == errZipEnd {
			break
		}
		if err != nil {
			e.fault("", "ZIP file "+err.Error(), nil)
			break
		}
		data, err := h.open(br)
		if err != nil {
			e.fault(h.name, err.Error(), credence.ErrUnknownFormat)
			break
		}
		body := &mended{r: data}
		if isWarcName(h.name) {
			archives++
			e.prefix = join(outer, h.name)
			inner := bufio.NewReaderSize(body, sniffSize)
			if head, _ := inner.Peek(sniffSize); warc.IsArchive(head) {
				e.archive(inner)
			} else {
				e.fault("", "no web archive", credence.ErrUnknownFormat)
			}
			e.prefix = outer
		}
		if _, err := io.Copy(io.Discard, body); err != nil {
			e.broken(err)
			break
		}
		if body.err != nil || h.short() {
			e.fault(h.name, "ZIP entry ends early or is damaged", body.err)
			break
		}
		if err := h.finish(br); err != nil {
			e.fault(h.name, "ZIP file "+err.Error(), nil)
			break
		}
	}
	if archives == 0 && e.documents == 0 && !e.stopped {
		e.fault("", "a ZIP or Office file without a web archive in it", credence.ErrUnknownFormat)
	}
}

// isWarcName is the one place where a name counts: within a WACZ file, whose
// standard says which entries are archives.
func isWarcName(name string) bool {
	name = strings.ToLower(path.Base(name))
	return strings.HasSuffix(name, ".warc") || strings.Contains(name, ".warc.")
}

var errZipEnd = fmt.Errorf("end of the entries")

// zipHeader is what stands before an entry.
type zipHeader struct {
	name   string
	method uint16
	size   int64 // compressed; -1 if it is not known beforehand
	after  bool  // sizes stand after the data
	wide   bool  // in 64 bits
	limit  *io.LimitedReader
}

// readZipHeader reads the header of the next entry.
func readZipHeader(br *bufio.Reader) (*zipHeader, error) {
	var b [30]byte
	if n, err := io.ReadFull(br, b[:4]); err != nil {
		if n == 0 {
			return nil, fmt.Errorf("ends without its directory")
		}
		return nil, fmt.Errorf("ends early")
	}
	switch binary.LittleEndian.Uint32(b[:]) {
	case zipEntry:
	case zipDirectory, 0x06054b50, 0x08064b50:
		return nil, errZipEnd
	default:
		return nil, fmt.Errorf("has no entry where one should begin")
	}
	if _, err := io.ReadFull(br, b[4:]); err != nil {
		return nil, fmt.Errorf("ends early")
	}
	le := binary.LittleEndian
	flags := le.Uint16(b[6:])
	h := &zipHeader{method: le.Uint16(b[8:]), size: int64(le.Uint32(b[18:])), after: flags&8 != 0}
	rest := make([]byte, int(le.Uint16(b[26:]))+int(le.Uint16(b[28:])))
	if _, err := io.ReadFull(br, rest); err != nil {
		return nil, fmt.Errorf("ends early")
	}
	name := int(le.Uint16(b[26:]))
	h.name = strings.ToValidUTF8(string(rest[:name]), "\uFFFD")
	if flags&1 != 0 {
		return nil, fmt.Errorf("is encrypted")
	}
	h.wideSize(rest[name:])
	if h.after && h.size == 0 {
		h.size = -1
	}
	return h, nil
}

// wideSize reads the 64-bit sizes from the extra fields.
func (h *zipHeader) wideSize(extra []byte) {
	le := binary.LittleEndian
	for len(extra) >= 4 {
		id, n := le.Uint16(extra), int(le.Uint16(extra[2:]))
		if n > len(extra)-4 {
			return
		}
		if field := extra[4 : 4+n]; id == 1 {
			h.wide = true
			if h.size == 0xffffffff && n >= 16 {
				h.size = int64(le.Uint64(field[8:]) & (1<<62 - 1))
			}
		}
		extra = extra[4+n:]
	}
}

// open gives the data of the entry.
func (h *zipHeader) open(br *bufio.Reader) (io.Reader, error) {
	var r io.Reader = br
	if h.size >= 0 {
		h.limit = &io.LimitedReader{R: br, N: h.size}
		r = h.limit
	}
	switch {
	case h.method == 0 && h.size >= 0:
		return r, nil
	case h.method == 0:
		return &untilDescriptor{br: br}, nil
	case h.method == 8:
		return flate.NewReader(r), nil
	}
	return nil, fmt.Errorf("ZIP compression method %d is not supported", h.method)
}

// untilDescriptor reads the data of a stored entry whose size stands after it.
// The end is where a descriptor gives the number of bytes read so far.
type untilDescriptor struct {
	br *bufio.Reader
	n  int64
}

const descriptor = "PK\x07\x08"

func (u *untilDescriptor) Read(p []byte) (int, error) {
	window, err := u.br.Peek(min(max(len(p), 64), sniffSize))
	if len(window) == 0 {
		return 0, err
	}
	n := len(window)
	switch at := bytes.Index(window, []byte(descriptor)); {
	case at == 0 && u.ends(window):
		return 0, io.EOF
	case at == 0:
		n = 1
	case at > 0:
		n = at
	case err == nil:
		n -= len(descriptor) - 1 // it may begin at the end of the window
	}
	n, err = u.br.Read(p[:min(n, len(p))])
	u.n += int64(n)
	return n, err
}

func (u *untilDescriptor) ends(b []byte) bool {
	le := binary.LittleEndian
	return len(b) >= 12 && int64(le.Uint32(b[8:])) == u.n || len(b) >= 16 && int64(le.Uint64(b[8:])) == u.n
}

func (h *zipHeader) short() bool { return h.limit != nil && h.method == 0 && h.limit.N > 0 }

// isWide reports whether the descriptor, n bytes long with sizes in 32 bits, has
// them in 64: then the next entry begins 8 bytes later.
func (h *zipHeader) isWide(br *bufio.Reader, n int) bool {
	if h.wide {
		return true
	}
	next, _ := br.Peek(n + 10)
	return len(next) == n+10 && string(next[n:n+2]) != "PK" && string(next[n+8:]) == "PK"
}

// finish passes over what stands after the data.
func (h *zipHeader) finish(br *bufio.Reader) error {
	if h.limit != nil && h.limit.N > 0 {
		if _, err := io.Copy(io.Discard, h.limit); err != nil {
			return fmt.Errorf("ends early")
		}
	}
	if !h.after {
		return nil
	}
	n := 12
	if head, _ := br.Peek(4); string(head) == "PK\x07\x08" {
		n += 4
	}
	if h.isWide(br, n) {
		n += 8
	}
	if _, err := br.Discard(n); err != nil {
		return fmt.Errorf("ends early")
	}
	return nil
}

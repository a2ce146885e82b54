package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
)

// Memory for going back to look for the next member after a damaged one.
const (
	maxKept    = 4 << 20
	bufferSize = 64 << 10
)

// source is the file as it comes, with its place. What was read since the last
// mark is kept, at most maxKept bytes of it: a decompressor notices damage late
// and may have run over the beginning of the next member by then.
type source struct {
	r    io.Reader
	br   *bufio.Reader
	kept []byte // the last bytes read from r, or pushed back and read again
	end  int64  // place of the byte after kept
	back []byte // to be read again before r
	err  error  // of r, other than its end
}

func newSource(r io.Reader) *source {
	s := &source{r: r}
	s.br = bufio.NewReaderSize((*tap)(s), bufferSize)
	return s
}

// tap is the reading end of a source, below its buffer.
type tap source

func (t *tap) Read(p []byte) (int, error) {
	var n int
	var err error
	if len(t.back) > 0 {
		n = copy(p, t.back)
		t.back = t.back[n:]
	} else {
		n, err = t.r.Read(p)
		if err != nil && err != io.EOF {
			t.err, err = err, io.EOF
		}
	}
	if len(t.kept)+n > 2*maxKept {
		t.kept = t.kept[:copy(t.kept, t.kept[len(t.kept)-maxKept:])]
	}
	t.kept = append(t.kept, p[:n]...)
	t.end += int64(n)
	return n, err
}

// offset is the place of the next byte.
func (s *source) offset() int64 { return s.end - int64(s.br.Buffered()) }

// failed is the error that reading met other than the end of the file.
func (s *source) failed() error { return s.err }

// rewind goes back to the given place or as near to it as is kept.
func (s *source) rewind(to int64) {
	begin := s.end - int64(len(s.kept))
	to = max(to, begin)
	again := bytes.Clone(s.kept[to-begin:])
	s.back = append(again, s.back...)
	s.kept = s.kept[:to-begin]
	s.end = to
	s.br.Reset((*tap)(s))
}

// compression names how the bytes that begin with head are compressed.
func compression(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		return "gzip"
	case bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		return "zstd"
	case bytes.HasPrefix(head, []byte{0x04, 0x22, 0x4d, 0x18}):
		return "lz4"
	}
	return ""
}

// IsArchive reports whether head, the first bytes of a file, begin a WARC file,
// compressed or not.
func IsArchive(head []byte) bool {
	var r io.Reader
	var err error
	switch compression(head) {
	case "gzip":
		r, err = gzip.NewReader(bytes.NewReader(head))
	case "lz4":
		r = lz4.NewReader(bytes.NewReader(head))
	case "zstd":
		var zr *zstd.Decoder
		if zr, err = zstd.NewReader(bytes.NewReader(head), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(64<<20)); err == nil {
			defer zr.Close()
			r = zr
		}
	default:
		r = bytes.NewReader(head)
	}
	if err != nil {
		return false
	}
	start := make([]byte, 64)
	n, _ := io.ReadFull(r, start)
	start = bytes.TrimLeft(start[:n], "\r\n")
	return bytes.HasPrefix(start, []byte("WARC/"))
}

// members reads an archive in which every record is, or should be, a gzip
// member of its own.
func (s *scanner) members() {
	zr := new(gzip.Reader)
	plain := bufio.NewReaderSize(nil, bufferSize)
	for !s.stopped {
		begin := s.in.offset()
		if err := zr.Reset(s.in.br); err != nil {
			if err == io.EOF {
				return
			}
			s.fault(begin, "no compressed record begins here", nil)
			if !s.seekMember(begin) {
				return
			}
			continue
		}
		zr.Multistream(false)
		m := &ending{r: &memberReader{zr: zr, s: s}}
		plain.Reset(m)
		s.records(plain, func() int64 { return begin })
		if m.err == nil && !s.stopped {
			// The rest of the member, with its checksum.
			io.Copy(io.Discard, m)
		}
		if m.err != nil {
			if !s.stopped {
				s.fault(begin, "compressed data "+damage(m.err), nil)
			}
			if !s.seekMember(begin) {
				return
			}
		}
	}
}

// memberReader reads one gzip member and, where a record is spread over
// several against the rule, the ones it goes on in.
type memberReader struct {
	zr *gzip.Reader
	s  *scanner
}

func (m *memberReader) Read(p []byte) (int, error) {
	n, err := m.zr.Read(p)
	if n > 0 && err == io.EOF {
		// The end is told by the next call, when it is known what for.
		return n, nil
	}
	if n > 0 || err != io.EOF || !m.s.within || m.s.startsRecord() {
		return n, err
	}
	if m.zr.Reset(m.s.in.br) != nil {
		return 0, io.EOF
	}
	m.zr.Multistream(false)
	return m.zr.Read(p)
}

func damage(err error) string {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return "ends early"
	}
	return fmt.Sprintf("is damaged (%v)", err)
}

// seekMember goes to the next gzip member after the place begin that holds
// a record; false if there is none.
func (s *scanner) seekMember(begin int64) bool {
	s.in.rewind(begin + 1)
	br := s.in.br
	for {
		head, err := br.Peek(64)
		if len(head) < 18 {
			return false
		}
		if head[0] == 0x1f && head[1] == 0x8b && head[2] == 8 && head[3]&0xe0 == 0 && s.startsRecord() {
			return true
		}
		skip := bytes.IndexByte(head[1:], 0x1f) + 1
		if skip == 0 {
			skip = len(head)
		}
		if _, discarded := br.Discard(skip); discarded != nil || err != nil && skip == len(head) {
			return false
		}
	}
}

// startsRecord reports whether the member at hand inflates to a record.
func (s *scanner) startsRecord() bool {
	head, _ := s.in.br.Peek(4096)
	zr, err := gzip.NewReader(bytes.NewReader(head))
	if err != nil {
		return false
	}
	start := make([]byte, 16)
	n, _ := io.ReadFull(zr, start)
	return bytes.Contains(start[:n], []byte("WARC/"))
}

// frames reads an archive compressed with zstd or LZ4 as one stream: frames
// are not looked for again after damage.
func (s *scanner) frames(kind string) {
	var plain io.Reader
	switch kind {
	case "zstd":
		zr, err := zstd.NewReader(s.in.br, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(256<<20))
		if err != nil {
			s.fault(0, "compressed data "+damage(err), nil)
			return
		}
		defer zr.Close()
		plain = zr
	case "lz4":
		plain = lz4.NewReader(s.in.br)
	}
	e := &ending{r: plain}
	br := bufio.NewReaderSize(e, bufferSize)
	s.records(br, func() int64 { return e.n - int64(br.Buffered()) })
	if e.err != nil && !s.stopped {
		s.fault(e.n, "compressed data "+damage(e.err), nil)
	}
}

// ending counts what was decompressed, turns an error of decompression into
// the end of the data, and keeps it.
type ending struct {
	r   io.Reader
	n   int64
	err error
}

func (e *ending) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	e.n += int64(n)
	if err != nil && err != io.EOF {
		e.err, err = err, io.EOF
	}
	return n, err
}

package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/credence-project/credence"
)

// Limits on what is held in memory.
const (
	MaxBlock  = 32 << 20 // bytes of a record's block
	maxHeader = 64 << 10 // bytes of a record's header
)

// Records gives the records of an archive one after the other, and between
// them the faults, each a [credence.InputError] whose Name is the place.
// Blocks that want refuses are passed over unread; a nil want takes all. A
// record whose block is incomplete comes with Cut set, followed by its fault.
// An error of r itself ends the sequence as it is. Records may be kept.
func Records(r io.Reader, want func(*Record) bool) iter.Seq2[*Record, error] {
	return func(yield func(*Record, error) bool) {
		s := &scanner{in: newSource(r), want: want, yield: yield}
		s.archive()
		if err := s.in.failed(); err != nil && !s.stopped {
			yield(nil, err)
		}
	}
}

// scanner walks through one archive. Once stopped is set, yield must not be
// called again.
type scanner struct {
	in      *source
	want    func(*Record) bool
	yield   func(*Record, error) bool
	stopped bool
	within  bool // a record's block is being read
}

func (s *scanner) give(r *Record) {
	if !s.stopped && !s.yield(r, nil) {
		s.stopped = true
	}
}

func (s *scanner) fault(offset int64, reason string, cause error) {
	err := &credence.InputError{Name: fmt.Sprintf("byte %d", offset), Reason: reason, Err: cause}
	if !s.stopped && !s.yield(nil, err) {
		s.stopped = true
	}
}

func (s *scanner) archive() {
	head, _ := s.in.br.Peek(4)
	switch kind := compression(head); kind {
	case "":
		s.records(s.in.br, s.in.offset)
	case "gzip":
		s.members()
	default:
		s.frames(kind)
	}
}

// records reads the records in br; at gives the place of the next byte.
func (s *scanner) records(br *bufio.Reader, at func() int64) {
	for !s.stopped {
		if !skipBlank(br) {
			return
		}
		begin := at()
		if version, _ := br.Peek(5); string(version) != "WARC/" {
			s.fault(begin, "no record begins here", nil)
			if !seekRecord(br) {
				return
			}
			continue
		}
		raw, err := readHeader(br)
		if err != nil {
			s.fault(begin, err.Error(), nil)
			if !seekRecord(br) {
				return
			}
			continue
		}
		s.record(br, begin, raw)
	}
}

// record reads the block that belongs to the header raw and gives the record.
func (s *scanner) record(br *bufio.Reader, begin int64, raw []byte) {
	_, fields, _ := bytes.Cut(raw, []byte("\n"))
	h, _ := parseFields(fields)
	rec := &Record{Offset: begin, Header: h}
	length, err := strconv.ParseInt(h["content-length"], 10, 64)
	if err != nil || length < 0 {
		s.fault(begin, fmt.Sprintf("record without a usable length (%.40q)", h["content-length"]), nil)
		seekRecord(br)
		return
	}
	s.within = true
	defer func() { s.within = false }()
	if s.want != nil && !s.want(rec) {
		n, err := io.CopyN(io.Discard, br, length)
		if err != nil {
			s.fault(begin, ended(n, length, err), cause(err))
		} else {
			s.give(rec)
		}
		return
	}
	n, err := s.block(br, rec, length)
	s.give(rec)
	switch {
	case err != nil:
		s.fault(begin, ended(n, length, err), cause(err))
	case length > MaxBlock:
		s.fault(begin, fmt.Sprintf("record of %d bytes; only the first %d are read", length, MaxBlock), credence.ErrTooLarge)
	case rec.DigestWrong():
		s.fault(begin, "the block does not have the digest that the record states", nil)
	}
}

// block reads at most MaxBlock of length bytes and passes over the rest.
func (s *scanner) block(br *bufio.Reader, rec *Record, length int64) (int64, error) {
	var b bytes.Buffer
	// A header may promise more than there is: grow with what arrives.
	b.Grow(int(min(length, 1<<20)) + bytes.MinRead)
	n, err := io.CopyN(&b, br, min(length, MaxBlock))
	rec.Block = b.Bytes()
	rec.Cut = err != nil || length > MaxBlock
	if err == nil && length > MaxBlock {
		var more int64
		more, err = io.CopyN(io.Discard, br, length-MaxBlock)
		n += more
	}
	return n, err
}

func ended(got, want int64, err error) string {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Sprintf("record ends after %d of %d bytes", got, want)
	}
	return fmt.Sprintf("record is damaged after %d of %d bytes", got, want)
}

// cause keeps what decompression says, and leaves out the plain end.
func cause(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// readHeader reads from "WARC/" up to and with the empty line.
func readHeader(br *bufio.Reader) ([]byte, error) {
	var raw []byte
	for {
		line, err := br.ReadSlice('\n')
		raw = append(raw, line...)
		if len(raw) > maxHeader {
			return nil, errors.New("record with an endless header")
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err != nil {
			return nil, errors.New("record ends within its header")
		}
		if len(bytes.TrimRight(line, "\r\n")) == 0 && len(raw) > len(line) {
			return raw, nil
		}
	}
}

// skipBlank passes over the line ends between records; false at the end.
func skipBlank(br *bufio.Reader) bool {
	for {
		c, err := br.ReadByte()
		if err != nil {
			return false
		}
		if c != '\r' && c != '\n' {
			br.UnreadByte()
			return true
		}
	}
}

// seekRecord passes over everything up to the next line that begins a record;
// false if there is none.
func seekRecord(br *bufio.Reader) bool {
	if skipLine(br) != nil {
		return false
	}
	for {
		if head, _ := br.Peek(7); strings.HasPrefix(string(head), "WARC/1.") || strings.HasPrefix(string(head), "WARC/0.") {
			return true
		}
		if skipLine(br) != nil {
			return false
		}
	}
}

func skipLine(br *bufio.Reader) error {
	for {
		_, err := br.ReadSlice('\n')
		if err != bufio.ErrBufferFull {
			return err
		}
	}
}

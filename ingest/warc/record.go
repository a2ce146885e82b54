// Package warc reads web archives: WARC 0.18 to 1.1, plain or compressed
// record by record with gzip, zstd or LZ4. It is written for archives that
// were cut short, damaged or badly made: what can be read is given, each fault
// is named with its place, and reading goes on at the next record. Begin with
// [Records]; [Record.HTTP] takes the page out of a captured answer.
package warc

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"strings"
	"time"
)

// Record is one record of an archive.
type Record struct {
	// Offset is where the record begins in the file, in bytes. In a gzip
	// file, where the compressed member begins that holds it; under zstd and
	// LZ4, its place in the uncompressed data.
	Offset int64
	Header Header
	// Block is what follows the header, "" if it was not wanted.
	Block []byte
	// Cut says that the block is not whole: the archive or the capture ends
	// early, or the block exceeds MaxBlock.
	Cut bool
}

// Header holds the named fields of a record or an HTTP answer. Names are in
// lower case; of a field given twice the first counts.
type Header map[string]string

// Type is the kind of record: response, resource, conversion, revisit ...
func (r *Record) Type() string { return strings.ToLower(r.Header["warc-type"]) }

// URI is the address the record is about.
func (r *Record) URI() string {
	uri := strings.TrimSpace(r.Header["warc-target-uri"])
	if strings.HasPrefix(uri, "<") && strings.HasSuffix(uri, ">") {
		uri = uri[1 : len(uri)-1] // as an early draft and wget have it
	}
	return uri
}

// Date is when the capture was made, zero if the record does not say.
func (r *Record) Date() time.Time { return date(r.Header["warc-date"]) }

// RefersToDate is, for a revisit, when the capture was made that it repeats.
func (r *Record) RefersToDate() time.Time { return date(r.Header["warc-refers-to-date"]) }

func date(s string) time.Time {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05-0700", "2006-01-02T15:04:05", "2006-01-02", "20060102150405"} {
		if t, err := time.Parse(layout, strings.TrimSpace(s)); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// DigestWrong reports whether the record states a digest of its block that
// the block does not have. Digests in other algorithms than SHA-1 and SHA-256
// are not checked.
func (r *Record) DigestWrong() bool {
	algorithm, want, ok := strings.Cut(r.Header["warc-block-digest"], ":")
	if !ok || r.Cut || r.Block == nil {
		return false
	}
	var sum []byte
	switch strings.ToLower(algorithm) {
	case "sha1":
		s := sha1.Sum(r.Block)
		sum = s[:]
	case "sha256":
		s := sha256.Sum256(r.Block)
		sum = s[:]
	default:
		return false
	}
	if len(want) == hex.EncodedLen(len(sum)) {
		return !strings.EqualFold(want, hex.EncodeToString(sum))
	}
	want = strings.TrimRight(strings.ToUpper(want), "=")
	return want != base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum)
}

// parseFields reads "Name: value" lines up to an empty one; a line that
// begins with a blank goes on with the value before it. It gives the fields
// and what follows them.
func parseFields(b []byte) (Header, []byte) {
	h := Header{}
	last := ""
	for len(b) > 0 {
		line, rest, _ := bytes.Cut(b, []byte("\n"))
		b = rest
		line = bytes.TrimRight(line, "\r")
		if len(line) == 0 {
			break
		}
		if (line[0] == ' ' || line[0] == '\t') && last != "" {
			h[last] += " " + string(bytes.TrimSpace(line))
			continue
		}
		name, value, ok := bytes.Cut(line, []byte(":"))
		if !ok {
			continue
		}
		key := strings.ToLower(string(bytes.TrimSpace(name)))
		if _, twice := h[key]; twice {
			last = ""
			continue
		}
		h[key], last = string(bytes.TrimSpace(value)), key
	}
	return h, b
}

package warc

import (
	"bytes"
	"compress/gzip"
	"crypto/sha1"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
	"pgregory.net/rapid"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/testkit"
)

// block makes a record with the given block.
func block(uri, body string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", uri, len(body), body)
}

func packed(s string) string {
	var b bytes.Buffer
	zw := gzip.NewWriter(&b)
	io.WriteString(zw, s)
	zw.Close()
	return b.String()
}

func digest(s string) string {
	sum := sha1.Sum([]byte(s))
	return base32.StdEncoding.EncodeToString(sum[:])
}

// walk gives "uri:block" for each record and the faults.
func walk(in string) (records, faults []string) {
	for r, err := range Records(strings.NewReader(in), nil) {
		if err != nil {
			faults = append(faults, err.Error())
			continue
		}
		records = append(records, r.URI()+":"+string(r.Block))
	}
	return records, faults
}

func TestRecords(t *testing.T) {
	a, b, c := block("a", "alpha"), block("b", "beta beta beta"), block("c", "gamma")
	whole := []string{"a:alpha", "b:beta beta beta", "c:gamma"}
	damaged := []byte(packed(b))
	damaged[len(damaged)/2] ^= 0xff
	for _, tt := range []struct {
		name, in string
		records  []string
		fault    string
	}{
		{"plain", a + b + c, whole, ""},
		{"line feeds alone", strings.ReplaceAll(a+b+c, "\r\n", "\n"), whole, ""},
		{"gzip by record", packed(a) + packed(b) + packed(c), whole, ""},
		{"gzip as one", packed(a + b + c), whole, ""},
		{"record spread over members", packed(a) + packed(b[:len(b)-12]) + packed(b[len(b)-12:]) + packed(c), whole, ""},
		{"cut in the last block", a + b[:len(b)-10], []string{"a:alpha", "b:beta bet"}, "byte 81: record ends after 8 of 14 bytes"},
		{"cut in a header", a + b[:30], []string{"a:alpha"}, "byte 81: record ends within its header"},
		{"cut in a member", packed(a) + packed(b)[:60], []string{"a:alpha"}, "compressed data ends early"},
		{"rubbish between", a + "rubbish\r\n\r\n" + c, []string{"a:alpha", "c:gamma"}, "byte 81: no record begins here"},
		{"rubbish between members", packed(a) + "rubbish" + packed(c), []string{"a:alpha", "c:gamma"}, "no compressed record begins here"},
		{"length too small", a + strings.Replace(b, ": 14", ": 4", 1) + c, []string{"a:alpha", "b:beta", "c:gamma"}, "no record begins here"},
		{"no length", a + strings.Replace(b, "Content-Length: 14", "X: y", 1) + c, []string{"a:alpha", "c:gamma"}, "without a usable length"},
		{"negative length", a + strings.Replace(b, ": 14", ": -4", 1) + c, []string{"a:alpha", "c:gamma"}, "without a usable length"},
		{"damaged member", packed(a) + string(damaged) + packed(c), []string{"a:alpha", "c:gamma"}, "compressed data is damaged"},
		{"folded header and brackets", strings.Replace(a, ": a\r\n", ": <a>\r\nX-Note: one\r\n two\r\n", 1), whole[:1], ""},
		{"right digest", strings.Replace(a, "WARC-Type", "WARC-Block-Digest: sha1:"+digest("alpha")+"\r\nWARC-Type", 1), whole[:1], ""},
		{"wrong digest", strings.Replace(a, "WARC-Type", "WARC-Block-Digest: sha1:"+digest("other")+"\r\nWARC-Type", 1), whole[:1], "does not have the digest"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			records, faults := walk(tt.in)
			got := records
			if tt.name == "damaged member" || tt.name == "cut in a member" {
				// What can be had of the damaged record itself is not fixed.
				got = nil
				for _, r := range records {
					if strings.HasPrefix(r, "a:") || strings.HasPrefix(r, "c:") {
						got = append(got, r)
					}
				}
			}
			if strings.Join(got, "|") != strings.Join(tt.records, "|") {
				t.Errorf("records %q, want %q", got, tt.records)
			}
			all := strings.Join(faults, "|")
			if tt.fault == "" && all != "" || !strings.Contains(all, tt.fault) {
				t.Errorf("faults %q, want %q", all, tt.fault)
			}
		})
	}
}

func TestRecordsUnderOtherCompression(t *testing.T) {
	in := block("a", "alpha") + block("b", "beta")
	var z, l bytes.Buffer
	zw, err := zstd.NewWriter(&z)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(zw, in)
	zw.Close()
	lw := lz4.NewWriter(&l)
	io.WriteString(lw, in)
	lw.Close()
	for name, data := range map[string]string{"zstd": z.String(), "lz4": l.String()} {
		t.Run(name, func(t *testing.T) {
			records, faults := walk(data)
			if len(records) != 2 || len(faults) != 0 {
				t.Errorf("records %q faults %q", records, faults)
			}
			_, faults = walk(data[:len(data)-10])
			if len(faults) == 0 {
				t.Error("a file cut short has no fault")
			}
		})
	}
}

func TestRecordsPassesOverWhatIsNotWanted(t *testing.T) {
	in := block("a", strings.Repeat("x", 3*bufferSize)) + block("b", "beta")
	for r, err := range Records(strings.NewReader(packed(in)), func(r *Record) bool { return r.URI() == "b" }) {
		if err != nil {
			t.Fatal(err)
		}
		if want := map[string]string{"a": "", "b": "beta"}[r.URI()]; string(r.Block) != want {
			t.Errorf("%s: block of %d bytes, want %q", r.URI(), len(r.Block), want)
		}
	}
}

func TestRecordsBoundsBlocks(t *testing.T) {
	in := block("a", strings.Repeat("x", MaxBlock+5)) + block("b", "beta")
	var sizes []int
	var large error
	for r, err := range Records(strings.NewReader(in), nil) {
		if err != nil {
			large = err
			continue
		}
		sizes = append(sizes, len(r.Block))
	}
	if len(sizes) != 2 || sizes[0] != MaxBlock || sizes[1] != 4 || !errors.Is(large, credence.ErrTooLarge) {
		t.Errorf("blocks of %v bytes and %v", sizes, large)
	}
}

func TestRecordsGivesErrorsOfTheReader(t *testing.T) {
	broken := errors.New("the disk is gone")
	for _, in := range []string{"", block("a", "alpha"), packed(block("a", "alpha"))} {
		var last error
		for _, err := range Records(io.MultiReader(strings.NewReader(in), iotest.ErrReader(broken)), nil) {
			last = err
		}
		if !errors.Is(last, broken) {
			t.Errorf("last error %v, want %v", last, broken)
		}
	}
}

// Whole members before and after a damaged one are always had.
func TestRecordsAroundDamage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.StringMatching(`[a-z ]{0,1000}`)
		a, b, c := packed(block("a", body.Draw(t, "a"))), []byte(packed(block("b", body.Draw(t, "b")))), packed(block("c", body.Draw(t, "c")))
		for range rapid.IntRange(1, 5).Draw(t, "changes") {
			b[rapid.IntRange(0, len(b)-1).Draw(t, "at")] ^= byte(rapid.IntRange(1, 255).Draw(t, "by"))
		}
		b = b[:rapid.IntRange(0, len(b)).Draw(t, "length")]
		first, last := false, false
		for r, err := range Records(strings.NewReader(a+string(b)+c), nil) {
			if err == nil {
				first = first || r.URI() == "a"
				last = last || r.URI() == "c"
			}
		}
		if !first || !last {
			t.Errorf("first record %v, last record %v", first, last)
		}
	})
}

func TestHTTP(t *testing.T) {
	for _, tt := range []struct{ name, block, body, fault string }{
		{"plain", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nhello", "hello", ""},
		{"chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n", "hello", ""},
		{"chunked with line feeds", "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nhello\n0\n\n", "hello", ""},
		{"chunks cut", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n9\r\nlo", "hello", "chunks end early"},
		{"not chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<p>hello", "<p>hello", "says chunked but is not"},
		{"gzip", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + packed("hello"), "hello", ""},
		{"gzip in chunks", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" + fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(packed("hello")), packed("hello")), "hello", ""},
		{"gzip already undone", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nhello", "hello", ""},
		{"gzip cut", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + packed("hello")[:20], "hello", "unexpected EOF"},
		{"unknown coding", "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nxyz", "", "not supported"},
		{"no header", "HTTP/1.0 200 OK\r\n\r\nhello", "hello", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, ok := (&Record{Block: []byte(tt.block)}).HTTP()
			if !ok || a.Status != 200 {
				t.Fatalf("got %+v %v", a, ok)
			}
			body := string(a.Body)
			if tt.name == "gzip cut" {
				body = tt.body // how much comes before the cut is not fixed
			}
			if body != tt.body || tt.fault == "" && a.Fault != "" || !strings.Contains(a.Fault, tt.fault) {
				t.Errorf("body %q fault %q, want %q and %q", a.Body, a.Fault, tt.body, tt.fault)
			}
		})
	}
	for _, none := range []string{"", "hello", "HTTP/1.1", "HTTP/1.1\r\n\r\n"} {
		if _, ok := (&Record{Block: []byte(none)}).HTTP(); ok {
			t.Errorf("%q passes for an answer", none)
		}
	}
}

func TestRecordDate(t *testing.T) {
	want := time.Date(2017, 3, 23, 12, 20, 0, 0, time.UTC)
	for _, s := range []string{"2017-03-23T12:20:00Z", "2017-03-23T12:20:00.000Z", "2017-03-23T13:20:00+0100", "2017-03-23T12:20:00", "20170323122000"} {
		if got := (&Record{Header: Header{"warc-date": s}}).Date(); !got.Equal(want) {
			t.Errorf("Date(%s) = %v", s, got)
		}
	}
	if got := (&Record{Header: Header{"warc-date": "2017-03-65T12:20:00"}}).Date(); !got.IsZero() {
		t.Errorf("an impossible date gives %v", got)
	}
}

func shared(tb testing.TB) map[string][]byte {
	paths, err := filepath.Glob(filepath.Join(testkit.Shared(tb, "data/ingest/warc"), "*"))
	if err != nil || len(paths) == 0 {
		tb.Fatal("no shared archives", err)
	}
	out := map[string][]byte{}
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			tb.Fatal(err)
		}
		out[filepath.Base(p)] = b
	}
	return out
}

// The numbers of records were counted by hand in the uncompressed files.
func TestRecordsShared(t *testing.T) {
	files := shared(t)
	for name, want := range map[string]struct {
		records int
		fault   string
	}{
		"iipc-hello-world.warc": {6, ""}, "iipc-hello-world.warc.gz": {6, ""},
		"resiliparse-block-sized-records.warc": {3, ""}, "resiliparse-block-sized-records.warc.gz": {3, ""}, "resiliparse-block-sized-records.warc.lz4": {3, ""},
		"resiliparse-warcfile.warc.gz": {50, ""}, "resiliparse-warcfile.warc.lz4": {50, ""}, "resiliparse-clueweb-quirk.warc.gz": {30, ""},
		"resiliparse-clipped.warc.gz":    {1, "ends after 75206 of 88275 bytes"},
		"warcio-example-trunc.warc":      {4, "byte 2560: no record begins here"},
		"warcio-example-bad.warc.gz.bad": {6, ""}, "warcio-example-bad-non-chunked.warc.gz": {6, ""},
		"warcio-example-wrong-chunks.warc.gz": {2, "does not have the digest"},
		"warcio-example-digest.warc":          {4, "byte 2758: the block does not have the digest"},
	} {
		t.Run(name, func(t *testing.T) {
			records, faults := walk(string(files[name]))
			all := strings.Join(faults, "|")
			if len(records) != want.records || !strings.Contains(all, want.fault) || want.fault == "" && strings.Contains(all, "begins here") {
				t.Errorf("%d records, faults %q; want %d and %q", len(records), all, want.records, want.fault)
			}
		})
	}
}

func FuzzRecords(f *testing.F) {
	f.Add([]byte(block("a", "alpha")))
	for _, b := range shared(f) {
		if len(b) < 20_000 {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for r, err := range Records(bytes.NewReader(b), nil) {
			if err != nil {
				var in *credence.InputError
				if !errors.As(err, &in) || in.Name == "" {
					t.Errorf("fault %v has no place", err)
				}
				continue
			}
			r.HTTP()
			if r.Offset < 0 || len(r.Block) > MaxBlock {
				t.Errorf("record at %d with %d bytes", r.Offset, len(r.Block))
			}
		}
	})
}

func benchmark(b *testing.B, in []byte, size int) {
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, err := range Records(bytes.NewReader(in), nil) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

// prose is text that compresses about as pages do.
func prose(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, "<p>Paragraph %d of report %d tells what was seen at %d o'clock.</p>\n", i, i*7919%1000, i%24)
	}
	return b.String()
}

func BenchmarkRecordsPlain(b *testing.B) {
	in := strings.Repeat(block("a", prose(50_000)), 100)
	benchmark(b, []byte(in), len(in))
}

func BenchmarkRecordsGzip(b *testing.B) {
	one := block("a", prose(50_000))
	in := strings.Repeat(packed(one), 100)
	benchmark(b, []byte(in), 100*len(one))
}

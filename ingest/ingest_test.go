package ingest

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/testkit"
)

// reading is what Read gave.
type reading struct {
	items   []Item
	faults  []error
	skipped []error
}

func read(in Input, b []byte) reading {
	var out reading
	for item, err := range Read(in, bytes.NewReader(b)) {
		switch {
		case errors.Is(err, credence.ErrSkipped):
			out.skipped = append(out.skipped, err)
		case err != nil:
			out.faults = append(out.faults, err)
		default:
			out.items = append(out.items, item)
		}
	}
	return out
}

// check holds what is promised of every reading, whatever the bytes.
func (r reading) check(t *testing.T, name string) {
	t.Helper()
	for _, err := range append(slices.Clone(r.faults), r.skipped...) {
		var in *credence.InputError
		if !errors.As(err, &in) || !strings.HasPrefix(in.Name, name) || in.Reason == "" {
			t.Errorf("fault %q is not an InputError that names %s and a reason", err, name)
		}
	}
	if len(r.items) == 0 && len(r.faults) == 0 {
		t.Errorf("%s: neither a document nor a fault", name)
	}
	for _, item := range r.items {
		d := item.Document
		if d.ID == "" || d.ID != d.Identify() || d.SHA256 != digest(item.Original) || d.Format == "" {
			t.Errorf("%s: document %q: ID %q, SHA-256 %q, format %q", name, d.Title, d.ID, d.SHA256, d.Format)
		}
		if d.Text == "" && d.Title == "" {
			t.Errorf("%s: document without text and title", name)
		}
		for _, s := range []string{d.Text, d.Title, d.Outlet, d.Author, d.Credit, d.Name} {
			if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
				t.Errorf("%s: %q is not clean UTF-8", name, s)
			}
		}
		if p := d.Published; !p.From.IsZero() && p.To.Before(p.From) || !p.IsZero() && p.Basis == "" {
			t.Errorf("%s: published %+v", name, p)
		}
	}
}

const pageSample = `<!DOCTYPE html><html lang="en"><head><title>Bridge closed after blast - The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post"><meta property="article:published_time" content="2021-05-04T10:15:00+02:00">
<link rel="canonical" href="https://harbour.example/news/bridge"></head><body><nav><a href="/">Home</a><a href="/news">News</a></nav>
<article><h1>Bridge closed after blast</h1><p>The old bridge was closed on Tuesday morning after a small blast damaged its northern
pillar, the harbour office said.</p><p>Nobody has claimed responsibility. A spokeswoman said that it was too early to speak of an attack.</p>
</article><footer>All rights reserved</footer></body></html>`

const feedSample = `<?xml version="1.0"?><rss version="2.0"><channel><title>The Harbour Post</title><link>https://harbour.example/</link>
<item><guid>p-1</guid><title>Bridge closed</title><link>/news/bridge</link><pubDate>Tue, 04 May 2021 08:15:00 GMT</pubDate>
<source url="https://wire.example/">North Wire</source><description>&lt;p&gt;First.&lt;/p&gt;&lt;p&gt;Second.&lt;/p&gt;</description></item></channel></rss>`

const mailSample = "From: \"Press desk\" <press@harbour.example>\r\nTo: list@example.org\r\nSubject: =?utf-8?q?Br=C3=BCcke_gesperrt?=\r\n" +
	"Date: Tue, 4 May 2021 10:15:00 +0200\r\nMessage-ID: <m1@harbour.example>\r\n\r\nThe bridge is closed.\r\n"

const telegramSample = `{"name": "Harbour Channel", "type": "public_channel", "id": 77, "messages": [
 {"id": 1, "type": "service", "date": "2021-05-04T09:00:00", "date_unixtime": "1620111600", "action": "create_channel", "text": ""},
 {"id": 2, "type": "message", "date": "2021-05-04T10:15:00", "date_unixtime": "1620116100", "from": "Harbour Channel",
  "forwarded_from": "North Wire", "edited": "2021-05-04T10:20:00", "edited_unixtime": "1620116400", "views": 12,
  "text": ["We did ", {"type": "bold", "text": "nothing"}, " there."]}]}`

const lineSample = `{"id": "a1", "url": "https://harbour.example/a1", "title": "Bridge closed", "outlet": "The Harbour Post", "published_at": "2021-05-04", "text": "The bridge is closed.", "desk": {"shift": 2}}` + "\n"

func record(kind, uri, date, mediaType, block string) string {
	return "WARC/1.0\r\nWARC-Type: " + kind + "\r\nWARC-Target-URI: " + uri + "\r\nWARC-Date: " + date + "\r\nContent-Type: " + mediaType +
		"\r\nContent-Length: " + itoa(len(block)) + "\r\n\r\n" + block + "\r\n\r\n"
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

func packed(t testing.TB, s string) string {
	t.Helper()
	var b bytes.Buffer
	zw := gzip.NewWriter(&b)
	if _, err := io.WriteString(zw, s); err != nil {
		t.Fatal(err)
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func archiveSample() string {
	const date = "2021-05-05T00:00:00Z"
	return record("warcinfo", "", date, "application/warc-fields", "software: none\r\n") +
		record("response", "https://harbour.example/news/bridge", date, "application/http; msgtype=response", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"+pageSample) +
		record("response", "https://harbour.example/pier.png", date, "application/http; msgtype=response", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG") +
		record("response", "https://harbour.example/old", date, "application/http; msgtype=response", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Nothing here.</p>") +
		record("conversion", "https://harbour.example/text", date, "text/plain", "The bridge is closed. The harbour office said so on Tuesday.")
}

// The content decides, whatever the name says.
func TestReadRecognises(t *testing.T) {
	for _, c := range []struct {
		name, in, format, title, text, from, basis string
	}{
		{"text under a dateline", "\n date 2021-05-04 Bridge closed\n\nThe bridge is closed.\n\nMore later.\n", "text", "Bridge closed", "The bridge is closed.\n\nMore later.", "2021-05-04T00:00:00Z", "text dateline"},
		{"bare text", "The bridge is closed.\n\n\n\nMore   later.\r\n", "text", "", "The bridge is closed.\n\nMore later.", "", ""},
		{"mail", mailSample, "mail", "Brücke gesperrt", "The bridge is closed.", "2021-05-04T08:15:00Z", "mail date"},
		{"page", pageSample, "html", "Bridge closed after blast", "The old bridge was closed on Tuesday morning after a small blast damaged its northern pillar, the harbour office said.\n\nNobody has claimed responsibility. A spokeswoman said that it was too early to speak of an attack.", "2021-05-04T08:15:00Z", "page meta article:published_time"},
		{"feed", feedSample, "rss", "Bridge closed", "First.\n\nSecond.", "2021-05-04T08:15:00Z", "feed"},
		{"export", telegramSample, "telegram", "", "We did nothing there.", "2021-05-04T08:15:00Z", "message"},
		{"line", lineSample, "jsonl", "Bridge closed", "The bridge is closed.", "2021-05-04T00:00:00Z", "stated"},
		{"one object", "{\n \"title\": \"Bridge closed\",\n \"text\": \"The bridge is closed.\"\n}\n", "jsonl", "Bridge closed", "The bridge is closed.", "", ""},
		{"page saved as one file", "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://harbour.example/x\r\nSubject: y\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n" + pageSample + "\r\n--b--\r\n", "html", "Bridge closed after blast", "", "2021-05-04T08:15:00Z", "page meta article:published_time"},
		{"packed page", packed(t, pageSample), "html", "Bridge closed after blast", "", "2021-05-04T08:15:00Z", "page meta article:published_time"},
		{"utf-16 text", "\xff\xfeT\x00h\x00e\x00 \x00b\x00r\x00i\x00d\x00g\x00e\x00", "text", "", "The bridge", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := read(Input{Name: "misleading.pdf"}, []byte(c.in))
			got.check(t, "misleading.pdf")
			if len(got.items) != 1 || len(got.faults) != 0 {
				t.Fatalf("got %d documents and faults %v, want one document", len(got.items), got.faults)
			}
			d := got.items[0].Document
			if d.Format != c.format || d.Title != c.title || c.text != "" && d.Text != c.text {
				t.Errorf("got %s %q:\n%s\nwant %s %q:\n%s", d.Format, d.Title, d.Text, c.format, c.title, c.text)
			}
			from := ""
			if !d.Published.IsZero() {
				from = d.Published.From.Format(time.RFC3339)
			}
			if from != c.from || d.Published.Basis != c.basis {
				t.Errorf("published %s (%s), want %s (%s)", from, d.Published.Basis, c.from, c.basis)
			}
		})
	}
}

func TestReadNamesWhatItRefuses(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     error
	}{
		{"nothing", "", credence.ErrEmpty},
		{"blanks", " \n\t\n", credence.ErrEmpty},
		{"picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00", credence.ErrUnknownFormat},
		{"document of an office program", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00\x01\x02\x03", credence.ErrUnknownFormat},
		{"document for print that looks like text", "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", credence.ErrUnknownFormat},
		{"document of a word processor that looks like text", "{\\rtf1\\ansi A bomb went off.\\par}", credence.ErrUnknownFormat},
		{"other XML", `<?xml version="1.0"?><catalog><book>x</book></catalog>`, credence.ErrUnknownFormat},
		{"other JSON", `{"a": [1, 2, 3]` + "\n, \"b\": 2}", credence.ErrUnknownFormat},
		{"list", `[{"text": "x"}]`, credence.ErrUnknownFormat},
		{"ZIP file without archive", "PK\x05\x06" + strings.Repeat("\x00", 18), credence.ErrUnknownFormat},
		{"feed without entries", `<rss><channel><title>x</title></channel></rss>`, credence.ErrEmpty},
		{"page without text", `<html><body><img src="x"></body></html>`, credence.ErrEmpty},
		{"archive without text", record("request", "http://a.example/", "2021-05-05T00:00:00Z", "application/http", "GET / HTTP/1.0\r\n\r\n"), credence.ErrEmpty},
		{"line without text", `{"id": "1"}` + "\n", credence.ErrEmpty},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := read(Input{Name: "the file"}, []byte(c.in))
			got.check(t, "the file")
			if len(got.items) != 0 || len(got.faults) == 0 || !errors.Is(got.faults[len(got.faults)-1], c.want) {
				t.Errorf("got %d documents and %v, want %v", len(got.items), got.faults, c.want)
			}
		})
	}
}

func TestReadArchive(t *testing.T) {
	plain := archiveSample()
	var members string
	for _, rec := range strings.SplitAfter(strings.ReplaceAll(plain, "WARC/1.0", "\x00WARC/1.0"), "\x00")[1:] {
		members += packed(t, strings.TrimSuffix(rec, "\x00"))
	}
	for _, c := range []struct{ name, in string }{{"plain", plain}, {"packed as one", packed(t, plain)}, {"packed by record", members}, {"in a ZIP file", zipped("archive/data.warc.gz", members)}} {
		t.Run(c.name, func(t *testing.T) {
			got := read(Input{Name: "crawl"}, []byte(c.in))
			got.check(t, "crawl")
			if len(got.items) != 2 || len(got.faults) != 0 || len(got.skipped) != 3 {
				t.Fatalf("got %d documents, faults %v, skipped %v", len(got.items), got.faults, got.skipped)
			}
			page, text := got.items[0].Document, got.items[1].Document
			if page.URL != "https://harbour.example/news/bridge" || page.Published.Basis != "page meta article:published_time" {
				t.Errorf("page %+v", page)
			}
			if string(got.items[0].Original) != pageSample {
				t.Errorf("the original is not the page: %.80q", got.items[0].Original)
			}
			captured := time.Date(2021, 5, 5, 0, 0, 0, 0, time.UTC)
			want := credence.Interval{To: captured, Basis: "archive capture"}
			if text.Published != want || text.Retrieved.From != captured {
				t.Errorf("published %v retrieved %v, want at the latest when captured", text.Published, text.Retrieved)
			}
		})
	}
}

// zipped is a ZIP file with one stored entry, up to its directory.
func zipped(name, body string) string {
	n := len(body)
	size := string([]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)})
	head := "PK\x03\x04\x14\x00\x00\x00\x00\x00\x00\x00\x00\x00" + "\x00\x00\x00\x00" + size + size
	return head + string([]byte{byte(len(name)), 0, 0, 0}) + name + body + "PK\x01\x02"
}

func TestReadMailbox(t *testing.T) {
	one := "From press Tue May  4 10:15:00 2021\r\n" + mailSample
	got := read(Input{Name: "box"}, []byte(one+"\r\n"+strings.ReplaceAll(one, "m1@", "m2@")))
	got.check(t, "box")
	if len(got.items) != 2 || got.items[1].Document.Name != "m2@harbour.example" {
		t.Errorf("got %d documents, faults %v", len(got.items), got.faults)
	}
}

func TestReadArchiveAsksWhatIsWanted(t *testing.T) {
	in := Input{Name: "crawl", Want: func(b []byte) bool { return bytes.Contains(b, []byte("spokeswoman")) }}
	got := read(in, []byte(archiveSample()))
	if len(got.items) != 1 || got.items[0].Document.Title != "Bridge closed after blast" {
		t.Errorf("got %d documents, want the one that was wanted", len(got.items))
	}
}

func TestReadBoundsTimeByRetrieval(t *testing.T) {
	seen := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	got := read(Input{Name: "page", URL: "https://harbour.example/news/bridge", Retrieved: seen}, []byte(pageSample))
	want := credence.Interval{To: seen, Basis: "retrieved"}
	if p := got.items[0].Document.Published; p != want {
		t.Errorf("published %v: a page cannot be published after it was fetched, want %v", p, want)
	}
}

// A time that was still to come when a document was taken in is not believed,
// and the document says so.
func TestReadDoesNotBelieveTheFuture(t *testing.T) {
	seen := time.Date(2017, 3, 24, 12, 0, 0, 0, time.UTC)
	for stated, believed := range map[string]bool{
		"2017-03-23T09:00:00Z": true, "2017-03-24T23:00:00+10:00": true, "2017-03-25": true, "2017-03-27T09:00:00Z": false, "2071-03-23": false,
	} {
		line := `{"outlet": "Herald", "published_at": "` + stated + `", "text": "A bomb exploded in Kell on Thursday, police said."}`
		got := read(Input{Name: "x.jsonl", Retrieved: seen}, []byte(line))
		if len(got.items) != 1 {
			t.Fatalf("%s: %d documents, faults %v", stated, len(got.items), got.faults)
		}
		p := got.items[0].Document.Published
		if held := !p.From.IsZero(); held != believed || !believed && (!p.To.Equal(seen) || !strings.Contains(p.Basis, "was still to come")) {
			t.Errorf("%s is held as %v to %v, %q", stated, p.From, p.To, p.Basis)
		}
	}
}

func TestReadGivesErrorsOfTheReader(t *testing.T) {
	broken := errors.New("the disk is gone")
	for name, in := range map[string]string{"text": "some text", "feed": feedSample, "line": lineSample, "export": telegramSample, "archive": archiveSample()} {
		t.Run(name, func(t *testing.T) {
			r := io.MultiReader(strings.NewReader(in), iotest.ErrReader(broken))
			var last error
			for _, err := range Read(Input{Name: "x"}, r) {
				last = err
			}
			if !errors.Is(last, broken) {
				t.Errorf("the last error is %v, want %v", last, broken)
			}
		})
	}
}

func TestReadStopsWhenAsked(t *testing.T) {
	for name, in := range map[string]string{"feed": feedSample, "line": lineSample + lineSample, "export": telegramSample, "archive": archiveSample(), "bad": "{\n"} {
		t.Run(name, func(t *testing.T) {
			n := 0
			for range Read(Input{}, strings.NewReader(in)) {
				n++
				break
			}
			if n != 1 {
				t.Errorf("got %d items", n)
			}
		})
	}
}

// files gives the shared files below a folder, by their path within it.
func files(t testing.TB, folder string) map[string][]byte {
	t.Helper()
	root := testkit.Shared(t, folder)
	out := map[string][]byte{}
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(root, path)
		out[filepath.ToSlash(rel)] = b
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// faulty are the files among the good ones that hold no document: an empty
// channel, XML that is no feed, and archives that hold no page.
var faulty = []string{
	"feeds/good/rss_2.0_invalid_1.xml", "feeds/good/xml_sample_1.xml", "feeds/good/xml_sample_2.xml", "pages/1685765130.html",
	"warc/iipc-20130729-heritrix-revisit-with-http-headers.warc.gz", "warc/iipc-20141124-heritrix-server-not-modified.warc.gz",
	"warc/iipc-20141129-heritrix-revisit-with-http-headers-and-new-warc-headers.warc.gz", "warc/jwarc-gzip_extra_sl.warc.gz",
	"warc/resiliparse-block-sized-records.warc", "warc/resiliparse-block-sized-records.warc.gz", "warc/resiliparse-block-sized-records.warc.lz4",
	"warc/warcio-example-digest.warc", "warc/warcio-example-space-in-target-uri.warc.gz", "warc/warcio-post-test.warc.gz",
}

func TestReadShared(t *testing.T) {
	for name, b := range files(t, "data/ingest") {
		t.Run(name, func(t *testing.T) {
			first := read(Input{Name: name}, b)
			first.check(t, name)
			second := read(Input{Name: name}, b)
			if diff := cmp.Diff(documents(first), documents(second)); diff != "" {
				t.Errorf("a second reading differs:\n%s", diff)
			}
			good := !strings.HasPrefix(name, "feeds/ill-formed") && !strings.HasPrefix(name, "feeds/encodings") && !slices.Contains(faulty, name)
			if good && len(first.items) == 0 {
				t.Errorf("no document; faults %v", first.faults)
			}
			if slices.Contains(faulty, name) && len(first.faults) == 0 {
				t.Error("no fault")
			}
		})
	}
}

func documents(r reading) []credence.Document {
	var out []credence.Document
	for _, item := range r.items {
		out = append(out, item.Document)
	}
	return out
}

func TestReadSeeds(t *testing.T) {
	for name, b := range files(t, "seeds") {
		got := read(Input{Name: name}, b)
		got.check(t, name)
		if len(got.items) != 1 {
			t.Fatalf("%s: %d documents", name, len(got.items))
		}
		d := got.items[0].Document
		if d.Title == "" || d.Published.Basis != "text dateline" || d.Lang != "en" || strings.Count(d.Text, "\n\n") < 5 {
			t.Errorf("%s: title %q, published %v, language %q, %d paragraphs", name, d.Title, d.Published, d.Lang, strings.Count(d.Text, "\n\n"))
		}
	}
}

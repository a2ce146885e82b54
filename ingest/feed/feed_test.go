package feed

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/testkit"
)

func at(s string) credence.Interval {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return credence.At(t, "feed")
}

const rssHead = `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour Post</title><link>https://h.example/</link>`

func TestParse(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     credence.Document
		faults   int
	}{
		{"rss with full content", rssHead + `<item><guid isPermaLink="false">7</guid><title>A &amp; B</title><link>https://h.example/7</link>
			<description>Short.</description><content:encoded><![CDATA[<p>First <b>bold</b>.</p><p>Second.</p>]]></content:encoded>
			<pubDate>Tue, 04 May 2021 10:15:00 +0200</pubDate><dc:creator>Jo Doe</dc:creator><source url="https://w.example/f">North Wire</source></item></channel></rss>`,
			credence.Document{Name: "7", URL: "https://h.example/7", Title: "A & B", Outlet: "Harbour Post", Author: "Jo Doe", Credit: "North Wire", Published: at("2021-05-04T08:15:00Z"), Format: "rss", Text: "First bold.\n\nSecond."}, 0},
		{"link from guid", rssHead + `<item><guid>https://h.example/8</guid><title>T</title></item></channel></rss>`,
			credence.Document{Name: "https://h.example/8", URL: "https://h.example/8", Title: "T", Outlet: "Harbour Post", Format: "rss"}, 0},
		{"atom", `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB"><title>Harbour Post</title><author><name>Desk</name></author><link href="https://h.example/"/>
			<entry><id>urn:1</id><title type="html">A &amp;lt;i&gt;</title><link rel="alternate" href="n/1"/><link rel="enclosure" href="x.mp3"/>
			<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>First.</p><p>Second.</p></div></content><summary>S</summary>
			<published>2021-05-04T08:15:00Z</published><updated>2021-05-04T09:00:00Z</updated><source><title>North Wire</title></source></entry></feed>`,
			credence.Document{Name: "urn:1", URL: "https://h.example/n/1", Title: "A <i>", Outlet: "Harbour Post", Author: "Desk", Credit: "North Wire",
				Published: at("2021-05-04T08:15:00Z"), Modified: at("2021-05-04T09:00:00Z"), Lang: "en", Format: "atom", Text: "First.\n\nSecond."}, 0},
		{"atom that only says updated", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title><updated>2021-05-04T08:15:00Z</updated></entry></feed>`,
			credence.Document{Title: "T", Published: at("2021-05-04T08:15:00Z"), Format: "atom"}, 0},
		{"rdf", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/">
			<channel rdf:about="https://h.example/"><title>Harbour Post</title></channel><item rdf:about="https://h.example/9"><title>T</title><d:date>2021-05-04T08:15:00Z</d:date><d:creator>Jo</d:creator></item></rdf:RDF>`,
			credence.Document{Name: "https://h.example/9", URL: "https://h.example/9", Title: "T", Outlet: "Harbour Post", Author: "Jo", Published: at("2021-05-04T08:15:00Z"), Format: "rdf"}, 0},
		{"cut in the text", rssHead + `<item><title>T</title><description>The first half of`,
			credence.Document{Title: "T", Outlet: "Harbour Post", Format: "rss", Text: "The first half of"}, 1},
		{"cut in a tag", rssHead + `<item><title>T</title></item></chan`,
			credence.Document{Title: "T", Outlet: "Harbour Post", Format: "rss"}, 1},
		{"bare ampersands and angles", rssHead + `<item><title>A & B < C &nbsp;d</title><link>https://h.example/?a=1&b=2</link></item></channel></rss>`,
			credence.Document{URL: "https://h.example/?a=1&b=2", Title: "A & B < C d", Outlet: "Harbour Post", Format: "rss"}, 1},
		{"unclosed and crossed elements", rssHead + `<item><title>T<b></title></b><description>D</item></channel></rss>`,
			credence.Document{Title: "T", Outlet: "Harbour Post", Format: "rss", Text: "D"}, 2},
		{"undeclared prefix", `<rss><channel><item><title>T</title><dc:creator>Jo</dc:creator></item></channel></rss>`,
			credence.Document{Title: "T", Author: "Jo", Format: "rss"}, 0},
		{"upper case and no quotes", `<RSS VERSION=2.0><CHANNEL><ITEM><TITLE>T</TITLE></ITEM></CHANNEL></RSS>`,
			credence.Document{Title: "T", Format: "rss"}, 0},
		{"markup in a description", rssHead + `<item><description><p>One.</p><p>Two.</p></description></item></channel></rss>`,
			credence.Document{Outlet: "Harbour Post", Format: "rss", Text: "One.\n\nTwo."}, 0},
		{"internal subset", `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x "y">]><rss><channel><item><title>&x; T</title></item></channel></rss>`,
			credence.Document{Title: "&x; T", Format: "rss"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !IsXML(c.in) {
				t.Fatal("not recognised")
			}
			docs, faults, err := Parse([]byte(c.in), Source{})
			if err != nil || len(docs) != 1 {
				t.Fatalf("%d documents, faults %v, error %v", len(docs), faults, err)
			}
			if diff := cmp.Diff(c.want, docs[0]); diff != "" {
				t.Errorf("document (-want +got):\n%s", diff)
			}
			if len(faults) != c.faults {
				t.Errorf("faults %v, want %d", faults, c.faults)
			}
		})
	}
}

func TestParseOpenItems(t *testing.T) {
	docs, faults, err := Parse([]byte("<rss><channel>\n<item><title>One</title>\n<item><title>Two</title></item></channel></rss>"), Source{})
	if err != nil || len(docs) != 2 || docs[0].Title != "One" || docs[1].Title != "Two" {
		t.Errorf("documents %+v, error %v", docs, err)
	}
	if len(faults) != 1 || faults[0].Name != "line 3" {
		t.Errorf("faults %v, want one in line 3", faults)
	}
}

// Wherever a feed is cut, the entries before the cut are had.
func TestParseTruncated(t *testing.T) {
	in := rssHead + "<item><title>One</title></item><item><title>Two</title></item><item><title>Three</title></item></channel></rss>"
	for n := range len(in) {
		docs, faults, _ := Parse([]byte(in[:n]), Source{})
		if whole := strings.Count(in[:n], "</item>"); len(docs) < whole {
			t.Errorf("cut at %d: %d documents, want at least %d", n, len(docs), whole)
		}
		if n > len("<rss") && len(faults) == 0 {
			t.Errorf("cut at %d: no fault", n)
		}
	}
}

const jsonSample = `{"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Post", "home_page_url": "https://h.example/",
 "authors": [{"name": "Desk"}], "language": "en", "items": [
 {"id": 1, "url": "n/1", "title": "T", "content_html": "<p>First.</p><p>Second.</p>", "date_published": "2021-05-04T08:15:00Z", "tags": ["x"]},
 {"id": "2", "content_text": "Plain.", "author": {"name": "Jo"}},
 {"id": "3", "title": "Last"}]}`

func TestParseJSON(t *testing.T) {
	docs, faults, err := ParseJSON([]byte(jsonSample), Source{})
	if err != nil || len(faults) != 0 {
		t.Fatalf("faults %v, error %v", faults, err)
	}
	want := []credence.Document{
		{Name: "1", URL: "https://h.example/n/1", Title: "T", Outlet: "Harbour Post", Author: "Desk", Published: at("2021-05-04T08:15:00Z"), Lang: "en", Format: "jsonfeed", Text: "First.\n\nSecond."},
		{Name: "2", Outlet: "Harbour Post", Author: "Jo", Lang: "en", Format: "jsonfeed", Text: "Plain."},
		{Name: "3", Title: "Last", Outlet: "Harbour Post", Author: "Desk", Lang: "en", Format: "jsonfeed"},
	}
	if diff := cmp.Diff(want, docs); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
	docs, faults, err = ParseJSON([]byte(jsonSample[:strings.Index(jsonSample, `"Last"`)]), Source{})
	if err != nil || len(docs) != 2 || len(faults) != 1 || faults[0].Name == "" {
		t.Errorf("cut short: %d documents, faults %v, error %v", len(docs), faults, err)
	}
}

func TestParseEmpty(t *testing.T) {
	for _, in := range []string{"<rss></rss>", "<feed><entry><link href='x'/></entry></feed>", `{"version": "https://jsonfeed.org/version/1", "items": []}`} {
		parse := Parse
		if IsJSON(in) {
			parse = ParseJSON
		}
		if _, _, err := parse([]byte(in), Source{}); !errors.Is(err, credence.ErrEmpty) {
			t.Errorf("%s: error %v, want ErrEmpty", in, err)
		}
	}
}

func TestIsXML(t *testing.T) {
	for in, want := range map[string]bool{
		"<rss>": true, "\ufeff <?xml version='1.0'?>\n<!-- x --><feed xmlns=''>": true, "<rdf:RDF>": true, "<html>": false, "<rssy>": false,
		"": false, "text <rss>": false, "<!DOCTYPE rss [ <!ENTITY a 'b'> ]><rss>": true, "<?xml": false, "<!--": false, "<atom:feed>": true, "<opml>": false,
	} {
		if got := IsXML(strings.TrimPrefix(in, "\ufeff")); got != want {
			t.Errorf("IsXML(%q) = %v", in, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(jsonSample))
	paths, _ := filepath.Glob(filepath.Join(testkit.Shared(f, "data/ingest/feeds"), "*", "*"))
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, parse := range []func([]byte, Source) ([]credence.Document, []*credence.InputError, error){Parse, ParseJSON} {
			docs, _, err := parse(b, Source{})
			if (len(docs) == 0) != (err != nil) {
				t.Errorf("%d documents and error %v", len(docs), err)
			}
		}
	})
}

package webpage

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/testkit"
)

const (
	address = "https://www.harbour.example/news/bridge-closed"
	one     = "The old bridge was closed on Tuesday morning after a small blast damaged its northern pillar, the harbour office said."
	two     = "Nobody has claimed responsibility. A spokeswoman said that it was too early to speak of an attack, and asked for patience."
	three   = "Ferries run every twenty minutes from both banks until further notice; the last one leaves at midnight."
)

func page(head, body string) []byte {
	return []byte("<!DOCTYPE html><html><head>" + head + "</head><body>" + body + "</body></html>")
}

var story = "<h1>Bridge closed</h1><p>" + one + "</p><p>" + two + "</p><p>" + three + "</p>"

func TestMainText(t *testing.T) {
	want := one + "\n\n" + two + "\n\n" + three
	links := `<ul><li><a href="/a">Ferry strike called off</a></li><li><a href="/b">Mayor opens pier</a></li></ul>`
	aside := "<p>Subscribe to our newsletter and get the best of the week every Friday, straight to your inbox, for free.</p>"
	for _, c := range []struct{ name, head, body, want string }{
		{"bare", "", story, want},
		{"navigation and footer", "", "<nav>" + links + "</nav><article>" + story + "</article><footer>" + aside + "</footer>", want},
		{"layout of divisions", "", `<div id="menu">` + links + "</div><div><div>" + story + "</div></div><div>" + links + "</div>", want},
		{"marked body", "", `<div class="wrap">` + aside + aside + `<div class="article-body">` + story + "</div>" + aside + "</div>", want},
		{"newsletter box between", "", "<article><h1>Bridge closed</h1><p>" + one + `</p><div class="newsletter-box">` + aside + "</div><p>" + two + "</p><p>" + three + "</p></article>", want},
		{"links between", "", "<article><h1>Bridge closed</h1><p>" + one + `</p><p><a href="/x">Read also: ferries are full again</a></p>` + links + "<p>" + two + "</p><p>" + three + "</p></article>", want},
		{"line breaks for paragraphs", "", "<div>" + one + "<br><br>" + two + "<br/>\n<br/>" + three + "</div>", want},
		{"table layout", "", "<table><tr><td>" + links + "</td><td>" + "<p>" + one + "</p><p>" + two + "</p><p>" + three + "</p></td></tr></table>", want},
		{"caption", "", "<article><figure><img><figcaption>The bridge, seen from the northern bank on Tuesday morning. Photo: J. Doe</figcaption></figure>" + story + "</article>", want},
		{"hidden", "", "<article>" + `<div style="display: none">` + aside + "</div>" + story + "</article>", want},
		{"teasers in articles of their own", "", "<main><article>" + story + "</article><article><p>" + aside + "</p></article></main>", want},
		{"class that means something else", "", `<div class="print-content hidden-print">` + story + "</div><div>A note</div>", want},
		{"described", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge closed","articleBody":"` + one + " " + two + `"}</script>`,
			"<div>" + story + "</div>" + aside, one + "\n\n" + two},
		{"put together by scripts", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge closed","articleBody":"` + one + " " + two + `"}</script>`, "<p>Loading.</p>", one + " " + two},
		{"notices", "", "<p>This site uses cookies to measure how it is read. By going on you agree to that.</p>" + `<ul><li><a href="/">Home</a></li></ul><h1>Bridge closed</h1><p>` + one + "</p>", one},
		{"list within", "", "<article><p>" + one + "</p><p>" + two + "</p><p>Closed are:</p><ul><li>the northern ramp</li><li>the footpath</li></ul><p>" + three + "</p></article>",
			one + "\n\n" + two + "\n\nClosed are:\n\nthe northern ramp\nthe footpath\n\n" + three},
		{"short page", "", "<h1>Bridge closed</h1><p>No further news.</p>", "No further news."},
		{"no tags closed", "", "<p>" + one + "<p>" + two + "<p>" + three, want},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Parse(page("<title>Bridge closed</title>"+c.head, c.body), Source{URL: address})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, d.Text); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPublished(t *testing.T) {
	instant := time.Date(2021, 5, 4, 8, 15, 0, 0, time.UTC)
	day := credence.Day(instant, "")
	at := func(basis string) credence.Interval { return credence.At(instant, basis) }
	on := func(basis string) credence.Interval { day.Basis = basis; return day }
	ld := func(s string) string { return `<script type="application/ld+json">` + s + "</script>" }
	for _, c := range []struct {
		name, address, head, body string
		want                      credence.Interval
	}{
		{"nothing", address, "", story, credence.Interval{}},
		{"JSON-LD", address, ld(`{"@context":"https://schema.org","@type":"NewsArticle","datePublished":"2021-05-04T10:15:00+02:00"}`), story, at("page JSON-LD")},
		{"JSON-LD graph", address, ld(`{"@graph":[{"@type":"WebPage","datePublished":"2019-01-01"},{"@type":["Article","X"],"datePublished":"2021-05-04T08:15:00Z"}]}`), story, at("page JSON-LD")},
		{"JSON-LD with faults", address, ld("\n//<![CDATA[\n{\"@type\":\"NewsArticle\",\"headline\":\"a\nb\",\"datePublished\":\"2021-05-04T08:15:00Z\",}\n//]]>"), story, at("page JSON-LD")},
		{"JSON-LD that is none", address, ld(`{"@type":"NewsArticle" "datePublished":"2021-05-04T08:15:00Z"`), story, at("page JSON-LD")},
		{"JSON-LD of other articles", address, ld(`[{"@type":"NewsArticle","headline":"Ferries","datePublished":"2020-01-01"},{"@type":"NewsArticle","headline":"Bridge closed","datePublished":"2021-05-04T08:15:00Z"}]`), story, at("page JSON-LD")},
		{"meta", address, `<meta property="article:published_time" content="2021-05-04T08:15:00Z">`, story, at("page meta article:published_time")},
		{"meta without zone", address, `<meta name="pubdate" content="2021-05-04 10:15:00">`, story, on("page meta pubdate")},
		{"time element", address, "", `<article><time datetime="2021-05-04T08:15:00Z">today</time>` + story + "</article>", at("time shown on the page")},
		{"time element beside others in lists", address, "", `<article><time datetime="2021-05-04T08:15:00Z">today</time>` + story + `</article><ul><li><time datetime="2021-05-01">x</time></li></ul>`, at("time shown on the page")},
		{"times that differ", address, "", `<time datetime="2021-05-04">a</time><time datetime="2020-05-04">b</time>` + story, credence.Interval{}},
		{"marked among several", address, "", `<time datetime="2020-05-04">b</time><time itemprop="datePublished" datetime="2021-05-04T08:15:00Z">a</time>` + story, at("time shown on the page")},
		{"address", "https://harbour.example/2021/05/04/bridge", "", story, on("address of the page")},
		{"address with month name", "https://harbour.example/world/2021/may/04/bridge", "", story, on("address of the page")},
		{"address against meta", "https://harbour.example/2021/05/04/bridge", `<meta name="date" content="2023-01-01">`, story, on("address of the page")},
		{"number in the address that is no date", "https://harbour.example/2021/13/45/bridge", "", story, credence.Interval{}},
		{"date below the headline", address, "", "<h1>Bridge closed</h1><div>By J. Doe</div><div>4 May 2021, 10:15</div><p>" + one + "</p>", on("date below the headline")},
		{"ambiguous date below the headline", address, "", "<h1>Bridge closed</h1><div>04/05/2021</div><p>" + one + "</p>", credence.Interval{}},
		{"copyright year", address, "", story + "<footer>© 2021 Harbour Post</footer>", credence.Interval{}},
		{"after it was seen", address, `<meta property="article:published_time" content="2031-05-04T08:15:00Z">`, story, credence.Interval{}},
		{"saved without its address", "", `<meta property="article:published_time" content="2021-05-04T08:15:00Z">`, story, at("page meta article:published_time")},
		{"front page", "https://harbour.example/", `<meta name="date" content="2021-05-04T08:15:00Z">`, story, credence.Interval{}},
		{"sources that differ by years", address, `<meta property="article:published_time" content="2021-05-04T08:15:00Z">` + ld(`{"@type":"NewsArticle","datePublished":"2019-05-04"}`), story,
			credence.Interval{From: time.Date(2019, 5, 4, 0, 0, 0, 0, time.UTC), To: instant, Basis: "page JSON-LD and page meta, which differ"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Parse(page("<title>Bridge closed</title>"+c.head, c.body), Source{URL: c.address, Seen: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, d.Published); diff != "" {
				t.Errorf("published (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDescribe(t *testing.T) {
	head := `<title>Bridge closed | Harbour Post</title><meta property="og:title" content="Bridge closed | Harbour Post"><meta property="og:site_name" content="Harbour Post">
		<link rel="canonical" href="/news/1"><meta name="author" content="By Jo Doe"><meta name="source" content="North Wire"><meta property="article:published_time" content="2021-05-04T08:15:00Z">
		<meta property="article:modified_time" content="2021-05-04T09:00:00Z">`
	d, err := Parse(page(head, story), Source{URL: address})
	if err != nil {
		t.Fatal(err)
	}
	want := credence.Document{URL: address, Canonical: "https://www.harbour.example/news/1", Title: "Bridge closed", Outlet: "Harbour Post", Author: "Jo Doe", Credit: "North Wire", Lang: "en", Format: "html"}
	got := d
	got.Text, got.Published, got.Modified = "", credence.Interval{}, credence.Interval{}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("document (-want +got):\n%s", diff)
	}
	if d.Modified.From.Hour() != 9 || d.Modified.Basis != "page meta article:modified_time" {
		t.Errorf("modified %v", d.Modified)
	}
	local, _ := Parse(page(head, story), Source{})
	if local.URL != "" || local.Canonical != "" {
		t.Errorf("a relative canonical address became %q %q", local.URL, local.Canonical)
	}
	bare, _ := Parse(page("<title>Bridge closed - harbour.example</title>", story), Source{URL: address})
	if bare.Outlet != "harbour.example" || bare.Title != "Bridge closed" {
		t.Errorf("outlet %q, title %q", bare.Outlet, bare.Title)
	}
}

func TestCleanName(t *testing.T) {
	for in, want := range map[string]string{
		"By Jo Doe": "Jo Doe", "von Jo Doe": "Jo Doe", "Jo Doe and Al Roe": "Jo Doe and Al Roe", "https://social.example/jo": "", "@jo": "",
		"Tuesday, 4 May 2021": "", "": "", strings.Repeat("word ", 40): "",
	} {
		if got := cleanName(in); got != want {
			t.Errorf("cleanName(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestParseSavedPage(t *testing.T) {
	for _, mark := range []string{"<!-- saved from url=(0046)" + address + " -->", "<!--\n Page saved with SingleFile \n url: " + address + " \n saved date: x\n-->"} {
		d, err := Parse([]byte("<!DOCTYPE html>\n"+mark+"\n<html><body>"+story+"</body></html>"), Source{})
		if err != nil || d.URL != address {
			t.Errorf("%s: address %q, error %v", mark, d.URL, err)
		}
	}
}

func TestParseBounds(t *testing.T) {
	if _, err := Parse(page("<title>x</title>", "<img>"), Source{}); !errors.Is(err, credence.ErrEmpty) {
		t.Errorf("page without text: %v", err)
	}
	d, err := Parse(page("", strings.Repeat("<p>"+one+"</p>", MaxSize/100)), Source{})
	if !errors.Is(err, credence.ErrTooLarge) || d.Text == "" {
		t.Errorf("large page: %d bytes, %v", len(d.Text), err)
	}
}

func TestIsPage(t *testing.T) {
	for in, want := range map[string]bool{
		"<!DOCTYPE html><p>": true, "<html>": true, "  <!-- x --> <HTML lang=de>": true, "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>": true, "<p>text": true,
		"<!DOCTYPE rss>": false, "<rss>": false, "text": false, "": false, "<!--": false, "<picture>": false, "<htmlx>": false,
	} {
		if got := IsPage(in); got != want {
			t.Errorf("IsPage(%q) = %v", in, got)
		}
	}
}

// dates reads the true dates of the shared pages, with their addresses.
func dates(tb testing.TB) (dir string, rows [][]string) {
	dir = testkit.Shared(tb, "data/ingest/pages")
	b, err := os.ReadFile(filepath.Join(dir, "dates.tsv"))
	if err != nil {
		tb.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n")[1:] {
		rows = append(rows, strings.Split(line, "\t"))
	}
	return dir, rows
}

// A wrong date is worse than none. The truth is a day at the outlet's place, so
// an instant is right that falls on that day in some zone. The one wrong date
// is of a page that shows the difference between two revisions.
func TestPublishedShared(t *testing.T) {
	dir, rows := dates(t)
	right, wrong, none := 0, 0, 0
	for _, row := range rows {
		b, err := os.ReadFile(filepath.Join(dir, row[0]))
		if err != nil {
			t.Fatal(err)
		}
		d, _ := Parse(b, Source{URL: row[1]})
		truth, err := time.Parse(time.DateOnly, row[2])
		switch p := d.Published; {
		case p.IsZero():
			none++
		case err == nil && p.From.Add(14*time.Hour).After(truth) && p.To.Add(-36*time.Hour).Before(truth):
			right++
		default:
			wrong++
			t.Logf("%s: published %v, truth %s", row[0], p, row[2])
		}
	}
	t.Logf("right %d, wrong %d, none %d", right, wrong, none)
	if right < 52 || wrong > 1 {
		t.Errorf("right %d, wrong %d, none %d; want at least 52 right and at most 1 wrong", right, wrong, none)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(page("<title>Bridge closed</title>", story), address)
	paths, _ := filepath.Glob(filepath.Join(testkit.Shared(f, "data/ingest/pages"), "*.html"))
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		if len(b) < 60_000 {
			f.Add(b, address)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte, address string) {
		d, err := Parse(b, Source{URL: address})
		if (d.Text == "") != errors.Is(err, credence.ErrEmpty) || !utf8.ValidString(d.Text) {
			t.Errorf("text %q, error %v", d.Text, err)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	dir, rows := dates(b)
	var pages [][]byte
	size := 0
	for _, row := range rows {
		p, err := os.ReadFile(filepath.Join(dir, row[0]))
		if err != nil {
			b.Fatal(err)
		}
		pages = append(pages, p)
		size += len(p)
	}
	b.SetBytes(int64(size / len(pages)))
	i := 0
	for b.Loop() {
		_, _ = Parse(pages[i%len(pages)], Source{})
		i++
	}
}

package ingest

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// samples are all formats in small, by name.
func samples(t testing.TB) map[string][]byte {
	out := map[string][]byte{
		"own/page": []byte(pageSample), "own/feed": []byte(feedSample), "own/mail": []byte(mailSample), "own/export": []byte(telegramSample),
		"own/line": []byte(lineSample), "own/archive": []byte(archiveSample()), "own/packed": []byte(packed(t, archiveSample())),
		"own/zip": []byte(zipped("archive/data.warc.gz", packed(t, archiveSample()))),
	}
	return out
}

func sorted(m map[string][]byte) []string {
	var names []string
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// A file cut short anywhere, or with bytes changed, gives documents or faults,
// and never takes the program down.
func TestReadSurvivesDamage(t *testing.T) {
	all := samples(t)
	for name, b := range files(t, "data/ingest") {
		all[name] = b
	}
	random := rand.New(rand.NewPCG(1, 2))
	for _, name := range sorted(all) {
		b := all[name]
		tries := min(300_000/(len(b)+10_000), 2*len(b))
		if strings.HasPrefix(name, "own/") {
			tries = len(b) / 3
		}
		for i := range tries {
			cut := b[:i*len(b)/tries]
			read(Input{Name: name}, cut).check(t, name)
			flipped := bytes.Clone(b)
			for range 1 + random.IntN(4) {
				flipped[random.IntN(len(b))] ^= byte(1 << random.IntN(8))
			}
			read(Input{Name: name}, flipped).check(t, name)
			if t.Failed() {
				t.Fatalf("%s, try %d of %d", name, i, tries)
			}
		}
	}
}

// What is nested, repeated or left open without end is read in bounded time
// and memory.
func TestReadSurvivesExcess(t *testing.T) {
	const n = 100_000
	for name, in := range map[string]string{
		"open elements":     "<html><body>" + strings.Repeat("<div>", n) + "text",
		"open formatting":   "<html><body>" + strings.Repeat("<b><p>", n) + "text",
		"open fonts":        "<p>" + fonts() + strings.Repeat("</p><p>x", n),
		"open instructions": "<rss>" + strings.Repeat("<?x \n", n),
		"open declarations": "<rss>" + strings.Repeat("<!x \n", n),
		"open tables":       "<html><body>" + strings.Repeat("<table><tr><td>", n/5) + "text",
		"attributes":        "<html><body " + strings.Repeat("a=b ", n) + ">text",
		"unclosed tags":     "<html><body>" + strings.Repeat("<a ", n) + "text",
		"comments":          "<html>" + strings.Repeat("<!--", n) + "text",
		"feed elements":     "<rss><channel>" + strings.Repeat("<item>", n) + "<title>x</title>",
		"feed nesting":      "<rss><channel><item><description>" + strings.Repeat("<a>", n) + "text",
		"feed tags open":    "<rss><channel><item><title>" + strings.Repeat("<a <", n),
		"feed quotes open":  "<rss><channel>" + strings.Repeat(`<item a="`, n),
		"feed declarations": "<rss><channel>" + strings.Repeat("<!x [", n),
		"feed end tags":     "<rss><channel><item><title>x</title>" + strings.Repeat("</a></b>", n),
		"feed entities":     `<!DOCTYPE x [<!ENTITY a "` + strings.Repeat("b", 100) + `"><!ENTITY c "&a;&a;&a;">]><rss><item><title>` + strings.Repeat("&c;", n) + "</title></item></rss>",
		"JSON nesting":      `{"messages": [` + strings.Repeat("[", n),
		"JSON chats":        strings.Repeat(`{"chats": {"list": [`, n),
		"JSON chat lists":   `{"chats": ` + strings.Repeat("[", 50*n),
		"JSON line":         `{"text": ` + strings.Repeat("[", n) + "\n",
		"JSON-LD nesting":   `<html><script type="application/ld+json">` + strings.Repeat(`{"@graph":[`, n) + "</script><p>text",
		"mail parts":        "From: a@b\nTo: c@d\nSubject: x\nContent-Type: multipart/mixed; boundary=x\n\n" + strings.Repeat("--x\nContent-Type: multipart/mixed; boundary=x\n\n", n),
		"mail header":       "From: a@b\nTo: c@d\nSubject: x\n" + strings.Repeat(" =?utf-8?q?=?=", n) + "\n\ntext",
		"archive headers":   strings.Repeat("WARC/1.0\r\nContent-Length: 0\r\n\r\n", n/10),
		"archive lengths":   strings.Repeat("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9000000000000000000\r\n\r\n", 100),
		"archive header":    "WARC/1.0\r\n" + strings.Repeat("a: b\r\n", n),
		"chunks":            record("response", "http://a.example/", "", "application/http", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"+strings.Repeat("1\r\nx\r\n", n)),
		"ZIP entries":       strings.Repeat(strings.TrimSuffix(zipped("a", ""), "PK\x01\x02"), n/10),
		"words":             strings.Repeat("a ", n),
		"one word":          strings.Repeat("a", 10*n),
		"dates":             "<html><body>" + strings.Repeat(`<time datetime="2020-01-01T00:00:00Z">x</time>`, n/5) + "<p>text",
	} {
		t.Run(name, func(t *testing.T) {
			read(Input{Name: "x"}, []byte(in)).check(t, "x")
		})
	}
}

// fonts are elements that HTML opens again in every paragraph.
func fonts() string {
	var b strings.Builder
	for i := range 400 {
		b.WriteString("<font size=" + itoa(i) + ">")
	}
	return b.String()
}

func FuzzRead(f *testing.F) {
	for _, b := range samples(f) {
		f.Add(b)
	}
	for _, b := range files(f, "data/ingest") {
		if len(b) < 20_000 {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) { read(Input{Name: "x"}, b).check(t, "x") })
}

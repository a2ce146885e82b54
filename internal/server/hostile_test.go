package server

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/credence-project/credence/internal/server/guard"
	"github.com/credence-project/credence/internal/workbench"
)

// hostile are inputs of people who would like to have something of theirs run
// in the browser of whoever reads.
var hostile = map[string]string{
	"report.html": `<html><head><title>Bomb in Baghdad</title><script>alert("head")</script><style>body{background:url(//evil.example/x)}</style>
<meta property="og:title" content="Bomb &lt;script&gt;alert(1)&lt;/script&gt; &quot;onload=alert(1)"><base href="//evil.example/"></head>
<body onload="alert(1)"><article><h1>Bomb &lt;img src=x onerror=alert(1)&gt; in Baghdad</h1>
<p>At least three people were killed on Monday when a bomb exploded outside a police station in Baghdad, police said.<img src="//evil.example/pixel" onerror="alert(1)"></p>
<p>&lt;script&gt;alert("told")&lt;/script&gt; said the mayor. <a href="javascript:alert(1)">Click</a> <svg onload="alert(1)"><script>alert(1)</script></svg></p>
<p>The Islamic State group claimed responsibility for the attack in a statement on its Amaq news agency, &lt;iframe srcdoc=x&gt;.</p></article></body></html>`,
	"reports.jsonl": `{"id":"<b>1</b>","url":"javascript:alert(document.cookie)","title":"\"><script>alert(1)</script>","outlet":"Reed <img src=x onerror=alert(1)>","published_at":"2019-04-29T18:00:00Z","text":"A bomb exploded outside a police station in Baghdad on Monday, killing four people, police said. The Islamic State <script>alert(1)</script> group claimed responsibility for the bombing, '\"><svg onload=alert(1)> on its Amaq news agency."}
{"url":"data:text/html,<script>alert(1)</script>","title":"{{.Secret}} ${alert(1)}","outlet":"</title><script>alert(1)</script>","published_at":"2019-04-30T09:00:00Z","text":"Al-Qaeda denied responsibility on Tuesday for the bomb that exploded outside a police station in Baghdad on Monday </textarea><script>alert(1)</script>, <style>*{display:none}</style>."}
`,
	"feed.xml": `<rss version="2.0"><channel><title>Reed</title><link>http://reed.example/</link><item><title>Blast &lt;script&gt;alert(1)&lt;/script&gt;</title><link>javascript:alert(1)//x</link><guid>x</guid>
<description>&lt;p onclick="alert(1)"&gt;A bomb exploded outside a police station in Baghdad on Monday, killing five people. &lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;</description></item></channel></rss>`,
}

// hand gives a file to the page that takes them, and waits until it is dealt
// with.
func hand(t *testing.T, w *workbench.Workbench, base, name, content string) {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", name)
	if err == nil {
		_, err = io.WriteString(part, content)
	}
	if err != nil {
		t.Fatal(err)
	}
	form.Close()
	r, err := http.NewRequestWithContext(t.Context(), "POST", base+"/add/file", &body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", form.FormDataContentType())
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s: %s", name, res.Status)
	}
	for {
		changed := w.Intake.Changed()
		tasks := w.Intake.Tasks()
		if !slices.ContainsFunc(tasks, func(t workbench.Task) bool { return !t.Over() }) {
			if tasks[0].Tally.Taken == 0 {
				t.Errorf("%s: nothing was taken: %+v", name, tasks[0])
			}
			return
		}
		<-changed
	}
}

// harmless reports what stands in a page that could run, load or send
// anything but what the server itself has, and the links within the server.
func harmless(t *testing.T, where string, page []byte) (links []string) {
	t.Helper()
	tokens := html.NewTokenizer(bytes.NewReader(page))
	for {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			return links
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		tag := tokens.Token()
		attributes := map[string]string{}
		for _, a := range tag.Attr {
			attributes[a.Key] = a.Val
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" || a.Key == "formaction" {
				t.Errorf("%s: <%s %s=%q>", where, tag.Data, a.Key, a.Val)
			}
		}
		switch tag.Data {
		case "style", "iframe", "object", "embed", "base", "applet", "frame", "img":
			t.Errorf("%s: <%s>", where, tag.Data)
		case "script":
			if !strings.HasPrefix(attributes["src"], "/static/") {
				t.Errorf("%s: a script that is none of ours: %v", where, tag)
			}
		case "link":
			if !strings.HasPrefix(attributes["href"], "/") || strings.HasPrefix(attributes["href"], "//") {
				t.Errorf("%s: loads %q", where, attributes["href"])
			}
		case "form":
			if a := attributes["action"]; a != "" && (!strings.HasPrefix(a, "/") || strings.HasPrefix(a, "//")) {
				t.Errorf("%s: sends to %q", where, a)
			}
		case "a":
			u, err := url.Parse(attributes["href"])
			switch {
			case err != nil, u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https":
				t.Errorf("%s: leads to %q", where, attributes["href"])
			case u.Host == "" && strings.HasPrefix(u.Path, "/"):
				links = append(links, u.RequestURI())
			}
		}
	}
}

// maxPages bounds how many pages a test looks at, and maxAlike how many of
// them lie at addresses of one kind.
const (
	maxPages = 150
	maxAlike = 12
)

// Whatever is taken in, every page that can be reached from the desk shows it
// as text. Nothing of it is rendered as HTML, so nothing has to be cleaned.
func TestHostileInputs(t *testing.T) {
	w := onDossier(t)
	_, h := open(t, w, guard.Options{Local: "owner"})
	for _, name := range []string{"report.html", "reports.jsonl", "feed.xml"} {
		hand(t, w, h.URL, name, hostile[name])
	}
	waiting := []string{"/", "/search?q=baghdad", "/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E", "/search?q=%22%3E%3Csvg+onload%3Dalert(1)%3E", "/%3Cscript%3E", "/add", "/login?next=%22%3E%3Cscript%3E"}
	seen, alike, told := map[string]bool{}, map[string]int{}, 0
	for len(waiting) > 0 && len(seen) < maxPages {
		path := waiting[0]
		waiting = waiting[1:]
		kind := strings.Join(strings.SplitN(path, "/", 3)[:2], "/")
		if seen[path] || strings.HasPrefix(path, "/static/") || alike[kind] >= maxAlike {
			continue
		}
		seen[path] = true
		alike[kind]++
		r, err := http.NewRequestWithContext(t.Context(), "GET", h.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := h.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode >= 500 {
			t.Errorf("%s: %s %v", path, res.Status, err)
		}
		if kind := res.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/html") {
			continue
		}
		if strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment") {
			body = bytes.Replace(body, []byte("<style>"), nil, 1) // of our own: it is to be read without us
		}
		told += bytes.Count(body, []byte("alert("))
		waiting = append(waiting, harmless(t, path, body)...)
	}
	if len(seen) < 15 || told < 5 {
		t.Errorf("%d pages were looked at, and they tell of the inputs %d times: the test does not see them", len(seen), told)
	}
}

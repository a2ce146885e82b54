package api

import (
	"bufio"
	"context"
	"encoding/xml"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/credence-project/credence/client"
	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/workbench"
)

// reader receives events.
type reader struct {
	*bufio.Scanner
	res *http.Response
}

func (s *site) follow(t *testing.T, ctx context.Context, query, last string) *reader {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, "GET", s.URL+Root+"/events"+query, nil)
	if err != nil {
		t.Fatal(err)
	}
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	res, err := s.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	if res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("events: %s as %s", res.Status, res.Header.Get("Content-Type"))
	}
	return &reader{bufio.NewScanner(res.Body), res}
}

// next gives the id and the kind of the next event; "" at the end.
func (r *reader) next() (id, kind, data string) {
	for r.Scan() {
		name, value, _ := strings.Cut(r.Text(), ": ")
		switch name {
		case "id":
			id = value
		case "event":
			kind = value
		case "data":
			data = value
		}
		if r.Text() == "" && kind != "" {
			return id, kind, data
		}
	}
	return "", "", ""
}

func (s *site) tell(kind, text string) {
	s.bench.Changes.Tell(workbench.Change{Kind: kind, At: noon, Text: text})
}

// Events come in order; whoever comes back gets what was missed, or is told
// that it is no longer known; nothing is left when all have gone.
func TestEvents(t *testing.T) {
	s := serve(t, caller.Reader)
	s.Client().CloseIdleConnections()
	before := goleak.IgnoreCurrent()
	ctx, leave := context.WithCancel(t.Context())
	one := s.follow(t, ctx, "", "")
	one.Scan() // the first comment: it follows by now
	s.tell(workbench.ChangeJudgement, "one")
	s.tell(workbench.ChangeTrial, "is for hooks")
	s.tell(workbench.ChangeVerdict, "two")
	first, kind, data := one.next()
	if kind != workbench.ChangeJudgement || !strings.Contains(data, `"text":"one"`) {
		t.Errorf("got %s %s %s", first, kind, data)
	}
	if _, kind, _ := one.next(); kind != workbench.ChangeVerdict {
		t.Errorf("got %s after the first", kind)
	}
	missed := s.follow(t, ctx, "", first)
	if _, kind, data := missed.next(); kind != workbench.ChangeVerdict || !strings.Contains(data, "two") {
		t.Errorf("what was missed: %s %s", kind, data)
	}
	for name, last := range map[string]string{"another run": "abc-1", "the future": s.api.run + "-99", "nonsense": "x", "a negative": s.api.run + "--5"} {
		if _, kind, _ := s.follow(t, ctx, "", last).next(); kind != "reset" {
			t.Errorf("after the last event of %s: %s, want reset", name, kind)
		}
	}
	some := s.follow(t, ctx, "?kinds=verdict,work", "")
	some.Scan()
	s.tell(workbench.ChangeJudgement, "three")
	s.tell(workbench.ChangeWork, "four")
	if _, kind, _ := some.next(); kind != workbench.ChangeWork {
		t.Errorf("of verdict and work: %s", kind)
	}
	leave()
	s.Client().CloseIdleConnections()
	if err := goleak.Find(before); err != nil {
		t.Error(err)
	}
}

// A quiet stream shows that it lives, and ends when the server closes.
func TestEventsHeartbeatAndEnd(t *testing.T) {
	s := serve(t, caller.Reader)
	s.api.heartbeat = time.Millisecond
	r := s.follow(t, t.Context(), "", "")
	beats := 0
	for r.Scan() {
		if strings.HasPrefix(r.Text(), ": still here") {
			if beats++; beats == 3 {
				s.api.Close()
				s.api.Close()
			}
		}
	}
	if beats < 3 || r.Err() != nil {
		t.Errorf("%d beats, then %v", beats, r.Err())
	}
}

// So many streams are open at once and no more, and one that ends makes room.
func TestEventsAreBounded(t *testing.T) {
	s := serve(t, caller.Reader)
	s.api.maxStreams = 2
	one, two := s.follow(t, t.Context(), "", ""), s.follow(t, t.Context(), "", "")
	one.Scan()
	two.Scan()
	if a := s.ask(t, "GET", Root+"/events", nil); a.status != 429 || a.header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("a third: %d as %s", a.status, a.header.Get("Content-Type"))
	}
	s.api.Close()
	for one.Scan() || two.Scan() {
	}
	for s.api.streams.Load() > 0 { // the handlers return
		runtime.Gosched()
	}
}

// What a program adds is followed to its end by events.
func TestEventsOfAdding(t *testing.T) {
	s := serve(t, caller.Analyst)
	r := s.follow(t, t.Context(), "", "")
	r.Scan()
	a := s.ask(t, "POST", Root+"/documents", client.Text{Text: "Police said on Monday that a bomb had killed two people in Kabul. The Taliban claimed responsibility.", Title: "Bomb", Published: "2018-03-05"})
	task := read[client.Task](t, a)
	for {
		_, kind, data := r.next()
		if kind == "" {
			t.Fatal("the events ended")
		}
		if kind == workbench.ChangeDocuments {
			break
		}
		if kind == workbench.ChangeWork && !strings.Contains(data, `"id":"`+task.ID+`"`) {
			t.Errorf("work of another task: %s", data)
		}
	}
	if done := read[client.Task](t, s.ask(t, "GET", Root+"/tasks/"+task.ID, nil)); done.State != "done" || done.Taken != 1 || len(done.Documents) != 1 {
		t.Errorf("the task: %+v", done)
	}
}

// The feed is Atom with an entry for each verdict that changed, under the same
// identifiers each time.
func TestFeed(t *testing.T) {
	s := serve(t, caller.Analyst)
	feed := func() atomFeed {
		a := s.ask(t, "GET", "/feeds/verdicts.atom", nil)
		if a.status != 200 || !strings.HasPrefix(a.header.Get("Content-Type"), "application/atom+xml") || a.header.Get("ETag") == "" {
			t.Fatalf("feed: %d as %s", a.status, a.header.Get("Content-Type"))
		}
		if again := s.ask(t, "GET", "/feeds/verdicts.atom", nil, "If-None-Match", a.header.Get("ETag")); again.status != 304 {
			t.Errorf("the same feed again: %d", again.status)
		}
		var f atomFeed
		if err := xml.Unmarshal(a.body, &f); err != nil {
			t.Fatal(err)
		}
		for _, e := range append(f.Entries, atomEntry{ID: f.ID, Title: f.Title, Updated: f.Updated}) {
			if at, asOf, _ := strings.Cut(e.Link.Href, "?as_of="); e.Link.Href != "" && (!strings.Contains(at, "/at/"+strings.TrimSuffix(e.Updated, "Z")) || !strings.HasPrefix(asOf, "201")) {
				t.Errorf("%s leads to %s: want where it stood when it was kept", e.ID, e.Link.Href)
			}
			if _, err := time.Parse(time.RFC3339, e.Updated); err != nil || e.ID == "" || e.Title == "" {
				t.Errorf("%q %q updated %q", e.ID, e.Title, e.Updated)
			}
		}
		return f
	}
	if f := feed(); len(f.Entries) != 0 {
		t.Errorf("%d entries before any verdict was kept", len(f.Entries))
	}
	for _, at := range []string{"2017-03-23", "2018-10-12", "2018-10-13"} {
		if a := s.ask(t, "POST", Root+"/claims/"+s.claim+"/verdicts", map[string]string{"reason": "kept", "as_of": at}); a.status != 201 {
			t.Fatalf("keeping: %d %s", a.status, a.body)
		}
	}
	f := feed()
	if len(f.Entries) != 2 { // the third says what the second says
		t.Fatalf("%d entries, want 2", len(f.Entries))
	}
	if again := feed(); again.Entries[0].ID != f.Entries[0].ID || again.Entries[0].ID == again.Entries[1].ID {
		t.Errorf("entries %s and %s, then %s", f.Entries[0].ID, f.Entries[1].ID, again.Entries[0].ID)
	}
	if !strings.Contains(f.Entries[0].Content.Text, "Before:") || strings.Contains(f.Entries[1].Content.Text, "Before:") {
		t.Errorf("contents: %q and %q", f.Entries[0].Content.Text, f.Entries[1].Content.Text)
	}
	s.role = caller.None
	if a := s.ask(t, "GET", "/feeds/verdicts.atom", nil); a.status != 401 {
		t.Errorf("the feed for nobody: %d", a.status)
	}
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{"a\x00b\x0bc": "abc", "line\nnext\ttab": "line\nnext\ttab", "\xff\ufffe😀": "😀", "<&>": "<&>"} {
		if got := plain(in); got != want {
			t.Errorf("plain(%q) = %q, want %q", in, got, want)
		}
	}
}

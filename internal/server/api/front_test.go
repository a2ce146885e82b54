package api

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/credence-project/credence/client"
	"github.com/credence-project/credence/internal/server/caller"
)

// The pages of a list joined are the list, without gaps and doubles, whatever
// the limit.
func TestPagesJoined(t *testing.T) {
	s := serve(t, caller.Reader)
	s.add(t, 16)
	type page struct {
		Items []json.RawMessage
		Next  string
	}
	get := func(t testing.TB, path string, query url.Values) page {
		a := s.ask(t, "GET", Root+path+"?"+query.Encode(), nil)
		if a.status != 200 {
			t.Fatalf("%s: %d %s", path, a.status, a.body)
		}
		return read[page](t, a)
	}
	lists := []string{"/claims", "/incidents", "/documents", "/search"}
	times := []string{"", "2018-01-06", "2017-03-24"}
	rapid.Check(t, func(r *rapid.T) {
		path := rapid.SampledFrom(lists).Draw(r, "list")
		query := url.Values{"limit": {"500"}}
		if path == "/search" {
			query.Set("q", rapid.SampledFrom([]string{"police", "bomb -kabul", ""}).Draw(r, "words"))
			if query.Get("q") == "" {
				query.Set("q", " ")
			}
		}
		if at := rapid.SampledFrom(times).Draw(r, "as of"); at != "" {
			query.Set("as_of", at)
		}
		if rapid.Bool().Draw(r, "recorded") {
			query.Set("recorded", "2019-04-30T13:00Z") // before the reports were added
		}
		whole := get(t, path, query)
		query.Set("limit", strconv.Itoa(rapid.IntRange(1, 9).Draw(r, "limit")))
		var joined []json.RawMessage
		for pages := 0; ; pages++ {
			p := get(t, path, query)
			joined = append(joined, p.Items...)
			if p.Next == "" {
				break
			}
			if pages > 200 {
				r.Fatalf("%s %v: the pages never end", path, query)
			}
			query.Set("after", p.Next)
		}
		ids := func(items []json.RawMessage) (out []string) {
			for _, i := range items {
				var v struct {
					Title                     string
					Claim, Incident, Document struct{ ID string }
				}
				if err := json.Unmarshal(i, &v); err != nil {
					r.Fatal(err)
				}
				out = append(out, v.Claim.ID+v.Incident.ID+v.Document.ID)
			}
			return out
		}
		if got, want := ids(joined), ids(whole.Items); !slices.Equal(got, want) {
			r.Fatalf("%s %v: the pages give %v, the list is %v", path, query, got, want)
		}
	})
	if n := len(get(t, "/claims", nil).Items); n < 5 {
		t.Errorf("the list has %d claims, too few to tell anything", n)
	}
	if n := len(get(t, "/claims", url.Values{"recorded": {"2019-04-30T13:00Z"}}).Items); n != 1 {
		t.Errorf("%d claims were there before the reports were added, want 1", n)
	}
	if n := len(get(t, "/claims", url.Values{"as_of": {"2017-12-31"}}).Items); n != 1 {
		t.Errorf("%d claims were known before the reports, want 1", n)
	}
}

// A read that is held already is not sent again, until what it says changes.
func TestTags(t *testing.T) {
	s := serve(t, caller.Analyst)
	for _, path := range []string{"/claims", "/claims/" + s.claim, "/claims/" + s.claim + "/evidence", "/incidents", "/documents", "/method/tables/codes", "/openapi.json", "/openapi.yaml"} {
		first := s.ask(t, "GET", Root+path, nil)
		tag := first.header.Get("ETag")
		if first.status != 200 || tag == "" {
			t.Fatalf("%s: %d, tag %q", path, first.status, tag)
		}
		for _, given := range []string{tag, strings.TrimPrefix(tag, "W/"), `"other", ` + tag, "*"} {
			if again := s.ask(t, "GET", Root+path, nil, "If-None-Match", given); again.status != 304 || len(again.body) > 0 || again.header.Get("ETag") != tag {
				t.Errorf("%s with %s: %d with %d bytes", path, given, again.status, len(again.body))
			}
		}
		if other := s.ask(t, "GET", Root+path, nil, "If-None-Match", `"other"`); other.status != 200 {
			t.Errorf("%s with another tag: %d", path, other.status)
		}
		if head := s.ask(t, "HEAD", Root+path, nil); head.status != 200 || len(head.body) > 0 || head.header.Get("ETag") != tag {
			t.Errorf("HEAD %s: %d, tag %s", path, head.status, head.header.Get("ETag"))
		}
	}
	path := Root + "/claims/" + s.claim + "/evidence"
	tag := s.ask(t, "GET", path, nil).header.Get("ETag")
	add := s.ask(t, "POST", path, client.Answer{Code: "A06", Value: "confirmed", Grade: "B2", Origin: "police", KnownAt: "2018-01-01", Reason: "the court"})
	if add.status != 201 {
		t.Fatalf("adding evidence: %d %s", add.status, add.body)
	}
	if after := s.ask(t, "GET", path, nil, "If-None-Match", tag); after.status != 200 {
		t.Errorf("after a change: %d", after.status)
	}
}

// Each operation asks for its role, before it looks at anything else.
func TestRoles(t *testing.T) {
	s := serve(t, caller.Admin)
	doc := document(t, s)
	needs := map[string]caller.Role{
		"list-claims": caller.Reader, "read-claim": caller.Reader, "follow": caller.Reader, "export": caller.Reader, "search": caller.Reader,
		"add-evidence": caller.Analyst, "decide-evidence": caller.Analyst, "undo-evidence": caller.Analyst, "correct-evidence": caller.Analyst,
		"keep-verdict": caller.Analyst, "add-text": caller.Analyst, "add-file": caller.Analyst, "add-address": caller.Analyst, "read-original": caller.Analyst,
		"choose-prior": caller.Editor, "list-hooks": caller.Admin, "add-hook": caller.Admin, "remove-hook": caller.Admin, "list-deliveries": caller.Admin,
	}
	for path, methods := range doc.Paths {
		for method, op := range methods {
			need, ok := needs[op.ID]
			if !ok {
				need = caller.Reader
			}
			for _, role := range []caller.Role{caller.None, caller.Reader, caller.Analyst, caller.Editor} {
				if role >= need {
					continue
				}
				s.role = role
				want := 403
				if role == caller.None {
					want = 401
				}
				a := s.ask(t, strings.ToUpper(method), strings.NewReplacer("{", "", "}", "").Replace(path), nil)
				if a.status != want || a.header.Get("Content-Type") != "application/problem+json" {
					t.Errorf("%s for %s: %d as %s, want %d", op.ID, role, a.status, a.header.Get("Content-Type"), want)
				}
			}
		}
	}
}

// A problem says what is wrong in words that help, and nothing of our insides.
func TestProblems(t *testing.T) {
	s := serve(t, caller.Analyst)
	for _, tt := range []struct {
		method, path string
		body         any
		status       int
		says         string
	}{
		{"GET", "/claims/c-none", nil, 404, "identifier"},
		{"GET", "/claims?as_of=yesterday", nil, 422, "want a date"},
		{"GET", "/claims?limit=0", nil, 422, "query.limit"},
		{"GET", "/claims?after=x", nil, 422, "cursor"},
		{"GET", "/claims?claimant=nobody+known", nil, 404, "identifier"},
		{"GET", "/claims/" + s.claim + "/comparison", nil, 422, "query.since"},
		{"GET", "/nothing", nil, 404, "openapi.json"},
		{"PUT", "/claims", nil, 405, "GET"},
		{"POST", "/claims/" + s.claim + "/evidence", "{", 400, "body"},
		{"POST", "/claims/" + s.claim + "/evidence", strings.Repeat("[", 70), 400, "nested"},
		{"POST", "/claims/" + s.claim + "/evidence", map[string]string{"code": "A06"}, 422, "body"},
		{"POST", "/claims/" + s.claim + "/evidence", client.Answer{Code: "A06", Value: "perhaps", Grade: "B2", Origin: "x", KnownAt: "2018", Reason: "y"}, 422, "want one of confirmed, none"},
		{"POST", "/documents", client.Text{Text: "  "}, 422, "paste the words"},
		{"POST", "/documents/address", map[string]string{"url": "ftp://x/"}, 422, "address of the web"},
	} {
		a := s.ask(t, tt.method, Root+tt.path, tt.body)
		p := read[client.Problem](t, a)
		if a.status != tt.status || p.Status != tt.status || p.Title == "" || !strings.Contains(p.Error(), tt.says) {
			t.Errorf("%s %s: %d %q, want %d about %q", tt.method, tt.path, a.status, p.Error(), tt.status, tt.says)
		}
	}
}

// The document holds the same bytes on every run, so that it may be compared.
func TestDocumentIsStable(t *testing.T) {
	one, two := serve(t, caller.Reader), serve(t, caller.Reader)
	if a, b := string(one.api.document), string(two.api.document); a != b {
		t.Error("two servers describe themselves differently")
	}
	if strings.Contains(string(one.api.yaml), "unpkg") || !strings.HasPrefix(fmt.Sprint(string(one.api.yaml)), "components:") {
		t.Errorf("the YAML begins %.60q", one.api.yaml)
	}
}

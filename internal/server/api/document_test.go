package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"mime"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/credence-project/credence/client"
	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/workbench"
)

// openAPI is what the tests read of the document.
type openAPI struct {
	OpenAPI string `json:"openapi"`
	Paths   map[string]map[string]struct {
		ID         string `json:"operationId"`
		Parameters []struct {
			Name, In string
			Required bool
			Schema   map[string]any
		}
		RequestBody *struct {
			Content map[string]struct{ Schema map[string]any }
		}
		Responses map[string]struct {
			Content map[string]json.RawMessage
		}
	}
	Components struct {
		Schemas map[string]map[string]any
	}
}

func document(t testing.TB, s *site) openAPI {
	t.Helper()
	a := s.ask(t, "GET", Root+"/openapi.json", nil)
	if a.status != 200 {
		t.Fatalf("openapi.json: %d", a.status)
	}
	return read[openAPI](t, a)
}

// checker validates answers against the document that is served.
type checker struct {
	compiler *jsonschema.Compiler
	made     map[string]*jsonschema.Schema
}

const served = "https://credence.example/openapi.json"

func newChecker(t testing.TB, s *site) *checker {
	t.Helper()
	a := s.ask(t, "GET", Root+"/openapi.json", nil)
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	c := &checker{jsonschema.NewCompiler(), map[string]*jsonschema.Schema{}}
	c.compiler.DefaultDraft(jsonschema.Draft2020)
	c.compiler.AssertFormat()
	if err := c.compiler.AddResource(served, v); err != nil {
		t.Fatal(err)
	}
	return c
}

// check holds an answer against what the document says of it.
func (c *checker) check(t testing.TB, doc openAPI, path, method string, a answered) {
	t.Helper()
	op := doc.Paths[path][strings.ToLower(method)]
	said, ok := op.Responses[fmt.Sprint(a.status)]
	if !ok {
		t.Errorf("%s answers %d, which the document does not have: %.300s", op.ID, a.status, a.body)
		return
	}
	if len(said.Content) == 0 {
		if len(a.body) > 0 {
			t.Errorf("%s answers with a body where there should be none", op.ID)
		}
		return
	}
	kind, _, err := mime.ParseMediaType(a.header.Get("Content-Type"))
	if err != nil || said.Content[kind] == nil {
		t.Errorf("%s answers in %q, %v; the document has %v", op.ID, kind, err, slices.Sorted(maps.Keys(said.Content)))
		return
	}
	if !strings.HasSuffix(kind, "json") || kind == "application/ld+json" || kind == "application/stix+json" {
		return
	}
	pointer := fmt.Sprintf("%s#/paths/%s/%s/responses/%d/content/%s/schema", served, escape(path), strings.ToLower(method), a.status, escape(kind))
	schema := c.made[pointer]
	if schema == nil {
		if schema, err = c.compiler.Compile(pointer); err != nil {
			t.Fatalf("%s: %v", op.ID, err)
		}
		c.made[pointer] = schema
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(a.body))
	if err != nil {
		t.Errorf("%s answers with what is no JSON: %v", op.ID, err)
		return
	}
	if err := schema.Validate(v); err != nil {
		t.Errorf("%s: %v", op.ID, err)
	}
}

func escape(s string) string {
	return url.PathEscape(strings.NewReplacer("~", "~0", "/", "~1").Replace(s))
}

// call is one request of an operation.
type call struct {
	method, path string         // path as the document has it
	with         map[string]any // for the braces of the path; queries as "?..."
	query        string
	body         any
	header       []string
	want         int
	keep         func(answered) // for later calls
}

// TestEveryOperation calls every operation of the document on a real store and
// holds the answer against the schema that is served.
func TestEveryOperation(t *testing.T) {
	s := serve(t, caller.Admin)
	s.add(t, 2)
	doc, check := document(t, s), newChecker(t, s)
	if doc.OpenAPI != "3.1.0" {
		t.Errorf("the document is of OpenAPI %s", doc.OpenAPI)
	}
	ids := map[string]any{"claim": s.claim, "table": "codes", "claimant": "islamic-state", "format": "json", "task": "1"}
	item := func(name string) func(answered) {
		return func(a answered) { ids[name] = read[struct{ ID string }](t, a).ID }
	}
	first := func(name, of string) func(answered) {
		return func(a answered) {
			list := read[struct{ Items []map[string]any }](t, a)
			ids[name] = list.Items[0][of].(map[string]any)["id"]
		}
	}
	dated := "2017-03-27"
	answer := client.Answer{Code: "A06", Value: "confirmed", Grade: "B2", Origin: "police", KnownAt: "2018-01-01", Reason: "the court"}
	text := client.Text{Text: "Police said on Friday that they found no link between the driver and any group.", Title: "No link", Outlet: "paper", Published: "2018-05-04"}
	calls := []call{
		{method: "GET", path: "/claims", keep: nil},
		{method: "GET", path: "/claims", query: "?as_of=" + dated},
		{method: "GET", path: "/claims", query: "?recorded=2019-05-01&claimant=Islamic+State&from=2017&to=2018-12"},
		{method: "GET", path: "/claims/{claim}"},
		{method: "GET", path: "/claims/{claim}", query: "?as_of=" + dated},
		{method: "GET", path: "/claims/{claim}", query: "?as_of=2018-10-12&recorded=2019-05-01"},
		{method: "GET", path: "/claims/{claim}", query: "?as_of=2017-03-01", want: 422},
		{method: "GET", path: "/claims/{claim}/evidence"},
		{method: "POST", path: "/claims/{claim}/evidence", body: answer, want: 201, keep: item("item")},
		{method: "POST", path: "/claims/{claim}/evidence/{item}/decision", body: client.Ruling{Status: "rejected", Reason: "no"}, want: 201},
		{method: "POST", path: "/claims/{claim}/evidence/{item}/undoing", body: map[string]string{"reason": "yes"}, want: 201},
		{method: "POST", path: "/claims/{claim}/evidence/{item}/correction", body: client.Correction{Value: "none", Reason: "misread"}, want: 201},
		{method: "GET", path: "/claims/{claim}/evidence"},
		{method: "POST", path: "/claims/{claim}/verdicts", body: map[string]string{"reason": "the evening's"}, want: 201},
		{method: "POST", path: "/claims/{claim}/verdicts", body: map[string]string{"reason": "then", "as_of": dated}, want: 201},
		{method: "GET", path: "/claims/{claim}/verdicts"},
		{method: "GET", path: "/claims/{claim}/verdicts", query: "?full=true"},
		{method: "GET", path: "/claims/{claim}/comparison", query: "?since=2017-03-24"},
		{method: "GET", path: "/claims/{claim}/comparison", query: "?since=2017-03-28&as_of=" + dated, want: 422},
		{method: "GET", path: "/claims/{claim}/pool"},
		{method: "POST", path: "/claims/{claim}/dissent", body: map[string]string{"reason": "too sure"}, want: 204},
		{method: "POST", path: "/claims/{claim}/prior", body: map[string]string{"set": "uniform", "reason": "a trial"}, want: 204},
		{method: "GET", path: "/incidents", keep: first("incident", "incident")},
		{method: "GET", path: "/incidents/{incident}"},
		{method: "GET", path: "/documents", keep: first("document", "document")},
		{method: "GET", path: "/documents/{document}"},
		{method: "GET", path: "/documents/{document}/spans"},
		{method: "GET", path: "/documents/{document}/original", query: "?purpose=to+compare", want: 404},
		{method: "GET", path: "/search", query: "?q=police"},
		{method: "GET", path: "/search", query: "?q=%22no+link%22+-baghdad&newest=true&outlet=paper&lang=en"},
		{method: "POST", path: "/documents", body: text, want: 202},
		{method: "POST", path: "/documents/address", body: map[string]string{"url": "https://paper.example/"}, want: 422},
		{method: "POST", path: "/documents/file", query: "?name=notes.txt", body: "Police found no link, they said.", header: []string{"Content-Type", "application/octet-stream"}, want: 202},
		{method: "GET", path: "/tasks"},
		{method: "GET", path: "/tasks/{task}"},
		{method: "GET", path: "/claimants/{claimant}"},
		{method: "GET", path: "/claimants/{claimant}/series"},
		{method: "GET", path: "/casebook/scores"},
		{method: "GET", path: "/method/tables"},
		{method: "GET", path: "/method/tables/{table}"},
		{method: "GET", path: "/hooks"},
		{method: "POST", path: "/hooks", body: map[string]any{"url": "https://desk.example/", "kinds": []string{"verdict"}}, want: 201, keep: item("hook")},
		{method: "POST", path: "/hooks/{hook}/trial", want: 202},
		{method: "GET", path: "/hooks"},
		{method: "GET", path: "/hooks/{hook}/deliveries"},
		{method: "DELETE", path: "/hooks/{hook}", want: 204},
		{method: "DELETE", path: "/hooks/{hook}", want: 404},
	}
	forms, _ := workbench.Forms()
	for _, f := range forms {
		calls = append(calls, call{method: "GET", path: "/exports/{format}", with: map[string]any{"format": f}, query: "?claim=" + s.claim})
	}
	for name := range tables(s.bench.Tables) {
		calls = append(calls, call{method: "GET", path: "/method/tables/{table}", with: map[string]any{"table": name}})
	}
	called := map[string]bool{"follow": true} // has a test of its own
	for _, c := range calls {
		path := Root + c.path
		for name, v := range ids {
			if other, ok := c.with[name]; ok {
				v = other
			}
			path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(fmt.Sprint(v)))
		}
		a := s.ask(t, c.method, path+c.query, c.body, c.header...)
		if c.want == 0 {
			c.want = 200
		}
		if a.status != c.want {
			t.Errorf("%s %s%s: %d, want %d: %.400s", c.method, path, c.query, a.status, c.want, a.body)
			continue
		}
		check.check(t, doc, Root+c.path, c.method, a)
		if c.keep != nil {
			c.keep(a)
		}
		called[doc.Paths[Root+c.path][strings.ToLower(c.method)].ID] = true
	}
	for path, methods := range doc.Paths {
		for method, op := range methods {
			if !called[op.ID] {
				t.Errorf("%s %s (%s) was not called", method, path, op.ID)
			}
		}
	}
}

// The scores come when all cases are judged, and have the form that is served.
func TestScores(t *testing.T) {
	s := serve(t, caller.Reader)
	doc, check := document(t, s), newChecker(t, s)
	for { // some seconds of work, no waiting
		a := s.ask(t, "GET", Root+"/casebook/scores", nil)
		check.check(t, doc, Root+"/casebook/scores", "GET", a)
		if t.Failed() {
			return
		}
		if got := read[struct {
			Judged, Cases int
			Scores        map[string]any
		}](t, a); got.Scores != nil {
			if got.Judged != got.Cases || got.Scores["cases"] != float64(got.Cases) {
				t.Errorf("%d of %d judged, scores of %v", got.Judged, got.Cases, got.Scores["cases"])
			}
			return
		}
		if _, err := s.bench.Case(demo); err != nil {
			t.Fatal(err)
		}
	}
}

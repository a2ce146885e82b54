package api

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"net"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/credence-project/credence/internal/server/caller"
)

// hostile are values that no parameter is meant to have.
var hostile = []string{
	"", " ", "-1", "0", "99999999999999999999", "1e309", "NaN", "null", "true", "[]", "{}", "../../etc/hosts", "..", "%", "%zz", "\x00", "\xff\xfe", "a\nb",
	"2017-02-30", "0000-00-00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2017", "-2017", "now", "2017-03-27T12:00", "10000-01-01",
	"1.2.3.4", "1.1", "9223372036854775807.9223372036854775807", "-9223372036854775808.x", "0.c-", "5.0.0.0", "1.199.1.1", "99.999.1.1",
	"c-", "i-", "d-", "e-", "h-", "c-aaaaaaaaaaaaaaaaaaaa", "d-aaaaaaaaaaaaaaaaaaaa", "i-987jws378bgqnm3bqw28", "codes", "json", "stix", "bundle",
	"' OR 1=1 --", "\"", "\"unclosed", "*", "-", "a* -b \"c d\"", "a AND b", "NEAR(", "\u202e\u0000", strings.Repeat("x", 5000), strings.Repeat("é", 300), "😀",
}

// bodies are what no operation takes.
var bodies = []string{
	"", "{", "}", "null", "[]", "0", "\"\"", "{\"a\":", "{}{}", "\xff", "{\"reason\":\"\xff\"}", "{\"reason\":\"\\ud800\"}", "{\"reason\":null}", "{\"reason\":1e400}",
	strings.Repeat("[", 100000), strings.Repeat("{\"a\":", 5000), "{\"reason\":\"" + strings.Repeat("x", 100000) + "\"}", "<xml/>", "a=b", "{\"\":{}}",
	"{\"reason\":\"x\",\"reason\":2}", "{\"url\":\"http://[::1\"}", "{\"url\":\"javascript:0\",\"kinds\":[\"verdict\"]}", "{\"kinds\":[null],\"url\":1}",
}

// answered without a fault of ours, and in the form of a problem if refused.
func wellAnswered(t testing.TB, what string, a answered) {
	t.Helper()
	switch {
	case a.status >= 500:
		t.Errorf("%s: %d %.300s", what, a.status, a.body)
	case a.status >= 400 && a.header.Get("Content-Type") != "application/problem+json":
		t.Errorf("%s: %d as %s", what, a.status, a.header.Get("Content-Type"))
	case a.status >= 400:
		var p struct{ Status int }
		if err := json.Unmarshal(a.body, &p); err != nil || p.Status != a.status || len(a.body) > 32<<10 {
			t.Errorf("%s: %d with a problem of %d bytes that says %d, %v", what, a.status, len(a.body), p.Status, err)
		}
	}
}

// TestMalformedRequests builds requests from the document that nobody should
// send: each parameter in turn with hostile values, each body replaced by hostile
// ones and with every field set to something else.
// None may be answered with a fault of the server.
func TestMalformedRequests(t *testing.T) {
	s := serve(t, caller.Admin)
	s.add(t, 1)
	doc := document(t, s)
	seen := map[string]bool{}
	good := map[string]string{"claim": s.claim, "table": "codes", "claimant": "islamic-state", "format": "unknown", "task": "1", "q": "police", "since": "2017-03-24", "purpose": "x", "item": "e-"}
	for _, path := range slices.Sorted(maps.Keys(doc.Paths)) {
		for method, op := range doc.Paths[path] {
			if op.ID == "follow" || op.ID == "read-scores" { // the one never ends, the other reads nothing
				continue
			}
			m := &malformed{site: s, method: strings.ToUpper(method), path: path, given: maps.Clone(good)}
			for _, p := range op.Parameters {
				values := some(hostile, op.ID+p.Name, 6)
				if !seen[p.Name] {
					values = hostile
				}
				seen[p.Name] = true
				for _, v := range values {
					m.send(t, p.In, p.Name, v, "{}")
				}
			}
			if op.RequestBody == nil {
				continue
			}
			for _, b := range some(bodies, op.ID, 12) {
				m.send(t, "", "", "", b)
			}
			for _, content := range op.RequestBody.Content {
				for _, b := range m.wrong(doc, content.Schema) {
					m.send(t, "", "", "", b)
				}
			}
		}
	}
}

// some are n of the values, others for another name: what all operations share
// need not be tried on each with every value.
func some(values []string, name string, n int) []string {
	h := fnv.New64a()
	h.Write([]byte(name))
	r := rand.New(rand.NewPCG(h.Sum64(), 0))
	out := make([]string, n)
	for i := range out {
		out[i] = values[r.IntN(len(values))]
	}
	return out
}

// malformed sends requests of one operation.
type malformed struct {
	*site
	method, path string
	given        map[string]string
}

// send sends a request with one parameter, or the body, as given.
func (m *malformed) send(t testing.TB, in, name, value, body string) {
	t.Helper()
	path, query := m.path, url.Values{}
	for k, v := range m.given {
		if in == "path" && k == name {
			v = value
		}
		path = strings.ReplaceAll(path, "{"+k+"}", url.PathEscape(v))
	}
	if in == "path" {
		path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(value))
	}
	for strings.Contains(path, "{") {
		i, j := strings.Index(path, "{"), strings.Index(path, "}")
		path = path[:i] + "x" + path[j+1:]
	}
	for _, k := range []string{"q", "since", "purpose", "claim"} {
		query.Set(k, m.given[k])
	}
	if in == "query" {
		query.Set(name, value)
	}
	var header []string
	if in == "header" && !strings.ContainsAny(value, "\x00\n") {
		header = []string{name, value}
	}
	var send any = body
	if m.method == "GET" || m.method == "DELETE" {
		send = nil
	}
	a := m.ask(t, m.method, path+"?"+query.Encode(), send, header...)
	wellAnswered(t, fmt.Sprintf("%s %s with %s %s %.60q, body %.60q", m.method, m.path, in, name, value, body), a)
}

// wrong gives bodies in which one field has a value that it should not have.
func (m *malformed) wrong(doc openAPI, schema map[string]any) []string {
	if ref, ok := schema["$ref"].(string); ok {
		schema = doc.Components.Schemas[strings.TrimPrefix(ref, "#/components/schemas/")]
	}
	fields, _ := schema["properties"].(map[string]any)
	right := map[string]any{
		"reason": "why", "code": "A06", "value": "confirmed", "grade": "B2", "origin": "police", "known_at": "2018-01-01", "status": "accepted", "text": "Police said so.",
		"url": "https://desk.example/", "kinds": []string{"verdict"}, "set": "uniform",
	}
	var out []string
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		values := []any{nil, true, -1, 1e18, []any{}, map[string]any{}, []any{nil}, map[string]any{"a": map[string]any{"b": []any{}}}, []any{map[string]any{"document": "d-", "start": -5, "end": 1 << 40}}}
		for _, v := range some(hostile, m.path+name, 8) {
			values = append(values, v)
		}
		for _, v := range values {
			body := map[string]any{}
			for k := range fields {
				if r, ok := right[k]; ok {
					body[k] = r
				}
			}
			body[name] = v
			b, err := json.Marshal(body)
			if err == nil {
				out = append(out, string(b))
			}
		}
	}
	return out
}

// TestBrokenTransport sends what is no whole request.
func TestBrokenTransport(t *testing.T) {
	s := serve(t, caller.Admin)
	host := strings.TrimPrefix(s.URL, "http://")
	for _, tt := range []struct{ name, request, want string }{
		{"a body that breaks off", "POST /api/v1/documents HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"text\":\"x\"}", "400"},
		{"a file that breaks off", "POST /api/v1/documents/file?name=x HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nsome words", "400"},
		{"an unknown kind of body", "POST /api/v1/documents HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: a;+b\r\nContent-Length: 2\r\n\r\n{}", "415"},
		{"a chunk that is none", "POST /api/v1/documents HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400"},
		{"another method", "PUT /api/v1/claims HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", "405"},
		{"a method of nobody", "BREW /api/v1/claims HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "405"},
		{"a long query", "GET /api/v1/claims?" + strings.Repeat("a", 9000) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "414"},
		{"a path of no letters", "GET /api/v1/claims/%ff%fe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "400"},
		{"a body without end", "POST /api/v1/documents HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n{\"text\":\"" + strings.Repeat("x", 9<<20), "413"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			conn, err := net.Dial("tcp", host)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			conn.Write([]byte(tt.request)) // the server may close before it has all
			conn.(*net.TCPConn).CloseWrite()
			answer := make([]byte, 12)
			n, _ := conn.Read(answer)
			if got := string(answer[:n]); got != "HTTP/1.1 "+tt.want {
				t.Errorf("got %q, want %s", got, tt.want)
			}
		})
	}
}

// FuzzRequest sends requests that are put together at random.
func FuzzRequest(f *testing.F) {
	s := serve(f, caller.Admin)
	doc := document(f, s)
	var ops [][2]string
	for _, path := range slices.Sorted(maps.Keys(doc.Paths)) {
		for _, method := range slices.Sorted(maps.Keys(doc.Paths[path])) {
			if doc.Paths[path][method].ID != "follow" {
				ops = append(ops, [2]string{method, path})
			}
		}
	}
	for i := range uint64(40) {
		f.Add(i, hostile[int(i)%len(hostile)], bodies[int(i)%len(bodies)])
	}
	f.Fuzz(func(t *testing.T, seed uint64, value, body string) {
		r := rand.New(rand.NewPCG(seed, 1))
		op := ops[r.IntN(len(ops))]
		params := doc.Paths[op[1]][op[0]].Parameters
		m := &malformed{site: s, method: strings.ToUpper(op[0]), path: op[1], given: map[string]string{"claim": s.claim, "q": value, "since": value, "purpose": value}}
		in, name := "", ""
		if len(params) > 0 {
			p := params[r.IntN(len(params))]
			in, name = p.In, p.Name
		}
		if in == "header" && strings.IndexFunc(value, func(r rune) bool { return r < ' ' || r > '~' }) >= 0 {
			in = "" // no client sends such a header
		}
		m.send(t, in, name, value, body)
	})
}

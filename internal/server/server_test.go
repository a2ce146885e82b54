package server

import (
	"compress/gzip"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/extract"
	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/server/guard"
	"github.com/credence-project/credence/internal/testkit"
	"github.com/credence-project/credence/internal/workbench"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// TestMain looks for what goes on after the tests; the reference cases are
// judged in the background when first looked at, and come to an end.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/credence-project/credence/internal/workbench.(*Workbench).judgeCases"))
}

var noon = time.Date(2019, 5, 1, 12, 0, 0, 0, time.UTC)

// extractor is made once for all tests.
var extractor = sync.OnceValues(func() (*extract.Extractor, error) { return extract.New(lang.English(), lexicon.Actors()) })

// onDossier is a workbench on a store with the Westminster dossier.
func onDossier(t *testing.T) *workbench.Workbench {
	t.Helper()
	x, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	db := testkit.OpenStore(t)
	w := workbench.New(&pipeline.Stages{DB: db, Extractor: x, Actors: lexicon.Actors(), Workers: 1}, "")
	w.Draws = 100
	w.Intake.Now = func() time.Time { return noon }
	t.Cleanup(w.Intake.Close)
	dossier, err := casebook.Embedded("london-westminster-2017")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.LoadCase(t.Context(), dossier, "casebook", noon); err != nil {
		t.Fatal(err)
	}
	return w
}

func open(t *testing.T, w *workbench.Workbench, o guard.Options) (*Server, *httptest.Server) {
	t.Helper()
	o.Limits = guard.Limits{Requests: guard.Rate{Burst: 10_000, Every: time.Millisecond}}
	s, err := New(t.Context(), Options{Bench: w, Guard: o, Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewServer(s)
	t.Cleanup(h.Close)
	t.Cleanup(s.api.Close) // first
	return s, h
}

// patterns lists what is registered, which net/http keeps to itself.
func patterns(mux *http.ServeMux) []string {
	var out []string
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Map:
			for _, k := range v.MapKeys() {
				walk(v.MapIndex(k))
			}
		case reflect.Struct:
			if s := v.FieldByName("str"); s.IsValid() {
				out = append(out, s.String())
				return
			}
			for i := range v.NumField() {
				walk(v.Field(i))
			}
		}
	}
	walk(reflect.ValueOf(mux).Elem().FieldByName("index"))
	slices.Sort(out)
	return slices.Compact(out)
}

// Every address has its line, and every line its address, but for the two that
// are there only with a service that logs people in.
func TestEveryRouteHasALine(t *testing.T) {
	s, _ := open(t, onDossier(t), guard.Options{Local: "owner"})
	registered := patterns(s.mux)
	if len(registered) < 10 {
		t.Fatalf("only %q are registered: does net/http keep them otherwise now?", registered)
	}
	var lines []string
	for _, r := range routes {
		lines = append(lines, r.pattern)
		if !slices.Contains(registered, r.pattern) && !strings.HasPrefix(r.pattern, "GET /login/") {
			t.Errorf("%s has a line and no handler", r.pattern)
		}
	}
	for _, p := range registered {
		if !slices.Contains(lines, p) {
			t.Errorf("%s has no line in routes.go: nobody may use it", p)
		}
	}
}

// may says who may use what, the least role first. It is written out again
// here so that a change of the table is seen to be one.
var may = map[caller.Role][]string{
	caller.None: {"GET /login", "POST /login", "POST /logout", "GET /static/{name}", "GET /login/service", "GET /login/back"},
	caller.Reader: {
		"GET /{$}", "/", "GET /claims/{slug}", "GET /claims/{slug}/at/{time}", "GET /claims/{slug}/export/{format}", "GET /incidents/{id}",
		"GET /documents/{id}", "GET /claimants/{actor}", "GET /casebook", "GET /casebook/{case}", "GET /method", "GET /search",
		"GET /feeds/verdicts.atom", "GET /api/v1/events", "/api/v1/",
		"GET /account", "POST /account/password", "POST /account/token", "POST /account/token/{id}/revoke",
	},
	caller.Analyst: {
		"POST /demo", "POST /claims/{slug}/evidence", "POST /claims/{slug}/evidence/{item}", "POST /claims/{slug}/rule/{what}", "POST /documents/{id}/original",
		"GET /add", "GET /add/{task}", "POST /add/text", "POST /add/file", "POST /add/address", "POST /api/v1/documents/file",
	},
	caller.Editor: {"POST /incidents/{id}/merge", "POST /incidents/{id}/split", "POST /incidents/{id}/undo"},
	caller.Admin:  {"GET /accounts", "POST /accounts", "POST /accounts/{name}/{what}", "GET /accounts/log", "GET /claims/{slug}/people", "POST /claims/{slug}/people"},
}

// mayAPI is the same for the operations of the API, by their identifiers.
var mayAPI = map[caller.Role][]string{
	caller.Reader: {
		"list-claims", "read-claim", "list-evidence", "list-verdicts", "compare-claim", "pool-claim", "list-incidents", "read-incident",
		"list-documents", "read-document", "list-spans", "list-tasks", "read-task", "search", "read-claimant", "list-series", "read-scores",
		"list-tables", "read-table", "export", "follow",
	},
	caller.Analyst: {
		"add-evidence", "decide-evidence", "correct-evidence", "undo-evidence", "keep-verdict", "dissent", "read-original", "add-text", "add-address", "add-file",
	},
	caller.Editor: {"choose-prior"},
	caller.Admin:  {"list-hooks", "add-hook", "remove-hook", "try-hook", "list-deliveries"},
}

// address is one method and path that stands for a route.
type address struct {
	name, method, path string
	least              caller.Role
}

var wildcard = regexp.MustCompile(`\{[^}]*\}`)

// addresses gives one for each route and each operation.
func addresses(t *testing.T, h *httptest.Server, as func(*http.Request)) []address {
	t.Helper()
	roleOf := func(table map[caller.Role][]string, name string) caller.Role {
		for role, names := range table {
			if slices.Contains(names, name) {
				return role
			}
		}
		t.Errorf("%s stands in no list of who may use what", name)
		return caller.Admin
	}
	var out []address
	for _, r := range routes {
		method, path, found := strings.Cut(r.pattern, " ")
		if !found {
			method, path = "GET", r.pattern
		}
		path = wildcard.ReplaceAllString(strings.ReplaceAll(path, "{$}", ""), "x")
		if want := roleOf(may, r.pattern); want != r.Role {
			t.Errorf("%s asks for %s, want %s", r.pattern, r.Role, want)
		}
		if !strings.HasPrefix(r.pattern, "GET /login/") && r.pattern != "GET /api/v1/events" {
			out = append(out, address{r.pattern, method, path, r.Role})
		}
	}
	r, err := http.NewRequestWithContext(t.Context(), "GET", h.URL+"/api/v1/openapi.json", nil)
	if err != nil {
		t.Fatal(err)
	}
	as(r)
	res, err := h.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var described struct {
		Paths map[string]map[string]struct {
			ID string `json:"operationId"`
		}
	}
	if err := json.NewDecoder(res.Body).Decode(&described); err != nil || len(described.Paths) < 10 {
		t.Fatalf("%s, %d paths, %v", res.Status, len(described.Paths), err)
	}
	for path, methods := range described.Paths {
		for method, op := range methods {
			least := roleOf(mayAPI, op.ID)
			if op.ID != "follow" { // it does not end; the guard's line for it is above
				out = append(out, address{op.ID, strings.ToUpper(method), wildcard.ReplaceAllString(path, "x"), least})
			}
		}
	}
	return out
}

// Each route and each operation, asked by each role, over HTTP: refused to
// those below its role, and to nobody else.
func TestRolesByRoute(t *testing.T) {
	w := onDossier(t)
	_, h := open(t, w, guard.Options{})
	tokens := map[caller.Role]string{caller.None: ""}
	for i, scope := range workbench.Scopes {
		role := caller.Role(i + 1)
		act := workbench.Act{By: "root", At: noon}
		if _, err := w.AddAccount(t.Context(), role.String(), role.String(), "", act); err != nil {
			t.Fatal(err)
		}
		var err error
		if tokens[role], _, err = w.MakeToken(t.Context(), role.String(), "", scope, time.Hour, act); err != nil {
			t.Fatal(err)
		}
	}
	as := func(role caller.Role) func(*http.Request) {
		return func(r *http.Request) {
			if role != caller.None {
				r.Header.Set("Authorization", "Bearer "+tokens[role])
			}
		}
	}
	c := &http.Client{Transport: h.Client().Transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, a := range addresses(t, h, as(caller.Reader)) {
		for role := caller.None; role <= caller.Admin; role++ {
			r, err := http.NewRequestWithContext(t.Context(), a.method, h.URL+a.path, strings.NewReader(""))
			if err != nil {
				t.Fatal(err)
			}
			as(role)(r)
			res, err := c.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(res.Body)
			res.Body.Close()
			toLogin := res.StatusCode == http.StatusSeeOther && strings.HasPrefix(res.Header.Get("Location"), "/login?")
			refused := res.StatusCode == http.StatusForbidden || res.StatusCode == http.StatusUnauthorized && a.name != "POST /login" || toLogin
			if want := role < a.least; refused != want || res.StatusCode >= 500 {
				t.Errorf("%s as %s: %s, want refused %v: %.200s", a.name, role, res.Status, want, body)
			}
		}
	}
}

// Every answer is under the policy, whoever made it, and pages are sent small.
func TestAnswers(t *testing.T) {
	_, h := open(t, onDossier(t), guard.Options{Local: "owner"})
	for _, tt := range []struct {
		path   string
		status int
		kind   string
		small  bool
	}{
		{"/", 200, "text/html", true},
		{"/login", 200, "text/html", true},
		{"/nothing/here", 404, "text/html", true},
		{"/api/v1/claims", 200, "application/json", false},
		{"/api/v1/openapi.json", 200, "application/openapi+json", true},
		{"/api/v1/nothing", 404, "application/problem+json", false},
		{"/feeds/verdicts.atom", 200, "application/atom+xml", false},
	} {
		r, err := http.NewRequestWithContext(t.Context(), "GET", h.URL+tt.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept-Encoding", "gzip")
		res, err := h.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		small := res.Header.Get("Content-Encoding") == "gzip"
		if res.StatusCode != tt.status || !strings.HasPrefix(res.Header.Get("Content-Type"), tt.kind) || tt.small && !small ||
			!strings.Contains(res.Header.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s: %s %v", tt.path, res.Status, res.Header)
		}
		if small {
			z, err := gzip.NewReader(res.Body)
			if err == nil {
				_, err = io.Copy(io.Discard, z)
			}
			if err != nil {
				t.Errorf("%s: %v", tt.path, err)
			}
		}
		res.Body.Close()
	}
}

// A server that is told to stop ends those who follow events, and finishes.
func TestServeStops(t *testing.T) {
	s, err := New(t.Context(), Options{Bench: onDossier(t), Guard: guard.Options{Local: "owner"}, Now: func() time.Time { return noon }, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l, "", "") }()
	r, err := http.NewRequestWithContext(t.Context(), "GET", "http://"+l.Addr().String()+"/api/v1/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	own := &http.Transport{}
	defer own.CloseIdleConnections()
	res, err := (&http.Client{Transport: own}).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	first := make([]byte, 1)
	if _, err := res.Body.Read(first); err != nil || res.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("events: %s %v %v", res.Status, res.Header, err)
	}
	stop()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		t.Errorf("the stream of events did not end well: %v", err)
	}
	if err := <-ended; err != nil {
		t.Errorf("Serve = %v", err)
	}
}

// certify writes a certificate for this machine, good at the time of the
// machine, and its key.
func certify(t *testing.T) (certificate, key string, pool *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	own, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	certificate, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for path, block := range map[string]*pem.Block{certificate: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: own}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool = x509.NewCertPool()
	pool.AddCert(parsed)
	return certificate, key, pool
}

func TestServeTLS(t *testing.T) {
	certificate, key, pool := certify(t)
	s, err := New(t.Context(), Options{Bench: onDossier(t), Guard: guard.Options{Local: "owner", TLS: true}})
	if err != nil {
		t.Fatal(err)
	}
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l, certificate, key) }()
	get := func(o *tls.Config) (*http.Response, error) {
		o.RootCAs = pool
		own := &http.Transport{TLSClientConfig: o, ForceAttemptHTTP2: true}
		defer own.CloseIdleConnections()
		r, err := http.NewRequestWithContext(t.Context(), "GET", "https://"+l.Addr().String()+"/login", nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := own.RoundTrip(r)
		if err == nil {
			res.Body.Close()
		}
		return res, err
	}
	if res, err := get(&tls.Config{MinVersion: tls.VersionTLS12}); err != nil || res.StatusCode != 200 || res.ProtoMajor != 2 || res.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("over TLS: %v, %v", res, err)
	}
	if _, err := get(&tls.Config{MaxVersion: tls.VersionTLS11, MinVersion: tls.VersionTLS10}); err == nil {
		t.Error("an old version of TLS is spoken")
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("Serve = %v", err)
	}
}

package guard

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/testkit"
	"github.com/credence-project/credence/internal/workbench"
	"github.com/credence-project/credence/lexicon"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const password = "correct horse battery"

// clock is a time that tests move.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// roles are those of the accounts that a test may ask for.
var roles = map[string]string{"rea": "reader", "ana": "analyst", "ed": "editor", "root": "admin"}

// place is a guarded server.
type place struct {
	*httptest.Server
	bench *workbench.Workbench
	clock *clock
	guard *Guard
}

// open serves three routes: /page for readers, POST /change for analysts, and
// /api/v1/rule for editors. Each answers with who asks. A password takes its
// time, so there are only the accounts that are named.
func open(t *testing.T, o Options, accounts ...string) *place {
	t.Helper()
	db := testkit.OpenStore(t)
	p := &place{
		bench: workbench.New(&pipeline.Stages{DB: db, Actors: lexicon.Actors()}, ""),
		clock: &clock{t: time.Date(2019, 5, 1, 12, 0, 0, 0, time.UTC)},
	}
	for _, name := range accounts {
		if _, err := p.bench.AddAccount(t.Context(), name, roles[name], password, workbench.Act{By: "root", At: p.clock.now()}); err != nil {
			t.Fatal(err)
		}
	}
	mux := http.NewServeMux()
	who := func(w http.ResponseWriter, r *http.Request) {
		c := caller.From(r.Context())
		io.WriteString(w, c.Name+" "+c.Role.String())
	}
	lines := map[string]Needs{
		"GET /page": {Role: caller.Reader}, "POST /change": {Role: caller.Analyst, Body: 100}, "GET /api/v1/rule": {Role: caller.Editor},
		"GET /open": {}, "GET /panic": {}, "GET /late": {}, "POST /read": {}, "GET /login": {}, "POST /login": {}, "POST /logout": {},
		"GET /login/service": {}, "GET /login/back": {}, "GET /account": {Role: caller.Reader}, "POST /account/password": {Role: caller.Reader},
		"POST /account/token": {Role: caller.Reader}, "POST /account/token/{id}/revoke": {Role: caller.Reader}, "GET /accounts": {Role: caller.Admin},
		"POST /accounts": {Role: caller.Admin}, "POST /accounts/{name}/{what}": {Role: caller.Admin}, "GET /accounts/log": {Role: caller.Admin},
	}
	for _, pattern := range []string{"GET /page", "POST /change", "GET /api/v1/rule", "GET /open", "GET /unlisted"} {
		mux.HandleFunc(pattern, who)
	}
	mux.HandleFunc("GET /panic", func(http.ResponseWriter, *http.Request) { panic("the secret of the house") })
	mux.HandleFunc("GET /late", func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, strings.Repeat("x", 1<<16))
		panic("too late")
	})
	mux.HandleFunc("POST /read", func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.ReadAll(r.Body); err != nil {
			http.Error(w, "too long", http.StatusRequestEntityTooLarge)
		}
	})
	o.Now = p.clock.now
	o.Needs = func(r *http.Request) (Needs, bool) {
		_, pattern := mux.Handler(r)
		n, ok := lines[pattern]
		return n, ok
	}
	g, err := New(t.Context(), p.bench, o)
	if err != nil {
		t.Fatal(err)
	}
	g.Routes(mux)
	p.guard = g
	p.Server = httptest.NewServer(g.Wrap(mux))
	t.Cleanup(p.Close)
	return p
}

// browser gives a client that keeps cookies and follows no redirect.
func (p *place) browser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Transport: p.Client().Transport, Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// answer is what came back.
type answer struct {
	*http.Response
	body string
}

func do(t *testing.T, c *http.Client, r *http.Request) answer {
	t.Helper()
	res, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{res, string(body)}
}

// request makes one; header has names and values in turn.
func (p *place) request(t *testing.T, method, path string, form url.Values, header ...string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, p.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
			continue
		}
		r.Header.Set(header[i], header[i+1])
	}
	return r
}

func (p *place) login(t *testing.T, c *http.Client, name, password string) answer {
	t.Helper()
	return do(t, c, p.request(t, "POST", "/login", url.Values{"name": {name}, "password": {password}, "next": {"/page"}}))
}

func TestRoles(t *testing.T) {
	p := open(t, Options{Limits: Limits{Logins: Rate{100, time.Second}}}, "rea", "ana", "ed", "root")
	for _, tt := range []struct {
		who, method, path string
		want              int
		body              string
	}{
		{"", "GET", "/open", 200, " none"},
		{"", "GET", "/page", 303, ""},
		{"", "HEAD", "/page", 303, ""},
		{"", "POST", "/change", 401, "nothing was changed"},
		{"", "GET", "/api/v1/rule", 401, "token"},
		{"", "GET", "/unlisted", 403, "Nobody may do this"},
		{"rea", "GET", "/page", 200, "rea reader"},
		{"rea", "POST", "/change", 403, "needs analyst"},
		{"ana", "POST", "/change", 200, "ana analyst"},
		{"ana", "GET", "/api/v1/rule", 403, "needs editor"},
		{"ed", "GET", "/api/v1/rule", 200, "ed editor"},
		{"root", "POST", "/change", 200, "root admin"},
		{"root", "GET", "/unlisted", 403, "Nobody may do this"},
	} {
		c := p.browser(t)
		if tt.who != "" {
			if a := p.login(t, c, tt.who, password); a.StatusCode != 303 || a.Header.Get("Location") != "/page" {
				t.Fatalf("login of %s: %s %s", tt.who, a.Status, a.body)
			}
		}
		a := do(t, c, p.request(t, tt.method, tt.path, nil))
		if a.StatusCode != tt.want || !strings.Contains(a.body, tt.body) {
			t.Errorf("%s %s as %q: %s %q, want %d with %q", tt.method, tt.path, tt.who, a.Status, a.body, tt.want, tt.body)
		}
		if tt.path == "/api/v1/rule" && a.StatusCode >= 400 && a.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: an error of the API is %s", tt.path, a.Header.Get("Content-Type"))
		}
	}
}

func TestLocal(t *testing.T) {
	p := open(t, Options{Local: "owner"}, "ed")
	port := p.URL[strings.LastIndex(p.URL, ":"):]
	for _, tt := range []struct {
		name   string
		header []string
		want   int
	}{
		{"as it comes", nil, 200},
		{"localhost", []string{"Host", "localhost" + port}, 200},
		{"the longer address", []string{"Host", "[::1]" + port}, 200},
		{"a name made to point here", []string{"Host", "evil.example" + port}, 421},
		{"a name that looks local", []string{"Host", "localhost.evil.example"}, 421},
		{"another address of this machine", []string{"Host", "0.0.0.0" + port}, 421},
		{"no name", []string{"Host", "-"}, 421},
		{"passed on for somebody", []string{"X-Forwarded-For", "203.0.113.7"}, 303},
		{"passed on", []string{"Via", "1.1 proxy"}, 303},
		{"with a token that is none", []string{"Authorization", "Bearer credence_none"}, 401},
	} {
		a := do(t, p.browser(t), p.request(t, "GET", "/page", nil, tt.header...))
		if a.StatusCode != tt.want || tt.want == 200 && a.body != "owner admin" {
			t.Errorf("%s: %s %q, want %d", tt.name, a.Status, a.body, tt.want)
		}
	}
	// Somebody else logs in on the same machine, and out.
	c := p.browser(t)
	p.login(t, c, "ed", password)
	if a := do(t, c, p.request(t, "GET", "/page", nil)); a.body != "ed editor" {
		t.Errorf("logged in here: %q", a.body)
	}
	do(t, c, p.request(t, "POST", "/logout", nil))
	if a := do(t, c, p.request(t, "GET", "/page", nil)); a.body != "owner admin" {
		t.Errorf("logged out here: %q", a.body)
	}
}

func TestHosts(t *testing.T) {
	p := open(t, Options{Hosts: []string{"credence.example.org"}, Network: true})
	for host, want := range map[string]int{
		"credence.example.org": 200, "Credence.Example.ORG.:443": 200, "127.0.0.1": 200, "evil.example": 421, "192.0.2.1": 421, "": 200,
	} {
		if a := do(t, p.browser(t), p.request(t, "GET", "/open", nil, "Host", host)); a.StatusCode != want {
			t.Errorf("Host %q: %s, want %d", host, a.Status, want)
		}
	}
}

// Links that leave the server, as in a feed, have the address that browsers
// know; what the request claims of the scheme counts for nothing.
func TestOwnAddress(t *testing.T) {
	names := []string{"credence.example.org", "desk.example.org"}
	for name, tt := range map[string]struct {
		o          Options
		host, want string
	}{
		"this machine":                  {Options{}, "127.0.0.1:8346", "http://127.0.0.1:8346"},
		"TLS of our own":                {Options{TLS: true, Hosts: names}, "desk.example.org:8443", "https://desk.example.org:8443"},
		"a proxy":                       {Options{TLS: true, Proxied: true, Hosts: names}, "desk.example.org", "https://desk.example.org"},
		"a proxy that has its own name": {Options{TLS: true, Proxied: true, Hosts: names}, "127.0.0.1:8346", "https://credence.example.org"},
		"a proxy, and no name known":    {Options{TLS: true, Proxied: true}, "127.0.0.1:8346", "https://127.0.0.1:8346"},
		"somebody who says https":       {Options{Hosts: names}, "desk.example.org", "http://desk.example.org"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Host = tt.host
		r.Header.Set("X-Forwarded-Proto", "https")
		r.Header.Set("X-Forwarded-Host", "evil.example")
		if got := tt.o.Address(r); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}

func TestCrossSite(t *testing.T) {
	p := open(t, Options{Local: "owner"})
	for _, tt := range []struct {
		name   string
		header []string
		want   int
	}{
		{"own page", []string{"Sec-Fetch-Site", "same-origin", "Origin", p.URL}, 200},
		{"no browser", nil, 200},
		{"another site", []string{"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"}, 403},
		{"another site, old browser", []string{"Origin", "https://evil.example"}, 403},
		{"a sandboxed frame", []string{"Origin", "null"}, 403},
		{"another port of this machine", []string{"Sec-Fetch-Site", "same-site", "Origin", "http://127.0.0.1:1"}, 403},
	} {
		a := do(t, p.browser(t), p.request(t, "POST", "/change", url.Values{"reason": {"x"}}, tt.header...))
		if a.StatusCode != tt.want {
			t.Errorf("%s: %s, want %d", tt.name, a.Status, tt.want)
		}
	}
	for site, want := range map[string]int{"same-origin": 200, "none": 200, "same-site": 403, "cross-site": 403} {
		if a := do(t, p.browser(t), p.request(t, "GET", "/api/v1/rule", nil, "Sec-Fetch-Site", site)); a.StatusCode != want {
			t.Errorf("the API read %s: %s, want %d", site, a.Status, want)
		}
	}
	if a := do(t, p.browser(t), p.request(t, "POST", "/logout", nil, "Sec-Fetch-Site", "cross-site")); a.StatusCode != 403 {
		t.Errorf("logged out by another site: %s", a.Status)
	}
}

func TestHeaders(t *testing.T) {
	for _, tls := range []bool{false, true} {
		p := open(t, Options{Local: "owner", TLS: tls})
		for _, path := range []string{"/page", "/panic", "/unlisted", "/nothing", "/login"} {
			a := do(t, p.browser(t), p.request(t, "GET", path, nil))
			for name, want := range headers {
				if got := a.Header.Get(name); got != want {
					t.Errorf("%s: %s is %q, want %q", path, name, got, want)
				}
			}
			if got := a.Header.Get("Strict-Transport-Security") != ""; got != tls {
				t.Errorf("%s: HSTS is %v, TLS %v", path, got, tls)
			}
		}
	}
	for _, bad := range []string{"unsafe-inline", "unsafe-eval", "http:", "https:", "*"} {
		if strings.Contains(policy, bad) {
			t.Errorf("the policy allows %s", bad)
		}
	}
}

func TestPanic(t *testing.T) {
	p := open(t, Options{Local: "owner"})
	a := do(t, p.browser(t), p.request(t, "GET", "/panic", nil))
	if a.StatusCode != 500 || strings.Contains(a.body, "secret") || !strings.Contains(a.body, "went wrong") {
		t.Errorf("%s %q", a.Status, a.body)
	}
	res, err := p.Client().Get(p.URL + "/late")
	if err == nil {
		_, err = io.ReadAll(res.Body)
		res.Body.Close()
	}
	if err == nil {
		t.Error("an answer that broke off looks whole")
	}
}

func TestBody(t *testing.T) {
	p := open(t, Options{Local: "owner"})
	for _, tt := range []struct {
		path string
		size int
		want int
	}{{"/read", maxBody / 2, 200}, {"/read", maxBody + 1, 413}} {
		r := p.request(t, "POST", tt.path, nil)
		r.Body, r.ContentLength = io.NopCloser(strings.NewReader(strings.Repeat("x", tt.size))), int64(tt.size)
		if a := do(t, p.browser(t), r); a.StatusCode != tt.want {
			t.Errorf("%d bytes: %s, want %d", tt.size, a.Status, tt.want)
		}
	}
}

func TestTokens(t *testing.T) {
	p := open(t, Options{}, "ed")
	act := workbench.Act{By: "ed", At: p.clock.now()}
	secret, _, err := p.bench.MakeToken(t.Context(), "ed", "", "write", time.Hour, act)
	if err != nil {
		t.Fatal(err)
	}
	ask := func(method, path, authorization string) answer {
		return do(t, p.browser(t), p.request(t, method, path, nil, "Authorization", authorization))
	}
	for _, tt := range []struct {
		method, path, authorization string
		want                        int
	}{
		{"POST", "/change", "Bearer " + secret, 200},
		{"POST", "/change", "bearer  " + secret, 200},
		{"GET", "/api/v1/rule", "Bearer " + secret, 403}, // ed may, this token may not
		{"GET", "/page", "Bearer " + secret + "x", 401},
		{"GET", "/page", "Basic ZWQ6cGFzc3dvcmQ=", 401},
		{"GET", "/page", "Bearer", 401},
	} {
		a := ask(tt.method, tt.path, tt.authorization)
		if a.StatusCode != tt.want {
			t.Errorf("%s %s with %q: %s, want %d", tt.method, tt.path, tt.authorization, a.Status, tt.want)
		}
		if challenge := a.Header.Get("WWW-Authenticate"); (tt.want == 401) != strings.HasPrefix(challenge, "Bearer") {
			t.Errorf("%s %s: challenge %q", tt.method, tt.path, challenge)
		}
	}
	p.clock.pass(time.Hour)
	if a := ask("GET", "/page", "Bearer "+secret); a.StatusCode != 401 {
		t.Errorf("an expired token: %s", a.Status)
	}
}

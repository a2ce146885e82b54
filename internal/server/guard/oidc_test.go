package guard

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/credence-project/credence/internal/workbench"
)

// service is a small OpenID provider on this machine, with keys of its own. It
// logs in whoever comes, as the claims of next say.
type service struct {
	*httptest.Server
	key   *rsa.PrivateKey
	clock *clock

	mu     sync.Mutex
	codes  map[string]url.Values // code -> the request that it answers
	claims map[string]any        // put over those of an honest answer
	signer *rsa.PrivateKey       // signs in place of key
}

const clientSecret = "between the two of us"

func openService(t *testing.T, c *clock) *service {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	s := &service{key: key, signer: key, clock: c, codes: map[string]url.Values{}}
	mux := http.NewServeMux()
	write := func(w http.ResponseWriter, v any) {
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(v); err != nil {
			t.Error(err)
		}
	}
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		write(w, map[string]any{
			"issuer": s.URL, "authorization_endpoint": s.URL + "/authorize", "token_endpoint": s.URL + "/token", "jwks_uri": s.URL + "/keys",
			"id_token_signing_alg_values_supported": []string{"RS256"},
		})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		write(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key.Public(), KeyID: "k1", Algorithm: "RS256", Use: "sig"}}})
	})
	mux.HandleFunc("GET /authorize", func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		code := rand.Text()
		s.mu.Lock()
		s.codes[code] = q
		s.mu.Unlock()
		http.Redirect(w, r, q.Get("redirect_uri")+"?"+url.Values{"code": {code}, "state": {q.Get("state")}}.Encode(), http.StatusFound)
	})
	mux.HandleFunc("POST /token", func(w http.ResponseWriter, r *http.Request) {
		token, ok := s.token(t, r)
		if !ok {
			w.WriteHeader(http.StatusBadRequest)
			write(w, map[string]string{"error": "invalid_grant"})
			return
		}
		write(w, map[string]any{"access_token": "x", "token_type": "Bearer", "expires_in": 60, "id_token": token})
	})
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// token gives an identity token for a code, once, to the client that asked for
// it and knows the verifier.
func (s *service) token(t *testing.T, r *http.Request) (string, bool) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	asked, ok := s.codes[r.FormValue("code")]
	delete(s.codes, r.FormValue("code"))
	client, secret, _ := r.BasicAuth()
	secret, _ = url.QueryUnescape(secret)
	sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	if !ok || client != "credence" || secret != clientSecret || asked.Get("code_challenge_method") != "S256" ||
		asked.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(sum[:]) || r.FormValue("redirect_uri") != asked.Get("redirect_uri") {
		return "", false
	}
	now := s.clock.now()
	claims := map[string]any{
		"iss": s.URL, "sub": "17", "aud": "credence", "iat": now.Unix(), "exp": now.Add(time.Minute).Unix(), "nonce": asked.Get("nonce"),
		"preferred_username": "Bo", "groups": []string{"staff", "desk"},
	}
	for name, v := range s.claims {
		claims[name] = v
	}
	body, err := json.Marshal(claims)
	if err != nil {
		t.Error(err)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: s.signer, KeyID: "k1"}}, nil)
	if err != nil {
		t.Error(err)
	}
	signed, err := signer.Sign(body)
	if err != nil {
		t.Error(err)
	}
	token, err := signed.CompactSerialize()
	return token, err == nil
}

// openWithService gives a guarded server and the service that logs people in.
func openWithService(t *testing.T) (*place, *service) {
	t.Helper()
	c := &clock{t: time.Date(2019, 5, 1, 12, 0, 0, 0, time.UTC)}
	s := openService(t, c)
	here := httptest.NewUnstartedServer(nil) // for its address, which the service must know
	callback := "http://" + here.Listener.Addr().String() + "/login/back"
	p := open(t, Options{
		Limits: Limits{Logins: Rate{100, time.Second}},
		Login: &Provider{
			Issuer: s.URL, ClientID: "credence", Secret: clientSecret, Callback: callback, HTTP: s.Client(),
			Roles: map[string]string{"staff": "reader", "desk": "analyst", "chief": "editor"},
		},
	}, "ana")
	p.Close()
	here.Config.Handler = p.Config.Handler
	here.Start()
	t.Cleanup(here.Close)
	p.Server, p.clock = here, c
	p.guard.o.Now = c.now
	return p, s
}

// throughService goes from here to the service and back, as a browser does,
// and gives what is answered there; the address on the way back may be changed.
func (p *place) throughService(t *testing.T, c *http.Client, back func(*url.URL)) answer {
	t.Helper()
	away := do(t, c, p.request(t, "GET", "/login/service?next=%2Fpage", nil))
	if away.StatusCode != 303 {
		t.Fatalf("on the way there: %s %s", away.Status, away.body)
	}
	r, err := http.NewRequestWithContext(t.Context(), "GET", away.Header.Get("Location"), nil)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(do(t, c, r).Header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	if back != nil {
		back(u)
	}
	return do(t, c, p.request(t, "GET", u.RequestURI(), nil))
}

func TestLoginService(t *testing.T) {
	p, s := openWithService(t)
	c := p.browser(t)
	if a := do(t, c, p.request(t, "GET", "/login?next=/page", nil)); !strings.Contains(a.body, `href="/login/service?next=%2Fpage"`) {
		t.Errorf("the service is not offered: %s", a.body)
	}
	a := p.throughService(t, c, nil)
	if a.StatusCode != 303 || a.Header.Get("Location") != "/page" {
		t.Fatalf("back: %s %s", a.Status, a.body)
	}
	if a := do(t, c, p.request(t, "GET", "/page", nil)); a.body != "bo analyst" { // the highest of the two groups
		t.Errorf("logged in as %q", a.body)
	}
	s.claims = map[string]any{"groups": []string{"staff"}}
	p.throughService(t, c, nil)
	if a := do(t, c, p.request(t, "GET", "/page", nil)); a.body != "bo reader" {
		t.Errorf("with a lesser group: %q", a.body)
	}
}

func TestLoginServiceRefuses(t *testing.T) {
	p, s := openWithService(t)
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	late := p.clock.now().Add(-time.Hour).Unix()
	for _, tt := range []struct {
		name   string
		claims map[string]any
		signer *rsa.PrivateKey
		back   func(*url.URL)
		want   int
	}{
		{name: "signed by somebody else", signer: other, want: 401},
		{name: "answers another login", claims: map[string]any{"nonce": "x"}, want: 401},
		{name: "for another client", claims: map[string]any{"aud": "other"}, want: 401},
		{name: "of another issuer", claims: map[string]any{"iss": "https://evil.example"}, want: 401},
		{name: "expired", claims: map[string]any{"exp": late}, want: 401},
		{name: "no group that counts", claims: map[string]any{"groups": []string{"guests"}}, want: 403},
		{name: "groups are no list", claims: map[string]any{"groups": 7}, want: 403},
		{name: "the name of another account", claims: map[string]any{"preferred_username": "ana", "sub": "18"}, want: 400},
		{name: "another state", back: func(u *url.URL) { u.RawQuery = strings.Replace(u.RawQuery, "state=", "state=x", 1) }, want: 400},
		{name: "no state", back: func(u *url.URL) { u.RawQuery = "code=" + u.Query().Get("code") }, want: 400},
		{name: "a code nobody gave", back: func(u *url.URL) { q := u.Query(); q.Set("code", "x"); u.RawQuery = q.Encode() }, want: 401},
		{name: "an error in place of a code", back: func(u *url.URL) { u.RawQuery = "error=access_denied&state=" + u.Query().Get("state") }, want: 401},
	} {
		s.claims, s.signer = tt.claims, s.key
		if tt.signer != nil {
			s.signer = tt.signer
		}
		c := p.browser(t)
		if a := p.throughService(t, c, tt.back); a.StatusCode != tt.want {
			t.Errorf("%s: %s %s, want %d", tt.name, a.Status, a.body, tt.want)
		}
		if a := do(t, c, p.request(t, "GET", "/page", nil)); a.StatusCode != 303 {
			t.Errorf("%s: logged in all the same, %s", tt.name, a.body)
		}
	}
}

// The way back is open once, to the browser that went, and for a while.
func TestLoginServiceOnce(t *testing.T) {
	p, _ := openWithService(t)
	c := p.browser(t)
	var code, state string
	keep := func(u *url.URL) { code, state = u.Query().Get("code"), u.Query().Get("state") }
	if a := p.throughService(t, c, keep); a.StatusCode != 303 {
		t.Fatalf("%s %s", a.Status, a.body)
	}
	back := "/login/back?" + url.Values{"code": {code}, "state": {state}}.Encode()
	if a := do(t, c, p.request(t, "GET", back, nil)); a.StatusCode != 400 {
		t.Errorf("a second time: %s", a.Status)
	}
	if a := do(t, p.browser(t), p.request(t, "GET", back, nil)); a.StatusCode != 400 {
		t.Errorf("another browser: %s", a.Status)
	}
	slow := func(*url.URL) { p.clock.pass(backWithin + time.Second) }
	if a := p.throughService(t, p.browser(t), slow); a.StatusCode != 400 {
		t.Errorf("too late: %s", a.Status)
	}
}

func TestSealed(t *testing.T) {
	s := &loginService{key: []byte("a key")}
	want := away{State: "s", Nonce: "n", Verifier: "v", Next: "/", Until: time.Unix(7, 0).UTC()}
	sealed, err := s.seal(want)
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := s.open(sealed); !ok || got != want {
		t.Errorf("opened %+v, %v", got, ok)
	}
	text, signature, _ := strings.Cut(sealed, ".")
	for _, bad := range []string{"", ".", text, text + ".", "." + signature, text + "A." + signature, signature + "." + text, "%." + signature} {
		if _, ok := s.open(bad); ok {
			t.Errorf("%q is taken", bad)
		}
	}
	if _, ok := (&loginService{key: []byte("another")}).open(sealed); ok {
		t.Error("what another process sealed is taken")
	}
}

func TestNoSuchService(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	defer gone.Close()
	_, err := New(t.Context(), &workbench.Workbench{}, Options{
		Needs: func(*http.Request) (Needs, bool) { return Needs{}, true }, Login: &Provider{Issuer: gone.URL, HTTP: gone.Client()},
	})
	if err == nil || !strings.Contains(err.Error(), gone.URL) {
		t.Errorf("a service that is none: %v", err)
	}
}

package guard

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence/internal/workbench"
)

// shownCookie is the cookie of a session that an answer sets.
func shownCookie(t *testing.T, a answer) *http.Cookie {
	t.Helper()
	for _, c := range a.Cookies() {
		if strings.HasSuffix(c.Name, "credence") {
			return c
		}
	}
	t.Fatalf("no cookie in %v", a.Header)
	return nil
}

func TestCookie(t *testing.T) {
	for _, tt := range []struct {
		tls  bool
		name string
	}{{false, "credence"}, {true, "__Host-credence"}} {
		p := open(t, Options{TLS: tt.tls}, "ana")
		c := shownCookie(t, p.login(t, p.browser(t), "ana", password))
		if c.Name != tt.name || c.Secure != tt.tls || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" ||
			c.MaxAge != int(workbench.SessionLasts.Seconds()) {
			t.Errorf("TLS %v: cookie %v", tt.tls, c)
		}
	}
}

func TestLoginOverHTTP(t *testing.T) {
	p := open(t, Options{}, "ana")
	c := p.browser(t)
	if a := do(t, c, p.request(t, "GET", "/page?q=a%26b", nil)); a.Header.Get("Location") != "/login?next=%2Fpage%3Fq%3Da%2526b" {
		t.Errorf("sent to %q", a.Header.Get("Location"))
	}
	if a := do(t, c, p.request(t, "GET", "/login?next=%2Fpage%3Fq%3Da%2526b", nil)); a.StatusCode != 200 || !strings.Contains(a.body, `value="/page?q=a%26b"`) {
		t.Errorf("the form: %s %s", a.Status, a.body)
	}
	a := p.login(t, c, "ana", "wrong horse battery")
	if a.StatusCode != 401 || len(a.Cookies()) > 0 || !strings.Contains(a.body, noMatch) {
		t.Errorf("wrong password: %s %s", a.Status, a.body)
	}
	if b := p.login(t, c, "eve", password); b.StatusCode != 401 || b.body != strings.ReplaceAll(a.body, `"ana"`, `"eve"`) {
		t.Errorf("an unknown name is told apart: %s %s", b.Status, b.body)
	}
	if a := p.login(t, c, `"><script>`, password); strings.Contains(a.body, "<script") {
		t.Errorf("what was typed is not escaped: %s", a.body)
	}
	first := shownCookie(t, p.login(t, c, "ana", password))
	second := shownCookie(t, p.login(t, c, "ana", password))
	if first.Value == second.Value || len(first.Value) < 50 {
		t.Errorf("sessions %q and %q", first.Value, second.Value)
	}
	with := func(value string) int {
		return do(t, p.browser(t), p.request(t, "GET", "/page", nil, "Cookie", "credence="+value)).StatusCode
	}
	if with(first.Value) != 303 || with(second.Value) != 200 || with("") != 303 || with("x") != 303 {
		t.Errorf("first %d, second %d: the first session should have ended when the second began", with(first.Value), with(second.Value))
	}
	out := do(t, c, p.request(t, "POST", "/logout", nil))
	if k := shownCookie(t, out); k.MaxAge >= 0 || with(second.Value) != 303 {
		t.Errorf("after logging out: cookie %v, page %d", k, with(second.Value))
	}
}

// A cookie that somebody planted before the login is worth nothing after it.
func TestNoFixation(t *testing.T) {
	p := open(t, Options{}, "ana")
	const planted = "PLANTEDPLANTEDPLANTEDPLANTEDPLANTEDPLANTEDPLANTEDPLA"
	r := p.request(t, "POST", "/login", url.Values{"name": {"ana"}, "password": {password}}, "Cookie", "credence="+planted)
	if c := shownCookie(t, do(t, p.browser(t), r)); c.Value == planted {
		t.Error("the session has the name that somebody planted")
	}
	if a := do(t, p.browser(t), p.request(t, "GET", "/page", nil, "Cookie", "credence="+planted)); a.StatusCode != 303 {
		t.Errorf("the planted cookie: %s", a.Status)
	}
}

func TestSessionEnds(t *testing.T) {
	p := open(t, Options{}, "ana")
	c := p.browser(t)
	p.login(t, c, "ana", password)
	step := workbench.SessionIdle - time.Minute
	for passed := step; passed < workbench.SessionLasts; passed += step {
		p.clock.pass(step)
		if a := do(t, c, p.request(t, "GET", "/page", nil)); a.StatusCode != 200 {
			t.Fatalf("after %s: %s", passed, a.Status)
		}
	}
	p.clock.pass(step)
	if a := do(t, c, p.request(t, "GET", "/page", nil)); a.StatusCode != 303 {
		t.Errorf("after its end: %s", a.Status)
	}
}

func TestWithin(t *testing.T) {
	for in, want := range map[string]string{
		"/": "/", "/claims/x?as_of=2017-03-23#ladder": "/claims/x?as_of=2017-03-23#ladder", "": "/", "claims": "/",
		"//evil.example": "/", "https://evil.example/": "/", `/\evil.example`: "/", "/\tevil": "/", "javascript:alert(1)": "/",
		"/\nLocation: x": "/", "http:///x": "/", "/%zz": "/",
	} {
		if got := within(in); got != want {
			t.Errorf("within(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzWithin(f *testing.F) {
	f.Add("/claims/x")
	f.Add("//x")
	f.Fuzz(func(t *testing.T, in string) {
		got := within(in)
		base, _ := url.Parse("https://here.example/login")
		u, err := base.Parse(got)
		if err != nil || u.Host != "here.example" || u.Scheme != "https" || strings.ContainsAny(got, "\\\r\n") {
			t.Errorf("within(%q) = %q leads to %v", in, got, u)
		}
	})
}

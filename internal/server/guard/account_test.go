package guard

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence/internal/workbench"
)

var (
	secretIn = regexp.MustCompile(`credence_[A-Z2-7]+`)
	tokenIn  = regexp.MustCompile(`/account/token/(k-[0-9a-f]+)/revoke`)
)

func TestOwnAccount(t *testing.T) {
	p := open(t, Options{}, "ana")
	c := p.browser(t)
	p.login(t, c, "ana", password)
	post := func(path string, form url.Values, header ...string) answer {
		t.Helper()
		return do(t, c, p.request(t, "POST", path, form, header...))
	}
	made := post("/account/token", url.Values{"scope": {"read"}, "days": {"7"}, "label": {"<b>desk</b>"}})
	secret := secretIn.FindString(made.body)
	if made.StatusCode != 200 || secret == "" || made.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("a token: %s %v %s", made.Status, made.Header, made.body)
	}
	page := do(t, c, p.request(t, "GET", "/account", nil))
	id := tokenIn.FindStringSubmatch(page.body)
	if secretIn.MatchString(page.body) || id == nil || strings.Contains(page.body, "<b>") {
		t.Fatalf("the page afterwards: %s", page.body)
	}
	with := func() int {
		return do(t, p.browser(t), p.request(t, "GET", "/page", nil, "Authorization", "Bearer "+secret)).StatusCode
	}
	if got := with(); got != 200 {
		t.Errorf("with the token: %d", got)
	}
	more := do(t, p.browser(t), p.request(t, "POST", "/account/token", url.Values{"scope": {"write"}, "days": {"99"}}, "Authorization", "Bearer "+secret))
	if more.StatusCode != 400 || secretIn.MatchString(more.body) {
		t.Errorf("a token made another: %s %s", more.Status, more.body)
	}
	for _, bad := range []url.Values{{"scope": {"read"}, "days": {"x"}}, {"scope": {"all"}, "days": {"7"}}, {}} {
		if a := post("/account/token", bad); a.StatusCode != 400 {
			t.Errorf("%v: %s", bad, a.Status)
		}
	}
	if a := post("/account/token/"+id[1]+"/revoke", nil); a.StatusCode != 303 || with() != 401 {
		t.Errorf("revoked: %s, then %d", a.Status, with())
	}
}

func TestNobodyRevokesForOthers(t *testing.T) {
	p := open(t, Options{}, "ana", "ed", "root")
	_, k, err := p.bench.MakeToken(t.Context(), "ed", "", "read", time.Hour, workbench.Act{By: "ed", At: p.clock.now()})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		who  string
		want int
	}{{"ana", 404}, {"root", 303}} {
		c := p.browser(t)
		p.login(t, c, tt.who, password)
		if a := do(t, c, p.request(t, "POST", "/account/token/"+k.ID+"/revoke", nil)); a.StatusCode != tt.want {
			t.Errorf("%s revokes a token of ed: %s, want %d", tt.who, a.Status, tt.want)
		}
	}
}

func TestPasswordOverHTTP(t *testing.T) {
	p := open(t, Options{}, "ana")
	c, other := p.browser(t), p.browser(t)
	p.login(t, c, "ana", password)
	p.login(t, other, "ana", password)
	change := func(old, new string) int {
		return do(t, c, p.request(t, "POST", "/account/password", url.Values{"password": {old}, "new": {new}})).StatusCode
	}
	page := func(of string) int {
		b := c
		if of == "other" {
			b = other
		}
		return do(t, b, p.request(t, "GET", "/page", nil)).StatusCode
	}
	if got := change("wrong horse battery", "another horse battery"); got != 400 || page("own") != 200 {
		t.Errorf("with a wrong password: %d", got)
	}
	if got := change(password, "short"); got != 400 {
		t.Errorf("to a short one: %d", got)
	}
	if got := change(password, "another horse battery"); got != 303 || page("own") != 200 || page("other") != 303 {
		t.Errorf("changed: %d; here %d, elsewhere %d, want the session elsewhere to end", got, page("own"), page("other"))
	}
}

func TestAllAccounts(t *testing.T) {
	p := open(t, Options{Local: "owner"}, "ana")
	c := p.browser(t)
	for _, tt := range []struct {
		path string
		form url.Values
		want int
	}{
		{"/accounts", url.Values{"name": {"bo"}, "role": {"reader"}, "password": {password}}, 303},
		{"/accounts", url.Values{"name": {"bo"}, "role": {"reader"}, "password": {password}}, 400},
		{"/accounts/bo/role", url.Values{"role": {"editor"}}, 303},
		{"/accounts/ana/disable", nil, 303},
		{"/accounts/eve/disable", nil, 404},
		{"/accounts/bo/praise", nil, 404},
	} {
		if a := do(t, c, p.request(t, "POST", tt.path, tt.form)); a.StatusCode != tt.want {
			t.Errorf("%s %v: %s, want %d", tt.path, tt.form, a.Status, tt.want)
		}
	}
	page := do(t, c, p.request(t, "GET", "/accounts", nil)).body
	for _, want := range []string{"<th scope=\"row\">bo</th>", "<option selected>editor</option>", "disabled 1 May 2019", "Enable ana"} {
		if !strings.Contains(page, want) {
			t.Errorf("the accounts do not show %s:\n%s", want, page)
		}
	}
	log := do(t, c, p.request(t, "GET", "/accounts/log?what=account", nil)).body
	for _, want := range []string{"added as reader", "role changed to editor", "disabled"} {
		if !strings.Contains(log, `<td data-head="who">owner</td><td data-head="what">account</td>`) || !strings.Contains(log, want) {
			t.Errorf("the log does not show %s:\n%s", want, log)
		}
	}
	if first := do(t, c, p.request(t, "GET", "/accounts/log?before=x&what=nothing", nil)); first.StatusCode != 200 || !strings.Contains(first.body, "<p>Nothing.</p>") {
		t.Errorf("a log of nothing: %s %s", first.Status, first.body)
	}
}

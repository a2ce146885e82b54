package guard

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/workbench"
)

// Routes registers the pages that log in and out.
func (g *Guard) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /login", g.showLogin)
	mux.HandleFunc("POST /login", g.logIn)
	mux.HandleFunc("POST /logout", g.logOut)
	g.accountRoutes(mux)
	if g.login != nil {
		mux.HandleFunc("GET /login/service", g.toService)
		mux.HandleFunc("GET /login/back", g.backFromService)
	}
}

// form is what the page that logs in is made from.
type form struct {
	Caller  caller.Caller
	Name    string // as it was typed
	Next    string // where to go then
	Wrong   string // what was wrong, if something was
	Service string // address of the service that logs people in, with where to go then; or ""
}

func (g *Guard) showLogin(w http.ResponseWriter, r *http.Request) {
	g.writeLogin(w, r, http.StatusOK, form{Next: r.URL.Query().Get("next")})
}

func (g *Guard) writeLogin(w http.ResponseWriter, r *http.Request, status int, f form) {
	f.Caller, f.Next = caller.From(r.Context()), within(f.Next)
	if g.login != nil {
		f.Service = "/login/service?next=" + url.QueryEscape(f.Next)
	}
	var body bytes.Buffer
	if err := pages.ExecuteTemplate(&body, "login", f); err != nil {
		g.o.Log.Error("page that logs in", "err", err)
	}
	g.write(w, r, status, "Log in", body.String())
}

// within is an address to go on to, if it is one of this server, else the desk.
func within(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(u.Path, "/") ||
		strings.HasPrefix(address, "//") || strings.ContainsAny(address, "\\\r\n\t") {
		return "/"
	}
	return address
}

const noMatch = "No account has this name and password."

func (g *Guard) logIn(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		g.refuse(w, r, http.StatusBadRequest, "The form did not arrive whole.")
		return
	}
	now, name := g.o.Now(), r.PostForm.Get("name")
	if ok, wait := g.logins.allow(g.address(r), now); !ok {
		g.slower(w, r, wait)
		return
	}
	if ok, wait := g.tries.allow(tried(name), now); !ok {
		g.slower(w, r, wait)
		return
	}
	select {
	case g.hashing <- struct{}{}:
		defer func() { <-g.hashing }()
	case <-r.Context().Done():
		return
	}
	a, err := g.bench.Login(r.Context(), name, r.PostForm.Get("password"), now)
	switch {
	case errors.Is(err, workbench.ErrDenied):
		g.o.Log.Warn("login refused", "from", g.address(r)) // not the name: it may be a password
		g.writeLogin(w, r, http.StatusUnauthorized, form{Name: name, Next: r.PostForm.Get("next"), Wrong: noMatch})
	case err != nil:
		g.fail(w, r, err)
	default:
		g.begin(w, r, a, r.PostForm.Get("next"))
	}
}

// tried is the name under which tries at an account are counted; the memory
// that it takes is bounded.
func tried(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	return name[:min(len(name), 128)]
}

// begin logs an account in under a new session, whatever the browser had.
func (g *Guard) begin(w http.ResponseWriter, r *http.Request, a workbench.Account, next string) {
	if err := g.end(r); err != nil {
		g.fail(w, r, err)
		return
	}
	shown, err := g.bench.StartSession(r.Context(), a.Name, g.o.Now())
	if err != nil {
		g.fail(w, r, err)
		return
	}
	g.setCookie(w, g.cookie(), shown, int(workbench.SessionLasts.Seconds()))
	http.Redirect(w, r, within(next), http.StatusSeeOther)
}

func (g *Guard) end(r *http.Request) error {
	c, err := r.Cookie(g.cookie())
	if err != nil {
		return nil // none to end
	}
	return g.bench.EndSession(r.Context(), c.Value)
}

func (g *Guard) logOut(w http.ResponseWriter, r *http.Request) {
	if err := g.end(r); err != nil {
		g.fail(w, r, err)
		return
	}
	g.setCookie(w, g.cookie(), "", -1)
	w.Header().Set("Clear-Site-Data", `"cache"`)
	http.Redirect(w, r, "/login", http.StatusSeeOther)
}

// fail answers with what may be told of an error.
func (g *Guard) fail(w http.ResponseWriter, r *http.Request, err error) {
	var input *credence.InputError
	switch {
	case errors.As(err, &input):
		g.refuse(w, r, http.StatusBadRequest, input.Error())
		return
	case errors.Is(err, credence.ErrNotFound):
		g.refuse(w, r, http.StatusNotFound, "There is nothing of that name.")
		return
	}
	g.o.Log.Error("accounts", "path", r.URL.Path, "err", err)
	g.refuse(w, r, http.StatusInternalServerError, wentWrong)
}

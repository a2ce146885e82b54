package guard

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/workbench"
)

// accountRoutes registers what people do with their own account, and what
// those who run the place do with all of them.
func (g *Guard) accountRoutes(mux *http.ServeMux) {
	for pattern, answer := range map[string]func(http.ResponseWriter, *http.Request) error{
		"GET /account":                    g.showAccount,
		"POST /account/password":          g.changePassword,
		"POST /account/token":             g.makeToken,
		"POST /account/token/{id}/revoke": g.revokeToken,
		"GET /accounts":                   g.showAccounts,
		"POST /accounts":                  g.addAccount,
		"POST /accounts/{name}/{what}":    g.changeAccount,
		"GET /accounts/log":               g.showLog,
	} {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			if err := r.ParseForm(); err != nil {
				g.refuse(w, r, http.StatusBadRequest, "The form did not arrive whole.")
				return
			}
			if err := answer(w, r); err != nil {
				g.fail(w, r, err)
			}
		})
	}
}

// page writes one of our templates.
func (g *Guard) page(w http.ResponseWriter, r *http.Request, title, name string, body any) error {
	var out bytes.Buffer
	if err := pages.ExecuteTemplate(&out, name, body); err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	g.write(w, r, http.StatusOK, title, out.String())
	return nil
}

func (g *Guard) act(r *http.Request) workbench.Act {
	return workbench.Act{By: caller.From(r.Context()).Name, At: g.o.Now().UTC(), Reason: r.PostForm.Get("reason")}
}

// own is the page of somebody's own account.
type own struct {
	Caller caller.Caller
	Admin  bool
	Tokens []workbench.Token
	Scopes []string
	Secret string // of a token that was just made
}

func (g *Guard) showAccount(w http.ResponseWriter, r *http.Request) error {
	return g.writeAccount(w, r, "")
}

func (g *Guard) writeAccount(w http.ResponseWriter, r *http.Request, secret string) error {
	c := caller.From(r.Context())
	o := own{Caller: c, Admin: c.May(caller.Admin), Secret: secret}
	if !c.Local {
		var err error
		if o.Tokens, err = g.bench.Tokens(r.Context(), c.Name); err != nil {
			return err
		}
		o.Scopes = workbench.Scopes[:min(int(c.Role), len(workbench.Scopes))]
	}
	return g.page(w, r, "Your account", "account", o)
}

// changePassword asks for the password there is, so that a browser left open
// does not give the account away.
func (g *Guard) changePassword(w http.ResponseWriter, r *http.Request) error {
	name, now := caller.From(r.Context()).Name, g.o.Now()
	if ok, wait := g.tries.allow(tried(name), now); !ok {
		g.slower(w, r, wait)
		return nil
	}
	select {
	case g.hashing <- struct{}{}:
		defer func() { <-g.hashing }()
	case <-r.Context().Done():
		return nil
	}
	a, err := g.bench.Login(r.Context(), name, r.PostForm.Get("password"), now)
	if errors.Is(err, workbench.ErrDenied) {
		return &credence.InputError{Name: "password", Reason: "the first one is not yours; nothing was changed"}
	}
	if err == nil {
		err = g.bench.SetPassword(r.Context(), name, r.PostForm.Get("new"), g.act(r))
	}
	if err != nil {
		return err
	}
	g.begin(w, r, a, "/account")
	return nil
}

// makeToken shows the token it makes, this once. It takes a login: a program
// must not make itself a token that does more, or lasts longer, than its own.
func (g *Guard) makeToken(w http.ResponseWriter, r *http.Request) error {
	if r.Header.Get("Authorization") != "" {
		return &credence.InputError{Name: "token", Reason: "log in to make one; no token makes another"}
	}
	days, err := strconv.Atoi(r.PostForm.Get("days"))
	if err != nil {
		days = 0 // which the workbench refuses
	}
	c := caller.From(r.Context())
	secret, _, err := g.bench.MakeToken(r.Context(), c.Name, r.PostForm.Get("label"), r.PostForm.Get("scope"), time.Duration(days)*24*time.Hour, g.act(r))
	if err != nil {
		return err
	}
	return g.writeAccount(w, r, secret)
}

// revokeToken takes back a token of the caller's own, or for an admin any.
func (g *Guard) revokeToken(w http.ResponseWriter, r *http.Request) error {
	c, id, back := caller.From(r.Context()), r.PathValue("id"), "/account"
	list, err := g.bench.Tokens(r.Context(), c.Name)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(list, func(k workbench.Token) bool { return k.ID == id }) {
		if back = "/accounts"; !c.May(caller.Admin) {
			return fmt.Errorf("token %s: %w", id, credence.ErrNotFound)
		}
	}
	if err := g.bench.RevokeToken(r.Context(), id, g.act(r)); err != nil {
		return err
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
	return nil
}

// everybody is the page of all accounts.
type everybody struct {
	Accounts []workbench.Account
	Tokens   []workbench.Token // in force
	Roles    []string
}

func (g *Guard) showAccounts(w http.ResponseWriter, r *http.Request) error {
	accounts, err := g.bench.Accounts(r.Context())
	if err != nil {
		return err
	}
	tokens, err := g.bench.Tokens(r.Context(), "")
	if err != nil {
		return err
	}
	now := g.o.Now()
	tokens = slices.DeleteFunc(tokens, func(k workbench.Token) bool { return !k.Revoked.IsZero() || !now.Before(k.Expires) })
	return g.page(w, r, "Accounts", "accounts", everybody{accounts, tokens, workbench.Roles})
}

func (g *Guard) addAccount(w http.ResponseWriter, r *http.Request) error {
	f := r.PostForm
	if _, err := g.bench.AddAccount(r.Context(), f.Get("name"), f.Get("role"), f.Get("password"), g.act(r)); err != nil {
		return err
	}
	http.Redirect(w, r, "/accounts", http.StatusSeeOther)
	return nil
}

func (g *Guard) changeAccount(w http.ResponseWriter, r *http.Request) error {
	ctx, name, act := r.Context(), r.PathValue("name"), g.act(r)
	var err error
	switch r.PathValue("what") {
	case "role":
		err = g.bench.SetRole(ctx, name, r.PostForm.Get("role"), act)
	case "password":
		err = g.bench.SetPassword(ctx, name, r.PostForm.Get("password"), act)
	case "disable":
		err = g.bench.Disable(ctx, name, act)
	case "enable":
		err = g.bench.Enable(ctx, name, act)
	default:
		g.refuse(w, r, http.StatusNotFound, "There is nothing here.")
		return nil
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/accounts", http.StatusSeeOther)
	return nil
}

// logged is a page of the log of accesses.
type logged struct {
	Lines []workbench.Access
	Next  int64 // the page before this one in time goes up to here; 0 if this is the last
}

const logPage = 100

func (g *Guard) showLog(w http.ResponseWriter, r *http.Request) error {
	before, err := strconv.ParseInt(r.Form.Get("before"), 10, 64)
	if err != nil || before < 0 {
		before = 0 // from the last
	}
	lines, err := g.bench.Accesses(r.Context(), r.Form.Get("what"), before, logPage)
	if err != nil {
		return err
	}
	l := logged{Lines: lines}
	if len(lines) == logPage {
		l.Next = lines[logPage-1].ID
	}
	return g.page(w, r, "Who did what", "log", l)
}

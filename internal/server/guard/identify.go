package guard

import (
	"net/http"
	"strings"

	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/workbench"
)

// identify says who makes a request: what the token says, or the session, or
// the user of this machine, in that order, so that somebody may log in here
// under an account too. Nobody, and ErrDenied, if a token or session is not
// good.
func (g *Guard) identify(r *http.Request, here bool) (caller.Caller, error) {
	now := g.o.Now()
	if given := r.Header.Get("Authorization"); given != "" {
		kind, token, _ := strings.Cut(given, " ")
		if !strings.EqualFold(kind, "Bearer") {
			return caller.Caller{}, workbench.ErrDenied
		}
		a, err := g.bench.TokenAccount(r.Context(), strings.TrimSpace(token), now)
		return callerOf(a, err)
	}
	if c, err := r.Cookie(g.cookie()); err == nil {
		a, err := g.bench.Session(r.Context(), c.Value, now)
		if err == nil || !here {
			return callerOf(a, err)
		}
	}
	if here {
		return caller.Caller{Name: g.o.Local, Role: caller.Admin, Local: true}, nil
	}
	return caller.Caller{}, nil
}

func callerOf(a workbench.Account, err error) (caller.Caller, error) {
	if err != nil {
		return caller.Caller{}, err
	}
	role, ok := caller.ParseRole(a.Role)
	if !ok {
		return caller.Caller{}, workbench.ErrDenied
	}
	return caller.Caller{Name: a.Name, Role: role}, nil
}

// cookie is the name of the cookie of a session. With its prefix a browser
// takes it only over TLS, from this very name, for all of it.
func (g *Guard) cookie() string {
	if g.o.TLS {
		return "__Host-credence"
	}
	return "credence"
}

func (g *Guard) setCookie(w http.ResponseWriter, name, value string, seconds int) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: seconds, HttpOnly: true, Secure: g.o.TLS, SameSite: http.SameSiteLaxMode,
	})
}

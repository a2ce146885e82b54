package guard

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/credence-project/credence/internal/workbench"
)

// Provider is a service that logs people in by OpenID Connect.
type Provider struct {
	Issuer   string // its address, as it gives itself
	ClientID string
	Secret   string // "" for a client that has none: the code is bound by PKCE all the same
	Callback string // the address of /login/back as browsers see it
	Scopes   []string
	Claim    string            // of the identity token that lists groups or roles; "groups" if empty
	Roles    map[string]string // what stands in it -> a role here; the highest counts
	Default  string            // role of those with none of these; "" keeps them out
	HTTP     *http.Client      // to reach the service; a client with a limit of time if nil
}

// loginService is a provider that has told where its doors are.
type loginService struct {
	Provider
	oauth    oauth2.Config
	verifier *oidc.IDTokenVerifier
	key      []byte // of this process, signs what a browser keeps until it is back
}

// backWithin is how long somebody may take to log in elsewhere.
const backWithin = 10 * time.Minute

// discover asks the provider for its addresses and keys.
func discover(ctx context.Context, p *Provider, now func() time.Time) (*loginService, error) {
	s := &loginService{Provider: *p, key: make([]byte, 32)}
	rand.Read(s.key)
	if s.HTTP == nil {
		s.HTTP = &http.Client{Timeout: 10 * time.Second}
	}
	s.Claim = cmp.Or(s.Claim, "groups")
	found, err := oidc.NewProvider(oidc.ClientContext(ctx, s.HTTP), s.Issuer)
	if err != nil {
		return nil, err
	}
	s.oauth = oauth2.Config{
		ClientID: s.ClientID, ClientSecret: s.Secret, RedirectURL: s.Callback, Endpoint: found.Endpoint(),
		Scopes: append([]string{oidc.ScopeOpenID, "profile"}, s.Scopes...),
	}
	// The keys are fetched with the provider's own context, which must last.
	s.verifier = found.VerifierContext(oidc.ClientContext(context.WithoutCancel(ctx), s.HTTP), &oidc.Config{ClientID: s.ClientID, Now: now})
	return s, nil
}

// away is what a browser keeps while its user is at the service.
type away struct {
	State    string    `json:"state"`
	Nonce    string    `json:"nonce"`
	Verifier string    `json:"verifier"`
	Next     string    `json:"next"`
	Until    time.Time `json:"until"`
}

// awayCookie is the name of the cookie that holds it.
func (g *Guard) awayCookie() string { return g.cookie() + "-login" }

func (g *Guard) toService(w http.ResponseWriter, r *http.Request) {
	a := away{
		State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(),
		Next: within(r.URL.Query().Get("next")), Until: g.o.Now().Add(backWithin),
	}
	sealed, err := g.login.seal(a)
	if err != nil {
		g.fail(w, r, err)
		return
	}
	g.setCookie(w, g.awayCookie(), sealed, int(backWithin.Seconds()))
	http.Redirect(w, r, g.login.oauth.AuthCodeURL(a.State, oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)), http.StatusSeeOther)
}

func (g *Guard) backFromService(w http.ResponseWriter, r *http.Request) {
	now := g.o.Now()
	if ok, wait := g.logins.allow(g.address(r), now); !ok {
		g.slower(w, r, wait)
		return
	}
	c, err := r.Cookie(g.awayCookie())
	if err != nil {
		g.refuse(w, r, http.StatusBadRequest, "This login was not begun here, or too long ago. Begin again.")
		return
	}
	g.setCookie(w, g.awayCookie(), "", -1) // good for one time
	a, ok := g.login.open(c.Value)
	if !ok || now.After(a.Until) || subtle.ConstantTimeCompare([]byte(a.State), []byte(r.URL.Query().Get("state"))) != 1 {
		g.refuse(w, r, http.StatusBadRequest, "This login was not begun here, or too long ago. Begin again.")
		return
	}
	who, err := g.login.exchange(r.Context(), r.URL.Query().Get("code"), a)
	if err != nil {
		g.o.Log.Warn("login service", "err", err)
		g.refuse(w, r, http.StatusUnauthorized, "The service that logs people in did not vouch for you.")
		return
	}
	account, err := g.bench.LoginSubject(r.Context(), g.login.Issuer+" "+who.Subject, who.name(), g.login.role(who.groups), now)
	switch {
	case errors.Is(err, workbench.ErrDenied):
		g.refuse(w, r, http.StatusForbidden, "The service knows you, but you have no role here. Ask whoever runs this workbench.")
	case err != nil:
		g.fail(w, r, err)
	default:
		g.begin(w, r, account, a.Next)
	}
}

// vouched is what the service says of somebody.
type vouched struct {
	Subject  string `json:"sub"`
	Username string `json:"preferred_username"`
	Email    string `json:"email"`
	Verified bool   `json:"email_verified"`
	groups   []string
}

// name is what the account is called: the subject where there is nothing that
// people read.
func (v *vouched) name() string {
	email := ""
	if v.Verified {
		email = v.Email
	}
	return cmp.Or(v.Username, email, v.Subject)
}

// exchange gives the code back for an identity token and checks it: signature,
// issuer, audience, expiry, and that it answers this very login.
func (s *loginService) exchange(ctx context.Context, code string, a away) (*vouched, error) {
	ctx = oidc.ClientContext(ctx, s.HTTP)
	tokens, err := s.oauth.Exchange(ctx, code, oauth2.VerifierOption(a.Verifier))
	if err != nil {
		return nil, err
	}
	raw, _ := tokens.Extra("id_token").(string)
	token, err := s.verifier.Verify(ctx, raw)
	if err != nil {
		return nil, err
	}
	if subtle.ConstantTimeCompare([]byte(token.Nonce), []byte(a.Nonce)) != 1 {
		return nil, errors.New("the identity token answers another login")
	}
	var v vouched
	var all map[string]any
	if err := errors.Join(token.Claims(&v), token.Claims(&all)); err != nil {
		return nil, fmt.Errorf("identity token: %w", err)
	}
	switch given := all[s.Claim].(type) {
	case string:
		v.groups = strings.Fields(given)
	case []any:
		for _, one := range given {
			if name, ok := one.(string); ok {
				v.groups = append(v.groups, name)
			}
		}
	}
	return &v, nil
}

// role is the highest that the groups give.
func (s *loginService) role(groups []string) string {
	best := s.Default
	for _, role := range workbench.Roles {
		for _, g := range groups {
			if s.Roles[g] == role {
				best = role
			}
		}
	}
	return best
}

// seal writes what a browser keeps so that it cannot be changed.
func (s *loginService) seal(a away) (string, error) {
	body, err := json.Marshal(a)
	b64 := base64.RawURLEncoding
	return b64.EncodeToString(body) + "." + b64.EncodeToString(s.sign(body)), err
}

func (s *loginService) sign(body []byte) []byte {
	h := hmac.New(sha256.New, s.key)
	h.Write(body)
	return h.Sum(nil)
}

func (s *loginService) open(sealed string) (a away, ok bool) {
	text, signature, _ := strings.Cut(sealed, ".")
	body, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return a, false
	}
	given, err := base64.RawURLEncoding.DecodeString(signature)
	if err != nil || !hmac.Equal(given, s.sign(body)) {
		return a, false
	}
	return a, json.Unmarshal(body, &a) == nil
}

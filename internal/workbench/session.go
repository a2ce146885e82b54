package workbench

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
)

// How long somebody stays logged in: at all, and without doing anything.
const (
	SessionLasts = 12 * time.Hour
	SessionIdle  = 2 * time.Hour
)

// seenEvery is how exact the time is at which something was last seen, so that
// reading a page does not write to the store.
const seenEvery = time.Minute

// note writes when something was last seen, unless the store is being written
// to for longer: a page must not wait for that, and the next one tries again.
func note(ctx context.Context, write func(context.Context) error) {
	ctx, cancel := context.WithTimeout(ctx, 100*time.Millisecond)
	defer cancel()
	_ = write(ctx)
}

// secretOf is the hash under which what somebody shows is kept. What is shown
// has 256 random bits, so a quick hash without salt does.
func secretOf(shown string) []byte {
	sum := sha256.Sum256([]byte(shown))
	return sum[:]
}

// StartSession logs an account in and gives what its browser is to show; it is
// kept as a hash. A session goes with the account as it is: changing the
// password, the role or the standing of the account ends it.
func (w *Workbench) StartSession(ctx context.Context, account string, at time.Time) (string, error) {
	shown := rand.Text() + rand.Text()
	s := store.Session{Hash: secretOf(shown), Account: account, Started: at, Seen: at}
	return shown, w.DB.StartSession(ctx, s, at.Add(-SessionLasts), at.Add(-SessionIdle))
}

// Session gives the account that is logged in, or ErrDenied.
func (w *Workbench) Session(ctx context.Context, shownByBrowser string, at time.Time) (Account, error) {
	hash := secretOf(shownByBrowser)
	s, a, err := w.DB.Session(ctx, hash)
	switch {
	case errors.Is(err, credence.ErrNotFound):
		return Account{}, ErrDenied
	case err != nil:
		return Account{}, err
	case !a.Disabled.IsZero(), at.Sub(s.Started) >= SessionLasts, at.Sub(s.Seen) >= SessionIdle:
		return Account{}, ErrDenied
	}
	if at.Sub(s.Seen) >= seenEvery {
		note(ctx, func(ctx context.Context) error { return w.DB.SeeSession(ctx, hash, at) })
	}
	return shown(a), nil
}

// EndSession logs out.
func (w *Workbench) EndSession(ctx context.Context, shown string) error {
	return w.DB.EndSession(ctx, secretOf(shown))
}

// Scopes are what a token may be made for, each the most that a program may do
// with it: the role of the same place in Roles. No token does more than its
// account may.
var Scopes = []string{"read", "write", "review", "manage"}

// tokenPrefix lets people, and programs that look for secrets in files,
// recognise a token.
const tokenPrefix = "credence_"

// maxToken bounds how long a token is good for.
const maxToken = 366 * 24 * time.Hour

// Token is what is known of a token once it has been made.
type Token struct {
	ID      string
	Account string
	Label   string
	Scope   string // one of Scopes
	Created time.Time
	Expires time.Time
	Revoked time.Time // zero if it is in force
	Used    time.Time // last, to the minute; zero if never
}

// MakeToken makes a token for an account and gives it: this once, since only a
// hash is kept.
func (w *Workbench) MakeToken(ctx context.Context, account, label, scope string, lasts time.Duration, act Act) (string, Token, error) {
	account, err := accountName(account)
	if err != nil {
		return "", Token{}, err
	}
	if _, err := w.DB.Account(ctx, account); err != nil {
		return "", Token{}, err
	}
	switch {
	case !slices.Contains(Scopes, scope):
		return "", Token{}, &credence.InputError{Name: "scope", Reason: fmt.Sprintf("%q is none of %s", scope, strings.Join(Scopes, ", "))}
	case lasts <= 0 || lasts > maxToken:
		return "", Token{}, &credence.InputError{Name: "token", Reason: "lasts from now up to 366 days"}
	case len(label) > maxName:
		return "", Token{}, &credence.InputError{Name: "label", Reason: fmt.Sprintf("is longer than %d bytes", maxName)}
	}
	secret := tokenPrefix + rand.Text() + rand.Text()
	hash := secretOf(secret)
	k := store.Token{
		ID: "k-" + hex.EncodeToString(hash[:6]), Hash: hash, Account: account, Label: label, Scope: scope, Created: act.At, Expires: act.At.Add(lasts),
	}
	made := store.Access{At: act.At, By: act.By, What: store.AccessToken, Subject: k.ID, Note: noted("made for "+account+", "+scope, act.Reason)}
	return secret, token(k), w.DB.AddToken(ctx, k, made)
}

func token(k store.Token) Token {
	return Token{ID: k.ID, Account: k.Account, Label: k.Label, Scope: k.Scope, Created: k.Created, Expires: k.Expires, Revoked: k.Revoked, Used: k.Used}
}

// Tokens lists the tokens of an account, or of all for "", the oldest first.
func (w *Workbench) Tokens(ctx context.Context, account string) ([]Token, error) {
	list, err := w.DB.Tokens(ctx, account)
	out := make([]Token, len(list))
	for i, k := range list {
		out[i] = token(k)
	}
	return out, err
}

// RevokeToken puts a token out of force.
func (w *Workbench) RevokeToken(ctx context.Context, id string, act Act) error {
	return w.DB.RevokeToken(ctx, id, store.Access{At: act.At, By: act.By, What: store.AccessToken, Subject: id, Note: noted("revoked", act.Reason)})
}

// TokenAccount gives the account that a token stands for, with the role that
// the token goes up to, or ErrDenied.
func (w *Workbench) TokenAccount(ctx context.Context, secret string, at time.Time) (Account, error) {
	if !strings.HasPrefix(secret, tokenPrefix) {
		return Account{}, ErrDenied
	}
	k, a, err := w.DB.TokenOf(ctx, secretOf(secret))
	switch {
	case errors.Is(err, credence.ErrNotFound):
		return Account{}, ErrDenied
	case err != nil:
		return Account{}, err
	case !k.Revoked.IsZero(), !at.Before(k.Expires), !a.Disabled.IsZero(), !slices.Contains(Scopes, k.Scope), !slices.Contains(Roles, a.Role):
		return Account{}, ErrDenied
	}
	if at.Sub(k.Used) >= seenEvery {
		note(ctx, func(ctx context.Context) error { return w.DB.UseToken(ctx, k.ID, at) })
	}
	out := shown(a)
	out.Role = Roles[min(slices.Index(Scopes, k.Scope), slices.Index(Roles, a.Role))]
	return out, nil
}

package workbench

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
)

// Roles are what an account may be, from looking to running the place; each
// may do all that those before it may.
var Roles = []string{"reader", "analyst", "editor", "admin"}

// ErrDenied says that somebody is not who they say, or may not do what they
// ask. It does not say which, so that nobody learns who has an account.
var ErrDenied = errors.New("not allowed")

// Account is somebody who may use the workbench from elsewhere than the
// machine it runs on.
type Account struct {
	Name     string
	Role     string // one of Roles
	Password bool   // has one
	Subject  string // issuer and subject of the service that logs it in, or ""
	Created  time.Time
	Disabled time.Time // zero if it may be used
}

func shown(a store.Account) Account {
	return Account{Name: a.Name, Role: a.Role, Password: a.Password != "", Subject: a.Subject, Created: a.Created, Disabled: a.Disabled}
}

// maxName bounds the name of an account.
const maxName = 100

// accountName is a name as it is kept: two that differ in case are one, since
// the rule that two people must agree goes by names.
func accountName(s string) (string, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	ok := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune("._-@+", r)
	}
	if s == "" || len(s) > maxName || strings.ContainsFunc(s, func(r rune) bool { return !ok(r) }) {
		return "", &credence.InputError{Name: "account", Reason: fmt.Sprintf("a name has at most %d letters a-z, digits and . _ - @ +", maxName)}
	}
	if s == "machine" {
		return "", &credence.InputError{Name: "account", Reason: `"machine" is the name under which the program itself writes`}
	}
	return s, nil
}

func checkRole(role string) error {
	if !slices.Contains(Roles, role) {
		return &credence.InputError{Name: "role", Reason: fmt.Sprintf("%q is none of %s", role, strings.Join(Roles, ", "))}
	}
	return nil
}

// AddAccount makes an account. With an empty password nobody can log in with
// one until it is given one.
func (w *Workbench) AddAccount(ctx context.Context, name, role, password string, act Act) (Account, error) {
	name, err := accountName(name)
	if err != nil {
		return Account{}, err
	}
	if err := checkRole(role); err != nil {
		return Account{}, err
	}
	a := store.Account{Name: name, Role: role, Created: act.At, CreatedBy: act.By}
	if password != "" {
		if a.Password, err = hashPassword(password); err != nil {
			return Account{}, err
		}
	}
	return shown(a), w.DB.AddAccount(ctx, a)
}

// Accounts lists all accounts, by name.
func (w *Workbench) Accounts(ctx context.Context) ([]Account, error) {
	list, err := w.DB.Accounts(ctx)
	out := make([]Account, len(list))
	for i, a := range list {
		out[i] = shown(a)
	}
	return out, err
}

// SetPassword gives an account another password and ends its sessions.
func (w *Workbench) SetPassword(ctx context.Context, name, password string, act Act) error {
	hash, err := hashPassword(password)
	if err != nil {
		return err
	}
	return w.changeAccount(ctx, name, "password changed", act, func(a *store.Account) { a.Password = hash })
}

// SetRole gives an account another role and ends its sessions.
func (w *Workbench) SetRole(ctx context.Context, name, role string, act Act) error {
	if err := checkRole(role); err != nil {
		return err
	}
	return w.changeAccount(ctx, name, "role changed to "+role, act, func(a *store.Account) { a.Role = role })
}

// Disable ends the sessions of an account and keeps it, and its tokens, from
// being used until it is enabled.
func (w *Workbench) Disable(ctx context.Context, name string, act Act) error {
	return w.changeAccount(ctx, name, "disabled", act, func(a *store.Account) { a.Disabled = act.At })
}

// Enable lets an account be used again.
func (w *Workbench) Enable(ctx context.Context, name string, act Act) error {
	return w.changeAccount(ctx, name, "enabled", act, func(a *store.Account) { a.Disabled = time.Time{} })
}

func (w *Workbench) changeAccount(ctx context.Context, name, what string, act Act, change func(*store.Account)) error {
	name, err := accountName(name)
	if err != nil {
		return err
	}
	a, err := w.DB.Account(ctx, name)
	if err != nil {
		return err
	}
	change(&a)
	return w.DB.ChangeAccount(ctx, a, store.Access{At: act.At, By: act.By, What: store.AccessAccount, Subject: name, Note: noted(what, act.Reason)})
}

func noted(what, reason string) string {
	if reason == "" {
		return what
	}
	return what + ": " + reason
}

// Login gives the account of that name if it may be used and the password is
// its own, else ErrDenied. A name that nobody has takes the same way, up to the
// comparison of hashes, as a wrong password: neither writes anything.
func (w *Workbench) Login(ctx context.Context, name, password string, at time.Time) (Account, error) {
	var a store.Account
	name, err := accountName(name)
	if err == nil {
		a, err = w.DB.Account(ctx, name)
	}
	var input *credence.InputError
	if err != nil && !errors.Is(err, credence.ErrNotFound) && !errors.As(err, &input) {
		return Account{}, err
	}
	if !samePassword(a.Password, password) || a.Name == "" {
		return Account{}, ErrDenied
	}
	note := "logged in"
	if !a.Disabled.IsZero() {
		note = "refused: disabled"
	}
	err = w.DB.LogAccess(ctx, store.Access{At: at, By: a.Name, What: store.AccessLogin, Subject: a.Name, Note: note})
	if err == nil && !a.Disabled.IsZero() {
		err = ErrDenied
	}
	return shown(a), err
}

// LoginSubject gives the account that another service vouches for, named by
// issuer and subject. An account that is not there is made, under the name and
// with the role that the service gives; one whose role there has changed gets
// the new one. It is ErrDenied if the service gives no role, or the account is
// disabled, and an InputError if the name belongs to another account.
func (w *Workbench) LoginSubject(ctx context.Context, subject, name, role string, at time.Time) (Account, error) {
	if err := checkRole(role); err != nil {
		return Account{}, ErrDenied
	}
	act := Act{By: "login service", At: at}
	a, err := w.DB.AccountOf(ctx, subject)
	if errors.Is(err, credence.ErrNotFound) {
		if name, err = accountName(name); err != nil {
			return Account{}, err
		}
		a = store.Account{Name: name, Role: role, Subject: subject, Created: at, CreatedBy: act.By}
		err = w.DB.AddAccount(ctx, a)
	}
	switch {
	case err != nil:
		return Account{}, err
	case !a.Disabled.IsZero():
		return Account{}, ErrDenied
	}
	if a.Role != role {
		if err := w.SetRole(ctx, a.Name, role, act); err != nil {
			return Account{}, err
		}
		a.Role = role
	}
	return shown(a), w.DB.LogAccess(ctx, store.Access{At: at, By: a.Name, What: store.AccessLogin, Subject: a.Name, Note: "logged in by " + subject})
}

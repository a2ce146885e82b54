package workbench

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/testkit"
)

const goodPassword = "correct horse battery"

// by is somebody doing something so many hours after noon.
func by(name string, hours int) Act {
	return Act{By: name, At: noon.Add(time.Duration(hours) * time.Hour)}
}

func withAccount(t *testing.T, name, role string) *Workbench {
	t.Helper()
	w := bench(t, testkit.OpenStore(t))
	if _, err := w.AddAccount(t.Context(), name, role, goodPassword, by("root", 0)); err != nil {
		t.Fatal(err)
	}
	return w
}

func denied(t *testing.T, what string, err error) {
	t.Helper()
	if !errors.Is(err, ErrDenied) {
		t.Errorf("%s: %v, want ErrDenied", what, err)
	}
}

func TestPasswords(t *testing.T) {
	one, err := hashPassword(goodPassword)
	if err != nil {
		t.Fatal(err)
	}
	other, _ := hashPassword(goodPassword)
	if !strings.HasPrefix(one, "$argon2id$v=19$m=19456,t=2,p=1$") || one == other {
		t.Errorf("hashes %q, %q: want salted, with their parameters", one, other)
	}
	// Made with other parameters, once upon a time.
	const old = "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$"
	for _, tt := range []struct {
		name, hash, password string
		want                 bool
	}{
		{"right", one, goodPassword, true},
		{"wrong", one, goodPassword + "!", false},
		{"empty", one, "", false},
		{"no account", "", goodPassword, false},
		{"the decoy itself", nobody, "", false},
		{"too long", one, strings.Repeat("x", maxPassword+1), false},
		{"cut off", one[:len(one)-20], goodPassword, false},
		{"asks for too much", strings.Replace(one, "m=19456", "m=4194304", 1), goodPassword, false},
		{"asks for nothing", strings.Replace(one, "t=2", "t=0", 1), goodPassword, false},
		{"without sum", old, "", false},
		{"another version", strings.Replace(one, "v=19", "v=16", 1), goodPassword, false},
	} {
		if got := samePassword(tt.hash, tt.password); got != tt.want {
			t.Errorf("%s: samePassword = %v", tt.name, got)
		}
	}
	for _, bad := range []string{"", "short", strings.Repeat("x", maxPassword+1), "no text \xff\xfe here"} {
		if _, err := hashPassword(bad); err == nil {
			t.Errorf("%.20q is taken as a password", bad)
		}
	}
}

func FuzzParseHash(f *testing.F) {
	f.Add(nobody)
	f.Add("$argon2id$v=19$m=19456,t=2,p=1$$")
	f.Fuzz(func(t *testing.T, hash string) {
		memory, passes, threads, salt, sum, ok := parseHash(hash)
		if ok && (memory > maxMemory || passes > maxPasses || threads > maxThreads || passes == 0 || threads == 0 || len(salt) < 8 || len(sum) < 16 || len(sum) > 64) {
			t.Errorf("parseHash(%q) is taken as good", hash)
		}
	})
}

func TestLogin(t *testing.T) {
	w := withAccount(t, " Ana ", "analyst")
	ctx := t.Context()
	if a, err := w.Login(ctx, "ANA", goodPassword, noon); a.Name != "ana" || a.Role != "analyst" || err != nil {
		t.Errorf("Login = %+v, %v", a, err)
	}
	for _, tt := range []struct{ name, as, password string }{
		{"wrong password", "ana", "wrong horse battery"},
		{"nobody of that name", "eve", goodPassword},
		{"no name at all", "", goodPassword},
		{"a name that cannot be", "ana'; --", goodPassword},
	} {
		_, err := w.Login(ctx, tt.as, tt.password, noon)
		denied(t, tt.name, err)
	}
	if err := w.Disable(ctx, "ana", by("root", 1)); err != nil {
		t.Fatal(err)
	}
	_, err := w.Login(ctx, "ana", goodPassword, noon)
	denied(t, "disabled", err)
	if err := w.Enable(ctx, "ana", by("root", 2)); err != nil {
		t.Fatal(err)
	}
	if err := w.SetPassword(ctx, "ana", "another horse battery", by("root", 2)); err != nil {
		t.Fatal(err)
	}
	_, err = w.Login(ctx, "ana", goodPassword, noon)
	denied(t, "old password", err)
	if _, err := w.AddAccount(ctx, "bo", "reader", "", by("root", 3)); err != nil {
		t.Fatal(err)
	}
	_, err = w.Login(ctx, "bo", "", noon)
	denied(t, "an account without a password", err)

	var notes []string
	list, err := w.Accesses(ctx, "", 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range slices.Backward(list) {
		notes = append(notes, a.By+" "+a.What+" "+a.Subject+": "+a.Note)
	}
	want := []string{
		"root account ana: added as analyst", "ana login ana: logged in", "root account ana: disabled",
		"ana login ana: refused: disabled", "root account ana: enabled", "root account ana: password changed",
		"root account bo: added as reader",
	}
	if !slices.Equal(notes, want) {
		t.Errorf("the log has\n%s", strings.Join(notes, "\n"))
	}
}

func TestRefusedAccounts(t *testing.T) {
	w := withAccount(t, "ana", "analyst")
	var input *credence.InputError
	for _, tt := range []struct{ name, account, role, password string }{
		{"taken", "Ana", "reader", goodPassword},
		{"no name", " ", "reader", goodPassword},
		{"a name that pages would have to escape", "<b>", "reader", goodPassword},
		{"the machine", "machine", "admin", goodPassword},
		{"no such role", "bo", "root", goodPassword},
		{"short password", "bo", "reader", "horse"},
	} {
		if _, err := w.AddAccount(t.Context(), tt.account, tt.role, tt.password, by("root", 1)); !errors.As(err, &input) {
			t.Errorf("%s: %v, want an InputError", tt.name, err)
		}
	}
	if err := w.SetRole(t.Context(), "eve", "admin", by("root", 1)); !errors.Is(err, credence.ErrNotFound) {
		t.Errorf("a role for nobody: %v", err)
	}
}

func TestSessions(t *testing.T) {
	w := withAccount(t, "ana", "analyst")
	ctx := t.Context()
	start := func(at time.Time) string {
		t.Helper()
		s, err := w.StartSession(ctx, "ana", at)
		if err != nil || len(s) < 50 {
			t.Fatalf("StartSession = %q, %v", s, err)
		}
		return s
	}
	s := start(noon)
	// Seen every hour it lasts until its absolute end.
	for at := noon; at.Before(noon.Add(SessionLasts)); at = at.Add(time.Hour) {
		if a, err := w.Session(ctx, s, at); a.Name != "ana" || err != nil {
			t.Fatalf("after %s: %+v, %v", at.Sub(noon), a, err)
		}
	}
	_, err := w.Session(ctx, s, noon.Add(SessionLasts))
	denied(t, "too old", err)
	idle := start(noon)
	_, err = w.Session(ctx, idle, noon.Add(SessionIdle))
	denied(t, "idle", err)
	over := start(noon)
	if err := w.EndSession(ctx, over); err != nil {
		t.Fatal(err)
	}
	_, err = w.Session(ctx, over, noon)
	denied(t, "ended", err)
	_, err = w.Session(ctx, "", noon)
	denied(t, "none", err)
	before := start(noon)
	if err := w.SetRole(ctx, "ana", "reader", by("root", 0)); err != nil {
		t.Fatal(err)
	}
	_, err = w.Session(ctx, before, noon)
	denied(t, "begun with another role", err)
}

func TestTokenAccounts(t *testing.T) {
	w := withAccount(t, "ana", "editor")
	ctx := t.Context()
	make := func(scope string, lasts time.Duration) (string, Token) {
		t.Helper()
		secret, k, err := w.MakeToken(ctx, "ana", "desk", scope, lasts, by("ana", 0))
		if err != nil {
			t.Fatal(err)
		}
		return secret, k
	}
	for scope, role := range map[string]string{"read": "reader", "write": "analyst", "review": "editor", "manage": "editor"} {
		secret, _ := make(scope, time.Hour)
		if a, err := w.TokenAccount(ctx, secret, noon); a.Name != "ana" || a.Role != role || err != nil {
			t.Errorf("token to %s: %+v, %v, want a %s", scope, a, err, role)
		}
	}
	secret, k := make("read", time.Hour)
	if strings.Contains(k.ID, secret) || !strings.HasPrefix(secret, tokenPrefix) {
		t.Errorf("token %q is %q", k.ID, secret)
	}
	_, err := w.TokenAccount(ctx, secret, noon.Add(time.Hour))
	denied(t, "expired", err)
	_, err = w.TokenAccount(ctx, secret+"x", noon)
	denied(t, "another", err)
	_, err = w.TokenAccount(ctx, k.ID, noon)
	denied(t, "its identifier", err)
	if _, err := w.TokenAccount(ctx, secret, noon.Add(30*time.Minute)); err != nil {
		t.Fatal(err)
	}
	if err := w.RevokeToken(ctx, k.ID, by("root", 0)); err != nil {
		t.Fatal(err)
	}
	_, err = w.TokenAccount(ctx, secret, noon)
	denied(t, "revoked", err)
	list, err := w.Tokens(ctx, "ana")
	i := slices.IndexFunc(list, func(l Token) bool { return l.ID == k.ID })
	if err != nil || i < 0 || list[i].Revoked.IsZero() || !list[i].Used.Equal(noon.Add(30*time.Minute)) {
		t.Errorf("Tokens = %+v, %v", list, err)
	}
	other, _ := make("read", time.Hour)
	if err := w.Disable(ctx, "ana", by("root", 0)); err != nil {
		t.Fatal(err)
	}
	_, err = w.TokenAccount(ctx, other, noon)
	denied(t, "of a disabled account", err)

	var input *credence.InputError
	for _, tt := range []struct {
		name, scope string
		lasts       time.Duration
	}{{"no such scope", "all", time.Hour}, {"for ever", "read", 1000 * time.Hour * 24}, {"over already", "read", -1}} {
		if _, _, err := w.MakeToken(ctx, "ana", "", tt.scope, tt.lasts, by("ana", 0)); !errors.As(err, &input) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestLoginSubject(t *testing.T) {
	w := withAccount(t, "ana", "editor")
	ctx := t.Context()
	const subject = "https://login.example.org 17"
	if a, err := w.LoginSubject(ctx, subject, "Bo@example.org", "reader", noon); a.Name != "bo@example.org" || a.Role != "reader" || a.Password || err != nil {
		t.Errorf("first login: %+v, %v", a, err)
	}
	if a, err := w.LoginSubject(ctx, subject, "renamed", "analyst", noon); a.Name != "bo@example.org" || a.Role != "analyst" || err != nil {
		t.Errorf("with another name and role: %+v, %v", a, err)
	}
	_, err := w.LoginSubject(ctx, subject, "bo@example.org", "", noon)
	denied(t, "without a role", err)
	var input *credence.InputError
	if _, err := w.LoginSubject(ctx, "https://login.example.org 18", "ana", "admin", noon); !errors.As(err, &input) {
		t.Errorf("under the name of another account: %v", err)
	}
	if err := w.Disable(ctx, "bo@example.org", by("root", 1)); err != nil {
		t.Fatal(err)
	}
	_, err = w.LoginSubject(ctx, subject, "bo@example.org", "analyst", noon)
	denied(t, "disabled", err)
}

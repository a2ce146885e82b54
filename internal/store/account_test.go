package store_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

func account(name string) store.Account {
	return store.Account{Name: name, Role: "analyst", Password: "hash of " + name, Created: at(0), CreatedBy: "root"}
}

func addAccount(t *testing.T, db *store.DB, a store.Account) {
	t.Helper()
	if err := db.AddAccount(t.Context(), a); err != nil {
		t.Fatal(err)
	}
}

func TestAccounts(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		bo, ana := account("bo"), account("ana")
		bo.Subject = "https://login.example.org 17"
		addAccount(t, db, bo)
		addAccount(t, db, ana)
		got, err := db.Accounts(ctx)
		if diff := cmp.Diff([]store.Account{ana, bo}, got); diff != "" || err != nil {
			t.Errorf("accounts: %v (-want +got):\n%s", err, diff)
		}
		if got, err := db.AccountOf(ctx, bo.Subject); got.Name != "bo" || err != nil {
			t.Errorf("AccountOf = %+v, %v", got, err)
		}
		var input *credence.InputError
		if err := db.AddAccount(ctx, account("ana")); !errors.As(err, &input) {
			t.Errorf("a second ana: %v", err)
		}
		twin := account("twin")
		twin.Subject = bo.Subject
		if err := db.AddAccount(ctx, twin); !errors.As(err, &input) {
			t.Errorf("a second account of one subject: %v", err)
		}
		for _, missing := range []func() error{
			func() error { _, err := db.Account(ctx, "eve"); return err },
			func() error { _, err := db.AccountOf(ctx, ""); return err },
			func() error { return db.ChangeAccount(ctx, account("eve"), store.Access{At: at(1)}) },
		} {
			if err := missing(); !errors.Is(err, credence.ErrNotFound) {
				t.Errorf("want ErrNotFound, got %v", err)
			}
		}
	})
}

func TestChangedAccountEndsItsSessions(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		addAccount(t, db, account("ana"))
		addAccount(t, db, account("bo"))
		for _, name := range []string{"ana", "bo"} {
			if err := db.StartSession(ctx, store.Session{Hash: []byte(name), Account: name, Started: at(1), Seen: at(1)}, at(0), at(0)); err != nil {
				t.Fatal(err)
			}
		}
		ana := account("ana")
		ana.Disabled = at(2)
		if err := db.ChangeAccount(ctx, ana, store.Access{At: at(2), By: "root", What: store.AccessAccount, Subject: "ana", Note: "disabled"}); err != nil {
			t.Fatal(err)
		}
		if got, _ := db.Account(ctx, "ana"); !got.Disabled.Equal(at(2)) {
			t.Errorf("ana is not disabled: %+v", got)
		}
		if _, _, err := db.Session(ctx, []byte("ana")); !errors.Is(err, credence.ErrNotFound) {
			t.Errorf("ana's session: %v", err)
		}
		if s, a, err := db.Session(ctx, []byte("bo")); s.Account != "bo" || a.Name != "bo" || err != nil {
			t.Errorf("bo's session: %+v %+v %v", s, a, err)
		}
	})
}

func TestOldSessionsAreForgotten(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		addAccount(t, db, account("ana"))
		start := func(name string, started, seen int) {
			t.Helper()
			if err := db.StartSession(ctx, store.Session{Hash: []byte(name), Account: "ana", Started: at(started), Seen: at(seen)}, at(1), at(5)); err != nil {
				t.Fatal(err)
			}
		}
		start("old", 0, 9)
		start("idle", 2, 3)
		start("seen", 2, 3)
		if err := db.SeeSession(ctx, []byte("seen"), at(6)); err != nil {
			t.Fatal(err)
		}
		start("new", 10, 10)
		for name, want := range map[string]bool{"old": false, "idle": false, "seen": true, "new": true} {
			_, _, err := db.Session(ctx, []byte(name))
			if (err == nil) != want {
				t.Errorf("session %s: %v", name, err)
			}
		}
		if err := db.EndSession(ctx, []byte("new")); err != nil {
			t.Fatal(err)
		}
		if _, _, err := db.Session(ctx, []byte("new")); !errors.Is(err, credence.ErrNotFound) {
			t.Errorf("an ended session: %v", err)
		}
	})
}

func TestTokens(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		addAccount(t, db, account("ana"))
		k := store.Token{ID: "k-1", Hash: []byte("hash"), Account: "ana", Label: "desk", Scope: "read", Created: at(1), Expires: at(99)}
		if err := db.AddToken(ctx, k, store.Access{At: at(1), By: "ana", What: store.AccessToken, Subject: k.ID, Note: "made"}); err != nil {
			t.Fatal(err)
		}
		if err := db.UseToken(ctx, k.ID, at(3)); err != nil {
			t.Fatal(err)
		}
		if err := db.UseToken(ctx, k.ID, at(2)); err != nil { // came late: the last use stands
			t.Fatal(err)
		}
		k.Used = at(3)
		got, a, err := db.TokenOf(ctx, k.Hash)
		if diff := cmp.Diff(k, got); diff != "" || a.Name != "ana" || err != nil {
			t.Errorf("TokenOf: %v %v (-want +got):\n%s", a, err, diff)
		}
		revoked := store.Access{At: at(4), By: "root", What: store.AccessToken, Subject: k.ID, Note: "revoked"}
		if err := db.RevokeToken(ctx, k.ID, revoked); err != nil {
			t.Fatal(err)
		}
		if err := db.RevokeToken(ctx, k.ID, revoked); !errors.Is(err, credence.ErrNotFound) {
			t.Errorf("revoked twice: %v", err)
		}
		if list, err := db.Tokens(ctx, "ana"); len(list) != 1 || !list[0].Revoked.Equal(at(4)) || err != nil {
			t.Errorf("Tokens = %+v, %v", list, err)
		}
		if list, _ := db.Tokens(ctx, "bo"); len(list) != 0 {
			t.Errorf("tokens of bo: %+v", list)
		}
	})
}

func TestAccesses(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		addAccount(t, db, account("ana"))
		for _, note := range []string{"checking a quotation", "again"} {
			if err := db.LogAccess(ctx, store.Access{At: at(1), By: "ana", What: store.AccessOriginal, Subject: "aa", Note: note}); err != nil {
				t.Fatal(err)
			}
		}
		notes := func(q store.AccessQuery) string {
			list, err := db.Accesses(ctx, q)
			if err != nil {
				t.Fatal(err)
			}
			var out []string
			for _, a := range list {
				out = append(out, a.Note)
			}
			return strings.Join(out, ", ")
		}
		for _, tt := range []struct {
			q    store.AccessQuery
			want string
		}{
			{store.AccessQuery{}, "again, checking a quotation, added as analyst"},
			{store.AccessQuery{What: store.AccessOriginal, Limit: 1}, "again"},
			{store.AccessQuery{Subject: "aa", Before: 3}, "checking a quotation"},
			{store.AccessQuery{What: store.AccessLogin}, ""},
		} {
			if got := notes(tt.q); got != tt.want {
				t.Errorf("%+v: got %q, want %q", tt.q, got, tt.want)
			}
		}
	})
}

package store

import (
	"context"
	"database/sql"
	"time"

	"github.com/credence-project/credence"
)

// Account is somebody who may use the workbench. It is never deleted.
type Account struct {
	Name      string
	Role      string
	Password  string // hash with its parameters; "" if the account has none
	Subject   string // issuer and subject of a service that logs it in, or ""
	Created   time.Time
	CreatedBy string
	Disabled  time.Time // zero if it may be used
}

const accountColumns = `a.name, a.role, a.password, a.subject, a.created_at, a.created_by, a.disabled_at`

func scanAccount(s scanner) (Account, error) {
	var a Account
	var created int64
	var subject sql.NullString
	var disabled sql.NullInt64
	err := s.Scan(&a.Name, &a.Role, &a.Password, &subject, &created, &a.CreatedBy, &disabled)
	a.Subject, a.Created, a.Disabled = subject.String, time.UnixMicro(created).UTC(), fromMicros(disabled)
	return a, err
}

// AddAccount keeps a new account and says so in the log of accesses. It is an
// InputError if the name or the subject is taken.
func (db *DB) AddAccount(ctx context.Context, a Account) error {
	return about("account "+a.Name, db.update(ctx, func(t tx) error {
		added, err := t.exec(ctx, `INSERT INTO accounts (name, role, password, subject, created_at, created_by, disabled_at)
			VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			a.Name, a.Role, a.Password, sql.NullString{String: a.Subject, Valid: a.Subject != ""}, a.Created.UnixMicro(), a.CreatedBy, micros(a.Disabled))
		if err := changes(added, err, &credence.InputError{Name: a.Name, Reason: "there is such an account already"}); err != nil {
			return err
		}
		return t.logAccess(ctx, Access{At: a.Created, By: a.CreatedBy, What: AccessAccount, Subject: a.Name, Note: "added as " + a.Role})
	}))
}

// Account gives the account of that name, or ErrNotFound.
func (db *DB) Account(ctx context.Context, name string) (Account, error) {
	return db.account(ctx, "account "+name, `a.name = ?`, name)
}

// AccountOf gives the account that another service logs in, or ErrNotFound.
func (db *DB) AccountOf(ctx context.Context, subject string) (Account, error) {
	return db.account(ctx, "subject "+subject, `a.subject = ?`, subject)
}

func (db *DB) account(ctx context.Context, thing, condition, value string) (a Account, err error) {
	err = db.view(ctx, func(t tx) error {
		a, err = scanAccount(t.row(ctx, `SELECT `+accountColumns+` FROM accounts a WHERE `+condition, value))
		return err
	})
	return a, absent(thing, err)
}

// Accounts gives all accounts, by name.
func (db *DB) Accounts(ctx context.Context) ([]Account, error) {
	var found []Account
	err := db.view(ctx, func(t tx) error {
		rows, err := t.query(ctx, `SELECT `+accountColumns+` FROM accounts a ORDER BY a.name`)
		found, err = collect(rows, err, scanAccount)
		return err
	})
	return found, about("accounts", err)
}

// ChangeAccount puts role, password, and whether it may be used, in place of
// what is held of the account, ends its sessions, and writes into the log of
// accesses what was changed. It is ErrNotFound if there is none of that name.
func (db *DB) ChangeAccount(ctx context.Context, a Account, change Access) error {
	return about("account "+a.Name, db.update(ctx, func(t tx) error {
		changed, err := t.exec(ctx, `UPDATE accounts SET role = ?, password = ?, disabled_at = ? WHERE name = ?`,
			a.Role, a.Password, micros(a.Disabled), a.Name)
		if err := changes(changed, err, credence.ErrNotFound); err != nil {
			return err
		}
		if _, err := t.exec(ctx, `DELETE FROM sessions WHERE account = ?`, a.Name); err != nil {
			return err
		}
		return t.logAccess(ctx, change)
	}))
}

// changes takes the two results of tx.exec as they are, and gives otherwise if
// no row was changed.
func changes(r sql.Result, err, otherwise error) error {
	if err != nil {
		return err
	}
	if n, err := r.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return otherwise
}

-- Tokens that programs show instead of logging in. Only a hash is held.

-- +goose Up

CREATE TABLE tokens (
    id         TEXT PRIMARY KEY,
    hash       BLOB NOT NULL UNIQUE, -- SHA-256 of the token
    account    TEXT NOT NULL REFERENCES accounts (name),
    label      TEXT NOT NULL,
    scope      TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER,
    used_at    INTEGER -- last, to the minute
) WITHOUT ROWID;
CREATE INDEX tokens_account ON tokens (account);

-- Who is logged in. Only a hash of what the browser shows is held.

-- +goose Up

CREATE TABLE sessions (
    hash       BLOB PRIMARY KEY, -- SHA-256
    account    TEXT NOT NULL REFERENCES accounts (name),
    started_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL -- last, to the minute
) WITHOUT ROWID;
CREATE INDEX sessions_account ON sessions (account);

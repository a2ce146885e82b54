-- Who may use the workbench from elsewhere than the machine it runs on. An
-- account is never deleted: its name stands in the journal.

-- +goose Up

CREATE TABLE accounts (
    name        TEXT PRIMARY KEY, -- lower case
    role        TEXT NOT NULL,
    password    TEXT NOT NULL,    -- hash with its parameters; '' if there is none
    subject     TEXT UNIQUE,      -- issuer and subject of another service that logs it in
    created_at  INTEGER NOT NULL,
    created_by  TEXT NOT NULL,
    disabled_at INTEGER
) WITHOUT ROWID;

-- Addresses that are told of changes, and what they were told. Not part of the
-- journal: it is how the news gets out, not what was judged.

-- +goose Up

CREATE TABLE hooks (
    id         TEXT PRIMARY KEY,
    url        TEXT NOT NULL,
    kinds      TEXT NOT NULL, -- words with spaces between and around them
    secret     TEXT NOT NULL, -- what deliveries are signed with
    by_whom    TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at   INTEGER -- NULL while it is in force
) WITHOUT ROWID;

CREATE TABLE deliveries (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,
    hook       TEXT NOT NULL REFERENCES hooks (id),
    kind       TEXT NOT NULL,
    body       TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    attempts   INTEGER NOT NULL,
    due_at     INTEGER, -- of the next attempt; NULL once it was delivered or given up
    tried_at   INTEGER,
    status     INTEGER NOT NULL, -- of the last answer, 0 without one
    fault      TEXT NOT NULL     -- why the last attempt did not succeed, '' if it did
);
CREATE INDEX deliveries_due ON deliveries (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX deliveries_hook ON deliveries (hook, seq);

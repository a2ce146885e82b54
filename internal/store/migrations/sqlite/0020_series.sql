-- Tables of attacks that users brought along, counted by group and month. The
-- bytes they were counted from are kept as originals. Never changed: a table
-- is added or not.

-- +goose Up

CREATE TABLE series_tables (
    sha256      TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    format      TEXT NOT NULL,
    by_whom     TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE series (
    grp     TEXT NOT NULL,
    month   TEXT NOT NULL, -- '2016-07', or '2016' where the table gives no month
    sha256  TEXT NOT NULL REFERENCES series_tables (sha256),
    attacks INTEGER NOT NULL,
    claims  INTEGER NOT NULL,
    told    INTEGER NOT NULL,
    killed  INTEGER NOT NULL,
    PRIMARY KEY (grp, month, sha256)
) WITHOUT ROWID;

-- What was derived from documents. All of it can be rebuilt; each row carries
-- or belongs to the version of what made it. body is the noun as JSON.

-- +goose Up

-- How far each document has come in each stage (see stage.go); the version is
-- '' until the stage has seen it.
CREATE TABLE stages (
    stage    INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES documents (seq),
    version  TEXT NOT NULL,
    PRIMARY KEY (stage, document)
) WITHOUT ROWID;
CREATE INDEX stages_version ON stages (stage, version, document);

-- Statement n of a document; incident is the ref of the mention it is about.
CREATE TABLE statements (
    document INTEGER NOT NULL REFERENCES documents (seq),
    n        INTEGER NOT NULL,
    id       TEXT NOT NULL,
    kind     TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    incident TEXT NOT NULL,
    body     TEXT NOT NULL,
    PRIMARY KEY (document, n)
) WITHOUT ROWID;
CREATE INDEX statements_id ON statements (id);
CREATE INDEX statements_actor ON statements (actor_id, kind);

-- Mention n of a document. dating says what the window of days from date_from
-- to date_to ('YYYY-MM-DD', inclusive) is: 0 nothing, as no time is known, 1 the
-- date of the mention, 2 the same and longer than 31 days, 3 not given, the 31
-- days up to publication. place is the analysed name of the place.
CREATE TABLE mentions (
    document  INTEGER NOT NULL REFERENCES documents (seq),
    n         INTEGER NOT NULL,
    id        TEXT NOT NULL,
    ref       TEXT NOT NULL,
    date_from TEXT NOT NULL,
    date_to   TEXT NOT NULL,
    dating    INTEGER NOT NULL,
    country   TEXT NOT NULL,
    place     TEXT NOT NULL,
    lat       REAL,
    lon       REAL,
    body      TEXT NOT NULL,
    PRIMARY KEY (document, n)
) WITHOUT ROWID;
CREATE INDEX mentions_id ON mentions (id);
CREATE INDEX mentions_date ON mentions (dating, date_from);

-- The voice a document goes back to.
CREATE TABLE voices (
    document INTEGER PRIMARY KEY REFERENCES documents (seq),
    origin   TEXT NOT NULL,
    version  TEXT NOT NULL,
    body     TEXT NOT NULL
);
CREATE INDEX voices_origin ON voices (origin);

-- body holds all but the mentions. dated_at is the first known of the bounds,
-- or a number below all dates; lists are ordered by it.
CREATE TABLE incidents (
    id        TEXT PRIMARY KEY,
    dated_at  INTEGER NOT NULL,
    date_from INTEGER,
    date_to   INTEGER,
    type      TEXT NOT NULL,
    country   TEXT NOT NULL,
    place     TEXT NOT NULL,
    version   TEXT NOT NULL,
    body      TEXT NOT NULL
);
CREATE INDEX incidents_dated ON incidents (dated_at, id);

-- Mention n of an incident; a mention is in one incident at most.
CREATE TABLE incident_mentions (
    document INTEGER NOT NULL REFERENCES documents (seq),
    mention  TEXT NOT NULL,
    incident TEXT NOT NULL REFERENCES incidents (id),
    n        INTEGER NOT NULL,
    PRIMARY KEY (document, mention)
) WITHOUT ROWID;
CREATE INDEX incident_mentions_incident ON incident_mentions (incident, n);

CREATE TABLE claims (
    id          TEXT PRIMARY KEY,
    incident    TEXT NOT NULL,
    claimant_id TEXT NOT NULL,
    dated_at    INTEGER NOT NULL, -- as of incidents
    version     TEXT NOT NULL,
    body        TEXT NOT NULL
);
CREATE INDEX claims_incident ON claims (incident);
CREATE INDEX claims_dated ON claims (dated_at, id);
CREATE INDEX claims_claimant ON claims (claimant_id);

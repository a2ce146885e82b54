-- What people judged, or the machine proposed to them. One journal holds it
-- all in order; the other tables find entries in it.

-- +goose Up

-- link is the SHA-256 over the link before and this entry (see journal.go).
CREATE TABLE journal (
    seq         INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL,
    id          TEXT NOT NULL UNIQUE,
    recorded_at INTEGER NOT NULL,
    body        TEXT NOT NULL, -- JSON
    link        BLOB NOT NULL
);

-- +goose StatementBegin
CREATE TRIGGER journal_kept BEFORE UPDATE ON journal BEGIN
    SELECT RAISE(ABORT, 'the journal is never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER journal_not_deleted BEFORE DELETE ON journal BEGIN
    SELECT RAISE(ABORT, 'the journal is never deleted');
END;
-- +goose StatementEnd

CREATE TABLE evidence (
    seq      INTEGER PRIMARY KEY REFERENCES journal (seq),
    claim    TEXT NOT NULL,
    incident TEXT NOT NULL,
    known_at INTEGER NOT NULL
);
CREATE INDEX evidence_claim ON evidence (claim);
CREATE INDEX evidence_incident ON evidence (incident);

CREATE TABLE decisions (
    seq      INTEGER PRIMARY KEY REFERENCES journal (seq),
    evidence TEXT NOT NULL
);
CREATE INDEX decisions_evidence ON decisions (evidence);

CREATE TABLE rulings (
    seq  INTEGER PRIMARY KEY REFERENCES journal (seq),
    what TEXT NOT NULL
);
CREATE INDEX rulings_what ON rulings (what);

CREATE TABLE ruling_subjects (
    subject TEXT NOT NULL,
    seq     INTEGER NOT NULL REFERENCES rulings (seq),
    PRIMARY KEY (subject, seq)
) WITHOUT ROWID;

CREATE TABLE assessments (
    seq   INTEGER PRIMARY KEY REFERENCES journal (seq),
    claim TEXT NOT NULL,
    as_of INTEGER NOT NULL,
    hash  TEXT NOT NULL -- SHA-256 of the verdict, hex
);
CREATE INDEX assessments_claim ON assessments (claim, as_of);

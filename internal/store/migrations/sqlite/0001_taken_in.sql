-- What was taken in. Nothing here is ever changed.
-- Times are microseconds since 1970 in UTC; NULL is an unknown time.

-- +goose Up

-- An original is complete once its row is here; chunks come first.
CREATE TABLE originals (
    sha256      TEXT PRIMARY KEY,
    size        INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL
) WITHOUT ROWID;

-- Chunk n of an original, compressed with zstd.
CREATE TABLE chunks (
    sha256 TEXT NOT NULL,
    n      INTEGER NOT NULL,
    bytes  BLOB NOT NULL,
    UNIQUE (sha256, n)
);

-- What lists and searches select documents by; kept narrow, because a search
-- goes through all rows that match.
CREATE TABLE documents (
    seq             INTEGER PRIMARY KEY,      -- order of arrival in this store
    id              TEXT NOT NULL UNIQUE,
    outlet          TEXT NOT NULL,
    lang            TEXT NOT NULL,
    published_from  INTEGER,
    published_to    INTEGER,
    recorded_at     INTEGER NOT NULL,
    listed_at       INTEGER NOT NULL          -- earliest known bound of published, else recorded_at
);
CREATE INDEX documents_listed ON documents (listed_at);

-- The rest of a document.
CREATE TABLE contents (
    seq             INTEGER PRIMARY KEY REFERENCES documents (seq),
    name            TEXT NOT NULL,
    url             TEXT NOT NULL,
    canonical       TEXT NOT NULL,
    title           TEXT NOT NULL,
    author          TEXT NOT NULL,
    credit          TEXT NOT NULL,
    published_basis TEXT NOT NULL,
    modified_from   INTEGER,
    modified_to     INTEGER,
    modified_basis  TEXT NOT NULL,
    retrieved_from  INTEGER,
    retrieved_to    INTEGER,
    retrieved_basis TEXT NOT NULL,
    format          TEXT NOT NULL,
    sha256          TEXT NOT NULL,
    extra           TEXT NOT NULL,            -- JSON object, or ''
    text            BLOB NOT NULL             -- zstd
);
CREATE INDEX contents_sha256 ON contents (sha256) WHERE sha256 <> '';
CREATE INDEX contents_url ON contents (url) WHERE url <> '';

-- Words of title and text as analyse.go gives them, separated by spaces; the
-- row number is documents.seq. The index keeps no copy of the text.
CREATE VIRTUAL TABLE words USING fts5 (title, text, content = '', tokenize = 'ascii');
INSERT INTO words (words, rank) VALUES ('hashsize', 8388608); -- a batch in memory, then one write
INSERT INTO words (words, rank) VALUES ('automerge', 8);

-- +goose StatementBegin
CREATE TRIGGER documents_not_changed BEFORE UPDATE ON documents BEGIN
    SELECT RAISE(ABORT, 'documents are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER documents_not_deleted BEFORE DELETE ON documents BEGIN
    SELECT RAISE(ABORT, 'documents are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER contents_not_changed BEFORE UPDATE ON contents BEGIN
    SELECT RAISE(ABORT, 'documents are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER contents_not_deleted BEFORE DELETE ON contents BEGIN
    SELECT RAISE(ABORT, 'documents are never deleted');
END;
-- +goose StatementEnd

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- The last answer of a web address, for conditional requests.
CREATE TABLE fetches (
    url           TEXT PRIMARY KEY,
    etag          TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    status        INTEGER NOT NULL,
    fetched_at    INTEGER NOT NULL
) WITHOUT ROWID;

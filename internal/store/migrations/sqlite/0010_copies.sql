-- Where copies of a document are looked up, and what was found of them. All of
-- it can be rebuilt from documents.

-- +goose Up

-- Documents whose signature is held.
CREATE TABLE copies_signed (
    document INTEGER PRIMARY KEY REFERENCES documents (seq)
);

-- Which documents hold a key (32 bits). bucket is its upper 18 bits, part the
-- number of a document divided by 262144. postings has four bytes, the highest
-- first, for each key and document: the lower 14 bits of the key, then the
-- lower 18 bits of the number. They stand in order of arrival.
CREATE TABLE copies_keys (
    bucket   INTEGER NOT NULL,
    part     INTEGER NOT NULL,
    postings BLOB NOT NULL,
    PRIMARY KEY (bucket, part)
) WITHOUT ROWID;

-- Pairs that go back to one text or give the same statement; the identifier of
-- a is the lesser.
CREATE TABLE copies_links (
    a         INTEGER NOT NULL REFERENCES documents (seq),
    b         INTEGER NOT NULL REFERENCES documents (seq),
    relation  TEXT NOT NULL, -- of b to a
    covered_a REAL NOT NULL,
    covered_b REAL NOT NULL,
    words     INTEGER NOT NULL,
    quoted    INTEGER NOT NULL,
    reason    TEXT NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX copies_links_b ON copies_links (b);

-- How many pairs of documents speak for a key being stock text of a publisher,
-- or of all ('').
CREATE TABLE copies_stock (
    publisher TEXT NOT NULL,
    key       INTEGER NOT NULL,
    pairs     INTEGER NOT NULL,
    PRIMARY KEY (publisher, key)
) WITHOUT ROWID;

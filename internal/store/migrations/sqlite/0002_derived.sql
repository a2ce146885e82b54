-- What was derived from documents. All of it can be rebuilt; each row carries
-- or belongs to the version of what made it.

-- +goose Up

-- The version that read a document; '' until one has.
CREATE TABLE extractions (
    document INTEGER PRIMARY KEY REFERENCES documents (seq),
    version  TEXT NOT NULL
);
CREATE INDEX extractions_version ON extractions (version, document);

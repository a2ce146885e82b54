-- Short names by which people link to claims. Once given, one leads to its
-- claim for good; of a claim's names the first is shown.

-- +goose Up

CREATE TABLE slugs (
    slug  TEXT PRIMARY KEY,
    claim TEXT NOT NULL
);
CREATE INDEX slugs_claim ON slugs (claim);

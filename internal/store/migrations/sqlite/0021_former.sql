-- Claims under identifiers they had before. An incident is named after its
-- earliest mention and a claim after its incident, so both are renamed when an
-- earlier report comes in late; what people entered names the former ones.

-- +goose Up

CREATE TABLE former_claims (
    id       TEXT PRIMARY KEY,
    incident TEXT NOT NULL,
    body     TEXT NOT NULL -- as it was last
);
CREATE INDEX former_claims_incident ON former_claims (incident);

-- What people handed in and was not worked through yet, so that what was said
-- to be taken is never lost. A row goes when its work has come to an end.

-- +goose Up

CREATE TABLE handed_in (
    seq      INTEGER PRIMARY KEY AUTOINCREMENT, -- the number that people know it by is never given again
    kind     TEXT NOT NULL,    -- 'text', 'file', 'address'
    name     TEXT NOT NULL,    -- as faults call it
    by_whom  TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    tries    INTEGER NOT NULL, -- how often the work was begun
    body     BLOB NOT NULL     -- the bytes; of an address the address
);

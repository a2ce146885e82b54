-- What happened that is no judgement and must be answered for: who read which
-- original for what purpose, who changed an account.

-- +goose Up

CREATE TABLE accesses (
    seq     INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    by_whom TEXT NOT NULL,
    what    TEXT NOT NULL, -- 'original', 'account', 'token', 'login'
    subject TEXT NOT NULL, -- SHA-256 of the original, name of the account, ID of the token
    note    TEXT NOT NULL  -- the purpose, or what was changed
);

-- +goose StatementBegin
CREATE TRIGGER accesses_kept BEFORE UPDATE ON accesses BEGIN
    SELECT RAISE(ABORT, 'the log of accesses is never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER accesses_not_deleted BEFORE DELETE ON accesses BEGIN
    SELECT RAISE(ABORT, 'the log of accesses is never deleted');
END;
-- +goose StatementEnd

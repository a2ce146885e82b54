-- What the desk shows of each claim, and the sheet behind it: derived, and kept
-- so that nobody waits for five hundred claims to be judged. The triggers count
-- in touched every change to something that a verdict rests on; seen is that
-- count when the row was last made. A row is fresh while the two are the same.

-- +goose Up

CREATE TABLE boards (
    claim    TEXT PRIMARY KEY,
    touched  INTEGER NOT NULL DEFAULT 1,
    seen     INTEGER NOT NULL DEFAULT 0,
    version  TEXT NOT NULL DEFAULT '', -- of what judged it
    known_at INTEGER,            -- as of when it was judged
    head     TEXT,               -- JSON, for lists
    moved_at INTEGER             -- when the head last became another
);
CREATE INDEX boards_stale ON boards (claim) WHERE touched <> seen;

CREATE TABLE sheets (
    claim TEXT PRIMARY KEY,
    body  BLOB NOT NULL          -- compressed JSON, for one page
);

INSERT INTO boards (claim) SELECT id FROM claims;

-- A claim that is gathered again touches those of its incident, its rivals.
-- +goose StatementBegin
CREATE TRIGGER boards_claim_new AFTER INSERT ON claims BEGIN
    INSERT INTO boards (claim) VALUES (NEW.id) ON CONFLICT (claim) DO UPDATE SET touched = touched + 1;
    UPDATE boards SET touched = touched + 1 WHERE claim IN (SELECT id FROM claims WHERE incident = NEW.incident AND id <> NEW.id);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER boards_claim_changed AFTER UPDATE ON claims WHEN OLD.body <> NEW.body OR OLD.incident <> NEW.incident BEGIN
    UPDATE boards SET touched = touched + 1 WHERE claim IN (SELECT id FROM claims WHERE incident IN (NEW.incident, OLD.incident));
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER boards_claim_gone AFTER DELETE ON claims BEGIN
    DELETE FROM boards WHERE claim = OLD.id;
    DELETE FROM sheets WHERE claim = OLD.id;
    UPDATE boards SET touched = touched + 1 WHERE claim IN (SELECT id FROM claims WHERE incident = OLD.incident);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER boards_incident_new AFTER INSERT ON incidents BEGIN
    UPDATE boards SET touched = touched + 1 WHERE claim IN (SELECT id FROM claims WHERE incident = NEW.id);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER boards_incident_changed AFTER UPDATE ON incidents WHEN OLD.body <> NEW.body BEGIN
    UPDATE boards SET touched = touched + 1 WHERE claim IN (SELECT id FROM claims WHERE incident = NEW.id);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER boards_mention AFTER INSERT ON incident_mentions BEGIN
    UPDATE boards SET touched = touched + 1 WHERE claim IN (SELECT id FROM claims WHERE incident = NEW.incident);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER boards_mention_gone AFTER DELETE ON incident_mentions BEGIN
    UPDATE boards SET touched = touched + 1 WHERE claim IN (SELECT id FROM claims WHERE incident = OLD.incident);
END;
-- +goose StatementEnd

-- A document that is read again, or goes back to another voice.
-- +goose StatementBegin
CREATE TRIGGER boards_stage AFTER UPDATE ON stages WHEN OLD.version <> NEW.version BEGIN
    UPDATE boards SET touched = touched + 1 WHERE claim IN
        (SELECT c.id FROM incident_mentions m JOIN claims c ON c.incident = m.incident WHERE m.document = NEW.document);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER boards_voice_new AFTER INSERT ON voices BEGIN
    UPDATE boards SET touched = touched + 1 WHERE claim IN
        (SELECT c.id FROM incident_mentions m JOIN claims c ON c.incident = m.incident WHERE m.document = NEW.document);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER boards_voice_changed AFTER UPDATE ON voices WHEN OLD.body <> NEW.body BEGIN
    UPDATE boards SET touched = touched + 1 WHERE claim IN
        (SELECT c.id FROM incident_mentions m JOIN claims c ON c.incident = m.incident WHERE m.document = NEW.document);
END;
-- +goose StatementEnd

-- What people judge.
-- +goose StatementBegin
CREATE TRIGGER boards_evidence AFTER INSERT ON evidence BEGIN
    UPDATE boards SET touched = touched + 1 WHERE claim = NEW.claim
        OR NEW.incident <> '' AND claim IN (SELECT id FROM claims WHERE incident = NEW.incident);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER boards_decision AFTER INSERT ON decisions BEGIN
    UPDATE boards SET touched = touched + 1 WHERE claim IN
        (SELECT e.claim FROM evidence e JOIN journal j ON j.seq = e.seq WHERE j.id = NEW.evidence
         UNION SELECT c.id FROM evidence e JOIN journal j ON j.seq = e.seq JOIN claims c ON c.incident = e.incident
         WHERE j.id = NEW.evidence AND e.incident <> '');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER boards_ruling AFTER INSERT ON ruling_subjects BEGIN
    UPDATE boards SET touched = touched + 1 WHERE claim = NEW.subject
        OR claim IN (SELECT id FROM claims WHERE incident = NEW.subject);
END;
-- +goose StatementEnd

-- A ruling that undoes another touches what that one touched.
-- +goose StatementBegin
CREATE TRIGGER boards_ruling_undone AFTER INSERT ON journal WHEN NEW.kind = 'ruling' AND json_extract(NEW.body, '$.undoes') IS NOT NULL BEGIN
    UPDATE boards SET touched = touched + 1 WHERE claim IN
        (SELECT s.subject FROM ruling_subjects s JOIN journal j ON j.seq = s.seq WHERE j.id = json_extract(NEW.body, '$.undoes')
         UNION SELECT c.id FROM ruling_subjects s JOIN journal j ON j.seq = s.seq JOIN claims c ON c.incident = s.subject
         WHERE j.id = json_extract(NEW.body, '$.undoes'));
END;
-- +goose StatementEnd

-- A verdict that is kept is part of the claimant's record.
-- +goose StatementBegin
CREATE TRIGGER boards_verdict AFTER INSERT ON assessments BEGIN
    UPDATE boards SET touched = touched + 1 WHERE claim IN
        (SELECT o.id FROM claims c JOIN claims o ON o.claimant_id = c.claimant_id WHERE c.id = NEW.claim AND c.claimant_id <> '');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER boards_series AFTER INSERT ON series_tables BEGIN
    UPDATE boards SET touched = touched + 1;
END;
-- +goose StatementEnd

-- Whether anything changed on the desk is asked for with every page: the counts
-- alone, without the heads.

-- +goose Up

CREATE INDEX boards_counts ON boards (touched, seen);

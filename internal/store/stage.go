package store

import (
	"context"

	"github.com/credence-project/credence"
)

// A stage is a step of the pipeline that every document passes once for each
// version of the step. Which documents it has still to see is kept, so that a
// stage can be stopped and taken up again anywhere.
type stage int

const (
	stageExtract stage = 1 // statements and mentions are read
	stageVoice   stage = 2 // the voice it goes back to is found
	stageJoin    stage = 3 // its mentions are joined to incidents
)

// Unextracted gives up to limit documents that the extractor of this version
// has not read.
func (db *DB) Unextracted(ctx context.Context, version string, limit int) ([]credence.Document, error) {
	docs, err := db.pending(ctx, stageExtract, version, limit)
	return docs, about("unextracted documents", err)
}

// Unvoiced gives up to limit documents whose voice was not looked for by this
// version.
func (db *DB) Unvoiced(ctx context.Context, version string, limit int) ([]credence.Document, error) {
	docs, err := db.pending(ctx, stageVoice, version, limit)
	return docs, about("documents without voice", err)
}

// VoicedBy gives the documents whose voice was last told by this version.
func (db *DB) VoicedBy(ctx context.Context, version string) ([]credence.DocumentID, error) {
	var ids []credence.DocumentID
	err := db.view(ctx, func(t tx) error {
		rows, err := t.query(ctx, `SELECT d.id FROM stages s JOIN documents d ON d.seq = s.document WHERE s.stage = ? AND s.version = ?`, stageVoice, version)
		ids, err = collect(rows, err, column[credence.DocumentID])
		return err
	})
	return ids, about("documents by voice", err)
}

// Unjoined gives up to limit documents whose mentions this version has not
// joined to incidents, though they were read.
func (db *DB) Unjoined(ctx context.Context, version string, limit int) ([]credence.DocumentID, error) {
	var ids []credence.DocumentID
	err := db.view(ctx, func(t tx) error {
		rows, err := t.query(ctx, `SELECT d.id FROM (`+pendingSQL+`) p JOIN documents d ON d.seq = p.document
			JOIN stages e ON e.stage = ? AND e.document = p.document AND e.version <> ''
			LIMIT ?`, stageJoin, version, stageJoin, version, stageExtract, limit)
		ids, err = collect(rows, err, column[credence.DocumentID])
		return err
	})
	return ids, about("unjoined documents", err)
}

// pendingSQL takes stage, version, stage, version. The two halves are ranges of
// one index, so that it costs no more than what is still to do.
const pendingSQL = `SELECT document FROM stages WHERE stage = ? AND version < ?
	UNION ALL SELECT document FROM stages WHERE stage = ? AND version > ?`

func (db *DB) pending(ctx context.Context, s stage, version string, limit int) ([]credence.Document, error) {
	var docs []credence.Document
	err := db.view(ctx, func(t tx) error {
		rows, err := t.query(ctx, selectDocument+`d.seq IN (
			SELECT document FROM (`+pendingSQL+`) p LIMIT ?) ORDER BY d.seq`, s, version, s, version, limit)
		docs, err = collect(rows, err, scanDocument)
		return err
	})
	return docs, err
}

// done notes that a version of a stage has seen a document, given by its
// number; with the version ” it will be seen again.
func (t tx) done(ctx context.Context, s stage, version string, document int64) error {
	_, err := t.exec(ctx, `UPDATE stages SET version = ? WHERE stage = ? AND document = ?`, version, s, document)
	return err
}

// number gives the number of a document in this store, or ErrNotFound.
// It must not be asked in the transaction that takes the document in, which may
// come to nothing: numbers are remembered.
func (t tx) number(ctx context.Context, id credence.DocumentID) (int64, error) {
	if seq, ok := t.numbers.number(id); ok {
		return seq, nil
	}
	var seq int64
	err := t.row(ctx, `SELECT seq FROM documents WHERE id = ?`, string(id)).Scan(&seq)
	if err == nil {
		t.numbers.hold(seq, id)
	}
	return seq, absent("document "+string(id), err)
}

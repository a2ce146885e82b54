package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"time"

	"github.com/credence-project/credence"
)

// Original tells of bytes that are kept.
type Original struct {
	SHA256 string // hex
	Size   int64
	New    bool // false if they were kept already
}

const (
	chunkSize = 1 << 20
	// chunksAtOnce bounds how long writing a large original keeps others from
	// writing.
	chunksAtOnce = 16
)

// AddOriginal keeps bytes under their SHA-256 as of the time they are recorded,
// reading them twice: to know the name, and to keep them. The same bytes again
// change nothing. It fails if the bytes differ between the two readings, as
// when a file is being written.
func (db *DB) AddOriginal(ctx context.Context, r io.ReadSeeker, recorded time.Time) (Original, error) {
	sum := sha256.New()
	start, err := r.Seek(0, io.SeekCurrent)
	if err != nil {
		return Original{}, about("original", err)
	}
	size, err := io.Copy(sum, r)
	if err != nil {
		return Original{}, about("original", err)
	}
	o := Original{SHA256: hex.EncodeToString(sum.Sum(nil)), Size: size}
	if held, err := db.hasOriginal(ctx, o.SHA256); held || err != nil {
		return o, about("original "+o.SHA256, err)
	}
	if _, err := r.Seek(start, io.SeekStart); err != nil {
		return o, about("original "+o.SHA256, err)
	}
	o.New, err = db.addChunks(ctx, o, r, recorded)
	return o, about("original "+o.SHA256, err)
}

// AddOriginals keeps several small originals that are held in memory, all in
// one transaction, and gives their SHA-256 in order; see AddOriginal.
func (db *DB) AddOriginals(ctx context.Context, originals [][]byte, recorded time.Time) ([]string, error) {
	names := make([]string, len(originals))
	chunks := make([][][]byte, len(originals))
	for i, b := range originals {
		sum := sha256.Sum256(b)
		names[i] = hex.EncodeToString(sum[:])
		for r := bytes.NewReader(b); r.Len() > 0; {
			more, err := readChunks(r)
			if err != nil {
				return nil, about("original "+names[i], err)
			}
			chunks[i] = append(chunks[i], more...)
		}
	}
	err := db.update(ctx, func(t tx) error {
		for i, b := range originals {
			held, err := t.hasOriginal(ctx, names[i])
			if err == nil && !held {
				err = t.addChunks(ctx, names[i], 0, chunks[i])
			}
			if err == nil && !held {
				err = t.completeOriginal(ctx, Original{SHA256: names[i], Size: int64(len(b))}, recorded)
			}
			if err != nil {
				return about(names[i], err)
			}
		}
		return nil
	})
	return names, about("originals", err)
}

// hasOriginal reports whether the bytes with that SHA-256 are kept.
func (db *DB) hasOriginal(ctx context.Context, sha string) (held bool, err error) {
	err = db.view(ctx, func(t tx) error {
		held, err = t.hasOriginal(ctx, sha)
		return err
	})
	return held, err
}

func (t tx) hasOriginal(ctx context.Context, sha string) (bool, error) {
	n, err := column[int](t.row(ctx, `SELECT count(*) FROM originals WHERE sha256 = ?`, sha))
	return n > 0, err
}

// addChunks writes some chunks at a time. The row that makes them an original
// comes last, so that what a killed process leaves behind is not taken for
// whole, and is written over by the next attempt. It reports whether the
// original was not held before.
func (db *DB) addChunks(ctx context.Context, o Original, r io.Reader, recorded time.Time) (bool, error) {
	sum := sha256.New()
	r = io.TeeReader(io.LimitReader(r, o.Size), sum)
	for first := 0; ; first += chunksAtOnce {
		chunks, err := readChunks(r)
		if err != nil {
			return false, err
		}
		last := len(chunks) < chunksAtOnce
		if last && hex.EncodeToString(sum.Sum(nil)) != o.SHA256 {
			return false, errors.New("the bytes changed while they were read")
		}
		added := false
		err = db.update(ctx, func(t tx) error {
			held, err := t.hasOriginal(ctx, o.SHA256) // somebody else may have been quicker
			if err != nil || held {
				return err
			}
			if err := t.addChunks(ctx, o.SHA256, first, chunks); err != nil || !last {
				return err
			}
			added = true
			return t.completeOriginal(ctx, o, recorded)
		})
		if err != nil || last {
			return added && err == nil, err
		}
	}
}

func readChunks(r io.Reader) ([][]byte, error) {
	var chunks [][]byte
	buffer := make([]byte, chunkSize)
	for len(chunks) < chunksAtOnce {
		n, err := io.ReadFull(r, buffer)
		if n > 0 {
			small, err := compress(buffer[:n])
			if err != nil {
				return nil, err
			}
			chunks = append(chunks, small)
		}
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return chunks, nil
		}
		if err != nil {
			return nil, err
		}
	}
	return chunks, nil
}

func (t tx) addChunks(ctx context.Context, sha string, first int, chunks [][]byte) error {
	for i, chunk := range chunks {
		if _, err := t.exec(ctx, `INSERT INTO chunks (sha256, n, bytes) VALUES (?, ?, ?)
			ON CONFLICT (sha256, n) DO UPDATE SET bytes = excluded.bytes`, sha, first+i, chunk); err != nil {
			return err
		}
	}
	return nil
}

func (t tx) completeOriginal(ctx context.Context, o Original, recorded time.Time) error {
	_, err := t.exec(ctx, `INSERT INTO originals (sha256, size, recorded_at) VALUES (?, ?, ?)`, o.SHA256, o.Size, recorded.UnixMicro())
	return err
}

// Original opens the bytes with that SHA-256 for reading, or gives ErrNotFound.
// A chunk at a time is held in memory. Reading fails at the end if the bytes
// are not those that were kept. The context must last as long as the reading.
func (db *DB) Original(ctx context.Context, sha string) (io.Reader, error) {
	held, err := db.hasOriginal(ctx, sha)
	if err == nil && !held {
		err = credence.ErrNotFound
	}
	if err != nil {
		return nil, about("original "+sha, err)
	}
	return &originalReader{chunk: func(n int) ([]byte, error) { return db.chunk(ctx, sha, n) }, sha: sha, sum: sha256.New()}, nil
}

// chunk gives chunk n, or nothing after the last.
func (db *DB) chunk(ctx context.Context, sha string, n int) ([]byte, error) {
	var found [][]byte
	err := db.view(ctx, func(t tx) error {
		rows, err := t.query(ctx, `SELECT bytes FROM chunks WHERE sha256 = ? AND n = ?`, sha, n)
		found, err = collect(rows, err, column[[]byte])
		return err
	})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return decompress(found[0])
}

type originalReader struct {
	chunk func(n int) ([]byte, error)
	sha   string
	sum   hash.Hash
	next  int
	rest  bytes.Reader
}

func (r *originalReader) Read(p []byte) (int, error) {
	for r.rest.Len() == 0 {
		b, err := r.chunk(r.next)
		if err != nil {
			return 0, about("original "+r.sha, err)
		}
		if len(b) == 0 {
			if got := hex.EncodeToString(r.sum.Sum(nil)); got != r.sha {
				return 0, fmt.Errorf("original %s: damaged, the bytes kept have SHA-256 %s", r.sha, got)
			}
			return 0, io.EOF
		}
		r.next++
		r.sum.Write(b)
		r.rest.Reset(b)
	}
	return r.rest.Read(p)
}

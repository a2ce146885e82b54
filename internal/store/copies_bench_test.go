package store

import (
	"cmp"
	"context"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
)

// BenchmarkCopiesLookUp looks up signatures of 350 words on disk among those of
// a million documents (CREDENCE_DOCUMENTS says another number, CREDENCE_COPIES
// keeps the store in a file for the next time), and tells the bytes on disk
// that the look-up takes for each document.
func BenchmarkCopiesLookUp(b *testing.B) {
	ctx := context.Background()
	documents := int64(1_000_000)
	if n, err := strconv.ParseInt(os.Getenv("CREDENCE_DOCUMENTS"), 10, 64); err == nil {
		documents = n
	}
	path := cmp.Or(os.Getenv("CREDENCE_COPIES"), filepath.Join(b.TempDir(), "copies.db"))
	_, err := os.Stat(path)
	db, openErr := Open(ctx, path, Options{})
	if openErr != nil {
		b.Fatal(openErr)
	}
	defer db.Close()
	if err != nil {
		fillCopies(b, db, documents)
	}
	stat, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	n := uint64(0)
	err = db.view(ctx, func(t tx) error {
		c := &Copies{t: t}
		for b.Loop() {
			n = n*6364136223846793005 + 1442695040888963407
			shared, err := c.count(ctx, generatedSignature(int64(n>>33)%documents))
			if err != nil {
				return err
			}
			if len(shared) == 0 {
				b.Fatal("the document itself was not found")
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(stat.Size())/float64(documents), "disk-bytes/document")
}

// fillCopies writes signatures, 50,000 in a transaction; fewer take longer and
// no more space.
func fillCopies(b *testing.B, db *DB, documents int64) {
	const batch = 50_000
	ctx := context.Background()
	for from := int64(0); from < documents; from += batch {
		err := db.update(ctx, func(t tx) error {
			return postAll(ctx, &Copies{t: t}, from, min(from+batch, documents))
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := db.write.use(ctx, func(l *lane) error { return l.exec(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`) }); err != nil {
		b.Fatal(err)
	}
}

// postAll does what [Copies.post] does for many documents, bucket by bucket,
// which is quicker and leaves the same rows.
func postAll(ctx context.Context, c *Copies, from, to int64) error {
	type row struct {
		bucket, part int64
		bytes        [postingBytes]byte
	}
	var all []row
	for seq := from; seq < to; seq++ {
		for _, k := range generatedSignature(seq) {
			p := row{bucket: int64(k >> keyBits), part: seq >> seqBits}
			binary.BigEndian.PutUint32(p.bytes[:], posting(k, seq))
			all = append(all, p)
		}
	}
	slices.SortStableFunc(all, func(a, b row) int { return cmp.Or(cmp.Compare(a.bucket, b.bucket), cmp.Compare(a.part, b.part)) })
	add := addPostings(c.t.dialect)
	var bytes []byte
	for i, p := range all {
		bytes = append(bytes, p.bytes[:]...)
		if i+1 < len(all) && all[i+1].bucket == p.bucket && all[i+1].part == p.part {
			continue
		}
		if _, err := c.t.exec(ctx, add, p.bucket, p.part, bytes); err != nil {
			return err
		}
		bytes = bytes[:0]
	}
	return nil
}

// generatedSignature is the signature of a text of 350 words: most keys of its
// own, some of phrases that one document in a hundred has.
func generatedSignature(n int64) []uint32 {
	r := rand.New(rand.NewPCG(uint64(n), 99))
	keys := make([]uint32, 0, 58)
	for k := range 58 {
		if k < 4 {
			keys = append(keys, uint32(r.IntN(400))*2654435761)
			continue
		}
		keys = append(keys, r.Uint32())
	}
	return keys
}

package store_test

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"io"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

// noise gives bytes that do not compress, so that chunks differ.
func noise(n int) []byte {
	b := make([]byte, n)
	random := rand.NewChaCha8([32]byte{1})
	random.Read(b)
	return b
}

func name(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func TestOriginals(t *testing.T) {
	const mebibyte = 1 << 20
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		for what, want := range map[string][]byte{
			"empty": {}, "short": []byte("<html>"), "one chunk": noise(mebibyte), "a byte more": noise(mebibyte + 1),
			"a whole batch of chunks": bytes.Repeat([]byte("all the same "), 16*mebibyte/13+1)[:16*mebibyte], "large": noise(17*mebibyte + 5),
		} {
			for _, first := range []bool{true, false} {
				o, err := db.AddOriginal(ctx, bytes.NewReader(want), noon)
				if err != nil || o.SHA256 != name(want) || o.Size != int64(len(want)) || o.New != first {
					t.Fatalf("%s: AddOriginal = %+v, %v, want new %v", what, o, err, first)
				}
			}
			r, err := db.Original(ctx, name(want))
			if err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s: %d bytes come back, %v, want %d the same", what, len(got), err, len(want))
			}
		}
		if _, err := db.Original(ctx, name([]byte("absent"))); !errors.Is(err, credence.ErrNotFound) {
			t.Errorf("an absent original: %v, want ErrNotFound", err)
		}

		several := [][]byte{[]byte("one"), []byte("two"), []byte("one"), {}, noise(2*mebibyte + 3)}
		for range 2 {
			names, err := db.AddOriginals(ctx, several, noon)
			if err != nil || len(names) != len(several) {
				t.Fatalf("AddOriginals = %v, %v", names, err)
			}
			for i, sha := range names {
				r, err := db.Original(ctx, sha)
				if err != nil {
					t.Fatal(err)
				}
				if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, several[i]) {
					t.Errorf("original %d: %d bytes come back, %v, want %d the same", i, len(got), err, len(several[i]))
				}
			}
		}
		// From where the reader stands.
		r := strings.NewReader("header and body")
		r.Seek(7, io.SeekStart)
		if o, err := db.AddOriginal(ctx, r, noon); err != nil || o.SHA256 != name([]byte("and body")) {
			t.Errorf("from the middle: %+v, %v", o, err)
		}
	})
}

// turning gives other bytes, or a failure, when it is read again.
type turning struct {
	*bytes.Reader
	then io.Reader
	read bool
}

func (r *turning) Seek(offset int64, whence int) (int64, error) {
	r.read = r.read || whence == io.SeekStart
	return r.Reader.Seek(offset, whence)
}

func (r *turning) Read(p []byte) (int, error) {
	if r.read {
		return r.then.Read(p)
	}
	return r.Reader.Read(p)
}

func TestOriginalThatTurns(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		want := noise(18 << 20)
		other := bytes.Clone(want)
		other[5] ^= 1
		failing := io.MultiReader(bytes.NewReader(other[:17<<20]), errReader{})
		for what, then := range map[string]io.Reader{
			"changed": bytes.NewReader(other), "shorter": bytes.NewReader(want[:17<<20]), "nothing": strings.NewReader(""), "failing": failing,
		} {
			if _, err := db.AddOriginal(ctx, &turning{Reader: bytes.NewReader(want), then: then}, noon); err == nil {
				t.Errorf("%s: taken for whole", what)
			}
			if _, err := db.Original(ctx, name(want)); !errors.Is(err, credence.ErrNotFound) {
				t.Errorf("%s: afterwards %v, want ErrNotFound", what, err)
			}
		}
		// What the failures left behind is not in the way.
		if o, err := db.AddOriginal(ctx, bytes.NewReader(want), noon); err != nil || !o.New {
			t.Fatalf("at last: %+v, %v", o, err)
		}
		r, err := db.Original(ctx, name(want))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d bytes come back, %v, or others", len(got), err)
		}
	})
}

type errReader struct{}

func (errReader) Read([]byte) (int, error) { return 0, errors.New("the disk is gone") }

func TestDamagedOriginal(t *testing.T) {
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "credence.db")
	db, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	names, err := db.AddOriginals(ctx, [][]byte{noise(3 << 20), []byte("other")}, noon)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	if _, err := raw.Exec(`UPDATE chunks SET bytes = (SELECT bytes FROM chunks WHERE sha256 = ?) WHERE sha256 = ? AND n = 1`, names[1], names[0]); err != nil {
		t.Fatal(err)
	}
	r, err := db.Original(ctx, names[0])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(r); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("reading a damaged original: %v", err)
	}
	if _, err := raw.Exec(`DELETE FROM chunks WHERE sha256 = ? AND n = 1`, names[0]); err != nil {
		t.Fatal(err)
	}
	if err := db.Check(ctx); err == nil || !strings.Contains(err.Error(), names[0]) {
		t.Errorf("Check of an original with a hole: %v", err)
	}
}

func TestFetches(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		const url = "https://news.example/feed"
		if _, err := db.Fetch(ctx, url); !errors.Is(err, credence.ErrNotFound) {
			t.Errorf("fetch of what was never fetched: %v, want ErrNotFound", err)
		}
		for _, want := range []store.Fetch{
			{URL: url, ETag: `"1"`, LastModified: "Mon, 06 May 2024 12:00:00 GMT", Status: 200, At: at(1)},
			{URL: url, Status: 304, At: at(2)},
		} {
			if err := db.SaveFetch(ctx, want); err != nil {
				t.Fatal(err)
			}
			if got, err := db.Fetch(ctx, url); got != want || err != nil {
				t.Errorf("Fetch = %+v, %v, want %+v", got, err, want)
			}
		}
		if _, ok := errors.AsType[*credence.InputError](db.SaveFetch(ctx, store.Fetch{})); !ok {
			t.Errorf("a fetch of nothing was kept")
		}
	})
}

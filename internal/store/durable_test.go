package store_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

// childStore, if set, makes the test binary a process that takes documents
// into that store without end and prints the ID of each as it is acknowledged.
const childStore = "CREDENCE_TEST_CHILD_STORE"

func TestMain(m *testing.M) {
	if path := os.Getenv(childStore); path != "" {
		if err := takeInWithoutEnd(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	flag.Set("rapid.checks", "30") // each makes stores; the command line may ask for more
	os.Exit(m.Run())
}

func takeInWithoutEnd(path string) error {
	ctx := context.Background()
	db, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		return err
	}
	for batch := 0; ; batch++ {
		docs := make([]credence.Document, 5)
		for i := range docs {
			docs[i] = numbered(batch*len(docs) + i)
		}
		receipts, err := db.AddDocuments(ctx, docs, noon)
		if err != nil {
			return err
		}
		for i, r := range receipts {
			fmt.Println(batch*len(docs)+i, r.ID, r.New, r.Err)
		}
	}
}

// numbered gives a document with a word that no other has.
func numbered(n int) credence.Document {
	return credence.Document{Name: fmt.Sprint(n), Title: "Numbered", Text: fmt.Sprintf("The unit number%d went out. ", n) + strings.Repeat("It came back. ", n%50)}
}

// A process is killed while it takes documents in; all it has acknowledged is
// there, can be found, and the store is sound and goes on.
func TestKilledProcessLosesNothing(t *testing.T) {
	for _, after := range []int{1, 17, 60, 143} {
		t.Run(fmt.Sprint("after ", after), func(t *testing.T) {
			ctx := t.Context()
			path := filepath.Join(t.TempDir(), "credence.db")
			child := exec.Command(os.Args[0])
			child.Env = append(os.Environ(), childStore+"="+path)
			child.Stderr = os.Stderr
			out, err := child.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := child.Start(); err != nil {
				t.Fatal(err)
			}
			lines := bufio.NewScanner(out)
			acknowledged := map[int]credence.DocumentID{}
			read := func() bool {
				if !lines.Scan() {
					return false
				}
				var n int
				var id credence.DocumentID
				if _, err := fmt.Sscanf(lines.Text(), "%d %s true <nil>", &n, &id); err != nil {
					t.Fatalf("the child says %q", lines.Text())
				}
				acknowledged[n] = id
				return true
			}
			for range after {
				if !read() {
					t.Fatal("the child ended by itself")
				}
			}
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			for read() { // said before it died
			}
			child.Wait()

			db, err := store.Open(ctx, path, store.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if err := db.Check(ctx); err != nil {
				t.Error(err)
			}
			for n, id := range acknowledged {
				want := numbered(n)
				want.ID = id
				got, err := db.Document(ctx, id)
				if diff := cmp.Diff(want, got); diff != "" || err != nil {
					t.Fatalf("document %d was acknowledged; now %v:\n%s", n, err, diff)
				}
				hits, err := db.Search(ctx, store.SearchQuery{Words: fmt.Sprintf("number%d", n)})
				if err != nil || len(hits.Hits) != 1 {
					t.Fatalf("document %d is found %d times, %v", n, len(hits.Hits), err)
				}
			}
			// A re-run completes: what is there stays, the rest is new, and every
			// document waits for its extraction once.
			const all = 400
			var docs []credence.Document
			for n := range all {
				docs = append(docs, numbered(n))
			}
			held, _ := db.CountDocuments(ctx)
			news := 0
			for _, r := range add(t, db, docs...) {
				if r.New {
					news++
				}
			}
			pending, err := db.Unextracted(ctx, "v1", 10*all)
			if total, _ := db.CountDocuments(ctx); news != total-held || len(pending) != total || err != nil {
				t.Errorf("%d held after the kill, %d new in the re-run, %d in all, %d pending, %v", held, news, total, len(pending), err)
			}
		})
	}
}

// hold takes the right to write, as another process would, until release.
func hold(t *testing.T, path string) (release func()) {
	t.Helper()
	raw, err := sql.Open("sqlite", "file:"+filepath.ToSlash(path)+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	tx, err := raw.Begin()
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		tx.Rollback()
		raw.Close()
	}
}

func TestSecondWriter(t *testing.T) {
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "credence.db")
	db, err := store.Open(ctx, path, store.Options{Wait: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	patient, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer patient.Close()
	release := hold(t, path)

	_, err = db.AddDocuments(ctx, []credence.Document{numbered(1)}, noon)
	if e, ok := errors.AsType[*credence.InputError](err); !ok || !strings.Contains(e.Reason, "another process") {
		t.Errorf("a write while another process writes: %v, want an InputError that says so", err)
	}
	if _, err := db.Search(ctx, store.SearchQuery{}); err != nil {
		t.Errorf("a read while another process writes: %v", err)
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := patient.AddDocuments(cancelled, []credence.Document{numbered(1)}, noon); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled write: %v", err)
	}

	// Opening, too, must not depend on the right to write.
	third, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		t.Errorf("opening while another process writes: %v", err)
	} else {
		third.Close()
	}

	written := make(chan error)
	go func() {
		_, err := patient.AddDocuments(ctx, []credence.Document{numbered(1)}, noon)
		written <- err
	}()
	release()
	if err := <-written; err != nil {
		t.Errorf("a write that waits for the other: %v", err)
	}
	if n, err := db.CountDocuments(ctx); n != 1 || err != nil {
		t.Errorf("%d documents, %v, want the one that waited", n, err)
	}
}

func TestManyOpenAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sub", "credence.db")
	opened := make(chan error)
	const n = 6
	for i := range n {
		go func() {
			db, err := store.Open(t.Context(), path, store.Options{})
			if err == nil {
				_, err = db.AddDocuments(t.Context(), []credence.Document{numbered(i)}, noon)
				db.Close()
			}
			opened <- err
		}()
	}
	for range n {
		if err := <-opened; err != nil {
			t.Error(err)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	ctx := t.Context()
	dir := t.TempDir()
	newer := filepath.Join(dir, "newer.db")
	db, err := store.Open(ctx, newer, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	raw, err := sql.Open("sqlite", newer)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := raw.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`); err != nil {
		t.Fatal(err)
	}
	raw.Close()
	other := filepath.Join(dir, "letter.txt")
	if err := os.WriteFile(other, []byte(strings.Repeat("Dear editor, this is no store. ", 100)), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct{ path, says string }{
		"newer":       {newer, "newer program"},
		"not a store": {other, "not a store"},
	} {
		_, err := store.Open(ctx, test.path, store.Options{})
		if e, ok := errors.AsType[*credence.InputError](err); !ok || !strings.Contains(e.Error(), test.says) || !strings.Contains(e.Error(), test.path) {
			t.Errorf("%s: %v, want an InputError about %q", name, err, test.says)
		}
	}
	if got, _ := os.ReadFile(other); !strings.HasPrefix(string(got), "Dear editor") || len(got) != 3100 {
		t.Errorf("the file that is no store was changed")
	}
	if _, err := store.Open(ctx, dir, store.Options{}); err == nil {
		t.Errorf("a folder was opened as a store")
	}
}

func TestOddPaths(t *testing.T) {
	for _, name := range []string{"a b.db", "50%.db", "what?.db", "#1.db", "ü&x=y.db", "file:x.db", ":memory:"} {
		path := filepath.Join(t.TempDir(), name)
		db, err := store.Open(t.Context(), path, store.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		add(t, db, numbered(1))
		db.Close()
		if info, err := os.Stat(path); err != nil || info.Size() == 0 {
			t.Errorf("%s: the store is not there: %v", name, err)
		}
	}
}

func TestBackupAndRestore(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		dir := t.TempDir()
		backup, restored := filepath.Join(dir, "o'clock backup"), filepath.Join(dir, "restored.db")
		add(t, db, full(), numbered(3))
		addEvidence(t, db, 1, item("L1", 0))
		if _, err := db.AddOriginal(ctx, strings.NewReader("the bytes"), noon); err != nil {
			t.Fatal(err)
		}
		if err := db.Backup(ctx, backup); err != nil {
			t.Fatal(err)
		}
		add(t, db, numbered(4)) // after the backup
		if _, ok := errors.AsType[*credence.InputError](db.Backup(ctx, backup)); !ok {
			t.Errorf("a backup over another was made")
		}
		if err := store.Restore(ctx, backup, restored); err != nil {
			t.Fatal(err)
		}
		if _, ok := errors.AsType[*credence.InputError](store.Restore(ctx, backup, restored)); !ok {
			t.Errorf("a store was overwritten by a backup")
		}
		again, err := store.Open(ctx, restored, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer again.Close()
		if n, err := again.CountDocuments(ctx); n != 2 || err != nil {
			t.Errorf("%d documents restored, %v, want 2", n, err)
		}
		got, err := again.Document(ctx, full().ID)
		if diff := cmp.Diff(full(), got); diff != "" || err != nil {
			t.Errorf("restored document differs, %v:\n%s", err, diff)
		}
		hits, err := again.Search(ctx, store.SearchQuery{Words: "number3"})
		if len(hits.Hits) != 1 || err != nil {
			t.Errorf("search in the restored store: %d hits, %v", len(hits.Hits), err)
		}
		head, err := db.VerifyJournal(ctx)
		if there, e := again.VerifyJournal(ctx); there != head || err != nil || e != nil {
			t.Errorf("journal restored to %+v, %v, want %+v, %v", there, e, head, err)
		}

		// A log that a deleted store left behind is not taken over.
		beside := filepath.Join(dir, "beside.db")
		if err := os.WriteFile(beside+"-wal", []byte("left"), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, ok := errors.AsType[*credence.InputError](store.Restore(ctx, backup, beside)); !ok {
			t.Errorf("a backup was restored beside the log of another store")
		}

		// A damaged backup is not restored.
		b, err := os.ReadFile(backup)
		if err != nil {
			t.Fatal(err)
		}
		for i := 3 * 8192; i < len(b); i += 97 {
			b[i] ^= 0x5a
		}
		if err := os.WriteFile(backup, b, 0o644); err != nil {
			t.Fatal(err)
		}
		damaged := filepath.Join(dir, "damaged.db")
		if err := store.Restore(ctx, backup, damaged); err == nil {
			t.Errorf("a damaged backup was restored")
		}
		left, _ := filepath.Glob(damaged + "*")
		if len(left) != 0 {
			t.Errorf("a failed restore left %v", left)
		}
	})
}

// A store whose words were indexed by other rules is indexed anew on opening.
func TestIndexIsMadeAnew(t *testing.T) {
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "credence.db")
	db, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var docs []credence.Document
	for n := range 1100 {
		docs = append(docs, numbered(n))
	}
	add(t, db, docs...)
	db.Close()
	raw, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := raw.Exec(`INSERT INTO words (words) VALUES ('delete-all');
		INSERT INTO words (rowid, title, text) VALUES (3, 'stale', 'number7'); UPDATE meta SET value = '0' WHERE key = 'words'`); err != nil {
		t.Fatal(err)
	}
	raw.Close()
	if db, err = store.Open(ctx, path, store.Options{}); err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for words, want := range map[string]string{"number7": "7", "number1099": "1099", "numbered number500": "500", "stale": ""} {
		hits, err := db.Search(ctx, store.SearchQuery{Words: words})
		if got := strings.Join(names(hits), " "); got != want || err != nil {
			t.Errorf("%s: found %q, %v, want %q", words, got, err, want)
		}
	}
	if err := db.Check(ctx); err != nil {
		t.Error(err)
	}
}

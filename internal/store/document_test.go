package store_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

// noon is when most things are recorded in these tests.
var noon = time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)

// add takes documents in and fails the test if one is refused.
func add(t *testing.T, db *store.DB, docs ...credence.Document) []store.Receipt {
	t.Helper()
	receipts, err := db.AddDocuments(t.Context(), docs, noon)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range receipts {
		if r.Err != nil {
			t.Fatal(r.Err)
		}
	}
	return receipts
}

func full() credence.Document {
	d := credence.Document{
		Name: "guid-1", URL: "https://news.example/a?b=c", Canonical: "https://news.example/a", Title: "Blast at the old market",
		Outlet: "Example News", Author: "A. Writer", Credit: "Wire Service",
		Published: credence.Interval{From: noon.Add(-time.Hour), To: noon.Add(-time.Minute).Add(123456 * time.Microsecond), Basis: "feed"},
		Modified:  credence.Interval{To: noon, Basis: "page metadata"},
		Retrieved: credence.At(noon, "fetched"),
		Lang:      "en", Format: "feed", SHA256: "00ff",
		Text:  "Nobody has claimed the blast <so far> & the police ask for patience.\x00\n\nÀ suivre.",
		Extra: map[string]json.RawMessage{"section": json.RawMessage(`"world <1>"`), "rank": json.RawMessage(`12345678901234567890`)},
	}
	d.ID = d.Identify()
	return d
}

func TestDocumentKeepsEveryField(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		old := credence.Document{Text: "A flyer of 1893.", Published: credence.Day(time.Date(1893, 11, 7, 0, 0, 0, 0, time.UTC), "stated")}
		old.ID = old.Identify()
		empty := credence.Document{}
		empty.ID = empty.Identify()
		for _, want := range []credence.Document{full(), old, empty} {
			add(t, db, want)
			got, err := db.Document(t.Context(), want.ID)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("document differs (-want +got):\n%s", diff)
			}
		}
		if _, err := db.Document(t.Context(), "d-absent"); !errors.Is(err, credence.ErrNotFound) {
			t.Errorf("an absent document: %v, want ErrNotFound", err)
		}
	})
}

func TestAddDocumentsTwice(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		first, second := full(), full()
		first.ID = ""
		second.Text += " More."
		second.ID = second.Identify()
		again := first
		again.Published = credence.At(noon.AddDate(1, 0, 0), "archive capture") // does not count for what it is
		var news []bool
		for _, r := range append(add(t, db, first, second, again), add(t, db, second, first)...) {
			news = append(news, r.New)
		}
		if want := []bool{true, true, false, false, false}; !slices.Equal(news, want) {
			t.Errorf("new = %v, want %v", news, want)
		}
		if n, err := db.CountDocuments(t.Context()); n != 2 || err != nil {
			t.Errorf("CountDocuments = %d, %v, want 2", n, err)
		}
		got, err := db.Document(t.Context(), first.Identify())
		if err != nil || !got.Published.From.Equal(first.Published.From) {
			t.Errorf("the first taken in was changed: published %v, %v", got.Published, err)
		}
		versions, err := db.DocumentsAt(t.Context(), first.URL)
		if err != nil || len(versions) != 2 {
			t.Errorf("DocumentsAt gives %d documents, %v, want both versions", len(versions), err)
		}
	})
}

func TestRefusedDocumentStopsNoOther(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		wrong, broken, good := full(), full(), full()
		wrong.ID = "d-aaaaaaaaaaaaaaaaaaaa"
		broken.Extra = map[string]json.RawMessage{"x": json.RawMessage(`{`)}
		good.Text = "A good one."
		good.ID = ""
		long := credence.Document{Name: "long", Text: strings.Repeat("x", 64<<20+1)}
		receipts, err := db.AddDocuments(t.Context(), []credence.Document{wrong, broken, long, good}, noon)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range receipts {
			_, refused := errors.AsType[*credence.InputError](r.Err)
			if want := i < 3; refused != want || r.New == want {
				t.Errorf("document %d: receipt %+v, want refused %v", i, r, want)
			}
		}
		if !errors.Is(receipts[2].Err, credence.ErrTooLarge) {
			t.Errorf("the long document: %v, want ErrTooLarge", receipts[2].Err)
		}
		if _, err := db.AddDocuments(t.Context(), []credence.Document{good}, time.Time{}); err == nil {
			t.Errorf("documents were taken in at no time")
		}
		if n, _ := db.CountDocuments(t.Context()); n != 1 {
			t.Errorf("%d documents held, want the good one", n)
		}
	})
}

func TestManyWritersAndReaders(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		docs := make([]credence.Document, 60)
		for i := range docs {
			docs[i] = credence.Document{Name: fmt.Sprint(i), Text: fmt.Sprintf("report number %d of the same day", i)}
		}
		// Overlapping batches by many at once: each document is new to exactly one.
		var wait sync.WaitGroup
		var mu sync.Mutex
		added := map[credence.DocumentID]int{}
		for from := 0; from < len(docs); from += 10 {
			wait.Go(func() {
				receipts, err := db.AddDocuments(ctx, docs[max(0, from-10):from+10], noon)
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				for _, r := range receipts {
					if r.New {
						added[r.ID]++
					}
				}
			})
			wait.Go(func() {
				if _, err := db.Search(ctx, store.SearchQuery{Words: "report"}); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		for id, n := range added {
			if n != 1 {
				t.Errorf("%s was new %d times", id, n)
			}
		}
		if n, _ := db.CountDocuments(ctx); n != len(docs) || len(added) != len(docs) {
			t.Errorf("%d held, %d acknowledged as new, want %d", n, len(added), len(docs))
		}
	})
}

// content reads all that a store tells of its documents, by way of what its
// users can ask.
func content(t *testing.T, db *store.DB) map[string]any {
	ctx := t.Context()
	all := map[string]any{}
	for _, words := range []string{"", "red", `"red blue"`, "gre*", "blue -red"} {
		var ids []credence.DocumentID
		for after := ""; ; {
			hits, err := db.Search(ctx, store.SearchQuery{Words: words, Limit: 3, After: after})
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range hits.Hits {
				ids = append(ids, h.Document.ID)
				all[string(h.Document.ID)] = h.Document
			}
			if after = hits.Next; after == "" {
				break
			}
		}
		slices.Sort(ids) // equals are in the order of arrival
		all["search "+words] = ids
	}
	pending, err := db.Unextracted(ctx, "v1", 1000)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(pending, func(a, b credence.Document) int { return strings.Compare(string(a.ID), string(b.ID)) })
	all["unextracted"] = pending
	return all
}

func TestOrderAndGroupingDoNotMatter(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, fresh func() (*store.DB, func())) {
		word := rapid.SampledFrom([]string{"red", "blue", "green", "grey", "Rouge", "bleu-red"})
		document := rapid.Custom(func(r *rapid.T) credence.Document {
			return credence.Document{
				Title: word.Draw(r, "title"),
				Text:  word.Draw(r, "1") + " " + word.Draw(r, "2") + " " + word.Draw(r, "3"),
			}
		})
		rapid.Check(t, func(r *rapid.T) {
			docs := rapid.SliceOfN(document, 1, 12).Draw(r, "documents")
			one, done := fresh()
			defer done()
			add(t, one, docs...)
			other, done := fresh()
			defer done()
			shuffled := rapid.Permutation(docs).Draw(r, "order")
			for len(shuffled) > 0 {
				n := rapid.IntRange(1, len(shuffled)).Draw(r, "batch")
				add(t, other, shuffled[:n]...)
				if rapid.Bool().Draw(r, "again") {
					add(t, other, shuffled[:n]...)
				}
				shuffled = shuffled[n:]
			}
			if diff := cmp.Diff(content(t, one), content(t, other)); diff != "" {
				r.Fatalf("content differs (-at once +piecemeal):\n%s", diff)
			}
		})
	})
}

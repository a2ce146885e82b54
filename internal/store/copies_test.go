package store_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
	"github.com/credence-project/credence/syndication"
)

// ownWords writes a text of its own words: the same seed gives the same text.
func ownWords(seed uint64, words int) string {
	r := rand.New(rand.NewPCG(seed, 7))
	text := ""
	for n := 1; n <= words; n++ {
		text += fmt.Sprintf("word%d ", r.IntN(5000))
		if n%12 == 0 {
			text = text[:len(text)-1] + ". "
		}
	}
	return text
}

// reports gives documents of which each third goes back to one text: the
// whole, its beginning, and the whole inside a longer one.
func reports(n int) []credence.Document {
	var docs []credence.Document
	for i := range n {
		text := ownWords(uint64(i/3), 150)
		switch i % 3 {
		case 1:
			text = text[:len(text)*2/3]
		case 2:
			text += ownWords(uint64(1000+i), 60)
		}
		docs = append(docs, credence.Document{Name: fmt.Sprint("n", i), URL: fmt.Sprintf("https://outlet%d.example/%d", i, i), Text: text})
	}
	return docs
}

// TestCopies checks that the index on disk finds what the one in memory does,
// batch after batch, and after the store was closed.
func TestCopies(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		docs := reports(60)
		want, err := syndication.Groups(docs, syndication.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(want) != 20 {
			t.Fatalf("the documents make %d groups, want 20: the test is no good", len(want))
		}
		receipts, err := db.AddDocuments(ctx, docs, time.Unix(1e9, 0))
		if err != nil {
			t.Fatal(err)
		}
		for from := 0; from < len(docs); from += 7 {
			err := db.UpdateCopies(ctx, func(x *syndication.Index) error {
				for _, d := range docs[from:min(from+7, len(docs))] {
					if _, err := x.Add(ctx, d); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		var ids []credence.DocumentID
		for _, r := range receipts {
			ids = append(ids, r.ID)
		}
		got := groups(t, db, ids)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("groups on disk differ from those in memory (-memory +disk):\n%s", diff)
		}
	})
}

func groups(t *testing.T, db *store.DB, ids []credence.DocumentID) []syndication.Group {
	t.Helper()
	var out []syndication.Group
	err := db.ViewCopies(t.Context(), store.AsOf{}, func(x *syndication.Index) (err error) {
		out, err = x.Groups(t.Context(), ids, false)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestCopiesRuled checks that an analyst's ruling parts a group, that undoing
// it joins it again, and that a new copy does not bring back what was parted.
func TestCopiesRuled(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		docs := reports(3)
		receipts, err := db.AddDocuments(ctx, docs, time.Unix(1e9, 0))
		if err != nil {
			t.Fatal(err)
		}
		add := func(docs ...credence.Document) {
			err := db.UpdateCopies(ctx, func(x *syndication.Index) error {
				for _, d := range docs {
					if _, err := x.Add(ctx, d); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		add(docs[0], docs[1])
		a, b, c := receipts[0].ID, receipts[1].ID, receipts[2].ID
		if n := len(groups(t, db, []credence.DocumentID{a, b})); n != 1 {
			t.Fatalf("%d groups before the ruling, want 1", n)
		}
		ruling, err := db.AddRuling(ctx, store.Ruling{What: string(syndication.NotSame), Subjects: []string{string(a), string(b)}, By: "ana", At: time.Unix(2e9, 0)})
		if err != nil {
			t.Fatal(err)
		}
		if n := len(groups(t, db, []credence.DocumentID{a, b})); n != 0 {
			t.Errorf("%d groups after the ruling, want none", n)
		}
		add(docs[2])
		for _, g := range groups(t, db, []credence.DocumentID{a, b, c}) {
			if len(g.Members) != 2 {
				t.Errorf("a group of %d after a third copy came, want 2: the ruling keeps the others apart", len(g.Members))
			}
		}
		if _, err := db.AddRuling(ctx, store.Ruling{What: "undo", Undoes: ruling.ID, By: "ana", At: time.Unix(2e9+1, 0)}); err != nil {
			t.Fatal(err)
		}
		if g := groups(t, db, []credence.DocumentID{a}); len(g) != 1 || len(g[0].Members) != 3 {
			t.Errorf("groups after the ruling was undone: %v, want one of three", g)
		}
	})
}

package workbench

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

func TestSearchAll(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		w := bench(t, db)
		reported(t, w, mosul...)
		tests := []struct {
			words                                   string
			at                                      time.Time
			documents, claims, incidents, claimants int // -1: some
		}{
			{"mosul", noon, 2, 1, 1, 0},
			{"checkpoint", noon, 1, 0, 1, 0},
			{"islamic state", noon, 2, 1, 1, -1},
			{"kirkuk", noon, 1, 0, 1, 0},
			{"mosul", time.Date(2018, 5, 8, 23, 0, 0, 0, time.UTC), 1, 1, 1, 0},
			{"mosul", time.Date(2017, 5, 8, 23, 0, 0, 0, time.UTC), 0, 0, 0, 0},
			{"nothing of the kind", noon, 0, 0, 0, 0},
			{`"unclosed <script>`, noon, 0, 0, 0, 0},
			{"", noon, 3, 0, 0, 0},
		}
		for _, tt := range tests {
			f, err := w.SearchAll(t.Context(), tt.words, Page{Limit: 20}, AsOf{Known: tt.at})
			if err != nil {
				t.Errorf("%q: %v", tt.words, err)
				continue
			}
			for _, n := range []struct {
				what      string
				got, want int
			}{{"documents", len(f.Documents.Hits), tt.documents}, {"claims", len(f.Claims), tt.claims}, {"incidents", len(f.Incidents), tt.incidents}, {"claimants", len(f.Claimants), tt.claimants}} {
				if n.want >= 0 && n.got != n.want || n.want < 0 && n.got == 0 {
					t.Errorf("%q as of %s: %d %s, want %d", tt.words, tt.at.Format(time.DateOnly), n.got, n.what, n.want)
				}
			}
		}
	})
}

func TestOpenClaimant(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		w := bench(t, db)
		reported(t, w, mosul...)
		f, err := w.OpenClaimant(t.Context(), "Islamic State", AsOf{Known: noon})
		if err != nil {
			t.Fatal(err)
		}
		if f.Actor.ID != "islamic-state" || f.Record.NeverKept != 1 || len(f.Claims) != 1 || len(f.Series) != 1 || len(f.Actor.Channels) == 0 {
			t.Errorf("got %+v", f)
		}
		f, err = w.OpenClaimant(t.Context(), "islamic-state", AsOf{Known: time.Date(2017, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil || len(f.Claims) != 0 {
			t.Errorf("before the claim: %+v, %v", f, err)
		}
		if _, err := w.OpenClaimant(t.Context(), "the quiet gardeners", AsOf{Known: noon}); !errors.Is(err, credence.ErrNotFound) {
			t.Errorf("unknown: %v", err)
		}
	})
}

func TestOriginal(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		w := bench(t, db)
		defer w.Intake.Close()
		task, err := w.Intake.AddFile(t.Context(), "blast.txt", []byte(harbour), "ada")
		if err != nil {
			t.Fatal(err)
		}
		doc := string(over(t, w.Intake, task.ID).Taken[0].ID)
		if _, err := w.Original(t.Context(), doc, Act{By: "ada", At: noon}); err == nil {
			t.Error("given out without a purpose")
		}
		o, err := w.Original(t.Context(), doc, Act{By: "ada", At: noon, Reason: "compare the wording"})
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(o)
		if err != nil || string(b) != harbour {
			t.Errorf("got %q, %v", b, err)
		}
		log, err := db.Accesses(t.Context(), store.AccessQuery{What: store.AccessOriginal, Limit: 10})
		if err != nil || len(log) != 1 || log[0].By != "ada" || log[0].Note != "compare the wording" || log[0].Subject != o.SHA256 {
			t.Errorf("log %+v, %v", log, err)
		}
		ids := reported(t, w, mosul[0])
		if _, err := w.Original(t.Context(), string(ids[0]), Act{By: "ada", At: noon, Reason: "x"}); !errors.Is(err, credence.ErrNotFound) {
			t.Errorf("without bytes: %v", err)
		}
	})
}

func TestCasebook(t *testing.T) {
	w := bench(t, testkit.OpenStore(t))
	w.Draws = 20
	first, err := w.Case("london-westminster-2017")
	if err != nil || first.Output == nil || len(first.Output.AsOf) == 0 {
		t.Fatalf("got %+v, %v", first.Output, err)
	}
	if _, err := w.Case("no-such-case"); !errors.Is(err, credence.ErrNotFound) {
		t.Errorf("unknown: %v", err)
	}
	b, err := w.Casebook()
	if err != nil || len(b.Cases) < 40 || b.Judged == 0 {
		t.Fatalf("%d cases, %d judged, %v", len(b.Cases), b.Judged, err)
	}
	w.judgeCases() // what the first call began; nothing is judged twice
	b, err = w.Casebook()
	if err != nil || b.Judged != len(b.Cases) || b.Scores == nil || b.Scores.Cases != len(b.Cases) {
		t.Errorf("%d of %d judged, %v", b.Judged, len(b.Cases), err)
	}
	again, err := w.Case("london-westminster-2017")
	if err != nil || again.Output != first.Output {
		t.Errorf("judged again: %v", err)
	}
	if !strings.Contains(again.Case.Title, "Westminster") {
		t.Errorf("title %q", again.Case.Title)
	}
}

// The incident of a dossier is joined to none of its documents; it is found by
// its title and its place, and the claim for it with it.
func TestSearchAllDossier(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		w := bench(t, db)
		c, err := casebook.Embedded("dhaka-holey-2016")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.LoadCase(t.Context(), c, "ana", noon); err != nil {
			t.Fatal(err)
		}
		for words, want := range map[string]int{"siege": 1, "dhaka": 1, "islamic state": 1, "harbour": 0} {
			f, err := w.SearchAll(t.Context(), words, Page{Limit: 20}, AsOf{Known: noon})
			if err != nil || len(f.Incidents) != want || len(f.Claims) != want {
				t.Errorf("%q: %d incidents and %d claims, want %d; %v", words, len(f.Incidents), len(f.Claims), want, err)
			}
		}
		f, err := w.SearchAll(t.Context(), "siege", Page{Limit: 20}, AsOf{Known: time.Date(2016, 6, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil || len(f.Incidents) != 0 {
			t.Errorf("before it happened: %+v, %v", f.Incidents, err)
		}
	})
}

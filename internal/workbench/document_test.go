package workbench

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

func TestOpenDocument(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		w := bench(t, db)
		copied := mosul[0]
		copied.Outlet, copied.URL = "Harbour Post", "https://harbour.example/mosul"
		ids := reported(t, w, append(slices.Clone(mosul), copied)...)
		f, err := w.OpenDocument(t.Context(), string(ids[0][:12]), AsOf{Known: noon})
		if err != nil {
			t.Fatal(err)
		}
		if f.Document.ID != ids[0] || f.Reader == "" || len(f.Incidents) != 1 || len(f.Claims) != 1 || f.Claimants["islamic-state"] == "" {
			t.Errorf("got %+v", f)
		}
		if len(f.Copies.Members) != 2 || f.Origin.ID == "" {
			t.Errorf("copies %+v, origin %+v", f.Copies.Members, f.Origin)
		}
		found := map[string]Mark{}
		for i, m := range f.Marks {
			if i > 0 && m.Start < f.Marks[i-1].Start {
				t.Errorf("mark %d stands before the one before it", i)
			}
			found[m.Sort+" "+m.Kind+" "+m.Of(f.Document.Text)] = m
		}
		for _, want := range []string{"incident place Mosul", "incident weapon A car bomb", "incident date Tuesday"} {
			if m, ok := found[want]; !ok || m.Incident != f.Incidents[0].ID {
				t.Errorf("%q is not marked with its incident: %+v", want, m)
			}
		}
		i := slices.IndexFunc(f.Marks, func(m Mark) bool { return m.Sort == "statement" && m.Kind == string(credence.KindClaim) })
		if i < 0 || f.Marks[i].Claim != f.Claims[0].ID || f.Marks[i].Actor != "islamic-state" {
			t.Errorf("the claim is not marked: %+v", f.Marks)
		}
		var fault *credence.InputError
		if _, err := w.OpenDocument(t.Context(), string(ids[0]), AsOf{Known: time.Date(2018, 5, 7, 0, 0, 0, 0, time.UTC)}); !errors.As(err, &fault) {
			t.Errorf("before it was published: %v", err)
		}
		if _, err := w.OpenDocument(t.Context(), "d-nothing", AsOf{Known: noon}); !errors.Is(err, credence.ErrNotFound) {
			t.Errorf("unknown: %v", err)
		}
	})
}

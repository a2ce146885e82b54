package workbench

import (
	"context"
	"runtime"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

var later = noon.AddDate(1, 0, 0)

// The desk follows what people do, and judges nothing that has not changed.
func TestDesk(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		w := bench(t, db)
		claim := dossier(t, w, "london-westminster-2017")
		desk := func() []Row {
			t.Helper()
			list, err := w.Desk(ctx)
			if err != nil {
				t.Fatal(err)
			}
			return list
		}
		refresh := func(at time.Time) int {
			t.Helper()
			n, err := w.RefreshDesk(ctx, at, 1000)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		list := desk()
		if len(list) == 0 || len(list[0].Steps) != 0 || list[0].Slug != string(list[0].Claim) {
			t.Fatalf("before anything was judged: %+v", list)
		}
		if n := refresh(later); n != len(list) {
			t.Errorf("judged %d of %d claims", n, len(list))
		}
		if n := refresh(later.Add(time.Hour)); n != 0 {
			t.Errorf("judged %d claims again though nothing changed", n)
		}
		was := rowOf(t, desk(), claim)
		if !was.Fresh || len(was.Steps) < 3 || was.Slug != "islamic-state-westminster-bridge-2017-03" || was.Last().Top.H != credence.H4 {
			t.Errorf("standing: %+v", was)
		}
		if early, ok := was.At(was.Steps[0].AsOf); !ok || len(early.Steps) != 1 || early.Reports+early.Voices+early.Proposed != 0 || was.Reports == 0 {
			t.Errorf("as of the first verdict: %v, %+v", ok, early)
		}
		if _, ok := was.At(was.Made.From.Add(-time.Hour)); ok {
			t.Errorf("on the desk before it was made")
		}
		if _, err := w.AddEvidence(ctx, claim, answer("A07", "confirmed", "police"), false, Act{By: "ana", At: later, Reason: "it was told"}); err != nil {
			t.Fatal(err)
		}
		if now := rowOf(t, desk(), claim); now.Fresh {
			t.Errorf("still fresh after a change")
		}
		if n := refresh(later.Add(2 * time.Hour)); n != 1 {
			t.Errorf("judged %d claims after a change of one", n)
		}
		now := rowOf(t, desk(), claim)
		if !now.Fresh || now.Last().Top.P == was.Last().Top.P || !now.MovedAt.Equal(later.Add(2*time.Hour)) || now.Slug != was.Slug {
			t.Errorf("after the change: %+v", now)
		}
	})
}

func rowOf(t *testing.T, list []Row, claim string) Row {
	t.Helper()
	for _, s := range list {
		if string(s.Claim) == claim {
			return s
		}
	}
	t.Fatalf("claim %s is not on the desk", claim)
	return Row{}
}

// A sheet that was kept is the sheet that was made.
func TestSheetIsKept(t *testing.T) {
	db := testkit.OpenStore(t)
	w := bench(t, db)
	claim := dossier(t, w, "london-westminster-2017")
	made, err := w.Sheet(t.Context(), claim, later)
	if err != nil {
		t.Fatal(err)
	}
	other := bench(t, db)
	other.Tables.Codes.Codes[0].Question += "" // the same tables
	kept, err := other.Sheet(t.Context(), claim, later.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if !kept.Brief.Assessment.AsOf.Equal(later) {
		t.Fatalf("judged again as of %v", kept.Brief.Assessment.AsOf)
	}
	if diff := cmp.Diff(packed(t, made), packed(t, kept)); diff != "" {
		t.Errorf("(-made +kept):\n%s", diff)
	}
	for _, name := range []string{made.Slug, claim, claim[:9]} {
		if id, err := w.FindClaim(t.Context(), name); err != nil || string(id) != claim {
			t.Errorf("FindClaim(%s) = %s, %v", name, id, err)
		}
	}
}

func packed(t *testing.T, s *Sheet) string {
	t.Helper()
	b, err := s.pack()
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestSlugOf(t *testing.T) {
	for name, tt := range map[string]struct {
		parts []string
		want  string
	}{
		"plain":      {[]string{"River Front", "Kellington", "2019-04"}, "river-front-kellington-2019-04"},
		"marks":      {[]string{"Ejército — del Sur", "São Paulo"}, "ejercito-del-sur-sao-paulo"},
		"apostrophe": {[]string{"People's Army"}, "peoples-army"},
		"nothing":    {[]string{"", "…"}, "claim"},
		"other":      {[]string{"جبهة"}, "claim"},
		"long":       {[]string{"a very long name of an organisation that goes on and on and on and on"}, "a-very-long-name-of-an-organisation-that-goes-on-and-on-and"},
	} {
		if got := slugOf(tt.parts...); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}

// Whatever a verdict rests on, a change to it is seen on the desk.
func TestBoardsBecomeStale(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		w := bench(t, db)
		claim := dossier(t, w, "london-westminster-2017")
		if err := w.Stages.Derive(ctx); err != nil {
			t.Fatal(err)
		}
		held, err := db.Claim(ctx, credence.ClaimID(claim))
		if err != nil {
			t.Fatal(err)
		}
		var ruling store.Ruling
		hour := 0
		act := func() Act {
			hour++
			return Act{By: "ana", At: later.Add(time.Duration(hour) * time.Hour), Reason: "because"}
		}
		for _, step := range []struct {
			name string
			do   func() error
		}{
			{"an answer about the incident", func() error {
				_, err := w.AddEvidence(ctx, claim, answer("M05", "yes", "police"), true, act())
				return err
			}},
			{"a decision", func() error {
				list, err := w.Evidence(ctx, claim, AsOf{Known: later})
				if err != nil {
					return err
				}
				_, err = w.Decide(ctx, claim, string(list[0].ID), credence.Rejected, act())
				return err
			}},
			{"a starting point", func() (err error) {
				ruling, err = w.ChoosePrior(ctx, claim, w.Tables.Priors.Sets[0].Name, act())
				return err
			}},
			{"a ruling undone", func() error {
				a := act()
				_, err := db.AddRuling(ctx, store.Ruling{What: rulingPrior, By: a.By, At: a.At, Reason: a.Reason, Undoes: ruling.ID})
				return err
			}},
			{"a ruling on the incident", func() error {
				a := act()
				_, err := db.AddRuling(ctx, store.Ruling{What: "reports", Subjects: []string{string(held.Incident)}, By: a.By, At: a.At, Reason: a.Reason})
				return err
			}},
			{"a verdict that is kept", func() error { _, _, err := w.KeepVerdict(ctx, claim, act()); return err }},
			{"a table of attacks", func() error {
				_, err := db.AddSeries(ctx, store.Series{Table: store.SeriesTable{SHA256: "00", Name: "t", By: "ana", Recorded: later}})
				return err
			}},
			{"the claim gathered again", func() error {
				held.Wording += " …"
				return db.SaveClaims(ctx, "test", []credence.Claim{held}, nil)
			}},
			{"another claim for the incident", func() error {
				rival := credence.Claim{ID: "c-rival", Claimant: "River Front", Incident: held.Incident, At: held.At}
				return db.SaveClaims(ctx, "test", []credence.Claim{rival}, nil)
			}},
			{"that claim gone", func() error { return db.SaveClaims(ctx, "test", nil, []credence.ClaimID{"c-rival"}) }},
		} {
			if _, err := w.RefreshDesk(ctx, later, 1000); err != nil {
				t.Fatal(err)
			}
			list, err := w.Desk(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if !rowOf(t, list, claim).Fresh {
				t.Fatalf("before %s it is not fresh", step.name)
			}
			if err := step.do(); err != nil {
				t.Fatalf("%s: %v", step.name, err)
			}
			if list, err = w.Desk(ctx); err != nil {
				t.Fatal(err)
			}
			if rowOf(t, list, claim).Fresh {
				t.Errorf("%s is not noticed", step.name)
			}
		}
	})
}

// Keep brings the desk up to date and ends with its context.
func TestKeep(t *testing.T) {
	db := testkit.OpenStore(t)
	w := bench(t, db)
	claim := dossier(t, w, "london-westminster-2017")
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		w.Keep(ctx, func() time.Time { return later }, func(err error) { t.Error(err) })
	}()
	for fresh := false; !fresh; {
		list, err := w.Desk(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		fresh = rowOf(t, list, claim).Fresh
		runtime.Gosched()
	}
	cancel()
	<-ended
}

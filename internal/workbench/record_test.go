package workbench

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

// judged puts a claim with a kept verdict into the store.
func judged(t *testing.T, db *store.DB, id, date, country string, top credence.Hypothesis, s credence.Sufficiency) {
	t.Helper()
	v, err := credence.ParseTime(date)
	if err != nil {
		t.Fatal(err)
	}
	in := credence.Incident{ID: credence.IncidentID("i-" + id), Date: v, Place: credence.PlaceMention{Country: country}}
	c := credence.Claim{ID: credence.ClaimID("c-" + id), Claimant: "Islamic State", ClaimantID: "islamic-state", Incident: in.ID, At: credence.At(v.To.Add(24*time.Hour), "stated")}
	if err := db.SaveIncidents(t.Context(), store.Joining{Version: "test", Put: []credence.Incident{in}}); err != nil {
		t.Fatal(err)
	}
	if err := db.SaveClaims(t.Context(), "test", []credence.Claim{c}, nil); err != nil {
		t.Fatal(err)
	}
	if top == "" {
		return
	}
	a := credence.Assessment{Claim: c, AsOf: v.To.AddDate(0, 0, 30), Top: top, Sufficiency: s, Details: []credence.DetailTest{
		{Detail: credence.Detail{Stated: true, Checkable: true}, PublicBefore: credence.No, Later: credence.Confirmed},
	}}
	if _, err := db.AddAssessment(t.Context(), &a, noon); err != nil {
		t.Fatal(err)
	}
}

func TestRecord(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		w := bench(t, db)
		judged(t, db, "one", "2016-02-01", "FR", credence.H1, credence.Established)
		judged(t, db, "two", "2016-03-01", "FR", credence.H5, credence.Likely)
		judged(t, db, "three", "2017-03-01", "DE", credence.H3, credence.Open)
		judged(t, db, "four", "2017-04-01", "DE", "", "")
		got, err := w.Record(t.Context(), "Islamic State", AsOf{Known: noon})
		if err != nil {
			t.Fatal(err)
		}
		lag := 36*time.Hour - time.Second // from the middle of the day
		part := func(n, upheld, contradicted, open int) assess.Record {
			return assess.Record{N: n, Upheld: upheld, Contradicted: contradicted, Open: open, LagN: n, LagMedian: lag.Round(time.Second), Checkable: n, News: n, NewsRight: n}
		}
		want := part(3, 1, 1, 1)
		want.By = []assess.RecordPart{
			{Name: "2016", Record: part(2, 1, 1, 0)}, {Name: "2017", Record: part(1, 0, 0, 1)},
			{Name: "DE", Record: part(1, 0, 0, 1)}, {Name: "FR", Record: part(2, 1, 1, 0)},
		}
		about := cmp.Transformer("hours", func(d time.Duration) int { return int(d.Round(time.Hour).Hours()) })
		if diff := cmp.Diff(Record{Claimant: "islamic-state", Name: "Islamic State", Record: want, NeverKept: 1, Considered: noon}, got, about); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		early, err := w.Record(t.Context(), "islamic-state", AsOf{Known: time.Date(2016, 3, 5, 0, 0, 0, 0, time.UTC)})
		if err != nil || early.Record.N != 1 || early.NeverKept != 3 {
			t.Errorf("in March 2016: %+v, %v", early, err)
		}
		if _, err := w.Record(t.Context(), "nobody at all", AsOf{}); err == nil {
			t.Error("a claimant that is not in the register has a record")
		}
	})
}

// The brief of a claim shows what became of earlier claims, not of itself or
// of later ones, and the verdict does not move.
func TestRecordAndContextInBrief(t *testing.T) {
	w := bench(t, testkit.OpenStore(t))
	claim := dossier(t, w, "london-westminster-2017")
	at := AsOf{Known: time.Date(2018, 1, 1, 0, 0, 0, 0, time.UTC)}
	before, err := w.Assess(t.Context(), claim, at)
	if err != nil {
		t.Fatal(err)
	}
	if before.Record != nil || before.Context != nil {
		t.Errorf("a record %v and context %v out of nothing", before.Record, before.Context)
	}
	judged(t, w.DB, "one", "2016-02-01", "FR", credence.H1, credence.Established)
	judged(t, w.DB, "two", "2017-09-01", "FR", credence.H5, credence.Likely)
	csv := "iyear,imonth,gname,claimed\n2017,2,Islamic State of Iraq and the Levant (ISIL),1\n2017,4,Islamic State,1\n2015,4,Islamic State,1\n"
	for want := range 2 {
		if _, added, err := w.ImportSeries(t.Context(), "own.csv", []byte(csv), "ana", noon); err != nil || added != (want == 0) {
			t.Fatalf("import %d: added %v, %v", want, added, err)
		}
	}
	after, err := w.Assess(t.Context(), claim, at)
	if err != nil {
		t.Fatal(err)
	}
	if after.Record == nil || !strings.Contains(after.Record.Summary, "of 1 claims on record 1 were upheld") {
		t.Errorf("record %+v", after.Record)
	}
	want := []brief.Month{{Table: "own.csv", GroupMonth: credence.GroupMonth{Group: "Islamic State of Iraq and the Levant (ISIL)", Month: "2017-02", Attacks: 1, Claims: 1, Told: 1}}}
	if diff := cmp.Diff(want, after.Context); diff != "" {
		t.Errorf("context -want +got:\n%s", diff)
	}
	if diff := cmp.Diff(before.Assessment, after.Assessment); diff != "" {
		t.Errorf("the record moved the verdict:\n%s", diff)
	}
	var page bytes.Buffer
	if err := brief.Text(&page, after); err != nil || !strings.Contains(page.String(), "What became of its earlier claims") {
		t.Errorf("the page does not show the record: %v", err)
	}
}

func TestSeries(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		w := bench(t, db)
		judged(t, db, "one", "2016-02-01", "FR", "", "")
		judged(t, db, "two", "2016-02-10", "FR", "", "")
		csv := "event_date;event_type;actor1;fatalities\n2016-02-03;Battles;Islamic State;2\n2016-02-03;Battles;River Front (RF);2\n"
		if _, _, err := w.ImportSeries(t.Context(), "own.csv", []byte(csv), "ana", noon); err != nil {
			t.Fatal(err)
		}
		for _, test := range []struct{ group, want string }{
			{"ISIS", "claims held here: 2016-02 2/2; own.csv: 2016-02 1/0; "},
			{"rf", "own.csv: 2016-02 1/0; "},
			{"river", ""},
		} {
			list, err := w.Series(t.Context(), test.group, AsOf{Known: noon})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, s := range list {
				for _, m := range s.Counts {
					got += s.Table.Name + ": " + m.Month + " " + string('0'+rune(m.Attacks)) + "/" + string('0'+rune(m.Claims)) + "; "
				}
			}
			if got != test.want {
				t.Errorf("%s: %q, want %q", test.group, got, test.want)
			}
		}
	})
}

func TestChoosePrior(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		w := bench(t, db)
		claim := dossier(t, w, "london-westminster-2017")
		if _, err := w.ChoosePrior(t.Context(), claim, "none such", act("ana", "because", 1)); err == nil || !strings.Contains(err.Error(), "want one of") {
			t.Errorf("a set that is not there: %v", err)
		}
		if _, err := w.ChoosePrior(t.Context(), claim, "active_branch", act("ana", "it grew there", 1)); err != nil {
			t.Fatal(err)
		}
		for hours, want := range map[int]string{0: "west_IS_2014_mid2017", 2: "active_branch"} {
			b, err := w.Assess(t.Context(), claim, AsOf{Known: noon, Recorded: act("", "", hours).At})
			if err != nil {
				t.Fatal(err)
			}
			if got := b.Assessment.Prior; got.Set != want || want == "active_branch" && got.Why != "it grew there (chosen by ana on 1 May 2019)" {
				t.Errorf("after %d hours: %s (%s), want %s", hours, got.Set, got.Why, want)
			}
		}
	})
}

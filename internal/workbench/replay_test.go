package workbench

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/extract"
	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// noon is when the tests begin to record.
var noon = time.Date(2019, 5, 1, 12, 0, 0, 0, time.UTC)

// extractor is made once for all tests.
var extractor = sync.OnceValues(func() (*extract.Extractor, error) { return extract.New(lang.English(), lexicon.Actors()) })

func bench(t testing.TB, db *store.DB) *Workbench {
	t.Helper()
	x, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	w := New(&pipeline.Stages{DB: db, Extractor: x, Actors: lexicon.Actors(), Workers: 1}, "")
	w.Draws = 100
	return w
}

func act(by, why string, hours int) Act {
	return Act{By: by, At: noon.Add(time.Duration(hours) * time.Hour), Reason: why}
}

func report(outlet, published, text string) credence.Document {
	v, err := credence.ParseTime(published)
	if err != nil {
		panic(err)
	}
	v.Basis = "feed"
	d := credence.Document{Outlet: outlet, URL: "http://" + outlet + ".example/" + published, Published: v, Text: text, Lang: "en"}
	d.ID = d.Identify()
	return d
}

const (
	firstReport = `At least three people were killed on Monday when a bomb exploded outside a police station in Baghdad, police said.

The Islamic State group claimed responsibility for the attack in a statement on its Amaq news agency.`
	earlierReport = `A bomb exploded outside a police station in Baghdad on Monday, killing at least one person, police said.`
	laterReport   = `A bomb exploded outside a police station in Baghdad on Monday, killing five people, police said on Wednesday.

Police said they had found no evidence of a link between the bomber and Islamic State. Al-Qaeda claimed responsibility for the attack.`
)

// take records documents and derives what follows from them.
func take(t testing.TB, w *Workbench, recorded time.Time, docs ...credence.Document) {
	t.Helper()
	if _, err := w.DB.AddDocuments(t.Context(), docs, recorded); err != nil {
		t.Fatal(err)
	}
	if err := w.Stages.Derive(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// claimed gives the claim of a register entry.
func claimed(t testing.TB, w *Workbench, actor string) credence.Claim {
	t.Helper()
	claims, _, err := w.DB.Claims(t.Context(), store.ClaimQuery{ClaimantID: actor})
	if err != nil || len(claims) != 1 {
		t.Fatalf("%d claims of %s, %v", len(claims), actor, err)
	}
	return claims[0]
}

// printed is a verdict, what it was made from and its brief, to the byte.
func printed(t testing.TB, w *Workbench, claim string, at AsOf) []byte {
	t.Helper()
	b, err := w.Assess(t.Context(), claim, at)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, v := range []any{b.Assessment, b.Incident, b.Origins} {
		if err := json.NewEncoder(&out).Encode(v); err != nil {
			t.Fatal(err)
		}
	}
	if err := brief.HTML(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// What is entered later, whatever it is and in whatever order, leaves the
// replay of what was held before as it was, to the byte; and each of these
// things changes the verdict or its brief for whoever does not look back.
func TestLateImportsDoNotChangeReplay(t *testing.T) {
	names := slices.Sorted(maps.Keys(lateImports))
	var orders [][]string
	for _, name := range names {
		orders = append(orders, []string{name})
	}
	for seed := range uint64(2) {
		all := slices.Clone(names)
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
		orders = append(orders, all)
	}
	for _, late := range orders {
		t.Run(strings.Join(late, " "), func(t *testing.T) {
			testkit.EachStore(t, func(t *testing.T, db *store.DB) { lateChangesNothing(t, bench(t, db), late) })
		})
	}
}

func lateChangesNothing(t *testing.T, w *Workbench, late []string) {
	take(t, w, noon, report("herald", "2019-04-01T15:00Z", firstReport), report("copy", "2019-04-01T17:00Z", firstReport))
	id := string(claimed(t, w, "islamic-state").ID)
	if _, err := w.AddEvidence(t.Context(), id, answer("I01", "no_evidence_of_link", "police"), false, act("ana", "read it", 0)); err != nil {
		t.Fatal(err)
	}
	now := AsOf{Known: noon.AddDate(1, 0, 0)}
	at := AsOf{Known: now.Known, Recorded: noon.Add(time.Hour)}
	before := printed(t, w, id, at)
	last := printed(t, w, id, now)
	if !bytes.Equal(before, last) {
		t.Errorf("with nothing entered later, the bound on recording shows:\n%s", firstDifference(before, last))
	}
	for _, name := range late {
		lateImports[name](t, w, id)
		if after := printed(t, w, id, at); !bytes.Equal(before, after) {
			t.Errorf("%s changed the replay:\n%s", name, firstDifference(before, after))
		}
		open := printed(t, w, id, now)
		if bytes.Equal(last, open) {
			t.Errorf("%s changed nothing at all; the test tests nothing", name)
		}
		last = open
	}
}

// lateImports are things entered two hours later.
var lateImports = map[string]func(t testing.TB, w *Workbench, claim string){
	"follow-up": func(t testing.TB, w *Workbench, _ string) {
		take(t, w, noon.Add(2*time.Hour), report("times", "2019-04-03T09:00Z", laterReport))
	},
	"earlier report": func(t testing.TB, w *Workbench, _ string) {
		take(t, w, noon.Add(2*time.Hour), report("early", "2019-04-01T11:00Z", earlierReport))
	},
	"copy": func(t testing.TB, w *Workbench, _ string) {
		take(t, w, noon.Add(2*time.Hour), report("mirror", "2019-04-01T18:00Z", firstReport))
	},
	"evidence": func(t testing.TB, w *Workbench, claim string) {
		if _, err := w.AddEvidence(t.Context(), claim, answer("A04", "searched_none", "prosecutor"), false, act("ben", "late", 2)); err != nil {
			t.Fatal(err)
		}
	},
	"rejection": func(t testing.TB, w *Workbench, claim string) {
		list, err := w.Evidence(t.Context(), claim, AsOf{Known: noon.AddDate(1, 0, 0)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Decide(t.Context(), claim, string(list[0].ID), credence.Rejected, act("ben", "wrong", 3)); err != nil {
			t.Fatal(err)
		}
	},
	"prior": func(t testing.TB, w *Workbench, claim string) {
		if _, err := w.ChoosePrior(t.Context(), claim, "uniform", act("ben", "no opinion", 2)); err != nil {
			t.Fatal(err)
		}
	},
	"table": func(t testing.TB, w *Workbench, _ string) {
		csv := "iyear,imonth,gname,claimed\n2019,3,Islamic State,1\n"
		if _, _, err := w.ImportSeries(t.Context(), "own.csv", []byte(csv), "ben", noon.Add(2*time.Hour)); err != nil {
			t.Fatal(err)
		}
	},
}

func answer(code, value, origin string) credence.Evidence {
	return credence.Evidence{
		Code: code, Value: value, Origin: credence.OriginID(origin), Authority: credence.AuthorityPolice,
		Grade: credence.Grade{Reliability: "B", Credibility: 2}, KnownAt: noon.AddDate(0, 0, -20),
	}
}

func firstDifference(a, b []byte) string {
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			from := max(0, i-200)
			return fmt.Sprintf("%s\nbecame\n%s", a[from:min(len(a), i+200)], b[from:min(len(b), i+200)])
		}
	}
	return "the second is longer"
}

// Every verdict that was kept comes out the same when judged again.
func TestKeptVerdicts(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		w := bench(t, db)
		claim := dossier(t, w, "london-westminster-2017")
		keep := func(known string, hours int) {
			v, err := credence.ParseTime(known)
			if err != nil {
				t.Fatal(err)
			}
			b, err := w.Assess(t.Context(), claim, AsOf{Known: v.To})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := db.AddAssessment(t.Context(), &b.Assessment, noon.Add(time.Duration(hours)*time.Hour)); err != nil {
				t.Fatal(err)
			}
		}
		keep("2017-03-25", 1)
		if _, err := w.AddEvidence(t.Context(), claim, withTime(answer("A05", "confirmed", "court"), "2017-03-24"), false, act("ana", "late find", 2)); err != nil {
			t.Fatal(err)
		}
		keep("2017-03-25", 3)
		kept, err := w.Kept(t.Context(), claim, AsOf{Known: noon})
		if err != nil || len(kept) != 2 {
			t.Fatalf("%d verdicts kept, %v", len(kept), err)
		}
		for i, k := range kept {
			if !k.Same {
				t.Errorf("verdict %d differs when judged again", i)
			}
		}
		if kept[0].Hash == kept[1].Hash {
			t.Error("the late find changed nothing")
		}
		since, _ := credence.ParseTime("2017-03-23")
		until, _ := credence.ParseTime("2017-03-27")
		change, err := w.Compare(t.Context(), claim, AsOf{Known: since.To}, AsOf{Known: until.To})
		if err != nil || len(change.Added) == 0 || len(change.Lines) < 2 {
			t.Errorf("what changed: %v, %v", change.Lines, err)
		}
	})
}

func withTime(e credence.Evidence, known string) credence.Evidence {
	v, err := credence.ParseTime(known)
	if err != nil {
		panic(err)
	}
	e.KnownAt = v.To
	return e
}

// dossier loads a case and gives the claim it judges.
func dossier(t testing.TB, w *Workbench, name string) string {
	t.Helper()
	c, err := casebook.Embedded(name)
	if err != nil {
		t.Fatal(err)
	}
	claim, err := w.LoadCase(t.Context(), c, "casebook", noon)
	if err != nil {
		t.Fatal(err)
	}
	return string(claim.ID)
}

// A reader is shown no identifiers, even of reports by nobody known; and what a
// report adds to an answer is no change of the answer.
func TestNothingIsCalledByItsIdentifier(t *testing.T) {
	w := bench(t, testkit.OpenStore(t))
	untold := func(published, title, text string) credence.Document {
		d := report("", published, text)
		d.URL, d.Title = "", title
		d.ID = d.Identify()
		return d
	}
	take(t, w, noon, untold("2019-04-29T18:00Z", "Bomb in Baghdad", earlierReport), untold("2019-04-30", "Group claims bomb", firstReport),
		untold("2019-05-01", "Five dead", laterReport))
	b, err := w.Assess(t.Context(), string(claimed(t, w, "islamic-state").ID), AsOf{Known: noon})
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := brief.Text(&text, b); err != nil {
		t.Fatal(err)
	}
	if found := regexp.MustCompile(`.*(?:\b[a-z]-[a-z0-9]{20}|voice:[a-z]|wire:[a-z]).*`).FindAllString(text.String(), -1); found != nil {
		t.Errorf("identifiers are shown:\n%s", strings.Join(found, "\n"))
	}
	for _, said := range []string{"“Five dead”", "attack bombing, Baghdad, 29 April 2019\n"} {
		if !strings.Contains(text.String(), said) {
			t.Errorf("%q is not in the brief:\n%s", said, text.String())
		}
	}
}

// Looked at from a time at which nobody here had heard of it, a claim is not
// shown with nothing held.
func TestClaimNobodyHadHeardOf(t *testing.T) {
	w := bench(t, testkit.OpenStore(t))
	take(t, w, noon, report("kell", "2019-04-30", firstReport))
	claim := string(claimed(t, w, "islamic-state").ID)
	var wrong *credence.InputError
	if _, err := w.Assess(t.Context(), claim, AsOf{Known: noon, Recorded: noon.Add(-time.Hour)}); !errors.As(err, &wrong) || !strings.Contains(err.Error(), "was not entered here by 2019-05-01 11:00 UTC") {
		t.Errorf("an hour before it was entered: %v", err)
	}
	for _, at := range []AsOf{{Known: noon}, {Known: noon, Recorded: noon.Add(time.Hour)}} {
		if _, err := w.Assess(t.Context(), claim, at); err != nil {
			t.Errorf("%v: %v", at, err)
		}
	}
}

// A verdict is kept although its reports, read anew, tell of no claim any more;
// it only does not come out the same.
func TestKeptVerdictOfAReportReadAnew(t *testing.T) {
	w := bench(t, testkit.OpenStore(t))
	first := report("kell", "2019-04-30", firstReport)
	take(t, w, noon, first)
	b, err := w.Assess(t.Context(), string(claimed(t, w, "islamic-state").ID), AsOf{Known: noon})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.DB.AddAssessment(t.Context(), &b.Assessment, noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	take(t, w, noon.Add(2*time.Hour), report("reed", "2019-04-30T18:00Z", firstReport))
	x, version, err := w.DB.Extraction(t.Context(), first.ID)
	if err != nil {
		t.Fatal(err)
	}
	x.Statements = nil
	if err := w.DB.SaveExtractions(t.Context(), version, []credence.Extraction{x}); err != nil {
		t.Fatal(err)
	}
	if err := w.Stages.Derive(t.Context()); err != nil {
		t.Fatal(err)
	}
	kept, err := w.Kept(t.Context(), string(claimed(t, w, "islamic-state").ID), AsOf{Known: noon.AddDate(0, 0, 1)})
	if err != nil || len(kept) != 1 || kept[0].Same {
		t.Errorf("kept %+v, %v; want one that differs", kept, err)
	}
}

package workbench

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/bundle"
	"github.com/credence-project/credence/export/naming"
	"github.com/credence-project/credence/export/table"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

// demoDates are those of the demo.
var demoDates = []string{"2017-03-23", "2017-03-27", "2018-10-12"}

func exported(t testing.TB, w *Workbench, claim, format string, known time.Time) []byte {
	t.Helper()
	out, err := w.Export(t.Context(), claim, format, AsOf{Known: known}, act("ana", "for the desk", 30))
	if err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	return out.Body
}

func endOf(t testing.TB, day string) time.Time {
	t.Helper()
	v, err := credence.ParseTime(day)
	if err != nil {
		t.Fatal(err)
	}
	return v.To
}

// The demo dossier in every form of others at the three dates of the demo.
func TestExportGolden(t *testing.T) {
	db := testkit.OpenStore(t)
	w := bench(t, db)
	claim := dossier(t, w, "london-westminster-2017")
	for _, day := range demoDates {
		for format, ending := range map[string]string{
			"stix": "stix.json", "claimreview": "jsonld", "gtd": "gtd.csv", "claims": "claims.csv", "details": "details.csv", "details-jsonl": "details.jsonl",
		} {
			t.Run(day+" "+format, func(t *testing.T) {
				testkit.Golden(t, "export/westminster-"+day+"."+ending, exported(t, w, claim, format, endOf(t, day)))
			})
		}
		t.Run(day+" manifest", func(t *testing.T) {
			files, faults := bundle.ReadZip(exported(t, w, claim, "bundle", endOf(t, day)))
			if len(faults) > 0 {
				t.Fatal(faults)
			}
			var m bundle.Manifest
			if err := json.Unmarshal(files["manifest.json"], &m); err != nil {
				t.Fatal(err)
			}
			var list strings.Builder
			for _, f := range m.Files {
				list.WriteString(f.Path + "\n")
			}
			testkit.Golden(t, "export/manifest.txt", []byte(list.String()))
		})
	}
}

// The same store, time and form give the same bytes, whoever asks and when.
func TestExportIsReproducible(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		w := bench(t, db)
		claim := dossier(t, w, "london-westminster-2017")
		all, _ := Forms()
		for _, format := range all {
			first, err := w.Export(t.Context(), claim, format, AsOf{Known: endOf(t, "2017-03-27")}, act("ana", "one", 30))
			if err != nil {
				t.Fatal(err)
			}
			again, err := w.Export(t.Context(), claim, format, AsOf{Known: endOf(t, "2017-03-27")}, act("bo", "two", 90))
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(first.Body, again.Body) || first.Name != again.Name || len(first.Body) == 0 {
				t.Errorf("%s: not the same again", format)
			}
		}
	})
}

// A bundle checks out, and comes out again after everything else is gone.
func TestBundleVerifies(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		w := bench(t, db)
		take(t, w, noon, report("herald", "2019-04-01T15:00Z", firstReport), report("amaq", "2019-04-01T16:00Z", strings.Repeat("we did it and will again ", 40)+firstReport))
		id := string(claimed(t, w, "islamic-state").ID)
		e, err := w.AddEvidence(t.Context(), id, answer("I01", "no_evidence_of_link", "police"), false, act("ana", "read it", 0))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Decide(t.Context(), id, string(e.ID), credence.Rejected, act("bo", "not so", 1)); err != nil {
			t.Fatal(err)
		}
		_, a, err := w.judge(t.Context(), id, AsOf{Known: noon.AddDate(0, 6, 0)})
		if err != nil {
			t.Fatal(err)
		}
		kept, err := w.DB.AddAssessment(t.Context(), &a, noon.Add(2*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		body := exported(t, w, id, "bundle", noon.AddDate(1, 0, 0))
		files, faults := bundle.ReadZip(body)
		m, more := bundle.Verify(files, Rejudge)
		for _, f := range append(faults, more...) {
			t.Errorf("%v", f)
		}
		if m.Claim != credence.ClaimID(id) || m.Journal.Entries < 2 || m.Journal.Link == "" {
			t.Errorf("manifest %+v", m)
		}
		for path, want := range map[string]string{"journal/evidence.jsonl": string(e.ID), "journal/decisions.jsonl": "not so", "journal/verdicts.jsonl": kept.ID, "documents.jsonl": "text_sha256"} {
			if !strings.Contains(string(files[path]), want) {
				t.Errorf("%s lacks %q", path, want)
			}
		}
		for path, content := range files {
			if bytes.Contains(content, []byte("amaq.example")) || strings.Count(string(content), "will again") > 10 {
				t.Errorf("%s leads to the claimant's own page, or reprints it", path)
			}
		}
	})
}

// FuzzRejudge holds that nothing in a bundle that somebody made makes the
// judgement fail otherwise than with an error.
func FuzzRejudge(f *testing.F) {
	db := testkit.OpenStore(f)
	w := bench(f, db)
	w.Draws = 1
	files, faults := bundle.ReadZip(exported(f, w, dossier(f, w, "london-westminster-2017"), "bundle", endOf(f, "2017-03-27")))
	if len(faults) > 0 {
		f.Fatal(faults)
	}
	f.Add(files["input.json"], files["verdict.json"])
	f.Add([]byte(`{"claim":{},"evidence":[{"code":"I01","value":"x","grade":{}}],"details":[{}],"draws":1}`), []byte(`{}`))
	f.Fuzz(func(t *testing.T, input, verdict []byte) {
		if bytes.Contains(input, []byte(`"draws"`)) && len(input) < 1<<16 {
			Rejudge(input, verdict)
		}
	})
}

// Names stay out of every form unless the gate is open.
func TestExportNamesNobody(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		w := bench(t, db)
		named := report("jo-marlow", "2019-04-01T18:00Z", earlierReport+"\n\nPolice named the bomber as Jo Marlow. Marlow was known to them.")
		take(t, w, noon, report("herald", "2019-04-01T15:00Z", firstReport), named)
		id := string(claimed(t, w, "islamic-state").ID)
		now := AsOf{Known: noon.AddDate(1, 0, 0)}
		rule := func(status string, hour int) {
			t.Helper()
			if _, err := w.RulePerson(t.Context(), id, "Jo Marlow", status, act("ana", "police", hour)); err != nil {
				t.Fatal(err)
			}
		}
		rule("suspected", 1)
		if _, err := w.Export(t.Context(), id, "json", now, act("ana", "for the desk", 2)); err == nil || !strings.Contains(err.Error(), "second person") {
			t.Errorf("exported without a signature: %v", err)
		}
		rule("convicted", 2) // and so open, and maybe alive
		if out, err := w.ExportCase(t.Context(), id, "stix", now); err != nil || bytes.Contains(bytes.ToLower(out.Body), []byte("marlow")) || len(out.Body) == 0 {
			t.Errorf("a case names somebody who may be alive: %v", err)
		}
		rule("suspected", 3)
		if _, err := w.SignOff(t.Context(), id, Act{By: "bo", At: noon.Add(3 * time.Hour), Reason: "read it", Known: now.Known}); err != nil {
			t.Fatal(err)
		}
		all, _ := Forms()
		for _, format := range all {
			if body := exported(t, w, id, format, now.Known); bytes.Contains(bytes.ToLower(body), []byte("marlow")) {
				t.Errorf("%s names a suspect", format)
			}
		}
		rule("deceased", 4)
		if body := string(exported(t, w, id, "stix", now.Known)); !strings.Contains(body, "Jo Marlow") || strings.Contains(body, naming.Withheld) {
			t.Error("the name of somebody dead is kept out")
		}
	})
}

func TestGate(t *testing.T) {
	tests := []struct{ name, claimant, person, status, text, want string }{
		{"suspect", "River Front", "Jo Marlow", "suspected", "Marlow of the River Front", naming.Withheld + " of the River Front"},
		{"convicted", "River Front", "Jo Marlow", "convicted", "Jo Marlow", "Jo Marlow"},
		{"no person", "River Front", "North Marlow", "unidentified", "North Marlow", "North Marlow"},
		{"a name of the claimant in it", "Marlow Front", "Jo Marlow", "charged", "the Marlow Front and Jo Marlow", "the Marlow Front and " + naming.Withheld},
		{"a claimant who is a person", "Jo Marlow", "Jo Marlow", "charged", "Jo Marlow says so", naming.Withheld + " says so"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := &file{claim: credence.Claim{Claimant: tt.claimant}}
			g := f.sortNames([]Person{{Name: tt.person, Status: tt.status, Open: tt.status == "convicted" || tt.status == "deceased"}}).Gate()
			if got := g.Text(tt.text); got != tt.want {
				t.Errorf("Text = %q, want %q", got, tt.want)
			}
		})
	}
}

// Somebody is named only from when something known names him in full.
func TestNamedInFull(t *testing.T) {
	people := []Person{{Name: "Jo Marlow", Open: true}, {Name: "Al Reed", Open: true}, {Name: "Bo Reed"}}
	f := &file{documents: []credence.Document{{Text: "A Marlow was seen.", URL: "http://kell.example/al-reed-dead"}, {Title: "Bo Reed held"}}}
	if got := f.named(people); len(got) != 1 || got[0] != "Al Reed" {
		t.Errorf("named %q", got)
	}
}

// What identifies an object stays when a report is added; nothing changes but
// what holds the verdict.
func TestStixIdentifiersStay(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		w := bench(t, db)
		take(t, w, noon, report("herald", "2019-04-01T15:00Z", firstReport))
		id := string(claimed(t, w, "islamic-state").ID)
		before := objects(t, exported(t, w, id, "stix", noon.AddDate(1, 0, 0)))
		take(t, w, noon.Add(time.Hour), report("courier", "2019-04-03T09:00Z", laterReport))
		after := objects(t, exported(t, w, id, "stix", noon.AddDate(1, 0, 1)))
		for id, was := range before {
			is, ok := after[id]
			switch {
			case !ok:
				t.Errorf("%s is gone", id)
			case was["modified"] == is["modified"] && !bytes.Equal(mustJSON(t, was), mustJSON(t, is)):
				t.Errorf("%s changed without being modified", id)
			}
		}
		if len(after) <= len(before) {
			t.Errorf("%d objects, then %d: the new statement is not there", len(before), len(after))
		}
	})
}

func objects(t *testing.T, body []byte) map[string]map[string]any {
	t.Helper()
	var b struct{ Objects []map[string]any }
	if err := json.Unmarshal(body, &b); err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]any{}
	for _, o := range b.Objects {
		out[o["id"].(string)] = o
	}
	return out
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestExportFaults(t *testing.T) {
	db := testkit.OpenStore(t)
	w := bench(t, db)
	claim := dossier(t, w, "london-westminster-2017")
	at, a := AsOf{Known: noon}, act("ana", "for the desk", 30)
	if _, err := w.Export(t.Context(), claim, "pdf", at, a); err == nil || !strings.Contains(err.Error(), "want one of html, md") {
		t.Errorf("unknown form: %v", err)
	}
	if _, _, err := w.ExportAll(t.Context(), []string{claim, claim}, "stix", at, a); err == nil {
		t.Error("two claims in one STIX bundle")
	}
	if _, err := w.Export(t.Context(), "c-nothing", "stix", at, a); err == nil {
		t.Error("a claim that is not there is exported")
	}
	out, faults, err := w.ExportAll(t.Context(), []string{"c-nothing", claim}, "claims", at, a)
	if err != nil || len(faults) != 1 {
		t.Fatalf("%v, %v", faults, err)
	}
	rows, err := csv.NewReader(bytes.NewReader(out.Body)).ReadAll()
	if err != nil || len(rows) != 2 || table.Unguard(rows[1][0]) != claim {
		t.Errorf("rows %v, %v", rows, err)
	}
}

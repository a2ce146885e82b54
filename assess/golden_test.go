package assess_test

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/internal/testkit"
)

// reference is one output of the reference model.
type reference struct {
	AsOf []referenceVerdict `json:"as_of"`
}

type referenceVerdict struct {
	At            casebook.When                   `json:"at"`
	Ranking       []casebook.Ranked               `json:"ranking"`
	Sufficiency   credence.Sufficiency            `json:"sufficiency"`
	Clusters      map[string][7]float64           `json:"clusters"`
	Items         []string                        `json:"items"`
	Inconsistency map[credence.Hypothesis]float64 `json:"inconsistency_db"`
	KL            float64                         `json:"kl_bits"`
}

const tolerance = 1.5e-6 // both sides are rounded to 1e-6

// TestReferenceModel compares every posterior, interval, cluster and state
// with the outputs of the reference model, refinements off.
func TestReferenceModel(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(testkit.Shared(t, "data/casebook/golden"), "*.json"))
	replay := casebook.Replay{Tables: assess.Default().Published()}
	n := 0
	for _, path := range files {
		if filepath.Base(path) == "unit.json" {
			continue
		}
		var want reference
		readJSON(t, path, &want)
		c := readCase(t, filepath.Join(testkit.Shared(t, "data/casebook/dev"), filepath.Base(path)))
		for i := range want.AsOf {
			got, err := replay.Judge(c, want.AsOf[i].At.AsOf())
			if err != nil {
				t.Fatal(err)
			}
			n++
			compareReference(t, c.ID+" "+want.AsOf[i].At.Text, &got, &want.AsOf[i])
		}
	}
	if n < 200 {
		t.Errorf("compared %d verdicts only", n)
	}
}

func compareReference(t *testing.T, name string, got *credence.Assessment, want *referenceVerdict) {
	t.Helper()
	rungs := make(map[string]credence.Rung)
	for _, r := range got.Rungs {
		rungs[string(r.H)] = r
	}
	for _, r := range want.Ranking {
		near(t, name+" p "+r.H, rungs[r.H].P, r.P)
		near(t, name+" lo "+r.H, rungs[r.H].Lo, r.Lo)
		near(t, name+" hi "+r.H, rungs[r.H].Hi, r.Hi)
	}
	for h, x := range got.Inconsistency {
		near(t, name+" inconsistency", x, want.Inconsistency[credence.Hypotheses[h]])
	}
	near(t, name+" KL", got.Information, want.KL)
	if len(got.Clusters) != len(want.Clusters) || len(got.Evidence) != len(want.Items) {
		t.Errorf("%s: %d clusters of %d items, want %d of %d", name, len(got.Clusters), len(got.Evidence), len(want.Clusters), len(want.Items))
	}
	for _, k := range got.Clusters {
		for h, x := range k.DB {
			near(t, name+" cluster "+k.Key, x, want.Clusters[k.Key][h])
		}
	}
	if got.Sufficiency != want.Sufficiency {
		t.Errorf("%s: %s (%v), want %s", name, got.Sufficiency, got.Why, want.Sufficiency)
	}
}

func near(t *testing.T, name string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > tolerance {
		t.Errorf("%s = %.6f, want %.6f", name, got, want)
	}
}

func readJSON(t *testing.T, path string, into any) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		t.Fatal(err)
	}
}

func readCase(t *testing.T, path string) *casebook.Case {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c, err := casebook.Read(bytes.NewReader(b), filepath.Base(path))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestWestminster holds the worked example of the method to four decimals,
// with the shipped tables and with the published arithmetic.
func TestWestminster(t *testing.T) {
	c, err := casebook.Embedded("london-westminster-2017")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		at    string
		want  [7]float64
		state credence.Sufficiency
	}{
		{"2017-03-23", [7]float64{.0008, .0096, .1359, .8386, .0132, .0020, .0000}, credence.Likely},
		{"2017-03-25", [7]float64{.0003, .0050, .0987, .8557, .0374, .0029, .0000}, credence.Likely},
		{"2017-03-27", [7]float64{.0003, .0018, .0658, .9157, .0105, .0058, .0000}, credence.Likely},
		{"2018-10-12", [7]float64{.0000, .0000, .0007, .9991, .0002, .0000, .0000}, credence.Established},
	}
	for _, tables := range []*assess.Tables{assess.Default(), assess.Default().Published()} {
		for _, tt := range tests {
			at, _ := casebook.ParseWhen(tt.at)
			got, err := casebook.Replay{Tables: tables}.Judge(c, at.AsOf())
			if err != nil {
				t.Fatal(err)
			}
			fourDecimals(t, tt.at, &got, tt.want)
			if got.Sufficiency != tt.state || got.Authenticity != credence.AuxiliaryChannel {
				t.Errorf("%s: %s %s, want %s %s", tt.at, got.Authenticity, got.Sufficiency, credence.AuxiliaryChannel, tt.state)
			}
		}
	}
}

func fourDecimals(t *testing.T, name string, got *credence.Assessment, want [7]float64) {
	t.Helper()
	for h, r := range got.Rungs {
		if math.Abs(r.P-want[h]) > 0.5001e-4 {
			t.Errorf("%s: %s = %.5f, want %.4f", name, r.H, r.P, want[h])
		}
	}
}

// TestWestminsterClaimOnly judges the text of the claim and nothing else: it
// never moves past unverified.
func TestWestminsterClaimOnly(t *testing.T) {
	c, err := casebook.Embedded("london-westminster-2017")
	if err != nil {
		t.Fatal(err)
	}
	at, _ := casebook.ParseWhen("2017-03-23")
	var claimed []credence.Evidence
	for _, e := range c.Coded() {
		if e.Claim != "" {
			claimed = append(claimed, e)
		}
	}
	got, err := assess.Judge(assess.Default(), assess.Input{
		Claim: c.Subject(), Evidence: claimed, AsOf: at.AsOf(), Prior: c.Context.PriorSet, Attack: c.Attack(),
	})
	if err != nil {
		t.Fatal(err)
	}
	fourDecimals(t, "claim only", &got, [7]float64{.0111, .0359, .1590, .6929, .0750, .0156, .0105})
	if got.Sufficiency != credence.Insufficient || got.Headline.State != "claim only" {
		t.Errorf("claim only: %s, headline %q", got.Sufficiency, got.Headline.State)
	}
}

// TestUnitVectors checks the small vectors of method.md, section 6.
func TestUnitVectors(t *testing.T) {
	tables := assess.Default()
	grades := map[string]float64{
		"A1": .9632, "A2": .9019, "B1": .9416, "B2": .8500, "B3": .7437, "C2": .7989, "C3": .6705, "D4": .4395, "E5": .2011, "F6": .5000,
	}
	for s, want := range grades {
		if got := chance(t, tables, s); math.Abs(got-want) > 0.5001e-4 {
			t.Errorf("chance of %s = %.5f, want %.4f", s, got, want)
		}
	}
	discounts := []struct {
		code, value, grade string
		want               [7]float64
	}{
		{"K01", "none", "B2", [7]float64{-4.0265, -3.2971, -2.5247, 0, 0, 0, 0}},
		{"I01", "alone_inspired", "C3", [7]float64{-6.2950, -4.3979, -0.8349, 0, -4.3979, -6.2950, -8.0090}},
	}
	for _, d := range discounts {
		got := assess.Discount(tables.Codes.Code(d.code).Value(d.value).DB, chance(t, tables, d.grade))
		for h := range got {
			if math.Abs(got[h]-d.want[h]) > 0.5001e-4 {
				t.Errorf("%s %s at %s: %v, want %v", d.code, d.value, d.grade, got, d.want)
				break
			}
		}
	}
}

func chance(t *testing.T, tables *assess.Tables, grade string) float64 {
	t.Helper()
	g, err := assess.ParseGrade(grade)
	if err != nil {
		t.Fatal(err)
	}
	p, err := tables.Grades.Chance(g)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestSharedUnitVectors compares with the small vectors of the case pack.
func TestSharedUnitVectors(t *testing.T) {
	var want struct {
		Grade    map[string]float64 `json:"grade"`
		Discount []struct {
			Code, Value, Grade string
			DB                 [7]float64
		} `json:"discount"`
		Priors map[string][7]float64 `json:"priors"`
	}
	readJSON(t, testkit.Shared(t, "data/casebook/golden/unit.json"), &want)
	tables := assess.Default()
	for s, p := range want.Grade {
		near(t, "chance of "+s, chance(t, tables, s), p)
	}
	for _, d := range want.Discount {
		got := assess.Discount(tables.Codes.Code(d.Code).Value(d.Value).DB, chance(t, tables, d.Grade))
		for h := range got {
			near(t, d.Code+" "+d.Value+" "+d.Grade, got[h], d.DB[h])
		}
	}
	for name, p := range want.Priors {
		set := tables.Priors.Set(name)
		if set == nil {
			t.Errorf("no prior set %s", name)
			continue
		}
		for h := range p {
			near(t, "prior "+name, set.P[h], p[h])
		}
	}
	var list struct {
		Items []struct {
			ID     string
			Group  string
			Values map[string]map[credence.Hypothesis]float64
		}
	}
	readJSON(t, testkit.Shared(t, "data/casebook/evidence_codes.json"), &list)
	if len(list.Items) != len(tables.Codes.Codes) {
		t.Errorf("%d codes, want %d", len(tables.Codes.Codes), len(list.Items))
	}
	for _, item := range list.Items {
		code := tables.Codes.Code(item.ID)
		if code == nil || code.Group != item.Group {
			t.Errorf("code %s differs from the published list", item.ID)
			continue
		}
		listed := slices.DeleteFunc(slices.Clone(code.Values), func(v assess.Value) bool { return v.Open && !v.Scored() })
		if len(listed) != len(item.Values) {
			t.Errorf("code %s has other answers than the published list", item.ID)
		}
		for _, v := range listed {
			for h, x := range v.DB {
				near(t, item.ID+" "+v.Value, x, item.Values[v.Value][credence.Hypotheses[h]])
			}
		}
	}
}

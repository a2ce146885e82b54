package assess_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/internal/testkit"
)

// reference is one output of the reference model.
type reference struct {
	Case string `json:"case"`
	AsOf []struct {
		At      casebook.When `json:"at"`
		Ranking []struct {
			H  credence.Hypothesis `json:"h"`
			P  float64             `json:"p"`
			Lo float64             `json:"lo"`
			Hi float64             `json:"hi"`
		} `json:"ranking"`
		Sufficiency   credence.Sufficiency            `json:"sufficiency"`
		Clusters      map[string][7]float64           `json:"clusters"`
		Items         []string                        `json:"items"`
		Inconsistency map[credence.Hypothesis]float64 `json:"inconsistency_db"`
		KL            float64                         `json:"kl_bits"`
	} `json:"as_of"`
}

const tolerance = 1.5e-6 // both sides are rounded to 1e-6

// TestReferenceModel compares every posterior, interval, cluster and state
// with the outputs of the reference model, refinements off.
func TestReferenceModel(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(testkit.Shared(t, "data/casebook/golden"), "*.json"))
	tables := assess.Default().Published()
	n := 0
	for _, path := range files {
		if filepath.Base(path) == "unit.json" {
			continue
		}
		var want reference
		readJSON(t, path, &want)
		c := readCase(t, filepath.Join(testkit.Shared(t, "data/casebook/dev"), filepath.Base(path)))
		for _, w := range want.AsOf {
			got, err := casebook.Replay{Tables: tables}.Judge(c, w.At.AsOf())
			if err != nil {
				t.Fatal(err)
			}
			n++
			name := c.ID + " " + w.At.Text
			for _, r := range w.Ranking {
				for _, g := range got.Rungs {
					if g.H == r.H {
						near(t, name+" p "+string(r.H), g.P, r.P)
						near(t, name+" lo "+string(r.H), g.Lo, r.Lo)
						near(t, name+" hi "+string(r.H), g.Hi, r.Hi)
					}
				}
			}
			for h, x := range got.Inconsistency {
				near(t, name+" inconsistency", x, w.Inconsistency[credence.Hypotheses[h]])
			}
			near(t, name+" KL", got.Information, w.KL)
			if len(got.Clusters) != len(w.Clusters) || len(got.Evidence) != len(w.Items) {
				t.Errorf("%s: %d clusters of %d items, want %d of %d", name, len(got.Clusters), len(got.Evidence), len(w.Clusters), len(w.Items))
			}
			for _, k := range got.Clusters {
				for h, x := range k.DB {
					near(t, name+" cluster "+k.Key, x, w.Clusters[k.Key][h])
				}
			}
			if got.Sufficiency != w.Sufficiency {
				t.Errorf("%s: %s (%v), want %s", name, got.Sufficiency, got.Why, w.Sufficiency)
			}
		}
	}
	if n < 200 {
		t.Errorf("compared %d verdicts only", n)
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
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c, err := casebook.Read(f, filepath.Base(path))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var _ = time.Time{}

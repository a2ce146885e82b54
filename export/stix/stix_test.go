package stix

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/export/internal/sample"
	"github.com/credence-project/credence/internal/testkit"
)

var states = []credence.Sufficiency{credence.Established, credence.Likely, credence.Open, credence.Insufficient}

type parsed struct {
	Type    string
	ID      string
	Objects []map[string]any
}

func parse(t testing.TB, b *brief.Brief) parsed {
	t.Helper()
	body, err := Bundle(b, Publisher{})
	if err != nil {
		t.Fatal(err)
	}
	var p parsed
	if err := json.Unmarshal(body, &p); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *parsed) ofType(kind string) []map[string]any {
	var out []map[string]any
	for _, o := range p.Objects {
		if o["type"] == kind {
			out = append(out, o)
		}
	}
	return out
}

func (p *parsed) relations(kind string) int {
	n := 0
	for _, o := range p.ofType("relationship") {
		if o["relationship_type"] == kind {
			n++
		}
	}
	return n
}

func TestGolden(t *testing.T) {
	body, err := Bundle(sample.Brief(credence.H2, credence.Likely), Publisher{Name: "Kell desk", URL: "https://desk.example"})
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "bundle.json", body)
}

// The attack is attributed from "declared" upward and only where the evidence
// is enough; the opinion follows the ladder.
func TestAttribution(t *testing.T) {
	opinions := map[credence.Hypothesis][2]string{ // established, likely
		credence.H1: {"strongly-agree", "agree"}, credence.H2: {"strongly-agree", "agree"}, credence.H3: {"neutral", "neutral"}, credence.H4: {"disagree", "disagree"},
		credence.H5: {"strongly-disagree", "disagree"}, credence.H6: {"strongly-disagree", "disagree"}, credence.H7: {"strongly-disagree", "disagree"},
	}
	confidence := map[credence.Hypothesis]float64{credence.H1: 87, credence.H2: 70, credence.H3: 50}
	for _, h := range credence.Hypotheses {
		for i, s := range states {
			t.Run(fmt.Sprint(h, " ", s), func(t *testing.T) {
				p := parse(t, sample.Brief(h, s))
				tied := i < 2 && h <= credence.H3
				if got := p.relations("attributed-to"); (got == 1) != tied || got > 1 {
					t.Errorf("%d times attributed-to, want %v", got, tied)
				}
				want := "neutral"
				if i < 2 {
					want = opinions[h][i]
				}
				if got := p.ofType("opinion")[0]["opinion"]; got != want {
					t.Errorf("opinion %v, want %s", got, want)
				}
				for _, o := range p.ofType("relationship") {
					if o["relationship_type"] == "attributed-to" && o["confidence"] != confidence[h] {
						t.Errorf("confidence %v, want %v", o["confidence"], confidence[h])
					}
				}
			})
		}
	}
}

// Every reference is to an object of the bundle, every object is in the report,
// made before it was modified, named once and by a UUID of version 5.
func TestStructure(t *testing.T) {
	for _, h := range credence.Hypotheses {
		p := parse(t, sample.Brief(h, credence.Likely))
		ids := map[string]bool{}
		for _, o := range p.Objects {
			id := o["id"].(string)
			kind, uuid, ok := strings.Cut(id, "--")
			if !ok || kind != o["type"] || len(uuid) != 36 || uuid[14] != '5' || !strings.ContainsRune("89ab", rune(uuid[19])) || ids[id] {
				t.Errorf("identifier %s of a %s", id, o["type"])
			}
			if o["created"].(string) > o["modified"].(string) || o["spec_version"] != "2.1" {
				t.Errorf("%s made %v, modified %v", id, o["created"], o["modified"])
			}
			ids[id] = true
		}
		report := p.ofType("report")[0]
		if got := len(report["object_refs"].([]any)); got != len(p.Objects)-1 {
			t.Errorf("the report holds %d of %d objects", got, len(p.Objects)-1)
		}
		for _, o := range p.Objects {
			for key, v := range o {
				switch {
				case strings.HasSuffix(key, "_ref"):
					v = []any{v}
				case !strings.HasSuffix(key, "_refs"):
					continue
				}
				for _, ref := range v.([]any) {
					if !ids[ref.(string)] {
						t.Errorf("%v: %s %v is not in the bundle", o["id"], key, ref)
					}
				}
			}
		}
	}
}

func TestContent(t *testing.T) {
	b := sample.Brief(credence.H4, credence.Likely)
	p := parse(t, b)
	body, _ := Bundle(b, Publisher{})
	for _, bad := range []string{"front.example", "javascript:"} {
		if strings.Contains(string(body), bad) {
			t.Errorf("the bundle holds %q", bad)
		}
	}
	if n := len(p.ofType("note")); n != 4 { // the claim and three statements
		t.Errorf("%d notes", n)
	}
	core := p.ofType("incident")[0]["extensions"].(map[string]any)[incidentCore].(map[string]any)
	allowed := []string{"extension_type", "determination", "investigation_status", "detection_methods", "scores"}
	for key := range core {
		if !slices.Contains(allowed, key) {
			t.Errorf("the incident core extension has no %s", key)
		}
	}
	if core["determination"] != "confirmed" || core["investigation_status"] != "open" {
		t.Errorf("core %v", core)
	}
	b.Incident.Place = credence.PlaceMention{Name: "somewhere"}
	if p = parse(t, b); len(p.ofType("location")) != 0 || p.relations("located-at") != 0 {
		t.Error("a name alone became a location")
	}
	b.Assessment.AsOf = credence.Interval{}.From
	var input *credence.InputError
	if _, err := Bundle(b, Publisher{}); !errors.As(err, &input) {
		t.Errorf("without a time: %v", err)
	}
}

// A claim that was taken back is not handed on as one that stands.
func TestClaimTakenBack(t *testing.T) {
	b := sample.Brief(credence.H4, credence.Open)
	b.Assessment.Evidence = append(b.Assessment.Evidence, credence.Evidence{Code: "C08", Value: "retracted_or_denied"})
	p := parse(t, b)
	content, _ := p.ofType("note")[0]["content"].(string)
	if !strings.Contains(content, " said that it did it, and took that back or denied it") {
		t.Errorf("the note says %q", content)
	}
}

// Issued again at a later time, a bundle has the same objects under the same
// identifiers, and what changed is modified later; the same brief gives the
// same bytes.
func TestIdentifiersAreStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := rapid.SampledFrom(credence.Hypotheses).Draw(t, "top")
		first, again := sample.Brief(h, credence.Likely), sample.Brief(h, credence.Likely)
		one, _ := Bundle(first, Publisher{})
		two, _ := Bundle(again, Publisher{})
		if string(one) != string(two) {
			t.Fatal("the same brief gives other bytes")
		}
		again.Assessment.AsOf = again.Assessment.AsOf.AddDate(0, 0, rapid.IntRange(1, 900).Draw(t, "days"))
		again.Assessment.Sufficiency = rapid.SampledFrom(states).Draw(t, "state")
		at := rapid.IntRange(0, len(again.Said)).Draw(t, "at")
		again.Said = slices.Insert(again.Said, at, brief.Said{Document: "d-one", Statement: credence.Statement{Kind: credence.KindDoubt, Text: rapid.StringMatching(`[a-z]{1,8}`).Draw(t, "words")}})
		before, after := map[string]any{}, map[string]map[string]any{}
		var p, q parsed
		two, _ = Bundle(again, Publisher{})
		if json.Unmarshal(one, &p) != nil || json.Unmarshal(two, &q) != nil {
			t.Fatal("no JSON")
		}
		for _, o := range q.Objects {
			after[o["id"].(string)] = o
		}
		for _, o := range p.Objects {
			id := o["id"].(string)
			before[id] = true
			is, ok := after[id]
			if !ok && o["relationship_type"] != "attributed-to" {
				t.Errorf("%s is gone", id)
			} else if ok && fmt.Sprint(o) != fmt.Sprint(is) && o["modified"].(string) >= is["modified"].(string) {
				t.Errorf("%s changed without being modified", id)
			}
		}
	})
}

// schemas are those that OASIS publishes; "make schemas" brings them.
func schemas(t *testing.T) func(kind string) *jsonschema.Schema {
	t.Helper()
	dir := filepath.Join(testkit.Root(t), "out", "schemas", "stix2validator", "schemas-2.1", "schemas")
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the OASIS schemas are not here; make schemas brings them")
	}
	c := jsonschema.NewCompiler()
	c.UseLoader(loader{dir})
	c.AssertFormat()
	folders := map[string]string{"relationship": "sros"}
	return func(kind string) *jsonschema.Schema {
		folder := folders[kind]
		if folder == "" {
			folder = "sdos"
		}
		s, err := c.Compile(base + folder + "/" + kind + ".json")
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
}

const base = "http://raw.githubusercontent.com/oasis-open/cti-stix2-json-schemas/stix2.1/schemas/"

// loader reads schemas from a folder and from nowhere else.
type loader struct{ dir string }

func (l loader) Load(url string) (any, error) {
	name, ok := strings.CutPrefix(url, base)
	if !ok || !filepath.IsLocal(name) {
		return nil, fmt.Errorf("%s is not held", url)
	}
	f, err := os.Open(filepath.Join(l.dir, filepath.FromSlash(name)))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return jsonschema.UnmarshalJSON(f)
}

// Every object of every kind of verdict is what the official schemas want.
func TestSchemas(t *testing.T) {
	schema := schemas(t)
	check := func(o map[string]any) error { return schema(o["type"].(string)).Validate(o) }
	for _, h := range credence.Hypotheses {
		for _, s := range states {
			p := parse(t, sample.Brief(h, s))
			for _, o := range p.Objects {
				if err := check(o); err != nil {
					t.Errorf("%v %v: %v", h, s, err)
				}
			}
		}
	}
	golden, err := filepath.Glob(filepath.Join(testkit.Root(t), "internal", "workbench", "testdata", "export", "*.stix.json"))
	if err != nil || len(golden) == 0 {
		t.Fatalf("no bundles of the demo: %v", err)
	}
	for _, name := range golden {
		var p parsed
		body, err := os.ReadFile(name)
		if err != nil || json.Unmarshal(body, &p) != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, o := range p.Objects {
			if err := check(o); err != nil {
				t.Errorf("%s: %v", filepath.Base(name), err)
			}
		}
	}
	broken := parse(t, sample.Brief(credence.H1, credence.Likely)).Objects[1]
	delete(broken, "name")
	if check(broken) == nil {
		t.Error("the schemas accept an incident without a name")
	}
}

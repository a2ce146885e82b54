package casebook_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/casebook"
)

// westminster reads the case and its key anew, so that a test may damage them.
func westminster(t *testing.T) (*casebook.Case, *casebook.Key) {
	t.Helper()
	c, err := casebook.Embedded("london-westminster-2017")
	if err != nil {
		t.Fatal(err)
	}
	k, err := casebook.ReadKeyOf(casebook.Folder(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	return c, k
}

func when(t *testing.T, s string) casebook.When {
	t.Helper()
	w, err := casebook.ParseWhen(s)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestLintFindsFaults(t *testing.T) {
	tests := []struct {
		want   string
		damage func(*casebook.Case, *casebook.Key)
	}{
		{"is named and suspected", func(c *casebook.Case, _ *casebook.Key) { c.Incident.Perpetrators[0].Status = "suspected" }},
		{"unknown status", func(c *casebook.Case, _ *casebook.Key) { c.Incident.Perpetrators[0].Status = "guilty" }},
		{"quotes 26 words", func(c *casebook.Case, _ *casebook.Key) { c.Claims[0].Wording = strings.Repeat("word ", 26) }},
		{"no question has the code", func(c *casebook.Case, _ *casebook.Key) { c.Evidence[0].Code = "Z01" }},
		{"has no answer", func(c *casebook.Case, _ *casebook.Key) { c.Evidence[0].Value = "perhaps" }},
		{"grade", func(c *casebook.Case, _ *casebook.Key) { c.Evidence[0].Source.Credibility = 7 }},
		{"which is newer", func(c *casebook.Case, _ *casebook.Key) { c.Evidence[0].Supersedes = []string{"e38"} }},
		{`refers to "r99"`, func(c *casebook.Case, _ *casebook.Key) { c.Evidence[0].Reports = []string{"r99"} }},
		{`refers to "c9"`, func(c *casebook.Case, _ *casebook.Key) { c.Context.SubjectClaims = []string{"c9"} }},
		{"named twice", func(c *casebook.Case, _ *casebook.Key) { c.Reports[1].ID = c.Reports[0].ID }},
		{"says nothing", func(c *casebook.Case, _ *casebook.Key) { c.Reports[0].About = "" }},
		{"to be withheld", func(c *casebook.Case, _ *casebook.Key) { c.Reports[3].Withheld = true }},
		{"no prior set", func(c *casebook.Case, _ *casebook.Key) { c.Context.PriorSet = "mine" }},
		{"unknown tier", func(c *casebook.Case, _ *casebook.Key) { c.Claims[0].Tier = "loud" }},
		{"is no rung", func(_ *casebook.Case, k *casebook.Key) { k.Findings[0].Hypothesis = "H8" }},
		{"older than the one before", func(_ *casebook.Case, k *casebook.Key) { slices.Reverse(k.Findings) }},
		{"at the moment of the claim", func(c *casebook.Case, _ *casebook.Key) { c.Evidence[11].Known = c.Claims[0].At }},
		{"has no key", func(_ *casebook.Case, k *casebook.Key) { k.Details = k.Details[1:] }},
	}
	for _, tt := range tests {
		c, k := westminster(t)
		tt.damage(c, k)
		faults := casebook.Lint(c, k, assess.Default())
		if !slices.ContainsFunc(faults, func(f string) bool { return strings.Contains(f, tt.want) }) {
			t.Errorf("no fault says %q: %v", tt.want, faults)
		}
	}
}

func TestWhen(t *testing.T) {
	tests := []struct{ text, known, asOf, middle string }{
		{"2017-03-23T12:20Z", "2017-03-23T12:20:00Z", "2017-03-23T12:20:00Z", "2017-03-23T12:20:00Z"},
		{"2017-03-23", "2017-03-23T00:00:00Z", "2017-03-23T23:59:59Z", "2017-03-23T12:00:00Z"},
		{"2017-02", "2017-02-28T23:59:59Z", "2017-02-28T23:59:59Z", "2017-02-15T12:00:00Z"},
		{"2017", "2017-12-31T23:59:59Z", "2017-12-31T23:59:59Z", "2017-07-01T12:00:00Z"},
	}
	for _, tt := range tests {
		w := when(t, tt.text)
		for name, pair := range map[string][2]string{
			"known": {w.Known().Format(time.RFC3339), tt.known}, "as of": {w.AsOf().Format(time.RFC3339), tt.asOf}, "middle": {w.Middle().Format(time.RFC3339), tt.middle},
		} {
			if pair[0] != pair[1] {
				t.Errorf("%s: %s %s, want %s", tt.text, name, pair[0], pair[1])
			}
		}
	}
}

// The answers come at the times asked for early calls, found from the claims
// and not from the key, and the same run gives the same bytes.
func TestRun(t *testing.T) {
	c, _ := westminster(t)
	run := func() []byte {
		out, err := casebook.Replay{Draws: 50}.Run(c)
		if err != nil {
			t.Fatal(err)
		}
		b, err := out.Write()
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	b := run()
	if !bytes.Equal(b, run()) {
		t.Error("two runs differ")
	}
	var out casebook.Output
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"2017-03-23T12:20:00Z", "2017-03-23T23:59:59Z", "2017-03-24T12:20:00Z", "2017-03-26T12:20:00Z", "2017-04-22T12:20:00Z"} {
		if !slices.ContainsFunc(out.AsOf, func(v casebook.Verdict) bool { return v.At == want }) {
			t.Errorf("no answer at %s", want)
		}
	}
	for _, v := range out.AsOf {
		if len(v.Ranking) != 7 || !slices.IsSortedFunc(v.Ranking, func(a, b casebook.Ranked) int {
			if a.P > b.P {
				return -1
			}
			return 1
		}) {
			t.Errorf("%s: ranking %v", v.At, v.Ranking)
		}
	}
}

// A case file that still holds its key is judged as one that does not.
func TestKeyInTheFileIsNotRead(t *testing.T) {
	plain, err := fs.ReadFile(casebook.Folder(), "orlando-2016.json")
	if err != nil {
		t.Fatal(err)
	}
	with := bytes.Replace(plain, []byte("{\n"), []byte("{\n \"expected\": {\"findings\": [{\"as_of\": \"2016-06-12\", \"hypothesis\": \"H7\"}]},\n"), 1)
	a, err := casebook.Read(bytes.NewReader(plain), "plain")
	if err != nil {
		t.Fatal(err)
	}
	b, err := casebook.Read(bytes.NewReader(with), "with a key")
	if err != nil {
		t.Fatal(err)
	}
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	if !bytes.Equal(x, y) {
		t.Error("the key got into the case")
	}
	k, err := casebook.ReadKey(bytes.NewReader(with), "with a key")
	if err != nil || k.Findings[0].Hypothesis != "H7" {
		t.Errorf("the scorer finds no key: %v", err)
	}
}

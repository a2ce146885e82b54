package table

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/export/internal/sample"
	"github.com/credence-project/credence/internal/testkit"
)

func TestGolden(t *testing.T) {
	briefs := []*brief.Brief{sample.Brief(credence.H2, credence.Likely), sample.Brief(credence.H5, credence.Open)}
	for name, table := range map[string]*Table{"claims": Claims(briefs), "details": Details(briefs)} {
		for ending, write := range map[string]func(*bytes.Buffer) error{
			".csv": func(w *bytes.Buffer) error { return CSV(w, table) }, ".jsonl": func(w *bytes.Buffer) error { return JSONL(w, table) },
		} {
			var body bytes.Buffer
			if err := write(&body); err != nil {
				t.Fatal(err)
			}
			testkit.Golden(t, name+ending, body.Bytes())
		}
	}
}

// What is written as CSV is read back, and no cell is a formula.
func TestCSVReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.OneOf(rapid.String(), rapid.StringMatching(`[=+\-@\t\r\n'][=+\-@'a-z0-9",\n]{0,6}`))
		var rows [][]string
		for range rapid.IntRange(1, 4).Draw(t, "rows") {
			rows = append(rows, []string{cell.Draw(t, "a"), cell.Draw(t, "b"), "end"})
		}
		var body bytes.Buffer
		if err := CSV(&body, &Table{Columns: []string{"a", "b", "c"}, Rows: rows}); err != nil {
			t.Fatal(err)
		}
		got, err := csv.NewReader(&body).ReadAll()
		if err != nil || len(got) != len(rows)+1 {
			t.Fatalf("%d rows, %v", len(got), err)
		}
		for i, row := range rows {
			for k, want := range row {
				c := got[i+1][k]
				if c != "" && strings.ContainsRune("=+-@\t\r\n", rune(c[0])) {
					t.Errorf("cell %q is a formula", c)
				}
				if want = strings.ReplaceAll(want, "\r\n", "\n"); Unguard(c) != want {
					t.Errorf("%q came back as %q", want, Unguard(c))
				}
			}
		}
	})
}

func TestJSONLReadBack(t *testing.T) {
	table := Claims([]*brief.Brief{sample.Brief(credence.H4, credence.Likely)})
	var body bytes.Buffer
	if err := JSONL(&body, table); err != nil {
		t.Fatal(err)
	}
	var got map[string]string
	if err := json.Unmarshal(body.Bytes(), &got); err != nil || len(got) != len(table.Columns) {
		t.Fatalf("%d fields, %v", len(got), err)
	}
	for i, c := range table.Columns {
		if got[c] != table.Rows[0][i] {
			t.Errorf("%s = %q, want %q", c, got[c], table.Rows[0][i])
		}
	}
}

func TestRowsFitColumns(t *testing.T) {
	b := sample.Brief(credence.H7, credence.Insufficient)
	for _, table := range []*Table{Claims([]*brief.Brief{b}), Details([]*brief.Brief{b})} {
		for _, row := range table.Rows {
			if len(row) != len(table.Columns) {
				t.Errorf("%d cells under %d heads", len(row), len(table.Columns))
			}
			if slices.ContainsFunc(row, func(c string) bool { return strings.Contains(c, "front.example") }) {
				t.Error("a cell leads to the claimant's own page")
			}
		}
	}
}

func TestShare(t *testing.T) {
	for p, want := range map[float64]string{0: "0.01", 0.004: "0.01", 0.5: "0.50", 0.996: "0.99", 1: "0.99"} {
		if got := share(p); got != want {
			t.Errorf("share(%g) = %s, want %s", p, got, want)
		}
	}
}

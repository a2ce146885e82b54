package gtd

import (
	"bytes"
	"encoding/csv"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/export/internal/sample"
	"github.com/credence-project/credence/export/table"
	"github.com/credence-project/credence/internal/testkit"
)

func read(t *testing.T, briefs ...*brief.Brief) []map[string]string {
	t.Helper()
	var body bytes.Buffer
	if err := CSV(&body, briefs); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&body).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if want := append(Columns(), Extra()...); !slices.Equal(lines[0], want) {
		t.Fatalf("head %v", lines[0])
	}
	var out []map[string]string
	for _, l := range lines[1:] {
		r := map[string]string{}
		for i, c := range l {
			r[lines[0][i]] = table.Unguard(c)
		}
		out = append(out, r)
	}
	return out
}

func TestGolden(t *testing.T) {
	var body bytes.Buffer
	if err := CSV(&body, []*brief.Brief{sample.Brief(credence.H2, credence.Likely), sample.Brief(credence.H5, credence.Open)}); err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "rows.csv", body.Bytes())
}

func TestColumns(t *testing.T) {
	columns := Columns()
	if len(columns) != 135 {
		t.Errorf("%d columns, want 135", len(columns))
	}
	for name, at := range map[string]int{"eventid": 0, "iyear": 1, "country": 7, "gname": 58, "claimed": 71, "compclaim": 80, "nkill": 98, "dbsource": 129, "related": 134} {
		if got := slices.Index(columns, name); got != at {
			t.Errorf("%s is column %d, want %d", name, got, at)
		}
	}
	all := append(columns, Extra()...)
	slices.Sort(all)
	if n := len(slices.Compact(slices.Clone(all))); n != len(all) {
		t.Error("two columns have one name")
	}
	for column := range code(sample.Brief(credence.H1, credence.Likely)) {
		if _, known := slices.BinarySearch(all, column); !known {
			t.Errorf("%q is coded and no column", column)
		}
	}
}

func TestGroupAndClaim(t *testing.T) {
	tests := []struct {
		h                        credence.Hypothesis
		state                    credence.Sufficiency
		guncertain1, individual  string
		doubt, alternative, link string
	}{
		{credence.H1, credence.Established, "0", "0", "0", "", "H1"},
		{credence.H2, credence.Likely, "0", "0", "0", "", "H2"},
		{credence.H3, credence.Likely, "1", "0", "0", "", "H3"},
		{credence.H4, credence.Likely, "1", "1", "0", "", "H4"},
		{credence.H1, credence.Insufficient, "1", "0", "0", "", "H1"},
		{credence.H5, credence.Likely, "1", "0", "1", "2", "H5"},
		{credence.H7, credence.Established, "1", "0", "1", "4", "H7"},
	}
	for _, tt := range tests {
		t.Run(string(tt.h)+" "+string(tt.state), func(t *testing.T) {
			r := read(t, sample.Brief(tt.h, tt.state))[0]
			for column, want := range map[string]string{
				"gname": "River Front", "guncertain1": tt.guncertain1, "individual": tt.individual, "doubtterr": tt.doubt, "alternative": tt.alternative, "x_link_grade": tt.link,
				"claimed": "1", "claimmode": "2", "gname2": "Hill Column", "claim2": "1", "claimmode2": "3", "compclaim": "1",
				"country": "603", "country_txt": "United Kingdom", "region": "8", "attacktype1": "3", "weaptype1": "6", "nkill": "2", "nwound": "12", "nperps": "-99",
				"dbsource": NotGTD, "x_comment": NotGTD, "x_foreknowledge": "1", "x_checkable_details": "2", "x_indep_origins": "2", "iday": "2",
			} {
				if r[column] != want {
					t.Errorf("%s = %q, want %q", column, r[column], want)
				}
			}
			if !regexp.MustCompile(`^201904029\d{3}$`).MatchString(r["eventid"]) {
				t.Errorf("eventid %s", r["eventid"])
			}
			if s := strings.Join([]string{r["scite1"], r["scite2"], r["scite3"]}, " "); strings.Contains(s, "front.example") || strings.Contains(s, "Composite") {
				t.Errorf("cited %q", s)
			}
		})
	}
	b := sample.Brief(credence.H4, credence.Likely)
	b.Assessment.Authenticity, b.Rivals = credence.NoClaimHeld, nil
	if r := read(t, b)[0]; r["claimed"] != "0" || r["claimmode"] != "" || r["compclaim"] != "" {
		t.Errorf("nobody claimed: %s %s %s", r["claimed"], r["claimmode"], r["compclaim"])
	}
}

func TestCodes(t *testing.T) {
	tests := []struct{ variable, text, want string }{
		{"attack", "kidnapping", "6"}, {"attack", "car bombing", "3"}, {"attack", "vehicle ramming and stabbing", "2"}, {"attack", "arson", "7"},
		{"attack", "assassination", "1"}, {"attack", "attack", "9"}, {"attack", "", "9"},
		{"weapon", "hired car, knives", "10"}, {"weapon", "a rifle", "5"}, {"weapon", "sarin", "12"},
		{"mode", "Amaq, by Telegram auxiliary", "7"}, {"mode", "a letter to a paper", "1"}, {"mode", "video", "6"}, {"mode", "phone call anonymous", "2"}, {"mode", "", "10"}, {"mode", "by e-mail", "4"},
	}
	for _, tt := range tests {
		if got := lookUp(tt.variable, tt.text).code; got != tt.want {
			t.Errorf("%s %q: %s, want %s", tt.variable, tt.text, got, tt.want)
		}
	}
}

func TestUnknownDates(t *testing.T) {
	b := sample.Brief(credence.H4, credence.Likely)
	b.Incident.Date = credence.Interval{From: sample.At("2019-04-28T00:00:00Z"), To: sample.At("2019-05-02T00:00:00Z")}
	if r := read(t, b)[0]; r["imonth"] != "0" || r["iday"] != "0" || r["approxdate"] == "" || !strings.HasPrefix(r["eventid"], "201900009") {
		t.Errorf("over two months: %s-%s %q %s", r["imonth"], r["iday"], r["approxdate"], r["eventid"])
	}
	b.Incident.Date = credence.Interval{}
	if r := read(t, b)[0]; r["iyear"] != "0" || r["eventid"] != "" {
		t.Errorf("no date: %s %s", r["iyear"], r["eventid"])
	}
}

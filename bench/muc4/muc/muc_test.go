package muc

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
)

// An answer key in the form of MUC-4, of an incident that never happened.
const answers = `
0.  MESSAGE: ID                     DEV-MUC3-9001 (NCCOSC)
1.  MESSAGE: TEMPLATE               1
2.  INCIDENT: DATE                  - 08 JAN 90
3.  INCIDENT: LOCATION              PERU: LIMA (CITY)
4.  INCIDENT: TYPE                  BOMBING
6.  INCIDENT: INSTRUMENT ID         "BOMB" / "CAR BOMB"
10. PERP: ORGANIZATION ID           ? "RED DAWN"
11. PERP: ORGANIZATION CONFIDENCE   POSSIBLE / REPORTED AS FACT: "RED DAWN"
18. HUM TGT: NAME                   "JUAN PEREZ (\"EL TIO\")"
                                    "ANA RUIZ"
21. HUM TGT: NUMBER                 1: "ANA RUIZ"

;; a remark
0.  MESSAGE: ID                     DEV-MUC3-9002 (NCCOSC)
1.  MESSAGE: TEMPLATE               *
2.  INCIDENT: DATE                  *

0.  MESSAGE: ID                     DEV-MUC3-9001 (NCCOSC)
1.  MESSAGE: TEMPLATE               2 (OPTIONAL)
4.  INCIDENT: TYPE                  ATTACK
`

func TestTemplates(t *testing.T) {
	got := Templates(answers)
	want := map[string][]Template{"DEV-MUC3-9001": {
		{Doc: "DEV-MUC3-9001", Slots: map[int][]Filler{
			2:  {{Values: []string{"- 08 JAN 90"}}},
			3:  {{Values: []string{"PERU: LIMA (CITY)"}}},
			4:  {{Values: []string{"BOMBING"}}},
			6:  {{Values: []string{"BOMB", "CAR BOMB"}}},
			10: {{Values: []string{"RED DAWN"}, Optional: true}},
			11: {{Values: []string{"POSSIBLE", "REPORTED AS FACT"}, Refs: []string{"RED DAWN"}}},
			18: {{Values: []string{`JUAN PEREZ ("EL TIO")`}}, {Values: []string{"ANA RUIZ"}}},
			21: {{Values: []string{"1"}, Refs: []string{"ANA RUIZ"}}},
		}},
		{Doc: "DEV-MUC3-9001", Optional: true, Slots: map[int][]Filler{4: {{Values: []string{"ATTACK"}}}}},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("templates differ (-want +got):\n%s", diff)
	}
}

func TestItems(t *testing.T) {
	got := Items("DEV-MUC3-9001 (NOSC)\n\n   FIRST.\n\nTST1-MUC3-9002\n\n   SECOND.\n")
	want := []Item{{"DEV-MUC3-9001", "\n   FIRST.\n\n"}, {"TST1-MUC3-9002", "\n   SECOND.\n"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("items differ (-want +got):\n%s", diff)
	}
}

func TestDateAndNumber(t *testing.T) {
	for _, tc := range []struct {
		name string
		in   credence.DateMention
		want string
	}{
		{"a day", credence.DateMention{From: "1990-02-04", To: "1990-02-04"}, "04 FEB 90"},
		{"a range", credence.DateMention{From: "1989-12-30", To: "1990-01-02"}, "30 DEC 89 - 02 JAN 90"},
		{"up to", credence.DateMention{To: "1990-01-02"}, "- 02 JAN 90"},
		{"unknown", credence.DateMention{}, ""},
	} {
		if got := Date(tc.in); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
	for _, tc := range []struct {
		in   credence.Number
		want string
	}{
		{credence.Number{Min: 7, Max: 7}, "7"}, {credence.Number{Min: 5, Max: 7}, "5 - 7"}, {credence.Number{Min: 5}, "5 -"},
		{credence.Number{Min: 30, Max: 30, Approx: true}, "~30"}, {credence.Number{Min: 2, Approx: true}, "PLURAL"}, {credence.Number{}, "PLURAL"},
	} {
		if got := number(tc.in); got != tc.want {
			t.Errorf("number %+v: %q, want %q", tc.in, got, tc.want)
		}
	}
}

func TestPlace(t *testing.T) {
	got := place(credence.PlaceMention{Name: "Miraflores", Kind: "neighborhood", Within: "Lima", WithinKind: "city", Country: "PE"})
	if want := "PERU: LIMA (CITY): MIRAFLORES (NEIGHBORHOOD)"; got != want {
		t.Errorf("place %q, want %q", got, want)
	}
}

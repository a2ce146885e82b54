package series

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
)

func TestRead(t *testing.T) {
	tests := []struct {
		name, in string
		want     Table
	}{
		{"gtd", "\ufeffeventid,iyear,imonth,gname,claimed,gname2,claim2,nkill\n" +
			"1,2015,3,River Front,1,Hill Army,0,4\n" +
			"2,2015,3,River Front,-9,,,1.0\n" +
			"3,2015,0,River Front,0,,,\n" +
			"4,2015,3,Unknown,,,,9\n",
			Table{Format: "gtd", Rows: 3, Passed: 1, Counts: []credence.GroupMonth{
				{Group: "Hill Army", Month: "2015-03", Attacks: 1, Told: 1, Killed: 4},
				{Group: "River Front", Month: "2015", Attacks: 1, Told: 1},
				{Group: "River Front", Month: "2015-03", Attacks: 2, Claims: 1, Told: 1, Killed: 5},
			}}},
		{"acled with semicolons", "event_date;event_type;actor1;fatalities\n" +
			"02 March 2015;Battles;River Front;2\n2015-03-09;Violence against civilians;River Front;3\n" +
			"2015-03-09;Protests;Students;0\n2015-03-10;Battles;Military Forces of Kell (2010-);5\nsoon;Battles;River Front;1\n",
			Table{Format: "acled", Rows: 2, Passed: 3, Counts: []credence.GroupMonth{{Group: "River Front", Month: "2015-03", Attacks: 2, Killed: 5}}}},
		{"ucdp with tabs", "best\tdate_start\tside_b\tside_a\ttype_of_violence\n" +
			"7\t2015-03-02 00:00:00.000\tRiver Front\tGovernment of Kell\t1\n" +
			"2\t2015-04-02\tHill Army\tRiver Front\t2\n1\t2015-04-03\tCivilians\tRiver Front\t3\n",
			Table{Format: "ucdp", Rows: 3, Counts: []credence.GroupMonth{
				{Group: "Hill Army", Month: "2015-04", Attacks: 1, Killed: 2},
				{Group: "River Front", Month: "2015-03", Attacks: 1, Killed: 7},
				{Group: "River Front", Month: "2015-04", Attacks: 2, Killed: 3},
			}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := Read(strings.NewReader(test.in))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", "is empty"},
		{"other columns", "a,b\n1,2\n", "not those of GTD"},
		{"a row without end", "iyear,imonth,gname\n2015,3,\"" + strings.Repeat("x", 3*maxRecord), "larger than is read"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Read(strings.NewReader(test.in))
			var input *credence.InputError
			if !errors.As(err, &input) || !strings.Contains(input.Reason, test.want) {
				t.Errorf("got %v, want an InputError with %q", err, test.want)
			}
		})
	}
}

// Long tables are read to the end: the limit is on a row, not on the file.
func TestLongTable(t *testing.T) {
	var b strings.Builder
	b.WriteString("iyear,imonth,gname,note\n")
	for range 300 {
		fmt.Fprintf(&b, "2015,3,River Front,%s\n", strings.Repeat("x", maxRecord/100))
	}
	got, err := Read(strings.NewReader(b.String()))
	if err != nil || got.Rows != 300 {
		t.Errorf("%d rows, %v", got.Rows, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("iyear,imonth,gname,claimed\n2015,3,River Front,1\n")
	f.Add("event_date;event_type;actor1;fatalities\n02 March 2015;Battles;River Front;2\n")
	f.Add("best\tdate_start\tside_b\tside_a\ttype_of_violence\n7\t2015-03-02\tA\tB\t1\n")
	f.Fuzz(func(t *testing.T, in string) {
		got, err := Read(strings.NewReader(in))
		if err != nil {
			return
		}
		attacks := 0
		for _, c := range got.Counts {
			attacks += c.Attacks
			if c.Claims > c.Told || c.Told > c.Attacks || c.Group == "" || c.Month == "" {
				t.Errorf("%+v does not add up", c)
			}
		}
		if attacks < got.Rows {
			t.Errorf("%d attacks in %d rows", attacks, got.Rows)
		}
	})
}

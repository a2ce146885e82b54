package series

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// format is a kind of table, known by the columns it must have.
type format struct {
	name    string
	columns []string
	events  func(row) []event // of one row; none if it is no attack by a group
}

var formats = []format{
	{"gtd", []string{"iyear", "imonth", "gname"}, gtd},
	{"acled", []string{"event_date", "event_type", "actor1"}, acled},
	{"ucdp", []string{"type_of_violence", "side_a", "side_b", "date_start"}, ucdp},
}

func recognise(columns map[string]int) *format {
	for i := range formats {
		if !slices.ContainsFunc(formats[i].columns, func(c string) bool { _, ok := columns[c]; return !ok }) {
			return &formats[i]
		}
	}
	return nil
}

// gtd reads a row of the Global Terrorism Database. Up to three groups have
// each a column that says whether they claimed: 1 yes, 0 no, -9 not known.
// Month 0 is a month not known.
func gtd(r row) []event {
	month := monthOf(r.get("iyear"), r.get("imonth"))
	if month == "" {
		return nil
	}
	var out []event
	for _, c := range [][2]string{{"gname", "claimed"}, {"gname2", "claim2"}, {"gname3", "claim3"}} {
		if g := r.group(c[0]); g != "" {
			claimed := strings.TrimSuffix(r.get(c[1]), ".0")
			out = append(out, event{group: g, month: month, killed: r.count("nkill"), claimed: claimed == "1", told: claimed == "1" || claimed == "0"})
		}
	}
	return out
}

func monthOf(year, month string) string {
	var y, m int
	if _, err := fmt.Sscanf(year, "%d", &y); err != nil || y < 1 || y > 9999 {
		return ""
	}
	if _, err := fmt.Sscanf(month, "%d", &m); err != nil || m < 1 || m > 12 {
		return fmt.Sprintf("%04d", y)
	}
	return fmt.Sprintf("%04d-%02d", y, m)
}

// acled reads a row of ACLED: violent events, laid to the first actor, whom
// the data set takes for the attacker wherever only one side attacks. State
// forces are no group. Whether somebody claimed is not told.
func acled(r row) []event {
	switch strings.ToLower(r.get("event_type")) {
	case "battles", "explosions/remote violence", "violence against civilians":
	default:
		return nil
	}
	month := monthIn(r.get("event_date"))
	g := r.group("actor1")
	if month == "" || g == "" || state(g) || strings.HasPrefix(strings.ToLower(g), "unidentified") {
		return nil
	}
	return []event{{group: g, month: month, killed: r.count("fatalities")}}
}

// ucdp reads a georeferenced event of UCDP, laid to each side that is not a
// government; in one-sided violence the second side is the victims. Whether
// somebody claimed is not told.
func ucdp(r row) []event {
	month := monthIn(r.get("date_start"))
	if month == "" {
		return nil
	}
	sides := []string{"side_a", "side_b"}
	if strings.TrimSuffix(r.get("type_of_violence"), ".0") == "3" {
		sides = sides[:1]
	}
	var out []event
	for _, s := range sides {
		if g := r.group(s); g != "" && !state(g) {
			out = append(out, event{group: g, month: month, killed: r.count("best")})
		}
	}
	return out
}

// state reports whether a side is named as the forces or the government of a
// state.
func state(name string) bool {
	name = strings.ToLower(name)
	for _, p := range []string{"government of", "military forces of", "police forces of"} {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}

var layouts = []string{time.DateOnly, "02 January 2006", "2 January 2006", "02-January-2006", "2006-01-02 15:04:05", "2006-01-02 15:04:05.000", "02/01/2006"}

// monthIn is the month of a date in one of the forms the tables use.
func monthIn(date string) string {
	for _, l := range layouts {
		if t, err := time.Parse(l, date); err == nil {
			return t.Format("2006-01")
		}
	}
	return ""
}

// Package gtd writes verdicts as rows in the form of the Global Terrorism
// Database: the 135 columns of its 2018 distribution in their order, then
// columns of ours whose names begin with x_. Names and codes of the form are
// facts; the rows are coded by Credence and are no GTD data, which dbsource
// and x_comment say in every row.
//
// What is not known stays empty, or is -9 or -99 where the form says so. Where
// reports differ a count is the least of them; addnotes has the range.
package gtd

import (
	"encoding/csv"
	"io"
	"strings"

	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/export/plain"
	"github.com/credence-project/credence/export/table"
)

// NotGTD is what every row says of itself.
const NotGTD = "not GTD data; coded in GTD form by Credence"

// Columns are the names of the 135 columns in their order.
func Columns() []string { return strings.Fields(columnList) }

// Extra are the names of the columns after those of the form.
func Extra() []string {
	return []string{
		"x_comment", "x_claim_id", "x_incident_id", "x_as_of", "x_claim_time", "x_claim_time_to", "x_claimant_id", "x_authenticity",
		"x_link_grade", "x_link_name", "x_link_probability", "x_link_from", "x_link_to", "x_sufficiency",
		"x_indep_origins", "x_foreknowledge", "x_checkable_details", "x_machine_coded", "x_versions",
	}
}

// CSV writes a head and one row for each brief. Cells that a spreadsheet would
// take for a formula are guarded as [table.Guard] does.
func CSV(w io.Writer, briefs []*brief.Brief) error {
	columns := append(Columns(), Extra()...)
	out := csv.NewWriter(w)
	if err := out.Write(columns); err != nil {
		return err
	}
	for _, b := range briefs {
		row := code(b)
		cells := make([]string, len(columns))
		for i, c := range columns {
			if cells[i] = strings.ReplaceAll(row[c], plain.Space, " "); !numeric(cells[i]) {
				cells[i] = table.Guard(cells[i])
			}
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// numeric reports whether a cell is a number, such as -9.
func numeric(s string) bool {
	s = strings.TrimPrefix(s, "-")
	return s != "" && strings.Trim(s, "0123456789.") == ""
}

package gtd

import (
	"bufio"
	"cmp"
	_ "embed"
	"strings"
	"unicode"

	"github.com/credence-project/credence"
)

//go:embed columns.txt
var columnList string

//go:embed codes.txt
var codeList string

//go:embed countries.txt
var countryList string

// coded is a code of the form with its name.
type coded struct{ code, name string }

// lookUp gives the first code of a variable one of whose words begins a word
// of the text; the last line of a variable has no words and takes the rest.
func lookUp(variable, text string) coded {
	for _, c := range all(variable, text) {
		return c
	}
	return coded{}
}

// all gives every code of a variable that a word of the text calls for, in the
// order of the table, and the one for the rest if there is none.
func all(variable, text string) []coded {
	var found []coded
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' })
	text = " " + strings.Join(words, " ")
	for _, f := range rows(codeList) {
		if f[0] != variable || len(f) < 3 {
			continue
		}
		rest := len(f) == 3 || f[3] == ""
		if rest && len(found) == 0 || !rest && called(f[3], text) {
			found = append(found, coded{f[1], f[2]})
		}
	}
	return found
}

func called(list, text string) bool {
	for word := range strings.SplitSeq(list, ",") {
		if strings.Contains(text, " "+strings.ToLower(strings.TrimSpace(word))) {
			return true
		}
	}
	return false
}

var regions = map[string]string{
	"1": "North America", "2": "Central America & Caribbean", "3": "South America", "4": "East Asia", "5": "Southeast Asia", "6": "South Asia",
	"7": "Central Asia", "8": "Western Europe", "9": "Eastern Europe", "10": "Middle East & North Africa", "11": "Sub-Saharan Africa", "12": "Australasia & Oceania",
}

// countryOf gives country and region of an ISO 3166 code, empty if the form
// has none for it.
func countryOf(iso string) (country, region coded) {
	for _, f := range rows(countryList) {
		if len(f) == 4 && f[0] == iso {
			return coded{f[1], f[2]}, coded{f[3], regions[f[3]]}
		}
	}
	return country, region
}

// rows are the lines of a table, cut at tabs, without remarks.
func rows(list string) [][]string {
	var out [][]string
	for s := bufio.NewScanner(strings.NewReader(list)); s.Scan(); {
		if line := s.Text(); line != "" && line[0] != '#' {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}

// claimMode is how a claim was made. A call is coded by whether it came before
// the incident: 3 before, 2 after.
func claimMode(c *credence.Claim, incident credence.Interval) coded {
	mode := lookUp("mode", c.Channel+" "+string(c.Tier))
	if mode.code != "2" {
		return mode
	}
	start := cmp.Or(incident.From, incident.To)
	if before := !c.At.IsZero() && !start.IsZero() && c.At.Before(start); before {
		return coded{"3", "Call (pre-incident)"}
	}
	return mode
}

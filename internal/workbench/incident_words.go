package workbench

import (
	"cmp"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/plain"
)

// What a mention tells, in a few words. Persons are never named.

func dateWords(d *credence.DateMention) string {
	s := d.From
	switch {
	case d.From == "" && d.To != "":
		s = "by " + d.To
	case d.To != "" && d.To != d.From:
		s = d.From + " to " + d.To
	}
	if s != "" && d.Time != "" {
		s += ", " + d.Time + " " + cmp.Or(d.Zone, "by the clock of the place")
	}
	return s
}

func placeWords(p *credence.PlaceMention) string {
	name, within := lowered(p.Name), lowered(p.Within)
	if name == "" || within == "" || name == within {
		return cmp.Or(name, within)
	}
	return name + ", " + within
}

// lowered writes a name that stands in capitals, as in a dateline, the usual
// way; short ones may be acronyms.
func lowered(name string) string {
	if len(name) < 5 || name != strings.ToUpper(name) {
		return name
	}
	words := strings.Fields(strings.ToLower(name))
	for i, w := range words {
		words[i] = plain.Capital(w)
	}
	return strings.Join(words, " ")
}

func weaponWords(m *credence.Mention) []string {
	var out []string
	for _, w := range m.Weapons {
		out = append(out, cmp.Or(w.Class, w.Text))
	}
	return out
}

// targetWords describes what was hit or aimed at: things by name, people only
// by what they were.
func targetWords(m *credence.Mention) []string {
	var out []string
	for _, t := range m.Targets {
		what := cmp.Or(t.Description, t.Class)
		if t.Kind == "physical" {
			what = cmp.Or(t.Description, t.Name, t.Class)
		}
		out = append(out, what)
	}
	return out
}

// stances put the footing on which a report names somebody into words.
var stances = map[credence.Confidence]string{
	credence.ReportedAsFact:       "reported as fact",
	credence.ClaimedOrAdmitted:    "claimed or admitted",
	credence.AccusedByAuthorities: "accused by authorities",
	credence.Accused:              "accused",
	credence.Possible:             "possible",
	credence.Acquitted:            "cleared",
}

func organisationWords(m *credence.Mention) []string {
	var out []string
	for _, p := range m.Perpetrators {
		if p.Kind != "organization" {
			continue
		}
		s := p.Name
		if words := stances[p.Confidence]; words != "" {
			s += " (" + words + ")"
		}
		out = append(out, s)
	}
	return out
}

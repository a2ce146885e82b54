package main

import (
	"fmt"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/extract"
)

// What stands in the gaps of a clause, and the sentences that lead up to a
// clause. Which is taken depends on the number of the line alone.
var (
	clauseGroups = []string{
		"Red Valley Front", "Islamic State", "Army of the Poor", "Hezbollah", "ETA", "Northern Tigers", "al-Qaeda", "Ansar al-Bahr", "FARC", "Liberation Column", "Boko Haram",
		"Workers' Defence Cells", "Taliban", "Sons of the River", "Shining Path", "Free Highlands Movement", "al-Shabaab", "Black Orchard", "Provisional IRA", "Jund al-Wadi", "Maoist rebels", "White Resistance", "Hamas", "Brigade of the Martyrs",
	}
	clauseStates = []string{"Iran", "Russia", "Libya", "Pakistan", "Syria", "Israel", "North Korea", "Sudan"}
	clauseActs   = []string{
		"the bombing", "the attack", "the killing of the judge", "the ambush", "the raid on the barracks", "the fire", "the shooting", "the kidnapping", "the explosion", "the assassination", "the hijacking", "the massacre",
	}
	clauseLeads = []string{
		"A bomb killed four people at a station on Tuesday.", "Gunmen shot dead a judge in his car.", "Nine soldiers died when a lorry exploded at the gate.", "A fire gutted a warehouse in the harbour during the night.",
		"Two engineers were kidnapped on the road to the dam.", "A rocket hit a bus near the border.", "Three policemen were killed in an ambush.", "A man with a knife wounded six people in the market.",
	}
	clauseNeutral = []string{
		"%A has fought in the north for nine years.", "The town lies in an area where %A is active.", "%A has some four hundred members.", "Talks with %A broke down in the spring.",
	}
)

// Who says so: behind the clause where dots stand, before it otherwise.
var clauseReports = []string{
	"..., police said", "The prosecutor said that ", "..., according to the indictment", "Detectives say that ", "..., the court heard", "A security official said that ",
	"..., the minister told parliament", "..., investigators believe", "The inquiry found that ", "..., a former officer said", "According to the police, ", "..., an analyst said",
}

// clauseTexts makes texts of the clauses: a sentence that leads up to it, one
// that names the actor if the clause does not, and the clause, marked.
func clauseTexts(file string) ([]extract.Marked, error) {
	var out []extract.Marked
	kind := ""
	n := 0
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			kind = strings.Trim(line, "[]")
		case kind == "":
			return nil, fmt.Errorf("%q stands before any kind", line)
		default:
			out = append(out, clauseText(reported(line, kind, n), kind, n))
			n++
		}
	}
	return out, nil
}

// reported puts somebody who says so to every second clause that names no
// speaker yet, if anybody may say it, and to every fourth otherwise.
func reported(clause, kind string, n int) string {
	often := 2
	switch strings.TrimSuffix(kind, "-") {
	case "claim", "denial", "retraction", "pledge", "no_claim":
		often = 4
	case "attribution", "doubt", "endorse", "none":
		return clause
	}
	if n%often == 0 || often == 4 && n%often != 1 || strings.Contains(clause, "said") || strings.ContainsAny(clause, ",\":") || strings.Contains(clause, "think") || strings.Contains(clause, "believe") {
		return clause
	}
	by := clauseReports[n%len(clauseReports)]
	if rest, ok := strings.CutPrefix(by, "..."); ok {
		return clause + rest
	}
	if strings.HasPrefix(clause, "%") {
		return by + clause
	}
	return by + strings.ToLower(clause[:1]) + clause[1:]
}

// clauseText makes one text of a clause.
func clauseText(clause, kind string, n int) extract.Marked {
	pick := func(list []string, step int) string { return list[(n*step+n/7)%len(list)] }
	group, state := pick(clauseGroups, 5), pick(clauseStates, 3)
	gaps := strings.NewReplacer("%A", group, "%B", pick(clauseGroups[1:], 7), "%N", pick(clauseActs, 5), "%S", state)
	text := pick(clauseLeads, 3) + " "
	kind, nobody := strings.CutSuffix(kind, "-")
	actor := group
	if strings.Contains(clause, "%S") && !strings.Contains(clause, "%A") {
		actor = state
	} else if !nobody && !strings.Contains(clause, "%A") {
		text += gaps.Replace(pick(clauseNeutral, 3)) + " "
	}
	clause = gaps.Replace(clause)
	clause = strings.ToUpper(clause[:1]) + clause[1:]
	m := extract.Marked{Text: text + clause + "."}
	if kind == "none" {
		return m
	}
	mark := extract.Mark{Kind: credence.Kind(kind), Span: credence.Span{Start: len(text), End: len(text) + len(clause)}}
	if !nobody {
		mark.Names = []string{actor}
	}
	m.Marks = []extract.Mark{mark}
	return m
}

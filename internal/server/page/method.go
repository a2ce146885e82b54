package page

import (
	"fmt"
	"maps"
	"net/http"
	"slices"

	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/export/plain"
)

// methodBody is what the page of the method is made from: the tables that the
// judgement uses, in words.
type methodBody struct {
	Tables     *assess.Tables
	Versions   [][2]string
	RollUps    []rollUpRow
	Yardsticks []yardstickRow
	Grades     [2][]gradeRow
	Priors     []priorRow
	Classes    []classRow
	Questions  int
}

type rollUpRow struct{ Label, Rungs string }

type yardstickRow struct {
	Label, Source string
	InUse         bool
	Words         []wordRow
}

type wordRow struct{ Word, From, To string }

type gradeRow struct{ Grade, Means, Chance string }

type priorRow struct {
	Name, Label, When, Basis string
	P                        []string
}

// classRow is a class of questions.
type classRow struct {
	Name, Cap string
	Codes     []assess.Code
}

// classNames put the classes of evidence into words, in the order of the page.
var classNames = []struct {
	class assess.Class
	name  string
}{
	{assess.ClassClaim, "What the claim says, how and when"}, {assess.ClassAttack, "How the attack was done"},
	{assess.ClassInvestigation, "What investigators, officials and experts found"}, {assess.ClassExclusive, "What only an insider could have"},
	{assess.ClassIncident, "What kind of event it was"}, {assess.ClassFinal, "Final findings"},
}

// gradeWords say what the letters and figures of the Admiralty grading mean.
var gradeWords = map[string]string{
	"A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable", "E": "unreliable", "F": "reliability not known",
	"1": "confirmed by others", "2": "probably true", "3": "possibly true", "4": "doubtful", "5": "improbable", "6": "truth not known",
}

func (p *Pages) method(w http.ResponseWriter, r *http.Request) error {
	m, err := p.moment(r)
	if err != nil {
		return err
	}
	t := p.bench.Tables
	b := methodBody{Tables: t, Questions: len(t.Codes.Codes), Versions: [][2]string{
		{"questions", t.Codes.Version}, {"priors", t.Priors.Version}, {"words", t.Words.Version},
		{"grades", t.Grades.Version}, {"ladder", t.Ladder.Version}, {"rules", t.Rules.Version},
	}}
	for _, u := range t.Ladder.RollUps {
		row := rollUpRow{Label: u.Label}
		for i, h := range u.Rungs {
			if i > 0 {
				row.Rungs += ", "
			}
			row.Rungs += string(h)
		}
		b.RollUps = append(b.RollUps, row)
	}
	for i := range t.Words.Yardsticks {
		b.Yardsticks = append(b.Yardsticks, yardstickOf(&t.Words.Yardsticks[i], t.Words.Yardstick(p.bench.Yardstick)))
	}
	for _, g := range slices.Sorted(maps.Keys(t.Grades.Reliability)) {
		b.Grades[0] = append(b.Grades[0], gradeRow{g, gradeWords[g], plain.Percent(t.Grades.Reliability[g])})
	}
	for _, g := range slices.Sorted(maps.Keys(t.Grades.Credibility)) {
		b.Grades[1] = append(b.Grades[1], gradeRow{fmt.Sprint(g), gradeWords[fmt.Sprint(g)], plain.Percent(t.Grades.Credibility[g])})
	}
	for i := range t.Priors.Sets {
		b.Priors = append(b.Priors, priorOf(&t.Priors.Sets[i]))
	}
	b.Classes = classesOf(t)
	return p.render(w, r, "method", view{Title: "Method", Here: "/method", Moment: m, Body: b})
}

func yardstickOf(y, used *assess.Yardstick) yardstickRow {
	row := yardstickRow{Label: y.Label, Source: y.Source, InUse: y == used}
	from := "0"
	for i, word := range y.Words {
		to := "100 %"
		if i < len(y.Cuts) {
			to = fmt.Sprintf("%.3g %%", 100*y.Cuts[i])
		}
		row.Words = append(row.Words, wordRow{word, from, to})
		from = to
	}
	return row
}

func priorOf(s *assess.PriorSet) priorRow {
	row := priorRow{Name: s.Name, Label: s.Label, Basis: s.Basis, When: "any time"}
	switch {
	case !s.From.IsZero() && !s.Until.IsZero():
		row.When = "attacks from " + s.From.Format("2 January 2006") + " until " + s.Until.Format("2 January 2006")
	case !s.From.IsZero():
		row.When = "attacks from " + s.From.Format("2 January 2006")
	case !s.Until.IsZero():
		row.When = "attacks until " + s.Until.Format("2 January 2006")
	}
	for _, v := range s.P {
		row.P = append(row.P, plain.Percent(v))
	}
	return row
}

func classesOf(t *assess.Tables) []classRow {
	var out []classRow
	for _, c := range classNames {
		row := classRow{Name: c.name, Cap: "not capped"}
		if limit, ok := t.Rules.Caps[c.class]; ok {
			row.Cap = fmt.Sprintf("together at most %g dB", limit)
		}
		for _, code := range t.Codes.Codes {
			if code.Class == c.class {
				row.Codes = append(row.Codes, code)
			}
		}
		if len(row.Codes) > 0 {
			out = append(out, row)
		}
	}
	return out
}

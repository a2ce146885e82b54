package assess

import (
	"cmp"
	"slices"

	"github.com/credence-project/credence"
)

// lookForOrigin is the voice of a trial answer: nobody heard so far.
const lookForOrigin = "look for"

// lookFor tries out each possible answer to each unanswered question at the
// grade of Rules.LookFor, and ranks them by the largest move of a roll-up.
func (c *court) lookFor() []credence.LookFor {
	answered := make(map[string]bool)
	for i := range c.standing {
		answered[c.standing[i].Code] = true
	}
	grade, err := ParseGrade(c.t.Rules.LookFor.Grade)
	if err != nil {
		grade = credence.Grade{Reliability: "A", Credibility: 2}
	}
	var out []credence.LookFor
	for i := range c.t.Codes.Codes {
		code := &c.t.Codes.Codes[i]
		if answered[code.ID] {
			continue
		}
		for k := range code.Values {
			if v := &code.Values[k]; v.Scored() {
				out = append(out, c.answer(code, v, grade))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b credence.LookFor) int {
		return cmp.Or(cmp.Compare(b.Shift, a.Shift), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Value, b.Value))
	})
	return out[:min(len(out), c.t.Rules.LookFor.Keep)]
}

// answer is the verdict with one more item.
func (c *court) answer(code *Code, v *Value, grade credence.Grade) credence.LookFor {
	e := credence.Evidence{Code: code.ID, Value: v.Value, Grade: grade, Origin: lookForOrigin}
	class := code.class(v)
	chance, err := c.t.Grades.chanceOf(&e, class)
	if err != nil {
		chance = 0.5
	}
	s := scored{&e, code, v, class, Discount(v.DB, chance)}
	sum := c.sum
	home := -1
	for k := range c.clusters {
		if c.clusters[k].class == class && c.clusters[k].origin == s.origin() {
			home = k
		}
	}
	if home >= 0 {
		with := c.clusters[home].with(&s, c.t.Rules.Sharing)
		for h := range sum {
			sum[h] += with[h] - c.clusters[home].total[h]
		}
	} else {
		alone, _ := weigh([]group{{code.Group, 1, s.db}}, c.t.Rules.Caps[class], c.t.Rules.Sharing)
		addTo(&sum, alone, 1)
	}
	p := posterior(c.base, sum)
	moves, shift := c.moves(p)
	return credence.LookFor{
		Code: code.ID, Value: v.Value, Question: code.Question, Answer: v.Text,
		Top: credence.Hypotheses[leading(p)], Moves: moves, Shift: shift,
	}
}

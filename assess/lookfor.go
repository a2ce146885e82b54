package assess

import (
	"cmp"
	"slices"

	"github.com/credence-project/credence"
)

// lookForOrigin is the voice of a trial answer: nobody heard so far.
const lookForOrigin = "look for"

// lookFor tries out each possible answer to each question that is unanswered,
// or answered only by an absence, at the grade of Rules.LookFor, and ranks
// them by the largest move of a roll-up.
func (c *court) lookFor() []credence.LookFor {
	grade, err := ParseGrade(c.t.Rules.LookFor.Grade)
	if err != nil {
		grade = credence.Grade{Reliability: "A", Credibility: 2}
	}
	settled, absent := make(map[string]bool), make(map[string]bool)
	for i := range c.standing {
		e := &c.standing[i]
		if c.t.Codes.Code(e.Code).Value(e.Value).Absence {
			absent[e.Code] = true
		} else {
			settled[e.Code] = true
		}
	}
	var out []credence.LookFor
	for i := range c.t.Codes.Codes {
		code := &c.t.Codes.Codes[i]
		for k := range code.Values {
			v := &code.Values[k]
			if v.Scored() && !settled[code.ID] && !(absent[code.ID] && v.Absence) {
				out = append(out, c.answer(code, v, grade, nil))
			}
		}
	}
	return ranked(out, c.t.Rules.LookFor.Keep)
}

// flips answers each standing question that a person has to answer or confirm
// the other way, and ranks the results: how wrong could one coding be?
func (c *court) flips() []credence.LookFor {
	var out []credence.LookFor
	for i := range c.t.Codes.Codes {
		code := &c.t.Codes.Codes[i]
		if code.Detect == Automatic || !c.asked(code.ID) {
			continue
		}
		grade := c.gradeOf(code.ID)
		for k := range code.Values {
			if v := &code.Values[k]; v.Scored() && !c.answered(code.ID, v.Value) {
				out = append(out, c.answer(code, v, grade, func(e *credence.Evidence) bool { return e.Code == code.ID }))
			}
		}
	}
	return ranked(out, c.t.Rules.LookFor.Keep)
}

// gradeOf is the grade of the newest standing answer to a question.
func (c *court) gradeOf(code string) credence.Grade {
	var g credence.Grade
	for i := range c.standing {
		if c.standing[i].Code == code {
			g = c.standing[i].Grade
		}
	}
	return g
}

func ranked(list []credence.LookFor, keep int) []credence.LookFor {
	slices.SortStableFunc(list, func(a, b credence.LookFor) int {
		return cmp.Or(cmp.Compare(b.Shift, a.Shift), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Value, b.Value))
	})
	return list[:min(len(list), keep)]
}

// answer is the verdict with one more item, the newest, of the highest
// authority and of a voice of its own. What drop names is left out, and what
// the new item overtakes.
func (c *court) answer(code *Code, v *Value, grade credence.Grade, drop func(*credence.Evidence) bool) credence.LookFor {
	e := credence.Evidence{
		ID: lookForOrigin, Claim: c.in.Claim.ID, Code: code.ID, Value: v.Value, Grade: grade, Origin: lookForOrigin,
		Authority: credence.AuthorityCourt, KnownAt: c.newest(), Status: credence.Accepted,
	}
	p := posterior(c.base, c.sumWith(&e, code, v, drop))
	moves, shift := c.moves(p)
	return credence.LookFor{
		Code: code.ID, Value: v.Value, Question: code.Question, Answer: v.Text,
		Top: credence.Hypotheses[leading(p)], Moves: moves, Shift: shift,
	}
}

// sumWith is the sum of the clusters with one more item. Only an answer that
// changes how others are weighed needs a new hearing.
func (c *court) sumWith(e *credence.Evidence, code *Code, v *Value, drop func(*credence.Evidence) bool) vector {
	if drop == nil && !c.final() && code.class(v) != ClassFinal && len(v.Replaces) == 0 && v.Meets == "" && !v.Insider && !c.asked(code.ID) && !c.given.moot(v) {
		return c.sumAdding(c.weigh(e, code, v, c.given))
	}
	standing := make([]credence.Evidence, 0, len(c.standing)+1)
	for i := range c.standing {
		old := &c.standing[i]
		if drop != nil && drop(old) || c.t.Rules.Refine.Newer && c.t.overtakes(e, old) {
			continue
		}
		standing = append(standing, *old)
	}
	h := c.hear(append(standing, *e))
	return h.sum
}

// sumAdding is the sum of the clusters when one item joins its cluster.
func (c *court) sumAdding(s scored) vector {
	sum := c.sum
	for k := range c.clusters {
		v := &c.clusters[k]
		if v.class == s.class && v.origin == s.origin() {
			with := v.with(&s, c.t.Rules.Sharing)
			for h := range sum {
				sum[h] += with[h] - v.total[h]
			}
			return sum
		}
	}
	alone, _ := weigh([]group{{s.code.Group, 1, s.db}}, c.t.Rules.Caps[s.class], c.t.Rules.Sharing)
	addTo(&sum, alone, 1)
	return sum
}

package assess

import (
	"fmt"
	"math"

	"github.com/credence-project/credence"
)

// check verifies what the arithmetic relies on, and builds the indexes.
func (t *Tables) check() error {
	if err := t.Codes.index(); err != nil {
		return err
	}
	if err := t.Priors.check(); err != nil {
		return err
	}
	if err := t.Grades.check(); err != nil {
		return err
	}
	if err := t.Words.check(); err != nil {
		return err
	}
	return t.Ladder.check()
}

func (c *CodeTable) index() error {
	fault := func(id, reason string) error {
		return &credence.InputError{Name: "codes.json", Reason: "code " + id + ": " + reason}
	}
	c.byID = make(map[string]*Code, len(c.Codes))
	for i := range c.Codes {
		k := &c.Codes[i]
		if k.ID == "" || c.byID[k.ID] != nil {
			return fault(k.ID, "named twice or not at all")
		}
		c.byID[k.ID] = k
		if !knownClass(k.Class) {
			return fault(k.ID, fmt.Sprintf("class %q is not known", k.Class))
		}
		for _, v := range k.Values {
			if v.Class != "" && !knownClass(v.Class) {
				return fault(k.ID, fmt.Sprintf("class %q is not known", v.Class))
			}
			top := math.Inf(-1)
			for _, x := range v.DB {
				if math.IsNaN(x) || x < -60 || x > 0 {
					return fault(k.ID, fmt.Sprintf("%s: a penalty lies outside -60 to 0", v.Value))
				}
				top = max(top, x)
			}
			if top != 0 {
				return fault(k.ID, v.Value+": no hypothesis has 0")
			}
		}
	}
	return nil
}

func knownClass(c Class) bool {
	switch c {
	case ClassClaim, ClassAttack, ClassInvestigation, ClassExclusive, ClassIncident, ClassFinal:
		return true
	}
	return false
}

func (p *PriorTable) check() error {
	for _, s := range p.Sets {
		sum := 0.0
		for _, x := range s.P {
			if !(x > 0 && x < 1) {
				return &credence.InputError{Name: "priors.json", Reason: "set " + s.Name + ": each rung needs a probability between 0 and 1"}
			}
			sum += x
		}
		if math.Abs(sum-1) > 1e-6 {
			return &credence.InputError{Name: "priors.json", Reason: fmt.Sprintf("set %s: the probabilities add up to %.6f", s.Name, sum)}
		}
	}
	for _, name := range []string{Uniform, p.Default} {
		if p.Set(name) == nil {
			return &credence.InputError{Name: "priors.json", Reason: "no set named " + name}
		}
	}
	return nil
}

func (g *GradeTable) check() error {
	for k, x := range g.Reliability {
		if !(x > 0 && x < 1) {
			return &credence.InputError{Name: "grades.json", Reason: "reliability " + k + " lies outside 0 to 1"}
		}
	}
	for k, x := range g.Credibility {
		if !(x > 0 && x < 1) {
			return &credence.InputError{Name: "grades.json", Reason: fmt.Sprintf("credibility %d lies outside 0 to 1", k)}
		}
	}
	return nil
}

func (w *WordTable) check() error {
	if len(w.Yardsticks) == 0 {
		return &credence.InputError{Name: "words.json", Reason: "no yardstick"}
	}
	for _, y := range w.Yardsticks {
		if len(y.Words) != len(y.Cuts)+1 {
			return &credence.InputError{Name: "words.json", Reason: y.Name + ": one cut less than words is needed"}
		}
		for i := 1; i < len(y.Cuts); i++ {
			if y.Cuts[i] <= y.Cuts[i-1] {
				return &credence.InputError{Name: "words.json", Reason: y.Name + ": the cuts must rise"}
			}
		}
	}
	return nil
}

func (l *LadderTable) check() error {
	if len(l.Rungs) != len(credence.Hypotheses) {
		return &credence.InputError{Name: "ladder.json", Reason: "seven rungs are needed"}
	}
	for i := range l.RollUps {
		r := &l.RollUps[i]
		for _, h := range r.Rungs {
			k := index(h)
			if k < 0 {
				return &credence.InputError{Name: "ladder.json", Reason: "roll-up " + r.Name + ": no rung " + string(h)}
			}
			r.set[k] = true
		}
	}
	return nil
}

package assess

import (
	"fmt"

	"github.com/credence-project/credence"
)

// outside reports whether an item comes from outside the claim.
func outside(s *scored) bool {
	switch s.class {
	case ClassInvestigation, ClassAttack, ClassIncident, ClassFinal:
		return true
	}
	return false
}

// sufficiency answers whether the evidence is enough to say, with the reasons
// (doc/method.md, section 5.4).
func (c *court) sufficiency() (credence.Sufficiency, []string) {
	state, why := c.state(c.trial())
	if state != credence.Likely {
		return state, why
	}
	r := &c.t.Rules.Sufficiency
	if stable := share(c.draws, leading(c.p)); stable < r.Stable {
		return credence.Open, []string{fmt.Sprintf("the leading rung leads in only %.0f %% of the draws", 100*stable)}
	}
	if pillars := c.pillars(); c.p[leading(c.p)] >= r.Established && !c.conflict() && (c.final() || pillars >= 2) {
		if c.final() {
			return credence.Established, []string{"a final finding says so"}
		}
		return credence.Established, []string{"two independent sources of uncapped evidence agree"}
	}
	return credence.Likely, []string{"the leading rung stands whichever item or voice is left out, and under even priors"}
}

// state is the sufficiency before the draws are looked at, of a trial.
func (c *court) state(tr trial) (credence.Sufficiency, []string) {
	r := &c.t.Rules.Sufficiency
	p := tr.posterior(c.base)
	top := leading(p)
	if !tr.graded() {
		return credence.Insufficient, []string{"nothing from outside the claim that is graded well enough"}
	}
	if gained := information(p, c.prior.P); gained < r.Information {
		return credence.Insufficient, []string{fmt.Sprintf("the evidence adds only %.2f bit to what was expected beforehand", gained)}
	}
	if p[top] < r.Likely {
		return credence.Open, []string{"no rung reaches " + Percent(r.Likely)}
	}
	if leading(normalise(tr.sum)) != top {
		return credence.Open, []string{"under even priors another rung leads"}
	}
	if why := tr.toppled(c.base, top); why != "" {
		return credence.Open, []string{why}
	}
	return credence.Likely, nil
}

// graded reports whether an item from outside the claim has the least grade
// that makes a verdict possible.
func (c *court) gradedItem(i int) bool {
	r := &c.t.Rules.Sufficiency
	s := &c.items[i]
	return outside(s) && Reaches(s.evidence.Grade, r.LeastReliability, r.LeastCredibility)
}

func uncapped(class Class) bool {
	return class == ClassExclusive || class == ClassFinal || class == ClassIncident
}

// conflict reports whether two uncapped clusters oppose each other: no rung
// escapes a heavy joint penalty.
func (c *court) conflict() bool {
	for i := range c.clusters {
		a := &c.clusters[i]
		if !uncapped(a.class) {
			continue
		}
		for k := i + 1; k < len(c.clusters); k++ {
			b := &c.clusters[k]
			if uncapped(b.class) && opposed(a.total, b.total) >= c.t.Rules.Sufficiency.Conflict {
				return true
			}
		}
	}
	return false
}

// opposed is the least joint penalty over the rungs.
func opposed(a, b vector) float64 {
	least := -(a[0] + b[0])
	for h := range a {
		least = min(least, -(a[h] + b[h]))
	}
	return least
}

// pillars counts the exclusive and final clusters that stand behind the
// leading rung with weight.
func (c *court) pillars() int {
	n, top := 0, leading(c.p)
	for k := range c.clusters {
		v := &c.clusters[k]
		heavy := false
		for _, x := range v.total {
			heavy = heavy || -x >= c.t.Rules.Sufficiency.Agreement
		}
		if (v.class == ClassExclusive || v.class == ClassFinal) && v.total[top] == 0 && heavy {
			n++
		}
	}
	return n
}

func (c *court) final() bool {
	for i := range c.items {
		if c.items[i].class == ClassFinal {
			return true
		}
	}
	return false
}

package assess

import (
	"fmt"

	"github.com/credence-project/credence"
)

// sufficiency answers whether the evidence is enough to say, with the reasons
// (doc/method.md, section 5.4).
func (c *court) sufficiency() (credence.Sufficiency, []string) {
	all := c.without(nil)
	state, why := c.state(&all)
	if state != credence.Likely {
		return state, why
	}
	r := &c.t.Rules.Sufficiency
	top := leading(c.p)
	if stable := share(c.draws, top); stable < r.Stable {
		return credence.Open, []string{fmt.Sprintf("the leading rung leads in only %.0f %% of the draws", 100*stable)}
	}
	if c.p[top] < r.Established || c.conflict() {
		return credence.Likely, why
	}
	if c.final() {
		return credence.Established, []string{"a final finding says so"}
	}
	if c.pillars() >= 2 {
		return credence.Established, []string{"two independent voices give uncapped evidence for it"}
	}
	return credence.Likely, why
}

// state is the sufficiency of a trial before the draws are looked at.
func (c *court) state(tr *trial) (credence.Sufficiency, []string) {
	r := &c.t.Rules
	if tr.good <= 0 {
		return credence.Insufficient, []string{"nothing from outside the claim is graded well enough"}
	}
	p := posterior(c.base, tr.sum)
	top := leading(p)
	if gained := information(p, c.prior.P); gained < r.Sufficiency.Information {
		return credence.Insufficient, []string{fmt.Sprintf("the evidence adds only %.2f bit to what was to be expected", gained)}
	}
	if p[top] < r.Sufficiency.Likely {
		return credence.Open, []string{"no rung reaches " + credence.Percent(r.Sufficiency.Likely)}
	}
	if leading(tr.sum) != top {
		return credence.Open, []string{"under even priors another rung leads"}
	}
	if why := c.toppled(tr, top); why != "" {
		return credence.Open, []string{why}
	}
	if r.Refine.Opposed && c.denied(top) {
		return credence.Open, []string{"officials say otherwise, and no final finding has settled it"}
	}
	if r.Refine.OneVoice && !c.final() {
		if v := c.lone(tr); v != "" {
			return credence.Open, []string{"it rests on one voice: " + v}
		}
	}
	return credence.Likely, []string{"the leading rung stands whichever item or voice is left out, and under even priors"}
}

// outside reports whether an item comes from outside the claim. What the
// claimant itself says of the attacker does not: it is believed on who spoke,
// never on what is true.
func outside(s *scored) bool {
	if s.evidence.Authority == credence.AuthorityClaimant {
		return false
	}
	switch s.class {
	case ClassInvestigation, ClassAttack, ClassIncident, ClassFinal:
		return true
	}
	return false
}

// graded reports whether the item at that place comes from outside the claim
// and has the least grade that makes a verdict possible.
func (c *court) graded(i int) bool {
	r := &c.t.Rules.Sufficiency
	s := &c.items[i]
	return outside(s) && Reaches(s.evidence.Grade, r.LeastReliability, r.LeastCredibility)
}

// denied reports whether an interim official statement that still stands
// denies what the leading rung says.
func (c *court) denied(top int) bool {
	return top <= index(credence.H4) && !c.final() && (c.answered("I01", "blames_other") || c.answered("I01", "not_terrorism"))
}

func uncapped(class Class) bool {
	return class == ClassExclusive || class == ClassFinal || class == ClassIncident
}

// conflict reports whether two uncapped clusters oppose each other: no rung
// escapes a heavy joint penalty.
func (c *court) conflict() bool {
	for i := range c.clusters {
		for k := i + 1; k < len(c.clusters); k++ {
			a, b := &c.clusters[i], &c.clusters[k]
			if uncapped(a.class) && uncapped(b.class) && opposed(a.total, b.total) >= c.t.Rules.Sufficiency.Conflict {
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

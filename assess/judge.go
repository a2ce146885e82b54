package assess

import (
	"math"
	"slices"

	"github.com/credence-project/credence"
)

// Judge assesses a claim as of a time. It is a pure function of the tables
// and the input; the order of the evidence does not matter. An answer that the
// tables do not know gives an InputError. Probabilities are rounded to 1e-6,
// decibans to 1e-6 too.
func Judge(t *Tables, in Input) (credence.Assessment, error) {
	if in.Seed == 0 {
		in.Seed = 1
	}
	if in.Draws <= 0 {
		in.Draws = DefaultDraws
	}
	in.Draws = min(in.Draws, maxDraws)
	set, why, err := in.prior(t)
	if err != nil {
		return credence.Assessment{}, err
	}
	known := in.known()
	for i := range known {
		if err := t.Check(&known[i]); err != nil {
			return credence.Assessment{}, err
		}
	}
	c := court{t: t, in: &in, prior: set}
	c.hear(known)
	out := c.verdict()
	out.Prior.Why = why
	return out, nil
}

// court is one judgement under way.
type court struct {
	t        *Tables
	in       *Input
	prior    *PriorSet
	standing []credence.Evidence // known and not replaced or rejected
	aside    []credence.SetAside
	items    []scored
	clusters []cluster
	place    []int // of each item: its cluster
	base     vector
	sum      vector
	p        vector
	draws    []vector
	heard    []voice
}

// hear weighs the evidence.
func (c *court) hear(known []credence.Evidence) {
	c.standing, c.aside = c.t.settle(known)
	for i := range c.standing {
		e := &c.standing[i]
		code := c.t.Codes.Code(e.Code)
		value := code.Value(e.Value)
		if !value.Scored() {
			continue
		}
		class := code.class(value)
		chance, _ := c.t.Grades.chanceOf(e, class) // checked by Judge
		c.items = append(c.items, scored{e, code, value, class, Discount(value.DB, chance)})
	}
	c.clusters = bundle(c.items, &c.t.Rules)
	c.place = make([]int, len(c.items))
	for k := range c.clusters {
		for _, i := range c.clusters[k].items {
			c.place[i] = k
		}
	}
	c.base = decibans(c.prior.P)
	c.sum = total(c.clusters)
	c.p = posterior(c.base, c.sum)
	c.draws = scatter(c.base, c.clusters, &c.t.Rules).draw(c.in.Draws, c.in.Seed, c.t.Rules.Noise.Prior)
}

func decibans(p vector) vector {
	for i, x := range p {
		p[i] = 10 * math.Log10(x)
	}
	return p
}

func posterior(base, sum vector) vector {
	for i := range sum {
		sum[i] += base[i]
	}
	return normalise(sum)
}

// verdict writes the assessment.
func (c *court) verdict() credence.Assessment {
	t, in := c.t, c.in
	yardstick := t.Words.Yardstick(in.Yardstick)
	out := credence.Assessment{
		Claim: in.Claim, AsOf: in.AsOf, Authenticity: c.authenticity(), Top: credence.Hypotheses[leading(c.p)],
		Prior: credence.PriorUse{Set: c.prior.Name, P: roundAll(c.prior.P)}, UnderPriors: c.underPriors(yardstick),
		Information: round(information(c.p, c.prior.P)), SetAside: c.aside, Details: in.Details, Conflict: c.conflict(),
		Versions: credence.Versions{Codes: t.Codes.Version, Priors: t.Priors.Version, Words: t.Words.Version, Extractor: in.Extractor},
		Seed:     in.Seed, Draws: in.Draws,
	}
	out.Rungs, out.RollUps = c.rungs(yardstick), c.rollUps(yardstick)
	for h, x := range c.sum {
		out.Inconsistency[h] = round(-x)
	}
	for k := range c.clusters {
		out.Clusters = append(out.Clusters, c.shown(&c.clusters[k]))
	}
	for i := range c.items {
		out.Evidence = append(out.Evidence, *c.items[i].evidence)
	}
	out.Sufficiency, out.Why = c.sufficiency()
	out.Pivots = c.pivots(yardstick)
	out.LookFor = c.lookFor()
	out.MachineCoded = c.machineCoded()
	out.Flags = c.flags(out.Sufficiency)
	out.Headline = c.headline(out.Sufficiency)
	return out
}

func (c *court) rungs(y *Yardstick) []credence.Rung {
	out := make([]credence.Rung, len(credence.Hypotheses))
	room := make([]float64, len(c.draws))
	for h := range out {
		var one [7]bool
		one[h] = true
		lo, hi := interval(c.draws, &one, room)
		out[h] = credence.Rung{H: credence.Hypotheses[h], Probability: probability(c.p[h], lo, hi, y)}
	}
	return out
}

func (c *court) rollUps(y *Yardstick) []credence.RollUp {
	out := make([]credence.RollUp, 0, len(c.t.Ladder.RollUps))
	room := make([]float64, len(c.draws))
	for i := range c.t.Ladder.RollUps {
		r := &c.t.Ladder.RollUps[i]
		lo, hi := interval(c.draws, &r.set, room)
		out = append(out, credence.RollUp{Name: r.Name, Label: r.Label, Probability: probability(r.of(c.p), lo, hi, y)})
	}
	return out
}

func (r *RollUpName) of(p vector) float64 {
	sum := 0.0
	for h, in := range r.set {
		if in {
			sum += p[h]
		}
	}
	return min(sum, 1)
}

// underPriors gives the posteriors of the same evidence under every set.
func (c *court) underPriors(y *Yardstick) map[string][]credence.Rung {
	out := make(map[string][]credence.Rung, len(c.t.Priors.Sets))
	for i := range c.t.Priors.Sets {
		s := &c.t.Priors.Sets[i]
		p := posterior(decibans(s.P), c.sum)
		rungs := make([]credence.Rung, len(p))
		for h, x := range p {
			rungs[h] = credence.Rung{H: credence.Hypotheses[h], Probability: credence.Probability{P: round(x), Word: y.Word(x)}}
		}
		out[s.Name] = rungs
	}
	return out
}

func (c *court) shown(k *cluster) credence.Cluster {
	out := credence.Cluster{Key: k.key(), DB: roundAll(k.total), Capped: k.capped}
	for _, i := range k.items {
		out.Evidence = append(out.Evidence, c.items[i].evidence.ID)
	}
	slices.Sort(out.Evidence)
	return out
}

func (c *court) machineCoded() bool {
	for i := range c.items {
		if c.items[i].evidence.Status == credence.Accepted {
			return false
		}
	}
	return true
}

// round keeps six decimals: more is noise, and differs between processors.
func round(x float64) float64 {
	return math.Round(x*1e6)/1e6 + 0 // no negative zero
}

func roundAll(v vector) vector {
	for i := range v {
		v[i] = round(v[i])
	}
	return v
}

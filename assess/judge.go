package assess

import (
	"math"
	"slices"

	"github.com/credence-project/credence"
)

// Judge assesses a claim as of a time. It is a pure function of the tables
// and the input; the order of the evidence does not matter. An answer that the
// tables do not know gives an InputError. Probabilities and decibans are
// rounded to 1e-6.
func Judge(t *Tables, in Input) (credence.Assessment, error) {
	if in.Seed == 0 {
		in.Seed = 1
	}
	if in.Draws <= 0 {
		in.Draws = DefaultDraws
	}
	in.Draws = min(in.Draws, maxDraws)
	c, why, err := convene(t, &in)
	if err != nil {
		return credence.Assessment{}, err
	}
	c.open()
	out := c.verdict()
	out.Prior.Why = why
	return out, nil
}

// Posterior gives the probabilities of H1 to H7 and nothing else: what Judge
// finds, not rounded, without its draws and trials.
func Posterior(t *Tables, in Input) ([7]float64, error) {
	c, _, err := convene(t, &in)
	if err != nil {
		return [7]float64{}, err
	}
	return posterior(decibans(c.prior.P), c.sum), nil
}

// convene checks the input and hears the evidence. It also says why the prior
// was chosen.
func convene(t *Tables, in *Input) (*court, string, error) {
	set, why, err := in.prior(t)
	if err != nil {
		return nil, "", err
	}
	known := in.known()
	for i := range known {
		if err := t.Check(&known[i]); err != nil {
			return nil, "", err
		}
	}
	standing, aside := t.settle(known)
	c := &court{
		scales: scales{t: t, asOf: in.AsOf, start: in.Attack.From, memo: make(map[weighing]vector)},
		in:     in, prior: set, aside: aside, yardstick: t.Words.Yardstick(in.Yardstick),
	}
	c.hearing = c.hear(standing)
	return c, why, nil
}

// court is one judgement under way.
type court struct {
	scales
	hearing
	in        *Input
	prior     *PriorSet
	yardstick *Yardstick
	aside     []credence.SetAside
	base      vector // the prior in decibans
	p         vector // the posterior
	draws     []vector
	heard     []witness
	good      int // graded items from outside the claim
}

// open computes what the parts of the verdict share.
func (c *court) open() {
	c.base = decibans(c.prior.P)
	c.p = posterior(c.base, c.sum)
	c.draws = scatter(c.base, c.clusters, &c.t.Rules).draw(c.in.Draws, c.in.Seed, c.priorNoise())
	c.heard = c.voices()
	for i := range c.items {
		if c.graded(i) {
			c.good++
		}
	}
	for _, i := range c.moot {
		c.aside = append(c.aside, credence.SetAside{Evidence: c.standing[i], Why: mootWhy})
	}
	slices.SortStableFunc(c.aside, func(a, b credence.SetAside) int { return compareEvidence(a.Evidence, b.Evidence) })
}

// priorNoise is the spread of the prior in the draws (doc/method.md, section
// 5.9).
func (c *court) priorNoise() float64 {
	r := &c.t.Rules
	if slices.Contains(r.Refine.WellStudied, c.in.Claim.ClaimantID) {
		return r.Noise.Prior
	}
	return r.Noise.Prior + r.Refine.WidenPrior
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
	out := credence.Assessment{
		Claim: in.Claim, AsOf: in.AsOf, Authenticity: c.authenticity(), Top: credence.Hypotheses[leading(c.p)],
		Rungs: c.rungs(), RollUps: c.rollUps(),
		Prior: credence.PriorUse{Set: c.prior.Name, P: roundAll(c.prior.P)}, UnderPriors: c.underPriors(),
		Information: round(information(c.p, c.prior.P)), SetAside: c.aside, Details: in.Details, Conflict: c.conflict(),
		Versions: t.versions(in.Extractor),
		Seed:     in.Seed, Draws: in.Draws,
	}
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
	out.Pivots = c.pivots()
	out.LookFor = c.lookFor()
	out.Flips = c.flips()
	out.MachineCoded = c.machineCoded()
	out.Flags = c.flags(out.Sufficiency, out.Rungs)
	out.Headline = c.headline(out.Sufficiency)
	return out
}

func (t *Tables) versions(extractor string) credence.Versions {
	return credence.Versions{
		Codes: t.Codes.Version, Priors: t.Priors.Version, Words: t.Words.Version, Grades: t.Grades.Version,
		Ladder: t.Ladder.Version, Rules: t.Rules.Version, Extractor: extractor,
	}
}

func (c *court) rungs() []credence.Rung {
	out := make([]credence.Rung, len(credence.Hypotheses))
	room := make([]float64, len(c.draws))
	for h := range out {
		var one [7]bool
		one[h] = true
		lo, hi := interval(c.draws, &one, room)
		out[h] = credence.Rung{H: credence.Hypotheses[h], Probability: probability(c.p[h], lo, hi, c.yardstick)}
	}
	return out
}

func (c *court) rollUps() []credence.RollUp {
	out := make([]credence.RollUp, 0, len(c.t.Ladder.RollUps))
	room := make([]float64, len(c.draws))
	for i := range c.t.Ladder.RollUps {
		r := &c.t.Ladder.RollUps[i]
		lo, hi := interval(c.draws, &r.set, room)
		out = append(out, credence.RollUp{Name: r.Name, Label: r.Label, Probability: probability(r.of(c.p), lo, hi, c.yardstick)})
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
func (c *court) underPriors() map[string][]credence.Rung {
	out := make(map[string][]credence.Rung, len(c.t.Priors.Sets))
	for i := range c.t.Priors.Sets {
		s := &c.t.Priors.Sets[i]
		p := posterior(decibans(s.P), c.sum)
		rungs := make([]credence.Rung, len(p))
		for h, x := range p {
			rungs[h] = credence.Rung{H: credence.Hypotheses[h], Probability: credence.Probability{P: round(x), Word: c.yardstick.Word(x)}}
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

// machineCoded reports whether no person has accepted any of the evidence.
func (c *court) machineCoded() bool { return c.proposals() == len(c.items) }

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

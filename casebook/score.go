package casebook

import (
	"slices"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
)

// Marked is a case with its answer key and what a judgement said about it.
type Marked struct {
	Case   *Case
	Key    *Key
	Output *Output // nil if there is none: it counts as uniform and wrong
}

// Scores measures outputs against answer keys. Fields that have no cases to
// rest on are NaN in Go and null in JSON.
type Scores struct {
	Cases     int                          `json:"cases"`
	Missing   []string                     `json:"missing_outputs"`
	Findings  FindingScores                `json:"findings"`
	NoFinal   FindingShare                 `json:"before_final_code"` // dates before any final finding is known
	Labelled  map[string]Ladder            `json:"labelled"`
	Final     map[string]Ladder            `json:"labelled_final"`
	BeforeI02 map[string]Ladder            `json:"labelled_before_final_code"`
	Early     map[string]map[string]Ladder `json:"early_calls_against_final"`
	Open      OpenScores                   `json:"open"`
	Calls     CallScores                   `json:"H1_H4_calls"`
	Bins      map[string][]Bin             `json:"calibration"`
	Details   DetailScores                 `json:"details"`
	Per       []PerFinding                 `json:"-"`
}

// FindingScores counts the findings that were met.
type FindingScores struct {
	N               int   `json:"n"`
	Strict          Ratio `json:"strict"`
	Acceptable      Ratio `json:"acceptable"`
	FinalN          int   `json:"final_n"`
	FinalStrict     Ratio `json:"final_strict"`
	FinalAcceptable Ratio `json:"final_acceptable"`
}

// FindingShare counts the findings that were met among some.
type FindingShare struct {
	N          int   `json:"n"`
	Strict     Ratio `json:"strict"`
	Acceptable Ratio `json:"acceptable"`
}

// Ladder scores probabilities over the seven rungs.
type Ladder struct {
	N      int                    `json:"n"`
	Top1   Ratio                  `json:"top1"`
	Brier  Ratio                  `json:"brier"`    // sum over the seven rungs
	Log    Ratio                  `json:"log_bits"` // of the true rung, floor 1e-6
	RollUp map[string]RollUpScore `json:"rollup"`
}

// RollUpScore scores a roll-up, called at 0.5.
type RollUpScore struct {
	Accuracy Ratio `json:"accuracy"`
	Brier    Ratio `json:"brier"`
}

// OpenScores says how findings that were left open were answered.
type OpenScores struct {
	N      int   `json:"n"`
	Called Ratio `json:"called_open_or_insufficient"`
	Over   Ratio `json:"overcalled_H1_H4"`
}

// CallScores says how many answers with H1 to H4 on top call themselves
// insufficient.
type CallScores struct {
	N            int   `json:"n"`
	Insufficient Ratio `json:"made_when_insufficient"`
}

// Bin is one bin of a calibration table.
type Bin struct {
	From     float64 `json:"from"`
	To       float64 `json:"to"`
	N        int     `json:"n"`
	Mean     Ratio   `json:"mean_p"`
	Observed Ratio   `json:"observed"`
}

// DetailScores scores the knowledge test on stated details, and on whether
// details the claim left out were public.
type DetailScores struct {
	N            int                    `json:"n"`
	PublicBefore ClassScore             `json:"public_before"`
	Later        ClassScore             `json:"later"`
	Majority     map[string]MajorityHit `json:"majority"`
	LeftOutN     int                    `json:"not_stated_n"`
	LeftOut      Ratio                  `json:"not_stated_public_before_accuracy"`
}

// ClassScore scores a classification.
type ClassScore struct {
	Accuracy Ratio `json:"accuracy"`
	MacroF1  Ratio `json:"macro_f1"`
}

// MajorityHit is the accuracy of always giving the same answer.
type MajorityHit struct {
	Accuracy Ratio
	Label    string
}

// PerFinding is the answer to one finding.
type PerFinding struct {
	Case, AsOf, Key string
	Also            []string
	Top             string
	P               float64
	Sufficiency     string
	Strict, Accept  bool
	Flags           []string
}

// scoredRollUps are the roll-ups that are scored, by the names under which
// they are reported.
var scoredRollUps = []struct {
	name  string
	rungs []int
}{
	{"operational H1-H2", []int{0, 1}}, {"any tie H1-H3", []int{0, 1, 2}},
	{"cause H1-H4", []int{0, 1, 2, 3}}, {"false H5-H7", []int{4, 5, 6}},
}

var (
	publicLabels = []string{"yes", "no", "unknown"}
	laterLabels  = []string{"confirmed", "contradicted", "unresolved"}
)

// forecast is a distribution over the rungs with the true rung.
type forecast struct {
	p     [7]float64
	truth int
}

// tally gathers the rows that the scores are computed from.
type tally struct {
	all, final, noFinal             []forecast
	priorAll, priorFinal            []forecast
	strict, accept                  []bool
	strictFinal, acceptFinal        []bool
	strictNoFinal, acceptNoFinal    []bool
	opened, over, insufficientCalls []bool
	early, earlyPrior               map[string][]forecast
	public, later, leftOut          [][2]string
	per                             []PerFinding
}

// Score measures outputs against the keys. The prior sets are those of the
// tables.
func Score(marked []Marked, t *assess.Tables) Scores {
	y := &tally{early: make(map[string][]forecast), earlyPrior: make(map[string][]forecast)}
	s := Scores{Cases: len(marked), Missing: []string{}}
	for _, m := range marked {
		out := m.Output
		if out == nil {
			s.Missing = append(s.Missing, m.Case.ID)
			out = &Output{Case: m.Case.ID}
		}
		prior := uniform
		if set := t.Priors.Set(m.Case.Context.PriorSet); set != nil {
			prior = set.P
		}
		y.findings(m, out, prior)
		y.earlyCalls(m, out, prior)
		y.details(m, out)
	}
	y.fill(&s)
	return s
}

var uniform = [7]float64{1. / 7, 1. / 7, 1. / 7, 1. / 7, 1. / 7, 1. / 7, 1. / 7}

// entry is the latest answer not later than a time, nil if there is none.
func entry(out *Output, at time.Time) *Verdict {
	var best *Verdict
	var when time.Time
	for i := range out.AsOf {
		w, err := ParseWhen(out.AsOf[i].At)
		if err != nil || w.AsOf().After(at) {
			continue
		}
		if best == nil || !w.AsOf().Before(when) {
			best, when = &out.AsOf[i], w.AsOf()
		}
	}
	return best
}

// distribution is the ranking as probabilities that add up to 1, false if it
// holds none.
func distribution(v *Verdict) ([7]float64, bool) {
	var p [7]float64
	if v == nil {
		return uniform, false
	}
	sum := 0.0
	for _, r := range v.Ranking {
		if h := rung(r.H); h >= 0 && r.P > 0 {
			p[h] += r.P
			sum += r.P
		}
	}
	if sum <= 0 {
		return uniform, false
	}
	for h := range p {
		p[h] /= sum
	}
	return p, true
}

func rung(name string) int {
	return slices.Index(credence.Hypotheses, credence.Hypothesis(name))
}

func top(p [7]float64) int {
	best := 0
	for h := range p {
		if p[h] > p[best] {
			best = h
		}
	}
	return best
}

func (y *tally) findings(m Marked, out *Output, prior [7]float64) {
	for i, f := range m.Key.Findings {
		v := entry(out, f.AsOf.AsOf())
		p, answered := distribution(v)
		state, lead := "", -1
		if v != nil {
			state = v.Sufficiency
		}
		if answered {
			lead = top(p)
		}
		leftOpen := state == "open" || state == "insufficient"
		truth := rung(f.Hypothesis)
		strict := leftOpen
		if truth >= 0 {
			strict = lead == truth
		}
		accept := strict || (lead >= 0 && slices.Contains(f.AlsoAcceptable, string(credence.Hypotheses[lead]))) ||
			(truth >= 0 && leftOpen && slices.Contains(f.AlsoAcceptable, "open"))
		last := i == len(m.Key.Findings)-1
		y.strict, y.accept = append(y.strict, strict), append(y.accept, accept)
		if last {
			y.strictFinal, y.acceptFinal = append(y.strictFinal, strict), append(y.acceptFinal, accept)
		}
		row := forecast{p, truth}
		if truth < 0 {
			y.opened = append(y.opened, leftOpen)
			y.over = append(y.over, (state == "likely" || state == "established") && lead >= 0 && lead < 4)
		} else {
			y.all, y.priorAll = append(y.all, row), append(y.priorAll, forecast{prior, truth})
			if last {
				y.final, y.priorFinal = append(y.final, row), append(y.priorFinal, forecast{prior, truth})
			}
		}
		if !m.Case.finalKnown(f.AsOf.AsOf()) {
			y.strictNoFinal, y.acceptNoFinal = append(y.strictNoFinal, strict), append(y.acceptNoFinal, accept)
			if truth >= 0 {
				y.noFinal = append(y.noFinal, row)
			}
		}
		y.per = append(y.per, perFinding(m.Case.ID, &f, v, p, lead, strict, accept))
	}
	for i := range out.AsOf {
		if p, ok := distribution(&out.AsOf[i]); ok && top(p) < 4 {
			y.insufficientCalls = append(y.insufficientCalls, out.AsOf[i].Sufficiency == "insufficient")
		}
	}
}

func perFinding(id string, f *Finding, v *Verdict, p [7]float64, lead int, strict, accept bool) PerFinding {
	out := PerFinding{Case: id, AsOf: f.AsOf.Text, Key: f.Hypothesis, Also: f.AlsoAcceptable, Strict: strict, Accept: accept}
	if lead >= 0 {
		out.Top, out.P = string(credence.Hypotheses[lead]), p[lead]
	}
	if v != nil {
		out.Sufficiency, out.Flags = v.Sufficiency, v.Flags
	}
	return out
}

// finalKnown reports whether a final finding is among the coded evidence.
func (c *Case) finalKnown(at time.Time) bool {
	for i := range c.Evidence {
		if c.Evidence[i].Code == "I02" && !c.Evidence[i].Known.Known().After(at) {
			return true
		}
	}
	return false
}

// EarlyNames are the names of the early calls, in the order of probes.
var earlyNames = []string{"claim+24h", "claim+72h", "claim+30d"}

func (y *tally) earlyCalls(m Marked, out *Output, prior [7]float64) {
	if len(m.Key.Findings) == 0 {
		return
	}
	truth := rung(m.Key.Findings[len(m.Key.Findings)-1].Hypothesis)
	first, claimed := m.Case.FirstClaim()
	if truth < 0 || !claimed {
		return
	}
	for i, name := range earlyNames {
		p, _ := distribution(entry(out, first.Add(probes[i]).Truncate(time.Minute)))
		y.early[name] = append(y.early[name], forecast{p, truth})
		y.earlyPrior[name] = append(y.earlyPrior[name], forecast{prior, truth})
	}
}

func (y *tally) details(m Marked, out *Output) {
	got := make(map[string]DetailAnswer, len(out.Details))
	for _, d := range out.Details {
		got[d.ID] = d
	}
	stated := make(map[string]bool)
	for i := range m.Case.Claims {
		for _, d := range m.Case.Claims[i].Details {
			stated[d.ID] = d.Stated
		}
	}
	for _, k := range m.Key.Details {
		g := got[k.ID]
		if g.PublicBefore == "" {
			g.PublicBefore = "unknown"
		}
		if g.Later == "" {
			g.Later = "unresolved"
		}
		if !stated[k.ID] {
			y.leftOut = append(y.leftOut, [2]string{k.PublicBefore, g.PublicBefore})
			continue
		}
		y.public = append(y.public, [2]string{k.PublicBefore, g.PublicBefore})
		y.later = append(y.later, [2]string{k.Later, g.Later})
	}
}

func (y *tally) fill(s *Scores) {
	s.Findings = FindingScores{len(y.strict), mean(y.strict), mean(y.accept), len(y.strictFinal), mean(y.strictFinal), mean(y.acceptFinal)}
	s.NoFinal = FindingShare{len(y.strictNoFinal), mean(y.strictNoFinal), mean(y.acceptNoFinal)}
	s.Labelled = map[string]Ladder{"system": ladder(y.all), "prior_only": ladder(y.priorAll), "uniform": ladder(flat(y.all))}
	s.Final = map[string]Ladder{"system": ladder(y.final), "prior_only": ladder(y.priorFinal), "uniform": ladder(flat(y.final))}
	s.BeforeI02 = map[string]Ladder{"system": ladder(y.noFinal)}
	s.Early = make(map[string]map[string]Ladder)
	for name, rows := range y.early {
		s.Early[name] = map[string]Ladder{"system": ladder(rows), "prior_only": ladder(y.earlyPrior[name])}
	}
	s.Open = OpenScores{len(y.opened), mean(y.opened), mean(y.over)}
	s.Calls = CallScores{len(y.insufficientCalls), mean(y.insufficientCalls)}
	s.Bins = calibration(y.all)
	s.Details = DetailScores{
		N: len(y.public), PublicBefore: classify(y.public, publicLabels), Later: classify(y.later, laterLabels),
		Majority: map[string]MajorityHit{"public_before": majority(y.public, publicLabels), "later": majority(y.later, laterLabels)},
		LeftOutN: len(y.leftOut), LeftOut: agreement(y.leftOut),
	}
	s.Per = y.per
}

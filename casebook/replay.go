package casebook

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
)

// Output is what a judgement says about a case, in the form that casebook run
// writes, one file per case.
type Output struct {
	Case    string         `json:"case"`
	AsOf    []Verdict      `json:"as_of"`
	Details []DetailAnswer `json:"details"`
}

// Verdict is the answer as of a time.
type Verdict struct {
	At          string   `json:"at"`
	Ranking     []Ranked `json:"ranking"` // most probable first
	Sufficiency string   `json:"sufficiency"`
	Flags       []string `json:"flags,omitempty"`
}

// Ranked is a rung with its probability and interval.
type Ranked struct {
	H  string  `json:"h"`
	P  float64 `json:"p"`
	Lo float64 `json:"lo"`
	Hi float64 `json:"hi"`
}

// DetailAnswer is the result of the knowledge test for a detail.
type DetailAnswer struct {
	ID           string `json:"id"`
	PublicBefore string `json:"public_before"`
	Later        string `json:"later"`
}

// Replay runs the judgement over a case. The zero value judges the coded
// evidence with the shipped tables and answers no details.
type Replay struct {
	Tables *assess.Tables
	Seed   uint64
	Draws  int
	// Evidence gives the evidence known at a time; nil takes the coded evidence
	// of the file.
	Evidence func(c *Case, at time.Time) ([]credence.Evidence, error)
	// Details answers the knowledge test; nil gives no answers.
	Details func(c *Case) ([]DetailAnswer, error)
	// Also names further times at which to judge.
	Also []time.Time
}

// Judge gives the assessment of the case as of a time.
func (r Replay) Judge(c *Case, at time.Time) (credence.Assessment, error) {
	in, err := r.Input(c, at)
	if err != nil {
		return credence.Assessment{}, err
	}
	t := r.Tables
	if t == nil {
		t = assess.Default()
	}
	a, err := assess.Judge(t, in)
	if err != nil {
		return a, fmt.Errorf("case %s at %s: %w", c.ID, stamp(at), err)
	}
	return a, nil
}

// Input is what the judgement of the case as of a time rests on.
func (r Replay) Input(c *Case, at time.Time) (assess.Input, error) {
	evidence := c.Coded()
	if r.Evidence != nil {
		var err error
		if evidence, err = r.Evidence(c, at); err != nil {
			return assess.Input{}, fmt.Errorf("case %s at %s: %w", c.ID, stamp(at), err)
		}
	}
	return assess.Input{
		Claim: c.Subject(), Evidence: evidence, AsOf: at, Prior: c.Context.PriorSet, Why: c.Context.Basis,
		Theatre: c.Context.Theatre, Attack: c.Attack(), Seed: r.Seed, Draws: r.Draws,
	}, nil
}

// Run judges the case at every time of [Case.Times] and at the further times.
func (r Replay) Run(c *Case) (Output, error) {
	out := Output{Case: c.ID, AsOf: []Verdict{}, Details: []DetailAnswer{}}
	for _, at := range sortTimes(append(c.Times(), r.Also...)) {
		a, err := r.Judge(c, at)
		if err != nil {
			return out, err
		}
		out.AsOf = append(out.AsOf, verdict(&a))
	}
	if r.Details != nil {
		d, err := r.Details(c)
		if err != nil {
			return out, fmt.Errorf("case %s: details: %w", c.ID, err)
		}
		out.Details = d
	}
	return out, nil
}

func verdict(a *credence.Assessment) Verdict {
	v := Verdict{At: stamp(a.AsOf), Sufficiency: string(a.Sufficiency), Flags: a.Flags}
	for _, r := range a.Rungs {
		v.Ranking = append(v.Ranking, Ranked{string(r.H), r.P, r.Lo, r.Hi})
	}
	slices.SortStableFunc(v.Ranking, func(a, b Ranked) int { return cmp.Or(cmp.Compare(b.P, a.P), cmp.Compare(a.H, b.H)) })
	return v
}

// Probes are the hours after the first claim at which an early call is asked
// for.
var probes = []time.Duration{24 * time.Hour, 72 * time.Hour, 720 * time.Hour}

// Times lists when the answer may change, from what the case gives as input:
// the times at which evidence, reports and claims became known, the end of
// each such day, the steps of the clock for absent recordings, and 24 hours,
// 72 hours and 30 days after the first claim. Sorted, in UTC.
func (c *Case) Times() []time.Time {
	var out []time.Time
	add := func(w When) {
		if !w.IsZero() {
			k := w.Known()
			out = append(out, k, endOfDay(k))
		}
	}
	for i := range c.Evidence {
		add(c.Evidence[i].Known)
	}
	for i := range c.Claims {
		add(c.Claims[i].At)
		for _, d := range c.Claims[i].Details {
			add(d.Asserted)
		}
	}
	for i := range c.Reports {
		add(c.Reports[i].Published)
	}
	if first, ok := c.FirstClaim(); ok {
		for _, p := range probes {
			out = append(out, first.Add(p))
		}
	}
	if start := c.Incident.When.Start; !start.IsZero() {
		for _, days := range []int{0, 1, 3, 14} {
			out = append(out, start.From.AddDate(0, 0, days))
		}
		return sortTimes(slices.DeleteFunc(out, func(t time.Time) bool { return t.Before(startOfDay(start.From)) }))
	}
	return sortTimes(out)
}

func startOfDay(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

func endOfDay(t time.Time) time.Time { return startOfDay(t).AddDate(0, 0, 1).Add(-time.Second) }

func sortTimes(times []time.Time) []time.Time {
	slices.SortFunc(times, func(a, b time.Time) int { return a.Compare(b) })
	return slices.CompactFunc(times, func(a, b time.Time) bool { return a.Equal(b) })
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

package workbench

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/export/brief"
)

// A verdict stands in the history if another rung leads, the sufficiency is
// another, or the leading probability moved by this much.
const noticeable = 0.05

// maxSteps bounds how many earlier days are looked at again.
const maxSteps = 50

// footing is what tells one verdict of a history from another.
type footing struct {
	Top         credence.Hypothesis
	Sufficiency credence.Sufficiency
	P           []float64 // of the rungs
}

func footingOf(a *credence.Assessment) footing {
	f := footing{Top: a.Top, Sufficiency: a.Sufficiency}
	for _, r := range a.Rungs {
		f.P = append(f.P, r.P)
	}
	return f
}

func (f *footing) differs(from *footing) bool {
	if f.Top != from.Top || f.Sufficiency != from.Sufficiency || len(f.P) != len(from.P) {
		return true
	}
	for i := range f.P {
		if math.Abs(f.P[i]-from.P[i]) >= noticeable {
			return true
		}
	}
	return false
}

func differs(a, b *credence.Assessment) bool {
	x, y := footingOf(a), footingOf(b)
	return x.differs(&y)
}

// dayVerdict is the verdict as of the end of an earlier day. It is the same
// from whatever later time one looks back, so it is kept with a sheet until
// something changes that it rests on.
type dayVerdict struct {
	AsOf time.Time
	footing
	Step  *brief.Step `json:",omitempty"` // if it differs from the one before that did
	Since time.Time   // of that one; zero for the first

	full *credence.Assessment // if it was judged just now
}

// looker judges a claim again as of earlier days.
type looker struct {
	w        *Workbench
	claim    string
	recorded time.Time
	known    []dayVerdict // in order of time
}

// on gives the verdict as of a day.
func (l *looker) on(ctx context.Context, day time.Time) (*dayVerdict, error) {
	if i := slices.IndexFunc(l.known, func(v dayVerdict) bool { return v.AsOf.Equal(day) }); i >= 0 {
		v := l.known[i]
		return &v, nil
	}
	v := &dayVerdict{AsOf: day}
	a, err := l.whole(ctx, v)
	if err == nil {
		v.footing = footingOf(a)
	}
	return v, err
}

// whole gives all of a verdict.
func (l *looker) whole(ctx context.Context, v *dayVerdict) (*credence.Assessment, error) {
	if v.full == nil {
		_, a, err := l.w.judge(ctx, l.claim, AsOf{Known: v.AsOf, Recorded: l.recorded})
		if err != nil {
			return nil, err
		}
		v.full = &a
	}
	return v.full, nil
}

// step tells how a verdict differs from the one before; last is nil for the
// first.
func (l *looker) step(ctx context.Context, last, v *dayVerdict) (err error) {
	var before *credence.Assessment
	var since time.Time
	if last != nil {
		since = last.AsOf
	}
	if v.Step != nil && v.Since.Equal(since) {
		return nil
	}
	if last != nil {
		if before, err = l.whole(ctx, last); err != nil {
			return err
		}
	}
	a, err := l.whole(ctx, v)
	if err == nil {
		s := l.w.step(before, a)
		v.Step, v.Since = &s, since
	}
	return err
}

// addHistory judges as of the end of each earlier day on which something
// became known, keeps the verdicts that differ from the one before, and says
// what changed between the last of them and the brief's. Known are verdicts of
// such days that need not be judged again. It gives those it went through.
func (w *Workbench) addHistory(ctx context.Context, b *brief.Brief, at AsOf, known []dayVerdict) (trail []dayVerdict, err error) {
	l := looker{w, string(b.Assessment.Claim.ID), at.Recorded, known}
	var last *dayVerdict
	for _, day := range turningDays(&b.Assessment) {
		v, err := l.on(ctx, day)
		if err != nil {
			return nil, err
		}
		if last != nil && !last.differs(&v.footing) {
			trail = append(trail, dayVerdict{AsOf: v.AsOf, footing: v.footing})
			continue
		}
		if err := l.step(ctx, last, v); err != nil {
			return nil, err
		}
		b.History = append(b.History, *v.Step)
		trail = append(trail, dayVerdict{AsOf: v.AsOf, footing: v.footing, Step: v.Step, Since: v.Since})
		last = v
	}
	if now := footingOf(&b.Assessment); last != nil && last.differs(&now) {
		before, err := l.whole(ctx, last)
		if err != nil {
			return nil, err
		}
		b.Changed = assess.Compare(w.Tables, before, &b.Assessment).Lines
	}
	return trail, nil
}

func (w *Workbench) step(before, a *credence.Assessment) brief.Step {
	s := brief.Step{AsOf: a.AsOf, StandsOut: (&brief.Brief{Assessment: *a}).StandsOut(), Sufficiency: a.Sufficiency, RollUps: a.RollUps}
	for _, r := range a.Rungs {
		if r.H == a.Top {
			s.Top = r
		}
	}
	if before != nil {
		s.Changed = assess.Compare(w.Tables, before, a).Lines
	}
	return s
}

// turningDays are the ends of the days, before the day the assessment looks
// from, on which evidence became known or the claim was made.
func turningDays(a *credence.Assessment) []time.Time {
	var days []time.Time
	add := func(t time.Time) {
		end := t.UTC().Truncate(24 * time.Hour).Add(24*time.Hour - time.Second)
		if end.Before(a.AsOf) && !t.IsZero() && !end.Before(a.Claim.At.From) {
			days = append(days, end)
		}
	}
	for _, e := range a.Evidence {
		add(e.KnownAt)
	}
	for _, s := range a.SetAside {
		add(s.Evidence.KnownAt)
	}
	add(a.Claim.At.To)
	slices.SortFunc(days, time.Time.Compare)
	days = slices.Compact(days)
	if n := len(days); n > maxSteps {
		days = days[n-maxSteps:]
	}
	return days
}

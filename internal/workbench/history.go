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

// addHistory judges again as of the end of each earlier day on which something
// became known, keeps the verdicts that differ from the one before, and says
// what changed between the last of them and the brief's.
func (w *Workbench) addHistory(ctx context.Context, b *brief.Brief, at AsOf) error {
	var last *credence.Assessment
	for _, day := range turningDays(&b.Assessment) {
		_, a, err := w.judge(ctx, string(b.Assessment.Claim.ID), AsOf{Known: day, Recorded: at.Recorded})
		if err != nil {
			return err
		}
		if last != nil && !differs(last, &a) {
			continue
		}
		b.History = append(b.History, w.step(last, &a))
		last = &a
	}
	if last != nil && differs(last, &b.Assessment) {
		b.Changed = assess.Compare(w.Tables, last, &b.Assessment).Lines
	}
	return nil
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

func differs(a, b *credence.Assessment) bool {
	if a.Top != b.Top || a.Sufficiency != b.Sufficiency {
		return true
	}
	for i := range a.Rungs {
		if math.Abs(a.Rungs[i].P-b.Rungs[i].P) >= noticeable {
			return true
		}
	}
	return false
}

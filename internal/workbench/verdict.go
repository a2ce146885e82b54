package workbench

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/internal/store"
)

// Standing is where a verdict stands.
type Standing struct {
	AsOf        time.Time            `json:"as_of"`
	Top         credence.Rung        `json:"top"`
	Label       string               `json:"label"` // of the leading rung, in words
	Sufficiency credence.Sufficiency `json:"sufficiency"`
}

// VerdictChange is a verdict that was kept and differs from the one that was
// kept before it on the same claim.
type VerdictChange struct {
	ID           string           `json:"id"` // of the verdict
	Claim        credence.ClaimID `json:"claim"`
	Title        string           `json:"title"`
	Recorded     time.Time        `json:"recorded_at"`
	Now          Standing         `json:"now"`
	Before       *Standing        `json:"before,omitempty"` // none for the first verdict
	Lines        []string         `json:"lines"`            // what changed and why, in sentences
	MachineCoded bool             `json:"machine_coded"`    // no person has accepted the evidence
}

// KeepVerdict judges a claim as of a time and keeps the verdict in its
// history. The change is nil if it does not differ from the one kept last; it
// is told otherwise. A verdict the same to the byte is not kept again.
func (w *Workbench) KeepVerdict(ctx context.Context, claim string, act Act) (store.Verdict, *VerdictChange, error) {
	if err := act.check(); err != nil {
		return store.Verdict{}, nil, err
	}
	at := act.At
	if !act.Known.IsZero() {
		at = act.Known
	}
	_, a, err := w.judge(ctx, claim, AsOf{Known: at})
	if err != nil {
		return store.Verdict{}, nil, err
	}
	change, err := w.verdictChange(ctx, &a, "")
	if err != nil {
		return store.Verdict{}, nil, err
	}
	v, err := w.DB.AddAssessment(ctx, &a, act.At)
	if err != nil || change == nil {
		return v, nil, err
	}
	return v, change, w.tellVerdict(ctx, v, change, act)
}

// keepNews keeps the verdict on a claim if it differs from the one kept last;
// a first verdict is kept only if first is set.
func (w *Workbench) keepNews(ctx context.Context, claim string, first bool, act Act) error {
	_, a, err := w.judge(ctx, claim, AsOf{Known: act.At})
	if err != nil {
		return err
	}
	change, err := w.verdictChange(ctx, &a, "")
	if err != nil || change == nil || change.Before == nil && !first {
		return err
	}
	v, err := w.DB.AddAssessment(ctx, &a, act.At)
	if err != nil {
		return err
	}
	return w.tellVerdict(ctx, v, change, act)
}

func (w *Workbench) tellVerdict(ctx context.Context, v store.Verdict, change *VerdictChange, act Act) error {
	change.ID, change.Recorded = v.ID, v.Recorded
	return w.tell(ctx, Change{
		Kind: ChangeVerdict, At: act.At, By: act.By, Claim: change.Claim, Verdict: change,
		Text: fmt.Sprintf("%s: %s", change.Title, change.Now),
	})
}

// String gives the standing in a few words.
func (s Standing) String() string {
	return fmt.Sprintf("%s, %s; %s", s.Label, assess.Phrase(s.Top.Probability), s.Sufficiency)
}

func (w *Workbench) standing(a *credence.Assessment) Standing {
	s := Standing{AsOf: a.AsOf, Sufficiency: a.Sufficiency, Label: string(a.Top)}
	for _, r := range a.Rungs {
		if r.H == a.Top {
			s.Top = r
		}
	}
	for _, r := range w.Tables.Ladder.Rungs {
		if r.H == a.Top {
			s.Label = r.Name
		}
	}
	return s
}

// verdictChange sets an assessment beside the verdict kept on the same claim
// before the one of that ID, or beside the last one; nil if it is no news: no
// other, or of an earlier time.
func (w *Workbench) verdictChange(ctx context.Context, a *credence.Assessment, verdict string) (*VerdictChange, error) {
	change := &VerdictChange{Claim: a.Claim.ID, Now: w.standing(a), Lines: []string{}, MachineCoded: a.MachineCoded}
	held, err := w.DB.VerdictBefore(ctx, a.Claim.ID, verdict)
	switch {
	case err == nil:
		before, err := held.Assessment()
		if err != nil {
			return nil, err
		}
		if before.AsOf.After(a.AsOf) || !differs(&before, a) {
			return nil, nil
		}
		s := w.standing(&before)
		change.Before, change.Lines = &s, assess.Compare(w.Tables, &before, a).Lines
	case !errors.Is(err, credence.ErrNotFound):
		return nil, err
	}
	in, err := w.DB.Incident(ctx, a.Claim.Incident)
	if err != nil && !errors.Is(err, credence.ErrNotFound) {
		return nil, err
	}
	change.Title = title(&in, &a.Claim)
	return change, nil
}

// VerdictChanges gives the last changes of verdicts that were kept, the last
// first, from up to that many verdicts.
func (w *Workbench) VerdictChanges(ctx context.Context, verdicts int) ([]VerdictChange, error) {
	kept, err := w.DB.RecentVerdicts(ctx, verdicts)
	if err != nil {
		return nil, err
	}
	out := []VerdictChange{}
	for _, v := range kept {
		a, err := v.Assessment()
		if err != nil {
			return nil, err
		}
		change, err := w.verdictChange(ctx, &a, v.ID)
		if err != nil {
			return nil, err
		}
		if change != nil {
			change.ID, change.Recorded = v.ID, v.Recorded
			out = append(out, *change)
		}
	}
	return out, nil
}

// LastVerdict names the verdict kept last, "" if there is none.
func (w *Workbench) LastVerdict(ctx context.Context) (string, error) {
	return w.DB.LastVerdict(ctx)
}

package workbench

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/internal/store"
)

// Row is where a claim stands, as lists show it.
type Row struct {
	Claim        credence.ClaimID     `json:"claim"`
	Slug         string               `json:"slug"`
	Claimant     string               `json:"claimant"`
	ClaimantID   string               `json:"claimant_id,omitempty"`
	Incident     credence.IncidentID  `json:"incident"`
	Title        string               `json:"title"`
	Country      string               `json:"country,omitempty"`
	Made         credence.Interval    `json:"made"`
	Attack       credence.Interval    `json:"attack"`
	MachineCoded bool                 `json:"machine_coded,omitempty"`
	StandsOut    bool                 `json:"stands_out,omitempty"` // one rung is ahead of the others
	Voices       int                  `json:"voices"`               // independent ones
	Reports      int                  `json:"reports"`              // without what only sums up what was public
	Proposed     int                  `json:"proposed"`             // answers that wait for a person
	Steps        []Stand              `json:"steps"`                // the verdicts, oldest first; the last is the one that holds
	KnownAt      time.Time            `json:"-"`                    // as of when it was judged; zero if it was not yet
	Mark         string               `json:"-"`                    // of the sheet that it was taken from; "" on the desk
	MovedAt      time.Time            `json:"-"`                    // when it last became another
	Fresh        bool                 `json:"-"`
	Sufficiency  credence.Sufficiency `json:"sufficiency"`
	Names        Names                `json:"names,omitzero"` // that what is said of the claim keeps out
}

// Stand is one verdict of a history.
type Stand struct {
	AsOf        time.Time            `json:"as_of,omitzero"` // zero for the one that holds
	Sufficiency credence.Sufficiency `json:"sufficiency"`
	Top         credence.Rung        `json:"top"`
	StandsOut   bool                 `json:"stands_out,omitempty"` // Top is ahead of the others
	Tie         credence.Probability `json:"tie"`                  // that there is any tie between attacker and claimant
	Changed     []string             `json:"changed,omitempty"`    // against the one before, in words
}

// Last is the verdict that holds, the zero value before there is one.
func (s *Row) Last() Stand {
	if len(s.Steps) == 0 {
		return Stand{}
	}
	return s.Steps[len(s.Steps)-1]
}

// At is the standing as of an earlier time, by the verdicts that are kept with
// it; false if the claim was not made by then. What is counted today was not
// counted then, and is left out.
func (s *Row) At(t time.Time) (Row, bool) {
	out := *s
	if s.Made.After(t) {
		return out, false
	}
	n := 0
	for i, step := range s.Steps {
		if !step.AsOf.IsZero() && !step.AsOf.After(t) || step.AsOf.IsZero() && !s.KnownAt.After(t) {
			n = i + 1
		}
	}
	if n == len(s.Steps) {
		return out, true
	}
	out.Steps = s.Steps[:max(n, min(1, len(s.Steps)))]
	out.Sufficiency, out.StandsOut = out.Last().Sufficiency, out.Last().StandsOut
	out.Voices, out.Reports, out.Proposed, out.MachineCoded = 0, 0, 0, false
	return out, true
}

// Row is what lists show of a sheet.
func (s *Sheet) Row() Row {
	b := s.Brief
	a := &b.Assessment
	out := Row{
		Claim: a.Claim.ID, Slug: s.Slug, Claimant: a.Claim.Claimant, ClaimantID: a.Claim.ClaimantID, Incident: a.Claim.Incident, Title: b.Title,
		Country: b.Incident.Place.Country, Made: a.Claim.At, Attack: b.Incident.Date, MachineCoded: a.MachineCoded, StandsOut: b.StandsOut(),
		Voices: s.Voices.Independent, Reports: s.Voices.Documents, Sufficiency: a.Sufficiency, Names: s.Names, KnownAt: a.AsOf, Mark: s.Mark,
	}
	for _, l := range s.Evidence {
		if l.Status == credence.Proposed {
			out.Proposed++
		}
	}
	for _, h := range b.History {
		out.Steps = append(out.Steps, Stand{AsOf: h.AsOf, Sufficiency: h.Sufficiency, Top: h.Top, StandsOut: h.StandsOut, Tie: tie(h.RollUps), Changed: h.Changed})
	}
	out.Steps = append(out.Steps, Stand{Sufficiency: a.Sufficiency, Top: b.Leading(), StandsOut: b.StandsOut(), Tie: tie(a.RollUps), Changed: b.Changed})
	return out
}

// tie is the roll-up that a list follows through time.
func tie(list []credence.RollUp) credence.Probability {
	for _, r := range list {
		if r.Name == "any_tie" {
			return r.Probability
		}
	}
	return credence.Probability{}
}

// Desk gives where every claim stands, the newest first. It judges nothing: a
// claim that was not judged yet has no verdict, and one about which something
// changed since is not Fresh. Keep brings them up to date.
func (w *Workbench) Desk(ctx context.Context) ([]Row, error) {
	mark, err := w.DB.BoardsMark(ctx)
	if err != nil {
		return nil, err
	}
	if list, ok := w.desk.of(mark); ok {
		return list, nil
	}
	boards, err := w.DB.Boards(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]Row, 0, len(boards))
	for _, b := range boards {
		s := Row{Claim: b.Claim}
		if b.Head == nil {
			if s, err = w.unjudged(ctx, b.Claim); errors.Is(err, credence.ErrNotFound) {
				continue
			}
		} else {
			err = json.Unmarshal(b.Head, &s)
		}
		if err != nil {
			return nil, fmt.Errorf("desk: %s: %w", b.Claim, err)
		}
		s.KnownAt, s.MovedAt, s.Fresh = b.KnownAt, b.MovedAt, b.Fresh && b.Version == w.sheetVersion()
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b Row) int {
		return cmp.Or(b.Made.To.Compare(a.Made.To), b.Made.From.Compare(a.Made.From), cmp.Compare(a.Claim, b.Claim))
	})
	w.desk.keep(mark, list)
	return list, nil
}

// DeskMark is a word that changes whenever the desk does.
func (w *Workbench) DeskMark(ctx context.Context) (string, error) {
	mark, err := w.DB.BoardsMark(ctx)
	return fmt.Sprintf("%d/%d/%d/%s", mark[0], mark[1], mark[2], w.sheetVersion()), err
}

// unjudged is a claim of which no more is known than that it was made.
func (w *Workbench) unjudged(ctx context.Context, id credence.ClaimID) (Row, error) {
	c, err := w.DB.Claim(ctx, id)
	if err != nil {
		return Row{}, err
	}
	in, err := w.DB.Incident(ctx, c.Incident)
	if err != nil && !errors.Is(err, credence.ErrNotFound) {
		return Row{}, err
	}
	return Row{
		Claim: c.ID, Slug: string(c.ID), Claimant: c.Claimant, ClaimantID: c.ClaimantID, Incident: c.Incident, Title: title(&in, &c),
		Country: in.Place.Country, Made: c.At, Attack: in.Date,
	}, nil
}

// RefreshDesk judges up to limit claims again whose verdict is not up to date,
// and gives how many it did. A claim that cannot be judged is passed over; the
// first such error is given at the end.
func (w *Workbench) RefreshDesk(ctx context.Context, now time.Time, limit int) (done int, err error) {
	boards, err := w.DB.Boards(ctx)
	if err != nil {
		return 0, err
	}
	var first error
	for _, b := range boards {
		if w.good(&b, now) {
			continue
		}
		if done == limit {
			break
		}
		err := w.refresh(ctx, b, now)
		if ctx.Err() != nil {
			return done, ctx.Err()
		}
		if err == nil {
			done++
		} else if first == nil {
			first = err
		}
	}
	return done, first
}

func (w *Workbench) refresh(ctx context.Context, b store.Board, now time.Time) error {
	c, err := w.DB.Claim(ctx, b.Claim)
	if errors.Is(err, credence.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	s, err := w.sheet(ctx, &c, AsOf{Known: now}, nil)
	if err != nil {
		return err
	}
	return w.saveBoard(ctx, b, s, now)
}

// LoadDossier puts a case of the casebook into the store, reads it and judges
// it, so that it is on the desk and has its short name. One that is held
// already, in whatever version, stays.
func (w *Workbench) LoadDossier(ctx context.Context, name, by string, now time.Time) (credence.ClaimID, error) {
	c, err := casebook.Embedded(name)
	if err != nil {
		return "", err
	}
	claim, err := w.LoadCase(ctx, c, by, now)
	if err != nil && !errors.Is(err, ErrOtherDossier) {
		return "", err
	}
	if err := w.Stages.Derive(ctx); err != nil {
		return "", err
	}
	_, err = w.Sheet(ctx, string(claim.ID), now)
	return claim.ID, err
}

// Keep brings the desk up to date until the context ends: at once, and then
// whenever it finds that something changed. Errors go to report.
func (w *Workbench) Keep(ctx context.Context, now func() time.Time, report func(error)) {
	const look = 2 * time.Second
	tick := time.NewTicker(look)
	defer tick.Stop()
	var seen [3]int64 // when nothing was left to do
	var looked time.Time
	for {
		mark, err := w.DB.BoardsMark(ctx)
		if t := now().UTC(); err == nil && (mark != seen || t.Sub(looked) > time.Hour) {
			looked = t
			var done int
			if done, err = w.RefreshDesk(ctx, t, 1<<30); done == 0 {
				seen = mark // what cannot be judged is tried again when something changes
			}
		}
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			report(err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

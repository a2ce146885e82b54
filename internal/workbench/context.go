package workbench

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/series"
)

// ImportSeries reads a table of attacks, keeps its bytes, and keeps its counts
// by group and month. The same table again changes nothing.
func (w *Workbench) ImportSeries(ctx context.Context, name string, table []byte, by string, now time.Time) (read series.Table, added bool, err error) {
	read, err = series.Read(bytes.NewReader(table))
	if fault := (*credence.InputError)(nil); errors.As(err, &fault) {
		return read, false, &credence.InputError{Name: name, Reason: fault.Error(), Err: err}
	}
	if err != nil {
		return read, false, fmt.Errorf("%s: %w", name, err)
	}
	sums, err := w.DB.AddOriginals(ctx, [][]byte{table}, now)
	if err != nil {
		return read, false, fmt.Errorf("%s: %w", name, err)
	}
	added, err = w.DB.AddSeries(ctx, store.Series{
		Table: store.SeriesTable{SHA256: sums[0], Name: name, Format: read.Format, By: by, Recorded: now}, Counts: read.Counts,
	})
	return read, added, err
}

// ownTable names the series that is counted from the claims held here.
const ownTable = "claims held here"

// Series gives the months of a group: from the claims held here if it is an
// entry of the register, then from each table that names it. A group of a
// table is the same if it has a name of the entry, or the name given.
func (w *Workbench) Series(ctx context.Context, group string, at AsOf) ([]store.Series, error) {
	var out []store.Series
	id, _, err := w.claimant(group)
	if err != nil && !errors.Is(err, credence.ErrNotFound) {
		return nil, err
	}
	if err == nil {
		own, err := w.ownSeries(ctx, id, at)
		if err != nil {
			return nil, err
		}
		if len(own.Counts) > 0 {
			out = append(out, own)
		}
	}
	imported, err := w.importedSeries(ctx, group, at)
	return append(out, imported...), err
}

// importedSeries gives the months of a group from each table that names it.
func (w *Workbench) importedSeries(ctx context.Context, group string, at AsOf) ([]store.Series, error) {
	held, err := w.DB.SeriesGroups(ctx)
	if err != nil || len(held) == 0 {
		return nil, err
	}
	names := []string{group}
	id, _, err := w.claimant(group)
	if err != nil && !errors.Is(err, credence.ErrNotFound) {
		return nil, err
	}
	if err == nil {
		actor, err := w.Stages.Actors.Actor(id)
		if err != nil {
			return nil, err
		}
		names = append(names, actor.Names()...)
	}
	held = slices.DeleteFunc(held, func(g string) bool {
		return !slices.ContainsFunc(names, func(n string) bool { return sameName(n, g) })
	})
	imported, err := w.DB.Series(ctx, held, store.AsOf{Recorded: at.Recorded})
	for i := range imported {
		imported[i].Counts = until(imported[i].Counts, at.Known)
	}
	return imported, err
}

// ownSeries counts the incidents that the claimant claims, by month.
func (w *Workbench) ownSeries(ctx context.Context, id string, at AsOf) (store.Series, error) {
	s := store.Series{Table: store.SeriesTable{Name: ownTable, Format: "credence"}}
	months := map[string]*credence.GroupMonth{}
	q := store.ClaimQuery{ClaimantID: id, Limit: 1000}
	for {
		claims, next, err := w.DB.Claims(ctx, q)
		if err != nil {
			return s, err
		}
		for _, c := range claims {
			t, _ := middle(c.At)
			if t.IsZero() || !at.Known.IsZero() && c.At.After(at.Known) {
				continue
			}
			key := t.UTC().Format("2006-01")
			if months[key] == nil {
				months[key] = &credence.GroupMonth{Group: id, Month: key}
			}
			months[key].Attacks++
			months[key].Claims++
			months[key].Told++
		}
		if next == "" {
			break
		}
		q.After = next
	}
	for _, m := range months {
		s.Counts = append(s.Counts, *m)
	}
	slices.SortFunc(s.Counts, byMonth)
	return s, nil
}

func byMonth(a, b credence.GroupMonth) int {
	return cmp.Or(cmp.Compare(a.Month, b.Month), cmp.Compare(a.Group, b.Group))
}

// until leaves out the months after a time.
func until(counts []credence.GroupMonth, t time.Time) []credence.GroupMonth {
	last := t.UTC().Format("2006-01")
	counts = slices.DeleteFunc(slices.Clone(counts), func(c credence.GroupMonth) bool { return !t.IsZero() && c.Month > last })
	slices.SortFunc(counts, byMonth)
	return counts
}

// sameName compares names of groups without case, and takes what stands in
// brackets at the end for another name: "River Front (RF)".
func sameName(a, b string) bool {
	return slices.ContainsFunc(forms(a), func(x string) bool { return slices.Contains(forms(b), x) })
}

func forms(name string) []string {
	name = strings.ToLower(strings.Join(strings.Fields(name), " "))
	out := []string{name}
	if first, rest, ok := strings.Cut(name, " ("); ok && strings.HasSuffix(rest, ")") {
		out = append(out, first, strings.TrimSuffix(rest, ")"))
	}
	return out
}

// ChoosePrior lays down which prior set a claim is judged from, and why. The
// theatre stays what it was.
func (w *Workbench) ChoosePrior(ctx context.Context, claim, set string, act Act) (store.Ruling, error) {
	if err := act.check(); err != nil {
		return store.Ruling{}, err
	}
	if w.Tables.Priors.Set(set) == nil {
		var names []string
		for _, s := range w.Tables.Priors.Sets {
			names = append(names, s.Name)
		}
		return store.Ruling{}, &credence.InputError{Name: "prior " + set, Reason: "want one of " + strings.Join(names, ", ")}
	}
	f, err := w.open(ctx, claim, AsOf{Known: act.At})
	if err != nil {
		return store.Ruling{}, err
	}
	theatre, _ := assess.ChooseTheatre(f.claim.ClaimantID, f.claim.Claimant, f.incident.Place.Country, f.incident.Date.From)
	if f.prior.ID != "" {
		theatre = f.prior.Subjects[2]
	}
	why := fmt.Sprintf("%s (chosen by %s on %s)", act.Reason, act.By, act.At.UTC().Format("2 January 2006"))
	r, err := w.DB.AddRuling(ctx, store.Ruling{
		What: rulingPrior, Subjects: []string{string(f.claim.ID), set, theatre}, By: act.By, At: act.At, Reason: why,
	})
	if err != nil {
		return r, err
	}
	return r, w.judged(ctx, claim, act)
}

// shownMonths is how many months before the attack are shown with a verdict.
const shownMonths = 12

// addContext shows with the verdict the months up to the claim.
func (w *Workbench) addContext(ctx context.Context, b *brief.Brief, at AsOf) error {
	c := &b.Assessment.Claim
	made, _ := middle(c.At)
	if c.ClaimantID == "" || made.IsZero() {
		return nil
	}
	if made.Before(at.Known) {
		at.Known = made
	}
	imported, err := w.importedSeries(ctx, c.ClaimantID, at) // those of claims held here stand in the record
	first := made.UTC().AddDate(0, -shownMonths, 1-made.UTC().Day()).Format("2006-01")
	for _, s := range imported {
		for _, m := range s.Counts {
			if m.Month >= first {
				b.Context = append(b.Context, brief.Month{Table: s.Table.Name, GroupMonth: m})
			}
		}
	}
	return err
}

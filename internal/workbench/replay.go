package workbench

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/export/naming"
	"github.com/credence-project/credence/incident"
)

// late gives the documents that were taken in after the time of recording
// that is looked from; none if that is not bounded.
func (w *Workbench) late(ctx context.Context, ids map[credence.DocumentID]bool, at AsOf) (map[credence.DocumentID]bool, error) {
	if at.Recorded.IsZero() {
		return nil, nil
	}
	return w.DB.RecordedLater(ctx, slices.Collect(maps.Keys(ids)), at.Recorded)
}

// rewind takes out of the incident what late documents brought. What was
// derived from all documents is derived again from those that were there.
func (w *Workbench) rewind(ctx context.Context, f *file, at AsOf) error {
	if !at.Recorded.IsZero() {
		before, changed, err := w.incidentWithout(ctx, f, func(d credence.DocumentID) bool { return f.late[d] })
		if err != nil {
			return err
		}
		if changed {
			f.incident = before
			f.claim.ID, f.claim.Incident = nameOf(&f.claim, before.ID), before.ID
		}
	}
	f.rename()
	published := map[credence.DocumentID]bool{}
	for _, d := range f.documents {
		published[d.ID] = true
	}
	before, changed, err := w.incidentWithout(ctx, f, func(d credence.DocumentID) bool { return !published[d] })
	if changed {
		before.ID = f.incident.ID // what was published later changes what is told, not the name
		f.incident = before
	}
	return err
}

// incidentWithout is the incident as the reports tell of it that are not left
// out; changed is false if that makes no difference, or leaves none.
func (w *Workbench) incidentWithout(ctx context.Context, f *file, leftOut func(credence.DocumentID) bool) (before credence.Incident, changed bool, err error) {
	var reports []incident.Report
	for _, m := range f.incident.Mentions {
		if leftOut(m.Document) {
			continue
		}
		d, err := w.DB.Document(ctx, m.Document)
		if err != nil {
			return before, false, err
		}
		x, read := f.extracted[m.Document]
		if !read {
			if x, _, err = w.DB.Extraction(ctx, m.Document); err != nil {
				return before, false, err
			}
		}
		for _, mention := range x.Incidents {
			if mention.ID == m.Mention {
				reports = append(reports, incident.Report{Mention: mention, Document: d.ID, Published: d.Published})
			}
		}
	}
	if n := len(reports); n == 0 || n == len(f.incident.Mentions) {
		return before, false, nil
	}
	var one []incident.Ruling // they were joined, and stay so
	for _, r := range reports[1:] {
		one = append(one, incident.Ruling{A: reports[0].Mention.ID, B: r.Mention.ID, Same: true})
	}
	before = incident.Join(reports, one)[0]
	before.Title = f.incident.Title
	return before, true, nil
}

// rewindRivals takes the claims of others as they were gathered from the
// documents that were there. A claim that no document reports was entered by
// a person and stays.
func (f *file) rewindRivals(gathered []credence.Claim) {
	rivals := f.rivals[:0]
	for _, r := range f.rivals {
		i := slices.IndexFunc(gathered, func(c credence.Claim) bool { return c.ID == nameOf(&r, f.incident.ID) })
		switch {
		case i >= 0:
			rivals = append(rivals, gathered[i])
		case len(r.Quotes) == 0:
			rivals = append(rivals, r)
		}
	}
	f.rivals = rivals
}

// Kept is a verdict of the history with whether it comes out the same, byte
// for byte, when it is judged again from what was held when it was kept.
type Kept struct {
	ID         string              `json:"id"`
	Recorded   time.Time           `json:"recorded_at"`
	Hash       string              `json:"sha256"` // of the verdict as it is kept
	Same       bool                `json:"same"`
	Assessment credence.Assessment `json:"assessment"`
}

// Kept gives the verdicts kept on a claim, in the order of recording, each
// judged again as it was judged then. Names stand in them only where the naming
// gate is open today; the hash is that of what is kept.
func (w *Workbench) Kept(ctx context.Context, claim string, at AsOf) ([]Kept, error) {
	c, err := w.claim(ctx, claim)
	if err != nil {
		return nil, err
	}
	verdicts, err := w.verdictsOn(ctx, &c, at)
	if err != nil {
		return nil, err
	}
	out := make([]Kept, len(verdicts))
	for i, v := range verdicts {
		out[i] = Kept{ID: v.ID, Recorded: v.Recorded, Hash: v.Hash}
		if out[i].Assessment, err = v.Assessment(); err != nil {
			return nil, err
		}
		_, again, err := w.judge(ctx, string(c.ID), AsOf{Known: out[i].Assessment.AsOf, Recorded: v.Recorded})
		var unheard *credence.InputError
		if errors.Is(err, credence.ErrNotFound) || errors.As(err, &unheard) {
			continue // read anew, the reports held then tell of no claim
		}
		if err != nil {
			return nil, err
		}
		body, err := json.Marshal(again)
		if err != nil {
			return nil, err
		}
		out[i].Same = bytes.Equal(body, v.Body)
	}
	names, err := w.namesNow(ctx, string(c.ID))
	if err != nil {
		return nil, err
	}
	return naming.Through(names.Gate(), out)
}

// Compare judges a claim at two times and tells what changed between them.
func (w *Workbench) Compare(ctx context.Context, claim string, since, at AsOf) (assess.Change, error) {
	_, before, err := w.judge(ctx, claim, since)
	if err != nil {
		return assess.Change{}, err
	}
	_, after, err := w.judge(ctx, claim, at)
	if err != nil {
		return assess.Change{}, err
	}
	return assess.Compare(w.Tables, &before, &after), nil
}

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
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/syndication"
)

// late gives the documents that were taken in after the time of recording
// that is looked from; none if that is not bounded.
func (w *Workbench) late(ctx context.Context, ids map[credence.DocumentID]bool, at AsOf) (map[credence.DocumentID]bool, error) {
	if at.Recorded.IsZero() {
		return nil, nil
	}
	return w.DB.RecordedLater(ctx, slices.Collect(maps.Keys(ids)), at.Recorded)
}

// rewind takes out of the incident and of the voices what late documents
// brought. What was derived from all documents is derived again from those
// that were there.
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
	if err := w.rewindVoices(ctx, f, at); err != nil {
		return err
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

// rewindVoices finds again, among the documents that were there, the voices of
// those whose group a late document joined: taken in later, or published later
// where the group hangs on it.
func (w *Workbench) rewindVoices(ctx context.Context, f *file, at AsOf) error {
	group := map[credence.DocumentID]credence.Document{}
	voices := map[credence.OriginID]credence.Origin{}
	for _, o := range f.origins {
		if !at.Recorded.IsZero() || !f.stands(o) {
			voices[o.ID] = o
		}
	}
	if len(voices) == 0 {
		return nil
	}
	members, err := w.DB.DocumentsOf(ctx, slices.Collect(maps.Keys(voices)))
	if err != nil {
		return err
	}
	for _, o := range voices {
		there, changed, err := w.groupThen(ctx, f, o, members[o.ID], at)
		if err != nil {
			return err
		}
		if changed {
			maps.Copy(group, there)
		}
	}
	var docs []credence.Document
	for _, id := range slices.Sorted(maps.Keys(group)) {
		docs = append(docs, group[id])
	}
	groups, err := syndication.Groups(docs, syndication.Options{Singles: true})
	for _, g := range groups {
		for _, m := range g.Members {
			if _, ours := f.origins[m.Document]; !ours {
				continue
			}
			f.origins[m.Document] = g.OriginOf(&m)
			f.groups[m.Document] = known(g, f.documents)
		}
	}
	return err
}

// groupThen gives which of the documents that go back to a voice were there,
// and whether those that were not make a difference to it. Our own words say
// nothing of who copied whom, and are left out.
func (w *Workbench) groupThen(
	ctx context.Context, f *file, o credence.Origin, members []store.VoiceDocument, at AsOf,
) (_ map[credence.DocumentID]credence.Document, changed bool, err error) {
	later := map[credence.DocumentID]bool{}
	if !at.Recorded.IsZero() {
		ids := map[credence.DocumentID]bool{}
		for _, d := range members {
			ids[d.ID] = true
		}
		if later, err = w.late(ctx, ids, at); err != nil {
			return nil, false, err
		}
	}
	if len(later) == 0 && f.stands(o) {
		return nil, false, nil
	}
	known := func(d *store.VoiceDocument) bool { return knownBy(credence.Document{Published: d.Published}, at.Known) }
	changed = len(later) > 0 || slices.ContainsFunc(members, func(d store.VoiceDocument) bool { return !known(&d) })
	if !changed {
		return nil, false, nil
	}
	there := map[credence.DocumentID]credence.Document{}
	for i := range members {
		d := &members[i]
		if later[d.ID] || !known(d) || d.Format == credence.FormatGist {
			continue
		}
		if there[d.ID], err = w.DB.Document(ctx, d.ID); err != nil {
			return nil, false, err
		}
	}
	return there, true, nil
}

// stands reports whether a group stands without its later members: its first
// document is among those of the file, and each of the others there has most
// of its text in common with it.
func (f *file) stands(o credence.Origin) bool {
	first := o.Document == ""
	for _, d := range f.documents {
		first = first || d.ID == o.Document
	}
	for id, g := range f.groups {
		if f.origins[id].ID != o.ID {
			continue
		}
		for _, m := range g.Members {
			if m.Document != o.Document && max(m.Covered, m.Covers) < mostly {
				return false
			}
		}
	}
	return first
}

// mostly is the share of a text above which a copy needs no third text to be
// known as one.
const mostly = 0.5

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
		if errors.Is(err, credence.ErrNotFound) {
			continue
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

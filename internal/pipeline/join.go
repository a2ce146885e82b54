package pipeline

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/incident"
	"github.com/credence-project/credence/internal/store"
)

// joinVersion names the rules by which mentions are joined.
const joinVersion = "join-1"

// margin is how far around new mentions older ones are looked at again. It is
// longer than any stretch of days that mentions of one incident are apart.
const margin = 10 * 24 * time.Hour

// joinAtOnce bounds how many new documents are joined in one go.
const joinAtOnce = 200_000

// Join joins the mentions of documents that were read and not joined yet, and
// gathers the claims of the incidents they are in. It works through stretches
// of days and looks again at the older mentions around them. A document counts
// as joined only once the claims are kept, so that a run that was stopped
// anywhere is made good by the next.
func (s *Stages) Join(ctx context.Context) error {
	for {
		ids, err := s.DB.Unjoined(ctx, joinVersion, joinAtOnce)
		if err != nil || len(ids) == 0 {
			return err
		}
		touched, err := s.join(ctx, ids)
		if err != nil {
			return err
		}
		if err := s.Claims(ctx, touched); err != nil {
			return fmt.Errorf("claims: %w", err)
		}
		if err := s.joined(ctx, ids); err != nil {
			return err
		}
	}
}

// join joins the mentions of the documents, and looks again at those around
// them. It gives the incidents that changed and those that the documents are in.
func (s *Stages) join(ctx context.Context, ids []credence.DocumentID) ([]credence.IncidentID, error) {
	ruled, err := s.ruled(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.dropUntold(ctx, ids); err != nil {
		return nil, err
	}
	fresh, err := s.reports(ctx, store.MentionQuery{}, ids, ruled)
	if err != nil {
		return nil, err
	}
	ours := map[credence.DocumentID]bool{}
	for _, id := range ids {
		ours[id] = true
	}
	var touched []credence.IncidentID
	for _, span := range stretches(fresh) {
		t, err := s.joinStretch(ctx, span, ruled, ours)
		if err != nil {
			return nil, err
		}
		touched = append(touched, t...)
	}
	return touched, nil
}

// dropUntold takes out the incidents that the documents told of when they were
// read before, and of which nothing is told any more, with their claims.
func (s *Stages) dropUntold(ctx context.Context, ids []credence.DocumentID) error {
	gone, err := s.DB.Untold(ctx, ids)
	if err != nil {
		return err
	}
	return s.dropIncidents(ctx, gone)
}

// dropIncidents takes out incidents with their claims.
func (s *Stages) dropIncidents(ctx context.Context, drop []credence.IncidentID) error {
	if err := s.dropClaims(ctx, drop); err != nil {
		return err
	}
	for batch := range slices.Chunk(drop, batchDocuments) {
		if err := s.DB.SaveIncidents(ctx, store.Joining{Version: joinVersion, Drop: batch}); err != nil {
			return err
		}
	}
	return nil
}

// joined notes that all mentions of the documents have been considered.
func (s *Stages) joined(ctx context.Context, ids []credence.DocumentID) error {
	for batch := range slices.Chunk(ids, batchDocuments) {
		if err := s.DB.SaveIncidents(ctx, store.Joining{Version: joinVersion, Joined: batch}); err != nil {
			return err
		}
		s.progress("joining", len(batch))
	}
	return nil
}

// span is a stretch of days.
type span struct{ from, to time.Time }

// stretches are the days of the reports with their margins, overlapping ones
// made one, in order.
func stretches(reports []incident.Report) []span {
	var all []span
	for i := range reports {
		if from, to, ok := reports[i].Days(); ok {
			all = append(all, span{from.Add(-margin), to.Add(margin)})
		}
	}
	slices.SortFunc(all, func(a, b span) int { return a.from.Compare(b.from) })
	var out []span
	for _, s := range all {
		if n := len(out); n > 0 && !s.from.After(out[n-1].to) {
			if s.to.After(out[n-1].to) {
				out[n-1].to = s.to
			}
			continue
		}
		out = append(out, s)
	}
	return out
}

// rulings are what people decided about mentions and documents.
type rulings struct {
	pairs []incident.Ruling
	out   map[credence.DocumentID]bool // ruled into an incident by a person: not the machine's to join
}

func (s *Stages) ruled(ctx context.Context) (rulings, error) {
	r := rulings{out: map[credence.DocumentID]bool{}}
	for what, same := range map[string]bool{RulingSame: true, RulingApart: false} {
		list, err := s.DB.Rulings(ctx, store.RulingQuery{What: what})
		if err != nil {
			return r, err
		}
		for _, l := range list {
			if len(l.Subjects) == 2 {
				r.pairs = append(r.pairs, incident.Ruling{A: credence.MentionID(l.Subjects[0]), B: credence.MentionID(l.Subjects[1]), Same: same})
			}
		}
	}
	list, err := s.DB.Rulings(ctx, store.RulingQuery{What: RulingReports})
	for _, l := range list {
		for _, d := range l.Subjects[1:] {
			r.out[credence.DocumentID(d)] = true
		}
	}
	return r, err
}

// reports reads the mentions that the query selects, of the documents if any
// are named, without those that a person has placed.
func (s *Stages) reports(ctx context.Context, q store.MentionQuery, docs []credence.DocumentID, ruled rulings) ([]incident.Report, error) {
	if docs == nil {
		return s.page(ctx, q, ruled, nil)
	}
	var out []incident.Report
	for batch := range slices.Chunk(docs, batchDocuments) {
		q.Documents = batch
		var err error
		if out, err = s.page(ctx, q, ruled, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// mentionsAtOnce is the number of mentions read together. Each page costs a
// search through the whole stretch of days, so there should be few.
const mentionsAtOnce = 10_000

func (s *Stages) page(ctx context.Context, q store.MentionQuery, ruled rulings, out []incident.Report) ([]incident.Report, error) {
	q.Limit = mentionsAtOnce
	for {
		found, next, err := s.DB.Mentions(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, m := range found {
			if !ruled.out[m.In.Document] {
				out = append(out, incident.Report{Mention: m.Mention, Document: m.In.Document, Published: m.In.Published})
			}
		}
		if next == "" {
			return out, nil
		}
		q.After = next
	}
}

// joinStretch joins everything that may have happened in a stretch of days.
func (s *Stages) joinStretch(ctx context.Context, days span, ruled rulings, ours map[credence.DocumentID]bool) ([]credence.IncidentID, error) {
	reports, err := s.reports(ctx, store.MentionQuery{
		From: days.from.Format(time.DateOnly), To: days.to.Format(time.DateOnly), Undated: true,
	}, nil, ruled)
	if err != nil {
		return nil, err
	}
	reports = slices.DeleteFunc(reports, func(r incident.Report) bool {
		from, to, ok := r.Days()
		return !ok || to.Before(days.from) || from.After(days.to)
	})
	before, reports, err := s.complete(ctx, reports, ruled)
	if err != nil {
		return nil, err
	}
	if err := s.addVoices(ctx, reports); err != nil {
		return nil, err
	}
	after := incident.Join(reports, ruled.pairs)
	touched, err := s.saveChanges(ctx, before, after)
	for _, in := range after {
		if slices.ContainsFunc(in.Mentions, func(m credence.MentionRef) bool { return ours[m.Document] }) {
			touched = append(touched, in.ID)
		}
	}
	slices.Sort(touched)
	return slices.Compact(touched), err
}

// complete finds the incidents that the reports were joined to before, and
// adds the mentions of these that lie outside the stretch.
func (s *Stages) complete(ctx context.Context, reports []incident.Report, ruled rulings) (map[credence.IncidentID]credence.Incident, []incident.Report, error) {
	before := map[credence.IncidentID]credence.Incident{}
	have := map[credence.MentionID]bool{}
	for _, r := range reports {
		have[r.Mention.ID] = true
	}
	var missing []credence.DocumentID
	for _, r := range reports {
		id, err := s.DB.IncidentOf(ctx, credence.MentionRef{Document: r.Document, Mention: r.Mention.ID})
		if errors.Is(err, credence.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		if _, seen := before[id]; seen {
			continue
		}
		in, err := s.DB.Incident(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		before[id] = in
		for _, m := range in.Mentions {
			if !have[m.Mention] {
				missing = append(missing, m.Document)
			}
		}
	}
	if len(missing) > 0 {
		more, err := s.reports(ctx, store.MentionQuery{}, missing, ruled)
		if err != nil {
			return nil, nil, err
		}
		reports = append(reports, more...) // Join takes each mention once
	}
	return before, reports, nil
}

// addVoices fills in which voice each report goes back to.
func (s *Stages) addVoices(ctx context.Context, reports []incident.Report) error {
	ids := make([]credence.DocumentID, len(reports))
	for i := range reports {
		ids[i] = reports[i].Document
	}
	for start := 0; start < len(ids); start += batchDocuments {
		end := min(start+batchDocuments, len(ids))
		origins, err := s.DB.Origins(ctx, ids[start:end])
		if err != nil {
			return err
		}
		for i := start; i < end; i++ {
			reports[i].Voice = origins[ids[i]].ID
		}
	}
	return nil
}

// saveChanges keeps the incidents that are new or differ, and drops those
// that are no longer there.
func (s *Stages) saveChanges(ctx context.Context, before map[credence.IncidentID]credence.Incident, after []credence.Incident) ([]credence.IncidentID, error) {
	var put []credence.Incident
	var changed []credence.IncidentID
	for _, in := range after {
		if old, ok := before[in.ID]; !ok || !reflect.DeepEqual(old, in) {
			put = append(put, in)
			changed = append(changed, in.ID)
		}
		delete(before, in.ID)
	}
	var drop []credence.IncidentID
	for id := range before {
		drop = append(drop, id)
	}
	slices.Sort(drop)
	if err := s.dropIncidents(ctx, drop); err != nil {
		return nil, err
	}
	for batch := range slices.Chunk(put, batchDocuments) {
		if err := s.DB.SaveIncidents(ctx, store.Joining{Version: joinVersion, Put: batch}); err != nil {
			return nil, err
		}
	}
	return changed, nil
}

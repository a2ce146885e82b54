package pipeline

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/incident"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/lexicon"
)

// Telling is a document that reports on an incident.
type Telling struct {
	Document   credence.Document
	Extraction credence.Extraction
	Scope      credence.Scope // the mentions that were joined to the incident; none if a person placed the document there
}

// elsewhere reports whether a detail that stands in the sentence of a claim is
// of another incident that the document reports: it lies within the claim of
// that one, or is its place or day and not one of this incident.
func (t *Telling) elsewhere(d *credence.Detail) bool {
	if len(t.Scope.Refs) == 0 || len(d.Quotes) == 0 {
		return false
	}
	here, there := false, false
	for i := range t.Extraction.Statements {
		st := &t.Extraction.Statements[i]
		if st.Kind == credence.KindClaim && st.Contains(d.Quotes[0].Span) {
			here, there = here || t.Scope.About(st), there || !t.Scope.About(st)
		}
	}
	if there && !here {
		return true
	}
	here, there = false, false
	for i := range t.Extraction.Incidents {
		if m := &t.Extraction.Incidents[i]; isOf(d, m) {
			ours := slices.Contains(t.Scope.Refs, m.Ref)
			here, there = here || ours, there || !ours
		}
	}
	return there && !here
}

// sinceThen reports whether a day is after the incident. Nobody claims an attack
// of a day to come: "claimed the attack on Sunday" says when it was claimed.
func sinceThen(d *credence.Detail, in *credence.Incident) bool {
	return d.Slot == credence.SlotDate && d.Date != "" && !in.Date.To.IsZero() && d.Date > in.Date.To.Format(time.DateOnly)
}

// tollAgain reports whether a target is the people whom the same words count
// among the dead or injured: "killed seven people" tells one thing, not two.
func tollAgain(d *credence.Detail, found []credence.Detail) bool {
	return d.Slot == credence.SlotTarget && slices.ContainsFunc(found, func(o credence.Detail) bool {
		return (o.Slot == credence.SlotKilled || o.Slot == credence.SlotInjured) &&
			slices.ContainsFunc(o.Quotes, func(q credence.Quote) bool { return len(d.Quotes) > 0 && q.Contains(d.Quotes[0].Span) })
	})
}

// isOf reports whether a detail is the place or the day of a mention.
func isOf(d *credence.Detail, m *credence.Mention) bool {
	switch d.Slot {
	case credence.SlotPlace:
		return m.Place.Name != "" && lexicon.Fold(d.Value) == lexicon.Fold(m.Place.Name)
	case credence.SlotDate:
		return d.Date != "" && m.Date.From <= d.Date && d.Date <= m.Date.To
	}
	return false
}

// claimsAtOnce is the number of incidents whose claims are kept at once.
const claimsAtOnce = 250

// Claims gathers the claims made for the incidents, and drops those that no
// report makes any more. Claims that a person entered are left alone.
func (s *Stages) Claims(ctx context.Context, incidents []credence.IncidentID) error {
	for part := range slices.Chunk(incidents, claimsAtOnce) {
		found, old := make([][]credence.Claim, len(part)), make([][]credence.ClaimID, len(part))
		g, gathering := errgroup.WithContext(ctx)
		g.SetLimit(max(1, s.Workers))
		for i, id := range part {
			g.Go(func() (err error) {
				found[i], old[i], err = s.claimsOf(gathering, id)
				return err
			})
		}
		if err := g.Wait(); err != nil {
			return err
		}
		put, drop := slices.Concat(found...), slices.Concat(old...)
		if len(put)+len(drop) == 0 {
			continue
		}
		if err := s.DB.SaveClaims(ctx, ExtractorVersion, put, drop); err != nil {
			return err
		}
	}
	return nil
}

// claimsOf gives the claims made for an incident, and those of it that are to
// be dropped. An incident that is no more has neither.
func (s *Stages) claimsOf(ctx context.Context, id credence.IncidentID) (put []credence.Claim, drop []credence.ClaimID, err error) {
	in, err := s.DB.Incident(ctx, id)
	if errors.Is(err, credence.ErrNotFound) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	tellings, places, err := s.tellings(ctx, &in)
	if err != nil {
		return nil, nil, err
	}
	put = s.Gather(in, tellings, places)
	drop, err = s.oldClaims(ctx, id, put)
	return put, drop, err
}

// tellings are the documents joined to an incident that report a claim, and the
// places of attacks that the documents joined to it tell of beside it.
func (s *Stages) tellings(ctx context.Context, in *credence.Incident) (out []Telling, places []credence.PlaceMention, err error) {
	var told []credence.Mention
	seen := map[credence.DocumentID]bool{}
	for _, m := range in.Mentions {
		if seen[m.Document] {
			continue // two of its mentions were joined
		}
		seen[m.Document] = true
		x, _, err := s.DB.Extraction(ctx, m.Document)
		if err != nil {
			return nil, nil, err
		}
		told = append(told, x.Incidents...)
		if !slices.ContainsFunc(x.Statements, func(st credence.Statement) bool { return st.Kind == credence.KindClaim }) {
			continue
		}
		d, err := s.DB.Document(ctx, m.Document)
		if err != nil {
			return nil, nil, err
		}
		out = append(out, Telling{d, x, credence.Scope{Refs: incident.Refs(in, x.Incidents)}})
	}
	return out, incident.Places(in, told), nil
}

// oldClaims lists the claims of an incident that are not among the new ones.
func (s *Stages) oldClaims(ctx context.Context, id credence.IncidentID, now []credence.Claim) ([]credence.ClaimID, error) {
	held, _, err := s.DB.Claims(ctx, store.ClaimQuery{Incident: id, Limit: 1000})
	var old []credence.ClaimID
	for _, h := range held {
		if !slices.ContainsFunc(now, func(c credence.Claim) bool { return c.ID == h.ID }) {
			old = append(old, h.ID)
		}
	}
	return old, err
}

// dropClaims takes out the claims of incidents that are no longer there.
func (s *Stages) dropClaims(ctx context.Context, incidents []credence.IncidentID) error {
	var drop []credence.ClaimID
	for _, id := range incidents {
		old, err := s.oldClaims(ctx, id, nil)
		if err != nil {
			return err
		}
		drop = append(drop, old...)
	}
	if len(drop) == 0 {
		return nil
	}
	return s.DB.SaveClaims(ctx, ExtractorVersion, nil, drop)
}

// Gather gives the claims that the tellings report for the incident, one for
// each claimant, in order of claimant. The places are those of attacks
// that documents on it tell of beside it, see incident.Places. It is a pure function of its arguments,
// so that a claim can be gathered again from what was known at a time.
func (s *Stages) Gather(in credence.Incident, tellings []Telling, places []credence.PlaceMention) []credence.Claim {
	tellings = slices.Clone(tellings)
	slices.SortFunc(tellings, func(a, b Telling) int {
		return cmp.Or(a.Document.Published.To.Compare(b.Document.Published.To), cmp.Compare(a.Document.ID, b.Document.ID))
	})
	claims := map[string]*credence.Claim{}
	for i := range tellings {
		t := &tellings[i]
		t.Scope = incident.Scope(t.Document.Text, &t.Extraction, t.Scope.Refs, places)
		made := map[*credence.Claim][]credence.Statement{}
		for k := range t.Extraction.Statements {
			st := &t.Extraction.Statements[k]
			if st.Kind == credence.KindClaim && st.Actor != "" && t.Scope.About(st) {
				c := s.addClaim(claims, &in, t, st)
				made[c] = append(made[c], *st)
			}
		}
		for c, statements := range made {
			s.addDetails(c, &in, t, statements)
		}
	}
	out := make([]credence.Claim, 0, len(claims))
	for _, c := range claims {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b credence.Claim) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// ClaimID is the identifier of the claim by a claimant, named by its entry of
// the register or else as the text has it, for an incident.
func ClaimID(claimant string, in credence.IncidentID) credence.ClaimID {
	return credence.ClaimID(credence.ContentID("c", lexicon.Fold(claimant), string(in)))
}

func (s *Stages) addClaim(claims map[string]*credence.Claim, in *credence.Incident, t *Telling, st *credence.Statement) *credence.Claim {
	id := s.actor(st, in)
	key := cmp.Or(id, lexicon.Fold(st.Actor))
	c := claims[key]
	if c == nil {
		c = &credence.Claim{ID: ClaimID(key, in.ID), Claimant: st.Actor, ClaimantID: id, Incident: in.ID, At: told(&t.Document)}
		if attack := in.Date.From; c.At.From.Before(attack) && attack.Before(c.At.To) && !c.At.From.IsZero() {
			c.At.From = attack // a report known by its month or year tells of it after the attack
		}
		claims[key] = c
	} else if at := told(&t.Document); !c.At.From.IsZero() && !at.From.IsZero() && at.To.Before(c.At.To) {
		c.At.To = at.To
	}
	c.Quotes = append(c.Quotes, credence.Quote{Document: t.Document.ID, Span: st.Span, Text: st.Text})
	if words := quoted(t.Document.Text, st.Span); len(words) > len(c.Wording) {
		c.Wording = words
	}
	if c.Channel == "" {
		c.Channel, c.Tier = s.channel(st, t.Document.Published)
	}
	return c
}

// told is when a document told what it tells: from its publication on, if it was
// changed since up to the change, or up to when it was fetched before that.
func told(d *credence.Document) credence.Interval {
	v := d.Published
	if changed := d.Modified.To; !v.From.IsZero() && changed.After(v.To) {
		if fetched := d.Retrieved.To; !fetched.IsZero() && fetched.Before(changed) {
			changed = fetched
		}
		if changed.After(v.To) {
			v.To = changed
		}
	}
	v.Basis = credence.FirstReport
	return v
}

// addDetails adds what a telling has the claim assert; a detail that another
// telling gave already is only shown to stand here too.
func (s *Stages) addDetails(c *credence.Claim, in *credence.Incident, t *Telling, statements []credence.Statement) {
	found := s.Extractor.Details(t.Document, statements)
	for _, d := range found {
		if t.elsewhere(&d) || sinceThen(&d, in) || tollAgain(&d, found) {
			continue
		}
		d.ID = credence.DetailID(credence.ContentID("t", string(c.ID), string(d.Slot), lexicon.Fold(d.Value)))
		if i := slices.IndexFunc(c.Details, func(old credence.Detail) bool { return old.ID == d.ID }); i >= 0 {
			c.Details[i].Quotes = append(c.Details[i].Quotes, d.Quotes...)
			continue
		}
		if at := told(&t.Document); d.Asserted.IsZero() {
			d.Asserted = c.At
		} else if d.Asserted.To.Before(at.To) {
			d.Asserted.To = at.To // the page was changed since
		}
		c.Details = append(c.Details, d)
	}
}

// actor is the entry of the register for who claims. A name that several
// groups bear is settled by where and when the incident was.
func (s *Stages) actor(st *credence.Statement, in *credence.Incident) string {
	if st.ActorID != "" {
		return st.ActorID
	}
	var h lexicon.Hints
	if !in.Date.To.IsZero() {
		h.Year = in.Date.To.Year()
	}
	if in.Place.Country != "" {
		h.Countries = []string{in.Place.Country}
	}
	id, _, _ := s.Actors.Resolve(st.Actor, h)
	return id
}

// channel finds the outlet of the claimant that the statement names.
func (s *Stages) channel(st *credence.Statement, at credence.Interval) (string, credence.Tier) {
	actor, err := s.Actors.Actor(st.ActorID)
	if err != nil {
		return "", credence.TierUnknown
	}
	text := " " + lexicon.Fold(st.Text+" "+st.Speaker.Name+" "+st.Speaker.Organisation) + " "
	for _, ch := range actor.Channels {
		if !at.To.IsZero() && !ch.Years.Holds(at.To.Year()) {
			continue
		}
		for _, name := range ch.Names {
			if strings.Contains(text, " "+lexicon.Fold(name)+" ") {
				return ch.Names[0], credence.Tier(ch.Tier)
			}
		}
	}
	return "", credence.TierUnknown
}

// maxWording is how many words of a claimant are kept.
const maxWording = 25

// quoted gives the passages in quotation marks that begin within the span or
// in what is left of its sentence, joined, cut to what may be kept.
func quoted(text string, at credence.Span) string {
	stop := min(at.End, len(text))
	if i := strings.IndexAny(text[stop:], ".\n"); i >= 0 && i <= maxPassage {
		stop += i
	}
	var words []string
	for i := at.Start; i < stop; {
		mark, closing := openingMark(text[i:])
		if mark == 0 {
			i++
			continue
		}
		rest := text[i+mark:]
		end := strings.Index(rest, closing)
		if end < 0 || end > maxPassage {
			i += mark
			continue
		}
		if len(words) > 0 {
			words = append(words, "…")
		}
		words = append(words, strings.Fields(rest[:end])...)
		i += mark + end + len(closing)
	}
	if len(words) > maxWording {
		words = append(words[:maxWording], "…")
	}
	return strings.Join(words, " ")
}

// maxPassage is how long a quotation may be, in bytes, before its opening mark
// is taken for something else.
const maxPassage = 600

// openingMark gives the length of the quotation mark that text begins with, 0
// if it begins with none, and the mark that closes it.
func openingMark(text string) (int, string) {
	for _, m := range [][2]string{{"“", "”"}, {`"`, `"`}, {"«", "»"}, {"„", "“"}} {
		if strings.HasPrefix(text, m[0]) {
			return len(m[0]), m[1]
		}
	}
	return 0, ""
}

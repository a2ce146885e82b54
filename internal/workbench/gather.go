package workbench

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/incident"
	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/syndication"
)

// file is everything the store knew about a claim at a time.
type file struct {
	claim     credence.Claim
	held      credence.Claim      // as the store has it now; the claim itself has the name it had at the time of recording
	former    []credence.Claim    // the same claim under names it had before
	asked     []credence.Evidence // what people decided of the machine's proposals on these
	items     []credence.Evidence // all that was recorded, in the order of recording
	incident  credence.Incident
	documents []credence.Document // oldest first
	origins   map[credence.DocumentID]credence.Origin
	groups    map[credence.DocumentID]syndication.Group
	extracted map[credence.DocumentID]credence.Extraction
	scopes    map[credence.DocumentID]credence.Scope // see scope
	names     []string                               // other names of the claimant and of its outlets
	rivals    []credence.Claim                       // claims of others for the same incident
	said      []brief.Said
	evidence  []credence.Evidence // recorded by people
	rejected  map[credence.EvidenceID]bool
	prior     store.Ruling
	counts    *syndication.Counter // of voices; see counter

	publishers *syndication.Registry
	late       map[credence.DocumentID]bool // taken in after the time of recording that is looked from
}

// open collects the file of a claim as of a time.
func (w *Workbench) open(ctx context.Context, id string, at AsOf) (*file, error) {
	claim, err := w.claim(ctx, id)
	if err != nil {
		return nil, err
	}
	return w.openClaim(ctx, claim, at)
}

// openClaim is open for a claim as the store has it now.
func (w *Workbench) openClaim(ctx context.Context, claim credence.Claim, at AsOf) (*file, error) {
	if claim.At.After(at.Known) && !at.Known.IsZero() {
		return nil, &credence.InputError{Name: "claim " + string(claim.ID), Reason: "was not known by " + at.Known.Format("2006-01-02 15:04 MST")}
	}
	f := &file{publishers: w.publishers(), claim: claim, held: claim, rejected: map[credence.EvidenceID]bool{}}
	var err error
	if f.incident, err = w.DB.Incident(ctx, claim.Incident); err != nil && !errors.Is(err, credence.ErrNotFound) {
		return nil, fmt.Errorf("claim %s: %w", claim.ID, err)
	}
	for _, step := range []func(context.Context, *file, AsOf) error{w.openEvidence, w.openDocuments, w.openCopies, w.openStatements, w.rewind, w.openClaims, w.openPrior} {
		if err := step(ctx, f, at); err != nil {
			return nil, fmt.Errorf("claim %s: %w", claim.ID, err)
		}
	}
	if f.unheard() {
		return nil, &credence.InputError{Name: "claim " + string(claim.ID), Reason: "was not entered here by " + at.Recorded.Format("2006-01-02 15:04 MST") + "; leave the time of recording away to see what had been published by then"}
	}
	return f, nil
}

// unheard reports whether every report of the claim was taken in after the time
// of recording that is looked from: nobody here had heard of it.
func (f *file) unheard() bool {
	return len(f.held.Quotes) > 0 && !slices.ContainsFunc(f.held.Quotes, func(q credence.Quote) bool { return !f.late[q.Document] })
}

// publishers is what is known of who owns which outlet.
func (w *Workbench) publishers() *syndication.Registry {
	if r := w.Stages.Publishers; r != nil {
		return r
	}
	return syndication.Default()
}

func (w *Workbench) openEvidence(ctx context.Context, f *file, at AsOf) (err error) {
	if f.former, err = w.formerly(ctx, &f.held); err != nil {
		return err
	}
	f.items, err = w.evidenceOn(ctx, f, at)
	for _, e := range f.items {
		if e.By == "machine" && e.Claim != "" && slices.ContainsFunc(f.former, func(c credence.Claim) bool { return c.ID == e.Claim }) {
			f.asked = append(f.asked, e)
		}
		switch {
		case e.Rule == RuleCoding: // for the pool
		case e.Status == credence.Rejected:
			f.rejected[e.ID] = true
		default:
			f.evidence = append(f.evidence, e)
		}
	}
	return err
}

// openDocuments finds the reports on the incident: those whose mentions were
// joined to it, those a person ruled to be about it, and those the claim and
// the evidence point at. What was published or taken in later is left out.
func (w *Workbench) openDocuments(ctx context.Context, f *file, at AsOf) error {
	ids := map[credence.DocumentID]bool{}
	for _, m := range f.incident.Mentions {
		ids[m.Document] = true
	}
	for _, q := range f.claim.Quotes {
		ids[q.Document] = true
	}
	for _, e := range f.evidence {
		for _, q := range e.Quotes {
			ids[q.Document] = true
		}
	}
	rulings, err := w.rulingsOn(ctx, pipeline.RulingReports, f.everName(func(c *credence.Claim) string { return string(c.Incident) }), at)
	if err != nil {
		return err
	}
	for _, r := range rulings {
		for _, d := range r.Subjects[1:] {
			ids[credence.DocumentID(d)] = true
		}
	}
	if f.late, err = w.late(ctx, ids, at); err != nil {
		return err
	}
	for id := range ids {
		if f.late[id] {
			continue
		}
		d, err := w.DB.Document(ctx, id)
		if errors.Is(err, credence.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if knownBy(d, at.Known) {
			f.documents = append(f.documents, d)
		}
	}
	slices.SortFunc(f.documents, oldestFirst)
	f.settleQuotes()
	f.origins, err = w.DB.Origins(ctx, documentIDs(f.documents))
	return err
}

// openCopies finds the group of copies that each report belonged to, and its
// voice, among the documents that were there and by the rulings of the time.
func (w *Workbench) openCopies(ctx context.Context, f *file, at AsOf) error {
	f.groups = map[credence.DocumentID]syndication.Group{}
	later, err := w.laterKin(ctx, f, at)
	if err != nil {
		return err
	}
	return w.DB.ViewCopies(ctx, store.AsOf{Recorded: at.Recorded}, func(x *syndication.Index) error {
		x.Registry = w.Stages.Publishers
		for _, d := range f.documents {
			if d.Format == credence.FormatGist { // our own words say nothing of who copied whom
				o := f.origins[d.ID]
				f.groups[d.ID] = syndication.Group{Origin: o, Members: []syndication.Member{{Document: d.ID, Relation: o.Relation, Reason: o.Reason}}}
				continue
			}
			if _, done := f.groups[d.ID]; done {
				continue
			}
			g, err := x.GroupWithout(ctx, d.ID, later)
			if errors.Is(err, credence.ErrNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			f.keepGroup(&g)
		}
		return nil
	})
}

// laterKin gives the documents outside the file that hang together with
// reports of it and were published or taken in later.
func (w *Workbench) laterKin(ctx context.Context, f *file, at AsOf) (map[credence.DocumentID]bool, error) {
	later, others, seen := map[credence.DocumentID]bool{}, map[credence.DocumentID]bool{}, map[credence.DocumentID]bool{}
	for _, d := range f.documents {
		seen[d.ID] = d.Format == credence.FormatGist
	}
	err := w.DB.ViewCopies(ctx, store.AsOf{Recorded: at.Recorded}, func(x *syndication.Index) error {
		for _, d := range f.documents {
			if seen[d.ID] {
				continue
			}
			kin, err := x.Kin(ctx, d.ID)
			if err != nil {
				return err
			}
			for _, id := range kin {
				if _, ours := seen[id]; ours || others[id] {
					seen[id] = true
					continue
				}
				other, err := x.Shelf.Document(ctx, id)
				switch {
				case errors.Is(err, credence.ErrNotFound): // named by a ruling alone
				case err != nil:
					return err
				case knownBy(other, at.Known):
					others[id] = true
				default:
					later[id] = true
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	taken, err := w.late(ctx, others, at)
	maps.Copy(later, taken)
	return later, err
}

// keepGroup gives each report of a group its voice, and the members of the
// group that are reports of the file.
func (f *file) keepGroup(g *syndication.Group) {
	held := *g
	held.Members = slices.DeleteFunc(slices.Clone(g.Members), func(m syndication.Member) bool {
		return !slices.ContainsFunc(f.documents, func(d credence.Document) bool { return d.ID == m.Document })
	})
	for i := range held.Members {
		m := &held.Members[i]
		f.origins[m.Document], f.groups[m.Document] = g.OriginOf(m), held
	}
}

func oldestFirst(a, b credence.Document) int {
	return cmp.Or(a.Published.From.Compare(b.Published.From), a.Published.To.Compare(b.Published.To), cmp.Compare(a.ID, b.ID))
}

// settleQuotes leaves out what points at documents published later, so that
// nothing of them shows, and gives the words to what points at a whole document.
func (f *file) settleQuotes() {
	texts := map[credence.DocumentID]string{}
	for _, d := range f.documents {
		texts[d.ID] = d.Text
	}
	settle := func(quotes []credence.Quote) []credence.Quote {
		var out []credence.Quote
		for _, q := range quotes {
			text, known := texts[q.Document]
			if !known {
				continue
			}
			if q.Text == "" {
				q.Span, q.Text = credence.Span{End: len(text)}, text
			}
			out = append(out, q)
		}
		return out
	}
	f.claim.Quotes = settle(f.claim.Quotes)
	for i := range f.evidence {
		f.evidence[i].Quotes = settle(f.evidence[i].Quotes)
	}
}

// knownBy reports whether a document could be known at t. One dated to a day
// counts from the start of that day, one dated no closer from the end of the
// stretch, one without any date always.
func knownBy(d credence.Document, t time.Time) bool {
	switch p := d.Published; {
	case t.IsZero() || p.IsZero():
		return true
	case p.From.IsZero():
		return !p.To.After(t)
	case p.To.Sub(p.From) > 25*time.Hour:
		return !p.To.After(t)
	default:
		return !p.From.After(t)
	}
}

func documentIDs(docs []credence.Document) []credence.DocumentID {
	ids := make([]credence.DocumentID, len(docs))
	for i, d := range docs {
		ids[i] = d.ID
	}
	return ids
}

// openStatements reads who says what about this incident.
func (w *Workbench) openStatements(ctx context.Context, f *file, _ AsOf) (err error) {
	if f.extracted, err = w.DB.Extractions(ctx, documentIDs(f.documents)); err != nil {
		return err
	}
	for i := range f.documents {
		d := &f.documents[i]
		scope := f.scope(d)
		for _, s := range f.extracted[d.ID].Statements {
			if scope.About(&s) {
				f.said = append(f.said, brief.Said{Document: d.ID, Statement: s})
			}
		}
	}
	return nil
}

func (w *Workbench) openPrior(ctx context.Context, f *file, at AsOf) error {
	rulings, err := w.rulingsOn(ctx, rulingPrior, f.everName(func(c *credence.Claim) string { return string(c.ID) }), at)
	if n := len(rulings); n > 0 {
		f.prior = rulings[n-1]
	}
	return err
}

// openClaims gathers the claim again from what was known, unless a person
// entered it, and finds the claims of others.
func (w *Workbench) openClaims(ctx context.Context, f *file, at AsOf) error {
	if actor, err := w.Stages.Actors.Actor(f.claim.ClaimantID); err == nil {
		f.names = actor.Names()
		for _, c := range actor.Channels {
			f.names = append(f.names, c.Names...)
		}
	}
	others, _, err := w.DB.Claims(ctx, store.ClaimQuery{Incident: f.held.Incident, Limit: 1000})
	if err != nil {
		return err
	}
	for _, c := range others {
		if c.ID != f.held.ID && !c.At.After(at.Known) {
			f.rivals = append(f.rivals, c)
		}
	}
	gathered := w.Stages.Gather(f.incident, f.tellings(), f.places())
	for _, c := range gathered {
		if c.ID == f.claim.ID {
			f.claim = c
		}
	}
	f.rewindRivals(gathered)
	return nil
}

// tellings are the documents known at the time that were joined to the
// incident.
func (f *file) tellings() []pipeline.Telling {
	var out []pipeline.Telling
	for _, d := range f.documents {
		t := pipeline.Telling{Document: d, Extraction: f.extracted[d.ID], Scope: credence.Scope{Refs: f.refs(d.ID)}}
		if len(t.Scope.Refs) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// refs are the mentions of a document that were joined to the incident.
func (f *file) refs(id credence.DocumentID) []string {
	return incident.Refs(&f.incident, f.extracted[id].Incidents)
}

// places are those of attacks that documents joined to the incident tell of
// beside it.
func (f *file) places() []credence.PlaceMention {
	var told []credence.Mention
	for _, t := range f.tellings() {
		told = append(told, t.Extraction.Incidents...)
	}
	return incident.Places(&f.incident, told)
}

// scope is which parts of a document are about the incident.
func (f *file) scope(d *credence.Document) credence.Scope {
	if f.scopes == nil {
		f.scopes = map[credence.DocumentID]credence.Scope{}
		places := f.places()
		for _, d := range f.documents {
			x := f.extracted[d.ID]
			f.scopes[d.ID] = incident.Scope(d.Text, &x, f.refs(d.ID), places)
		}
	}
	return f.scopes[d.ID]
}

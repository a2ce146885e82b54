package workbench

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/syndication"
)

// DocumentFile is a document with all that was found in it and all that rests
// on it, as of a time.
type DocumentFile struct {
	Document  credence.Document
	Reader    string // version of the rules that read it, "" if none has yet
	Unread    string // the language, if it is one that nothing is read of
	Origin    credence.Origin
	Copies    syndication.Group     // the documents that go back to one text with it, itself among them
	Versions  []credence.Document   // taken from the same address, oldest first, itself left out
	Incidents []credence.Incident   // that it tells of
	Claims    []credence.Claim      // that it reports
	Evidence  []credence.Evidence   // that rests on it
	Marks     []Mark                // in order of their place
	Claimants map[string]string     // names of the actors that are in the register, by entry
	Composite bool                  // sums up what was public, and is no voice of its own
	Gist      bool                  // our own words for what the publisher's text holds
	of        map[string]incidentIn // by Ref
}

// incidentIn is a mention of the document with the incident it was joined to.
type incidentIn struct {
	mention  credence.MentionID
	incident credence.IncidentID
}

// Mark is a passage of a document with what it became.
type Mark struct {
	credence.Span
	Sort     string // statement, incident, detail, claim or evidence
	Kind     string // of statement; the slot of a detail; the part of an incident: place, date, weapon, target, responsible
	Label    string // in words
	Incident credence.IncidentID
	Claim    credence.ClaimID
	Evidence credence.EvidenceID
	Actor    string // entry of the register
}

// languageHead is how much of a text tells its language, in bytes.
const languageHead = 2000

// unread gives the language of a document that nothing is read of, "" if it is
// one that the machine reads.
func (w *Workbench) unread(d credence.Document) string {
	d.Text = strings.ToValidUTF8(d.Text[:min(len(d.Text), languageHead)], "")
	return w.Stages.Extractor.Extract(d).Unread
}

// OpenDocument gathers what was known of a document at a time. It may be named
// by the beginning of its identifier.
func (w *Workbench) OpenDocument(ctx context.Context, id string, at AsOf) (*DocumentFile, error) {
	d, err := w.document(ctx, id)
	if err != nil {
		return nil, err
	}
	if !knownBy(d, at.Known) {
		return nil, &credence.InputError{Name: "document " + string(d.ID), Reason: "was published after " + at.Known.Format("2006-01-02 15:04 MST")}
	}
	f := &DocumentFile{Document: d, Composite: composite(&d), Gist: d.Format == credence.FormatGist, of: map[string]incidentIn{}, Claimants: map[string]string{}}
	x, reader, err := w.DB.Extraction(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	f.Reader = reader
	if len(x.Statements)+len(x.Incidents) == 0 {
		f.Unread = w.unread(d)
	}
	for _, step := range []func(context.Context, *DocumentFile, AsOf) error{w.documentIncidents, w.documentCopies, w.documentUses} {
		if err := step(ctx, f, at); err != nil {
			return nil, fmt.Errorf("document %s: %w", d.ID, err)
		}
	}
	for _, m := range x.Incidents {
		in := f.of[m.Ref]
		for i := range f.Incidents {
			for _, ref := range f.Incidents[i].Mentions {
				if ref.Mention == m.ID {
					in = incidentIn{m.ID, f.Incidents[i].ID}
				}
			}
		}
		f.of[m.Ref] = in
		f.markMention(&m, in.incident)
	}
	f.markStatements(x.Statements)
	f.markUses()
	slices.SortStableFunc(f.Marks, func(a, b Mark) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	w.nameClaimants(f)
	return f, nil
}

// document finds a document by its identifier or the beginning of it.
func (w *Workbench) document(ctx context.Context, id string) (credence.Document, error) {
	d, err := w.DB.Document(ctx, credence.DocumentID(id))
	if !errors.Is(err, credence.ErrNotFound) {
		return d, err
	}
	whole, err := w.DB.Resolve(ctx, id)
	if err != nil {
		return d, err
	}
	return w.DB.Document(ctx, credence.DocumentID(whole))
}

// documentIncidents finds the incidents that the document was joined to, or
// that a person said it is about.
func (w *Workbench) documentIncidents(ctx context.Context, f *DocumentFile, at AsOf) error {
	list, _, err := w.DB.Incidents(ctx, store.IncidentQuery{Document: f.Document.ID, Known: at.Known})
	if err != nil {
		return err
	}
	f.Incidents = list
	rulings, err := w.DB.Rulings(ctx, store.RulingQuery{What: pipeline.RulingReports, Subject: string(f.Document.ID), AsOf: store.AsOf{Recorded: at.Recorded}})
	if err != nil {
		return err
	}
	for _, r := range rulings {
		in, err := w.incident(ctx, r.Subjects[0])
		if errors.Is(err, credence.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(f.Incidents, func(o credence.Incident) bool { return o.ID == in.ID }) {
			f.Incidents = append(f.Incidents, in)
		}
	}
	return nil
}

// documentCopies finds the voice behind the document, its copies and the other
// versions of the page.
func (w *Workbench) documentCopies(ctx context.Context, f *DocumentFile, at AsOf) (err error) {
	if f.Origin, err = w.DB.Origin(ctx, f.Document.ID); err != nil && !errors.Is(err, credence.ErrNotFound) {
		return err
	}
	if !f.Gist {
		err = w.DB.ViewCopies(ctx, store.AsOf{Recorded: at.Recorded}, func(x *syndication.Index) error {
			x.Registry = w.Stages.Publishers
			f.Copies, err = x.GroupOf(ctx, f.Document.ID)
			return err
		})
		if err != nil && !errors.Is(err, credence.ErrNotFound) {
			return err
		}
	}
	f.Copies.Members = slices.DeleteFunc(f.Copies.Members, func(m syndication.Member) bool {
		return !knownBy(credence.Document{Published: m.Published}, at.Known)
	})
	if f.Document.URL == "" {
		return nil
	}
	if f.Versions, err = w.DB.DocumentsAt(ctx, f.Document.URL); err != nil {
		return err
	}
	f.Versions = slices.DeleteFunc(f.Versions, func(d credence.Document) bool { return d.ID == f.Document.ID || !knownBy(d, at.Known) })
	return nil
}

// documentUses finds the claims and the evidence that point at the document.
func (w *Workbench) documentUses(ctx context.Context, f *DocumentFile, at AsOf) error {
	seen := map[credence.EvidenceID]bool{}
	for i := range f.Incidents {
		claims, err := w.claimsOf(ctx, f.Incidents[i].ID, at)
		if err != nil {
			return err
		}
		for _, c := range claims {
			if pointsAt(c.Quotes, f.Document.ID) || slices.ContainsFunc(c.Details, func(d credence.Detail) bool { return pointsAt(d.Quotes, f.Document.ID) }) {
				f.Claims = append(f.Claims, c)
			}
			items, err := w.DB.Evidence(ctx, store.EvidenceQuery{Claim: c.ID, Incident: c.Incident, AsOf: store.AsOf{Known: at.Known, Recorded: at.Recorded}})
			if err != nil {
				return err
			}
			for _, e := range items {
				if pointsAt(e.Quotes, f.Document.ID) && !seen[e.ID] && e.Status != credence.Rejected {
					seen[e.ID] = true
					if e.Claim == "" {
						e.Claim = c.ID // where it is shown
					}
					f.Evidence = append(f.Evidence, e)
				}
			}
		}
	}
	return nil
}

func pointsAt(quotes []credence.Quote, id credence.DocumentID) bool {
	return slices.ContainsFunc(quotes, func(q credence.Quote) bool { return q.Document == id })
}

// mark adds a passage, if it is one of the text.
func (f *DocumentFile) mark(m Mark) {
	if m.Span.Of(f.Document.Text) != "" {
		f.Marks = append(f.Marks, m)
	}
}

// markMention marks what the document tells of an incident.
func (f *DocumentFile) markMention(m *credence.Mention, in credence.IncidentID) {
	add := func(at credence.Span, kind, label string) {
		f.mark(Mark{Span: at, Sort: "incident", Kind: kind, Label: label, Incident: in})
	}
	add(m.Span, "act", cmp.Or(m.Type, "incident"))
	add(m.Date.Span, "date", dateWords(&m.Date))
	add(m.Place.Span, "place", strings.Trim(placeWords(&m.Place)+", "+m.Place.Country, ", "))
	for _, w := range m.Weapons {
		add(w.Span, "weapon", cmp.Or(w.Class, w.Text))
	}
	for _, t := range m.Targets {
		label := cmp.Or(t.Class, t.Kind)
		if t.Effect != "" {
			label += ", " + t.Effect
		}
		add(t.Span, "target", label)
	}
	for _, p := range m.Perpetrators {
		f.mark(Mark{Span: p.Span, Sort: "incident", Kind: "responsible", Label: cmp.Or(stances[p.Confidence], p.Kind), Incident: in, Actor: p.ActorID})
	}
}

// markStatements marks who says what about responsibility.
func (f *DocumentFile) markStatements(statements []credence.Statement) {
	for _, s := range statements {
		m := Mark{Span: s.Span, Sort: "statement", Kind: string(s.Kind), Label: s.Actor, Actor: s.ActorID}
		if !s.Other {
			m.Incident = f.of[s.Incident].incident
			if s.Incident == "" && len(f.Incidents) == 1 {
				m.Incident = f.Incidents[0].ID
			}
		}
		for i := range f.Claims {
			if s.Kind == credence.KindClaim && slices.ContainsFunc(f.Claims[i].Quotes, func(q credence.Quote) bool { return q.Document == f.Document.ID && q.Span == s.Span }) {
				m.Claim = f.Claims[i].ID
			}
		}
		f.mark(m)
	}
}

// markUses marks the details of claims and the evidence that rest on a passage.
func (f *DocumentFile) markUses() {
	for i := range f.Claims {
		for _, d := range f.Claims[i].Details {
			for _, q := range d.Quotes {
				if q.Document == f.Document.ID {
					f.mark(Mark{Span: q.Span, Sort: "detail", Kind: string(d.Slot), Label: d.Value, Claim: f.Claims[i].ID, Incident: f.Claims[i].Incident})
				}
			}
		}
	}
	for _, e := range f.Evidence {
		for _, q := range e.Quotes {
			if q.Document == f.Document.ID && q.Text != "" && q.Len() < len(f.Document.Text) {
				f.mark(Mark{Span: q.Span, Sort: "evidence", Kind: e.Code, Label: e.Value, Claim: e.Claim, Evidence: e.ID})
			}
		}
	}
}

// nameClaimants gives the names of the entries of the register that are marked.
func (w *Workbench) nameClaimants(f *DocumentFile) {
	for _, m := range f.Marks {
		if a, err := w.Stages.Actors.Actor(m.Actor); err == nil {
			f.Claimants[a.ID] = a.Name
		}
	}
}

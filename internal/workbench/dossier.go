package workbench

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/store"
)

// ErrOtherDossier says that a store holds a dossier as another version of the
// program brought it. What was judged from it stays as it was.
var ErrOtherDossier = errors.New("the store holds another version of this dossier")

// LoadCase puts a reference case into the store as a dossier: its reports as
// documents, its incident and claims, the evidence as accepted by the person
// who coded it, and the prior set with its reason. Loading it twice changes
// nothing; over another version of it is ErrOtherDossier. It gives the claim
// whose link the case judges.
func (w *Workbench) LoadCase(ctx context.Context, c *casebook.Case, by string, now time.Time) (credence.Claim, error) {
	subject := c.Subject()
	if err := w.loadReports(ctx, c, by, now); err != nil {
		return subject, fmt.Errorf("dossier %s: %w", c.ID, err)
	}
	version := "dossier " + c.ID
	claims := []credence.Claim{subject}
	for _, other := range c.AllClaims() {
		if other.ID != subject.ID {
			claims = append(claims, other)
		}
	}
	if err := w.DB.SaveIncidents(ctx, store.Joining{Version: version, Put: []credence.Incident{caseIncident(c)}}); err != nil {
		return subject, fmt.Errorf("dossier %s: %w", c.ID, err)
	}
	if err := w.DB.SaveClaims(ctx, version, claims, nil); err != nil {
		return subject, fmt.Errorf("dossier %s: %w", c.ID, err)
	}
	items := c.Coded()
	for i := range items {
		items[i].Incident = c.IncidentID()
	}
	var held *credence.InputError
	if _, err := w.DB.AddEvidence(ctx, items, now); errors.As(err, &held) {
		return subject, fmt.Errorf("dossier %s: %w", c.ID, ErrOtherDossier)
	} else if err != nil {
		return subject, fmt.Errorf("dossier %s: %w", c.ID, err)
	}
	err := w.ruleOnce(ctx, store.Ruling{
		What: rulingPrior, Subjects: []string{string(subject.ID), c.Context.PriorSet, c.Context.Theatre}, By: by, At: now, Reason: c.Context.Basis,
	})
	if err != nil {
		return subject, err
	}
	return subject, w.loadPeople(ctx, c, by, now)
}

// loadPeople lays down how the attackers stand. One whose name the case
// withholds is identifiable all the same.
func (w *Workbench) loadPeople(ctx context.Context, c *casebook.Case, by string, now time.Time) error {
	for _, p := range c.Incident.Perpetrators {
		name := cmp.Or(p.Name, "(name withheld) "+p.Role)
		r := store.Ruling{What: rulingPerson, Subjects: []string{string(c.IncidentID()), name, p.Status}, By: by, At: now, Reason: "dossier " + c.ID}
		if err := w.ruleOnce(ctx, r); err != nil {
			return fmt.Errorf("dossier %s: %w", c.ID, err)
		}
	}
	return nil
}

func (w *Workbench) loadReports(ctx context.Context, c *casebook.Case, by string, now time.Time) error {
	docs := c.Documents()
	subjects := []string{string(c.IncidentID())}
	for _, d := range docs {
		subjects = append(subjects, string(d.ID))
	}
	held, err := w.DB.Rulings(ctx, store.RulingQuery{What: pipeline.RulingReports, Subject: subjects[0]})
	if err != nil {
		return err
	}
	ours := slices.DeleteFunc(held, func(r store.Ruling) bool { return r.Reason != "dossier "+c.ID })
	if len(ours) > 0 && !slices.Equal(ours[len(ours)-1].Subjects, subjects) {
		return ErrOtherDossier
	}
	if _, err := w.DB.AddDocuments(ctx, docs, now); err != nil {
		return err
	}
	origins := c.Origins()
	voices := make([]store.Voice, 0, len(docs))
	for _, d := range docs {
		if o, ok := origins[d.ID]; ok {
			voices = append(voices, store.Voice{Document: d.ID, Origin: o})
		}
	}
	if err := w.DB.SaveVoices(ctx, "dossier "+c.ID, voices); err != nil {
		return err
	}
	return w.ruleOnce(ctx, store.Ruling{What: pipeline.RulingReports, Subjects: subjects, By: by, At: now, Reason: "dossier " + c.ID})
}

// ruleOnce lays a ruling down unless one with the same subjects is in force.
func (w *Workbench) ruleOnce(ctx context.Context, r store.Ruling) error {
	held, err := w.DB.Rulings(ctx, store.RulingQuery{What: r.What, Subject: r.Subjects[0]})
	if err != nil {
		return err
	}
	for _, h := range held {
		if fmt.Sprint(h.Subjects) == fmt.Sprint(r.Subjects) {
			return nil
		}
	}
	_, err = w.DB.AddRuling(ctx, r)
	return err
}

// caseIncident is the incident as far as it was known from the start.
func caseIncident(c *casebook.Case) credence.Incident {
	p := c.Incident.Where
	return credence.Incident{
		ID: c.IncidentID(), Type: c.Incident.Type, Stage: credence.StageAccomplished, Date: c.Attack(), Title: c.Title,
		Place: credence.PlaceMention{Name: p.Name, Country: p.Country, Lat: p.Lat, Lon: p.Lon},
	}
}

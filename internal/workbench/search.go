package workbench

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/lexicon"
)

// Found is what a search over everything found.
type Found struct {
	Documents store.Hits
	Claims    []Row               // as they stood at the time, newest first
	Incidents []credence.Incident // newest first
	Claimants []*lexicon.Actor    // must not be changed
}

// foundMost is how many claims, incidents and claimants a search gives.
const foundMost = 12

// SearchAll looks for words in everything that was known at a time: in the
// texts of documents, in the names of claimants and places, and in the claims
// and incidents that the documents found tell of. After asks for the next page
// of documents, with which nothing else is given.
func (w *Workbench) SearchAll(ctx context.Context, words string, p Page, at AsOf) (*Found, error) {
	f := &Found{}
	var err error
	if f.Documents, err = w.FindDocuments(ctx, DocumentFilter{Words: words}, p, at); err != nil {
		return nil, err
	}
	want := strings.Fields(lexicon.Fold(words))
	if p.After != "" || len(want) == 0 {
		return f, nil
	}
	f.Claimants = w.claimantsNamed(want)
	if f.Incidents, err = w.incidentsFound(ctx, words, f.Documents.Hits, at); err != nil {
		return nil, err
	}
	named, err := w.rowsAt(ctx, at, func(r *Row) bool { return r.isNamed(want) })
	if err != nil {
		return nil, err
	}
	if f.Incidents, err = w.withClaimed(ctx, f.Incidents, named, at); err != nil {
		return nil, err
	}
	asked := map[credence.ClaimID]bool{}
	for i := range named {
		asked[named[i].Claim] = true
	}
	f.Claims, err = w.rowsAt(ctx, at, func(r *Row) bool { return asked[r.Claim] || f.isAbout(r) })
	f.Claims = f.Claims[:min(len(f.Claims), foundMost)]
	return f, err
}

// nameShelf holds the names of the register in the form in which they are
// compared, made at the first search. The zero value is ready.
type nameShelf struct {
	once sync.Once
	list []namedActor
}

type namedActor struct {
	actor *lexicon.Actor
	names [][]string // the words of each name
}

func (s *nameShelf) of(r *lexicon.Register) []namedActor {
	s.once.Do(func() {
		for _, a := range r.All() {
			n := namedActor{actor: a}
			for _, name := range a.Names() {
				n.names = append(n.names, strings.Fields(lexicon.Fold(name)))
			}
			s.list = append(s.list, n)
		}
	})
	return s.list
}

// claimantsNamed gives the entries of the register of which one name holds all
// the words, the ones with the shortest names first.
func (w *Workbench) claimantsNamed(want []string) []*lexicon.Actor {
	var out []*lexicon.Actor
	for _, a := range w.names.of(w.Stages.Actors) {
		if slices.ContainsFunc(a.names, func(n []string) bool { return holdsWords(n, want) }) {
			out = append(out, a.actor)
		}
	}
	slices.SortStableFunc(out, func(a, b *lexicon.Actor) int { return len(a.Name) - len(b.Name) })
	return out[:min(len(out), foundMost)]
}

// holdsAll reports whether a text has all the words, each as the beginning of
// one of its own.
func holdsAll(text string, want []string) bool {
	return holdsWords(strings.Fields(lexicon.Fold(text)), want)
}

func holdsWords(have, want []string) bool {
	for _, w := range want {
		if !slices.ContainsFunc(have, func(h string) bool { return strings.HasPrefix(h, w) }) {
			return false
		}
	}
	return true
}

// incidentsFound gives the incidents at a place of that name, then those that
// the best of the documents tell of.
func (w *Workbench) incidentsFound(ctx context.Context, words string, hits []store.Hit, at AsOf) ([]credence.Incident, error) {
	out, _, err := w.ListIncidents(ctx, IncidentFilter{Place: words}, Page{Limit: foundMost}, at)
	if err != nil {
		return nil, err
	}
	ids := make([]credence.DocumentID, len(hits))
	for i := range hits {
		ids[i] = hits[i].Document.ID
	}
	telling, err := w.DB.Telling(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, h := range hits {
		if len(out) >= foundMost {
			break
		}
		if !telling[h.Document.ID] {
			continue
		}
		list, _, err := w.ListIncidents(ctx, IncidentFilter{Document: h.Document.ID}, Page{Limit: 3}, at)
		if err != nil {
			return nil, err
		}
		for _, in := range list {
			if !slices.ContainsFunc(out, func(o credence.Incident) bool { return o.ID == in.ID }) {
				out = append(out, in)
			}
		}
	}
	return out, nil
}

// withClaimed adds the incidents of claims that the words name: an incident
// that a person entered has a title, and need not be joined to any document.
func (w *Workbench) withClaimed(ctx context.Context, found []credence.Incident, named []Row, at AsOf) ([]credence.Incident, error) {
	for i := range named {
		if len(found) >= foundMost {
			break
		}
		id := named[i].Incident
		if slices.ContainsFunc(found, func(in credence.Incident) bool { return in.ID == id }) {
			continue
		}
		in, err := w.DB.Incident(ctx, id)
		if errors.Is(err, credence.ErrNotFound) {
			continue // renamed or undone since
		}
		if err != nil {
			return nil, err
		}
		held, err := w.incidentHeld(ctx, &in, at)
		if err != nil {
			return nil, err
		}
		if held {
			found = append(found, in)
		}
	}
	return found, nil
}

// isNamed reports whether a claim is named by the words.
func (s *Row) isNamed(want []string) bool {
	return holdsAll(s.Claimant+" "+s.Title+" "+s.Slug, want) || strings.HasPrefix(string(s.Claim), strings.Join(want, "-"))
}

// isAbout reports whether a claim is by one of the claimants found or for one
// of the incidents found.
func (f *Found) isAbout(r *Row) bool {
	return slices.ContainsFunc(f.Incidents, func(in credence.Incident) bool { return in.ID == r.Incident }) ||
		slices.ContainsFunc(f.Claimants, func(a *lexicon.Actor) bool { return a.ID == r.ClaimantID })
}

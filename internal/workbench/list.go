package workbench

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
)

// Pages of a list stand for a place in the store and not for a number of
// items, so what is added meanwhile is neither told twice nor passed over.

// Page says which page of a list is wanted.
type Page struct {
	After string // the Next of the page before
	Limit int
}

// maxRounds bounds how often more is read for one page when most of it was
// taken in later than is looked from. Such a page may be short though more
// follows.
const maxRounds = 10

// ClaimFilter selects claims; an empty field selects all.
type ClaimFilter struct {
	Incident credence.IncidentID
	Claimant string // an entry of the register, or one of its names
	From, To time.Time
}

// ListClaims lists claims that were known, newest first.
func (w *Workbench) ListClaims(ctx context.Context, f ClaimFilter, p Page, at AsOf) ([]credence.Claim, string, error) {
	q := store.ClaimQuery{Incident: f.Incident, From: f.From, To: earlier(f.To, at.Known), After: p.After}
	if f.Claimant != "" {
		id, _, err := w.claimant(f.Claimant)
		if err != nil {
			return nil, "", err
		}
		q.ClaimantID = id
	}
	return gatherPage(p.Limit, func(limit int) ([]credence.Claim, string, error) {
		q.Limit = limit
		found, next, err := w.DB.Claims(ctx, q)
		q.After = next
		return found, next, err
	}, func(c *credence.Claim) (bool, error) {
		return w.heldBy(ctx, quotedIn(c.Quotes), at)
	})
}

// IncidentFilter selects incidents; an empty field selects all.
type IncidentFilter struct {
	From, To             time.Time // may have happened within these bounds
	Type, Country, Place string
	Document             credence.DocumentID
}

// ListIncidents lists incidents that were known, newest first.
func (w *Workbench) ListIncidents(ctx context.Context, f IncidentFilter, p Page, at AsOf) ([]credence.Incident, string, error) {
	q := store.IncidentQuery{
		From: f.From, To: f.To, Known: at.Known, Type: f.Type, Country: f.Country, Place: f.Place, Document: f.Document, After: p.After,
	}
	return gatherPage(p.Limit, func(limit int) ([]credence.Incident, string, error) {
		q.Limit = limit
		found, next, err := w.DB.Incidents(ctx, q)
		q.After = next
		return found, next, err
	}, func(in *credence.Incident) (bool, error) {
		return w.incidentHeld(ctx, in, at)
	})
}

func (w *Workbench) incidentHeld(ctx context.Context, in *credence.Incident, at AsOf) (bool, error) {
	ids := map[credence.DocumentID]bool{}
	for _, m := range in.Mentions {
		ids[m.Document] = true
	}
	return w.heldBy(ctx, ids, at)
}

// DocumentFilter selects documents; an empty field selects all.
type DocumentFilter struct {
	Words        string // as a person types them into a search
	Outlet, Lang string
	From, To     time.Time // may have been published within these bounds
	Newest       bool      // newest first, instead of best first
}

// FindDocuments lists documents that were known: best or newest first. Without
// words all are listed, newest first.
func (w *Workbench) FindDocuments(ctx context.Context, f DocumentFilter, p Page, at AsOf) (store.Hits, error) {
	return w.DB.Search(ctx, store.SearchQuery{
		Words: f.Words, Outlet: f.Outlet, Lang: f.Lang, From: f.From, To: f.To, Newest: f.Newest,
		Known: at.Known, Recorded: at.Recorded, After: p.After, Limit: p.Limit,
	})
}

// ClaimTitle names a claim in words: what, where, when, and who claims it.
func (w *Workbench) ClaimTitle(ctx context.Context, c *credence.Claim) string {
	in, _ := w.DB.Incident(ctx, c.Incident) // without it the title says less
	return title(&in, c)
}

// gatherPage reads until a page is full of what holds, or nothing more comes.
func gatherPage[T any](limit int, read func(limit int) ([]T, string, error), holds func(*T) (bool, error)) (out []T, next string, err error) {
	for range maxRounds {
		var found []T
		if found, next, err = read(limit - len(out)); err != nil {
			return nil, "", err
		}
		for i := range found {
			ok, err := holds(&found[i])
			if err != nil {
				return nil, "", err
			}
			if ok {
				out = append(out, found[i])
			}
		}
		if next == "" || len(out) >= limit {
			break
		}
	}
	return out, next, nil
}

// heldBy reports whether any of the documents had been taken in by the time of
// recording that is looked from. What rests on no document was entered by a
// person, and holds.
func (w *Workbench) heldBy(ctx context.Context, ids map[credence.DocumentID]bool, at AsOf) (bool, error) {
	if at.Recorded.IsZero() || len(ids) == 0 {
		return true, nil
	}
	later, err := w.DB.RecordedLater(ctx, slices.Collect(maps.Keys(ids)), at.Recorded)
	return len(later) < len(ids), err
}

func quotedIn(quotes []credence.Quote) map[credence.DocumentID]bool {
	ids := map[credence.DocumentID]bool{}
	for _, q := range quotes {
		ids[q.Document] = true
	}
	return ids
}

// earlier is the earlier of two bounds, of which a zero one is none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

package workbench

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/syndication"
)

// Sheet is everything that a page about a claim shows. It may be shared and
// must not be changed.
type Sheet struct {
	Mark     string `json:"-"` // tells this sheet from any other
	Slug     string // the short name of the claim; its identifier where it has none yet
	Brief    *brief.Brief
	Evidence []Listed
	Voices   syndication.Voices
	Pooled   *assess.Pooled // of at least two analysts, otherwise nil
	Rulings  []store.Ruling // on the claim, in the order of recording
	Names    Names          // that the rest keeps out
	Living   bool           // somebody who may be alive is named in connection with it: exports need a second signature
	Signed   bool           // somebody gave it, who may
	Signing  string         // how it stands with that signature, in a sentence; "" where none is needed

	trail []dayVerdict // what the history was made from; names stand in it that the rest keeps out
}

// A board is judged again after this time even if nothing changed, because
// what nobody found weighs more as days go by.
const boardLasts = 12 * time.Hour

// sheetFormat changes when Sheet or Row do.
const sheetFormat = "8"

// sheetVersion names what a kept sheet depends on beside the store.
func (w *Workbench) sheetVersion() string {
	t := w.Tables
	return fmt.Sprint(sheetFormat, "/", pipeline.ExtractorVersion, "/", t.Codes.Version, "/", t.Priors.Version, "/", t.Words.Version, "/",
		t.Grades.Version, "/", t.Ladder.Version, "/", t.Rules.Version, "/", w.Yardstick, "/", w.Draws)
}

// Sheet gives the sheet of a claim as of now, named by its identifier or the
// beginning of it. It is judged again only if something changed that it rests
// on; else it is the one that was kept, with the time it was judged at.
func (w *Workbench) Sheet(ctx context.Context, claim string, now time.Time) (*Sheet, error) {
	c, err := w.claim(ctx, claim)
	if err != nil {
		return nil, err
	}
	b, err := w.DB.Board(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	if w.good(&b, now) {
		return w.keptSheet(ctx, &b)
	}
	return w.sheets.once(sheetKey{c.ID, now.Truncate(time.Minute).UnixMicro(), 0, b.Touched}, func() (*Sheet, error) {
		ctx := context.WithoutCancel(ctx) // others may wait for it
		s, err := w.sheet(ctx, &c, AsOf{Known: now}, nil)
		if err != nil {
			return nil, err
		}
		// Kept for the next reader if nobody else is writing; else Keep does it later.
		soon, cancel := context.WithTimeout(ctx, 250*time.Millisecond)
		defer cancel()
		if err := w.saveBoard(soon, b, s, now); err != nil && soon.Err() == nil {
			return nil, err
		}
		return s, nil
	})
}

// keptSheet gives the sheet that was kept with a board.
func (w *Workbench) keptSheet(ctx context.Context, b *store.Board) (*Sheet, error) {
	return w.sheets.once(keptKey(b), func() (*Sheet, error) {
		body, err := w.DB.Sheet(context.WithoutCancel(ctx), b.Claim)
		if err != nil {
			return nil, err
		}
		return w.unpack(body)
	})
}

// keptKey names the sheet that was kept with a board.
func keptKey(b *store.Board) sheetKey {
	return sheetKey{b.Claim, b.KnownAt.UnixMicro(), 0, b.Touched}
}

// SheetAt gives the sheet of a claim as of a time.
func (w *Workbench) SheetAt(ctx context.Context, claim string, at AsOf) (*Sheet, error) {
	c, err := w.claim(ctx, claim)
	if err != nil {
		return nil, err
	}
	b, err := w.DB.Board(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	return w.sheetAt(ctx, &c, &b, at)
}

func (w *Workbench) sheetAt(ctx context.Context, c *credence.Claim, b *store.Board, at AsOf) (*Sheet, error) {
	recorded := int64(0)
	if !at.Recorded.IsZero() {
		recorded = at.Recorded.UnixMicro()
	}
	key := sheetKey{c.ID, at.Known.UnixMicro(), recorded, b.Touched}
	return w.sheets.once(key, func() (*Sheet, error) {
		ctx := context.WithoutCancel(ctx)
		trail, err := w.trail(ctx, b, at)
		if err != nil {
			return nil, err
		}
		return w.sheet(ctx, c, at, trail)
	})
}

// LookBack gives the sheet of a claim as of a time, and beside it where the
// claim stands now, for which the sheet of now is judged only if none was kept.
func (w *Workbench) LookBack(ctx context.Context, claim string, at AsOf, now time.Time) (*Sheet, Row, error) {
	c, err := w.claim(ctx, claim)
	if err != nil {
		return nil, Row{}, err
	}
	b, err := w.DB.Board(ctx, c.ID)
	if err != nil {
		return nil, Row{}, err
	}
	var stands Row
	if w.good(&b, now) {
		if err := json.Unmarshal(b.Head, &stands); err != nil {
			return nil, stands, fmt.Errorf("claim %s: %w", c.ID, err)
		}
		stands.KnownAt, stands.Mark = b.KnownAt, keptKey(&b).String()
	} else {
		s, err := w.Sheet(ctx, claim, now)
		if err != nil {
			return nil, stands, err
		}
		stands = s.Row()
		if b, err = w.DB.Board(ctx, c.ID); err != nil { // the sheet may have been kept by now, with its trail
			return nil, stands, err
		}
	}
	then, err := w.sheetAt(ctx, &c, &b, at)
	return then, stands, err
}

// trail gives the verdicts of earlier days that were kept with a board and
// hold for a look back, if nothing changed since.
func (w *Workbench) trail(ctx context.Context, b *store.Board, at AsOf) ([]dayVerdict, error) {
	if !at.Recorded.IsZero() || !b.Fresh || b.Version != w.sheetVersion() {
		return nil, nil
	}
	body, err := w.DB.Sheet(ctx, b.Claim)
	if err != nil {
		return nil, err
	}
	trail, _, err := unpackTrail(body)
	return trail, err
}

func (w *Workbench) good(b *store.Board, now time.Time) bool {
	return b.Fresh && b.Version == w.sheetVersion() && now.Sub(b.KnownAt) < boardLasts && !b.KnownAt.After(now)
}

// sheet judges a claim and gathers what a page shows. Known are verdicts of
// earlier days that need not be judged again.
func (w *Workbench) sheet(ctx context.Context, c *credence.Claim, at AsOf, known []dayVerdict) (*Sheet, error) {
	f, a, err := w.judgeClaim(ctx, *c, at)
	if err != nil {
		return nil, err
	}
	s := &Sheet{Brief: w.brief(f, a), Voices: f.voices()}
	if s.trail, err = w.addHistory(ctx, s.Brief, at, known); err != nil {
		return nil, err
	}
	if err := w.addRecordAndContext(ctx, s.Brief, at); err != nil {
		return nil, err
	}
	if s.Evidence, err = w.list(ctx, f, considered(&a), at); err != nil {
		return nil, err
	}
	for _, what := range []string{rulingPrior, rulingDissent} {
		rulings, err := w.rulingsOn(ctx, what, f.everName(func(c *credence.Claim) string { return string(c.ID) }), at)
		if err != nil {
			return nil, err
		}
		s.Rulings = append(s.Rulings, rulings...)
	}
	slices.SortStableFunc(s.Rulings, func(a, b store.Ruling) int { return a.At.Compare(b.At) })
	if s.coders() > 1 {
		pooled, err := w.Pool(ctx, string(c.ID), at)
		if err != nil {
			return nil, err
		}
		s.Pooled = &pooled
	}
	if s.Slug, err = w.slug(ctx, f); err != nil {
		return nil, err
	}
	people, err := w.people(ctx, f, at)
	if err != nil {
		return nil, err
	}
	s.Names, s.Living = f.sortNames(people), slices.ContainsFunc(people, Person.Living)
	if s.Living {
		c := Clearance{People: people}
		if _, err := w.fillClearance(ctx, &c, f, &a, at.Recorded); err != nil {
			return nil, err
		}
		s.Signed, s.Signing = c.verdict("")
	}
	s.slim()
	return s, w.withhold(s)
}

// considered is all that an assessment looked at.
func considered(a *credence.Assessment) []credence.Evidence {
	out := slices.Clone(a.Evidence)
	for _, s := range a.SetAside {
		out = append(out, s.Evidence)
	}
	return out
}

// coders counts the people who answered or decided anything.
func (s *Sheet) coders() int {
	names := map[string]bool{}
	for _, l := range s.Evidence {
		if l.By != "machine" && l.Recorded {
			names[l.By] = true
		}
		for _, d := range l.Decisions {
			names[d.By] = true
		}
	}
	return len(names)
}

// slim leaves out the texts of the documents, which no page about a claim
// prints in full. The copies share nothing with the brief they come from.
func (s *Sheet) slim() {
	s.Brief.Documents = slices.Clone(s.Brief.Documents)
	for i := range s.Brief.Documents {
		s.Brief.Documents[i].Text = ""
	}
}

// A sheet is kept as two lines: its trail, which is all that a look back reads,
// and the rest.

// unpack reads a sheet as it was kept.
func (w *Workbench) unpack(body []byte) (*Sheet, error) {
	trail, rest, err := unpackTrail(body)
	if err != nil {
		return nil, err
	}
	s := &Sheet{trail: trail}
	if err := json.Unmarshal(rest, s); err != nil {
		return nil, fmt.Errorf("kept sheet: %w", err)
	}
	s.Brief.Labels = w.labels()
	return s, nil
}

func unpackTrail(body []byte) (trail []dayVerdict, rest []byte, err error) {
	first, rest, _ := bytes.Cut(body, []byte("\n"))
	if err := json.Unmarshal(first, &trail); err != nil {
		return nil, nil, fmt.Errorf("kept trail: %w", err)
	}
	return trail, rest, nil
}

// pack is the sheet without the words that are the same for all.
func (s *Sheet) pack() ([]byte, error) {
	slim, b := *s, *s.Brief
	b.Labels = brief.Labels{}
	slim.Brief = &b
	trail, err := json.Marshal(s.trail)
	if err != nil {
		return nil, err
	}
	rest, err := json.Marshal(&slim)
	return slices.Concat(trail, []byte("\n"), rest), err
}

func (w *Workbench) saveBoard(ctx context.Context, b store.Board, s *Sheet, now time.Time) error {
	body, err := s.pack()
	if err != nil {
		return err
	}
	if b.Head, err = json.Marshal(s.Row()); err != nil {
		return err
	}
	b.Version, b.KnownAt = w.sheetVersion(), now
	return w.DB.SaveBoard(ctx, b, body)
}

// FindClaim gives the identifier of the claim with a short name, an identifier
// or the beginning of one.
func (w *Workbench) FindClaim(ctx context.Context, name string) (credence.ClaimID, error) {
	id, err := w.DB.SlugClaim(ctx, name)
	if err == nil {
		name = string(id)
	} else if !errors.Is(err, credence.ErrNotFound) {
		return "", err
	}
	c, err := w.claim(ctx, name)
	return c.ID, err
}

package syndication

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/credence-project/credence"
)

// Group is a set of documents that go back to one text, with the voice behind
// them. A document without copies is a group of one.
type Group struct {
	// ID is the content identifier of the group, "g-...": the hash of its least
	// member, so it stays when others join.
	ID     string          `json:"group"`
	Origin credence.Origin `json:"origin"` // Relation is that of the first document
	// Documents are the members by the names they came with (Document.Name, or
	// else the identifier), in the order of Members.
	Documents []string `json:"documents"`
	Members   []Member `json:"members"`
}

// Member is a document of a group.
type Member struct {
	Document  credence.DocumentID `json:"document"`
	Name      string              `json:"id,omitempty"` // the publisher's own key
	Outlet    string              `json:"outlet,omitempty"`
	Publisher credence.OriginID   `json:"publisher,omitempty"`
	Title     string              `json:"title,omitempty"`
	URL       string              `json:"url,omitempty"`
	Published credence.Interval   `json:"published_at"`
	Relation  credence.Relation   `json:"relation"` // to the first document of the group
	// Covered is the share of this document's running text that the first has,
	// and Covers the share of the first's that this one has.
	Covered float64 `json:"covered"`
	Covers  float64 `json:"covers"`
	Reason  string  `json:"reason"`
}

// OriginOf is the origin of the group as one of its members stands to it.
func (g *Group) OriginOf(m *Member) credence.Origin {
	o := g.Origin
	if m.Document != o.Document {
		o.Relation, o.Reason = m.Relation, m.Reason
	}
	return o
}

// Options for [Groups].
type Options struct {
	Registry *Registry // nil: the built-in one
	Rulings  []Ruling
	Singles  bool // also give documents without copies, as groups of one
}

// Groups finds the copies among documents: those without an identifier are
// given one, those given twice count once. Groups come in order of the first
// document given in each. It holds all documents in memory; see [Index] for
// more of them.
func Groups(docs []credence.Document, opt Options) ([]Group, error) {
	ctx := context.Background()
	m := NewMemory()
	x := &Index{Registry: opt.Registry, Shelf: m, Ledger: m}
	for _, r := range opt.Rulings {
		m.AddRuling(r)
	}
	ids := make([]credence.DocumentID, len(docs))
	for i, d := range docs {
		if ids[i] = d.ID; d.ID == "" {
			ids[i] = d.Identify()
		}
		if _, err := x.Add(ctx, d); err != nil {
			return nil, err
		}
	}
	return x.Groups(ctx, ids, opt.Singles)
}

// Groups gives the groups of the documents named, each once, in that order;
// groups of one only if singles is set.
func (x *Index) Groups(ctx context.Context, ids []credence.DocumentID, singles bool) ([]Group, error) {
	done := map[credence.DocumentID]bool{}
	var out []Group
	for _, id := range ids {
		if done[id] {
			continue
		}
		g, err := x.GroupOf(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("group of %s: %w", id, err)
		}
		for _, m := range g.Members {
			done[m.Document] = true
		}
		if singles || len(g.Members) > 1 {
			out = append(out, g)
		}
	}
	return out, nil
}

// group describes documents that go back to one text; compare sets the first
// beside another.
func (r *Registry) group(texts []*Text, compare func(first, t *Text) Comparison) Group {
	slices.SortFunc(texts, func(a, b *Text) int { return cmp.Compare(a.Document, b.Document) })
	g := Group{ID: credence.ContentID("g", string(texts[0].Document))}
	first, sure := original(texts)
	g.Origin = r.origin(texts, first, sure)
	for _, t := range texts {
		m := Member{
			Document: t.Document, Name: t.Name, Outlet: t.label, Publisher: t.Publisher, Title: t.Title, URL: t.URL, Published: t.Published,
			Relation: credence.OwnReporting, Covered: 1, Covers: 1, Reason: "the first document of the group",
		}
		if t == first {
			m.Relation = g.Origin.Relation
		} else {
			c := compare(first, t)
			m.Relation, m.Covered, m.Covers = kindOfCopy(first, t, c), c.CoveredB, c.CoveredA
			m.Reason = memberReason(c)
		}
		g.Members = append(g.Members, m)
	}
	slices.SortStableFunc(g.Members, func(a, b Member) int {
		return cmp.Or(-boolCompare(a.Document == first.Document, b.Document == first.Document), startOf(a.Published).Compare(startOf(b.Published)))
	})
	for _, m := range g.Members {
		g.Documents = append(g.Documents, cmp.Or(m.Name, string(m.Document)))
	}
	return g
}

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func memberReason(c Comparison) string {
	if !c.Joins() {
		return "by way of other members of the group"
	}
	return fmt.Sprintf("%d words of running text agree: %.0f %% of this text, %.0f %% of the first; %s", c.Words, 100*c.CoveredB, 100*c.CoveredA, c.Reason)
}

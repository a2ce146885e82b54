package syndication

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/credence-project/credence"
)

// Holder is a document that holds some of the keys asked for.
type Holder struct {
	Document credence.DocumentID
	Shared   int // how many of the keys
}

// Shelf keeps documents where they can be found by the keys of their
// signatures. [Memory] is one; another keeps them in a database.
type Shelf interface {
	// Put keeps a document and its signature. It reports whether the document
	// was new; keeping one twice changes nothing.
	Put(ctx context.Context, t *Text, d credence.Document) (bool, error)
	// Holders gives the documents that hold at least two of the keys (one, if
	// there is only one), those with the most first, equal ones by identifier,
	// and at most limit of them.
	Holders(ctx context.Context, keys []uint32, limit int) ([]Holder, error)
	// Document gives a document that was put, or ErrNotFound.
	Document(ctx context.Context, id credence.DocumentID) (credence.Document, error)
}

// Ledger keeps what was found out about documents and what analysts ruled.
type Ledger interface {
	// Links gives the links of a document.
	Links(ctx context.Context, id credence.DocumentID) ([]Link, error)
	// Joined gives the documents that hang together with one by links that
	// join, itself among them, in no order.
	Joined(ctx context.Context, id credence.DocumentID) ([]credence.DocumentID, error)
	// SetLinks replaces all links of a document.
	SetLinks(ctx context.Context, id credence.DocumentID, links []Link) error
	// Stock gives how many pairs of documents speak for each of the keys being
	// stock text of the publisher, or with "" of all; keys of which nothing is
	// known are left out.
	Stock(ctx context.Context, publisher credence.OriginID, keys []uint32) (map[uint32]int, error)
	// AddStock adds to it.
	AddStock(ctx context.Context, publisher credence.OriginID, add map[uint32]int) error
	// Rulings gives the rulings that name a document, oldest first.
	Rulings(ctx context.Context, id credence.DocumentID) ([]Ruling, error)
}

// Link is a comparison worth keeping: one that joins two documents, or finds
// the same statement in both. A is the lesser identifier.
type Link struct {
	A        credence.DocumentID `json:"a"`
	B        credence.DocumentID `json:"b"`
	Relation credence.Relation   `json:"relation"` // of B to A
	CoveredA float64             `json:"covered_a"`
	CoveredB float64             `json:"covered_b"`
	Words    int                 `json:"words"`  // of running text that agree
	Quoted   int                 `json:"quoted"` // words in quotations that agree
	Reason   string              `json:"reason"`
}

// Joins reports whether the two documents go back to one text.
func (l Link) Joins() bool { return joining(l.Relation) }

func joining(r credence.Relation) bool {
	return r == credence.FullCopy || r == credence.Shortened || r == credence.Extended || r == credence.Revised
}

// strength orders joins: the share of the more completely covered side, then
// of the other.
func (l Link) strength() float64 {
	return max(l.CoveredA, l.CoveredB) + min(l.CoveredA, l.CoveredB)/8
}

func (l Link) other(id credence.DocumentID) credence.DocumentID {
	if l.A == id {
		return l.B
	}
	return l.A
}

// maxCandidates is the number of documents that a new one is compared with:
// those that share the most keys. The result is the same in whatever order
// documents arrive as long as no document has more candidates than this, or
// more plain copies than enoughCopies; beyond it, some of several hundred
// copies of one text stand for all.
const maxCandidates = 64

// enoughCopies is the number of plain copies among the likeliest candidates
// after which no further ones are looked at: the group is found by then. Where
// more candidates than that share half of the keys, the text is known to be
// printed everywhere, and a few copies tell as much.
const (
	enoughCopies = 12
	fewCopies    = 4
)

// maxCached is the number of texts whose stock an Index keeps at hand.
const maxCached = 4096

// Index places documents among those it holds. Its methods may not be called
// at the same time.
type Index struct {
	Registry *Registry // nil: the built-in one
	Shelf    Shelf
	Ledger   Ledger
	Texts    *Texts // at hand, also for other indexes of the same shelf and registry; nil: its own

	stock map[credence.DocumentID]map[uint32]bool // keys known to be stock, until more is learned
}

// NewIndex gives an empty index in memory.
func NewIndex() *Index {
	m := NewMemory()
	return &Index{Shelf: m, Ledger: m}
}

func (x *Index) registry() *Registry {
	if x.Registry != nil {
		return x.Registry
	}
	return Default()
}

func (x *Index) at() *Texts {
	if x.Texts == nil {
		x.Texts = &Texts{}
	}
	return x.Texts
}

// Add takes in a document and gives the links it has with those taken in
// before. A document taken in already is not compared again. A document
// without an identifier is given one ([credence.Document.Identify]).
func (x *Index) Add(ctx context.Context, d credence.Document) ([]Link, error) {
	if d.ID == "" {
		d.ID = d.Identify()
	}
	t, studied := x.at().find(d.ID)
	if !studied {
		t = x.registry().Prepare(d)
	}
	fresh, err := x.Shelf.Put(ctx, t, d)
	if err != nil {
		return nil, fmt.Errorf("document %s: %w", d.ID, err)
	}
	if !fresh {
		return x.Ledger.Links(ctx, d.ID)
	}
	x.at().keep(t)
	near, err := x.near(ctx, t, t.Signature)
	if err != nil {
		return nil, fmt.Errorf("candidates of %s: %w", d.ID, err)
	}
	again, err := x.learn(ctx, t, near)
	if err != nil {
		return nil, fmt.Errorf("stock text around %s: %w", d.ID, err)
	}
	for _, id := range again {
		if err := x.relink(ctx, id); err != nil {
			return nil, fmt.Errorf("comparing %s again: %w", id, err)
		}
	}
	links, err := x.link(ctx, t, near)
	if err != nil {
		return nil, fmt.Errorf("links of %s: %w", d.ID, err)
	}
	return links, nil
}

// Study makes a document ready that is to be added, and sets it beside those
// that the shelf has by now and that it is likely to be compared with. It keeps
// nothing but in Texts: an index that is only asked may study what another with
// the same Texts will add, at the same time.
func (x *Index) Study(ctx context.Context, d credence.Document) error {
	t := x.registry().Prepare(d)
	x.at().keep(t)
	if _, err := x.near(ctx, t, t.Signature); err != nil {
		return fmt.Errorf("candidates of %s: %w", d.ID, err)
	}
	return nil
}

// telling gives the keys of a text that are not known to be stock. Only these
// find copies: among a publisher's ten thousand pages, those that share its
// frame would crowd out the one that shares the story.
func (x *Index) telling(ctx context.Context, t *Text) (Signature, error) {
	known, err := x.known(ctx, t)
	if err != nil || len(known) == 0 {
		return t.Signature, err
	}
	var keys Signature
	for _, k := range t.Signature {
		if !known[k] {
			keys = append(keys, k)
		}
	}
	return keys, nil
}

// pair is two texts set side by side, the one with the lesser identifier
// first, so that the order of arrival makes no difference.
type pair struct {
	a, b  *Text
	other *Text // the one that is not asked about
	found alignment
}

// near sets a text beside the documents that share some of its keys.
func (x *Index) near(ctx context.Context, t *Text, keys Signature) ([]pair, error) {
	if !t.HasArticle() || len(keys) == 0 {
		return nil, nil
	}
	holders, err := x.Shelf.Holders(ctx, keys, maxCandidates+1)
	if err != nil {
		return nil, err
	}
	holders, enough := likely(holders, len(keys))
	var out []pair
	copies := 0
	for _, h := range holders {
		if h.Document == t.Document {
			continue
		}
		o, err := x.text(ctx, h.Document)
		if errors.Is(err, credence.ErrNotFound) {
			continue // kept by another process that is not done yet
		}
		if err != nil {
			return nil, err
		}
		p := pair{a: t, b: o, other: o}
		if o.Document < t.Document {
			p.a, p.b = o, t
		}
		p.found = x.at().align(p.a, p.b)
		out = append(out, p)
		if p.found.plain() {
			if copies++; copies == enough {
				break
			}
		}
	}
	return out, nil
}

// likely puts the holders of a text that is printed everywhere in another
// order, and says how many plain copies are enough. Those that share half of
// the keys are taken by identifier, so that all copies of one text are compared
// with the same few, whatever their order of arrival.
func likely(holders []Holder, keys int) ([]Holder, int) {
	n := 0
	for n < len(holders) && 2*holders[n].Shared >= keys {
		n++
	}
	if n <= enoughCopies {
		return holders, enoughCopies
	}
	slices.SortFunc(holders[:n], func(a, b Holder) int { return cmp.Compare(a.Document, b.Document) })
	return holders, fewCopies
}

// text gives the prepared text of a document on the shelf, and keeps it at hand.
func (x *Index) text(ctx context.Context, id credence.DocumentID) (*Text, error) {
	t, err := x.glance(ctx, id)
	if err == nil {
		x.at().keep(t)
	}
	return t, err
}

// glance is text for once: it does not crowd out what is at hand.
func (x *Index) glance(ctx context.Context, id credence.DocumentID) (*Text, error) {
	if t, ok := x.at().find(id); ok {
		return t, nil
	}
	d, err := x.Shelf.Document(ctx, id)
	if err != nil {
		return nil, err
	}
	d.ID = id
	return x.registry().Prepare(d), nil
}

// link judges a text and its candidates and keeps what is found. It is given
// the candidates by all keys, or none of them.
func (x *Index) link(ctx context.Context, t *Text, near []pair) ([]Link, error) {
	keys, err := x.telling(ctx, t)
	if err != nil {
		return nil, err
	}
	if near == nil || len(keys) < len(t.Signature) {
		if near, err = x.near(ctx, t, keys); err != nil {
			return nil, err
		}
	}
	var links []Link
	for _, p := range near {
		stockA, err := x.known(ctx, p.a)
		if err != nil {
			return nil, err
		}
		stockB, err := x.known(ctx, p.b)
		if err != nil {
			return nil, err
		}
		if p.telling(stockA, stockB) < 2 {
			continue
		}
		c := p.compare(stockA, stockB)
		if c.Joins() || c.Relation == credence.SameQuote {
			links = append(links, Link{c.A, c.B, c.Relation, c.CoveredA, c.CoveredB, c.Words, c.Quoted, c.Reason})
		}
	}
	slices.SortFunc(links, byEnds)
	return links, x.Ledger.SetLinks(ctx, t.Document, links)
}

// telling counts the keys that both texts hold and that are stock to neither.
// It is asked of every pair, so that it makes no difference from which side the
// two were brought together.
func (p pair) telling(stockA, stockB map[uint32]bool) int {
	n := 0
	for _, k := range p.a.Signature {
		if p.b.holds(k) && !stockA[k] && !stockB[k] {
			n++
		}
	}
	return n
}

func byEnds(k, l Link) int { return cmp.Or(cmp.Compare(k.A, l.A), cmp.Compare(k.B, l.B)) }

// relink compares a document with its candidates anew.
func (x *Index) relink(ctx context.Context, id credence.DocumentID) error {
	t, err := x.text(ctx, id)
	if err != nil {
		return err
	}
	_, err = x.link(ctx, t, nil)
	return err
}

// known gives the keys of a text that were learned to be stock.
func (x *Index) known(ctx context.Context, t *Text) (map[uint32]bool, error) {
	if known, ok := x.stock[t.Document]; ok {
		return known, nil
	}
	known := map[uint32]bool{}
	for _, scope := range []credence.OriginID{t.Publisher, everywhere} {
		enough := enoughOfOne
		if scope == everywhere {
			enough = enoughOfAll
		}
		pairs, err := x.Ledger.Stock(ctx, scope, t.Signature)
		if err != nil {
			return nil, err
		}
		for k, n := range pairs {
			if n >= enough {
				known[k] = true
			}
		}
	}
	if x.stock == nil || len(x.stock) >= maxCached {
		x.stock = map[credence.DocumentID]map[uint32]bool{}
	}
	x.stock[t.Document] = known
	return known, nil
}

// component gives the documents that hang together with one by joining links
// and rulings, in order, with the rulings on them.
func (x *Index) component(ctx context.Context, id credence.DocumentID) ([]credence.DocumentID, []Ruling, error) {
	seen := map[credence.DocumentID]bool{}
	rulings := map[string]Ruling{}
	queue := []credence.DocumentID{id}
	for n := 0; n < len(queue); n++ {
		if seen[queue[n]] {
			continue
		}
		joined, err := x.Ledger.Joined(ctx, queue[n])
		if err != nil {
			return nil, nil, err
		}
		for _, j := range joined {
			seen[j] = true
			rs, err := x.Ledger.Rulings(ctx, j)
			if err != nil {
				return nil, nil, err
			}
			for _, r := range rs {
				rulings[r.key()] = r
				queue = append(queue, r.A, r.B)
			}
		}
	}
	return slices.Sorted(maps.Keys(seen)), slices.SortedFunc(maps.Values(rulings), byTime), nil
}

// linksAmong gives the joining links of documents.
func (x *Index) linksAmong(ctx context.Context, ids []credence.DocumentID) ([]Link, error) {
	links := map[[2]credence.DocumentID]Link{}
	for _, id := range ids {
		ls, err := x.Ledger.Links(ctx, id)
		if err != nil {
			return nil, err
		}
		for _, l := range ls {
			if l.Joins() {
				links[[2]credence.DocumentID{l.A, l.B}] = l
			}
		}
	}
	return slices.SortedFunc(maps.Values(links), byEnds), nil
}

// Kin gives all documents that the group of a document could be made of: those
// that hang together with it by joining links and rulings, in order.
func (x *Index) Kin(ctx context.Context, id credence.DocumentID) ([]credence.DocumentID, error) {
	all, _, err := x.component(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("copies of %s: %w", id, err)
	}
	return all, nil
}

// GroupOf gives the group of a document: the documents that go back to one
// text, with the voice behind them. A document without copies is a group of one.
func (x *Index) GroupOf(ctx context.Context, id credence.DocumentID) (Group, error) {
	return x.GroupWithout(ctx, id, nil)
}

// GroupWithout is the group that a document would have if those left out, of
// which it is none, had never been taken in.
func (x *Index) GroupWithout(ctx context.Context, id credence.DocumentID, leftOut map[credence.DocumentID]bool) (Group, error) {
	if _, err := x.text(ctx, id); err != nil {
		return Group{}, fmt.Errorf("document %s: %w", id, err)
	}
	kin, rulings, err := x.component(ctx, id)
	if err != nil {
		return Group{}, fmt.Errorf("copies of %s: %w", id, err)
	}
	all := slices.DeleteFunc(slices.Clone(kin), func(d credence.DocumentID) bool { return leftOut[d] })
	if len(rulings) == 0 && len(all) == len(kin) {
		return x.describe(ctx, all)
	}
	links, err := x.linksAmong(ctx, all)
	if err != nil {
		return Group{}, fmt.Errorf("copies of %s: %w", id, err)
	}
	for _, ids := range Partition(all, links, rulings) {
		if slices.Contains(ids, id) {
			return x.describe(ctx, ids)
		}
	}
	return Group{}, fmt.Errorf("copies of %s: %w", id, credence.ErrNotFound)
}

// describe loads the documents of a group and finds their origin.
func (x *Index) describe(ctx context.Context, ids []credence.DocumentID) (Group, error) {
	texts := make([]*Text, 0, len(ids))
	for _, id := range ids {
		t, err := x.glance(ctx, id)
		if errors.Is(err, credence.ErrNotFound) {
			continue // a ruling may name a document that was never taken in
		}
		if err != nil {
			return Group{}, fmt.Errorf("document %s: %w", id, err)
		}
		texts = append(texts, t)
	}
	return x.registry().group(texts, x.at().compare), nil
}

// Follows reports whether a document surely changes nothing of the origin of a
// group it joins: it came later than the first document, is no other agency's
// own, and credits its text to nobody but that origin. It also gives how the document relates to the first.
func (x *Index) Follows(ctx context.Context, origin credence.Origin, id credence.DocumentID) (m Member, ok bool, err error) {
	f, err := x.text(ctx, origin.Document)
	if err != nil {
		return m, false, fmt.Errorf("document %s: %w", origin.Document, err)
	}
	t, err := x.text(ctx, id)
	if err != nil {
		return m, false, fmt.Errorf("document %s: %w", id, err)
	}
	other := slices.ContainsFunc(t.Credits(), func(c Credit) bool { return c.Whole() && c.Wire != origin.ID })
	if other || isWire(t.Publisher) && t.Publisher != origin.ID || !startOf(t.Published).After(endOf(f.Published)) || t.Published.From.IsZero() || f.Published.To.IsZero() {
		return m, false, nil
	}
	c := x.at().compare(f, t)
	return Member{Document: id, Relation: kindOfCopy(f, t, c), Covered: c.CoveredB, Covers: c.CoveredA, Reason: memberReason(c)}, true, nil
}

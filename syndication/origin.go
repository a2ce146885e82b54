package syndication

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/credence-project/credence"
)

// farFuture stands for a time that is not known.
var farFuture = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

// startOf is the earliest time at which a document can have been published,
// for ordering; late if nothing is known.
func startOf(v credence.Interval) time.Time {
	if v.From.IsZero() {
		return endOf(v)
	}
	return v.From
}

func endOf(v credence.Interval) time.Time {
	if v.To.IsZero() {
		return farFuture
	}
	return v.To
}

// original gives the document of a group that the others most likely go back
// to, and whether the times alone show that it came first. Where several may
// have been first it takes the agency's own, then one that credits an agency, then
// the earlier, then the one with the most text.
func original(texts []*Text) (*Text, bool) {
	bound := farFuture
	for _, t := range texts {
		if e := endOf(t.Published); e.Before(bound) {
			bound = e
		}
	}
	var may []*Text
	for _, t := range texts {
		if !startOf(t.Published).After(bound) || t.Published.From.IsZero() {
			may = append(may, t)
		}
	}
	best := slices.MinFunc(may, func(a, b *Text) int {
		return cmp.Or(
			cmp.Compare(rankOf(a), rankOf(b)),
			startOf(a.Published).Compare(startOf(b.Published)),
			cmp.Compare(b.narrative+b.spoken, a.narrative+a.spoken),
			cmp.Compare(a.Document, b.Document),
		)
	})
	return best, len(may) == 1 && len(texts) > 1
}

// rankOf orders documents that may have come first.
func rankOf(t *Text) int {
	switch {
	case isWire(t.Publisher):
		return 0
	case t.credited():
		return 1 // nearer to the agency's text than one that lost the credit
	}
	return 2
}

// credited reports whether the document says that its text is an agency's.
func (t *Text) credited() bool {
	return slices.ContainsFunc(t.Credits(), func(c Credit) bool { return c.Whole() && c.Wire != t.Publisher })
}

// origin finds the voice behind a group whose first document is known.
func (r *Registry) origin(texts []*Text, first *Text, sure bool) credence.Origin {
	if c, n := credit(texts); n > 0 {
		o := credence.Origin{ID: c.Wire, Name: r.nameFor(c.Wire, c.Name), Document: first.Document, Relation: credence.FullCopy,
			Reason: fmt.Sprintf("credited to %s (%s) by %s", c.Name, formWords[c.Form], documents(n, len(texts)))}
		if first.Publisher == c.Wire {
			o.Relation = credence.OwnReporting
		}
		return o
	}
	o := credence.Origin{ID: first.Publisher, Name: r.nameFor(first.Publisher, first.label), Document: first.Document, Relation: credence.OwnReporting}
	if o.ID == "" {
		o.ID, o.Name = credence.OriginID(credence.ContentID("o", string(first.Document))), first.label
	}
	agency := agencyAmong(texts)
	relay, relays := first.relayed()
	switch {
	case isWire(o.ID):
		o.Reason = "published by the agency itself"
	case agency != "":
		o.ID, o.Name, o.Relation = agency, r.Name(agency), credence.FullCopy
		o.Reason = fmt.Sprintf("the text is among those of %s itself, though dated later there", o.Name)
	case relays:
		o.Relation, o.ID, o.Name = credence.Relay, relay.Wire, r.Name(relay.Wire)
		o.Reason = fmt.Sprintf("reports what %s reported", relay.Name)
	case len(texts) == 1:
		o.Reason = "no credit and no copy found"
	case sure:
		o.Reason = "surely published first; no agency is credited"
	default:
		o.Reason = "no agency is credited; the times do not tell which came first, this one has the fullest text"
	}
	return o
}

// agencyAmong gives the agency that published one of the texts itself, the one
// with the earliest of them; "" if none did. Pages of agencies bear the time of
// their last version, so copies are often dated earlier.
func agencyAmong(texts []*Text) credence.OriginID {
	var found *Text
	for _, t := range texts {
		if isWire(t.Publisher) && (found == nil || startOf(t.Published).Before(startOf(found.Published))) {
			found = t
		}
	}
	if found == nil {
		return ""
	}
	return found.Publisher
}

// nameFor is the name of an origin, or what the document calls its outlet if
// the registry does not know it.
func (r *Registry) nameFor(id credence.OriginID, outlet string) string {
	if _, known := r.title[id]; !known && outlet != "" {
		return outlet
	}
	return r.Name(id)
}

var formWords = map[Form]string{
	FormDateline: "dateline", FormByline: "byline", FormField: "credit of the feed", FormRights: "notice of rights",
	FormAddress: "canonical address", FormContributed: "contribution", FormRelay: "relay",
}

func documents(n, of int) string {
	if n == of && n == 1 {
		return "the document"
	}
	return fmt.Sprintf("%d of %d documents", n, of)
}

// credit gives the agency that most documents of a group credit for the whole
// text, and how many do.
func credit(texts []*Text) (Credit, int) {
	votes := map[credence.OriginID]int{}
	example := map[credence.OriginID]Credit{}
	for _, t := range texts {
		seen := map[credence.OriginID]bool{}
		for _, c := range t.Credits() {
			if !c.Whole() || seen[c.Wire] || c.Wire == t.Publisher && !c.wire {
				continue
			}
			seen[c.Wire] = true
			votes[c.Wire]++
			if _, ok := example[c.Wire]; !ok {
				example[c.Wire] = c
			}
		}
	}
	var best credence.OriginID
	for id, n := range votes {
		if n > votes[best] || n == votes[best] && id < best {
			best = id
		}
	}
	return example[best], votes[best]
}

// relayed gives the outlet whose report a document passes on: a relay in its
// beginning.
func (t *Text) relayed() (Credit, bool) {
	n := 0
	end := 0
	for _, w := range t.words {
		if plain(w) {
			n++
			end = int(w.end)
		}
		if n == ledeWords {
			break
		}
	}
	return t.relay(0, end)
}

// relay gives the outlet whose report a part of a document passes on: the first
// it names, or the last that another is said to cite ("CNN, citing Reuters").
func (t *Text) relay(from, to int) (by Credit, ok bool) {
	for _, c := range t.Credits() {
		if c.Form == FormRelay && c.Wire != t.Publisher && c.Span.Start >= from && c.Span.End <= to && (!ok || c.cited) {
			by, ok = c, true
		}
	}
	return by, ok
}

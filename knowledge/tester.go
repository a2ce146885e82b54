package knowledge

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/credence-project/credence"
)

// maxShown is how many voices of each kind a result names.
const maxShown = 5

// Test answers the question for each detail of the claim, in the claim's
// order. It never fails: what cannot be told is "unknown" and "unresolved".
func Test(q Question) []credence.DetailTest {
	l := words()
	rds := q.read(l)
	context, names := l.context(&q.Facts), l.claimantTerms(&q)
	out := make([]credence.DetailTest, 0, len(q.Claim.Details))
	for i := range q.Claim.Details {
		d := q.Claim.Details[i]
		if d.Asserted.IsZero() {
			d.Asserted = q.Claim.At
		}
		if !q.AsOf.IsZero() && !d.Asserted.IsZero() && startOf(d.Asserted).After(q.AsOf) {
			continue
		}
		t := tester{l: l, q: &q, rds: rds, a: l.assertion(&d, context)}
		t.a.names = names
		t.hits = t.find()
		r := credence.DetailTest{Detail: d}
		var why string
		r.PublicBefore, r.First, why = t.before()
		later := ""
		r.Later, r.LaterBy, later = t.later()
		r.NearMisses, r.Told = t.nearMisses(), t.told()
		r.Reason = sentenceOf(why, later)
		out = append(out, r)
	}
	return out
}

// sentenceOf makes one sentence of the two halves of a reason.
func sentenceOf(parts ...string) string {
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	s := strings.Join(parts, "; ")
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// context is the words for where the incident was, which every report about it
// can be taken to have said.
func (l *lexicon) context(f *Facts) []term {
	s := strings.Join(f.Places, ", ")
	if len(s) > maxValue {
		s = s[:maxValue]
	}
	ts := l.terms(s, 0, len(s))
	if f.Country != "" {
		if c, ok := l.class["in-"+strings.ToLower(f.Country)]; ok {
			ts = append(ts, term{word: strings.ToLower(f.Country), stem: "#" + f.Country, num: -1, classes: []class{c}})
		}
	}
	for i := range ts {
		ts[i].num = -1
	}
	return ts
}

// tester tests one detail.
type tester struct {
	l    *lexicon
	q    *Question
	rds  []reading
	a    assertion
	hits []hit
}

// find collects what the reports say about the detail. A detail that the
// claim leaves out is looked for by its slot alone.
func (t *tester) find() []hit {
	if !t.a.detail.Stated || strings.TrimSpace(t.a.detail.Value) == "" {
		return t.searchSlot()
	}
	hits := t.l.search(&t.a, t.rds)
	if t.a.slot == credence.SlotAttackers || isFigure(t.a.slot) {
		hits = slices.DeleteFunc(hits, func(h hit) bool { return t.longBefore(h.terms()) })
	}
	return hits
}

// yearReach is how many words of a passage its year may stand among.
const yearReach = 4

// longBefore reports whether a passage begins with a year before that of the
// incident ("In 1998 ..."), and does not name its own: its numbers are those of
// another attack.
func (t *tester) longBefore(ts []term) bool {
	year := startOf(t.q.Facts.Date).Year()
	earlier := false
	for i := range ts {
		switch n := ts[i].num; {
		case n == year:
			return false
		case i < yearReach && len(ts[i].word) == 4 && n > 1900 && n < year:
			earlier = true
		}
	}
	return earlier
}

// side says where the public time of a report lies from the claim's.
type side int

const (
	undated side = iota
	before
	overlaps
	after
)

func (t *tester) side(rd *reading) side {
	at := t.a.detail.Asserted
	switch {
	case rd.seen.IsZero() || at.IsZero():
		return undated
	case !rd.seen.To.IsZero() && rd.seen.To.Before(startOf(at)):
		return before
	case rd.report.Composite && !at.To.IsZero() && !startOf(rd.seen).After(at.To):
		return before // a summary of a day's reporting stands for what was public when the claim came
	case !rd.seen.From.IsZero() && !at.To.IsZero() && rd.seen.From.After(at.To):
		return after
	case rd.ofClaim || rd.report.FromClaim:
		return after
	}
	return overlaps
}

// ownVersion reports whether a report came after the first version of this
// claim: what it tells of the claim is then the claim itself.
func (t *tester) ownVersion(rd *reading) bool {
	at := startOf(t.q.Claim.At)
	return !at.IsZero() && !rd.seen.To.IsZero() && !rd.seen.To.Before(at)
}

// before answers whether the detail was public before the claim.
func (t *tester) before() (credence.Answer, *credence.Sighting, string) {
	var undatable *hit
	for i := range t.hits {
		h := &t.hits[i]
		if h.rel != states {
			continue
		}
		switch t.side(h.rd) {
		case before: // also what the claimant itself said earlier was public
			if h.claim && t.ownVersion(h.rd) {
				continue
			}
			s := h.rd.sighting(h.from, h.to)
			return credence.Yes, &s, fmt.Sprintf("public before the claim: %s said so %s", voiceOf(s), stampOf(s.Published))
		case overlaps:
			if undatable == nil {
				undatable = h
			}
		}
	}
	if ok, s, why := t.known(); ok {
		return credence.Yes, s, why
	}
	held, about := t.coverage()
	if undatable != nil {
		return t.undatable(undatable, about)
	}
	if held == 0 {
		return credence.Unknown, nil, "cannot be told: no report from before the claim is held"
	}
	return credence.No, nil, fmt.Sprintf("not public before the claim in the %s held from before it", plurals(held, "report"))
}

// coverage counts the reports held from before the claim, and those of them
// that are about the incident.
func (t *tester) coverage() (held, about int) {
	start := startOf(t.q.Facts.Date).Truncate(24 * time.Hour)
	for i := range t.rds {
		rd := &t.rds[i]
		if t.side(rd) != before {
			continue
		}
		held++
		if t.q.Facts.Date.IsZero() || !rd.seen.To.Before(start) {
			about++
		}
	}
	return held, about
}

// undatable answers for a detail that was found only in a report which may be
// from before or after the claim. If earlier reports of the incident are held
// and are silent, that is evidence that it was not public; a page that was
// changed after the claim leaves it open.
func (t *tester) undatable(h *hit, about int) (credence.Answer, *credence.Sighting, string) {
	s := h.rd.sighting(h.from, h.to)
	d := &h.rd.report.Document
	if changed := d.Published.Before(startOf(t.a.detail.Asserted)); changed {
		return credence.Unknown, &s, fmt.Sprintf("cannot be dated: %s has it on a page that was changed after the claim", voiceOf(s))
	}
	if about == 0 {
		return credence.Unknown, &s, fmt.Sprintf("cannot be dated: %s said so %s, which may be before or after the claim", voiceOf(s), stampOf(s.Published))
	}
	return credence.No, &s, fmt.Sprintf("not public in the %s of the incident held from before the claim; first found in %s, dated %s, which may be before or after it",
		plurals(about, "report"), voiceOf(s), strings.TrimPrefix(stampOf(s.Published), "on "))
}

func (t *tester) nearMisses() []credence.Sighting {
	var out []credence.Sighting
	for i := range t.hits {
		if h := &t.hits[i]; h.rel == near && len(out) < maxShown {
			out = append(out, h.rd.sighting(h.from, h.to))
		}
	}
	return out
}

// maxTold is the number of reports named as stating a detail.
const maxTold = 200

// told gives the first place in each report that states the detail: one where
// the report tells more than what the claimant says, if it has such a place.
func (t *tester) told() []credence.Sighting {
	var out []credence.Sighting
	place := map[*reading]int{}
	for i := range t.hits {
		h := &t.hits[i]
		if h.rel != states {
			continue
		}
		s := h.rd.sighting(h.from, h.to)
		s.FromClaim = h.claim
		if k, seen := place[h.rd]; !seen && len(out) < maxTold {
			place[h.rd] = len(out)
			out = append(out, s)
		} else if seen && out[k].FromClaim && !s.FromClaim {
			out[k] = s
		}
	}
	return out
}

// voices gives the sightings of hits, one per origin: the weightiest voice
// first, then who says it most plainly, then the oldest.
func voices(hs []*hit) []credence.Sighting {
	seen := map[credence.OriginID]bool{}
	var out []credence.Sighting
	sort.SliceStable(hs, func(i, j int) bool {
		if hs[i].rank != hs[j].rank {
			return hs[i].rank > hs[j].rank
		}
		return hs[i].score > hs[j].score
	})
	for _, h := range hs {
		s := h.rd.sighting(h.from, h.to)
		if seen[s.Origin] || len(out) == maxShown {
			continue
		}
		seen[s.Origin] = true
		out = append(out, s)
	}
	return out
}

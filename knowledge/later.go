package knowledge

import (
	"fmt"
	"slices"
	"strings"

	"github.com/credence-project/credence"
)

// later answers what became of the detail: first by what is established about
// the incident, then by the weightiest voices that do not go back to the claim.
func (t *tester) later() (credence.Outcome, []credence.Sighting, string) {
	d := t.a.detail
	if !d.Stated || strings.TrimSpace(d.Value) == "" {
		return credence.Unresolved, nil, ""
	}
	out, by, why := t.outcome()
	if out == credence.Contradicted && !d.Checkable {
		return credence.Unresolved, by, "it cannot be checked, though " + why
	}
	return out, by, why
}

// outcome is what became of a detail, whether it can be checked or not.
func (t *tester) outcome() (credence.Outcome, []credence.Sighting, string) {
	d := t.a.detail
	for_, against := t.split()
	if out, why := t.established(for_); out != credence.Unresolved {
		by := for_
		if out == credence.Contradicted {
			by = against
		}
		return out, voices(by), why
	}
	switch d.Slot {
	case credence.SlotMedia:
		return t.laterMedia(for_, against)
	case credence.SlotMotive, "command", "other_attack":
		for_ = atLeast(for_, rankPolice) // that it was said, or happened, does not make it the claimant's
	case credence.SlotAttackers:
		against = atLeast(against, rankPolice)
	}
	switch {
	case len(against) > 0 && outweighs(against, for_):
		by := voices(against)
		return credence.Contradicted, by, fmt.Sprintf("contradicted by %s (%s)", voiceOf(by[0]), stampOf(by[0].Published))
	case len(for_) > 0:
		by := voices(for_)
		return credence.Confirmed, by, fmt.Sprintf("confirmed by %s, which does not go back to the claim", voiceOf(by[0]))
	}
	if !d.Withdrawn.IsZero() && (d.Slot == credence.SlotAffiliation || d.Slot == credence.SlotMotive || d.Slot == credence.SlotTarget) {
		return credence.Contradicted, nil, "the side that made the claim took it back"
	}
	return credence.Unresolved, nil, "no voice apart from the claim settles it"
}

// split gives the passages for and against the detail that do not go back to
// the claim. An early report with another number is no contradiction: first
// figures are often wrong. Whoever doubts the claim may tell what it says in the
// same sentence ("the statement is wrong: it was no truck") and is against it
// all the same.
func (t *tester) split() (for_, against []*hit) {
	for i := range t.hits {
		h := &t.hits[i]
		if h.rd.report.FromClaim || h.claim && (h.rel != denies || !h.doubted()) {
			continue
		}
		switch {
		case h.rel == states && !t.l.has("firstreports", h.rd.terms[h.rd.lines[h.from].lo:h.rd.lines[h.to-1].hi]):
			for_ = append(for_, h)
		case h.rel == denies && t.side(h.rd) != before, h.rel == conflicts && t.side(h.rd) == after:
			against = append(against, h)
		}
	}
	return for_, against
}

// outweighs reports whether the voices against are of higher rank than those
// for, or of the same rank and not earlier.
func outweighs(against, for_ []*hit) bool {
	if len(for_) == 0 {
		return true
	}
	a, f := weightiest(against), weightiest(for_)
	if a.rank != f.rank {
		return a.rank > f.rank
	}
	return !startOf(a.rd.seen).Before(startOf(f.rd.seen))
}

// weightiest is the latest of the hits of highest rank.
func weightiest(hs []*hit) *hit {
	best := hs[0]
	for _, h := range hs[1:] {
		if h.rank > best.rank || h.rank == best.rank && startOf(h.rd.seen).After(startOf(best.rd.seen)) {
			best = h
		}
	}
	return best
}

func atLeast(hs []*hit, r rank) []*hit {
	var out []*hit
	for _, h := range hs {
		if h.rank >= r {
			out = append(out, h)
		}
	}
	return out
}

// laterMedia: a recording that others have seen exists; whether it shows what
// the claimant says is for those to say who checked it.
func (t *tester) laterMedia(for_, against []*hit) (credence.Outcome, []credence.Sighting, string) {
	if len(against) > 0 && outweighs(against, for_) {
		by := voices(against)
		return credence.Contradicted, by, fmt.Sprintf("questioned by %s (%s)", voiceOf(by[0]), stampOf(by[0].Published))
	}
	if t.l.has("announces", t.a.terms) {
		return credence.Unresolved, nil, "it was announced; no report held has seen it"
	}
	var saw []*hit
	for i := range t.hits {
		if h := &t.hits[i]; (h.rel == states || h.rel == near) && t.l.any(h.terms(), "media") {
			saw = append(saw, h)
		}
	}
	if len(saw) == 0 {
		saw = t.anyMedia()
	}
	if len(saw) == 0 {
		return credence.Unresolved, nil, "no report held describes it"
	}
	by := voices(saw)
	return credence.Confirmed, by, fmt.Sprintf("the recording exists: %s describes it", voiceOf(by[0]))
}

// anyMedia finds the reports that speak of a recording at all: first those in
// which it is the claimant's.
func (t *tester) anyMedia() []*hit {
	var out []*hit
	for i := range t.rds {
		if t.side(&t.rds[i]) == before {
			continue
		}
		for k := range t.rds[i].lines {
			if ln := &t.rds[i].lines[k]; t.l.any(ln.terms, "media") {
				h := &hit{rd: &t.rds[i], from: k, to: k + 1, rel: near, rank: ln.rank}
				if ln.fromClaim || namedIn(ln.terms, t.a.names) {
					h.score = 1
				}
				out = append(out, h)
				break
			}
		}
	}
	return out
}

// doubted reports whether somebody is said to doubt the claim in the passage.
func (h *hit) doubted() bool {
	for _, ln := range h.rd.lines[h.from:h.to] {
		if slices.ContainsFunc(ln.statement, func(s *credence.Statement) bool { return s.Kind == credence.KindDoubt && s.Speaker.Name != "" }) {
			return true
		}
	}
	return false
}

// terms are the words of the passage.
func (h *hit) terms() []term { return h.rd.terms[h.rd.lines[h.from].lo:h.rd.lines[h.to-1].hi] }

// voiceOf names who speaks in a sighting.
func voiceOf(s credence.Sighting) string {
	if s.Outlet != "" {
		return s.Outlet
	}
	return "a report" // its quotation stands beside this
}

// stampOf writes a publication time as exactly as it is known.
func stampOf(v credence.Interval) string {
	switch {
	case v.IsZero():
		return "at an unknown time"
	case v.From.Equal(v.To):
		return "on " + v.From.Format("2 January 2006 at 15:04Z")
	case v.From.IsZero():
		return "by " + v.To.Format("2 January 2006")
	case v.To.IsZero():
		return "after " + v.From.Format("2 January 2006")
	case v.From.Format("2006-01-02") == v.To.Format("2006-01-02"):
		return "on " + v.From.Format("2 January 2006")
	}
	return "between " + v.From.Format("2 January 2006") + " and " + v.To.Format("2 January 2006")
}

func plurals(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

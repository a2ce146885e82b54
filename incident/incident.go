// Package incident joins the mentions of several documents into incidents:
// reports on the same attack meet, different attacks of the same week in the
// same city do not.
//
// Begin with [Join]. It weighs every pair of mentions that could be the same
// event (weigh.go), then merges clusters as long as the mean weight between
// them is positive and nothing forbids it. What people ruled comes first: two
// mentions ruled the same are together, two ruled different stay apart,
// whatever the weights say. The result depends on the set of mentions and
// rulings alone, never on their order.
//
// [Scope] tells, once mentions are joined, which parts of a text are about which
// incident.
package incident

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/credence-project/credence"
)

// Report is a mention with what is known of the document it stands in.
type Report struct {
	Mention   credence.Mention
	Document  credence.DocumentID
	Published credence.Interval
	// Voice groups the documents that copy one another; "" stands for the
	// document alone. The mentions of copies are weighed once.
	Voice credence.OriginID
}

// Days is the stretch of days the mention may speak of, with what is not said
// taken from the time of publication; ok is false if nothing tells.
func (r *Report) Days() (from, to time.Time, ok bool) {
	first, last := stretch(r.Mention.Date, r.Published)
	if first == 0 {
		return from, to, false
	}
	return dayTime(first), dayTime(last), true
}

// Ruling is what a person decided about two mentions.
type Ruling struct {
	A, B credence.MentionID
	Same bool
}

// Alias is the identifier an incident has when the mention is its first: the
// letters of both are the same. Any mention of an incident leads to it by its
// alias, so an identifier that was once given out stays good when earlier
// reports are added; see [Namesake].
func Alias(m credence.MentionID) credence.IncidentID {
	return credence.IncidentID("i-" + strings.TrimPrefix(string(m), "m-"))
}

// Namesake is the mention that an incident was named after when it had this
// identifier.
func Namesake(id credence.IncidentID) credence.MentionID {
	return credence.MentionID("m-" + strings.TrimPrefix(string(id), "i-"))
}

// Join gives the incidents that the reports tell of, in order of date and
// identifier. An incident is named after its earliest mention.
func Join(reports []Report, rulings []Ruling) []credence.Incident {
	reports = slices.Clone(reports)
	slices.SortFunc(reports, func(a, b Report) int {
		return cmp.Or(a.Published.To.Compare(b.Published.To), cmp.Compare(a.Mention.ID, b.Mention.ID))
	})
	reports = slices.CompactFunc(reports, func(a, b Report) bool { return a.Mention.ID == b.Mention.ID })
	c := newClusters(reports, rulings)
	c.merge()
	var out []credence.Incident
	for _, members := range c.groups() {
		rs := make([]Report, len(members))
		for i, m := range members {
			rs[i] = reports[m]
		}
		out = append(out, summary(rs))
	}
	slices.SortFunc(out, func(a, b credence.Incident) int {
		return cmp.Or(a.Date.From.Compare(b.Date.From), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// summary describes what the reports of one incident, oldest first, say
// together. Numbers become ranges; disagreement is kept, not averaged.
func summary(reports []Report) credence.Incident {
	in := credence.Incident{
		ID:    Alias(reports[0].Mention.ID),
		Type:  majority(reports, func(m credence.Mention) string { return specific(m.Type) }),
		Stage: credence.Stage(majority(reports, func(m credence.Mention) string { return string(m.Stage) })),
		Date:  when(reports),
		Place: place(reports),
	}
	if in.Type == "" {
		in.Type = majority(reports, func(m credence.Mention) string { return m.Type })
	}
	for _, r := range reports {
		in.Mentions = append(in.Mentions, credence.MentionRef{Document: r.Document, Mention: r.Mention.ID})
		for _, w := range r.Mention.Weapons {
			if w.Class != "" && !slices.Contains(in.Weapons, w.Class) {
				in.Weapons = append(in.Weapons, w.Class)
			}
		}
		in.Killed = span(in.Killed, r.Mention.Killed)
		in.Injured = span(in.Injured, r.Mention.Injured)
		in.Attackers = span(in.Attackers, r.Mention.Attackers)
	}
	slices.Sort(in.Weapons)
	return in
}

// specific leaves out the type that says nothing.
func specific(kind string) string {
	if kind == "attack" {
		return ""
	}
	return kind
}

// majority is the value most reports give, the first in the alphabet if they
// draw; silence does not vote.
func majority(reports []Report, of func(credence.Mention) string) string {
	n := map[string]int{}
	for _, r := range reports {
		if v := of(r.Mention); v != "" {
			n[v]++
		}
	}
	best := ""
	for v, k := range n {
		if k > n[best] || k == n[best] && v < best {
			best = v
		}
	}
	return best
}

// when is the narrowest stretch of days on which most dated mentions agree.
func when(reports []Report) credence.Interval {
	votes := map[[2]string]int{}
	for _, r := range reports {
		if d := r.Mention.Date; d.From != "" || d.To != "" {
			votes[[2]string{d.From, d.To}]++
		}
	}
	var best [2]string
	for v, n := range votes {
		if b := votes[best]; b == 0 || n*8-width(v) > b*8-width(best) ||
			n*8-width(v) == b*8-width(best) && slices.Compare(v[:], best[:]) < 0 {
			best = v
		}
	}
	if votes[best] == 0 {
		return credence.Interval{}
	}
	return days(best[0], best[1], "stated in reports")
}

// width is the length of a stretch in days, at most 60; open ends count 60.
func width(v [2]string) int {
	d := days(v[0], v[1], "")
	if d.From.IsZero() || d.To.IsZero() {
		return 60
	}
	return min(60, int(d.To.Sub(d.From).Hours()/24))
}

// days reads a stretch of dates "2006-01-02", either end may be missing.
func days(from, to, basis string) credence.Interval {
	v := credence.Interval{Basis: basis}
	if t, err := time.Parse(time.DateOnly, from); err == nil {
		v.From = t
	}
	if t, err := time.Parse(time.DateOnly, to); err == nil {
		v.To = t.AddDate(0, 0, 1).Add(-time.Second)
	}
	return v
}

// place is the finest place that most reports name.
func place(reports []Report) credence.PlaceMention {
	n := map[string]int{}
	first := map[string]credence.PlaceMention{}
	for _, r := range reports {
		p := r.Mention.Place
		if p.Name == "" && p.Country == "" {
			continue
		}
		key := strings.ToLower(p.Name) + "|" + p.Country
		if n[key]++; n[key] == 1 {
			first[key] = p
		}
	}
	best := ""
	better := func(a, b string) bool {
		pa, pb := first[a], first[b]
		if (pa.Name != "") != (pb.Name != "") {
			return pa.Name != ""
		}
		if n[a] != n[b] {
			return n[a] > n[b]
		}
		return a < b
	}
	for key := range n {
		if best == "" || better(key, best) {
			best = key
		}
	}
	p := first[best]
	p.Span = credence.Span{}
	return p
}

// span widens a to hold b.
func span(a, b credence.Number) credence.Number {
	switch {
	case b.IsZero():
		return a
	case a.IsZero():
		return b
	}
	out := credence.Number{Min: min(a.Min, b.Min), Approx: a.Approx || b.Approx, Known: a.Known || b.Known}
	if top := max(a.Max, b.Max, a.Min, b.Min); top > out.Min || a.Max == out.Min || b.Max == out.Min {
		out.Max = top
	}
	return out
}

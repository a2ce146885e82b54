package knowledge

import (
	"slices"
	"strings"
	"time"

	"github.com/credence-project/credence"
)

// established compares the detail with what is established about the incident.
func (t *tester) established(for_ []*hit) (credence.Outcome, string) {
	switch t.a.slot {
	case credence.SlotPlace:
		if score, _ := t.l.cover(&t.a, t.a.context); score >= tolerance(credence.SlotPlace).States {
			return credence.Confirmed, "it is where the incident took place"
		}
		return credence.Unresolved, ""
	case credence.SlotDate:
		return t.establishedDate()
	}
	f := &t.q.Facts
	if !t.q.AsOf.IsZero() && f.KnownAt.After(t.q.AsOf) {
		return credence.Unresolved, ""
	}
	switch {
	case t.a.slot == credence.SlotAttackers:
		return t.establishedCount(f, for_)
	case isFigure(t.a.slot):
		return t.establishedToll(f)
	case t.a.slot == credence.SlotWeapon || t.a.slot == credence.SlotMethod || t.a.slot == credence.SlotVehicle:
		return t.establishedMeans(f)
	case t.a.slot == credence.SlotName:
		return t.establishedName(f)
	case t.a.slot == credence.SlotTarget:
		return t.establishedTarget(f)
	}
	return credence.Unresolved, ""
}

func (t *tester) establishedCount(f *Facts, for_ []*hit) (credence.Outcome, string) {
	if t.a.count == nil {
		return credence.Unresolved, ""
	}
	if f.NoAttack {
		return credence.Contradicted, "no attack took place"
	}
	if f.Attackers.IsZero() {
		return credence.Unresolved, ""
	}
	rel := compareCounts(*t.a.count, count{min: f.Attackers.Min, max: f.Attackers.Max})
	if t.a.count.min == t.a.count.max && t.a.count.min == f.Attackers.Min {
		rel = states
	}
	switch rel {
	case states:
		return credence.Confirmed, "it is the established number of attackers"
	case conflicts:
		if f.Attackers.Approx && len(for_) > 0 {
			return credence.Unresolved, ""
		}
		return credence.Contradicted, "the established number of attackers is another"
	}
	return credence.Unresolved, ""
}

func (t *tester) establishedToll(f *Facts) (credence.Outcome, string) {
	if f.Killed.IsZero() && f.Injured.IsZero() || len(t.a.tolls) == 0 || !t.l.otherWords(&t.a, t.a.context) {
		return credence.Unresolved, ""
	}
	facts := []toll{{killed: true, min: f.Killed.Min, max: highest(f.Killed)}, {hurt: true, min: f.Injured.Min, max: highest(f.Injured)}}
	facts = append(facts, toll{killed: true, hurt: true, min: f.Killed.Min + f.Injured.Min, max: highest(f.Killed) + highest(f.Injured)})
	ratio := tolerance(t.a.slot).Ratio
	switch compareAll(t.a.tolls, facts, ratio) {
	case states:
		return credence.Confirmed, "it agrees with the established toll"
	case conflicts:
		return credence.Contradicted, "the established toll is another"
	}
	return credence.Unresolved, ""
}

func highest(n credence.Number) int { return max(n.Min, n.Max) }

// establishedMeans compares weapons and methods by class. A method that is told
// in more words than the means alone is left to the reports.
func (t *tester) establishedMeans(f *Facts) (credence.Outcome, string) {
	if f.NoAttack {
		return credence.Contradicted, "no attack took place"
	}
	facts := f.Type + ". " + strings.Join(f.Weapons, ", ")
	if len(f.Weapons) == 0 && f.Type == "" || len(facts) > maxValue {
		return credence.Unresolved, ""
	}
	have := t.l.terms(facts, 0, len(facts))
	met, want := 0, 0
	for i := range t.a.wants {
		w := &t.a.wants[i]
		if !t.l.is(&w.term, "weapon") {
			continue
		}
		want++
		for k := range have {
			if t.l.kin(w.classes, have[k].classes) >= 0.5 || have[k].stem == w.stem {
				met++
				break
			}
		}
	}
	switch {
	case want == 0:
		return credence.Unresolved, ""
	case met*2 >= want && float64(want) >= t.a.total/2:
		return credence.Confirmed, "it agrees with the established means of the attack"
	case met == 0 && (len(f.Weapons) > 0 || t.a.slot != credence.SlotVehicle): // a bombing may be one with a car
		return credence.Contradicted, "the established means of the attack are others"
	}
	return credence.Unresolved, ""
}

// establishedTarget compares whom or what a claim says was hit with what was.
// Only words of known classes can contradict.
func (t *tester) establishedTarget(f *Facts) (credence.Outcome, string) {
	facts := f.Target + ". " + f.Type
	if f.Target == "" || len(facts) > maxValue || !t.a.detail.Withdrawn.IsZero() {
		return credence.Unresolved, ""
	}
	have := append(t.l.terms(facts, 0, len(facts)), t.a.context...)
	score, classed := 0.0, 0
	for i := range t.a.wants {
		w := &t.a.wants[i]
		best, _ := t.l.meet(w, have, &t.a)
		score += best
		if len(w.classes) > 0 {
			classed++
		}
	}
	switch {
	case score >= 1:
		return credence.Confirmed, "it is what was hit, as established"
	case score == 0 && classed > 0 && !slices.ContainsFunc(t.hits, func(h hit) bool { return h.rel != silent && !h.claim }):
		return credence.Contradicted, "what was hit, as established, is something else"
	}
	return credence.Unresolved, ""
}

func (t *tester) establishedName(f *Facts) (credence.Outcome, string) {
	if len(f.Names) == 0 {
		return credence.Unresolved, ""
	}
	names := strings.Join(f.Names, ", ")
	if len(names) > maxValue {
		names = names[:maxValue]
	}
	have := t.l.terms(names, 0, len(names))
	named, met := false, false
	for i := range t.a.wants {
		if w := &t.a.wants[i]; w.must {
			named = true
			best, _ := t.l.meet(w, have, &t.a)
			met = met || best > 0
		}
	}
	switch {
	case met:
		return credence.Confirmed, "it is the name of an attacker as established"
	case named && !t.l.any(t.a.terms, "alias"):
		return credence.Contradicted, "the established name of the attacker is another"
	}
	return credence.Unresolved, ""
}

// establishedDate compares a date, told outright or from the day of the claim,
// with the incident's.
func (t *tester) establishedDate() (credence.Outcome, string) {
	when := t.q.Facts.Date
	if when.IsZero() {
		return credence.Unresolved, ""
	}
	from, to, slack, ok := t.dates()
	within := func(by time.Duration) bool {
		return startOf(when).Before(to.Add(by)) && (when.To.IsZero() || when.To.After(from.Add(-by)))
	}
	switch {
	case !ok:
		return credence.Unresolved, ""
	case within(0):
		return credence.Confirmed, "it is when the incident took place"
	case within(slack):
		return credence.Unresolved, "it is a day from when the incident took place, which the clocks of two places may explain"
	}
	return credence.Contradicted, "the incident took place at another time"
}

// dates reads a value as a stretch of time. A day that is named has slack on each
// side, for zones and midnight.
func (t *tester) dates() (from, to time.Time, slack time.Duration, ok bool) {
	said := startOf(t.a.detail.Asserted)
	if said.IsZero() {
		said = startOf(t.q.Claim.At)
	}
	day := 24 * time.Hour
	ts := t.a.terms
	if d := t.a.detail.Date; d != "" {
		if v, err := credence.ParseTime(d); err == nil {
			return v.From, v.To, day, true
		}
	}
	if said.IsZero() {
		return from, to, 0, false
	}
	if v, found := t.monthDay(said); found {
		return v, v.Add(day), day, true
	}
	for i := range ts {
		if n, isDay := weekdays[ts[i].word]; isDay {
			back := (int(said.Weekday()) - n + 7) % 7
			v := said.Truncate(day).Add(-time.Duration(back) * day)
			if back == 0 {
				return v.Add(-7 * day), v.Add(day), day, true
			}
			return v, v.Add(day), day, true
		}
	}
	switch {
	case t.l.has("today", ts):
		return said.Add(-2 * day), said.Add(day), 0, true
	case t.l.has("yesterday", ts):
		return said.Add(-3 * day), said.Add(day), 0, true
	case t.l.has("timeago", ts):
		return said.Add(-14 * day), said.Add(day), 0, true
	}
	return from, to, 0, false
}

var weekdays = map[string]int{"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6}

// monthDay reads "17 September" or "September 17", in the year before said.
func (t *tester) monthDay(said time.Time) (time.Time, bool) {
	ts := t.a.terms
	for i := range ts {
		m := monthOf(ts[i].word)
		if m == 0 {
			continue
		}
		for _, k := range [2]int{i - 1, i + 1} {
			if k < 0 || k >= len(ts) || ts[k].num < 1 || ts[k].num > 31 {
				continue
			}
			year := said.Year()
			if k2 := max(i, k) + 1; k2 < len(ts) && ts[k2].num > 1900 && ts[k2].num < 2200 {
				year = ts[k2].num
			} else if m > said.Month()+1 {
				year--
			}
			return time.Date(year, m, ts[k].num, 0, 0, 0, 0, time.UTC), true
		}
	}
	return time.Time{}, false
}

func monthOf(w string) time.Month {
	for m := time.January; m <= time.December; m++ {
		if name := strings.ToLower(m.String()); w == name || len(w) == 3 && strings.HasPrefix(name, w) {
			return m
		}
	}
	return 0
}

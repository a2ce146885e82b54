package knowledge

import (
	"fmt"
	"time"

	"github.com/credence-project/credence"
)

// known answers for date and place, which any report about the incident makes
// public: its day, and the place that everybody names.
func (t *tester) known() (bool, *credence.Sighting, string) {
	out := credence.Unresolved
	switch t.a.slot {
	case credence.SlotDate:
		out, _ = t.establishedDate()
	case credence.SlotPlace:
		out, _ = t.established(nil)
	}
	if out != credence.Confirmed || !t.a.detail.Stated {
		return false, nil, ""
	}
	start := startOf(t.q.Facts.Date)
	for i := range t.rds {
		rd := &t.rds[i]
		if rd.report.FromClaim || len(rd.lines) == 0 || t.side(rd) != before || !start.IsZero() && !rd.seen.To.IsZero() && rd.seen.To.Before(start.Truncate(24*time.Hour)) {
			continue
		}
		s := rd.sighting(0, 1)
		return true, &s, fmt.Sprintf("public before the claim: %s reported the incident %s", voiceOf(s), stampOf(s.Published))
	}
	return false, nil, ""
}

// searchSlot looks for what a report says about a slot, whatever the value:
// whether the thing that the claim leaves out was public.
func (t *tester) searchSlot() []hit {
	var out []hit
	for i := range t.rds {
		rd := &t.rds[i]
		for k := range rd.lines {
			if rd.lines[k].fromClaim || !t.l.tells(t.a.slot, rd.lines[k].terms) {
				continue
			}
			out = append(out, hit{rd: rd, from: k, to: k + 1, rel: states, score: 1, rank: rd.lines[k].rank})
			break
		}
	}
	return out
}

// tells reports whether a sentence fills a slot.
func (l *lexicon) tells(slot credence.Slot, ts []term) bool {
	switch slot {
	case credence.SlotName, credence.SlotAlias:
		return l.namesSomebody(ts)
	case credence.SlotWeapon, credence.SlotMethod, credence.SlotVehicle:
		return l.any(ts, "weapon")
	case credence.SlotAttackers:
		return len(l.attackers(ts)) > 0
	case credence.SlotKilled, credence.SlotInjured, "casualties", "victims":
		return len(l.tolls(ts)) > 0
	case credence.SlotTarget, credence.SlotPlace:
		return true
	case credence.SlotMedia:
		return l.any(ts, "media")
	}
	return false
}

// namesSomebody reports whether a sentence says that an attacker was named, or
// names one: "police named ...", "a student, Ali Artan", and not "had not been
// named".
func (l *lexicon) namesSomebody(ts []term) bool {
	for from := 0; ; {
		at, n := l.find("named", ts, from)
		if at < 0 {
			break
		}
		neg, _ := l.find("not", ts[:at+n], max(0, at-5))
		next := at + n
		grounds := next+1 < len(ts) && ts[next].word == "as" && !ts[next+1].upper // "named as grievances"
		if neg < 0 && !grounds {
			return true
		}
		from = at + n
	}
	for i := range ts {
		if !l.is(&ts[i], "attacker") && !l.is(&ts[i], "person") {
			continue
		}
		if i+2 < len(ts) && l.properName(&ts[i+1]) && l.properName(&ts[i+2]) {
			return true
		}
	}
	return false
}

func (l *lexicon) properName(t *term) bool {
	return t.upper && !t.first && t.num < 0 && len(t.classes) == 0 && !l.lists["stop"][t.word] && !l.lists["month"][t.stem] && !l.lists["weekday"][t.stem]
}

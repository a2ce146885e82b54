package assess

import (
	"fmt"
	"strings"
	"time"

	"github.com/credence-project/credence"
)

// fromDetails answers the K questions, T02 and T03 from the knowledge test.
func (p *proposer) fromDetails() {
	if !p.claimed() {
		return
	}
	at := knownFrom(p.d.Claim.At)
	p.novelty(at)
	p.errors(at)
	p.identified(at)
	p.exact(at)
	p.echo(at)
}

// novelty answers K02 and K01. A new recording is a matter for the P questions
// and does not count as a specific detail here.
func (p *proposer) novelty(at time.Time) {
	checkable, undated, fresh := 0, 0, 0
	confirmed, open := (*credence.DetailTest)(nil), (*credence.DetailTest)(nil)
	for i := range p.d.Details {
		t := &p.d.Details[i]
		if !t.Detail.Stated || !t.Detail.Checkable {
			continue
		}
		checkable++
		if t.PublicBefore == credence.Unknown {
			undated++
		}
		if t.PublicBefore != credence.No {
			continue
		}
		fresh++
		switch {
		case t.Detail.Slot == credence.SlotMedia:
		case t.Later == credence.Confirmed:
			confirmed = t
		case t.Later == credence.Unresolved && open == nil:
			open = t
		}
	}
	if checkable == undated {
		return // each of them, if any, may have been new
	}
	value := "high"
	switch {
	case fresh == 0:
		value = "zero"
	case fresh*3 <= checkable:
		value = "low"
	}
	p.add(p.claimEvidence("K02", value, "B2", "ledger", fmt.Sprintf("%d of %d checkable details were not public before the claim.", fresh, checkable), at))
	switch {
	case confirmed != nil:
		e := p.claimEvidence("K01", "yes_confirmed", "B3", "ledger", confirmed.Reason, later(at, lastOf(confirmed)))
		e.Quotes = quotesOf(confirmed.LaterBy)
		p.add(e)
	case open != nil:
		p.add(p.claimEvidence("K01", "specific_unconfirmed", "C3", "ledger", "A detail was new and is neither confirmed nor contradicted.", at))
	default:
		p.add(p.claimEvidence("K01", "none", "B2", "ledger", "No specific detail was new.", at))
	}
}

// lastOf is when the first voice that settled a detail was known.
func lastOf(t *credence.DetailTest) time.Time {
	var first time.Time
	for _, s := range t.LaterBy {
		if at := knownFrom(s.Published); !at.IsZero() && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	return first
}

func quotesOf(ss []credence.Sighting) []credence.Quote {
	var out []credence.Quote
	for _, s := range ss {
		if len(out) < maxQuotes {
			out = append(out, s.Quote)
		}
	}
	return out
}

// major are the slots whose error counts: what happened, how, where, by how
// many. A wrong toll is minor, since claimants always exaggerate.
var major = map[credence.Slot]bool{
	credence.SlotMethod: true, credence.SlotPlace: true, credence.SlotAttackers: true, credence.SlotWeapon: true,
	credence.SlotVehicle: true, credence.SlotDate: true, credence.SlotName: true,
}

// errors answers K04, and K06 to K08, which feed it.
func (p *proposer) errors(at time.Time) {
	var worst *credence.DetailTest
	settled := 0
	for i := range p.d.Details {
		t := &p.d.Details[i]
		if !t.Detail.Stated || !t.Detail.Checkable {
			continue
		}
		if t.Later == credence.Confirmed {
			settled++
		}
		if t.Later == credence.Contradicted && (worst == nil || major[t.Detail.Slot] && !major[worst.Detail.Slot]) {
			worst = t
		}
		p.feeds(t, at)
	}
	switch {
	case worst != nil:
		value := "minor"
		if major[worst.Detail.Slot] {
			value = "major"
		}
		e := p.claimEvidence("K04", value, "B3", "ledger", fmt.Sprintf("It said “%s”. %s", worst.Detail.Value, worst.Reason), later(at, lastOf(worst)))
		e.Quotes = quotesOf(worst.LaterBy)
		p.add(e)
	case settled > 0:
		p.add(p.claimEvidence("K04", "none", "C3", "ledger", "No error was found in what could be checked.", at))
	}
}

func (p *proposer) feeds(t *credence.DetailTest, at time.Time) {
	code := ""
	switch t.Detail.Slot {
	case credence.SlotAttackers:
		code = "K07"
	case credence.SlotWeapon, credence.SlotMethod, credence.SlotVehicle:
		code = "K08"
	}
	if code == "" || t.Later == credence.Unresolved {
		return
	}
	value := "right"
	if t.Later == credence.Contradicted {
		value = "wrong"
	}
	p.add(p.claimEvidence(code, value, "C3", "ledger", t.Reason, later(at, lastOf(t))))
}

// identified answers K05 and T02. An alias never contradicts a legal name.
func (p *proposer) identified(at time.Time) {
	value, when, note := "not_identified", at, "The claim does not identify the attacker."
	for i := range p.d.Details {
		t := &p.d.Details[i]
		name, alias := t.Detail.Slot == credence.SlotName, t.Detail.Slot == credence.SlotAlias
		if name && t.PublicBefore == credence.Yes {
			e := p.computed("T02", "yes_public", "A2", "ledger", "The attacker's name was public before the claim.", at)
			if t.First != nil {
				e.Quotes = []credence.Quote{t.First.Quote}
			}
			p.add(e)
		}
		if !t.Detail.Stated || !name && !alias {
			continue
		}
		when = later(at, knownFrom(t.Detail.Asserted))
		switch {
		case t.Later == credence.Contradicted:
			value, note = "name_or_kunya_wrong", t.Reason
			when = later(when, lastOf(t))
		case alias && value != "name_or_kunya_wrong":
			value, note = "kunya_consistent", "An alias is given that does not conflict with what is known."
		case name && t.PublicBefore == credence.No && t.Later == credence.Confirmed:
			value, note = "correct_before_public", t.Reason
			when = later(when, lastOf(t))
		case name && value == "not_identified":
			value = "" // named, after others had named him
		}
	}
	if value != "" {
		grade := "B3"
		if value == "not_identified" {
			grade = "A1"
		}
		p.add(p.claimEvidence("K05", value, grade, "ledger", note, when))
	}
}

// exact answers K09: a target named as such, with a reason of its own.
func (p *proposer) exact(at time.Time) {
	target, reason := false, false
	for i := range p.d.Details {
		d := &p.d.Details[i].Detail
		target = target || d.Stated && d.Slot == credence.SlotTarget && strings.ToLower(d.Value) != d.Value
		reason = reason || d.Stated && d.Slot == credence.SlotMotive
	}
	if target && reason {
		p.add(p.claimEvidence("K09", "yes", "B3", "ledger", "The target is named with a reason.", at))
	}
}

// echo answers T03: whether this motive or claimant had been named in public
// before the claim.
func (p *proposer) echo(at time.Time) {
	for i := range p.sources {
		r := &p.sources[i]
		if r.ofClaim && !r.source.Composite || !r.at.Before(at) {
			continue
		}
		for k := range r.passages {
			m := r.passages[k].m
			if !p.mentions(m) && !hasAny(m, suggestions) {
				continue
			}
			ps := &r.passages[k]
			e := p.computed("T03", "yes", "B3", "phrase:echo", "The motive or the claimant had been named in public before the claim.", at)
			e.Quotes = []credence.Quote{{Document: r.source.Document.ID, Span: ps.Span, Text: ps.Of(r.source.Document.Text)}}
			p.add(e)
			return
		}
	}
}

// suggestions are words that name a kind of motive.
var suggestions = patterns([]string{"terror~", "islamist~", "jihad~", "extremis~", "radicalis~", "pledg~", "militant|militants", "separatist~", "far-right", "blamed|blame|blames"})

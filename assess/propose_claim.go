package assess

import (
	_ "embed" // the causes
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/credence-project/credence"
)

//go:embed proposals/causes.txt
var causesFile string

const day = 24 * time.Hour

// lists reads "name: a, b" lines.
var causes = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	for _, line := range strings.Split(causesFile, "\n") {
		name, tail, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(name, "#") {
			continue
		}
		for _, w := range strings.Split(tail, ",") {
			out[name] = append(out[name], strings.TrimSpace(w))
		}
	}
	return out
})

// cause is what the claimant fights for, "" if it is not known.
func (p *proposer) cause() string {
	if o := findOperator(p.d.Claim.ClaimantID, p.d.Claim.Claimant); o != nil {
		if slices.Contains(causes()["jihadist"], o.id) {
			return "jihadist"
		}
		return ""
	}
	for _, w := range nameWords(p.d.Claim.Claimant) {
		if slices.Contains(causes()["jihadist-words"], w) {
			return "jihadist"
		}
	}
	return ""
}

// claimBefore reports whether the claim surely came before the attack.
func (p *proposer) claimBefore() bool {
	at, attack := p.d.Claim.At, p.d.Scene.Date
	return !attack.From.IsZero() && at.Before(attack.From)
}

// wordings are the formulas of claim texts, by code.
var wordings = sync.OnceValue(func() map[string][]pattern {
	return map[string][]pattern{
		"L01": patterns([]string{
			"soldier|soldiers|fighter|fighters|one *12 response|answer|responding|answering *4 call|calls",
			"soldat|soldats|combattant|combattants *12 reponse|repondant *4 appel|appels",
			"soldat|soldaten|kampfer *12 aufruf|aufrufe|antwort|reaktion", "soldado|soldados|combatiente|combatientes *12 respuesta|respondiendo *4 llamado|llamados|llamamiento",
			"جندي|جنود|مقاتل|جندى *12 استجابة|تلبية|استجابةً",
		}),
		"L02": patterns([]string{
			"fighters|detachment|commando|squad|inghimasi|inghimasis|mujahideen", "security *1 detachment|unit|squad|team", "brothers *3 set|went|stormed|attacked", "martyrdom *1 operation|seeker|seekers",
			"our *2 fighters|units|unit|men|brothers|volunteers|comrades|forces", "we *3 carried|executed|attacked|bombed|killed|struck", "eight|two|three|four|five|six|seven *1 brothers",
			"detachement|commando|combattants", "kommando|kampfer|einheit", "comando|combatientes|unidad", "مفرزة|مقاتلو|انغماسي|عملية استشهادية|سرية",
		}),
		"L04": patterns([]string{
			"supporters|supporter|followers|follower|sympathisers|sympathizers|sympathizer|sympathiser|partisans|admirers *3 of|the", "partisans|sympathisants", "anhanger|unterstutzer|sympathisanten", "simpatizantes|seguidores|partidarios", "انصار|مناصر|مؤيدي",
		}),
		"L03": patterns([]string{"source *3 told|said|to", "security source", "source *2 a informe|dit", "مصدر"}),
	}
})

// claimEvidence makes an item about the claim itself.
func (p *proposer) claimEvidence(code, value, grade, rule, note string, at time.Time) credence.Evidence {
	g, _ := parseGrade(grade)
	return credence.Evidence{
		Claim: p.d.Claim.ID, Code: code, Value: value, Grade: g, Authority: credence.AuthorityClaimant, Origin: "claimant",
		KnownAt: at, Rule: rule, Note: note,
	}
}

// computed makes an item that follows from times, details or the register.
func (p *proposer) computed(code, value, grade, rule, note string, at time.Time) credence.Evidence {
	e := p.claimEvidence(code, value, grade, rule, note, at)
	e.Authority, e.Origin = credence.AuthorityComputed, "computed"
	return e
}

// fromClaim proposes what the channel, the time and the wording of the claim
// answer.
func (p *proposer) fromClaim() {
	if !p.claimed() {
		return
	}
	vs := p.versions()
	if len(vs) == 0 {
		return
	}
	first := &vs[0]
	at := knownFrom(first.At)
	p.channel(first, at)
	p.timing(first, at)
	for i := range vs {
		p.wording(&vs[i], knownFrom(vs[i].At))
	}
	p.sequel(vs)
	if w := knownFrom(withdrawnOf(first)); !w.IsZero() {
		p.add(p.claimEvidence("C08", "retracted_or_denied", "B2", "claim:withdrawn", "The claim was taken back.", w))
	}
	for i := range p.d.Rivals {
		r := &p.d.Rivals[i]
		e := p.claimEvidence("C07", "credible_competitor", "B3", "claim:rival", r.Claimant+" claimed it too.", later(at, knownFrom(r.At)))
		e.Authority = credence.AuthorityOther
		p.add(e)
		if w := knownFrom(withdrawnOf(r)); !w.IsZero() {
			p.add(p.claimEvidence("C07", "none", "C3", "claim:rival-withdrawn", "The rival claim was taken back.", w))
		}
	}
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func (p *proposer) channel(c *credence.Claim, at time.Time) {
	value, authentic := "", "unverifiable"
	switch c.Tier {
	case credence.TierCodeword:
		value, authentic = "codeword_verified", "authenticated"
	case credence.TierOfficial:
		value, authentic = "official_central", "authenticated"
	case credence.TierAuxiliary:
		value, authentic = "auxiliary_agency", "authenticated"
	case credence.TierSupporter:
		value = "supporter_channel"
	case credence.TierAnonymous:
		value = "anonymous_contact"
	}
	if value != "" {
		p.add(p.claimEvidence("C01", value, "B2", "claim:tier", "The tier of the channel.", at))
		p.add(p.claimEvidence("C02", authentic, "B2", "claim:tier", "By the tier of the channel.", at))
	}
	p.add(p.claimEvidence("C09", "second_hand", "B2", "claim:held", "The original is not held.", at))
	if theatre, why := p.theatre(); theatre == TheatreUnknown {
		p.add(p.computed("C06", "unknown_or_phantom", "A2", "register", why, at))
	} else {
		p.add(p.computed("C06", "known", "A2", "register", why, at))
	}
}

func (p *proposer) theatre() (theatre, why string) {
	if p.d.Theatre != "" {
		return p.d.Theatre, "as given with the claim"
	}
	return ChooseTheatre(p.d.Claim.ClaimantID, p.d.Claim.Claimant, p.d.Scene.Country, p.d.Scene.Date.From)
}

// timing answers T01 from the two times, as well as they are known. A claim of
// which it is only known by when it was made answers nothing unless it was made
// at once: it may have been held back, or only been found late.
func (p *proposer) timing(c *credence.Claim, at time.Time) {
	attack := p.d.Scene.Date
	if attack.From.IsZero() {
		return
	}
	claim, grade := middle(c.At), "A2"
	if !c.At.From.Equal(c.At.To) || attack.To.Sub(attack.From) > 0 {
		grade = "B3"
	}
	note := "The first claim came about %s after the attack."
	if c.At.Basis == credence.FirstReport { // it was made by then
		grade, note = "C3", "The first report of a claim came about %s after the attack."
	}
	start := middle(attack)
	if claim.Before(start) && !c.At.Before(attack.From) {
		claim = start // within the bounds of what is known
	}
	lag := claim.Sub(start)
	if !c.At.From.IsZero() && day/2 < attack.To.Sub(attack.From) && !c.At.From.After(attack.To) && c.At.To.Sub(attack.From) > 3*time.Hour {
		return // on the same day, no closer: it may have been minutes or most of a day
	}
	value := "over_36h"
	switch {
	case lag < 0:
		return // a claim before the act is a warning: see the phrasebook
	case lag < 3*time.Hour:
		value = "under_3h"
	case c.At.From.IsZero():
		return
	case lag < 12*time.Hour:
		value = "3_12h"
	case lag < longLag:
		value = "12_36h"
	case c.At.Basis == credence.FirstReport && !p.unclaimedAfter(c, start.Add(longLag)):
		return // the first report at hand may be a late one, and tell it once more
	}
	p.add(p.computed("T01", value, grade, "clock", fmt.Sprintf(note, hours(lag)), at))
}

// hours writes a lag in full hours.
func hours(lag time.Duration) string {
	switch n := int(lag.Hours() + 0.5); n {
	case 0:
		return "half an hour or less"
	case 1:
		return "1 hour"
	default:
		return strconv.Itoa(n) + " hours"
	}
}

// longLag is from when on a claim counts as late.
const longLag = 36 * time.Hour

// unclaimedAfter reports whether a report from after that time, and from before
// the claim is told of, says that nobody, or not the claimant, has claimed the
// attack: then the claim came late, and not only its report.
func (p *proposer) unclaimedAfter(c *credence.Claim, at time.Time) bool {
	return slices.ContainsFunc(p.d.Reports, func(s Source) bool {
		v := s.Document.Published
		return s.Extraction != nil && !v.From.IsZero() && !v.From.Before(at) && v.To.Before(c.At.From) &&
			slices.ContainsFunc(s.Extraction.Statements, func(st credence.Statement) bool {
				return st.Kind == credence.KindNoClaim && (st.Actor == "" || st.Actor == c.Claimant || st.ActorID != "" && st.ActorID == c.ClaimantID) && s.Scope.About(&st)
			})
	})
}

func middle(v credence.Interval) time.Time {
	switch {
	case v.From.IsZero():
		return v.To
	case v.To.IsZero():
		return v.From
	}
	return v.From.Add(v.To.Sub(v.From) / 2)
}

// wording answers L01 to L04 from the words of the claim.
func (p *proposer) wording(c *credence.Claim, at time.Time) {
	text := c.Wording
	for _, d := range c.Details {
		if d.Stated && (d.Slot == credence.SlotAffiliation || d.Slot == credence.SlotAttackers) {
			text += ". " + d.Value
		}
	}
	found := map[string]bool{}
	for _, ps := range passages(strings.ReplaceAll(text, "…", " ")) {
		m := p.book.matcher(&ps, nil, nil)
		for code, pats := range wordings() {
			found[code] = found[code] || hasAny(m, pats)
		}
	}
	switch {
	case found["L01"]:
		p.add(p.claimEvidence("L01", "present", "A1", "wording", "It uses the formula of a soldier acting in response to calls.", at))
	case found["L04"]:
		p.add(p.claimEvidence("L04", "present", "A1", "wording", "It speaks of supporters only.", at))
	case found["L02"]:
		p.add(p.claimEvidence("L02", "present", "A1", "wording", "It speaks of fighters, a unit or an operation.", at))
	}
	if found["L03"] {
		p.add(p.claimEvidence("L03", "source", "A1", "wording", "It cites a source.", at))
	}
}

// sequel answers C04: whether a fuller statement from the claimant's central
// voice followed, or did not within three days.
func (p *proposer) sequel(vs []credence.Claim) {
	first := &vs[0]
	for i := range vs[1:] {
		if v := &vs[i+1]; v.Tier == credence.TierOfficial && first.Tier != credence.TierAttacker {
			p.add(p.claimEvidence("C04", "yes", "A2", "claim:sequel", "A second statement followed.", knownFrom(v.At)))
			return
		}
	}
	if first.Tier == credence.TierAuxiliary {
		p.add(p.claimEvidence("C04", "no", "B3", "clock", "No fuller statement followed within three days.", knownFrom(first.At).Add(3*day)))
	}
}

// fromClock proposes what time alone answers: the pledge recording that did
// not come. Only a claimant that publishes media, outside its own theatre, can
// be expected to have one.
func (p *proposer) fromClock() {
	attack := p.d.Scene.Date.From
	theatre, _ := p.theatre()
	if !p.claimed() || attack.IsZero() || theatre != TheatreOutside {
		return
	}
	if t := p.d.Claim.Tier; t != credence.TierOfficial && t != credence.TierAuxiliary {
		return
	}
	for _, step := range []struct {
		value string
		days  int
	}{{"none_1d", 1}, {"none_3d", 3}, {"none_14d", 14}} {
		due := later(attack.Add(time.Duration(step.days)*day), knownFrom(p.d.Claim.At))
		if !p.recorded(due) {
			p.add(p.claimEvidence("P03", step.value, "B2", "clock", "No recording of a pledge by the attacker was put out by the claimant within "+strconv.Itoa(step.days)+" days.", due))
		}
	}
	for i := range p.items {
		if e := p.items[i].Evidence; e.Code == "I02" && !p.recorded(e.KnownAt) {
			p.add(p.claimEvidence("P03", "none_final", "B2", "clock", "No recording of a pledge by the attacker was ever put out by the claimant.", e.KnownAt))
			return
		}
	}
}

// recorded reports whether a detail of the claim is a recording, put out by
// then, that exists.
func (p *proposer) recorded(by time.Time) bool {
	for i := range p.d.Details {
		t := &p.d.Details[i]
		if t.Detail.Slot == credence.SlotMedia && t.Detail.Stated && t.Later == credence.Confirmed && !knownFrom(t.Detail.Asserted).After(by) {
			return true
		}
	}
	return false
}

// madeAgain lets the claimant's latest word count where it claimed the attack,
// denied it and claimed it again: a version of the claim from after a denial says
// that it stands, and so does a report of one, unless a denial follows that too.
func (p *proposer) madeAgain() {
	again := map[credence.DocumentID]bool{} // where a denial, too, is what was before
	for i := range p.items {
		if e := &p.items[i]; e.Code == "C08" && e.Value == "no" {
			for _, q := range e.Quotes {
				again[q.Document] = true
			}
		}
	}
	first, last := time.Time{}, time.Time{}
	p.items = slices.DeleteFunc(p.items, func(e proposal) bool {
		if e.Code != "C08" || e.Value != "retracted_or_denied" {
			return false
		}
		own := slices.DeleteFunc(slices.Clone(e.Quotes), func(q credence.Quote) bool { return again[q.Document] })
		if len(own) == 0 && len(e.Quotes) > 0 {
			return true
		}
		if first.IsZero() || e.KnownAt.Before(first) {
			first = e.KnownAt
		}
		last = later(last, later(e.KnownAt, p.lastOf(own)))
		return false
	})
	if first.IsZero() {
		return
	}
	for _, v := range p.versions() {
		if at := knownFrom(v.At); at.After(first) && at.After(knownFrom(p.d.Claim.At)) {
			p.add(p.claimEvidence("C08", "no", "B2", "claim:again", "The claim was made again.", at))
		}
	}
	p.items = slices.DeleteFunc(p.items, func(e proposal) bool {
		return e.Code == "C08" && e.Value == "no" && !later(e.KnownAt, p.lastOf(e.Quotes)).After(last)
	})
	for i := range p.items { // the same voice may have said so before the denial
		if e := &p.items[i]; e.Code == "C08" && e.Value == "no" {
			e.KnownAt = later(e.KnownAt, p.lastOf(e.Quotes))
		}
	}
}

// lastOf is when the last of the reports that are quoted was known.
func (p *proposer) lastOf(quotes []credence.Quote) (at time.Time) {
	for _, q := range quotes {
		for i := range p.sources {
			if p.sources[i].source.Document.ID == q.Document {
				at = later(at, p.sources[i].at)
			}
		}
	}
	return at
}

// withdrawnOf is when a claim was taken back, if it was.
func withdrawnOf(c *credence.Claim) credence.Interval {
	for i := range c.Details {
		if w := c.Details[i].Withdrawn; !w.IsZero() {
			return w
		}
	}
	return credence.Interval{}
}

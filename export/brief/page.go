package brief

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/plain"
)

// newPage decides what a brief says and in which order.
func newPage(b *Brief) page {
	a := &b.Assessment
	p := page{
		title:      b.Title,
		asOf:       "What was known by " + plain.Instant(a.AsOf),
		standfirst: standfirst(b),
	}
	add := func(id, title string, blocks ...block) {
		blocks = slices.DeleteFunc(blocks, empty)
		if len(blocks) > 0 {
			p.sections = append(p.sections, section{id, title, blocks})
		}
	}
	add("verdict", "Verdict", verdict(b)...)
	add("changed", "What changed and why", points(b.Changed))
	add("incident", "What happened", incident(b))
	add("claim", "The claim", claim(b)...)
	add("details", "What the claim shows", details(b)...)
	add("ladder", "What links claimant and act", rungs(b)...)
	add("evidence", "What this rests on", evidence(b)...)
	add("timeline", "Timeline", events(b))
	add("said", "Who says what", said(b))
	add("unknown", "What is not known", unknown(b))
	add("lookfor", "What would change it", lookFor(b)...)
	add("voices", "How many voices", voices(b)...)
	add("history", "What we thought before", history(b), trendOf(b))
	add("record", "What became of its earlier claims", record(b)...)
	add("context", "Attacks in the months before", months(b)...)
	add("sources", "Sources", sources(b))
	add("method", "How this was worked out", method(b)...)
	return p
}

func empty(b block) bool {
	switch b := b.(type) {
	case nil:
		return true
	case para:
		return b.text == ""
	case quotation:
		return b.text == ""
	case list:
		return len(b) == 0
	case table:
		return len(b.rows) == 0
	case ladder:
		return len(b) == 0
	case timeline:
		return len(b) == 0
	case pre:
		return b == ""
	case trend:
		return len(b.rows) == 0
	}
	return false
}

// standfirst is the verdict in two or three sentences. A likelihood and a
// confidence never share one.
func standfirst(b *Brief) string {
	a := &b.Assessment
	top := rung(a, a.Top)
	lead := "The leading answer"
	if a.Sufficiency == credence.Insufficient || a.Sufficiency == credence.Open {
		lead = "If one had to lean"
	}
	said := "%s says that it did it."
	if b.Withdrawn() {
		said = "%s said that it did it, and took that back or denied it."
	}
	parts := []string{fmt.Sprintf(said, a.Claim.Claimant), enough[a.Sufficiency]}
	if standsOut(a) {
		parts = append(parts, fmt.Sprintf("%s: %s; %s.", lead, b.Labels.Rung[a.Top], plain.Chance(top.Probability)))
	} else {
		parts = append(parts, "No answer stands out.")
	}
	if a.MachineCoded {
		parts = append(parts, "Machine-coded: no person has checked this evidence yet.")
	}
	return strings.Join(parts, " ")
}

// standsOut reports whether the leading rung is ahead of the others by more
// than the last digits.
func standsOut(a *credence.Assessment) bool {
	const ahead = 0.05
	top := rung(a, a.Top).P
	for _, r := range a.Rungs {
		if r.H != a.Top && top-r.P < ahead {
			return false
		}
	}
	return true
}

// enough says of each state of sufficiency what it means for the reader.
var enough = map[credence.Sufficiency]string{
	credence.Established:  "What, if anything, links it to the attack is established.",
	credence.Likely:       "The evidence points one way without establishing it.",
	credence.Open:         "What links it to the attack is an open question.",
	credence.Insufficient: "The evidence is not enough to say what links it to the attack.",
}

func rung(a *credence.Assessment, h credence.Hypothesis) credence.Rung {
	for _, r := range a.Rungs {
		if r.H == h {
			return r
		}
	}
	return credence.Rung{H: h}
}

// verdict gives the three answers apart, then what they let one write.
func verdict(b *Brief) []block {
	a := &b.Assessment
	link := "No answer stands out"
	if standsOut(a) {
		link = fmt.Sprintf("%s: %s", plain.Capital(b.Labels.Rung[a.Top]), plain.Chance(rung(a, a.Top).Probability))
	}
	rows := [][]string{
		{"Is the claim the claimant's?", plain.Capital(b.Labels.Authentic[a.Authenticity])},
		{"What links claimant and act?", link},
		{"Is that enough to say so?", plain.Capital(b.Labels.Sufficiency[a.Sufficiency])},
	}
	blocks := []block{table{head: []string{"Question", "Answer"}, rows: rows}, points(a.Why)}
	if a.Headline.Allowed != "" {
		rows := [][]string{{"You may write", a.Headline.Allowed}}
		if len(a.Headline.Blocked) > 0 {
			rows = append(rows, []string{"Not supported", strings.Join(a.Headline.Blocked, "; ")})
		}
		blocks = append(blocks, table{head: []string{"In a headline", "Words"}, rows: rows})
	}
	return append(blocks, points(a.Flags))
}

func points(lines []string) list {
	var l list
	for _, s := range lines {
		l = append(l, point{text: sentence(s)})
	}
	return l
}

// incident gives the facts as the reports have them: ranges where they differ.
func incident(b *Brief) table {
	in := &b.Incident
	t := table{head: []string{"What", "As reported"}}
	for _, row := range [][2]string{
		{"Kind", in.Type}, {"When", plain.Clock(in.Date)}, {"Where", where(in.Place)}, {"Weapons", strings.Join(in.Weapons, ", ")},
		{"Killed", plain.Count(in.Killed)}, {"Injured", plain.Count(in.Injured)}, {"Attackers", plain.Count(in.Attackers)},
	} {
		if row[1] != "" {
			t.rows = append(t.rows, row[:])
		}
	}
	return t
}

// where names a place with the larger one it lies in.
func where(p credence.PlaceMention) string {
	var parts []string
	for _, s := range []string{p.Name, p.Within, p.Country} {
		if s != "" && !slices.Contains(parts, s) {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

func claim(b *Brief) []block {
	c := &b.Assessment.Claim
	how := c.Channel
	if how == "" {
		how = "channel not known"
	}
	if c.Tier != credence.TierUnknown {
		how += " (" + string(c.Tier) + ")"
	}
	blocks := []block{
		para{text: fmt.Sprintf("%s, through %s, %s.", c.Claimant, how, plain.Clock(c.At))},
		quotation{text: squeeze(c.Wording, 25), source: c.Claimant},
	}
	var l list
	for _, q := range firstFew(c.Quotes, 6) {
		l = append(l, b.pointAt("Reported by "+b.Name(q.Document), q, 60))
	}
	return append(blocks, l)
}

func details(b *Brief) []block {
	var asserted, left [][]string
	for _, d := range b.Assessment.Details {
		name := SlotName(d.Detail.Slot)
		if !d.Detail.Stated {
			left = append(left, []string{name, publicWord(d), firstSeen(b, d)})
			continue
		}
		value := d.Detail.Value
		if !d.Detail.Checkable {
			value += " (cannot be checked)"
		}
		asserted = append(asserted, []string{name, value, publicWord(d), firstSeen(b, d), laterSeen(b, d)})
	}
	blocks := []block{
		table{head: []string{"Detail", "The claim says", "Public before?", "Since when, whose voice", "Later"}, rows: asserted},
		table{caption: "Left out by the claim", head: []string{"Detail", "Public before?", "Since when, whose voice"}, rows: left},
	}
	var near list
	for _, d := range b.Assessment.Details {
		for _, s := range firstFew(d.NearMisses, 2) {
			near = append(near, b.pointAt(fmt.Sprintf("Nearly the same as “%s”", d.Detail.Value), s.Quote, 40))
		}
	}
	return append(blocks, near)
}

func publicWord(d credence.DetailTest) string {
	switch d.PublicBefore {
	case credence.Yes:
		return "yes"
	case credence.No:
		return "no"
	}
	return "cannot be dated"
}

func firstSeen(b *Brief, d credence.DetailTest) string {
	if d.First == nil {
		return sentence(d.Reason)
	}
	return fmt.Sprintf("%s, %s: %s", plain.Clock(d.First.Published), cmp.Or(d.First.Outlet, b.Name(d.First.Quote.Document)), b.passage(d.First.Quote, 24))
}

func laterSeen(b *Brief, d credence.DetailTest) string {
	s := string(d.Later)
	for _, by := range firstFew(d.LaterBy, 1) {
		s += ": " + b.passage(by.Quote, 24)
	}
	return s
}

func rungs(b *Brief) []block {
	a := &b.Assessment
	var l ladder
	for _, r := range a.Rungs {
		l = append(l, bar{string(r.H), b.Labels.Rung[r.H], r.Probability, r.H == a.Top && standsOut(a)})
	}
	var rows [][]string
	for _, r := range a.RollUps {
		rows = append(rows, []string{plain.Capital(r.Label), plain.Chance(r.Probability)})
	}
	return []block{
		para{text: "Each bar is a probability; the line across it is the range within which it falls nine times in ten when the weights are varied."},
		l,
		table{caption: "Taken together", head: []string{"Question", "Answer"}, rows: rows},
	}
}

func evidence(b *Brief) []block {
	a := &b.Assessment
	var rows [][]string
	for _, e := range a.Evidence {
		rows = append(rows, b.evidenceRow(e))
	}
	var aside list
	for _, s := range a.SetAside {
		aside = append(aside, point{text: fmt.Sprintf("%s %s (%s): %s", s.Evidence.Code, b.Labels.AnswerTo(s.Evidence.Code, s.Evidence.Value), b.VoiceName(&s.Evidence), s.Why)})
	}
	blocks := []block{table{head: []string{"Question", "Answer", "Grade and voice", "Known", "Where it stands"}, rows: rows}}
	if len(aside) > 0 {
		blocks = append(blocks, para{text: "Known, and not counted:", strong: true}, aside)
	}
	return blocks
}

func (b *Brief) evidenceRow(e credence.Evidence) []string {
	var where []string
	if e.Note != "" {
		where = append(where, e.Note)
	}
	for _, q := range firstFew(e.Quotes, 1) {
		where = append(where, b.passage(q, 20))
	}
	status := string(e.Status)
	if e.Status != credence.Proposed && e.By != "" {
		status += " by " + e.By
	}
	return []string{
		e.Code + " " + b.Labels.question(e.Code), b.Labels.AnswerTo(e.Code, e.Value),
		fmt.Sprintf("%s, %s; %s", e.Grade, b.VoiceName(&e), status), e.KnownAt.UTC().Format("2 Jan 2006"), strings.Join(where, " "),
	}
}

func (l *Labels) question(code string) string { return l.Question[code] }

// AnswerTo is an answer in words.
func (l *Labels) AnswerTo(code, value string) string {
	if s := l.Answer[code][value]; s != "" {
		return s
	}
	return strings.ReplaceAll(value, "_", " ")
}

// StartingPoint is a prior set in words.
func (l *Labels) StartingPoint(set string) string { return plain.Capital(cmp.Or(l.Prior[set], set)) }

// Start says from which prior set an assessment starts, and why.
func (l *Labels) Start(u *credence.PriorUse) string {
	title := cmp.Or(l.Prior[u.Set], u.Set)
	if strings.Contains(u.Why, title+": ") || strings.Contains(u.Why, title+" (") { // as the reason of a table does
		return plain.Capital(u.Why)
	}
	return plain.Capital(title) + ": " + u.Why
}

func said(b *Brief) list {
	var l list
	for _, s := range b.Said {
		who := s.Speaker.String()
		if s.Speaker.Organisation != "" && s.Speaker.Organisation != who {
			who += ", " + s.Speaker.Organisation
		}
		text := SaidName(&s)
		if who != "" {
			text += " (" + who + ")"
		}
		if s.SoFar {
			text += ", so far"
		}
		l = append(l, b.pointAt(text, credence.Quote{Document: s.Document, Span: s.Span, Text: s.Text}, 60))
	}
	return l
}

// SaidName names what a statement says, whoever says it.
func SaidName(s *Said) string {
	if s.Actor == "" {
		return kindWords[s.Kind]
	}
	return kindWords[s.Kind] + ": " + s.Actor
}

// DetailName names a detail with what the claim says of it.
func DetailName(d *credence.Detail) string { return SlotName(d.Slot) + ": " + d.Value }

// SlotName is what a detail of that slot is called in the brief.
func SlotName(s credence.Slot) string {
	switch s {
	case credence.SlotAttackers:
		return "number of attackers"
	case credence.SlotName:
		return "attacker's name"
	case credence.SlotAlias:
		return "attacker's alias"
	case credence.SlotOriginOf:
		return "attacker's origin"
	}
	return strings.ReplaceAll(string(s), "_", " ")
}

var kindWords = map[credence.Kind]string{
	credence.KindClaim: "Claim", credence.KindDenial: "Denial", credence.KindRetraction: "Claim taken back", credence.KindAccusation: "Accusation",
	credence.KindAttribution: "Stated as fact", credence.KindNoClaim: "No claim", credence.KindPledge: "Pledge", credence.KindLink: "Link reported",
	credence.KindNoLink: "No link found", credence.KindInspired: "Inspired", credence.KindDoubt: "Claim doubted or not verified",
	credence.KindEndorse: "Claim judged genuine", credence.KindOtherMotive: "Another motive",
}

package page

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/export/chart"
	"github.com/credence-project/credence/export/plain"
	"github.com/credence-project/credence/internal/workbench"
	"github.com/credence-project/credence/syndication"
)

// piece is a stretch of the wording; Detail is the number of the row in the
// table of details that it belongs to, 0 for none.
type piece struct {
	Text   string
	Detail int
	Public credence.Answer
}

// wording is the claim's own words with each detail marked where it stands.
func wording(c *credence.Claim, details []credence.DetailTest) []piece {
	text := brief.Short(c.Wording, brief.OwnWords)
	type hit struct{ start, end, detail int }
	var hits []hit
	n := 0
	for _, d := range details {
		if !d.Detail.Stated {
			continue
		}
		n++
		first, _, _ := strings.Cut(d.Detail.Value, ",")
		for _, form := range append([]string{d.Detail.Value, first}, d.Detail.Aliases...) {
			if i := indexFold(text, form); i >= 0 && len(form) > 2 {
				hits = append(hits, hit{i, i + len(form), n})
				break
			}
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Or(a.start-b.start, b.end-a.end) })
	var out []piece
	at := 0
	for _, h := range hits {
		if h.start < at {
			continue // within another detail
		}
		if h.start > at {
			out = append(out, piece{Text: text[at:h.start]})
		}
		out = append(out, piece{Text: text[h.start:h.end], Detail: h.detail, Public: stated(details, h.detail).PublicBefore})
		at = h.end
	}
	if at < len(text) {
		out = append(out, piece{Text: text[at:]})
	}
	return out
}

// stated is the nth detail that the claim states.
func stated(details []credence.DetailTest, n int) credence.DetailTest {
	for _, d := range details {
		if d.Detail.Stated {
			if n--; n == 0 {
				return d
			}
		}
	}
	return credence.DetailTest{}
}

// indexFold finds s in text without regard to the case of ASCII letters, at
// the bounds of words.
func indexFold(text, s string) int {
	if s == "" {
		return -1
	}
	lower := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= 'A' && r <= 'Z' {
				return r + 'a' - 'A'
			}
			return r
		}, s)
	}
	text, s = lower(text), lower(s)
	for from := 0; ; {
		i := strings.Index(text[from:], s)
		if i < 0 {
			return -1
		}
		i += from
		if (i == 0 || !letter(text[i-1])) && (i+len(s) == len(text) || !letter(text[i+len(s)])) {
			return i
		}
		from = i + 1
	}
}

func letter(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b >= 0x80
}

// detailRow is one detail set against what was public.
type detailRow struct {
	No            int
	Slot, Value   string
	Checkable     bool
	Public        credence.Answer
	PublicWord    string
	Since, Whose  string
	First         *passage
	Later         credence.Outcome
	LaterBy, Near []passage
	Reason        string
}

func (v *sheetView) details() (asserted, left []detailRow) {
	for _, d := range v.a.Details {
		row := detailRow{
			Slot: brief.SlotName(d.Detail.Slot), Value: d.Detail.Value, Checkable: d.Detail.Checkable,
			Public: d.PublicBefore, PublicWord: publicWords[d.PublicBefore], Later: d.Later, Reason: d.Reason,
		}
		if d.First != nil {
			q := v.passage(d.First.Quote, 24)
			row.First, row.Since, row.Whose = &q, plain.Clock(d.First.Published), d.First.Outlet
		}
		for _, s := range d.LaterBy[:min(2, len(d.LaterBy))] {
			row.LaterBy = append(row.LaterBy, v.passage(s.Quote, 24))
		}
		for _, s := range d.NearMisses[:min(2, len(d.NearMisses))] {
			row.Near = append(row.Near, v.passage(s.Quote, 24))
		}
		if d.Detail.Stated {
			row.No = len(asserted) + 1
			asserted = append(asserted, row)
		} else {
			left = append(left, row)
		}
	}
	return asserted, left
}

var publicWords = map[credence.Answer]string{credence.Yes: "yes", credence.No: "no", credence.Unknown: "cannot be dated"}

type eventRow struct {
	When, Kind, Label, Href string
}

// timeline puts attack, reports, claim and findings in order.
func (v *sheetView) timeline() (template.HTML, []eventRow) {
	b, c := v.b, &v.a.Claim
	type linked struct {
		chart.Event
		href string
	}
	var all []linked
	add := func(when credence.Interval, kind, label, href string) {
		if !when.IsZero() {
			all = append(all, linked{chart.Event{When: when, Kind: kind, Label: label}, href})
		}
	}
	add(b.Incident.Date, "attack", b.AttackName(), "/incidents/"+string(c.Incident))
	add(c.At, "claim", c.Claimant+" claims it", "")
	for i := range b.Documents {
		d := &b.Documents[i]
		label := b.Name(d.ID)
		if d.Title != "" && d.Title != label {
			label += ": " + d.Title
		}
		add(d.Published, "report", label, "/documents/"+string(d.ID))
	}
	for i := range v.a.Evidence {
		e := &v.a.Evidence[i]
		if e.Code != "" && (e.Code[0] == 'I' || e.Code[0] == 'A' || e.Code == "M06") {
			add(credence.Day(e.KnownAt.UTC(), ""), "finding", b.VoiceName(e)+": "+b.Labels.AnswerTo(e.Code, e.Value), "#"+string(e.ID))
		}
	}
	slices.SortStableFunc(all, func(x, y linked) int {
		return cmp.Or(x.When.From.Compare(y.When.From), x.When.To.Compare(y.When.To))
	})
	var events []chart.Event
	var rows []eventRow
	for _, e := range all {
		events = append(events, e.Event)
		href := e.href
		if strings.HasPrefix(href, "/") {
			href = v.m.Link(href)
		}
		rows = append(rows, eventRow{plain.Clock(e.When), e.Kind, e.Label, href})
	}
	return template.HTML(chart.Strip(events)), rows // escapes what it is given
}

// evidenceGroup holds the answers on matters of one kind.
type evidenceGroup struct {
	Name      string
	Questions []question
	Count     int
}

type question struct {
	Code, Question string
	Values         []assess.Value
	Items          []evidenceItem
	Older          []evidenceItem // that do not count any more
}

// itemView is an item with what its form needs.
type itemView struct {
	Item   evidenceItem
	Values []assess.Value
	Slug   string
}

func itemViewOf(e evidenceItem, values []assess.Value, slug string) itemView {
	return itemView{e, values, slug}
}

type evidenceItem struct {
	ID            credence.EvidenceID
	Code, Value   string
	Answer        string
	Grade, Voice  string
	Known         time.Time
	Status        credence.Status
	By, Note      string
	Machine       bool
	Recorded      bool
	Counts        bool
	Aside         string // why it does not count
	Quotes        []passage
	Decisions     []decision
	Undo          bool // there is something to take back
	Weight        string
	Incident      bool // it answers for every claim of the incident
	Pivotal, Open bool // Open: nobody has decided on it yet
}

type decision struct {
	At             time.Time
	By, What, Note string
}

// classes are the kinds of matter in the order of the page.
var classes = []struct {
	class assess.Class
	name  string
}{
	{assess.ClassFinal, "Final findings"}, {assess.ClassInvestigation, "What investigators, officials and experts found"},
	{assess.ClassExclusive, "What only an insider could have"}, {assess.ClassClaim, "What the claim says, how and when"},
	{assess.ClassAttack, "How the attack was done"}, {assess.ClassIncident, "What kind of event it was"},
}

// evidence groups what bears on the claim by question, with what was set aside
// and rejected, and counts what waits for a person.
func (v *sheetView) evidence(t *assess.Tables) (groups []evidenceGroup, waiting int) {
	aside, counts := map[credence.EvidenceID]string{}, map[credence.EvidenceID]bool{}
	quotes := map[credence.EvidenceID][]credence.Quote{} // with their words
	for _, s := range v.a.SetAside {
		aside[s.Evidence.ID], quotes[s.Evidence.ID] = s.Why, s.Evidence.Quotes
	}
	for _, e := range v.a.Evidence {
		counts[e.ID], quotes[e.ID] = true, e.Quotes
	}
	byCode := map[string][]evidenceItem{}
	for i := range v.Evidence {
		l := &v.Evidence[i]
		item := v.item(l, counts[l.ID], aside[l.ID])
		if q := quotes[l.ID]; len(q) > 0 {
			item.Quotes = v.passages(q)
		}
		if item.Open {
			waiting++
		}
		byCode[l.Code] = append(byCode[l.Code], item)
	}
	for _, class := range classes {
		g := evidenceGroup{Name: class.name}
		for i := range t.Codes.Codes {
			c := &t.Codes.Codes[i]
			if items := byCode[c.ID]; c.Class == class.class && len(items) > 0 {
				slices.SortStableFunc(items, func(a, b evidenceItem) int { return cmp.Compare(a.place(), b.place()) })
				old := slices.IndexFunc(items, func(e evidenceItem) bool { return e.place() > 1 })
				if old < 0 {
					old = len(items)
				}
				g.Questions = append(g.Questions, question{c.ID, c.Question, c.Values, items[:old], items[old:]})
				g.Count += len(items)
			}
		}
		if len(g.Questions) > 0 {
			groups = append(groups, g)
		}
	}
	return groups, waiting
}

// place puts what counts before what does not.
func (e *evidenceItem) place() int {
	switch {
	case e.Counts:
		return 0
	case e.Aside == "" && e.Status != credence.Rejected:
		return 1
	case e.Status != credence.Rejected:
		return 2
	}
	return 3
}

func (v *sheetView) item(l *workbench.Listed, counts bool, aside string) evidenceItem {
	item := evidenceItem{
		ID: l.ID, Code: l.Code, Value: l.Value, Answer: plain.Capital(v.b.Labels.AnswerTo(l.Code, l.Value)), Grade: l.Grade.String(), Voice: v.b.VoiceName(&l.Evidence),
		Known: l.KnownAt, Status: l.Status, By: l.By, Note: l.Note, Machine: l.By == "machine", Recorded: l.Recorded, Counts: counts, Aside: aside,
		Incident: l.Incident != "" && l.Claim == "", Open: l.Status == credence.Proposed && l.By == "machine",
	}
	item.Quotes = v.passages(l.Quotes)
	for _, d := range l.Decisions {
		what := string(d.Status)
		if d.Replacement != "" {
			what = "corrected"
		}
		item.Decisions = append(item.Decisions, decision{d.At, d.By, what, d.Note})
	}
	item.Undo = len(item.Decisions) > 0 || l.Recorded && !item.Machine && l.Status == credence.Accepted
	for _, p := range v.a.Pivots {
		item.Pivotal = item.Pivotal || p.Pivotal && p.Evidence == l.ID
	}
	return item
}

// passages are the first few places where something stands, each once.
func (v *sheetView) passages(quotes []credence.Quote) []passage {
	var out []passage
	for _, q := range quotes {
		if p := v.passage(q, 40); len(out) < 3 && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// matrix sets the hypotheses against the groups of evidence that count together.
type matrix struct {
	Columns []matrixColumn
	Rows    []matrixRow
}

type matrixColumn struct {
	No     int
	Name   string
	Items  []matrixItem
	Capped bool
}

type matrixItem struct {
	ID          credence.EvidenceID
	Code, Words string
}

type matrixRow struct {
	H, Name string
	Cells   []matrixCell
	Sum     string
	Percent string
	Top     bool
}

// matrixCell is how far a group of evidence speaks against a hypothesis.
type matrixCell struct {
	Mark, Words, DB, Class string
}

func (v *sheetView) matrix() matrix {
	var m matrix
	held := map[credence.EvidenceID]*credence.Evidence{}
	for i := range v.a.Evidence {
		held[v.a.Evidence[i].ID] = &v.a.Evidence[i]
	}
	for i, c := range v.a.Clusters {
		col := matrixColumn{No: i + 1, Capped: c.Capped}
		for _, id := range c.Evidence {
			if e := held[id]; e != nil {
				if col.Name == "" {
					col.Name = v.b.VoiceName(e)
				}
				col.Items = append(col.Items, matrixItem{id, e.Code, v.b.Labels.AnswerTo(e.Code, e.Value)})
			}
		}
		m.Columns = append(m.Columns, col)
	}
	for i, r := range v.a.Rungs {
		row := matrixRow{H: string(r.H), Name: v.b.Labels.Rung[r.H], Percent: plain.Percent(r.P), Top: r.H == v.a.Top && v.b.StandsOut(), Sum: tenth(v.a.Inconsistency[i])}
		for _, c := range v.a.Clusters {
			row.Cells = append(row.Cells, cell(c.DB[i]))
		}
		m.Rows = append(m.Rows, row)
	}
	return m
}

// cell puts a weight in decibans into a mark: the more strokes, the more the
// evidence speaks against it.
func cell(db float64) matrixCell {
	c := matrixCell{DB: tenth(db)}
	switch {
	case db > -0.5:
		c.Mark, c.Words, c.Class = "·", "fits", "w0"
	case db > -3:
		c.Mark, c.Words, c.Class = "−", "speaks a little against it", "w1"
	case db > -7:
		c.Mark, c.Words, c.Class = "−−", "speaks against it", "w2"
	default:
		c.Mark, c.Words, c.Class = "−−−", "speaks strongly against it", "w3"
	}
	return c
}

func tenth(v float64) string {
	if s := fmt.Sprintf("%.1f", v); s != "-0.0" {
		return strings.Replace(s, "-", "−", 1)
	}
	return "0.0"
}

// voiceRow is a branch of the tree of voices.
type voiceRow struct {
	Name, Via string
	Claimant  bool
	Observed  bool
	Documents []copyRow
}

type copyRow struct {
	Name, When, Relation, Reason, Href string
}

var relationWords = map[credence.Relation]string{
	credence.OwnReporting: "own reporting", credence.FullCopy: "copy", credence.Shortened: "shortened copy", credence.Extended: "copy with additions",
	credence.Revised: "later version", credence.SameQuote: "own text around the same words", credence.Relay: "relays another outlet",
}

func (v *sheetView) voices() ([]voiceRow, string) {
	n := v.Voices
	var out []voiceRow
	for _, x := range n.Voices {
		out = append(out, v.voice(&x))
	}
	if n.Documents == 0 {
		return nil, ""
	}
	return out, fmt.Sprintf("%s back to %s, of which %s independent of the claimant and of each other.",
		plural(n.Documents, "document goes|documents go"), plural(n.Origins, "voice"), are(n.Independent))
}

func are(n int) string {
	if n == 1 {
		return "1 is"
	}
	return fmt.Sprintf("%d are", n)
}

func (v *sheetView) voice(x *syndication.Voice) voiceRow {
	out := voiceRow{Name: x.Label(), Via: x.Via, Claimant: x.Claimant, Observed: x.Observed}
	for _, d := range x.Documents {
		row := copyRow{
			cmp.Or(d.Outlet, v.b.Name(d.Document)), plain.Clock(d.Published), relationWords[d.Relation], d.Reason, v.m.Link("/documents/" + string(d.Document)),
		}
		if row.Reason == row.Relation {
			row.Reason = ""
		}
		out.Documents = append(out.Documents, row)
	}
	return out
}

// choice is a question with its answers, for the form that adds evidence.
type choice struct {
	Code, Question string
	Values         []assess.Value
}

func (p *Pages) choices() []choice {
	var out []choice
	for _, c := range p.bench.Tables.Codes.Codes {
		if len(c.Values) > 0 {
			out = append(out, choice{c.ID, c.Question, c.Values})
		}
	}
	return out
}

package page

import (
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/export/chart"
	"github.com/credence-project/credence/export/plain"
	"github.com/credence-project/credence/internal/workbench"
)

// claimPage is what the page of a claim prints, in the order of the page.
type claimPage struct {
	ID                      credence.ClaimID
	Slug                    string
	Claimant, ClaimantID    string
	Title, Standfirst       string
	Incident                credence.IncidentID
	Permanent               string // the address that shows this for good
	Effect                  *effect
	MachineCoded            bool
	Authentic, Link, Enough answer
	Why                     whyVerdict
	Changed                 []string
	Headline                credence.Permission
	How                     string // by which channel and when it was made
	Wording                 []piece
	Reported                []passage
	Details, LeftOut        []detailRow
	Strip                   template.HTML
	Events                  []eventRow
	Ladder                  template.HTML
	Criteria                []criterion
	RollUps                 []answer
	Groups                  []evidenceGroup
	Waiting                 int // answers that nobody has looked at
	Matrix                  matrix
	Pivots                  []string
	LookFor                 []lookFor
	Moments                 []momentRow // the verdicts of the history, oldest first, with now at the end
	Trend                   template.HTML
	TrendTable              trendTable
	Voices                  []voiceRow
	VoiceCount              string
	Heard                   []brief.Heard // the voices of each detail and statement
	Record                  *brief.Record
	Context                 []brief.Month
	Pooled                  *assess.Pooled
	Rulings                 []rulingRow
	Sources                 []sourceRow
	Method                  [][2]string
	Under                   [][3]string
	Priors                  []assess.PriorSet
	Prior                   string
	Choices                 []choice // the questions with their answers, to add evidence
	Forms                   []exportForm
	Signed                  bool
	Signing                 string // how it stands with the second signature; "" where none is needed
	Labels                  *brief.Labels
}

// answer is a question with its answer in words.
type answer struct {
	Question, Word, Percent, Range string
	Top                            bool
}

type passage struct {
	Name, Text, Href, Published string
	Gist                        bool // our words, not the publisher's
}

type criterion struct{ H, Name, Criterion string }

type lookFor struct{ Question, Answer, Then, Moves string }

type momentRow struct {
	At          time.Time
	Now         bool
	Chosen      bool
	Later       bool // than the time that is looked from: no more than its date is shown
	Link        string
	Lean, Short string // in words
	Enough      string
	Changed     []string
}

// Option is how a verdict of the history is told in a list to choose from.
func (m momentRow) Option() string {
	when := m.At.Format("2 Jan 2006")
	if m.Now {
		when = "now"
	}
	return when + ": " + m.Short
}

type trendTable struct {
	Head []string
	Rows []trendRow
}

type trendRow struct {
	When  string
	Cells []string
}

type rulingRow struct {
	What, By, Reason string
	At               time.Time
}

type sourceRow struct {
	No                                       int
	ID                                       credence.DocumentID
	Name, Title, Published, Basis, Back, URL string
}

type exportForm struct{ Name, Label string }

// exportForms are the forms offered on the page, in this order.
var exportForms = []exportForm{
	{"html", "Brief, HTML"}, {"md", "Brief, Markdown"}, {"text", "Brief, text"}, {"json", "Assessment, JSON"}, {"stix", "STIX 2.1"},
	{"claimreview", "ClaimReview, JSON-LD"}, {"gtd", "GTD form, CSV"}, {"claims", "Claim, CSV"}, {"details", "Details, CSV"}, {"bundle", "Whole dossier, ZIP"},
}

// claimPage fills the page from the sheet it shows and from where the claim
// stands now, which knows all verdicts to choose from.
func (p *Pages) claimPage(s *workbench.Sheet, now *workbench.Row, m moment) *claimPage {
	b := s.Brief
	a := &b.Assessment
	v := &sheetView{Sheet: s, b: b, a: a, m: m}
	c := &claimPage{
		ID: a.Claim.ID, Slug: now.Slug, Claimant: a.Claim.Claimant, ClaimantID: p.registered(a.Claim.ClaimantID), Title: b.Title, Standfirst: b.Standfirst(),
		Incident: a.Claim.Incident, MachineCoded: a.MachineCoded, Why: v.why(p.bench.Tables), Changed: allTogether(b.Changed), Headline: a.Headline,
		Authentic: answer{Question: "Is the claim the claimant's?", Word: plain.Capital(b.Labels.Authentic[a.Authenticity])},
		Link:      v.link(), Enough: answer{Question: "Is that enough to say so?", Word: plain.Capital(b.Labels.Sufficiency[a.Sufficiency])},
		Record: b.Record, Context: b.Context, Pooled: s.Pooled, Labels: &b.Labels, Forms: exportForms, Signed: s.Signed, Signing: s.Signing,
		Priors: p.bench.Tables.Priors.Sets, Prior: a.Prior.Set, Choices: p.choices(),
	}
	c.Permanent = permanent(now.Slug, m, now.KnownAt)
	c.How = how(&a.Claim)
	c.Wording = wording(&a.Claim, a.Details)
	for _, q := range a.Claim.Quotes[:min(4, len(a.Claim.Quotes))] {
		c.Reported = append(c.Reported, v.passage(q, 40))
	}
	c.Details, c.LeftOut = v.details()
	c.Strip, c.Events = v.timeline()
	c.Ladder = v.ladder()
	for _, h := range credence.Hypotheses {
		c.Criteria = append(c.Criteria, criterion{string(h), b.Labels.Rung[h], b.Labels.Criterion[h]})
	}
	for _, r := range a.RollUps {
		c.RollUps = append(c.RollUps, answer{Question: plain.Capital(r.Label), Word: r.Word, Percent: plain.Percent(r.P), Range: plain.Range(r.Probability)})
	}
	c.Groups, c.Waiting = v.evidence(p.bench.Tables)
	c.Matrix = v.matrix()
	c.Pivots, c.LookFor = v.pivots(), v.lookFor()
	c.Moments = moments(now, b, m)
	c.Trend, c.TrendTable = trend(b)
	c.Voices, c.VoiceCount = v.voices()
	c.Heard = b.Heard
	for _, r := range s.Rulings {
		c.Rulings = append(c.Rulings, rulingRow{rulingWords(r.What, r.Subjects, &b.Labels), r.By, r.Reason, r.At})
	}
	c.Sources = v.sources()
	c.Method, c.Under = v.method()
	return c
}

// permanent is the address that shows for good what the page shows.
func permanent(slug string, m moment, judged time.Time) string {
	recorded := m.At.Recorded
	if recorded.IsZero() {
		recorded = judged // and nothing changed since
	}
	address := "/claims/" + slug + "/at/" + recorded.Format(time.RFC3339Nano)
	if m.Past && m.At.Known.Before(recorded) {
		address += "?as_of=" + m.At.Known.Format(time.RFC3339)
	}
	return address
}

// how says by which channel and when a claim was made.
func how(c *credence.Claim) string {
	s := "through a channel that is not known"
	if c.Channel != "" {
		s = "through " + c.Channel
	}
	if c.Tier != credence.TierUnknown {
		s += " (" + string(c.Tier) + ")"
	}
	return s + ", " + plain.Clock(c.At)
}

// sheetView turns parts of a sheet into what is printed.
type sheetView struct {
	*workbench.Sheet
	b *brief.Brief
	a *credence.Assessment
	m moment
}

func (v *sheetView) link() answer {
	q := answer{Question: "What links claimant and act?", Word: "No answer stands out"}
	if v.b.StandsOut() {
		top := v.b.Leading()
		q.Word = plain.Capital(v.b.Labels.Rung[top.H])
		if !v.b.Settled() {
			q.Word = "Open; leaning to “" + v.b.Labels.Rung[top.H] + "”"
		}
		q.Percent, q.Range = top.Word+", "+plain.Percent(top.P), plain.Range(top.Probability)
	}
	return q
}

// passage is where something stands, with at most so many words of it.
func (v *sheetView) passage(q credence.Quote, words int) passage {
	out := passage{Name: v.b.Name(q.Document), Text: brief.Short(q.Text, words), Href: v.m.Link(spanAddress(q))}
	if d := v.b.Document(q.Document); d != nil {
		out.Gist, out.Published = brief.Gist(d), plain.Clock(d.Published)
	}
	return out
}

// spanAddress is the page of a document, at a passage of it.
func spanAddress(q credence.Quote) string {
	if q.End <= q.Start {
		return "/documents/" + string(q.Document)
	}
	return fmt.Sprintf("/documents/%s?span=%d-%d#span", q.Document, q.Start, q.End)
}

func (v *sheetView) ladder() template.HTML {
	var bars []chart.Bar
	for _, r := range v.a.Rungs {
		bars = append(bars, chart.Bar{Name: string(r.H), Label: v.b.Labels.Rung[r.H], P: r.Probability, Top: r.H == v.a.Top && v.b.StandsOut()})
	}
	return template.HTML(chart.Ladder(bars)) // escapes what it is given
}

func (v *sheetView) pivots() []string {
	var out []string
	for _, p := range v.a.Pivots {
		if p.Pivotal {
			out = append(out, together(fmt.Sprintf("Without %s: %s, and %s.", v.b.PivotName(p), v.b.Labels.Rung[p.Top], brief.Moves(p.Moves))))
		}
	}
	return out
}

// shownQuestions is how many open questions a page shows.
const shownQuestions = 8

func (v *sheetView) lookFor() []lookFor {
	var out []lookFor
	asked := map[string]bool{}
	for _, q := range v.a.LookFor {
		if asked[q.Code] || len(asked) == shownQuestions {
			continue // the answer that moves most stands for the question
		}
		asked[q.Code] = true
		out = append(out, lookFor{q.Code + " " + q.Question, q.Answer, v.b.Labels.Rung[q.Top], together(brief.Moves(q.Moves))})
	}
	return out
}

// moments are the verdicts of the history as of now, and that of the brief,
// which is shown.
func moments(now *workbench.Row, b *brief.Brief, m moment) []momentRow {
	var out []momentRow
	row := func(at time.Time, top credence.Rung, s credence.Sufficiency, changed []string) momentRow {
		return momentRow{
			At: at, Lean: fmt.Sprintf("%s: %s", plain.Capital(b.Labels.Rung[top.H]), plain.Chance(top.Probability)),
			Short: fmt.Sprintf("%s, %s", b.Labels.Rung[top.H], plain.Percent(top.P)), Enough: b.Labels.Sufficiency[s], Changed: allTogether(changed),
			Link: (moment{Past: true, At: workbench.AsOf{Known: at}}).Link("/claims/" + now.Slug),
		}
	}
	for _, s := range now.Steps {
		if s.AsOf.IsZero() {
			s.AsOf = now.KnownAt
		}
		out = append(out, row(s.AsOf, s.Top, s.Sufficiency, s.Changed))
	}
	last := &out[len(out)-1]
	last.Now, last.Link = true, "/claims/"+now.Slug
	if !m.Past {
		out[len(out)-1].Chosen = true
		return out
	}
	i := slices.IndexFunc(out, func(r momentRow) bool { return !r.Now && r.At.Equal(m.At.Known) })
	if i < 0 { // another time than those of the history
		i = slices.IndexFunc(out, func(r momentRow) bool { return r.Now || r.At.After(m.At.Known) })
		out = slices.Insert(out, i, row(m.At.Known, b.Leading(), b.Assessment.Sufficiency, nil))
	}
	out[i].Chosen = true
	for k := range out[i+1:] {
		out[i+1+k].Later = true
	}
	return out
}

// trend follows the answers through the history, as a figure and a table.
func trend(b *brief.Brief) (template.HTML, trendTable) {
	if len(b.History) == 0 {
		return "", trendTable{}
	}
	t := trendTable{Head: []string{"As of"}}
	var when []time.Time
	var rows []chart.Moved
	for _, s := range b.History {
		when = append(when, s.AsOf)
	}
	when = append(when, b.Assessment.AsOf)
	for _, last := range b.Assessment.RollUps {
		m := chart.Moved{Label: last.Label}
		for _, s := range b.History {
			for _, r := range s.RollUps {
				if r.Name == last.Name {
					m.Points = append(m.Points, r.Probability)
				}
			}
		}
		if m.Points = append(m.Points, last.Probability); len(m.Points) == len(when) {
			rows, t.Head = append(rows, m), append(t.Head, plain.Capital(last.Label))
		}
	}
	for i, at := range when {
		r := trendRow{When: at.UTC().Format("2 Jan 2006")}
		for _, m := range rows {
			r.Cells = append(r.Cells, plain.Percent(m.Points[i].P))
		}
		t.Rows = append(t.Rows, r)
	}
	return template.HTML(chart.Trend(when, rows)), t // escapes what it is given
}

func (v *sheetView) sources() []sourceRow {
	var out []sourceRow
	for i := range v.b.Documents {
		d := &v.b.Documents[i]
		o := v.b.Origins[d.ID]
		back := o.Name
		if o.Reason != "" {
			back += " (" + o.Reason + ")"
		}
		out = append(out, sourceRow{i + 1, d.ID, v.b.Name(d.ID), d.Title, plain.Clock(d.Published), d.Published.Basis, back, v.b.Link(d)})
	}
	return out
}

func (v *sheetView) method() (rows [][2]string, under [][3]string) {
	a := v.a
	rows = [][2]string{
		{"Starting point", v.b.Labels.Start(&a.Prior)},
		{"Information gained", fmt.Sprintf("%.2f bits over the starting point", a.Information)},
		{"Tables", fmt.Sprintf("codes %s, starting points %s, words %s", a.Versions.Codes, a.Versions.Priors, a.Versions.Words)},
		{"Intervals", fmt.Sprintf("%d draws from seed %d", a.Draws, a.Seed)},
	}
	if a.Versions.Extractor != "" {
		rows = append(rows, [2]string{"Reading of texts", a.Versions.Extractor})
	}
	for _, name := range slices.Sorted(maps.Keys(a.UnderPriors)) {
		best := a.UnderPriors[name][0]
		for _, r := range a.UnderPriors[name] {
			if r.P > best.P {
				best = r
			}
		}
		under = append(under, [3]string{v.b.Labels.StartingPoint(name), v.b.Labels.Rung[best.H], plain.Percent(best.P)})
	}
	return rows, under
}

func rulingWords(what string, subjects []string, l *brief.Labels) string {
	if what == "prior" && len(subjects) > 1 {
		return "Judged from the starting point “" + l.StartingPoint(subjects[1]) + "”"
	}
	if what == "dissent" {
		return "Does not share the verdict"
	}
	return strings.ReplaceAll(plain.Capital(what), "_", " ")
}

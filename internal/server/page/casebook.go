package page

import (
	"cmp"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/export/plain"
)

// casebookBody is what the page of the casebook is made from.
type casebookBody struct {
	Judged, Of int
	Scores     *casebook.Scores
	Ladders    []ladderRow
	Plots      []calibration
	Cases      []caseRow
}

type ladderRow struct {
	Name, Rule, N                      string
	Top1, Brier                        casebook.Ratio
	Operational, AnyTie, Cause, Untrue casebook.Ratio
}

// caseRow is a case in the list.
type caseRow struct {
	ID, Title, Family, Country string
	Reports, Evidence          int
	Finding                    string // the last one
	Answer                     string // what is judged at that time; "" while it is not
	Met                        string // yes, near or no
}

// calibration is one plot: how often what was given a probability was so.
type calibration struct {
	ID, Name string
	Points   []calibrationPoint
	Words    string
}

type calibrationPoint struct {
	casebook.Bin
	X, Y, R float64
}

// Measures of a plot, in its units.
const plotSide = 200

// callNames put the calls that are scored into words, in their order.
var callNames = [][2]string{
	{"top hypothesis", "the leading rung"}, {"operational H1-H2", "the claimant took part"}, {"any tie H1-H3", "there was a tie"},
	{"cause H1-H4", "it served the cause"}, {"false H5-H7", "the claim is false"},
}

func (p *Pages) casebook(w http.ResponseWriter, r *http.Request) error {
	m, err := p.moment(r)
	if err != nil {
		return err
	}
	book, err := p.bench.Casebook()
	if err != nil {
		return err
	}
	b := casebookBody{Judged: book.Judged, Of: len(book.Cases), Scores: book.Scores}
	for i := range book.Cases {
		b.Cases = append(b.Cases, p.caseRow(&book.Cases[i], book.Scores))
	}
	slices.SortStableFunc(b.Cases, func(a, b caseRow) int { return cmp.Or(cmp.Compare(a.Family, b.Family), cmp.Compare(a.Title, b.Title)) })
	if s := book.Scores; s != nil {
		b.Ladders = ladderRows(s)
		b.Plots = plots(s)
	}
	v := view{Title: "Casebook", Here: "/casebook", Moment: m, Body: b}
	if book.Scores == nil {
		v.Scripts = []string{"follow.js"}
	}
	return p.render(w, r, "casebook", v)
}

func ladderRows(s *casebook.Scores) []ladderRow {
	var out []ladderRow
	add := func(name string, by map[string]casebook.Ladder) {
		for _, rule := range [][2]string{{"system", "Credence"}, {"prior_only", "the prior alone"}, {"uniform", "every rung alike"}} {
			l, ok := by[rule[0]]
			if !ok {
				continue
			}
			out = append(out, ladderRow{
				Name: name, Rule: rule[1], N: fmt.Sprint(l.N), Top1: l.Top1, Brier: l.Brier, Operational: l.RollUp["operational H1-H2"].Accuracy,
				AnyTie: l.RollUp["any tie H1-H3"].Accuracy, Cause: l.RollUp["cause H1-H4"].Accuracy, Untrue: l.RollUp["false H5-H7"].Accuracy,
			})
		}
	}
	add("all dates", s.Labelled)
	add("before a final finding was known", s.BeforeI02)
	add("last date of each case", s.Final)
	return out
}

// plots draws the calibration of each call; calls that the names do not know
// come last.
func plots(s *casebook.Scores) []calibration {
	var out []calibration
	for _, key := range sortedKeys(s.Bins) {
		c := calibration{ID: slugID(key), Name: key}
		for _, n := range callNames {
			if n[0] == key {
				c.Name = n[1]
			}
		}
		var words []string
		for _, bin := range s.Bins[key] {
			if bin.N == 0 || math.IsNaN(float64(bin.Mean)) || math.IsNaN(float64(bin.Observed)) {
				continue
			}
			c.Points = append(c.Points, calibrationPoint{
				Bin: bin, X: round1(float64(bin.Mean) * plotSide), Y: round1((1 - float64(bin.Observed)) * plotSide), R: round1(3 + 1.4*math.Sqrt(float64(bin.N))),
			})
			words = append(words, fmt.Sprintf("given %s on average, so in %.0f of 100 (%d)", plain.Percent(float64(bin.Mean)), 100*float64(bin.Observed), bin.N))
		}
		c.Words = strings.Join(words, "; ") + "."
		out = append(out, c)
	}
	return out
}

func round1(f float64) float64 { return math.Round(f*10) / 10 }

func sortedKeys(bins map[string][]casebook.Bin) []string {
	var keys []string
	for _, n := range callNames {
		if _, ok := bins[n[0]]; ok {
			keys = append(keys, n[0])
		}
	}
	var rest []string
	for k := range bins {
		if !slices.Contains(keys, k) {
			rest = append(rest, k)
		}
	}
	slices.Sort(rest)
	return append(keys, rest...)
}

func (p *Pages) caseRow(m *casebook.Marked, s *casebook.Scores) caseRow {
	c := m.Case
	row := caseRow{
		ID: c.ID, Title: c.Title, Family: p.family(c.Family), Country: firstOf(countryName(c.Incident.Where.Country), c.Incident.Where.Country),
		Reports: len(c.Reports), Evidence: len(c.Evidence),
	}
	if n := len(m.Key.Findings); n > 0 {
		row.Finding = p.findingWords(m.Key.Findings[n-1].Hypothesis)
	}
	if s == nil {
		return row
	}
	for _, f := range s.Per {
		if f.Case != c.ID {
			continue
		}
		row.Answer, row.Met = p.findingWords(f.Top), "no"
		if s := credence.Sufficiency(f.Sufficiency); s == credence.Open || s == credence.Insufficient {
			row.Answer = p.bench.Tables.Ladder.Sufficiency[s] + ", " + row.Answer + " ahead"
		}
		if f.Accept {
			row.Met = "near"
		}
		if f.Strict {
			row.Met = "yes"
		}
	}
	return row
}

// family is the kind of claimant of a case: an entry of the register, or words.
func (p *Pages) family(id string) string {
	if a, err := p.bench.Stages.Actors.Actor(id); err == nil {
		return a.Name
	}
	return strings.ReplaceAll(plainWords(id), "-", " ")
}

// findingWords puts a finding, a rung or "open", into words.
func (p *Pages) findingWords(h string) string { return p.rungName(credence.Hypothesis(h)) }

// caseBody is what the page of a reference case is made from.
type caseBody struct {
	*casebook.Case
	Key      *casebook.Key
	Kind     string // of the claimant
	Where    string
	When     string
	Subject  string
	Start    string // the prior set in words
	Question string
	Findings []findingRow
	Verdicts []verdictRow
	More     int // verdicts left out because nothing moved
	Reports  []caseReport
	Evidence []caseItem
	Details  []caseDetail
}

type findingRow struct {
	AsOf, Finding, Basis, Answer, Chance, Sufficiency string
}

type verdictRow struct {
	At, Rung, Chance, Sufficiency string
	Width, Lo, Range              float64
}

type caseReport struct{ ID, Outlet, Published, Kind, About string }

type caseItem struct{ Known, Question, Answer, Outlet, Grade, Note string }

type caseDetail struct{ Slot, Value, Before, Later string }

func (p *Pages) referenceCase(w http.ResponseWriter, r *http.Request) error {
	m, err := p.moment(r)
	if err != nil {
		return err
	}
	marked, err := p.bench.Case(r.PathValue("case"))
	if err != nil {
		return err
	}
	c := marked.Case
	b := caseBody{
		Case: c, Key: marked.Key, Kind: p.family(c.Family), Subject: c.Context.Subject, Question: plainWords(c.Context.Question), Start: p.bench.Tables.Priors.Title(c.Context.PriorSet), When: plain.Clock(c.Attack()),
		Where: whereWords(&credence.PlaceMention{Name: c.Incident.Where.Name, Country: c.Incident.Where.Country}),
	}
	p.fillFindings(&b, marked.Output)
	p.fillVerdicts(&b, marked.Output)
	p.fillRecord(&b, marked.Output)
	return p.render(w, r, "case", view{Title: c.Title, Here: "/casebook", Moment: m, Body: b})
}

func (p *Pages) fillFindings(b *caseBody, out *casebook.Output) {
	for _, f := range b.Key.Findings {
		row := findingRow{AsOf: f.AsOf.Text, Finding: p.findingWords(f.Hypothesis), Basis: f.Basis}
		var last *casebook.Verdict
		for i := range out.AsOf {
			if t, err := credence.ParseTime(out.AsOf[i].At); err == nil && !t.From.After(f.AsOf.AsOf()) {
				last = &out.AsOf[i]
			}
		}
		if last != nil && len(last.Ranking) > 0 {
			row.Answer, row.Chance = p.findingWords(last.Ranking[0].H), p.rankedWords(last.Ranking[0])
			row.Sufficiency = p.bench.Tables.Ladder.Sufficiency[credence.Sufficiency(last.Sufficiency)]
		}
		b.Findings = append(b.Findings, row)
	}
}

func (p *Pages) rankedWords(k casebook.Ranked) string {
	word := p.bench.Tables.Words.Yardstick(p.bench.Yardstick).Word(k.P)
	return plain.Chance(credence.Probability{P: k.P, Lo: k.Lo, Hi: k.Hi, Word: word})
}

// fillVerdicts lists the answers that differ from the one before.
func (p *Pages) fillVerdicts(b *caseBody, out *casebook.Output) {
	var last verdictRow
	for _, v := range out.AsOf {
		if len(v.Ranking) == 0 {
			continue
		}
		top := v.Ranking[0]
		row := verdictRow{
			At: momentWords(v.At), Rung: p.findingWords(top.H), Chance: p.rankedWords(top), Sufficiency: p.bench.Tables.Ladder.Sufficiency[credence.Sufficiency(v.Sufficiency)],
			Width: round1(top.P * 100), Lo: round1(top.Lo * 100), Range: round1((top.Hi - top.Lo) * 100),
		}
		if row.Rung == last.Rung && row.Sufficiency == last.Sufficiency && math.Abs(row.Width-last.Width) < 5 {
			b.More++
			continue
		}
		b.Verdicts, last = append(b.Verdicts, row), row
	}
}

// momentWords writes the time of a verdict; the end of a day is the day.
func momentWords(at string) string {
	v, err := credence.ParseTime(at)
	switch {
	case err != nil:
		return at
	case v.From.Hour() == 23 && v.From.Minute() == 59:
		return plain.Clock(credence.Day(v.From, ""))
	}
	return plain.Instant(v.From)
}

func (p *Pages) fillRecord(b *caseBody, out *casebook.Output) {
	for _, rep := range b.Case.Reports {
		b.Reports = append(b.Reports, caseReport{rep.ID, rep.Outlet, rep.Published.Text, rep.Kind, rep.About})
	}
	for _, e := range b.Case.Evidence {
		q, a := p.answerWords(e.Code, e.Value)
		b.Evidence = append(b.Evidence, caseItem{e.Known.Text, q, a, e.Source.Outlet, e.Source.Reliability + fmt.Sprint(e.Source.Credibility), e.Note})
	}
	answers := map[string]casebook.DetailAnswer{}
	for _, d := range out.Details {
		answers[d.ID] = d
	}
	for _, c := range b.Case.Claims {
		for _, d := range c.Details {
			if d.Stated && !personal[credence.Slot(d.Slot)] {
				b.Details = append(b.Details, caseDetail{plainWords(d.Slot), d.Value, answers[d.ID].PublicBefore, answers[d.ID].Later})
			}
		}
	}
}

// personal are the slots of details that may name a person.
var personal = map[credence.Slot]bool{credence.SlotName: true, credence.SlotAlias: true}

// ratioWords writes a share in percent, or a dash where it rests on nothing.
func ratioWords(r casebook.Ratio) string {
	if math.IsNaN(float64(r)) {
		return "–"
	}
	return fmt.Sprintf("%.0f %%", 100*float64(r))
}

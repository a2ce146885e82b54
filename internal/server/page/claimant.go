package page

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/internal/workbench"
	"github.com/credence-project/credence/lexicon"
)

// claimantBody is what the page of a claimant is made from.
type claimantBody struct {
	*workbench.ClaimantFile
	Kind     string
	Names    []string // beside the main one
	Active   string
	Where    []string
	Record   []recordRow // all, then by year and region
	Lag      string
	News     string
	Channels []channelRow
	Months   []monthTable
	Rows     []claimRow
	More     int // claims not listed
}

type recordRow struct {
	Name string
	assess.Record
}

type channelRow struct{ Name, Also, Tier, Years string }

// tierWords put the closeness of a channel to its claimant into words.
var tierWords = map[credence.Tier]string{
	credence.TierCodeword: "known by an agreed codeword", credence.TierOfficial: "official", credence.TierAuxiliary: "auxiliary: close to it, not its own voice",
	credence.TierSupporter: "of supporters", credence.TierAttacker: "of the attacker", credence.TierAnonymous: "anonymous",
}

// maxRows bounds a list of claims on a page.
const maxRows = 100

func (p *Pages) claimant(w http.ResponseWriter, r *http.Request) error {
	m, err := p.moment(r)
	if err != nil {
		return err
	}
	f, err := p.bench.OpenClaimant(r.Context(), r.PathValue("actor"), m.At)
	if err != nil {
		return err
	}
	if f.Actor.ID != r.PathValue("actor") {
		http.Redirect(w, r, m.Link("/claimants/"+f.Actor.ID), http.StatusSeeOther)
		return nil
	}
	a := f.Actor
	b := claimantBody{
		ClaimantFile: f, Kind: string(a.Kind), Active: yearWords(a.Years),
		Names: slices.DeleteFunc(a.Names(), func(n string) bool { return n == a.Name }),
		Rows:  p.claimRows(f.Claims[:min(len(f.Claims), maxRows)]), More: max(0, len(f.Claims)-maxRows),
	}
	for _, c := range a.Countries {
		b.Where = append(b.Where, firstOf(countryName(c), c))
	}
	b.record(f.Record.Record)
	for _, c := range a.Channels {
		b.Channels = append(b.Channels, channelRow{c.Names[0], strings.Join(c.Names[1:], ", "), firstOf(tierWords[c.Tier], string(c.Tier)), yearWords(c.Years)})
	}
	for _, s := range f.Series {
		b.Months = append(b.Months, monthsOf(s.Table.Name, s.Counts))
	}
	return p.render(w, r, "claimant", view{Title: a.Name, Moment: m, Body: b})
}

func (b *claimantBody) record(r assess.Record) {
	if r.N == 0 {
		return
	}
	b.Record = append(b.Record, recordRow{"all", r})
	for _, part := range r.By {
		b.Record = append(b.Record, recordRow{firstOf(countryName(part.Name), part.Name), part.Record})
	}
	if r.LagN > 0 {
		b.Lag = fmt.Sprintf("Half of the claims came within %s of the attack (%d with a known time).", roughly(r.LagMedian), r.LagN)
	}
	if r.Checkable > 0 {
		b.News = fmt.Sprintf("Of %d details that can be checked, %d were not public before, and %d of those were borne out.", r.Checkable, r.News, r.NewsRight)
	}
}

// roughly writes a duration the way one would say it.
func roughly(d time.Duration) string {
	switch {
	case d < 2*time.Hour:
		return fmt.Sprintf("%d minutes", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d hours", int(d.Hours()+.5))
	}
	return fmt.Sprintf("%d days", int(d.Hours()/24+.5))
}

func yearWords(y lexicon.Years) string {
	switch {
	case y.From == 0 && y.To == 0:
		return "years not known"
	case y.From == 0:
		return fmt.Sprintf("until %d", y.To)
	case y.To == 0:
		return fmt.Sprintf("since %d", y.From)
	case y.From == y.To:
		return fmt.Sprint(y.From)
	}
	return fmt.Sprintf("%d to %d", y.From, y.To)
}

// monthTable is what one table counts, month by month, with its figure.
type monthTable struct {
	Name  string
	ID    string // of the figure in the page
	Rows  []credence.GroupMonth
	Older int // months that are not listed
	Bars  []monthBar
	Max   int
	Width int
	Words string
}

// monthBar is the column of a month in the figure.
type monthBar struct {
	X, Attacks, AttackY, Claims, ClaimY int
	Year                                string // at the first month of a year
}

// Measures of the figure of months, in its units.
const (
	monthsShown = 60
	monthWide   = 12
	monthHigh   = 120
)

// monthsOf sums what a table counts over the forms of the name, and draws it.
func monthsOf(name string, counts []credence.GroupMonth) monthTable {
	sums := map[string]*credence.GroupMonth{}
	for _, c := range counts {
		if sums[c.Month] == nil {
			sums[c.Month] = &credence.GroupMonth{Month: c.Month}
		}
		s := sums[c.Month]
		s.Attacks, s.Claims, s.Told, s.Killed = s.Attacks+c.Attacks, s.Claims+c.Claims, s.Told+c.Told, s.Killed+c.Killed
	}
	t := monthTable{Name: name, ID: "months-" + slugID(name)}
	for _, s := range sums {
		t.Rows = append(t.Rows, *s)
	}
	slices.SortFunc(t.Rows, func(a, b credence.GroupMonth) int { return cmp.Compare(b.Month, a.Month) })
	t.draw(sums)
	if n := len(t.Rows) - monthsShown; n > 0 {
		t.Rows, t.Older = t.Rows[:monthsShown], n
	}
	return t
}

// draw makes a column for each month from the first to the last, the empty ones
// too, so that a pause looks like one.
func (t *monthTable) draw(sums map[string]*credence.GroupMonth) {
	if len(t.Rows) == 0 {
		return
	}
	last, err := time.Parse("2006-01", t.Rows[0].Month)
	if err != nil {
		return // years alone are listed and not drawn
	}
	first := last.AddDate(0, 1-monthsShown, 0)
	for _, r := range t.Rows {
		if m, err := time.Parse("2006-01", r.Month); err == nil && !m.Before(first) {
			t.Max = max(t.Max, r.Attacks)
		}
	}
	if oldest, err := time.Parse("2006-01", t.Rows[len(t.Rows)-1].Month); err == nil && oldest.After(first) {
		first = oldest
	}
	attacks, claims := 0, 0
	for m := first; !m.After(last); m = m.AddDate(0, 1, 0) {
		b := monthBar{X: len(t.Bars) * monthWide}
		if s := sums[m.Format("2006-01")]; s != nil {
			b.Attacks, b.Claims = s.Attacks*monthHigh/max(1, t.Max), s.Claims*monthHigh/max(1, t.Max)
			attacks, claims = attacks+s.Attacks, claims+s.Claims
		}
		b.AttackY, b.ClaimY = monthHigh-b.Attacks, monthHigh-b.Claims
		if m.Month() == time.January || len(t.Bars) == 0 {
			b.Year = m.Format("2006")
		}
		t.Bars = append(t.Bars, b)
	}
	t.Width = max(160, len(t.Bars)*monthWide)
	t.Words = fmt.Sprintf("%s: %s, %d claimed; at most %s a month.", monthsWords(first, last), plural(attacks, "attack"), claims, plural(t.Max, "attack"))
}

// monthsWords names the months from the first to the last.
func monthsWords(first, last time.Time) string {
	if first.Equal(last) {
		return "In " + first.Format("January 2006")
	}
	return "From " + first.Format("January 2006") + " to " + last.Format("January 2006")
}

// slugID makes a name fit to be an identifier within a page.
func slugID(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(s))
}

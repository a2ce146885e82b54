package page

import (
	"cmp"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/chart"
	"github.com/credence-project/credence/export/plain"
	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/workbench"
)

// deskPage is what the desk prints.
type deskPage struct {
	Empty     bool // the store holds no claim at all
	Filtered  bool
	Summary   string
	Filter    deskFilter
	Claimants []option
	States    []option
	Shows     []option
	Sorts     []option
	Rows      []deskRow
	From, To  int
	Found     int
	Previous  string
	Next      string
}

// option is an entry of a list to choose from.
type option struct {
	Value, Name string
	Chosen      bool
}

type deskRow struct {
	Link, Claimant, Title, Country string
	Verdict, Leaning               string
	Chance, Range                  string
	Enough                         string
	State                          credence.Sufficiency
	Machine, Stale                 bool
	Moved                          bool   // since the last visit
	Changed, When                  string // the last change, and the day of it unless it is of now
	Spark                          template.HTML
	Voices, Reports, Proposed      int
	Made, Age                      string
}

// deskFilter is what the reader wants to see of the desk.
type deskFilter struct {
	Words, Claimant, State, Show, Sort string
	Page                               int
}

const deskRows = 50

// demoDossier is the case that can be looked at before anything was taken in.
const demoDossier = "london-westminster-2017"

// desk shows where every claim stands.
func (p *Pages) desk(w http.ResponseWriter, r *http.Request) error {
	m, err := p.moment(r)
	if err != nil {
		return err
	}
	if !m.Past {
		m.At.Known = m.At.Known.Truncate(time.Minute) // ages are told no closer
	}
	mark, err := p.bench.DeskMark(r.Context())
	if err != nil {
		return err
	}
	last := p.lastVisit(w, r)
	q := r.URL.Query()
	f := deskFilter{Words: strings.TrimSpace(q.Get("words")), Claimant: q.Get("claimant"), State: q.Get("state"), Show: q.Get("show"), Sort: q.Get("sort")}
	f.Page, _ = strconv.Atoi(q.Get("page"))
	key := fmt.Sprintf("desk %s %+q %d %v", mark, []any{f.Words, f.Claimant, f.State, f.Show, f.Sort, f.Page}, last.Unix(), m)
	return p.renderOnce(w, r, key, func() (string, view, error) {
		list, err := p.bench.Desk(r.Context())
		return "desk", view{Title: "Desk", Here: "/", Moment: m, Body: p.deskPage(list, f, m, last)}, err
	})
}

// deskPage fills the page from all rows.
func (p *Pages) deskPage(list []workbench.Row, f deskFilter, m moment, last time.Time) *deskPage {
	d := &deskPage{Empty: len(list) == 0, Filtered: f != deskFilter{Page: f.Page}, Filter: f}
	if m.Past {
		list = asOf(list, m.At.Known)
	}
	d.Summary = summary(list, last)
	d.options(list, f)
	found := f.choose(list, last)
	d.Found = len(found)
	pages := max(1, (len(found)+deskRows-1)/deskRows)
	f.Page = min(max(1, f.Page), pages)
	d.From, d.To = (f.Page-1)*deskRows+1, min(f.Page*deskRows, len(found))
	if f.Page > 1 {
		d.Previous = m.Link(f.address(f.Page - 1))
	}
	if f.Page < pages {
		d.Next = m.Link(f.address(f.Page + 1))
	}
	for i := d.From - 1; i < d.To; i++ {
		d.Rows = append(d.Rows, p.deskRow(&found[i], m, last))
	}
	return d
}

// asOf is the desk at an earlier time.
func asOf(list []workbench.Row, t time.Time) []workbench.Row {
	var out []workbench.Row
	for i := range list {
		if row, ok := list[i].At(t); ok {
			out = append(out, row)
		}
	}
	return out
}

func summary(list []workbench.Row, last time.Time) string {
	moved, waiting, unsettled, unjudged := 0, 0, 0, 0
	for i := range list {
		r := &list[i]
		waiting += r.Proposed
		switch {
		case len(r.Steps) == 0:
			unjudged++
		case r.Sufficiency != credence.Established:
			unsettled++
		}
		if changed(r, last) {
			moved++
		}
	}
	s := fmt.Sprintf("%s, %d not settled.", plural(len(list), "claim"), unsettled)
	if !last.IsZero() {
		s += fmt.Sprintf(" %d changed since your last visit, %s.", moved, plain.Instant(last))
	}
	if waiting > 0 {
		s += fmt.Sprintf(" %s by the machine wait for a person.", plural(waiting, "answer"))
	}
	if unjudged > 0 {
		s += fmt.Sprintf(" %s being judged.", plural(unjudged, "claim is|claims are"))
	}
	return s
}

// changed reports whether a claim moved, or came, after the last visit.
func changed(r *workbench.Row, last time.Time) bool {
	return !last.IsZero() && r.MovedAt.After(last)
}

// choose gives the rows that pass, in the order asked for.
func (f *deskFilter) choose(list []workbench.Row, last time.Time) []workbench.Row {
	words := strings.Fields(strings.ToLower(f.Words))
	var out []workbench.Row
	for i := range list {
		if r := &list[i]; f.passes(r, words, last) {
			out = append(out, *r)
		}
	}
	switch f.Sort {
	case "moved":
		slices.SortStableFunc(out, func(a, b workbench.Row) int { return b.MovedAt.Compare(a.MovedAt) })
	case "waiting":
		slices.SortStableFunc(out, func(a, b workbench.Row) int { return cmp.Compare(b.Proposed, a.Proposed) })
	case "voices":
		slices.SortStableFunc(out, func(a, b workbench.Row) int { return cmp.Compare(b.Voices, a.Voices) })
	}
	return out
}

func (f *deskFilter) passes(r *workbench.Row, words []string, last time.Time) bool {
	text := strings.ToLower(r.Claimant + " " + r.Title + " " + r.Country)
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	if f.Claimant != "" && f.Claimant != r.Claimant {
		return false
	}
	if f.State == "unsettled" && r.Sufficiency == credence.Established || f.State != "" && f.State != "unsettled" && f.State != string(r.Sufficiency) {
		return false
	}
	switch f.Show {
	case "moved":
		return changed(r, last)
	case "machine":
		return r.MachineCoded
	case "waiting":
		return r.Proposed > 0
	}
	return true
}

// address is the desk with this filter, at a page.
func (f *deskFilter) address(page int) string {
	q := url.Values{}
	for name, v := range map[string]string{"words": f.Words, "claimant": f.Claimant, "state": f.State, "show": f.Show, "sort": f.Sort} {
		if v != "" {
			q.Set(name, v)
		}
	}
	if page > 1 {
		q.Set("page", strconv.Itoa(page))
	}
	return "/?" + q.Encode()
}

// options fills the lists to choose from, with how many each would show.
func (d *deskPage) options(list []workbench.Row, f deskFilter) {
	claimants, states := map[string]int{}, map[credence.Sufficiency]int{}
	for i := range list {
		claimants[list[i].Claimant]++
		states[list[i].Sufficiency]++
	}
	names := make([]string, 0, len(claimants))
	for n := range claimants {
		names = append(names, n)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(claimants[b]-claimants[a], cmp.Compare(a, b)) })
	for _, n := range names {
		d.Claimants = append(d.Claimants, option{n, fmt.Sprintf("%s (%d)", n, claimants[n]), f.Claimant == n})
	}
	d.States = []option{{"unsettled", "not settled", f.State == "unsettled"}}
	for _, s := range []credence.Sufficiency{credence.Established, credence.Likely, credence.Open, credence.Insufficient} {
		d.States = append(d.States, option{string(s), fmt.Sprintf("%s (%d)", s, states[s]), f.State == string(s)})
	}
	for _, o := range [][2]string{{"moved", "changed since my last visit"}, {"waiting", "with answers to look at"}, {"machine", "machine-coded"}} {
		d.Shows = append(d.Shows, option{o[0], o[1], f.Show == o[0]})
	}
	for _, o := range [][2]string{{"", "newest first"}, {"moved", "changed lately first"}, {"waiting", "most to look at first"}, {"voices", "most voices first"}} {
		d.Sorts = append(d.Sorts, option{o[0], o[1], f.Sort == o[0]})
	}
}

func (p *Pages) deskRow(r *workbench.Row, m moment, last time.Time) deskRow {
	row := deskRow{
		Link: m.Link("/claims/" + r.Slug), Claimant: r.Claimant, Title: r.Title, Country: r.Country, Machine: r.MachineCoded, Stale: !r.Fresh,
		Voices: r.Voices, Reports: r.Reports, Proposed: r.Proposed, Made: plain.Clock(r.Made), Age: ago(m.At.Known, r.Made),
		State: r.Sufficiency, Enough: plain.Capital(p.bench.Tables.Ladder.Sufficiency[r.Sufficiency]),
	}
	if len(r.Steps) == 0 {
		row.Verdict = "being judged"
		return row
	}
	now := r.Last()
	settled := r.Sufficiency == credence.Established || r.Sufficiency == credence.Likely
	row.Verdict = "no answer stands out"
	switch {
	case !settled: // and then no rung is the headline
		row.Verdict, row.Enough = p.bench.Tables.Ladder.Sufficiency[r.Sufficiency], ""
		if r.StandsOut {
			row.Leaning = p.rungName(now.Top.H)
		}
	case r.StandsOut:
		row.Verdict = p.rungName(now.Top.H)
	}
	if r.StandsOut {
		row.Chance, row.Range = now.Top.Word+", "+plain.Percent(now.Top.P), plain.Range(now.Top.Probability)
	}
	var points []credence.Probability
	var told []string
	for _, s := range r.Steps {
		points = append(points, s.Tie)
		told = append(told, plain.Percent(s.Tie.P))
	}
	row.Spark = template.HTML(chart.Spark(points, "Any tie between attacker and claimant, verdict by verdict: "+strings.Join(told, ", "))) // escapes its words
	row.Moved = changed(r, last)
	for _, s := range slices.Backward(r.Steps) {
		if len(s.Changed) > 0 {
			row.Changed = together(s.Changed[0])
			if !s.AsOf.IsZero() {
				row.When = s.AsOf.Format("2 Jan 2006")
			}
			break
		}
	}
	return row
}

// ago says how long before now something was, as closely as a reader needs.
func ago(now time.Time, v credence.Interval) string {
	t := v.To
	if t.IsZero() {
		t = v.From
	}
	d := now.Sub(t)
	switch {
	case t.IsZero():
		return ""
	case d < time.Hour:
		return "within the hour"
	case d < 48*time.Hour:
		return plural(int(d/time.Hour), "hour")
	case d < 60*24*time.Hour:
		return plural(int(d/(24*time.Hour)), "day")
	case d < 730*24*time.Hour:
		return plural(int(d/(30*24*time.Hour)), "month")
	}
	return plural(int(d/(365*24*time.Hour)), "year")
}

// A visit ends when the desk was not looked at for this long.
const visitEnds = 30 * time.Minute

// visitCookie holds when the visit before began its last look, and the last
// look of this one, in seconds.
const visitCookie = "credence-visit"

// lastVisit tells when the reader looked at the desk last before this visit,
// the zero time at the first, and notes this look.
func (p *Pages) lastVisit(w http.ResponseWriter, r *http.Request) time.Time {
	now := p.now().UTC()
	var before, latest int64
	if c, err := r.Cookie(visitCookie); err == nil {
		if _, err := fmt.Sscanf(c.Value, "%d.%d", &before, &latest); err != nil || before < 0 || latest > now.Unix() {
			before, latest = 0, 0
		}
	}
	if latest > 0 && now.Unix()-latest > int64(visitEnds/time.Second) {
		before = latest
	}
	http.SetCookie(w, &http.Cookie{
		Name: visitCookie, Value: fmt.Sprintf("%d.%d", before, now.Unix()), Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: p.tls,
	})
	if before == 0 {
		return time.Time{}
	}
	return time.Unix(before, 0).UTC()
}

// demo puts the dossier on the desk that comes with the program.
func (p *Pages) demo(w http.ResponseWriter, r *http.Request) error {
	if err := p.posted(w, r, caller.Analyst); err != nil {
		return err
	}
	id, err := p.bench.LoadDossier(r.Context(), demoDossier, "Credence casebook", p.now().UTC())
	if err != nil {
		return err
	}
	sheet, err := p.bench.Sheet(r.Context(), string(id), p.now().UTC())
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/claims/"+sheet.Slug, http.StatusSeeOther)
	return nil
}

package table

import (
	"strconv"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/brief"
)

// Claims is one row for each claim.
func Claims(briefs []*brief.Brief) *Table {
	t := &Table{Columns: []string{
		"claim", "claimant", "claimant_id", "channel", "tier", "claimed_from", "claimed_to", "wording",
		"incident", "title", "type", "date_from", "date_to", "place", "country", "killed_min", "killed_max", "injured_min", "injured_max",
		"as_of", "authenticity", "sufficiency", "top", "top_name", "p", "lo", "hi", "word",
		"operational_p", "any_tie_p", "cause_p", "false_p", "details", "exclusive_details", "reports", "voices", "rivals", "machine_coded", "versions",
	}}
	for _, b := range briefs {
		t.Rows = append(t.Rows, claimRow(b))
	}
	return t
}

func claimRow(b *brief.Brief) []string {
	a, in := &b.Assessment, &b.Incident
	c, top := &a.Claim, b.Leading()
	exclusive, _ := b.Foreknown()
	v := a.Versions
	row := []string{
		string(c.ID), c.Claimant, c.ClaimantID, c.Channel, string(c.Tier), moment(c.At.From), moment(c.At.To), brief.Short(c.Wording, brief.OwnWords),
		string(in.ID), b.AttackName(), in.Type, moment(in.Date.From), moment(in.Date.To), in.Place.Name, in.Place.Country,
		least(in.Killed), most(in.Killed), least(in.Injured), most(in.Injured),
		moment(a.AsOf), string(a.Authenticity), string(a.Sufficiency), string(a.Top), b.Labels.Rung[a.Top], share(top.P), share(top.Lo), share(top.Hi), top.Word,
	}
	for _, name := range []string{"operational", "any_tie", "cause", "false"} {
		row = append(row, share(b.Chance(name).P))
	}
	return append(row,
		strconv.Itoa(stated(a.Details)), strconv.Itoa(exclusive), strconv.Itoa(len(b.Documents)), strconv.Itoa(b.Independent()), strconv.Itoa(len(b.Rivals)),
		strconv.FormatBool(a.MachineCoded), strings.Join([]string{v.Codes, v.Priors, v.Words, v.Grades, v.Ladder, v.Rules, v.Extractor}, " "),
	)
}

// Details is one row for each detail of each claim, also those that the claim
// leaves out.
func Details(briefs []*brief.Brief) *Table {
	t := &Table{Columns: []string{
		"claim", "claimant", "detail", "slot", "value", "stated", "checkable", "asserted_from", "asserted_to",
		"public_before", "first_public_from", "first_public_to", "first_outlet", "first_url", "first_document", "first_start", "first_end", "first_quote",
		"later", "later_outlets", "reason", "as_of",
	}}
	for _, b := range briefs {
		for i := range b.Assessment.Details {
			t.Rows = append(t.Rows, detailRow(b, &b.Assessment.Details[i]))
		}
	}
	return t
}

func detailRow(b *brief.Brief, d *credence.DetailTest) []string {
	c := &b.Assessment.Claim
	first := make([]string, 8)
	if f := d.First; f != nil {
		link := f.URL
		if doc := b.Document(f.Quote.Document); doc != nil {
			link = b.Link(doc)
		}
		first = []string{
			moment(f.Published.From), moment(f.Published.To), f.Outlet, link, string(f.Quote.Document),
			strconv.Itoa(f.Quote.Start), strconv.Itoa(f.Quote.End), brief.Short(f.Quote.Text, brief.OwnWords),
		}
	}
	var later []string
	for _, s := range d.LaterBy {
		later = append(later, s.Outlet)
	}
	row := append([]string{
		string(c.ID), c.Claimant, string(d.Detail.ID), string(d.Detail.Slot), brief.Short(d.Detail.Value, brief.OwnWords), strconv.FormatBool(d.Detail.Stated),
		strconv.FormatBool(d.Detail.Checkable), moment(d.Detail.Asserted.From), moment(d.Detail.Asserted.To), string(d.PublicBefore),
	}, first...)
	return append(row, string(d.Later), strings.Join(later, "; "), d.Reason, moment(b.Assessment.AsOf))
}

// share is a probability as a figure. It is never printed below .01 or above
// .99: the method holds no more.
func share(p float64) string {
	return strconv.FormatFloat(min(0.99, max(0.01, p)), 'f', 2, 64)
}

func least(n credence.Number) string {
	if n.IsZero() {
		return ""
	}
	return strconv.Itoa(n.Min)
}

// most is the upper bound, "" where there is none.
func most(n credence.Number) string {
	if n.IsZero() || n.Max == 0 && n.Min > 0 {
		return ""
	}
	return strconv.Itoa(n.Max)
}

func stated(details []credence.DetailTest) int {
	n := 0
	for _, d := range details {
		if d.Detail.Stated {
			n++
		}
	}
	return n
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

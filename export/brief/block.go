package brief

import (
	"time"

	"github.com/credence-project/credence"
)

// page is the content of a brief, independent of the format.
type page struct {
	title, asOf, standfirst string
	sections                []section
}

type section struct {
	id, title string
	blocks    []block
}

// block is one of the kinds below.
type block interface{ isBlock() }

// para is running text. Strong makes it stand out.
type para struct {
	text   string
	strong bool
}

// quotation is somebody's words with where they stand.
type quotation struct{ text, source string }

// list is a list of short points, each with where it stands, if anywhere.
type list []point

type point struct{ text, quote, source string }

// table is rows under heads; the first cell of a row names it.
type table struct {
	caption string
	head    []string
	rows    [][]string
}

// ladder is one bar a rung, with its interval.
type ladder []bar

type bar struct {
	name, label string
	p           credence.Probability
	top         bool
}

// timeline is what happened and was said when, oldest first.
type timeline []event

type event struct {
	when  credence.Interval
	kind  string // attack, claim, report, finding, as-of
	label string
}

// pre is text whose line breaks count.
type pre string

func (para) isBlock()      {}
func (quotation) isBlock() {}
func (list) isBlock()      {}
func (table) isBlock()     {}
func (ladder) isBlock()    {}
func (timeline) isBlock()  {}
func (pre) isBlock()       {}

// clock writes an interval as closely as it is known.
func clock(v credence.Interval) string {
	switch {
	case v.IsZero():
		return "time not known"
	case v.From.IsZero():
		return "by " + instant(v.To)
	case v.To.IsZero():
		return "from " + instant(v.From)
	}
	from, to := v.From.UTC(), v.To.UTC()
	switch length := to.Sub(from); {
	case length < time.Minute:
		return instant(from)
	case wholeDays(from, to) && length < 25*time.Hour:
		return from.Format("2 Jan 2006")
	case wholeDays(from, to) && from.Day() == 1 && to.Add(time.Second).Day() == 1 && length < 32*24*time.Hour:
		return from.Format("Jan 2006")
	case wholeDays(from, to):
		return from.Format("2 Jan 2006") + " to " + to.Format("2 Jan 2006")
	}
	return instant(from) + " to " + instant(to)
}

func wholeDays(from, to time.Time) bool {
	return from.Hour() == 0 && from.Minute() == 0 && to.Add(time.Second).Hour() == 0 && to.Add(time.Second).Minute() == 0
}

func instant(t time.Time) string { return t.UTC().Format("2 Jan 2006 15:04 UTC") }

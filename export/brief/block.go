package brief

import (
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

package page

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/credence-project/credence/export/plain"
)

// funcs are what templates may call.
func (p *Pages) funcs() template.FuncMap {
	return template.FuncMap{
		"static":     p.static.address,
		"navigation": navigation,
		"clock":      plain.Clock,   // an interval
		"instant":    plain.Instant, // a time
		"stamp":      func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
		"percent":    plain.Percent,
		"chance":     plain.Chance, // word, number and interval of a credence.Probability
		"count":      plain.Count,  // a credence.Number
		"capital":    plain.Capital,
		"itemView":   itemViewOf,
		"plural":     plural,
	}
}

// plural is a number with its noun: "1 voice", "3 voices". A noun whose plural
// is irregular gives both, "entry|entries".
func plural(n int, noun string) string {
	one, many, irregular := strings.Cut(noun, "|")
	if !irregular {
		many = one + "s"
	}
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// place is an entry of the navigation.
type place struct{ Address, Name string }

// navigation lists the places that are reached from every page.
func navigation() []place {
	return []place{{"/", "Desk"}, {"/casebook", "Casebook"}, {"/method", "Method"}, {"/add", "Add"}}
}

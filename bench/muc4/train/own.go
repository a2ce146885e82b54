package main

import (
	"embed"
	"fmt"
	"strings"

	"github.com/credence-project/credence/bench/muc4/muc"
	"github.com/credence-project/credence/bench/own"
	"github.com/credence-project/credence/extract/event"
)

//go:embed texts
var ownFiles embed.FS

// readOwn reads the items of our own to train on, in the order of their files.
func readOwn() ([]event.Lesson, error) { return own.Read(ownFiles, "texts/*.txt", ownItems) }

// ownWeight is how much an item of our own counts beside one that an analyst
// marked: as chosen by the likelihood of the development items.
const ownWeight = 0.25

// ownItems reads a file of items: a line that begins with ==, the text, a line
// --, and the incidents with their fillers, a line each, as texts/FORMAT.md
// explains. Weapons that no word names are left out there.
func ownItems(file string) ([]event.Lesson, error) {
	var out []event.Lesson
	_, file, found := strings.Cut("\n"+file, "\n==")
	if !found {
		return nil, nil
	}
	for item := range strings.SplitSeq(file, "\n==") {
		name, rest, _ := strings.Cut(item, "\n")
		text, key, found := strings.Cut(rest, "\n--")
		if !found {
			return nil, fmt.Errorf("item %s: no line -- after the text", strings.TrimSpace(name))
		}
		l := event.Lesson{ID: strings.TrimSpace(name), Text: text, Weight: ownWeight}
		for line := range strings.Lines(strings.ToUpper(key)) {
			if line = strings.TrimSpace(line); line == "" {
				continue
			}
			if err := answer(&l, line); err != nil {
				return nil, fmt.Errorf("item %s: line %q: %w", l.ID, line, err)
			}
		}
		out = append(out, l)
	}
	return out, nil
}

// answer takes up a line of a key, in capitals: an incident, or a filler of the
// last one.
func answer(l *event.Lesson, line string) error {
	line, optional := strings.CutPrefix(line, "?")
	slot, rest, found := strings.Cut(line, ":")
	if !found {
		return fmt.Errorf("no slot")
	}
	var f [5][]string // the fields' values
	fields := strings.Split(rest, "|")
	if len(fields) > len(f) {
		return fmt.Errorf("%d fields", len(fields))
	}
	for i, v := range fields {
		f[i] = values(v)
	}
	if slot == "INCIDENT" {
		g, err := incident(f)
		if err != nil {
			return err
		}
		g.Optional = optional
		l.Incidents = append(l.Incidents, g)
		return nil
	}
	if len(l.Incidents) == 0 {
		return fmt.Errorf("no incident before it")
	}
	g := &l.Incidents[len(l.Incidents)-1]
	filler := event.GoldFiller{Texts: f[0], Optional: optional}
	switch slot {
	case "WEAPON":
		filler.Role, filler.Class = "weapon", f[1]
	case "BY":
		filler.Role = "individual"
	case "ORG":
		filler.Role, filler.Class = "organization", f[1]
	case "THING":
		filler.Role, filler.Class, filler.Effect, filler.Nation = "physical", f[1], f[3], f[4]
	case "PERSON", "NAME":
		filler.Role, filler.Class, filler.Effect, filler.Nation = "person", f[1], f[3], f[4]
		if slot == "NAME" {
			name, called, _ := strings.Cut(fields[0], " = ")
			filler.Names, filler.Texts = values(name), values(called)
		}
	default:
		return fmt.Errorf("unknown slot %s", slot)
	}
	if filler.Texts == nil && filler.Names == nil {
		return fmt.Errorf("no words")
	}
	g.Fillers = append(g.Fillers, filler)
	return nil
}

// values splits alternatives; "-" is none.
func values(field string) []string {
	if field = strings.TrimSpace(field); field == "-" || field == "" {
		return nil
	}
	out := strings.Split(field, " / ")
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

// incident reads type, stage, date, place and category.
func incident(f [5][]string) (event.Gold, error) {
	g := event.Gold{Type: f[0], Stage: f[1], AllNamed: true}
	for _, v := range f[4] {
		if v == "-" {
			continue // none is right as well
		}
		category, ok := muc.Categories[v]
		if !ok {
			return g, fmt.Errorf("unknown category %s", v)
		}
		g.Category = append(g.Category, category)
	}
	for _, v := range f[2] {
		from, to, ok := days(v)
		if !ok {
			return g, fmt.Errorf("no date: %s", v)
		}
		g.Dates = append(g.Dates, [2]string{from, to})
	}
	for _, v := range f[3] {
		country, chain := places(v)
		g.Country, g.Places = append(g.Country, country), append(g.Places, chain)
	}
	return g, nil
}

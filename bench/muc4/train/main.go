// Command train learns the models of the incident stage from MUC-4 texts and
// their answer keys, and from items of our own.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/credence-project/credence/bench/muc4/muc"
	"github.com/credence-project/credence/extract/event"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	fs := flag.NewFlagSet("train", flag.ContinueOnError)
	data := fs.String("data", "../shared/data/muc4/dev", "texts and key, without .txt and .key")
	out := fs.String("out", "extract/event/model/incident.bin", "model file to write")
	cv := fs.Int("cv", 0, "instead, write the response of a cross-validation with so many folds to standard output")
	seed := fs.Uint64("seed", 0, "with -cv: another parting of the stories for each number")
	with := fs.Bool("own", true, "learn from the items of our own (texts) too")
	if err := fs.Parse(args); err != nil {
		return err
	}
	lessons, err := lessons(*data+".txt", *data+".key")
	if err != nil {
		return err
	}
	var own []event.Lesson
	if *with {
		if own, err = readOwn(); err != nil {
			return err
		}
	}
	if *cv > 1 {
		mixStories(lessons, *seed)
		return crossValidate(lessons, own, *cv, os.Stdout)
	}
	return writeModels(append(own, lessons...), *out)
}

// lessons reads a text file and its key.
func lessons(textFile, keyFile string) ([]event.Lesson, error) {
	text, err := os.ReadFile(textFile)
	if err != nil {
		return nil, err
	}
	answers, err := os.ReadFile(keyFile)
	if err != nil {
		return nil, err
	}
	templates := muc.Templates(string(answers))
	var out []event.Lesson
	for _, item := range muc.Items(string(text)) {
		l := event.Lesson{ID: item.ID, Text: item.Text}
		for _, t := range templates[item.ID] {
			l.Incidents = append(l.Incidents, gold(t))
		}
		out = append(out, l)
	}
	tellApart(out)
	return out, nil
}

// gold turns a template into the terms of the library.
func gold(t muc.Template) event.Gold {
	g := event.Gold{Optional: t.Optional}
	for _, f := range t.Slots[4] {
		g.Type = append(g.Type, f.Values...)
	}
	for _, f := range t.Slots[5] {
		g.Stage = append(g.Stage, f.Values...)
	}
	for _, f := range t.Slots[8] {
		for _, v := range f.Values {
			g.Category = append(g.Category, muc.Categories[v])
		}
	}
	for _, f := range t.Slots[2] {
		for _, v := range f.Values {
			if from, to, ok := days(v); ok {
				g.Dates = append(g.Dates, [2]string{from, to})
			}
		}
	}
	for _, f := range t.Slots[3] {
		for _, v := range f.Values {
			c, chain := places(v)
			if c != "" || len(g.Country) > 0 {
				if c == "" {
					c = g.Country[0]
				}
				g.Country = append(g.Country, c)
				g.Places = append(g.Places, chain)
			}
		}
	}
	g.Unnamed = referring(t, 7, []string{"-"})
	g.Fillers = append(g.Fillers, participants(t, "weapon", 6, 7, 0, 0)...)
	g.Fillers = append(g.Fillers, participants(t, "individual", 9, 0, 0, 0)...)
	g.Fillers = append(g.Fillers, participants(t, "organization", 10, 11, 0, 0)...)
	g.Fillers = append(g.Fillers, participants(t, "physical", 12, 13, 16, 15)...)
	g.Fillers = append(g.Fillers, people(t)...)
	return g
}

// participants makes fillers of a string slot and the slots that refer to it.
func participants(t muc.Template, role string, id, class, effect, nation int) []event.GoldFiller {
	var out []event.GoldFiller
	for _, f := range t.Slots[id] {
		out = append(out, event.GoldFiller{Role: role, Texts: f.Values, Optional: f.Optional,
			Class: referring(t, class, f.Values), Effect: referring(t, effect, f.Values), Nation: referring(t, nation, f.Values)})
	}
	return out
}

// people joins names and descriptions of human targets.
func people(t muc.Template) []event.GoldFiller {
	var out []event.GoldFiller
	add := func(names, texts, all []string, optional bool) {
		out = append(out, event.GoldFiller{Role: "person", Names: names, Texts: texts, Optional: optional,
			Class: referring(t, 20, all), Effect: referring(t, 23, all), Nation: referring(t, 22, all)})
	}
	for _, f := range t.Slots[18] {
		add(f.Values, referring(t, 19, f.Values), f.Values, f.Optional)
	}
	for _, f := range t.Slots[19] {
		if len(f.Refs) == 0 {
			add(nil, f.Values, f.Values, f.Optional)
		}
	}
	return out
}

// referring lists the values of a slot that refer to one of the strings.
func referring(t muc.Template, slot int, to []string) []string {
	var out []string
	for _, f := range t.Slots[slot] {
		if overlap(f.Refs, to) {
			out = append(out, f.Values...)
		}
	}
	return out
}

func overlap(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

// days reads "21 JAN 89", "15 JAN 89 - 21 JAN 89" or "- 21 JAN 89".
func days(s string) (from, to string, ok bool) {
	if rest, found := strings.CutPrefix(s, "-"); found {
		to, ok = day(rest)
		return "", to, ok
	}
	a, b, found := strings.Cut(s, " - ")
	if !found {
		b = a
	}
	from, ok = day(a)
	to, ok2 := day(b)
	return from, to, ok && ok2
}

func day(s string) (string, bool) {
	t, err := time.Parse("2 Jan 06", strings.TrimSpace(s))
	return t.Format(time.DateOnly), err == nil
}

// places reads "PERU: LIMA (CITY): MIRAFLORES (NEIGHBORHOOD)".
func places(s string) (country string, chain []string) {
	for i, step := range strings.Split(s, ":") {
		name, kind, found := strings.Cut(step, "(")
		name = strings.TrimSpace(name)
		if i == 0 && !found {
			country = name
			continue
		}
		chain = append(chain, name+"|"+strings.TrimRight(strings.TrimSpace(kind), ")"))
	}
	return country, chain
}

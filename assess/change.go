package assess

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/credence-project/credence"
)

// Change is the difference between two assessments of the same claim.
type Change struct {
	From  time.Time               `json:"from"`
	To    time.Time               `json:"to"`
	Top   [2]credence.Hypothesis  `json:"top"`
	State [2]credence.Sufficiency `json:"sufficiency"`
	Moves []credence.Move         `json:"moves"`
	Added []credence.Evidence     `json:"added"` // counts now and did not before, the weightiest first
	Gone  []credence.SetAside     `json:"gone"`  // counted before and does not now
	Lines []string                `json:"lines"` // what changed and why, in sentences
}

// Compare tells what changed from one assessment to another, and why. The
// tables give the words.
func Compare(t *Tables, before, after *credence.Assessment) Change {
	c := Change{
		From: before.AsOf, To: after.AsOf, Top: [2]credence.Hypothesis{before.Top, after.Top},
		State: [2]credence.Sufficiency{before.Sufficiency, after.Sufficiency},
	}
	for _, a := range after.RollUps {
		for _, b := range before.RollUps {
			if a.Name == b.Name && a.P != b.P {
				c.Moves = append(c.Moves, credence.Move{Name: a.Name, From: b.P, To: a.P})
			}
		}
	}
	c.Added = missing(after.Evidence, before.Evidence)
	slices.SortStableFunc(c.Added, func(a, b credence.Evidence) int {
		return cmp.Compare(effect(after, b.ID), effect(after, a.ID))
	})
	for _, e := range missing(before.Evidence, after.Evidence) {
		if s := why(after, e); s.Why != noLongerHeld || !t.again(c.Added, &e) {
			c.Gone = append(c.Gone, s)
		}
	}
	c.Added = slices.DeleteFunc(c.Added, func(e credence.Evidence) bool { return t.again(before.Evidence, &e) })
	c.tell(t, before, after)
	return c
}

// missing gives what is in a and not in b, in the order of a.
func missing(a, b []credence.Evidence) []credence.Evidence {
	have := make(map[credence.EvidenceID]bool, len(b))
	for i := range b {
		have[b[i].ID] = true
	}
	var out []credence.Evidence
	for i := range a {
		if !have[a[i].ID] {
			out = append(out, a[i])
		}
	}
	return out
}

// effect is the largest move of a roll-up when the item is left out, as far
// as the assessment examined it.
func effect(a *credence.Assessment, id credence.EvidenceID) float64 {
	x := 0.0
	for i := range a.Pivots {
		if a.Pivots[i].Evidence != id {
			continue
		}
		for _, m := range a.Pivots[i].Moves {
			x = max(x, m.To-m.From, m.From-m.To)
		}
	}
	return x
}

func why(after *credence.Assessment, e credence.Evidence) credence.SetAside {
	for _, s := range after.SetAside {
		if s.Evidence.ID == e.ID {
			return s
		}
	}
	return credence.SetAside{Evidence: e, Why: noLongerHeld}
}

const noLongerHeld = "no longer held"

// again reports whether one of the items gives the same answer in the same
// words, if on other passages: a proposal is another item once it rests on more,
// but nothing changed for the reader.
func (t *Tables) again(items []credence.Evidence, e *credence.Evidence) bool {
	words := t.sentence(e)
	return slices.ContainsFunc(items, func(o credence.Evidence) bool { return o.Code == e.Code && t.sentence(&o) == words })
}

// told is how many added and gone answers are told in full.
const told = 5

func (c *Change) tell(t *Tables, before, after *credence.Assessment) {
	say := func(format string, args ...any) { c.Lines = append(c.Lines, fmt.Sprintf(format, args...)) }
	if before.Top != after.Top {
		say("The leading rung changed from %q to %q.", t.Ladder.name(before.Top), t.Ladder.name(after.Top))
	}
	for _, m := range c.Moves {
		if label := t.Ladder.label(m.Name); credence.Percent(m.From) != credence.Percent(m.To) {
			verb := "rose"
			if m.To < m.From {
				verb = "fell"
			}
			say("That %s %s from %s to %s.", label, verb, credence.Percent(m.From), credence.Percent(m.To))
		}
	}
	if before.Sufficiency != after.Sufficiency {
		say("The evidence was %s and is now %s.", t.Ladder.Sufficiency[before.Sufficiency], t.Ladder.Sufficiency[after.Sufficiency])
	}
	if before.Prior.Set != after.Prior.Set {
		say("Another prior set is in use: %s instead of %s.", t.Priors.Title(after.Prior.Set), t.Priors.Title(before.Prior.Set))
	}
	if before.Versions != after.Versions {
		v := after.Versions
		say("The tables changed: codes %s, priors %s, words %s, grades %s, ladder %s, rules %s.", v.Codes, v.Priors, v.Words, v.Grades, v.Ladder, v.Rules)
	}
	for _, e := range c.Added[:min(len(c.Added), told)] {
		say("New: %s.", t.sentence(&e))
	}
	for _, s := range c.Gone[:min(len(c.Gone), told)] {
		say("No longer counted: %s (%s).", t.sentence(&s.Evidence), s.Why)
	}
	if more := max(len(c.Added)-told, 0) + max(len(c.Gone)-told, 0); more > 0 {
		say("%d more answers changed.", more)
	}
	if len(c.Lines) == 0 {
		say("Nothing changed.")
	}
}

// sentence is an answer in words, with its voice and grade.
func (t *Tables) sentence(e *credence.Evidence) string {
	text := e.Code + " " + e.Value
	if v := t.Codes.Code(e.Code).Value(e.Value); v != nil {
		text = v.Text
	}
	return fmt.Sprintf("%s (%s, %s, %s)", text, e.Code, cmp.Or(e.Outlet, string(e.Authority), "a report"), e.Grade)
}

func (l *LadderTable) name(h credence.Hypothesis) string {
	for _, r := range l.Rungs {
		if r.H == h {
			return r.Name
		}
	}
	return string(h)
}

func (l *LadderTable) label(rollUp string) string {
	for _, r := range l.RollUps {
		if r.Name == rollUp {
			return r.Label
		}
	}
	return rollUp
}

package muc

import (
	"fmt"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lexicon"
)

// Response is the answer for one item, in the form that the scorer reads.
type Response struct {
	ID        string           `json:"id"`
	Templates []map[string]any `json:"templates"`
}

// ref is a value that belongs to the filler ref.
type ref struct {
	Value string `json:"value"`
	Ref   string `json:"ref"`
}

// template collects the slots of one incident.
type template struct {
	lists map[string][]any
}

func (t *template) add(slot string, v any) {
	t.lists[slot] = append(t.lists[slot], v)
}

func (t *template) done() map[string]any {
	out := map[string]any{}
	for k, v := range t.lists {
		out[k] = v
	}
	return out
}

// Answers turns mentions into MUC-4 templates.
func Answers(mentions []credence.Mention) []map[string]any {
	out := []map[string]any{}
	for i := range mentions {
		out = append(out, incident(&mentions[i]))
	}
	return out
}

func upper(s string) string { return strings.ToUpper(strings.ReplaceAll(s, "_", " ")) }

func incident(m *credence.Mention) map[string]any {
	t := &template{lists: map[string][]any{}}
	kind := upper(m.Type)
	t.add("inc-type", kind)
	t.add("inc-stage", upper(string(m.Stage)))
	if d := Date(m.Date); d != "" {
		t.add("inc-date", d)
	}
	t.add("inc-loc", place(m.Place))
	for name, category := range Categories {
		if category == m.Category {
			t.add("perp-inc-cat", name)
		}
	}
	if kind != "KIDNAPPING" && kind != "ARSON" {
		for _, w := range m.Weapons {
			if w.Text == "" {
				t.add("inc-instr-type", ref{instruments[w.Class], "-"})
				continue
			}
			t.add("inc-instr-id", upper(w.Text))
			if c := instruments[w.Class]; c != "" {
				t.add("inc-instr-type", ref{c, upper(w.Text)})
			}
		}
	}
	for _, p := range m.Perpetrators {
		name := strings.ToUpper(p.Name)
		if p.Kind == "individual" {
			t.add("perp-ind-id", name)
			continue
		}
		if p.Also != "" {
			name += " [" + strings.ToUpper(p.Also) + "]"
		}
		t.add("perp-org-id", name)
		t.add("perp-org-conf", ref{upper(string(p.Confidence)), name})
	}
	for i := range m.Targets {
		if m.Targets[i].Kind == "person" {
			person(t, &m.Targets[i])
		} else if kind != "KIDNAPPING" {
			thing(t, &m.Targets[i])
		}
	}
	if effect := unharmed(m); effect != "" {
		t.add("hum-tgt-effect", ref{effect, "-"})
	}
	return t.done()
}

// unharmed is the effect on people where the text says that none was hurt.
func unharmed(m *credence.Mention) string {
	zero := func(n credence.Number) bool { return n.Known && n.Min == 0 && n.Max == 0 }
	switch {
	case zero(m.Killed) && zero(m.Injured):
		return "NO INJURY OR DEATH"
	case zero(m.Killed) && m.Injured.IsZero():
		return "NO DEATH"
	case zero(m.Injured) && m.Killed.IsZero():
		return "NO INJURY"
	}
	return ""
}

func person(t *template, g *credence.Target) {
	r := strings.ToUpper(g.Name)
	if g.Name != "" {
		t.add("hum-tgt-name", r)
	}
	if g.Description != "" {
		if r != "" {
			t.add("hum-tgt-desc", ref{strings.ToUpper(g.Description), r})
		} else {
			r = strings.ToUpper(g.Description)
			t.add("hum-tgt-desc", r)
		}
	}
	t.add("hum-tgt-type", ref{upper(g.Class), r})
	t.add("hum-tgt-num", ref{number(g.Number), r})
	if g.Nation != "" {
		t.add("hum-tgt-nation", ref{country(g.Nation), r})
	}
	if g.Effect != "" {
		t.add("hum-tgt-effect", ref{upper(g.Effect), r})
	}
}

func thing(t *template, g *credence.Target) {
	r := strings.ToUpper(g.Description)
	t.add("phys-tgt-id", r)
	t.add("phys-tgt-type", ref{upper(g.Class), r})
	t.add("phys-tgt-num", ref{number(g.Number), r})
	if g.Nation != "" {
		t.add("phys-tgt-nation", ref{country(g.Nation), r})
	}
	if g.Effect != "" {
		t.add("phys-tgt-effect", ref{upper(g.Effect), r})
	}
}

// number writes "7", "5 - 7", "5 -", "~7" or PLURAL.
func number(n credence.Number) string {
	switch {
	case n.Max == 0 && n.Approx, n.IsZero():
		return "PLURAL"
	case n.Max == 0:
		return fmt.Sprintf("%d -", n.Min)
	case n.Max != n.Min:
		return fmt.Sprintf("%d - %d", n.Min, n.Max)
	case n.Approx:
		return fmt.Sprintf("~%d", n.Min)
	}
	return fmt.Sprint(n.Min)
}

// Date writes a date as the key does, "" for none.
func Date(d credence.DateMention) string {
	from, to := muctime(d.From), muctime(d.To)
	switch {
	case to == "":
		return ""
	case from == "":
		return "- " + to
	case from == to:
		return to
	}
	return from + " - " + to
}

func muctime(s string) string {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return ""
	}
	return strings.ToUpper(t.Format("02 Jan 06"))
}

// Categories maps the categories of MUC-4 to those of the library.
var Categories = map[string]string{"TERRORIST ACT": "terrorism", "STATE-SPONSORED VIOLENCE": "state_violence"}

// instruments maps classes of weapon to those of MUC-4.
var instruments = map[string]string{
	"bomb": "BOMB", "vehicle_bomb": "VEHICLE BOMB", "explosive": "EXPLOSIVE", "dynamite": "DYNAMITE", "mine": "MINE",
	"grenade": "GRENADE", "molotov": "MOLOTOV COCKTAIL", "mortar": "MORTAR", "gun": "GUN", "machine_gun": "MACHINE GUN",
	"rifle": "RIFLE", "handgun": "HANDGUN", "rocket": "ROCKET", "missile": "MISSILE", "aerial_bomb": "AERIAL BOMB",
	"cutting": "CUTTING DEVICE", "stone": "STONE", "fire": "FIRE", "torture": "TORTURE",
}

// place writes a place as the key does.
func place(p credence.PlaceMention) string {
	parts := []string{country(p.Country)}
	for _, step := range [][2]string{{p.Within, p.WithinKind}, {p.Name, p.Kind}} {
		if step[0] != "" {
			parts = append(parts, fmt.Sprintf("%s (%s)", strings.ToUpper(step[0]), upper(step[1])))
		}
	}
	return strings.Join(parts, ": ")
}

// country is the name that the keys have for an ISO 3166 code.
func country(code string) string {
	switch code {
	case "US":
		return "UNITED STATES"
	case "SU", "RU":
		return "USSR"
	}
	if c, err := lexicon.Countries().Country(code); err == nil {
		return strings.ToUpper(c.Name)
	}
	return code
}

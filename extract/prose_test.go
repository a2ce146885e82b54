package extract

import (
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/bench/reports"
	"github.com/credence-project/credence/lexicon"
)

var proseMisses = flag.String("misses", "", "print what is read wrong in that file of bench/reports, such as develop")

// report is a text of bench/reports and what must be read in it.
type report struct {
	name string
	doc  credence.Document
	want []wanted
	said []reports.Saying
}

// wanted is one incident to be read; optional ones may be left out.
type wanted struct {
	optional bool
	types    string // alternatives have slashes between them, here and below
	fields   map[string]string
	targets  []string // "person soldiers: 4 dead"
	by       []string // "al-Shabaab/Shabaab claimed"
}

func readReports(t *testing.T, file string) []report {
	t.Helper()
	b, err := reports.Files.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	list, err := reports.Read(string(b))
	if err != nil {
		t.Fatal(err)
	}
	out := make([]report, len(list))
	for i, r := range list {
		out[i] = report{name: r.Name, said: r.Said, doc: credence.Document{ID: "d-report", Text: r.Text, Published: r.Published}}
		for _, line := range r.Incidents {
			out[i].want = append(out[i].want, readWanted(line))
		}
	}
	return out
}

func readWanted(line string) wanted {
	number, rest, _ := strings.Cut(line, " ")
	w := wanted{optional: strings.HasSuffix(number, "?"), fields: map[string]string{"stage": "accomplished"}}
	for i, field := range strings.Split(rest, ";") {
		key, value, _ := strings.Cut(strings.TrimSpace(field), " ")
		value = strings.TrimSpace(value)
		switch {
		case i == 0:
			w.types = key
		case key == "person" || key == "thing":
			w.targets = append(w.targets, key+" "+value)
		case key == "by":
			w.by = append(w.by, value)
		default:
			w.fields[key] = value
		}
	}
	return w
}

// tally counts answers: right ones, those wanted, those given.
type tally struct{ right, want, got int }

func (t tally) recall() float64    { return float64(t.right) / float64(max(t.want, 1)) }
func (t tally) precision() float64 { return float64(t.right) / float64(max(t.got, 1)) }

// sheet is the tallies of one file, by slot.
type sheet struct {
	slots map[string]*tally
	note  func(format string, args ...any)
}

// add counts one slot of one incident: what is wanted, what is given, and
// whether they agree. Nothing wanted and something given is an error unless free.
func (s *sheet) add(slot string, want, got string, agree bool) {
	t := s.slots[slot]
	if t == nil {
		t = &tally{}
		s.slots[slot] = t
	}
	if want != "" {
		t.want++
	}
	if got != "" {
		t.got++
	}
	if want != "" && got != "" && agree {
		t.right++
	} else if want != "" || got != "" {
		s.note("  %s: %q, want %q", slot, got, want)
	}
}

// score reads a report and counts what is right.
func (s *sheet) score(t *testing.T, r *report) {
	out := extractor(t).Extract(r.doc)
	pair := alignReports(r.want, out.Incidents)
	s.note("%s", r.name)
	for i := range r.want {
		w := &r.want[i]
		switch {
		case pair[i] >= 0 && !w.optional:
			m := &out.Incidents[pair[i]]
			s.add("incident", "there", "there", true)
			s.incident(w, m)
			s.perpetrators(w, m, r.named(i+1))
		case !w.optional:
			s.add("incident", "incident "+strconv.Itoa(i+1), "", false)
			s.incident(w, nil)
			s.perpetrators(w, &credence.Mention{}, nil)
		}
	}
	for j := range out.Incidents {
		if !slices.Contains(pair, j) {
			m := &out.Incidents[j]
			s.add("incident", "", fmt.Sprintf("%s %s %s %q", m.Type, m.Date.From, m.Place.Name, m.Of(r.doc.Text)), false)
		}
	}
	s.ties(r, &out, pair)
}

// ties counts the statements that are found and tied to the right incident.
func (s *sheet) ties(r *report, out *credence.Extraction, pair []int) {
	for _, said := range r.said {
		i := slices.IndexFunc(out.Statements, func(st credence.Statement) bool { return st.Kind == said.Kind && st.Overlaps(said.Span) })
		words := fmt.Sprintf("%s %v %q", said.Kind, said.About, said.Of(r.doc.Text))
		if i < 0 {
			s.add("statement", words, "", false)
			continue
		}
		s.add("statement", "there", "there", true)
		st := &out.Statements[i]
		got := "other"
		if !st.Other && st.Incident != "" {
			got = st.Incident
		}
		agree := false
		for _, n := range said.About {
			if n > 0 && pair[n-1] >= 0 {
				agree = agree || st.Incident == out.Incidents[pair[n-1]].Ref
				continue
			}
			agree = agree || got == "other"
		}
		s.add("tie", words, got, agree)
	}
}

// incident compares one incident slot by slot; m is nil if it is not reported.
func (s *sheet) incident(w *wanted, m *credence.Mention) {
	if m == nil {
		m = &credence.Mention{}
	}
	s.add("type", w.types, m.Type, slices.Contains(strings.Split(w.types, "/"), m.Type))
	s.add("stage", w.fields["stage"], string(m.Stage), w.fields["stage"] == string(m.Stage))
	if w.fields["date"] != "" || m.Date.From != "" {
		s.add("date", w.fields["date"], m.Date.From, sameDays(w.fields["date"], m.Date))
	}
	if w.fields["time"] != "" || m.Date.Time != "" {
		s.add("time", w.fields["time"], strings.TrimSpace(m.Date.Time+" "+m.Date.Zone), w.fields["time"] == strings.TrimSpace(m.Date.Time+" "+m.Date.Zone))
	}
	s.add("place", w.fields["place"], strings.TrimSpace(m.Place.Name+" "+m.Place.Country), samePlace(w.fields["place"], m.Place))
	s.add("killed", w.fields["killed"], shown(m.Killed), sameCount(w.fields["killed"], m.Killed))
	s.add("injured", w.fields["injured"], shown(m.Injured), sameCount(w.fields["injured"], m.Injured))
	s.weapons(w, m)
	s.targets(w, m)
}

func (s *sheet) weapons(w *wanted, m *credence.Mention) {
	want, found := w.fields["weapon"], false
	for _, got := range m.Weapons {
		ok := slices.ContainsFunc(strings.Split(want, "/"), func(c string) bool { return sameWeapon(c, got.Class) })
		switch {
		case ok && !found:
			found = true
			s.add("weapon", want, got.Class, true)
		case !ok:
			s.add("weapon", "", got.Class+" "+got.Text, false)
		}
	}
	if !found {
		s.add("weapon", want, "", false)
	}
}

// named lists whom statements tie to incident n: where that is not wanted it is
// not wrong either.
func (r *report) named(n int) []string {
	var out []string
	for _, said := range r.said {
		if slices.Contains(said.About, n) {
			out = append(out, said.Names...)
		}
	}
	return out
}

func (s *sheet) perpetrators(w *wanted, m *credence.Mention, named []string) {
	stances := map[credence.Confidence]string{credence.ClaimedOrAdmitted: "claimed", credence.ReportedAsFact: "fact",
		credence.AccusedByAuthorities: "accused authorities", credence.Accused: "accused", credence.Possible: "accused"}
	used := map[int]bool{}
	for _, by := range w.by {
		names, stance := by, ""
		for _, end := range []string{"claimed", "fact", "accused authorities", "accused"} {
			if n, ok := strings.CutSuffix(by, " "+end); ok {
				names, stance = n, end
				break
			}
		}
		at := slices.IndexFunc(m.Perpetrators, func(p credence.Perpetrator) bool { return p.Kind == "organization" && samePerson(names, p) })
		if at < 0 {
			s.add("by", by, "", false)
			continue
		}
		used[at] = true
		s.add("by", by, by, true)
		got := stances[m.Perpetrators[at].Confidence]
		s.add("footing", stance, got, stance == got)
	}
	for i, p := range m.Perpetrators {
		if p.Kind == "organization" && !used[i] && !samePerson(strings.Join(slices.DeleteFunc(named, func(n string) bool { return n == "" }), "/"), p) {
			s.add("by", "", p.Name+" "+string(p.Confidence), false)
		}
	}
}

func samePerson(names string, p credence.Perpetrator) bool {
	return names != "" && slices.ContainsFunc(strings.Split(names, "/"), func(n string) bool {
		n = strings.ToLower(strings.TrimPrefix(n, "the "))
		return strings.Contains(strings.ToLower(p.Name), n) || strings.ToLower(p.Also) == n
	})
}

// targets compares targets: whether one of the kind and noun is there, and of
// those its number and what became of it. All the dead or injured under another
// noun are neither right nor wrong.
func (s *sheet) targets(w *wanted, m *credence.Mention) {
	kinds := map[string]string{"person": "person", "thing": "physical"}
	effects := map[string]string{"dead": "death", "injured": "injury", "damage": "some_damage", "destroyed": "destroyed", "kidnapped": "kidnapped"}
	used := map[int]bool{}
	for _, line := range w.targets {
		kind, rest, _ := strings.Cut(line, " ")
		nouns, became, _ := strings.Cut(rest, ":")
		at := slices.IndexFunc(m.Targets, func(t credence.Target) bool {
			return t.Kind == kinds[kind] && slices.ContainsFunc(strings.Split(nouns, "/"), func(n string) bool {
				return strings.Contains(strings.ToLower(t.Description+" "+t.Name), strings.TrimSuffix(strings.ToLower(n), "s"))
			})
		})
		if at < 0 {
			s.add("target", line, "", false)
			continue
		}
		used[at] = true
		s.add("target", line, line, true)
		t := &m.Targets[at]
		for _, f := range strings.Fields(became) {
			if effect, ok := effects[f]; ok {
				s.add("effect", effect, t.Effect, effect == t.Effect)
			} else {
				s.add("number", f, shown(t.Number), sameCount(f, t.Number))
			}
		}
	}
	for i, t := range m.Targets {
		counted := t.Effect == "death" && sameCount(w.fields["killed"], t.Number) || t.Effect == "injury" && sameCount(w.fields["injured"], t.Number)
		if !used[i] && !counted {
			s.add("target", "", t.Kind+" "+shown(t.Number)+" "+t.Description+" "+t.Name+" "+t.Effect, false)
		}
	}
}

// sameDays reports whether a date lies within the day, month, year or range
// that is wanted.
func sameDays(want string, d credence.DateMention) bool {
	from, to, ranged := strings.Cut(want, "..")
	if !ranged {
		to = from
	}
	return want != "" && d.From != "" && d.From[:min(len(from), len(d.From))] >= from && d.To[:min(len(to), len(d.To))] <= to
}

// samePlace compares "Apartado CO", "Cairo/Giza EG" or "Leticia CO/Tabatinga BR"
// with a place.
func samePlace(want string, p credence.PlaceMention) bool {
	return slices.ContainsFunc(strings.Split(want, "/"), func(name string) bool {
		country := ""
		for _, part := range []string{want, name} { // one behind all holds for each
			if i := strings.LastIndexByte(part, ' '); i > 0 && len(part)-i == 3 && strings.ToUpper(part[i:]) == part[i:] {
				country = part[i+1:]
			}
		}
		name = strings.TrimSuffix(name, " "+country)
		return lexicon.Fold(name) == lexicon.Fold(p.Name) && (country == "" || p.Country == country)
	})
}

func shown(n credence.Number) string {
	switch {
	case n.IsZero():
		return ""
	case n.Max == 0 && n.Min > 0:
		return strconv.Itoa(n.Min) + "-"
	case n.Max != n.Min:
		return strconv.Itoa(n.Min) + "-" + strconv.Itoa(n.Max)
	}
	return strconv.Itoa(n.Max)
}

// sameCount compares a count with "7", "7-9" (within) and "7-" (that or more).
func sameCount(want string, n credence.Number) bool {
	from, to, ranged := strings.Cut(want, "-")
	low, _ := strconv.Atoi(from)
	high, _ := strconv.Atoi(to)
	switch {
	case !ranged:
		return n.Min == low && n.Max == low
	case high == 0:
		return n.Min >= low && n.Min <= low+1
	}
	return n.Min >= low && n.Min <= high && n.Max <= high
}

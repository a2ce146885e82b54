package incident

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
)

// Limits on what is read to find the parts of a document.
const (
	maxScopeText     = 1 << 20 // bytes; what lies beyond counts for every incident
	maxScopeMentions = 64
	maxScopePlaces   = 200
)

// english knows the abbreviations that end no sentence.
var english = sync.OnceValue(lang.English)

// Scope tells the parts of a document that are about one incident from those
// about others. refs are its mentions that were joined to the incident; if there
// are none, nothing is known. places are where the attacks were that documents
// on the incident tell of beside it, see [Places]: a text often speaks in passing
// of an attack that it does not report itself.
//
// A sentence is about the mentions that its statements are tied to, else about
// those whose place, day or kind of attack it names and no mention apart from
// them shares, or about the attack that it names by one of the places, else
// about the mentions whose report it is. One that points to none goes
// with the sentence before it in its paragraph; at the beginning of a paragraph
// it is elsewhere only if neither what was told last nor the main incident is
// the one asked about.
func Scope(text string, x *credence.Extraction, refs []string, places []credence.PlaceMention) credence.Scope {
	s := credence.Scope{Refs: refs}
	ours, others := parted(x.Incidents, refs)
	passing := placesApart(places, ours)
	if len(ours) == 0 || len(others) == 0 && len(passing) == 0 && !slices.ContainsFunc(x.Statements, func(st credence.Statement) bool { return st.Other }) {
		return s
	}
	lines := lang.Cutter{Abbreviated: english().Abbreviates}.Cut(text[:min(len(text), maxScopeText)])
	here, there := marksOf(text, ours), marksOf(text, others)
	here.without(there)
	tied := ties(x.Statements, lines, here, there)
	aside := !slices.ContainsFunc(ours, isMain) && slices.ContainsFunc(others, isMain) // the document is about another
	last, before := tellsNone, tellsNone                                               // told last; told by the sentence before in the paragraph
	for i, v := range lines {
		words := wordsOf(v.Of(text))
		p := tied[i]
		if words.attackAt(passing) {
			p = p.or(here.placed(v.Span, words), true)
		} else {
			p = p.or(here.named(v.Span, words), there.named(v.Span, words))
		}
		tells := p.or(here.reported(v.Span), there.reported(v.Span)).what()
		switch {
		case tells != tellsNone:
			last = tells
		case !v.Opens:
			tells = before
		case aside && last != tellsHere:
			tells = tellsThere
		}
		if before = tells; tells == tellsThere {
			s.Elsewhere = append(s.Elsewhere, v.Span)
		}
	}
	return s
}

func isMain(m *credence.Mention) bool { return m.Main }

// parted gives the mentions of the incident and those that plainly are of
// another one: of another place, of other days, or of another kind. What may be
// the same told twice is neither.
func parted(all []credence.Mention, refs []string) (ours, others []*credence.Mention) {
	all = all[:min(len(all), maxScopeMentions)]
	for i := range all {
		if slices.Contains(refs, all[i].Ref) {
			ours = append(ours, &all[i])
		}
	}
	for i := range all {
		m := &all[i]
		if !slices.Contains(refs, m.Ref) && !slices.ContainsFunc(ours, func(o *credence.Mention) bool { return !apart(m, o) }) {
			others = append(others, m)
		}
	}
	return ours, others
}

// Refs are those of the mentions that were joined to an incident.
func Refs(in *credence.Incident, told []credence.Mention) []string {
	var out []string
	for i := range told {
		if slices.ContainsFunc(in.Mentions, func(r credence.MentionRef) bool { return r.Mention == told[i].ID }) {
			out = append(out, told[i].Ref)
		}
	}
	return out
}

// Places gives where the attacks were that are told of beside an incident: the
// places of those of the mentions that were not joined to it, none of them one
// of its own, each once and in order of name.
func Places(in *credence.Incident, told []credence.Mention) []credence.PlaceMention {
	joined := make(map[credence.MentionID]bool, len(in.Mentions))
	for _, m := range in.Mentions {
		joined[m.Mention] = true
	}
	own, out := []credence.PlaceMention{in.Place}, []credence.PlaceMention{}
	for i := range told {
		if p := told[i].Place; joined[told[i].ID] {
			own = append(own, p)
		} else if name := fold(p.Name); len(strings.Fields(name)) > 0 {
			out = append(out, credence.PlaceMention{Name: name, Within: fold(p.Within)})
		}
	}
	order := func(a, b credence.PlaceMention) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Within, b.Within))
	}
	slices.SortFunc(own, order)
	own = slices.CompactFunc(own, func(a, b credence.PlaceMention) bool { return order(a, b) == 0 })
	slices.SortFunc(out, order)
	return slices.DeleteFunc(slices.Compact(out), func(p credence.PlaceMention) bool {
		return slices.ContainsFunc(own, func(o credence.PlaceMention) bool { return within(p, o) || within(o, p) })
	})
}

// placesApart gives the words of the places that are plainly none of the
// mentions'.
func placesApart(places []credence.PlaceMention, ours []*credence.Mention) [][]string {
	var out [][]string
	for _, p := range places[:min(len(places), maxScopePlaces)] {
		near := func(o *credence.Mention) bool { return within(p, o.Place) || within(o.Place, p) }
		if !slices.ContainsFunc(ours, near) {
			out = append(out, strings.Fields(p.Name))
		}
	}
	return out
}

// apart reports whether two mentions of one document plainly are of two
// incidents.
func apart(a, b *credence.Mention) bool {
	p, q := a.Place, b.Place
	if p.Name != "" && q.Name != "" && !within(p, q) && !within(q, p) {
		return true
	}
	if d, e := a.Date, b.Date; d.From != "" && e.From != "" && (d.To != "" && d.To < e.From || e.To != "" && e.To < d.From) {
		return true
	}
	k, l := kindsOf(a), kindsOf(b)
	return len(k) > 0 && len(l) > 0 && !slices.ContainsFunc(k, func(kind string) bool { return slices.Contains(l, kind) })
}

func within(p, q credence.PlaceMention) bool {
	return fold(p.Name) == fold(q.Name) || p.Within != "" && fold(p.Within) == fold(q.Name)
}

// What a sentence tells of.
type telling int

const (
	tellsNone telling = iota
	tellsHere
	tellsThere
)

// pointing is what points from a sentence to the incident, and to others.
type pointing struct {
	here, there bool
	past        bool // to an attack that the document does not report
}

// or adds weaker signs where there are no stronger ones.
func (p pointing) or(here, there bool) pointing {
	if p.here || p.there {
		return p
	}
	return pointing{here, there, p.past}
}

// what leaves a sentence that points both ways to the incident: it is not
// plainly another's.
func (p pointing) what() telling {
	switch {
	case p.here:
		return tellsHere
	case p.there || p.past:
		return tellsThere
	}
	return tellsNone
}

// ties says where the statements of each line point. They were tied with all
// words in view; in a document that reports one incident alone they had no
// choice, which tells nothing.
func ties(list []credence.Statement, lines []lang.Piece, here, there *marks) []pointing {
	choice := len(there.refs) > 0
	out := make([]pointing, len(lines))
	for k := range list {
		st := &list[k]
		i, _ := slices.BinarySearchFunc(lines, st.Start, func(v lang.Piece, at int) int { return v.End - 1 - at })
		for ; i < len(lines) && lines[i].Start < st.End; i++ {
			switch {
			case choice && slices.ContainsFunc(here.refs, st.Ties) && !st.Other:
				out[i].here = true
			case slices.ContainsFunc(there.refs, st.Ties):
				out[i].there = true
			case st.Other:
				out[i].past = true
			}
		}
	}
	return out
}

package extract

import (
	"slices"
	"strings"
	"unicode"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// The models of package event learnt what one agency thought worth a record in
// one part of the world. A text that speaks of responsibility for an attack
// reports an incident wherever it is; what such a text tells in the sentences
// that first name the attack is its scene.

// sceneSentences is how many sentences from the first that names the attack
// are read for the scene.
const sceneSentences = 3

// scene reads the incident that the text is about by rule, from the first
// sentence that names an attack, or the one that holds the byte where the models
// see it begin if that is earlier. It gives false if no sentence names an attack.
func (s *scratch) scene(doc *credence.Document, begins int) (credence.Mention, bool) {
	at, kind := s.sceneBegins()
	if at < 0 {
		return credence.Mention{}, false
	}
	at = min(at, s.sentenceAt(begins))
	first := &s.text.Sentences[at]
	m := credence.Mention{Type: kind, Stage: credence.StageAccomplished, Rule: "scene", Span: credence.Span{Start: int(first.Start), End: int(first.End)}}
	d := detailer{scratch: s, doc: doc, seen: map[string]bool{}}
	d.dates, d.numbers = s.text.Dates(nil, anchorOf(doc)), s.text.Numbers(nil)
	end := min(at+sceneSentences, len(s.text.Sentences))
	for i := at; i < end; i++ {
		if sent := &s.text.Sentences[i]; i == at || sent.Form != lang.Dateline {
			d.facts(sent)
		}
	}
	for i := range d.out {
		if d.out[i].Class == "fire" && kind != "arson" {
			continue // "opened fire"
		}
		fillMention(&m, &d.out[i])
	}
	if m.Type == "attack" && slices.ContainsFunc(m.Weapons, func(w credence.Weapon) bool { return lexicon.Weapons().Is(w.Class, "bomb") }) {
		m.Type = "bombing"
	}
	m.Date = firstDate(d.dates, int(first.First), int(s.text.Sentences[end-1].Last))
	if m.Date.From == "" {
		if anchor := anchorOf(doc); !anchor.IsZero() {
			m.Date.To = anchor.Format("2006-01-02")
		}
	}
	return m, true
}

// sentenceAt gives the sentence that holds a byte of the text, or the last.
func (s *scratch) sentenceAt(at int) int {
	return int(s.text.Tokens[min(s.text.TokenAt(at), len(s.text.Tokens)-1)].Sent)
}

// sceneBegins finds the first sentence that names an attack, and its type: the
// first that says more than that it was one.
func (s *scratch) sceneBegins() (sentence int, kind string) {
	const plain = "attack"
	for i := range s.text.Sentences {
		sent := &s.text.Sentences[i]
		if sent.Form == lang.Dateline || s.question(sent) {
			continue
		}
		s.limit = int(sent.Last)
		kind := ""
		for k := int(sent.First); k < int(sent.Last); k++ {
			if !s.startsNone(k, s.x.peaceful) {
				if m, ok := lexicon.Methods().Longest(s.wordAt, k); ok && m.Tokens > 0 && !m.Common {
					if kind = strings.ToLower(m.Class.MUC); kind != plain {
						return i, kind
					}
				}
			}
			if s.tags[k].cues&cAttackVerb != 0 {
				kind = plain
			}
		}
		if kind != "" {
			return i, kind
		}
	}
	return -1, ""
}

// firstDate is the first date among the tokens first..last-1.
func firstDate(dates []lang.Date, first, last int) credence.DateMention {
	for i := range dates {
		if d := &dates[i]; d.From != "" && d.First >= first && d.Last <= last {
			return d.DateMention
		}
	}
	return credence.DateMention{}
}

// fillMention takes over what one detail says; what came first stands.
func fillMention(m *credence.Mention, d *credence.Detail) {
	span := d.Quotes[0].Span
	switch d.Slot {
	case credence.SlotPlace:
		if m.Place.Name == "" {
			m.Place = placeNamed(d.Value, span)
		}
	case credence.SlotWeapon, credence.SlotVehicle:
		m.Weapons = append(m.Weapons, credence.Weapon{Text: d.Value, Class: d.Class, Span: span})
	case credence.SlotKilled:
		firstNumber(&m.Killed, d.Number)
	case credence.SlotInjured:
		firstNumber(&m.Injured, d.Number)
	case credence.SlotAttackers:
		firstNumber(&m.Attackers, d.Number)
	}
}

func firstNumber(into *credence.Number, n credence.Number) {
	if into.IsZero() {
		*into = n
	}
}

// placeNamed looks a place up; one that the gazetteer does not know keeps its
// name alone.
func placeNamed(name string, span credence.Span) credence.PlaceMention {
	p := credence.PlaceMention{Name: name, Span: span}
	if found, score := lexicon.Gazetteer().Lookup(name, lexicon.PlaceHints{}); score > 0 {
		p.Country, p.Lat, p.Lon, p.Within = found.Country, found.Lat, found.Lon, found.Division
	}
	return p
}

// speaksOfResponsibility reports whether a statement is about who did what the
// text reports.
func speaksOfResponsibility(list []credence.Statement) bool {
	return slices.ContainsFunc(list, func(st credence.Statement) bool { return !st.Other })
}

// complete corrects, in a text that is not all capitals, what the models say
// of the incident by what the scene says, and adds what they leave open.
func complete(m *credence.Mention, scene *credence.Mention) {
	if scene.Place.Name != "" {
		m.Place = scene.Place
	}
	if m.Date.From == "" && scene.Date.From != "" {
		m.Date = scene.Date
	}
	if len(scene.Weapons) > 0 && !slices.ContainsFunc(m.Weapons, func(w credence.Weapon) bool { return w.Text != "" }) {
		m.Weapons = scene.Weapons
	}
	switch {
	case m.Type == "attack" && scene.Type != "":
		m.Type = scene.Type
	case m.Type == "bombing" && scene.Type == "attack" && len(m.Weapons) > 0 && !slices.ContainsFunc(m.Weapons, bursts):
		m.Type = "attack" // the models learnt from a time of bombs
	}
	for _, pair := range [][2]*credence.Number{{&m.Killed, &scene.Killed}, {&m.Injured, &scene.Injured}, {&m.Attackers, &scene.Attackers}} {
		if !pair[1].IsZero() {
			*pair[0] = *pair[1]
		}
	}
}

// bursts reports whether a weapon explodes or brings what does.
func bursts(w credence.Weapon) bool {
	return w.Class == "" || slices.ContainsFunc([]string{"explosive", "projectile", "mortar", "artillery", "aircraft", "drone"}, func(class string) bool {
		return lexicon.Weapons().Is(w.Class, class)
	})
}

// tie puts what the statements say of who did it in the place of what the
// models say of organisations.
func tie(m *credence.Mention, said []credence.Perpetrator) {
	said = slices.DeleteFunc(said, func(p credence.Perpetrator) bool { return p.ActorID == "" && p.Name == m.Place.Name })
	if len(said) == 0 {
		return
	}
	m.Perpetrators = slices.DeleteFunc(m.Perpetrators, func(q credence.Perpetrator) bool {
		return q.Kind == "organization" || slices.ContainsFunc(said, func(p credence.Perpetrator) bool { return p.Name == q.Name })
	})
	m.Perpetrators = append(m.Perpetrators, said...)
}

// perpetratorsOf lists who the statements connect with the incident, and on
// what footing. A denial acquits nobody: it is the actor's own word.
func perpetratorsOf(list []credence.Statement) []credence.Perpetrator {
	var out []credence.Perpetrator
	for i := range list {
		st := &list[i]
		c := footing(st)
		if st.Other || c == "" || st.Actor == "" || st.ActorID == "" && !isName(st.Actor) {
			continue
		}
		same := func(p credence.Perpetrator) bool {
			return p.Name == st.Actor || p.ActorID != "" && p.ActorID == st.ActorID
		}
		if !slices.ContainsFunc(out, same) {
			out = append(out, credence.Perpetrator{Kind: "organization", Name: st.Actor, ActorID: st.ActorID, Confidence: c, Span: st.Span})
		}
	}
	return out
}

// isName reports whether words name somebody, rather than say what they are:
// "soldiers" are a word for many.
func isName(words string) bool {
	return strings.ContainsFunc(words, unicode.IsUpper)
}

// footing is the MUC-4 confidence that a statement gives its actor.
func footing(st *credence.Statement) credence.Confidence {
	switch st.Kind {
	case credence.KindClaim:
		return credence.ClaimedOrAdmitted
	case credence.KindAttribution:
		return credence.ReportedAsFact
	case credence.KindAccusation:
		if st.ByAuthority {
			return credence.AccusedByAuthorities
		}
		return credence.Accused
	}
	return ""
}

// capitals reports whether a text is written in capitals throughout, judged by
// its beginning.
func capitals(text string) bool {
	upper, lower := 0, 0
	for i, r := range text {
		if i > 2000 {
			break
		}
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
	}
	return upper > 4*lower
}

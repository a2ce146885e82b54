package extract

import (
	"fmt"
	"slices"

	"github.com/credence-project/credence"
)

// addIncidents reads what the document reports to have happened, numbers the
// mentions, and ties the statements that are not about something else to the
// incident that the document is about.
func (s *scratch) addIncidents(doc *credence.Document, out *credence.Extraction) {
	out.Incidents = s.events.ReadText(s.text, anchorOf(doc))
	s.addScene(doc, out)
	main := ""
	for i := range out.Incidents {
		m := &out.Incidents[i]
		m.Ref = fmt.Sprintf("i%d", i+1)
		m.Main = i == mainOf(out.Incidents)
		m.ID = mentionID(doc.ID, m, i)
		if m.Main {
			main = m.Ref
		}
	}
	for i := range out.Statements {
		if !out.Statements[i].Other {
			out.Statements[i].Incident = main
		}
	}
}

// mentionID names mention number n of a document.
func mentionID(doc credence.DocumentID, m *credence.Mention, n int) credence.MentionID {
	return credence.MentionID(credence.ContentID("m", string(doc), m.Type, fmt.Sprint(m.Start, n)))
}

// mainOf is the place of the incident that the document is about: the one that
// the models call so, or the first.
func mainOf(list []credence.Mention) int {
	return max(0, slices.IndexFunc(list, func(m credence.Mention) bool { return m.Main }))
}

// addScene unites what the models part in a text in small letters, and lets the
// scene complete its main incident, or stand for it where the models report none
// though the text speaks of responsibility.
func (s *scratch) addScene(doc *credence.Document, out *credence.Extraction) {
	known := len(out.Incidents) > 0
	if known && capitals(doc.Text) || !known && !speaksOfResponsibility(out.Statements) {
		return
	}
	out.Incidents = s.unite(out.Incidents)
	begins := len(doc.Text)
	if known {
		begins = out.Incidents[mainOf(out.Incidents)].Start
	}
	scene, ok := s.scene(doc, begins)
	switch {
	case !ok:
	case known:
		main := settle(out.Incidents, &scene)
		complete(main, &scene)
		tie(main, perpetratorsOf(out.Statements))
	default:
		scene.Perpetrators = perpetratorsOf(out.Statements)
		out.Incidents = append(out.Incidents, scene)
	}
}

// settle gives the incident that the scene is of: what the text tells first is
// what it is about, whatever the models hold to be so.
func settle(list []credence.Mention, scene *credence.Mention) *credence.Mention {
	main := mainOf(list)
	if !agree(&list[main], scene) {
		if i := slices.IndexFunc(list, func(m credence.Mention) bool { return agree(&m, scene) }); i >= 0 {
			list[main].Main, list[i].Main = false, true
			main = i
		}
	}
	return &list[main]
}

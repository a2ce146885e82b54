package extract

import (
	"fmt"

	"github.com/credence-project/credence"
)

// addIncidents reads what the document reports to have happened, numbers the
// mentions, and ties the statements that are not about something else to the
// incident that the document is about.
func (s *scratch) addIncidents(doc *credence.Document, out *credence.Extraction) {
	published := doc.Published.From
	if published.IsZero() {
		published = doc.Published.To
	}
	out.Incidents = s.events.Read(doc.Text, published)
	main := ""
	for i := range out.Incidents {
		m := &out.Incidents[i]
		m.Ref = fmt.Sprintf("i%d", i+1)
		m.Main = i == 0
		m.ID = credence.MentionID(credence.ContentID("m", string(doc.ID), m.Type, fmt.Sprint(m.Start, i)))
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

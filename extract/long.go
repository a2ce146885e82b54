package extract

import (
	"fmt"
	"strconv"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/extract/event"
)

// longText is how many bytes of a document are read at once. What is longer is
// no report but a collection or a broken page; it is read in pieces, each for
// itself, so that time is in proportion to the length and memory bounded.
const longText = 256 << 10

// extractLong reads a document in pieces. The main incident is that of the
// first piece that has one.
func (s *scratch) extractLong(doc *credence.Document) credence.Extraction {
	out := credence.Extraction{Document: doc.ID}
	part := *doc
	var anchor time.Time
	for from := 0; from < len(doc.Text); {
		part.Text = event.Piece(doc.Text[from:], longText)
		next := credence.Extraction{Statements: s.readStatements(&part)}
		if from == 0 {
			anchor = s.anchorOf(doc) // the dateline stands in the first piece alone
		}
		s.addIncidents(&part, anchor, &next)
		refs := map[string]string{}
		main := len(out.Incidents) == 0
		for i := range next.Incidents {
			m := &next.Incidents[i]
			event.Shift(m, from)
			ref := fmt.Sprintf("i%d", len(out.Incidents)+1)
			refs[m.Ref], m.Ref = ref, ref
			m.Main = m.Main && main
			m.ID = mentionID(doc.ID, m, len(out.Incidents))
			out.Incidents = append(out.Incidents, *m)
		}
		for i := range next.Statements {
			st := &next.Statements[i]
			st.Incident = refs[st.Incident]
			for j, ref := range st.Also {
				st.Also[j] = refs[ref]
			}
			shiftStatement(st, from)
			out.Statements = append(out.Statements, *st)
		}
		from += len(part.Text)
	}
	return out
}

// detailsLong finds the details of a document in pieces, of those alone in which
// something is claimed. What one piece has said the next does not say again.
func (s *scratch) detailsLong(doc *credence.Document, claims []credence.Statement) []credence.Detail {
	var out []credence.Detail
	part := *doc
	var anchor time.Time
	seen := map[string]bool{}
	for from := 0; from < len(doc.Text); from += len(part.Text) {
		part.Text = event.Piece(doc.Text[from:], longText)
		piece := credence.Span{Start: from, End: from + len(part.Text)}
		var here []credence.Statement
		for _, c := range claims {
			if c.Kind == credence.KindClaim && c.Overlaps(piece) {
				c.Start, c.End = max(0, c.Start-from), c.End-from
				here = append(here, c)
			}
		}
		if from > 0 && len(here) == 0 {
			continue
		}
		s.read(&part)
		if from == 0 {
			anchor = s.anchorOf(doc)
		}
		d := s.detailer(&part, anchor)
		d.seen = seen
		for _, x := range d.details(here) {
			for i := range x.Quotes {
				x.Quotes[i].Start, x.Quotes[i].End = x.Quotes[i].Start+from, x.Quotes[i].End+from
			}
			out = append(out, x)
		}
	}
	return out
}

// shiftStatement moves the spans of a statement by n bytes, and names it anew.
func shiftStatement(st *credence.Statement, n int) {
	st.Start, st.End = st.Start+n, st.End+n
	if st.Speaker.End > 0 {
		st.Speaker.Start, st.Speaker.End = st.Speaker.Start+n, st.Speaker.End+n
	}
	st.ID = statementID(st)
}

// statementID names a statement by its content and place.
func statementID(st *credence.Statement) credence.StatementID {
	return credence.StatementID(credence.ContentID("s", string(st.Kind), st.Actor, strconv.Itoa(st.Start), strconv.Itoa(st.End), st.Text))
}

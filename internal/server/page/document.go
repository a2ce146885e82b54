package page

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/plain"
	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/workbench"
)

// maxShown is how many bytes of a text a page shows.
const maxShown = 120 << 10

// documentBody is what the page of a document is made from.
type documentBody struct {
	*workbench.DocumentFile
	Name      string
	Source    source
	Segments  []segment
	Cut       bool // the text is longer than what is shown
	Notes     []note
	Copies    []copied
	Rows      []claimRow
	Answers   []answerRow
	HowOrigin string
}

// segment is a stretch of the text with the notes that are about it; none for
// plain text.
type segment struct {
	Text  string
	Class string // of the mark: all that the stretch is
	Notes []int  // numbers
}

// note says of a passage what it became.
type note struct {
	N        int
	Sort     string
	Kind     string
	Label    string
	Text     string
	Incident credence.IncidentID
	Claim    string // address
	Evidence bool
	Actor    string
	Name     string // of the actor
}

// answerRow is an answer that rests on the document.
type answerRow struct {
	Question, Answer, Address string
	Grade                     string
	Proposed                  bool
}

type copied struct {
	source
	How, Reason string
	Self        bool
}

func (p *Pages) document(w http.ResponseWriter, r *http.Request) error {
	m, err := p.moment(r)
	if err != nil {
		return err
	}
	f, err := p.bench.OpenDocument(r.Context(), r.PathValue("id"), m.At)
	if err != nil {
		return err
	}
	rows, err := p.bench.ClaimsOn(r.Context(), &workbench.IncidentFile{Claims: f.Claims}, m.At)
	if err != nil {
		return err
	}
	d := &f.Document
	b := documentBody{
		DocumentFile: f, Name: firstOf(titleOf(d), "A document without a title"), Source: sourceOf(d),
		Rows: p.claimRows(rows), HowOrigin: relationWords[f.Origin.Relation],
	}
	text := d.Text
	if len(text) > maxShown {
		text, b.Cut = strings.ToValidUTF8(text[:maxShown], ""), true
	}
	marks := slices.DeleteFunc(slices.Clone(f.Marks), func(k workbench.Mark) bool { return k.End > len(text) })
	b.Notes = p.notesOn(marks, f, rows)
	b.Segments = segments(text, marks)
	b.Answers = p.answersOn(f, rows)
	for _, c := range f.Copies.Members {
		s := source{c.Document, sourceName(c.Outlet, c.URL, c.Title), c.Title, plain.Clock(c.Published)}
		b.Copies = append(b.Copies, copied{s, relationWords[c.Relation], c.Reason, c.Document == d.ID})
	}
	return p.render(w, r, "document", view{Title: b.Name, Moment: m, Body: b})
}

// notesOn says of each mark what it became; the number of a note is the place
// of its mark, from 1.
func (p *Pages) notesOn(marks []workbench.Mark, f *workbench.DocumentFile, rows []workbench.Row) []note {
	out := make([]note, 0, len(marks))
	for i, m := range marks {
		n := note{N: i + 1, Sort: m.Sort, Kind: plainWords(m.Kind), Label: plainWords(m.Label), Text: short(m.Of(f.Document.Text), 120), Incident: m.Incident, Evidence: m.Evidence != "", Actor: m.Actor, Name: f.Claimants[m.Actor]}
		if m.Evidence != "" {
			n.Kind, n.Label = p.answerWords(m.Kind, m.Label)
		}
		if m.Claim != "" {
			n.Claim = claimAddress(rows, m.Claim)
		}
		out = append(out, n)
	}
	return out
}

// claimAddress is the page of a claim, by its short name if that is known.
func claimAddress(rows []workbench.Row, id credence.ClaimID) string {
	for i := range rows {
		if rows[i].Claim == id {
			return "/claims/" + firstOf(rows[i].Slug, string(id))
		}
	}
	return "/claims/" + string(id)
}

// answersOn lists the answers that rest on the document, on a passage of it or
// on all of it.
func (p *Pages) answersOn(f *workbench.DocumentFile, rows []workbench.Row) []answerRow {
	var out []answerRow
	for _, e := range f.Evidence {
		row := answerRow{Address: claimAddress(rows, e.Claim) + "#" + string(e.ID), Grade: e.Grade.String(), Proposed: e.Status == credence.Proposed}
		row.Question, row.Answer = p.answerWords(e.Code, e.Value)
		out = append(out, row)
	}
	return out
}

// answerWords puts a code and its value into words.
func (p *Pages) answerWords(code, value string) (question, answer string) {
	c := p.bench.Tables.Codes.Code(code)
	if c == nil {
		return code, plainWords(value)
	}
	if v := c.Value(value); v != nil {
		return c.Question, v.Text
	}
	return c.Question, plainWords(value)
}

// segments cuts a text at the ends of its marks. Notes are numbered as by
// notesOn.
func segments(text string, marks []workbench.Mark) []segment {
	cuts := []int{0, len(text)}
	for _, m := range marks {
		cuts = append(cuts, m.Start, m.End)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []segment
	for i := range len(cuts) - 1 {
		at := credence.Span{Start: cuts[i], End: cuts[i+1]}
		s := segment{Text: text[at.Start:at.End]}
		best := -1
		for k, m := range marks {
			if !m.Contains(at) {
				continue
			}
			s.Notes = append(s.Notes, k+1)
			if !strings.Contains(s.Class, m.Sort) {
				s.Class += " m-" + m.Sort
			}
			if best < 0 || cmp.Or(cmp.Compare(m.Len(), marks[best].Len()), cmp.Compare(rank[m.Sort], rank[marks[best].Sort])) < 0 {
				best = k
			}
		}
		if best >= 0 {
			if i := slices.Index(s.Notes, best+1); i > 0 { // the closest first
				s.Notes = slices.Insert(slices.Delete(s.Notes, i, i+1), 0, best+1)
			}
		}
		out = append(out, s)
	}
	return out
}

// rank says which of two marks on the same passage is shown.
var rank = map[string]int{"evidence": 0, "statement": 1, "detail": 2, "incident": 3}

// original gives out the bytes a document was taken from, as a file to be kept
// and never as a page: whoever wrote them could otherwise speak in our name.
func (p *Pages) original(w http.ResponseWriter, r *http.Request) error {
	if err := p.posted(w, r, caller.Analyst); err != nil {
		return err
	}
	act, err := p.act(r)
	if err != nil {
		return err
	}
	o, err := p.bench.Original(r.Context(), r.PathValue("id"), act)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s.original"`, o.Document.ID))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, no-store")
	if r.PostFormValue("as") == "text" {
		h.Set("Content-Type", "text/plain; charset=utf-8")
		h.Del("Content-Disposition")
	}
	if _, err := io.Copy(w, o); err != nil {
		p.log.Error("original", "document", o.Document.ID, "err", err)
	}
	return nil
}

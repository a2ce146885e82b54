package page

import (
	"fmt"
	"html/template"
	"strings"
	"unicode/utf8"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/internal/workbench"
)

// otherRoutes are the pages around desk and claim.
func (p *Pages) otherRoutes() []route {
	return []route{
		{"GET /incidents/{id}", p.kept(p.incident)},
		{"POST /incidents/{id}/merge", p.mergeIncident},
		{"POST /incidents/{id}/split", p.splitIncident},
		{"POST /incidents/{id}/undo", p.undoOnIncident},
		{"GET /documents/{id}", p.kept(p.document)},
		{"POST /documents/{id}/original", p.original},
		{"GET /claimants/{actor}", p.kept(p.claimant)},
		{"GET /casebook", p.casebook},
		{"GET /casebook/{case}", p.referenceCase},
		{"GET /method", p.kept(p.method)},
		{"GET /add", p.add},
		{"POST /add/text", p.addText},
		{"POST /add/file", p.addFile},
		{"POST /add/address", p.addAddress},
		{"GET /add/{task}", p.task},
		{"GET /search", p.kept(p.search)},
	}
}

// otherFuncs are what the templates of these pages may call besides.
func otherFuncs() template.FuncMap {
	return template.FuncMap{
		"words":    func(s any) string { return plainWords(fmt.Sprint(s)) },
		"short":    short,
		"add":      func(a, b int) int { return a + b },
		"ratio":    ratioWords,
		"bin":      func(b casebook.Bin) string { return fmt.Sprintf("%.0f to %.0f %%", 100*b.From, 100*b.To) },
		"more":     func(list []source, n int) int { return max(0, len(list)-n) },
		"incident": func(in credence.Incident) string { return workbench.IncidentTitle(&in) },
		"task":     func(t workbench.Task) string { return taskWords(&t) },
	}
}

// With is the same view with another body, for a part of a page.
func (v view) With(body any) view {
	v.Body = body
	return v
}

// short is the beginning of a text, at most so many bytes long, cut between
// words.
func short(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	if i := strings.LastIndexByte(s[:n], ' '); i > n/2 {
		n = i
	}
	return s[:n] + " …"
}

package page

import (
	"net/http"
	"slices"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/plain"
	"github.com/credence-project/credence/internal/server/atlas"
	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/workbench"
	"github.com/credence-project/credence/lexicon"
	"github.com/credence-project/credence/syndication"
)

// incidentBody is what the page of an incident is made from.
type incidentBody struct {
	*workbench.IncidentFile
	Where    string // place and country in words
	Map      *atlas.Map
	Facts    []factRow
	Rows     []claimRow
	Voices   []voice
	Reports  []reportRow
	Unplaced int  // reports that no person placed here
	Joined   bool // the machine joined it, and a person may join or part it
}

// factRow is a fact with its bounds in words.
type factRow struct {
	Name, Range string
	Told        []toldRow
}

type toldRow struct {
	Value string
	By    []source
}

// source is a document as the pages name it.
type source struct {
	ID     credence.DocumentID
	Outlet string
	Title  string
	When   string
}

// voice is a voice with the documents that go back to it.
type voice struct {
	syndication.Voice
	Documents []voiceDocument
}

type voiceDocument struct {
	source
	How, Reason string
}

type reportRow struct {
	source
	Origin  string
	How     string
	Killed  string
	Injured string
	Placed  bool
}

func (p *Pages) incident(w http.ResponseWriter, r *http.Request) error {
	m, err := p.moment(r)
	if err != nil {
		return err
	}
	f, err := p.bench.OpenIncident(r.Context(), r.PathValue("id"), m.At)
	if err != nil {
		return err
	}
	rows, err := p.bench.ClaimsOn(r.Context(), f, m.At)
	if err != nil {
		return err
	}
	b := incidentBody{IncidentFile: f, Where: whereWords(&f.Incident.Place), Rows: p.claimRows(rows), Joined: len(f.Incident.Mentions) > 0}
	b.Map = incidentMap(f)
	named := map[credence.DocumentID]source{}
	for _, rep := range f.Reports {
		named[rep.Document.ID] = sourceOf(&rep.Document)
		b.Reports = append(b.Reports, reportOf(&rep))
		if !rep.Placed {
			b.Unplaced++
		}
	}
	for _, fact := range f.Facts {
		b.Facts = append(b.Facts, factOf(&fact, named))
	}
	for _, v := range f.Voices.Voices {
		b.Voices = append(b.Voices, voiceOf(&v, named))
	}
	return p.render(w, r, "incident", view{Title: plain.Capital(f.Title), Moment: m, Body: b})
}

func sourceOf(d *credence.Document) source {
	return source{d.ID, sourceName(d.Outlet, d.URL, titleOf(d)), titleOf(d), plain.Clock(d.Published)}
}

// Publisher is who published the document, "" if nobody says.
func (s source) Publisher() string {
	if strings.HasPrefix(s.Outlet, "“") || s.Outlet == nameless {
		return ""
	}
	return s.Outlet
}

// nameless is what a document is called of which nothing is known.
const nameless = "a document"

// sourceName is what a document is called by who published it; by its title
// where nobody says.
func sourceName(outlet, address, title string) string {
	name := firstOf(outlet, syndication.Host(address))
	switch {
	case name != "":
		return name
	case title != "":
		return "“" + short(title, maxSourceName) + "”"
	}
	return nameless
}

// maxSourceName is how much of a title stands for an outlet, in letters.
const maxSourceName = 60

// titleOf names a document; our own words for a report have no title.
func titleOf(d *credence.Document) string {
	if d.Title == "" && d.Format == credence.FormatGist {
		return firstOf(d.Outlet, "A report") + ", in our own words"
	}
	return firstOf(d.Title, d.Name, d.URL)
}

func firstOf(words ...string) string {
	i := slices.IndexFunc(words, func(s string) bool { return s != "" })
	if i < 0 {
		return ""
	}
	return words[i]
}

func reportOf(rep *workbench.Report) reportRow {
	row := reportRow{source: sourceOf(&rep.Document), Origin: rep.Origin.Name, How: relationWords[rep.Origin.Relation], Placed: rep.Placed}
	row.Title = strings.TrimPrefix(row.Title, row.Outlet+", ") // which stands above it
	if row.Outlet == "“"+row.Title+"”" {
		row.Title = ""
	}
	for i := range rep.Mentions {
		row.Killed, row.Injured = firstOf(row.Killed, plain.Count(rep.Mentions[i].Killed)), firstOf(row.Injured, plain.Count(rep.Mentions[i].Injured))
	}
	return row
}

// countries gives the English name of a country by its code, "" if the code is
// not known.
func countryName(code string) string {
	c, err := lexicon.Countries().Country(code)
	if err != nil {
		return ""
	}
	return c.Name
}

func whereWords(p *credence.PlaceMention) string {
	var parts []string
	for _, s := range []string{p.Name, p.Within, firstOf(countryName(p.Country), p.Country)} {
		if s != "" && !slices.Contains(parts, s) {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

func factOf(f *workbench.Fact, named map[credence.DocumentID]source) factRow {
	row := factRow{Name: f.Name, Range: plain.Count(f.Range)}
	for _, t := range f.Told {
		told := toldRow{Value: plainWords(t.Value)}
		for _, id := range t.By {
			told.By = append(told.By, named[id])
		}
		row.Told = append(row.Told, told)
	}
	return row
}

// plainWords writes a class of the lexicon, vehicle_bomb, as people do.
func plainWords(s string) string { return strings.ReplaceAll(s, "_", " ") }

func voiceOf(v *syndication.Voice, named map[credence.DocumentID]source) voice {
	out := voice{Voice: *v}
	out.Name = v.Label()
	for _, d := range v.Documents {
		s, ok := named[d.Document]
		if !ok {
			s = source{ID: d.Document, Outlet: sourceName(d.Outlet, d.URL, d.Title), When: plain.Clock(d.Published)}
		}
		out.Documents = append(out.Documents, voiceDocument{s, relationWords[d.Relation], d.Reason})
	}
	return out
}

// incidentMap draws where the incident was, with the places that its reports
// name; nil if nobody says where.
func incidentMap(f *workbench.IncidentFile) *atlas.Map {
	place := func(m *credence.PlaceMention, main bool) atlas.Place {
		return atlas.Place{Name: m.Name, Country: m.Country, Lat: m.Lat, Lon: m.Lon, Main: main}
	}
	places := []atlas.Place{place(&f.Incident.Place, true)}
	for i := range f.Reports {
		for k := range f.Reports[i].Mentions {
			if m := &f.Reports[i].Mentions[k].Place; m.Country == f.Incident.Place.Country {
				places = append(places, place(m, false))
			}
		}
	}
	m, ok := atlas.Around(places, countryName)
	if !ok {
		return nil
	}
	return &m
}

// ruled reads a form that rules on the reports of an incident, carries it out,
// and leads to the page of the incident it gives.
func (p *Pages) ruled(w http.ResponseWriter, r *http.Request, do func(id string, act workbench.Act) (credence.IncidentID, error)) error {
	if err := p.posted(w, r, caller.Editor); err != nil {
		return err
	}
	act, err := p.act(r)
	if err != nil {
		return err
	}
	id, err := do(r.PathValue("id"), act)
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/incidents/"+string(id), http.StatusSeeOther)
	return nil
}

func (p *Pages) mergeIncident(w http.ResponseWriter, r *http.Request) error {
	return p.ruled(w, r, func(id string, act workbench.Act) (credence.IncidentID, error) {
		return p.bench.Merge(r.Context(), id, r.PostFormValue("with"), act)
	})
}

func (p *Pages) splitIncident(w http.ResponseWriter, r *http.Request) error {
	return p.ruled(w, r, func(id string, act workbench.Act) (credence.IncidentID, error) {
		return p.bench.Split(r.Context(), id, credence.DocumentID(r.PostFormValue("report")), act)
	})
}

func (p *Pages) undoOnIncident(w http.ResponseWriter, r *http.Request) error {
	return p.ruled(w, r, func(id string, act workbench.Act) (credence.IncidentID, error) {
		return credence.IncidentID(id), p.bench.UndoRuling(r.Context(), id, r.PostFormValue("ruling"), act)
	})
}

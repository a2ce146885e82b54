package page

import (
	"net/http"
	"slices"
	"time"

	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/workbench"
)

// peopleBody is what the page is made from on which an admin says how people
// stand who are named as attackers. It alone shows names for which the naming
// gate is closed, to those alone who may open it.
type peopleBody struct {
	Slug, Title string
	People      []personRow
	Statuses    []string
	Ruled       []personRuling // the last first
	Done        bool
}

type personRow struct {
	workbench.Person
	Living bool
}

type personRuling struct {
	Name, Status, By, Reason string
	At                       time.Time
}

func (p *Pages) people(w http.ResponseWriter, r *http.Request) error {
	if !caller.From(r.Context()).May(caller.Admin) {
		return errForbidden
	}
	id, err := p.bench.FindClaim(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	sheet, err := p.bench.Sheet(r.Context(), string(id), p.now().UTC())
	if err != nil {
		return err
	}
	people, err := p.bench.People(r.Context(), string(id), workbench.AsOf{})
	if err != nil {
		return err
	}
	b := peopleBody{Slug: sheet.Slug, Title: sheet.Brief.Title, Statuses: p.bench.PersonStatuses(), Done: r.URL.Query().Has("done")}
	for _, one := range people {
		b.People = append(b.People, personRow{one, one.Living()})
	}
	ruled, err := p.bench.PeopleRuled(r.Context(), string(id))
	if err != nil {
		return err
	}
	for _, x := range slices.Backward(ruled) {
		b.Ruled = append(b.Ruled, personRuling{x.Subjects[1], x.Subjects[2], x.By, x.Reason, x.At})
	}
	return p.render(w, r, "people", view{Title: "Who is named", Here: "/", Body: b})
}

// rulePerson lays down how somebody stands.
func (p *Pages) rulePerson(w http.ResponseWriter, r *http.Request) error {
	claim, act, err := p.change(w, r, caller.Admin)
	if err != nil {
		return err
	}
	if _, err := p.bench.RulePerson(r.Context(), claim, r.PostFormValue("name"), r.PostFormValue("status"), act); err != nil {
		return err
	}
	http.Redirect(w, r, "/claims/"+r.PathValue("slug")+"/people?done", http.StatusSeeOther)
	return nil
}

package page

import "net/http"

func (p *Pages) desk(w http.ResponseWriter, r *http.Request) error {
	return p.render(w, r, "desk", view{Title: "Desk", Here: "/"})
}

package page

import (
	"html/template"
	"net/http"
)

// Plain writes a page around what others have to say: the page that logs in,
// or why somebody may not come in. The body is trusted.
func (p *Pages) Plain(w http.ResponseWriter, r *http.Request, status int, title string, body template.HTML) error {
	return p.renderStatus(w, r, status, "plain", view{Title: title, Body: body})
}

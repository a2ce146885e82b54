package server

import (
	"net/http"
	"strings"

	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/server/guard"
	"github.com/credence-project/credence/internal/workbench"
)

// route is an address with what it asks of a caller. A handler may ask for
// more; a route without a line here is answered to nobody.
type route struct {
	pattern string
	guard.Needs
}

// Roles as the table names them.
const (
	anybody = caller.None
	reader  = caller.Reader
	analyst = caller.Analyst
	editor  = caller.Editor
	admin   = caller.Admin
)

// upload is how long a request may be that brings a file: the file, and what a
// form wraps around it.
const upload = workbench.MaxUpload + 1<<20

// document is how long a request of the API may be that brings no file.
const document = 8 << 20

var routes = []route{
	// The doors.
	{"GET /login", guard.Needs{Role: anybody}},
	{"POST /login", guard.Needs{Role: anybody, Body: 16 << 10}},
	{"POST /logout", guard.Needs{Role: anybody}},
	{"GET /login/service", guard.Needs{Role: anybody}},
	{"GET /login/back", guard.Needs{Role: anybody}},

	// Accounts.
	{"GET /account", guard.Needs{Role: reader}},
	{"POST /account/password", guard.Needs{Role: reader, Body: 16 << 10}},
	{"POST /account/token", guard.Needs{Role: reader, Body: 16 << 10}},
	{"POST /account/token/{id}/revoke", guard.Needs{Role: reader, Body: 16 << 10}},
	{"GET /accounts", guard.Needs{Role: admin}},
	{"POST /accounts", guard.Needs{Role: admin, Body: 16 << 10}},
	{"POST /accounts/{name}/{what}", guard.Needs{Role: admin, Body: 16 << 10}},
	{"GET /accounts/log", guard.Needs{Role: admin}},

	// Pages.
	{"GET /static/{name}", guard.Needs{Role: anybody}},
	{"GET /{$}", guard.Needs{Role: reader}},
	{"POST /demo", guard.Needs{Role: analyst}},
	{"GET /claims/{slug}", guard.Needs{Role: reader}},
	{"GET /claims/{slug}/at/{time}", guard.Needs{Role: reader}},
	{"GET /claims/{slug}/export/{format}", guard.Needs{Role: reader, Long: true}},
	{"POST /claims/{slug}/evidence", guard.Needs{Role: analyst}},
	{"POST /claims/{slug}/evidence/{item}", guard.Needs{Role: analyst}},
	{"POST /claims/{slug}/rule/{what}", guard.Needs{Role: analyst}},
	{"GET /claims/{slug}/people", guard.Needs{Role: admin}},
	{"POST /claims/{slug}/people", guard.Needs{Role: admin}},
	{"GET /incidents/{id}", guard.Needs{Role: reader}},
	{"POST /incidents/{id}/merge", guard.Needs{Role: editor}},
	{"POST /incidents/{id}/split", guard.Needs{Role: editor}},
	{"POST /incidents/{id}/undo", guard.Needs{Role: editor}},
	{"GET /documents/{id}", guard.Needs{Role: reader}},
	{"POST /documents/{id}/original", guard.Needs{Role: analyst, Long: true}},
	{"GET /claimants/{actor}", guard.Needs{Role: reader}},
	{"GET /casebook", guard.Needs{Role: reader}},
	{"GET /casebook/{case}", guard.Needs{Role: reader}},
	{"GET /method", guard.Needs{Role: reader}},
	{"GET /add", guard.Needs{Role: analyst}},
	{"POST /add/text", guard.Needs{Role: analyst, Body: 2 * workbench.MaxPaste}},
	{"POST /add/file", guard.Needs{Role: analyst, Body: upload}},
	{"POST /add/address", guard.Needs{Role: analyst}},
	{"GET /add/{task}", guard.Needs{Role: analyst}},
	{"GET /search", guard.Needs{Role: reader}},
	{"/", guard.Needs{Role: reader}},

	// The API; what an operation asks for beyond this stands in its own table.
	{"/api/v1/", guard.Needs{Role: reader, Body: document, Long: true}},
	{"GET /api/v1/events", guard.Needs{Role: reader, Long: true}},
	{"POST /api/v1/documents/file", guard.Needs{Role: analyst, Body: upload}},
	{"GET /feeds/verdicts.atom", guard.Needs{Role: reader}},
}

// needs finds the line of the route that a request will take. What no route
// takes is answered by the mux, to readers.
func needs(mux *http.ServeMux) func(*http.Request) (guard.Needs, bool) {
	lines := make(map[string]guard.Needs, len(routes))
	for _, r := range routes {
		lines[r.pattern] = r.Needs
	}
	return func(r *http.Request) (guard.Needs, bool) {
		_, pattern := mux.Handler(r)
		if pattern == "" {
			return guard.Needs{Role: reader}, true
		}
		n, ok := lines[pattern]
		if _, _, oneMethod := strings.Cut(pattern, " "); !oneMethod && r.Method != http.MethodGet && r.Method != http.MethodHead {
			n.Role = max(n.Role, analyst) // whatever it is, it changes something
		}
		return n, ok
	}
}

package server

import (
	"net/http"

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

var routes = []route{
	// The doors.
	{"GET /login", guard.Needs{Role: anybody}},
	{"POST /login", guard.Needs{Role: anybody, Body: 16 << 10}},
	{"POST /logout", guard.Needs{Role: anybody}},
	{"GET /login/service", guard.Needs{Role: anybody}},
	{"GET /login/back", guard.Needs{Role: anybody}},

	// Pages.
	{"GET /static/{name}", guard.Needs{Role: anybody}},
	{"GET /{$}", guard.Needs{Role: reader}},
	{"GET /", guard.Needs{Role: reader}},
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
		return n, ok
	}
}

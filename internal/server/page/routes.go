package page

import "net/http"

// handler answers a request, or says why not.
type handler func(http.ResponseWriter, *http.Request) error

type route struct {
	pattern string
	answer  handler
}

// Routes registers every page. The addresses are those that people keep and
// send each other: they do not change.
func (p *Pages) Routes(mux *http.ServeMux) {
	for _, list := range [][]route{p.routes(), p.otherRoutes()} {
		for _, r := range list {
			mux.HandleFunc(r.pattern, p.serve(r.answer))
		}
	}
	mux.Handle("GET /static/{name}", p.static)
}

func (p *Pages) routes() []route {
	return []route{
		{"GET /{$}", p.desk},
		{"POST /demo", p.demo},
		{"GET /claims/{slug}", p.keptUnchanged(p.claim)},
		{"GET /claims/{slug}/at/{time}", p.keptUnchanged(p.claimAt)},
		{"GET /claims/{slug}/export/{format}", p.export},
		{"POST /claims/{slug}/evidence", p.answer},
		{"POST /claims/{slug}/evidence/{item}", p.decide},
		{"POST /claims/{slug}/rule/{what}", p.rule},
		{"GET /claims/{slug}/people", p.people},
		{"POST /claims/{slug}/people", p.rulePerson},
		{"/", p.unknown},
	}
}

// Package api serves the workbench to programs: REST under /api/v1 with its
// OpenAPI 3.1 document, changes as server-sent events, and an Atom feed of
// verdicts. Begin with [New]; every operation is in routes.go.
//
// An operation reads its input, makes one call of the workbench, and answers
// in the types of package client. What is the same for all of them is in
// front.go: limits, conditional requests and problems.
package api

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/credence-project/credence/internal/workbench"
)

// Root is the path that the API lies under.
const Root = "/api/v1"

// Options say how the API is served. The zero value serves.
type Options struct {
	Now       func() time.Time // time.Now if nil
	Log       *slog.Logger     // what is not the caller's to know; nothing is logged if nil
	Version   string           // of the program, for the document of the API
	Heartbeat time.Duration    // Between two signs of life in a stream of events; 15 s if zero
	// Address is where browsers reach the server that a request came to; the
	// name in the request, without TLS, if nil.
	Address func(*http.Request) string
}

// API serves one workbench. It is safe for concurrent use.
type API struct {
	bench      *workbench.Workbench
	now        func() time.Time
	log        *slog.Logger
	heartbeat  time.Duration
	address    func(*http.Request) string
	run        string         // names this run of the program in the identifiers of events
	mux        *http.ServeMux // of the operations
	huma       huma.API
	document   []byte // OpenAPI, as JSON
	yaml       []byte
	news       news
	streams    atomic.Int32 // of events, open now
	maxStreams int32
	closing    chan struct{}
	closed     sync.Once
}

// New makes the API. It fails only if the description of its operations does
// not hold together, which a test shows.
func New(w *workbench.Workbench, o Options) (*API, error) {
	a := &API{bench: w, now: o.Now, log: o.Log, heartbeat: o.Heartbeat, address: o.Address, mux: http.NewServeMux(), maxStreams: maxStreams, closing: make(chan struct{})}
	if a.now == nil {
		a.now = time.Now
	}
	if a.log == nil {
		a.log = slog.New(slog.DiscardHandler)
	}
	if a.heartbeat == 0 {
		a.heartbeat = 15 * time.Second
	}
	if a.address == nil {
		a.address = func(r *http.Request) string { return "http://" + r.Host }
	}
	a.run = fmt.Sprintf("%x", a.now().UnixMilli())
	a.huma = humago.New(a.mux, description(o.Version))
	a.huma.UseMiddleware(a.admit)
	a.operations()
	return a, a.describe()
}

// Routes registers the API and the feed. What takes long or large requests has
// a pattern of its own, so that the guard can tell it apart.
func (a *API) Routes(mux *http.ServeMux) {
	for _, pattern := range []string{Root + "/", eventsPattern, uploadPattern} {
		mux.Handle(pattern, a)
	}
	mux.HandleFunc("GET /feeds/verdicts.atom", a.feed)
}

// The patterns of operations that front.go treats in their own way.
const (
	eventsPattern = "GET " + Root + "/events"
	uploadPattern = "POST " + Root + "/documents/file"
)

// Close ends the streams of events, so that a server that stops need not wait
// for their readers.
func (a *API) Close() { a.closed.Do(func() { close(a.closing) }) }

// description is the head of the OpenAPI document. The library's own pages are
// off: they load from a third party.
func description(version string) huma.Config {
	if version == "" {
		version = "dev"
	}
	return huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title:   "Credence",
				Version: version,
				Description: "Claims of responsibility for attacks, the evidence on them, and what it is enough to say. " +
					"Every read takes as_of, the time by which something could be known, and recorded, the time by which it was entered here.",
			},
			Servers:    []*huma.Server{{URL: "/"}},
			Components: &huma.Components{Schemas: registry(), SecuritySchemes: security()},
			Security:   []map[string][]string{{"token": {}}, {"session": {}}, {}},
			Tags:       tags(),
		},
		Formats: map[string]huma.Format{
			"application/json": {Marshal: writeJSON, Unmarshal: readJSON},
			"json":             {Marshal: writeJSON, Unmarshal: readJSON},
		},
		DefaultFormat: "application/json",
		Transformers:  []huma.Transformer{shorten},
	}
}

func security() map[string]*huma.SecurityScheme {
	return map[string]*huma.SecurityScheme{
		"token":   {Type: "http", Scheme: "bearer", Description: "A token made in the workbench."},
		"session": {Type: "apiKey", In: "cookie", Name: "credence", Description: "The session of the browser. On this machine neither is needed."},
	}
}

func tags() []*huma.Tag {
	var out []*huma.Tag
	for _, t := range [][2]string{
		{"claims", "Claims of responsibility, the judgement of each, and the evidence on it."},
		{"incidents", "What happened, as the reports tell of it."},
		{"documents", "Reports, what was found in them, and how to add more."},
		{"claimants", "Who claims, and what became of it."},
		{"method", "The tables behind the judgement, and how it fares on reference cases."},
		{"exports", "To hand over what was found."},
		{"changes", "What is being done here, as it is done."},
		{"hooks", "Addresses that are told of changes. For administrators."},
	} {
		out = append(out, &huma.Tag{Name: t[0], Description: t[1]})
	}
	return out
}

// describe writes the OpenAPI document once.
func (a *API) describe() (err error) {
	if a.document, err = a.huma.OpenAPI().MarshalJSON(); err != nil {
		return fmt.Errorf("openapi: %w", err)
	}
	if a.yaml, err = a.huma.OpenAPI().YAML(); err != nil {
		return fmt.Errorf("openapi: %w", err)
	}
	for path, of := range map[string][]byte{"/openapi.json": a.document, "/openapi.yaml": a.yaml} {
		kind := "application/openapi+json"
		if path == "/openapi.yaml" {
			kind = "application/openapi+yaml"
		}
		a.mux.HandleFunc("GET "+Root+path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.Write(of)
		})
	}
	return nil
}

func writeJSON(w io.Writer, v any) error { return huma.DefaultJSONFormat.Marshal(w, v) }

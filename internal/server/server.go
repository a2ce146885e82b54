// Package server is the workbench over HTTP: the pages, the API, and the guard
// in front of both. Begin with [New], which gives a handler; [Server.Serve]
// answers on a listener until told to stop. Every address it answers stands in
// routes.go with what it asks of a caller.
package server

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/klauspost/compress/gzhttp"
	"golang.org/x/net/netutil"

	"github.com/credence-project/credence/internal/server/api"
	"github.com/credence-project/credence/internal/server/guard"
	"github.com/credence-project/credence/internal/server/page"
	"github.com/credence-project/credence/internal/workbench"
)

// Options say what is served to whom.
type Options struct {
	Bench *workbench.Workbench
	// Guard says who may come in; its Needs and Frame are given by New.
	Guard   guard.Options
	Version string           // of the program
	Now     func() time.Time // time.Now if nil
	Log     *slog.Logger     // nothing is logged if nil
}

// Server answers everything. It is safe for concurrent use.
type Server struct {
	mux     *http.ServeMux
	api     *api.API
	handler http.Handler
	log     *slog.Logger
}

// New puts the server together. It fails if a service that logs people in does
// not answer, or if templates do not hold together.
func New(ctx context.Context, o Options) (*Server, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{mux: http.NewServeMux(), log: o.Log}
	if _, err := o.Bench.Hooks(ctx); err != nil { // so that pages can tell of them
		return nil, fmt.Errorf("hooks: %w", err)
	}
	pages, err := page.New(o.Bench, page.Options{Now: o.Now, Log: o.Log, Version: o.Version, Shared: o.Guard.Local == "", TLS: o.Guard.TLS})
	if err != nil {
		return nil, fmt.Errorf("pages: %w", err)
	}
	if s.api, err = api.New(o.Bench, api.Options{Now: o.Now, Log: o.Log, Version: o.Version, Address: o.Guard.Address}); err != nil {
		return nil, fmt.Errorf("api: %w", err)
	}
	o.Guard.Needs, o.Guard.Now, o.Guard.Log, o.Guard.Frame = needs(s.mux), o.Now, o.Log, pages.Plain
	g, err := guard.New(ctx, o.Bench, o.Guard)
	if err != nil {
		return nil, err
	}
	for _, part := range []interface{ Routes(*http.ServeMux) }{pages, s.api, g} {
		part.Routes(s.mux)
	}
	compressed, err := compressor()
	if err != nil {
		return nil, err
	}
	s.handler = compressed(g.Wrap(s.mux))
	return s, nil
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// compressor makes answers of text smaller for whoever takes them so. Pages
// hold no secret that somebody could guess at from their length: sessions are
// in cookies, and forms need no token. Events go out as they happen.
func compressor() (func(http.Handler) http.HandlerFunc, error) {
	return gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.CompressionLevel(5), gzhttp.EnableZstd(false), gzhttp.ContentTypes([]string{
		"text/html", "text/css", "text/javascript", "text/plain", "text/csv", "text/markdown", "image/svg+xml",
		"application/json", "application/problem+json", "application/ld+json", "application/geo+json", "application/jsonl",
		"application/x-ndjson", "application/stix+json", "application/atom+xml", "application/openapi+json", "application/vnd.oai.openapi+json",
	}))
}

// Bounds on a connection. How long an answer takes is bounded for each request.
const (
	headersIn = 10 * time.Second
	requestIn = 5 * time.Minute // a file of the largest size over a slow line
	idleFor   = 2 * time.Minute
	headers   = 64 << 10
	stopIn    = 10 * time.Second

	connections = 4096 // at once, so that nobody takes all memory
)

// Serve answers on a listener until the context ends, and then lets requests
// that are being answered come to their end, for ten seconds at most; what
// follows events is told to go. certificate and key name files for TLS, or are
// both empty. A server serves once.
func (s *Server) Serve(ctx context.Context, l net.Listener, certificate, key string) error {
	requests, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	h := &http.Server{
		Handler: s, BaseContext: func(net.Listener) context.Context { return requests },
		ReadHeaderTimeout: headersIn, ReadTimeout: requestIn, IdleTimeout: idleFor, MaxHeaderBytes: headers,
		TLSConfig: &tls.Config{MinVersion: tls.VersionTLS12},
		ErrorLog:  slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
	h.RegisterOnShutdown(s.api.Close)
	l = netutil.LimitListener(l, connections)
	served := make(chan error, 1)
	go func() {
		if certificate != "" {
			served <- h.ServeTLS(l, certificate, key)
			return
		}
		served <- h.Serve(l)
	}()
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	within, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopIn)
	defer cancel()
	err := h.Shutdown(within)
	end()
	if errors.Is(err, context.DeadlineExceeded) {
		err = h.Close()
	}
	if e := <-served; err == nil && !errors.Is(e, http.ErrServerClosed) {
		err = e
	}
	return err
}

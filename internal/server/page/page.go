package page

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"path"
	"runtime"
	"strings"
	"time"

	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/workbench"
)

//go:embed templates/*.html
var templates embed.FS

// Options say how the pages are served. The zero value serves.
type Options struct {
	Now     func() time.Time // time.Now if nil
	Log     *slog.Logger     // what is not the reader's to know; nothing is logged if nil
	Version string           // of the program, for the foot of each page
	Shared  bool             // people log in, from this machine or others
	TLS     bool             // browsers see https: cookies go over nothing else
}

// Pages serves the pages of one workbench. It is safe for concurrent use.
type Pages struct {
	bench   *workbench.Workbench
	now     func() time.Time
	log     *slog.Logger
	version string
	shared  bool
	tls     bool
	pages   map[string]*template.Template // by name
	static  *static
	press   press
	making  chan struct{} // holds one for each page that is being made
}

// New reads the templates and the static files. It fails only if they do not
// hold together, which a test shows.
func New(w *workbench.Workbench, o Options) (*Pages, error) {
	p := &Pages{bench: w, now: o.Now, log: o.Log, version: o.Version, shared: o.Shared, tls: o.TLS, making: make(chan struct{}, runtime.GOMAXPROCS(0)+1)}
	if p.now == nil {
		p.now = time.Now
	}
	if p.log == nil {
		p.log = slog.New(slog.DiscardHandler)
	}
	var err error
	if p.static, err = readStatic(); err != nil {
		return nil, err
	}
	p.pages, err = p.parse()
	return p, err
}

// parse reads each page together with the frame and all parts.
func (p *Pages) parse() (map[string]*template.Template, error) {
	base, err := template.New("frame").Funcs(p.funcs()).Funcs(otherFuncs()).ParseFS(templates, "templates/frame.html", "templates/*.part.html")
	if err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	names, err := fs.Glob(templates, "templates/*.page.html")
	if err != nil {
		return nil, err
	}
	pages := map[string]*template.Template{}
	for _, name := range names {
		t, err := template.Must(base.Clone()).ParseFS(templates, name)
		if err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
		pages[strings.TrimSuffix(path.Base(name), ".page.html")] = t
	}
	return pages, nil
}

// view is what a page is made from. What is left empty and is the same on all
// pages is filled in by render.
type view struct {
	Title   string   // of the tab
	Here    string   // the address of the navigation that is current, if any
	Scripts []string // beyond that of the frame: "claim.js"
	Back    string   // where the page is as of now; the same address without a time if empty
	Body    any

	Moment  moment
	Query   string // in the search field
	Caller  caller.Caller
	Now     time.Time
	Version string
	Reach   string // what leaves the machine
}

// May tells whether the caller may do what the named role may.
func (v view) May(role string) bool {
	r, ok := caller.ParseRole(role)
	return ok && v.Caller.May(r)
}

// Link is an address of this server, looked at as of the time of the page.
func (v view) Link(address string) string { return v.Moment.Link(address) }

// render writes a page.
func (p *Pages) render(w http.ResponseWriter, r *http.Request, name string, v view) error {
	return p.renderStatus(w, r, http.StatusOK, name, v)
}

func (p *Pages) renderStatus(w http.ResponseWriter, r *http.Request, status int, name string, v view) error {
	body, err := p.execute(r, name, v)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "private, no-cache")
	w.WriteHeader(status)
	if _, err := w.Write(body); err != nil {
		return errGone
	}
	return nil
}

// execute gives a page as it is sent.
func (p *Pages) execute(r *http.Request, name string, v view) ([]byte, error) {
	t, ok := p.pages[name]
	if !ok {
		return nil, fmt.Errorf("page %s: no such template", name)
	}
	v.Caller, v.Now, v.Version, v.Reach = caller.From(r.Context()), p.now().UTC(), p.version, p.reach()
	if v.Moment.At.Known.IsZero() {
		v.Moment.At.Known = v.Now
	}
	var out bytes.Buffer
	if err := t.ExecuteTemplate(&out, "frame.html", v); err != nil {
		return nil, fmt.Errorf("page %s: %w", name, err)
	}
	return out.Bytes(), nil
}

// reach says what leaves the machine.
func (p *Pages) reach() string {
	s := "Nothing leaves this machine unless you ask for it."
	if p.shared {
		s = "What is held stays on this server; its pages go to those who log in."
	}
	if n := p.bench.Hooked(); n > 0 {
		s += " Changes of verdicts and evidence are sent to " + plural(n, "web hook") + "."
	}
	return s
}

// errGone says that the reader went away; nobody is left to be told.
var errGone = errors.New("the reader went away")

package guard

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"time"

	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/workbench"
)

// Options say who may come in, and how.
type Options struct {
	// Local is the name of the user of this machine, who needs no login here
	// and may do everything. Where it is empty everybody logs in.
	Local string
	// Hosts are names under which the server is addressed, beside those that
	// each machine has for itself.
	Hosts []string
	// Network says that the server listens to more than this machine.
	Network bool
	// TLS says that browsers see https: cookies go over nothing else.
	TLS bool
	// Proxied says that a proxy of ours stands in front and tells, in
	// X-Forwarded-For, whom it speaks for. It must be the only way in.
	Proxied bool
	// Login is a service that logs people in, or nil.
	Login *Provider
	// Needs says what a request asks of its caller; false if the route has no
	// line, and then nobody may.
	Needs func(*http.Request) (Needs, bool)
	// Frame writes a page around what the guard has to say, or is nil.
	Frame func(w http.ResponseWriter, r *http.Request, status int, title string, body template.HTML) error
	// Limits are the rates; zero ones get defaults.
	Limits Limits
	Now    func() time.Time // time.Now if nil
	Log    *slog.Logger     // nothing is logged if nil
}

// Limits are how often an address may ask at all, may log in, and how often
// anybody may try the password of an account.
type Limits struct{ Requests, Logins, Passwords Rate }

func (l Limits) filled() Limits {
	or := func(r, other Rate) Rate {
		if r == (Rate{}) {
			return other
		}
		return r
	}
	return Limits{
		Requests:  or(l.Requests, Rate{Burst: 300, Every: 20 * time.Millisecond}),
		Logins:    or(l.Logins, Rate{Burst: 5, Every: 12 * time.Second}),
		Passwords: or(l.Passwords, Rate{Burst: 10, Every: time.Minute}),
	}
}

// Needs is what a route asks of its caller.
type Needs struct {
	Role caller.Role // at least; None lets everybody in
	Body int64       // bytes that a request may have; 0 is maxBody
	Long bool        // takes as long as it takes, as events do
}

// Usual bounds of a request.
const (
	maxBody  = 1 << 20
	answerIn = 2 * time.Minute // what is not Long is written by then
	bodyIn   = 5 * time.Minute // for a request that brings a file
)

// Guard decides who may do what. It is safe for concurrent use.
type Guard struct {
	bench    *workbench.Workbench
	o        Options
	origin   *http.CrossOriginProtection
	requests *limiter
	logins   *limiter
	tries    *limiter
	hashing  chan struct{} // holds one for each password that is being tried
	login    *loginService
}

// New makes a guard. It fails if the service that logs people in does not
// answer as one.
func New(ctx context.Context, w *workbench.Workbench, o Options) (*Guard, error) {
	if o.Needs == nil {
		return nil, errors.New("guard: no table of routes")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	l := o.Limits.filled()
	g := &Guard{
		bench: w, o: o, origin: http.NewCrossOriginProtection(), hashing: make(chan struct{}, 2),
		requests: newLimiter(l.Requests), logins: newLimiter(l.Logins), tries: newLimiter(l.Passwords),
	}
	if o.Login != nil {
		var err error
		if g.login, err = discover(ctx, o.Login, o.Now); err != nil {
			return nil, fmt.Errorf("login service %s: %w", o.Login.Issuer, err)
		}
	}
	return g, nil
}

// Wrap gives a handler that lets through to next what may pass.
func (g *Guard) Wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		out := &started{ResponseWriter: w}
		defer g.recover(out, r)
		g.setHeaders(w.Header())
		if r, ok := g.admit(out, r); ok {
			next.ServeHTTP(out, r)
		}
	})
}

// admit gives the request with its caller, or has answered it.
func (g *Guard) admit(w http.ResponseWriter, r *http.Request) (*http.Request, bool) {
	refused := func(status int, why string) (*http.Request, bool) {
		g.refuse(w, r, status, why)
		return nil, false
	}
	if !g.addressed(r) {
		return refused(http.StatusMisdirectedRequest, "This server is not known under the name by which it was addressed. Whoever runs it can add the name with --host.")
	}
	here := g.o.Local != "" && fromHere(r)
	if !here {
		if ok, wait := g.requests.allow(g.address(r), g.o.Now()); !ok {
			return g.slower(w, r, wait)
		}
	}
	if g.origin.Check(r) != nil {
		return refused(http.StatusForbidden, "This change was asked for by a page of another site, and was not made.")
	}
	if site := r.Header.Get("Sec-Fetch-Site"); forPrograms(r) && (site == "cross-site" || site == "same-site") {
		return refused(http.StatusForbidden, "This was asked for by a page of another site, and is not given.") // it may be written down, as who reads an original is
	}
	needs, listed := g.o.Needs(r)
	if !listed {
		g.o.Log.Error("route without a line in the table", "method", r.Method, "path", r.URL.Path)
		return refused(http.StatusForbidden, "Nobody may do this.")
	}
	g.bound(w, r, needs)
	c, err := g.identify(r, here)
	if err != nil && !errors.Is(err, workbench.ErrDenied) {
		g.o.Log.Error("who is it", "path", r.URL.Path, "err", err)
		return refused(http.StatusInternalServerError, wentWrong)
	}
	switch {
	case c.May(needs.Role):
		return r.WithContext(caller.With(r.Context(), c)), true
	case c.Role == caller.None:
		g.askToLogin(w, r)
		return nil, false
	}
	return refused(http.StatusForbidden, fmt.Sprintf("Your role here is %s; this needs %s. Ask whoever runs this workbench.", c.Role, needs.Role))
}

func (g *Guard) slower(w http.ResponseWriter, r *http.Request, wait time.Duration) (*http.Request, bool) {
	w.Header().Set("Retry-After", fmt.Sprint(seconds(wait)))
	g.refuse(w, r, http.StatusTooManyRequests, fmt.Sprintf("Too many requests came from your address. Try again in %d seconds.", seconds(wait)))
	return nil, false
}

// bound limits how long a request may be and how long its answer may take.
func (g *Guard) bound(w http.ResponseWriter, r *http.Request, needs Needs) {
	bytes := needs.Body
	if bytes == 0 {
		bytes = maxBody
	}
	if r.Body != nil && r.Body != http.NoBody {
		r.Body = http.MaxBytesReader(w, r.Body, bytes)
	}
	control := http.NewResponseController(w)
	// The deadlines of the connection; a recorder in a test has none. They are
	// of the machine's clock, whatever time it is here.
	if needs.Long {
		_ = control.SetWriteDeadline(time.Time{})
		return
	}
	within := answerIn
	if needs.Body > maxBody {
		within += bodyIn
	}
	_ = control.SetWriteDeadline(time.Now().Add(within))
}

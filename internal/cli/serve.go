package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/server"
	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/server/guard"
	"github.com/credence-project/credence/internal/workbench"
)

// serving is what the command line says of how to serve.
type serving struct {
	listen, certificate, key string
	hosts                    []string
	login, proxied, inside   bool
	provider                 guard.Provider
	roles                    []string
	address                  string // of the service that logs people in, "" for none
}

// usualAddress is where the workbench listens unless told otherwise.
const usualAddress = "127.0.0.1:8346"

func serveCommand(e *env) *cobra.Command {
	var s serving
	c := &cobra.Command{
		Use:   "serve",
		Short: "open the workbench in a browser: pages and API on the store",
		Long: "Serves the workbench until it is told to stop. On this machine alone, which is the default,\n" +
			"nobody logs in. To listen for others needs accounts: credence account add NAME --role admin.\n" +
			"The secret of a service that logs people in is read from CREDENCE_OIDC_SECRET.",
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return e.withNewBench(cmd.Context(), func(w *workbench.Workbench) error { return e.serve(cmd.Context(), w, &s) })
		},
	}
	f := c.Flags()
	f.StringVar(&s.listen, "listen", usualAddress, "address and port to listen at; port 0 takes any that is free")
	f.StringSliceVar(&s.hosts, "host", nil, "a name under which browsers reach the server; may be repeated")
	f.StringVar(&s.certificate, "tls-cert", "", "file with the certificate for TLS")
	f.StringVar(&s.key, "tls-key", "", "file with its key")
	f.BoolVar(&s.login, "login", false, "ask for a login on this machine too")
	f.BoolVar(&s.proxied, "proxied", false, "a proxy that ends TLS is the only way in, and names clients in X-Forwarded-For")
	f.BoolVar(&s.inside, "hooks-inside", false, "let hooks post to addresses inside the network too, and to any port")
	f.StringVar(&s.address, "oidc-issuer", "", "address of a service that logs people in by OpenID Connect")
	f.StringVar(&s.provider.ClientID, "oidc-client", "credence", "what that service calls this server")
	f.StringVar(&s.provider.Callback, "oidc-callback", "", "address of /login/back as browsers see it; made from --host if there is one")
	f.StringVar(&s.provider.Claim, "oidc-claim", "groups", "where that service lists somebody's groups")
	f.StringSliceVar(&s.roles, "oidc-role", nil, "GROUP=ROLE; may be repeated, the highest counts; *=ROLE is for everybody")
	return c
}

// roomToCollect is how far the heap of a server may grow, in percent of what is
// in use, before memory is looked through, unless GOGC says otherwise: twice the
// usual, for pages that are a seventh quicker.
const roomToCollect = 200

func (e *env) serve(ctx context.Context, w *workbench.Workbench, s *serving) error {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(roomToCollect)
	}
	network, err := s.check()
	if err != nil {
		return usageError{err}
	}
	if err := e.needsAccounts(ctx, w, s, network); err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(e.err, nil))
	o := server.Options{Bench: w, Version: version(), Now: e.now, Log: log, Guard: guard.Options{
		Hosts: lowered(s.hosts), Network: network, TLS: s.certificate != "" || s.proxied, Proxied: s.proxied,
	}}
	if s.local(network) {
		o.Guard.Local = cmp.Or(e.conf.By, "local")
	}
	if o.Guard.Login, err = s.service(e.conf.LoginSecret); err != nil {
		return usageError{err}
	}
	here, err := server.New(ctx, o)
	if err != nil {
		return err
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", s.listen)
	if err != nil {
		return &credence.InputError{Name: "--listen " + s.listen, Reason: "cannot be listened at; is something else there already?", Err: err}
	}
	stop, err := e.background(ctx, w, s.inside, log)
	if err != nil {
		l.Close()
		return err
	}
	defer stop()
	if network && s.certificate == "" && !s.proxied {
		fmt.Fprintln(e.err, "Without TLS whoever is on the way can read passwords: give --tls-cert and --tls-key, or --proxied.")
	}
	fmt.Fprintln(e.out, s.open(l.Addr()))
	fmt.Fprintln(e.err, "The workbench is open there. Stop it with Ctrl+C.")
	return here.Serve(ctx, l, s.certificate, s.key)
}

// background takes in what people hand in, keeps the desk up to date, and keeps
// and delivers verdicts, until stopped. What people hand in never makes it fetch
// from inside the network; hooks, which admins set, may be let.
func (e *env) background(ctx context.Context, w *workbench.Workbench, inside bool, log *slog.Logger) (stop func(), err error) {
	client, hooks := e.client(false), e.client(inside)
	w.Intake.Fetch = client
	w.Intake.Fault = func(t workbench.Task, err error) { log.Error("intake", "task", t.ID, "err", err) }
	if err := w.Intake.Resume(ctx); err != nil {
		return nil, err
	}
	if err := w.Intake.ReadAnew(ctx, cmp.Or(e.conf.By, "local")); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	running.Go(func() {
		w.Run(ctx, workbench.Courier{Post: hooks.Post, Now: e.now, Fault: func(err error) { log.Error("courier", "err", err) }})
	})
	running.Go(func() { w.Keep(ctx, e.now, func(err error) { log.Error("desk", "err", err) }) })
	return func() {
		cancel()
		w.Intake.Close()
		running.Wait()
		client.Close()
		hooks.Close()
	}, nil
}

// check tells whether the server is for more than this machine, or what is
// wrong with the flags.
func (s *serving) check() (network bool, err error) {
	host, _, err := net.SplitHostPort(s.listen)
	if err != nil {
		return false, fmt.Errorf("--listen %s: want ADDRESS:PORT, such as %s", s.listen, usualAddress)
	}
	if (s.certificate == "") != (s.key == "") {
		return false, errors.New("--tls-cert and --tls-key go together")
	}
	for _, h := range s.hosts {
		if h == "" || strings.ContainsAny(h, ":/ *") {
			return false, fmt.Errorf("--host %q: want a name alone, such as credence.example.org", h)
		}
	}
	a, err := netip.ParseAddr(host)
	return host != "localhost" && (err != nil || !a.IsLoopback()), nil
}

// local reports whether the user of this machine needs no login: not where
// others may come in, as they may under another name through a proxy.
func (s *serving) local(network bool) bool {
	return !network && !s.login && !s.proxied && len(s.hosts) == 0
}

// needsAccounts refuses to serve where nobody could log in.
func (e *env) needsAccounts(ctx context.Context, w *workbench.Workbench, s *serving, network bool) error {
	if s.local(network) || s.address != "" {
		return nil
	}
	accounts, err := w.Accounts(ctx)
	if err != nil {
		return err
	}
	for _, a := range accounts {
		if a.Password && a.Disabled.IsZero() {
			return nil
		}
	}
	return &credence.InputError{Name: "--listen " + s.listen, Reason: "here people must log in, and no account has been made; make the first with\n" +
		"  credence account add NAME --role admin --db " + e.conf.DB + "\nor leave out --listen, --host, --login and --proxied to open the workbench on this machine alone"}
}

// service is the service that logs people in, or nil.
func (s *serving) service(secret string) (*guard.Provider, error) {
	if s.address == "" {
		return nil, nil
	}
	p := s.provider
	p.Issuer, p.Secret, p.Roles = s.address, secret, map[string]string{}
	if len(s.roles) == 0 {
		return nil, errors.New("--oidc-role: say which group has which role, such as staff=analyst")
	}
	for _, r := range s.roles {
		group, role, _ := strings.Cut(r, "=")
		if _, known := caller.ParseRole(role); !known || group == "" {
			return nil, fmt.Errorf("--oidc-role %q: want GROUP=ROLE with one of %s", r, strings.Join(workbench.Roles, ", "))
		}
		if p.Roles[group] = role; group == "*" {
			p.Default = role
		}
	}
	if p.Callback == "" {
		if len(s.hosts) == 0 {
			return nil, errors.New("--oidc-callback: say where browsers come back to, https://NAME/login/back")
		}
		p.Callback = "https://" + s.hosts[0] + "/login/back"
	}
	if u, err := url.Parse(p.Callback); err != nil || u.Host == "" {
		return nil, fmt.Errorf("--oidc-callback %q: want a whole address", p.Callback)
	}
	return &p, nil
}

// open is the address to open in a browser.
func (s *serving) open(at net.Addr) string {
	scheme := "http"
	if s.certificate != "" || s.proxied {
		scheme = "https"
	}
	host, port, err := net.SplitHostPort(at.String())
	if err != nil {
		return at.String()
	}
	if len(s.hosts) > 0 {
		host = s.hosts[0]
		if s.proxied {
			return scheme + "://" + host + "/"
		}
	} else if a, err := netip.ParseAddr(host); err == nil && a.IsUnspecified() {
		host = "localhost"
	}
	return scheme + "://" + net.JoinHostPort(host, port) + "/"
}

func lowered(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = strings.ToLower(n)
	}
	return out
}

package guard

import (
	"cmp"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// local are the names of this machine for itself.
var local = []string{"localhost", "127.0.0.1", "::1"}

// addressed reports whether the request names this server: a page elsewhere
// whose name was made to point here still sends its own name. An address in
// figures cannot be made to point elsewhere, so where the server listens to the
// network the one at which the connection arrived will do.
func (g *Guard) addressed(r *http.Request) bool {
	host := hostOf(r.Host)
	if slices.Contains(local, host) || slices.Contains(g.o.Hosts, host) {
		return true
	}
	arrived, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok || !g.o.Network {
		return false
	}
	at, err := netip.ParseAddrPort(arrived.String())
	if err != nil {
		return false
	}
	named, err := netip.ParseAddr(host)
	return err == nil && named.Unmap() == at.Addr().Unmap().WithZone("")
}

// Address is where browsers reach the server that a request came to, such as
// https://credence.example.org. Who asks is believed the name, which the guard
// let pass, and not the scheme. A proxy of ours that gives another name than
// the server is known by speaks for the first of Hosts.
func (o *Options) Address(r *http.Request) string {
	scheme, host := "http://", r.Host
	if o.TLS || r.TLS != nil {
		scheme = "https://"
	}
	if o.Proxied && len(o.Hosts) > 0 && !slices.Contains(o.Hosts, hostOf(host)) {
		host = o.Hosts[0]
	}
	return scheme + cmp.Or(host, "localhost")
}

// hostOf is the name in a Host header, without port and brackets.
func hostOf(s string) string {
	if h, _, err := net.SplitHostPort(s); err == nil {
		s = h
	}
	s = strings.TrimSuffix(strings.TrimPrefix(s, "["), "]")
	return strings.ToLower(strings.TrimSuffix(s, "."))
}

// fromHere reports whether the request was made on this machine, and not
// passed on by something that runs on it.
func fromHere(r *http.Request) bool {
	for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via"} {
		if r.Header.Get(name) != "" {
			return false
		}
	}
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && from.Addr().Unmap().IsLoopback() && slices.Contains(local, hostOf(r.Host))
}

// address is what requests are counted by: the address they come from, of a
// longer one the half that a provider gives to one customer. Behind a proxy of
// ours it is the one that the proxy saw, which is the last of its list.
func (g *Guard) address(r *http.Request) string {
	text := r.RemoteAddr
	if g.o.Proxied {
		if list := r.Header.Values("X-Forwarded-For"); len(list) > 0 {
			all := strings.Split(list[len(list)-1], ",")
			text = strings.TrimSpace(all[len(all)-1])
		}
	}
	if h, _, err := net.SplitHostPort(text); err == nil {
		text = h
	}
	a, err := netip.ParseAddr(strings.Trim(text, "[]"))
	if err != nil {
		return "unknown"
	}
	a = a.Unmap().WithZone("")
	if a.Is6() {
		if p, err := a.Prefix(64); err == nil {
			return p.String()
		}
	}
	return a.String()
}
